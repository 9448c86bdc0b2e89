//! Rules of the house: dependencies run one way, files stay small and say why they exist, and nothing of one person's
//! machine gets in.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tests::{files_below, has_ending, must, root};

/// Folders with what was written by people.
const FOLDERS: &[&str] = &["docs", "edge-function", "generator", "projects", "tests", "themes"];
/// What the life of a lead needs: keys, hashes and JSON; a database and Unicode for machines that bring none.
const NEEDS_OF_LEADS: &[&str] = &[
    "aes-gcm",
    "base64",
    "futures-util",
    "hkdf",
    "hmac",
    "rusqlite",
    "serde",
    "serde_json",
    "sha2",
    "unicode-normalization",
    "zeroize",
];
/// Lines beyond which a file has two subjects.
const MOST_LINES: usize = 400;

#[test]
fn dependencies_run_one_way() {
    let members = members();
    let leads = members.iter().find(|(name, _)| name == "leads").map(|(_, needs)| needs.clone()).unwrap_or_default();
    assert_eq!(leads, names(NEEDS_OF_LEADS), "the life of a lead knows no clock, file, network or platform");
    for (name, needs) in &members {
        let worker = needs.contains("worker") || needs.iter().any(|need| need.starts_with("worker-"));
        assert!(!worker || name == "worker", "{name} must not know the platform of the edge");
        let house: BTreeSet<&str> = needs.iter().map(String::as_str).filter(|need| is_member(need, &members)).collect();
        let allowed: &[&str] = match name.as_str() {
            "gevel" | "edge" => &["leads"],
            "tests" => &["gevel", "leads"],
            _ => &[],
        };
        assert!(house.is_subset(&allowed.iter().copied().collect()), "{name} needs {house:?}");
    }
}

#[test]
fn the_database_and_the_letters_of_leads_come_with_their_features_only() {
    let metadata = metadata();
    let packages = metadata.get("packages").and_then(Value::as_array).cloned().unwrap_or_default();
    let leads = packages.iter().find(|member| member.get("name").is_some_and(|name| name == "leads"));
    let leads = leads.cloned().unwrap_or_default();
    let needs = leads.get("dependencies").and_then(Value::as_array).cloned().unwrap_or_default();
    let is_optional = |need: &Value| need.get("optional").is_some_and(|optional| optional == true);
    let optional: Vec<_> = needs.iter().filter(|need| is_optional(need)).filter_map(|need| need.get("name")).collect();

    assert_eq!(optional, ["rusqlite", "unicode-normalization"]);
    let features = serde_json::json!({ "letters": ["dep:unicode-normalization"], "sqlite": ["dep:rusqlite"] });
    assert_eq!(leads.get("features"), Some(&features));
}

#[test]
fn leads_names_no_platform() {
    let folder = root().join("edge-function/leads/src");
    for file in files_below(&folder) {
        let text = must(fs::read_to_string(folder.join(&file)), &file);
        for outside in ["std::fs", "std::net", "std::env", "std::time", "std::process", "std::thread"] {
            assert!(!text.contains(outside), "edge-function/leads/src/{file} uses {outside}");
        }
    }
}

#[test]
fn every_source_file_is_short_and_opens_with_why_it_exists() {
    for (path, text) in written_by_people().into_iter().filter(|(path, _)| has_ending(path, "rs")) {
        let lines = text.lines().count();
        assert!(lines <= MOST_LINES, "{path} has {lines} lines");
        assert!(text.starts_with("//! "), "{path} does not open with why it exists");
    }
}

#[test]
fn there_is_no_drawer() {
    for (path, _) in written_by_people() {
        for part in path.split('/') {
            let stem = part.split('.').next().unwrap_or_default();
            assert!(!["util", "utils", "helper", "helpers", "common", "misc"].contains(&stem), "{path}");
        }
    }
}

#[test]
fn nothing_of_one_machine_or_moment_is_written_down() {
    // Put together here, so that this file does not hold them.
    let marks =
        [["/ho", "me/"], ["/Us", "ers/"], ["/ro", "ot/"], ["/wo", "rk/"], ["TO", "DO"], ["FIX", "ME"], ["XX", "X:"]];
    for (path, text) in written_by_people() {
        for mark in marks.map(|parts| parts.concat()) {
            assert!(!text.contains(&mark), "{path} holds `{mark}`");
        }
    }
}

#[test]
fn the_words_of_every_theme_are_complete_in_every_language() {
    for name in ["gevel", "werf"] {
        let theme = must(gevel::theme::Theme::load(&root().join("themes"), name), "the theme loads");

        assert!(theme.missing_phrases().is_empty(), "{name}");
    }
}

#[test]
fn a_theme_that_lacks_a_phrase_in_one_language_is_refused_by_name() {
    let world = tests::World::with_samples();
    let themes = world.path("themes");
    for (path, bytes) in tests::tree(&root().join("themes")) {
        must(fs::create_dir_all(themes.join(&path).parent().unwrap_or(Path::new("."))), &path);
        must(fs::write(themes.join(&path), bytes), &path);
    }
    let german = themes.join("gevel/phrases/de.yaml");
    let words = must(fs::read_to_string(&german), "phrases");
    let kept: Vec<&str> = words.lines().filter(|line| !line.starts_with("skip:")).collect();
    must(fs::write(&german, kept.join("\n")), "phrases");

    let output = world.gevel(&["build"]);

    assert_eq!(output.status.code(), Some(1));
    let talk = String::from_utf8_lossy(&output.stderr);
    assert!(talk.contains("de") && talk.contains("skip"), "{talk}");
}

/// Each member of the workspace with the names of what it needs to run.
fn members() -> Vec<(String, BTreeSet<String>)> {
    let metadata = metadata();
    let list = |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let name = |value: &Value| value.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let runs = |need: &Value| need.get("kind").is_none_or(Value::is_null);
    list(&metadata, "packages")
        .iter()
        .map(|member| (name(member), list(member, "dependencies").iter().filter(|need| runs(need)).map(name).collect()))
        .collect()
}

/// What cargo knows about the workspace.
fn metadata() -> Value {
    let mut command = Command::new(env!("CARGO"));
    command.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]).current_dir(root());
    must(serde_json::from_slice(&must(command.output(), "cargo").stdout), "cargo metadata")
}

fn is_member(name: &str, members: &[(String, BTreeSet<String>)]) -> bool {
    members.iter().any(|(member, _)| member == name)
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Every text file that people wrote, with its path in the repository. What programs made is left out, and so are the
/// mistakes made on purpose.
fn written_by_people() -> Vec<(String, String)> {
    let made = |path: &str| {
        path.starts_with("tests/expected/")
            || path.starts_with("tests/broken/")
            || path.split('/').any(|part| ["target", "node_modules", ".gevel"].contains(&part))
    };
    let texts = ["rs", "toml", "yaml", "md", "html", "css", "csv", "json", "sh", "sql", "txt"];
    FOLDERS
        .iter()
        .flat_map(|folder| files_below(&root().join(folder)).into_iter().map(move |file| format!("{folder}/{file}")))
        .filter(|path| !made(path) && texts.iter().any(|ending| has_ending(path, ending)))
        .map(|path| (path.clone(), must(fs::read_to_string(root().join(&path)), &path)))
        .collect()
}
