//! Words stay words: whatever a marketer types, no page takes it for markup, and it reaches readers and machines whole.

use std::fs;

use serde_json::json;
use tests::{World, has_ending, must};

const NAME: &str = "Hof \"A&B\" <i>'s</i>";
const TAGLINE: &str = "Thuis </script><script>alert(1)</script> & \"ruim\"";
const SUMMARY: &str = "Licht & lucht \"voor\" wie <b>ruimte</b> zoekt </script><img src=x onerror=alert(2)> en stilte wil: flats in Gent, aan het water.";

#[test]
fn special_characters_are_text_on_every_page() {
    let world = written();

    world.build();

    for (path, bytes) in world.site() {
        if !has_ending(&path, "html") {
            continue;
        }
        let html = String::from_utf8_lossy(&bytes);
        for markup in ["<script>alert", "<i>'s", "<b>ruimte", "<img src=x", "A&B\"", "<em>Zuid"] {
            assert!(!html.contains(markup), "{path} holds {markup}");
        }
        let page = tests::Document::of(&html);
        assert_eq!(page.count("script:not([type='application/ld+json'], [src^='/assets/'])"), 0, "{path}");
        assert_eq!(page.count("[onerror], [src=x]"), 0, "{path}");
    }
}

#[test]
fn readers_and_machines_get_the_words_as_they_were_typed() {
    let world = written();

    world.build();

    let page = world.document("residentie-leiehof/nl/index.html");
    assert_eq!(page.text("h1"), TAGLINE);
    assert_eq!(page.value("meta[name=description]", "content"), SUMMARY);
    assert!(page.text("title").starts_with(NAME), "{}", page.text("title"));
    let listing = page.data("RealEstateListing");
    assert_eq!(listing.get("name"), Some(&json!(NAME)));
    assert_eq!(listing.get("description"), Some(&json!(SUMMARY)));
    assert_eq!(page.data("RealEstateAgent").get("name"), Some(&json!("Leie & <em>Zuid")));
    assert!(page.texts("footer address").iter().any(|lines| lines.contains("Leie & <em>Zuid")));
    let choice = world.document("residentie-leiehof/index.html");
    assert_eq!(choice.text("h1"), NAME);
}

#[test]
fn the_contract_and_the_report_hold_the_words_as_they_were_typed() {
    let world = written();

    world.build();

    let contract: serde_json::Value =
        must(serde_json::from_str(&world.page("_gevel/residentie-leiehof.json")), "the contract");
    assert_eq!(contract.pointer("/terms/project/name"), Some(&json!(NAME)));
    let report: serde_json::Value =
        must(serde_json::from_slice(&must(fs::read(world.out().join("report.json")), "report")), "the report");
    assert_eq!(report.pointer("/projects/1/name"), Some(&json!(NAME)));
}

/// The samples, with every character that means something to HTML in names and words.
fn written() -> World {
    let world = World::with_samples();
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    replace_line(&world, "residentie-leiehof/project.yaml", "name: ", &quoted(NAME));
    replace_line(&world, "residentie-leiehof/text/nl.yaml", "tagline: ", &quoted(TAGLINE));
    replace_line(&world, "residentie-leiehof/text/nl.yaml", "summary: ", &quoted(SUMMARY));
    replace_line(&world, "partners/leiebouw.yaml", "name: ", "Leie & <em>Zuid");
    world
}

/// Gives the first line of a file that starts with a key another value; lines that went on with the old one go.
fn replace_line(world: &World, file: &str, key: &str, value: &str) {
    let path = world.content().join(file);
    let text = must(fs::read_to_string(&path), file);
    let mut lines = Vec::new();
    let mut replaced = false;
    let mut going_on = false;
    for line in text.lines() {
        if !replaced && line.starts_with(key) {
            lines.push(format!("{key}{value}"));
            (replaced, going_on) = (true, true);
        } else if !(going_on && line.starts_with(' ')) {
            going_on = false;
            lines.push(line.to_owned());
        }
    }
    assert!(replaced, "{file} has `{key}`");
    must(fs::write(path, lines.join("\n") + "\n"), file);
}
