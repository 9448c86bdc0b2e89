//! What a build leaves when something goes wrong: a project with an error, a theme that moved on, a build cut off.

use std::fs;
use std::process::Stdio;

use tests::{Tree, World, changed, has_ending, must, root, tree};

#[test]
fn a_project_with_an_error_keeps_its_pages_while_the_others_are_built() {
    let world = World::with_samples();
    world.build();
    let before = world.site();
    world.edit("residentie-leiehof/units.csv", "SW,442000,sold", "SW,-1,sold");
    world.edit("kanaalpark/project.yaml", "price: 201000", "price: 199500");

    let output = world.try_build(&[]);

    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("Not built, because of errors: residentie-leiehof."));
    let after = world.site();
    let changed = changed(&before, &after);
    assert!(changed.contains(&"kanaalpark/nl/index.html".to_owned()), "{changed:#?}");
    assert!(!changed.iter().any(|path| path.contains("leiehof") || path.contains("leiebouw")), "{changed:#?}");
    styles_are_allowed(&after);
}

#[test]
fn pages_that_stay_keep_the_style_and_the_font_they_were_built_with() {
    let world = World::with_samples();
    let themes = world.path("themes");
    copy(&root().join("themes"), &themes);
    let build = |slugs: &[&str]| world.gevel(&[&["build"], slugs].concat()).status.code();
    assert_eq!(build(&[]), Some(0));
    let before = world.site();
    let style = themes.join("gevel/assets/theme.css");
    let css = must(fs::read_to_string(&style), "the stylesheet");
    must(fs::write(&style, css + "\nh1{letter-spacing:0}\n"), "the stylesheet");
    must(fs::write(themes.join("gevel/assets/newsreader-48-400.woff2"), "another font"), "the font");

    assert_eq!(build(&["residentie-leiehof"]), Some(0));

    let after = world.site();
    styles_are_allowed(&after);
    let changed = changed(&before, &after);
    assert!(changed.contains(&"residentie-leiehof/nl/index.html".to_owned()), "{changed:#?}");
    assert!(!changed.contains(&"terrasses-du-lac/fr/index.html".to_owned()), "{changed:#?}");
    let fonts = after.keys().filter(|path| has_ending(path, "woff2") && path.contains("/gevel/")).count();
    assert_eq!(fonts, 2, "the new font, and the one of the pages that stay");
}

#[test]
fn what_a_build_that_was_cut_off_left_is_gone_after_the_next() {
    let world = World::with_samples();
    world.build();
    let whole = tree(&world.out());
    let left = ["kanaalpark/nl/.index.html.4711.part", "assets/kanaalpark/.01-canal-day.jpg.4711.part", ".x.4711.part"];
    for path in left {
        must(fs::write(world.out().join("site").join(path), "half a fi"), path);
    }
    world.edit("kanaalpark/project.yaml", "price: 201000", "price: -1");

    assert_eq!(world.try_build(&[]).status.code(), Some(1));
    world.edit("kanaalpark/project.yaml", "price: -1", "price: 201000");
    world.build();

    assert_eq!(changed(&whole, &tree(&world.out())), [""; 0]);
}

#[test]
fn a_build_that_was_killed_is_finished_by_the_next() {
    let (whole, world) = (World::with_samples(), World::with_samples());
    whole.build();
    let themes = root().join("themes");
    let mut build = world.command(&["build", "--themes"]);
    let mut build = must(build.arg(themes).stdout(Stdio::null()).stderr(Stdio::null()).spawn(), "a build");
    while !world.out().join("site").exists() && must(build.try_wait(), "a child").is_none() {
        std::thread::yield_now();
    }
    // It may have ended by now; then it must not have left anything either.
    drop(build.kill());
    must(build.wait(), "a child");

    world.build();

    assert_eq!(changed(&tree(&whole.out()), &tree(&world.out())), [""; 0]);
}

#[test]
fn an_error_in_the_operators_own_files_leaves_everything_as_it_was() {
    let world = World::with_samples();
    world.build();
    let before = tree(&world.out());
    world.edit("operator.yaml", "legal_name:", "legal_nam:");
    world.edit("kanaalpark/project.yaml", "price: 201000", "price: 199500");

    let output = world.try_build(&[]);

    assert_eq!(output.status.code(), Some(1));
    assert_eq!(changed(&before, &tree(&world.out())), [""; 0]);
}

/// The style of every page is named by the policy that is sent with it.
fn styles_are_allowed(site: &Tree) {
    let text = |path: &str| String::from_utf8_lossy(site.get(path).map_or(&[][..], Vec::as_slice)).into_owned();
    let headers = text("_headers");
    for path in site.keys().filter(|path| has_ending(path, "html")) {
        let hashes: Vec<String> = gevel::headers::style_hashes(&text(path)).collect();
        assert!(!hashes.is_empty(), "{path} has no style");
        assert!(hashes.iter().all(|hash| headers.contains(hash)), "{path}: its style is not allowed");
    }
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    for (path, bytes) in tree(from) {
        let target = to.join(&path);
        must(fs::create_dir_all(target.parent().unwrap_or(to)), &path);
        must(fs::write(target, bytes), &path);
    }
}
