//! What `gevel build` promises about its output folder: the same content gives the same bytes, nothing is written in
//! vain, and nothing is lost that was right.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use tests::{World, changed, has_ending, must, tree};

#[test]
fn a_second_build_writes_nothing() {
    let world = World::with_samples();
    let first = world.build();
    let before = tree(&world.out());

    let second = world.build();

    assert_eq!(number(&first, "files_unchanged"), 0);
    assert_eq!(number(&second, "files_written"), 0);
    assert_eq!(number(&second, "files_removed"), 0);
    assert_eq!(number(&second, "photos_encoded"), 0);
    assert_eq!(number(&second, "files_unchanged"), number(&first, "files_written"));
    assert_eq!(number(&second, "photos_cached"), number(&first, "photos_encoded"));
    assert_eq!(changed(&before, &tree(&world.out())), [""; 0]);
}

#[test]
fn a_build_from_nothing_gives_the_same_bytes() {
    let (here, elsewhere) = (World::with_samples(), World::with_samples());
    here.build();

    let output = elsewhere.try_build(&["--out", "another/place", "--cache", "another/cache"]);

    assert_eq!(output.status.code(), Some(0));
    assert_eq!(changed(&tree(&here.out()), &tree(&elsewhere.path("another/place"))), [""; 0]);
}

#[test]
fn json_is_one_object_with_the_keys_of_the_design() {
    let world = World::with_samples();

    let summary = world.build();

    let keys: BTreeSet<&str> = summary.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
    let promised = [
        "projects",
        "pages",
        "files_written",
        "files_unchanged",
        "files_removed",
        "photos_encoded",
        "photos_cached",
        "warnings",
        "seconds",
        "stages",
    ];
    assert_eq!(keys, BTreeSet::from(promised));
    assert_eq!(number(&summary, "projects"), 3);
    let pages = world.site().keys().filter(|path| has_ending(path, "html")).count();
    assert_eq!(number(&summary, "pages"), pages as u64);
    let stages = summary.get("stages").and_then(Value::as_object);
    assert!(stages.is_some_and(|stages| !stages.is_empty() && stages.values().all(Value::is_f64)), "{summary}");
}

#[test]
fn the_exit_status_tells_how_it_went() {
    let world = World::with_samples();

    let code = |words: &[&str]| world.try_build(words).status.code();

    assert_eq!(code(&[]), Some(0));
    assert_eq!(code(&["residentie-leiehof"]), Some(0));
    assert_eq!(code(&["residentie-leihof"]), Some(1), "there is no such project");
    assert_eq!(code(&["--content", "nowhere"]), Some(1));
    assert_eq!(code(&["--colour"]), Some(2), "there is no such option");
    assert_eq!(world.gevel(&["bild"]).status.code(), Some(2), "there is no such command");
}

#[test]
fn a_folder_that_someone_else_filled_is_refused_and_left_alone() {
    let world = World::with_samples();
    must(fs::create_dir_all(world.path("elsewhere/site")), "a folder");
    must(fs::write(world.path("elsewhere/site/thesis.html"), "years of work"), "a file");

    let output = world.try_build(&["--out", "elsewhere"]);

    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("files in it that gevel did not write"));
    assert!(output.stdout.is_empty());
    assert_eq!(tree(&world.path("elsewhere")).into_keys().collect::<Vec<_>>(), ["site/thesis.html"]);
}

#[test]
fn a_removed_project_disappears() {
    let world = World::with_samples();
    world.build();
    must(fs::remove_dir_all(world.content().join("kanaalpark")), "the project goes");

    let summary = world.build();

    let site = world.site();
    assert!(number(&summary, "files_removed") > 10);
    let traces: Vec<_> = site.keys().filter(|path| path.contains("kanaal")).collect();
    assert!(traces.is_empty(), "{traces:#?}");
    for (path, bytes) in site {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("/kanaalpark/"), "{path} still names the project");
    }
    assert!(!world.out().join("site/kanaalpark").exists(), "no empty folder stays");
}

#[test]
fn build_of_one_project_changes_its_own_files_and_those_of_the_site() {
    let world = World::with_samples();
    world.build();
    let before = world.site();
    world.edit("kanaalpark/project.yaml", "price: 201000", "price: 199500");
    world.edit("terrasses-du-lac/units.csv", ",450000,122000,328000,", ",449000,121000,328000,");

    let output = world.try_build(&["kanaalpark"]);

    assert_eq!(output.status.code(), Some(0));
    let changed = changed(&before, &world.site());
    let (own, others): (Vec<&str>, Vec<&str>) =
        changed.iter().map(String::as_str).partition(|path| path.contains("kanaalpark"));
    assert!(own.contains(&"kanaalpark/nl/index.html") && own.contains(&"share/kanaalpark-en.jpg"), "{own:?}");
    let lists = ["de/index.html", "en/index.html", "fr/index.html", "index.html"];
    assert_eq!(others, lists, "only the lists of projects name a price of it");
}

#[test]
fn a_first_build_of_one_project_has_all_that_its_pages_load() {
    let world = World::with_samples();

    let output = world.try_build(&["kanaalpark"]);

    assert_eq!(output.status.code(), Some(0));
    let page = world.document("kanaalpark/en/index.html");
    let site = world.site();
    let loaded = [page.values("img", "src"), page.values("link[rel=icon]", "href")].concat();
    assert!(loaded.len() > 3);
    for address in loaded {
        assert!(site.contains_key(address.trim_start_matches('/')), "{address} is not there");
    }
    assert!(site.keys().any(|path| has_ending(path, "woff2")), "the stylesheet loads a font");
    assert!(!site.keys().any(|path| path.starts_with("assets/residentie-leiehof/")), "nobody asked for it");
}

fn number(summary: &Value, key: &str) -> u64 {
    must(summary.get(key).and_then(Value::as_u64).ok_or("no number"), key)
}
