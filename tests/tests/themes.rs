//! Themes from outside: what a project on one sees, and that the guide to making one is true word for word.
#![expect(clippy::panic, reason = "a test fails by panicking, and says why")]

use std::collections::BTreeMap;
use std::fs;

use tests::{Document, World, must, root};

const GUIDE: &str = "docs/themes.md";

#[test]
fn a_page_says_the_same_on_another_theme() {
    let world = World::with_samples();
    let said = |world: &World| {
        world.build();
        words(&world.document("kanaalpark/nl/index.html"))
    };

    let on_werf = said(&world);
    world.edit("kanaalpark/project.yaml", "theme: werf", "theme: gevel");

    assert_eq!(on_werf, said(&world));
}

#[test]
fn a_theme_leaves_out_what_it_does_not_offer_and_every_such_part_is_told() {
    let world = World::with_samples();
    world.lay_themes(&root().join("tests/themes"));
    world.edit("kanaalpark/project.yaml", "theme: werf", "theme: kaal");

    let output = world.gevel(&["build", "kanaalpark"]);

    let talk = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{talk}");
    assert_eq!(talk.matches("T-04").count(), 7, "{talk}");
    for part in ["`accent`", "facade", "photo", "timeline", "materials", "questions", "articles"] {
        assert!(talk.contains(part), "{part}: {talk}");
    }
    assert!(talk.contains("projects/kanaalpark/project.yaml:6:8"), "{talk}");
    let page = world.document("kanaalpark/nl/index.html");
    for section in ["#gallery", "#timeline", "#questions", "#articles", ".street"] {
        assert_eq!(page.count(section), 0, "{section}");
    }
    for section in ["#units", "#price", "#legal", "#people", "#contact form"] {
        assert_eq!(page.count(section), 1, "{section}");
    }
    let fragments = page.values("a[href^='#']", "href");
    for fragment in fragments {
        assert_eq!(page.count(&format!("[id='{}']", fragment.trim_start_matches('#'))), 1, "{fragment} leads nowhere");
    }
    assert!(!world.site().keys().any(|path| path.starts_with("kanaalpark/nl/articles/")));
    let style = page.texts("style").concat();
    assert!(style.contains("--accent:#2f6b4f") && style.ends_with("h1{letter-spacing:.01em}"), "{style}");
}

#[test]
fn a_theme_is_made_by_following_the_guide() {
    let world = World::with_samples();
    let files = files_of_the_guide();
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let folder = "themes/leisteen";
    assert_eq!(
        names,
        ["assets/more.css", "phrases/nl.yaml", "templates/thanks.html", "theme.yaml"]
            .map(|file| format!("{folder}/{file}"))
    );
    for (path, text) in &files {
        let path = world.path(path);
        must(fs::create_dir_all(path.parent().unwrap_or(&path)), "a folder of the theme");
        must(fs::write(&path, text), "a file of the theme");
    }
    world.edit("residentie-leiehof/project.yaml", "accent: \"#8d4129\"\n", "theme: leisteen\n");

    let output = world.gevel(&["build"]);

    let talk = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{talk}");
    assert!(!talk.contains("T-0"), "{talk}");
    let dutch = world.document("residentie-leiehof/nl/index.html");
    let style = dutch.texts("style").concat();
    assert!(style.contains("--accent:#3d5a6c"), "the theme's colour");
    assert!(style.contains("8px solid var(--accent)") && style.contains("Newsreader"), "both sheets");
    assert_eq!(dutch.text("#h-units"), "Wat er te koop is");
    let french = world.document("residentie-leiehof/fr/index.html").text("#h-units");
    let other = world.document("terrasses-du-lac/fr/index.html");
    assert_eq!(french, other.text("#h-units"), "what is not changed stays");
    assert_eq!(world.document("residentie-leiehof/nl/thanks/index.html").text(".thanked"), "✓");
    assert_eq!(world.document("residentie-leiehof/nl/thanks/index.html").count("h1"), 1);
    assert_eq!(world.document("terrasses-du-lac/nl/thanks/index.html").count(".thanked"), 0);
}

/// Everything a visitor can read, word by word, whatever the order.
fn words(page: &Document) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    let texts = page.all("body").into_iter().flat_map(|body| body.text().collect::<Vec<_>>());
    for word in texts.flat_map(str::split_whitespace) {
        *words.entry(word.to_owned()).or_default() += 1;
    }
    words
}

/// The files that the guide shows, by path: each block but commands, under the last path named before it.
fn files_of_the_guide() -> BTreeMap<String, String> {
    let text = must(fs::read_to_string(root().join(GUIDE)), GUIDE);
    let mut files = BTreeMap::new();
    let mut path = None;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(kind) = line.strip_prefix("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            if kind != "sh" {
                let path: String = path.take().unwrap_or_else(|| panic!("{GUIDE}: a block without a path: {block:?}"));
                files.insert(path, block.join("\n") + "\n");
            }
        } else if let Some(named) = line.strip_suffix("`:").and_then(|line| line.rsplit('`').next()) {
            path = Some(named.to_owned());
        }
    }
    files
}
