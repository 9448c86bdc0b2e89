//! The three sample projects, built whole and compared word for word with `expected/`.
//!
//! `UPDATE=1` rewrites `expected/` from what was built: look at the difference before you commit it.
//!
//! Three things are left out of the comparison. The stylesheet of a page stands as `…`: it is the theme's file with four
//! colours, the same on every page, and its hash stands in `_headers`. And each block stands on a line of its own, so
//! that a difference shows the one row or paragraph that differs; where a line ends between blocks, no reader can see.
//! Of the pages that answer forms, those of one project are compared, each as a page beside its words; of the pages of
//! units, that of one unit a project; of all versions of privacy notices, an earlier one.

#![expect(clippy::panic, reason = "a test fails by panicking, and says why")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use tests::{World, has_ending, must, root, tree};

/// Elements before which a line ends.
const BLOCKS: &str = "a address body button caption dd details div dl dt fieldset figcaption figure footer form g h1 h2 h3 \
    head header html img input label legend li link main meta nav ol option p path picture script section select source \
    summary svg table tbody td textarea tfoot th thead title tr ul";

/// Files that are compared word for word; of all others, only the names.
const TEXTS: &[&str] = &[".html", ".json", ".txt", ".xml", "_headers"];

/// The pages that answer forms of one project stand for those of all.
const ANSWERED: &str = "site/_gevel/residentie-leiehof/";

/// The units whose pages stand for those of all.
const UNITS: &[&str] =
    &["residentie-leiehof/nl/units/0.2/", "terrasses-du-lac/fr/units/c2/", "kanaalpark/en/units/13/"];

/// The version of a notice that stands for all.
const NOTICE: &str = "site/notices/2026-06-15-";

/// The languages in which it is compared.
const NOTICE_LANGUAGE: &str = "/en/index.html";

/// More than this, and nobody reads a difference any more.
const MOST_BYTES: usize = 2_000_000;

#[test]
fn the_samples_build_to_the_expected_files_and_no_others() {
    let world = World::with_samples();
    world.build();
    let built = comparable(&world);
    if std::env::var_os("UPDATE").is_some() {
        return rewrite(&built);
    }

    let expected = tree(&folder());
    let expected: BTreeMap<_, _> = expected
        .into_iter()
        .map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).replace("\r\n", "\n")))
        .collect();

    let missing: Vec<_> = expected.keys().filter(|path| !built.contains_key(*path)).collect();
    let unexpected: Vec<_> = built.keys().filter(|path| !expected.contains_key(*path)).collect();
    assert!(missing.is_empty(), "expected, but not built: {missing:#?}");
    assert!(unexpected.is_empty(), "built, but not expected: {unexpected:#?}\n(UPDATE=1 accepts what is built)");
    for (path, expected) in &expected {
        let built = built.get(path).map_or("", String::as_str);
        assert!(built == expected, "{path}: {}\n(UPDATE=1 accepts what is built)", difference(expected, built));
    }
}

#[test]
fn the_expected_files_stay_small_enough_to_be_read() {
    let world = World::with_samples();
    world.build();

    let size: usize = comparable(&world).values().map(String::len).sum();

    assert!(size < MOST_BYTES, "they hold {size} bytes");
}

#[test]
fn each_block_gets_a_line_and_the_stylesheet_none() {
    let html = "<style>p{color:red}</style><ul><li>one <b>two</b><li>three</ul>\n<p>four";

    assert_eq!(readable(html), "<style>…</style>\n<ul>\n<li>one <b>two</b>\n<li>three</ul>\n<p>four");
}

fn folder() -> PathBuf {
    root().join("tests/expected")
}

/// Everything built, as it is compared.
fn comparable(world: &World) -> BTreeMap<String, String> {
    let (texts, others): (Vec<_>, Vec<_>) = tree(&world.out()).into_iter().partition(|(path, _)| is_compared(path));
    let mut files = BTreeMap::new();
    for (path, bytes) in texts {
        let text = must(String::from_utf8(bytes), &path);
        if answers(&path) {
            let mut answer: serde_json::Value = must(serde_json::from_str(&text), &path);
            let page = answer.get_mut("page").map(|page| std::mem::replace(page, "…".into())).unwrap_or_default();
            files.insert(path.replace(".json", ".html"), readable(page.as_str().unwrap_or_default()));
            files.insert(path, format!("{answer:#}\n"));
        } else if has_ending(&path, "html") {
            files.insert(path, readable(&text));
        } else {
            files.insert(path, text);
        }
    }
    let names: String = others.into_iter().map(|(path, _)| path + "\n").collect();
    files.insert("files.txt".to_owned(), names);
    files
}

fn is_compared(path: &str) -> bool {
    let stands_for_others = if answers(path) {
        path.starts_with(ANSWERED)
    } else if path.starts_with("site/notices/") {
        path.starts_with(NOTICE) && path.ends_with(NOTICE_LANGUAGE)
    } else {
        !path.contains("/units/") || UNITS.iter().any(|unit| path.contains(unit))
    };
    stands_for_others && TEXTS.iter().any(|ending| path.ends_with(ending))
}

/// Whether it is a page that answers forms.
fn answers(path: &str) -> bool {
    let below = path.strip_prefix("site/_gevel/").unwrap_or_default();
    below.contains('/') && !below.starts_with("mail/")
}

fn readable(html: &str) -> String {
    let mut pieces = html.split("<style>");
    let before = pieces.next().unwrap_or_default().to_owned();
    let html = pieces.fold(before, |html, style| {
        html + "<style>…</style>" + style.split_once("</style>").map_or("", |(_, after)| after)
    });
    let mut lines = String::new();
    for (index, piece) in html.split('<').enumerate() {
        let name: String = piece.chars().take_while(char::is_ascii_alphanumeric).collect();
        if index > 0 && BLOCKS.split(' ').any(|block| block == name) && !lines.ends_with('\n') {
            lines.push('\n');
        }
        if index > 0 {
            lines.push('<');
        }
        lines.push_str(piece);
    }
    lines
}

/// The first line that differs.
fn difference(expected: &str, built: &str) -> String {
    let mut built = built.lines();
    for (index, line) in expected.lines().enumerate() {
        let other = built.next();
        if other != Some(line) {
            return format!("line {}\n  expected: {line}\n  built:    {}", index + 1, other.unwrap_or("(end)"));
        }
    }
    format!("after the last line\n  built:    {}", built.next().unwrap_or("(the line ends differ)"))
}

fn rewrite(built: &BTreeMap<String, String>) {
    let folder = folder();
    if folder.exists() {
        must(fs::remove_dir_all(&folder), "the old files go");
    }
    for (path, text) in built {
        let target = folder.join(path);
        let parent = target.parent().unwrap_or_else(|| panic!("{path} lies in a folder"));
        must(fs::create_dir_all(parent), path);
        must(fs::write(&target, text), path);
    }
}
