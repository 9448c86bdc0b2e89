//! Golden mistakes: a folder in `tests/broken` for each kind of mistake an author makes, and the report they get, word for
//! word, in its `expected.txt`.
//!
//! `base` is a sound project, as short as can be. A mistake holds only the files that differ from it (`name.deleted`
//! takes a file away), a theme of its own in `themes` if it is about one, and `words.txt` if something else than
//! `check proef` is typed. When a message changes on purpose,
//! `UPDATE=1 cargo test --release -p tests --test problems` writes every `expected.txt` anew. Then read each that changed
//! aloud, as someone who has never seen this code: does it say what is wrong, point at it, and tell what to write? Only
//! then is it accepted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use gevel::photo::Cache;
use gevel::problem::{github, human, json};
use gevel::project::{Selection, load};
use gevel::theme::Shelf;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;
use tests::{TODAY, World, files_below, must, root};

const EXPECTED: &str = "expected.txt";
const WORDS: &str = "words.txt";

#[test]
fn the_base_has_nothing_to_mend() {
    let output = base().gevel(&["check", "proef"]);

    assert_eq!(talk(&output), "Nothing to mend.\n");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn every_mistake_is_told_as_expected() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut differences = Vec::new();
    for name in mistakes() {
        let told = talk(&broken(&name).gevel(&words(&name)));
        let file = folder(&name).join(EXPECTED);
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if told.contains("Nothing to mend") {
            differences.push(format!("{name}: the mistake is not noticed"));
        } else if update {
            must(fs::write(&file, told), &name);
        } else if told != expected {
            differences.push(format!("{name}:\n{}", difference(&expected, &told)));
        }
    }
    assert!(differences.is_empty(), "{} differ:\n\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn nothing_is_left_over_among_the_mistakes() {
    for name in mistakes() {
        let files = files_below(&folder(&name));
        assert!(files.iter().any(|file| file == EXPECTED), "{name} has no {EXPECTED}");
        assert!(files.len() > 1, "{name} has a report and no mistake");
        let nested = files.iter().find(|file| file.ends_with(&format!("/{EXPECTED}")));
        assert_eq!(nested, None, "{name}: nothing produces this");
    }
    assert!(!folder("base").join(EXPECTED).exists(), "the base has no mistake to report");
}

#[test]
fn a_mistake_differs_from_the_base_in_few_lines() {
    for name in mistakes().into_iter().filter(|name| name != "ten-at-once") {
        for file in files_below(&folder(&name)) {
            let (Ok(sound), Ok(wrong)) =
                (fs::read_to_string(folder("base").join(&file)), fs::read_to_string(folder(&name).join(&file)))
            else {
                continue;
            };
            let changed = difference(&sound, &wrong).lines().filter(|line| !line.starts_with(' ')).count();
            assert!((1..=14).contains(&changed), "{name}/{file} differs from the base in {changed} lines");
        }
    }
}

/// The ten mistakes of `ten-at-once`, as counted by a person in the files: file, line, column, and what stands there.
const TEN: [(&str, usize, usize, &str); 10] = [
    ("proef/project.yaml", 4, 7, "apartment"),
    ("proef/project.yaml", 8, 10, "2026-12-24"),
    ("proef/project.yaml", 10, 3, "strat"),
    ("proef/project.yaml", 23, 25, "2027-Q5"),
    ("proef/project.yaml", 26, 13, "veel"),
    ("proef/project.yaml", 32, 37, "2025-06-30"),
    ("proef/units.csv", 3, 25, "310 000"),
    ("proef/units.csv", 4, 6, "penthuis"),
    ("proef/text/nl.yaml", 13, 27, "<b>"),
    ("proef/articles/01-de-kaai.nl.md", 3, 39, "[Wie wil]"),
];

#[test]
fn ten_mistakes_are_told_at_once_each_at_its_line_and_column() {
    let told = lines(&broken("ten-at-once"));
    let told: BTreeSet<_> =
        told.iter().map(|line| (text(line, "file"), number(line, "line"), number(line, "column"))).collect();

    let planted = TEN.map(|(file, line, column, _)| (format!("projects/{file}"), line as u64, column as u64));
    assert_eq!(told, BTreeSet::from(planted));
}

#[test]
fn the_table_of_ten_was_counted_right() {
    for (file, line, column, words) in TEN {
        let source = must(fs::read_to_string(folder("ten-at-once").join(file)), file);
        let there: String =
            source.lines().skip(line - 1).take(1).flat_map(|text| text.chars().skip(column - 1)).collect();
        assert!(there.starts_with(words), "{file}:{line}:{column} is `{there}`");
    }
}

#[test]
fn json_says_all_of_a_problem_on_one_line() {
    let world = broken("ten-at-once");
    for line in lines(&world) {
        let keys: BTreeSet<_> =
            line.as_object().into_iter().flat_map(serde_json::Map::keys).map(String::as_str).collect();
        assert_eq!(keys, BTreeSet::from(["severity", "code", "message", "file", "line", "column", "help"]));
        assert!(["error", "warning", "info"].contains(&text(&line, "severity").as_str()), "{line}");
        assert!(text(&line, "code").split_once('-').is_some(), "{line}");
        assert!(world.path(&text(&line, "file")).is_file(), "{line}");
        assert!(!text(&line, "message").is_empty() && !text(&line, "help").is_empty(), "{line}");
    }
}

#[test]
fn a_problem_of_a_whole_file_is_on_line_zero() {
    let name = must(mistakes().into_iter().find(|name| name.ends_with("-missing-key")).ok_or("none"), "a missing key");

    let told = lines(&broken(&name));

    let places: Vec<_> = told.iter().map(|line| (number(line, "line"), number(line, "column"))).collect();
    assert_eq!(places, [(0, 0)]);
}

#[test]
fn every_problem_of_every_mistake_has_a_help() {
    let silent = mistakes().into_iter().filter(|name| {
        let expected = must(fs::read_to_string(folder(name).join(EXPECTED)), name);
        expected.matches("\n  at ").count() != expected.matches("\n  help: ").count()
    });
    assert_eq!(silent.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn workflow_commands_name_file_line_and_column() {
    let output = broken("ten-at-once").gevel(&["check", "proef", "--format", "github"]);

    let commands = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(commands.lines().count(), TEN.len());
    for (file, line, column, _) in TEN {
        let start = format!("::error file=projects/{file},line={line},col={column},title=");
        assert!(commands.lines().any(|command| command.starts_with(&start)), "{start}\n{commands}");
    }
    assert!(commands.lines().all(|line| line.split("::").count() >= 3), "{commands}");
}

#[test]
fn the_exit_status_tells_content_from_usage() {
    let status = |world: World, words: &[&str]| world.gevel(words).status.code();
    let warning = must(mistakes().into_iter().find(|name| name.contains("building-of-one")).ok_or("none"), "a warning");

    assert_eq!(status(base(), &["check"]), Some(0));
    assert_eq!(status(broken(&warning), &["check"]), Some(0), "a warning is no error");
    for format in ["human", "json", "github"] {
        assert_eq!(status(broken("ten-at-once"), &["check", "--format", format]), Some(1));
    }
    assert_eq!(status(base(), &["check", "--format", "xml"]), Some(2));
    assert_eq!(status(base(), &["chekc"]), Some(2));
    assert_eq!(status(base(), &[]), Some(2));
}

/// What may befall a file between two people: letters lost, doubled or mixed up, and bytes that are no letters.
#[derive(Debug, Clone)]
enum Mishap {
    Insert(usize, &'static [u8]),
    Replace(usize, u8),
    Delete(usize, usize),
    Double(usize, usize),
    CutOff(usize),
}

const SNIPPETS: &[&[u8]] = &[
    b"\"",
    b"'",
    b": ",
    b":",
    b"[",
    b"]",
    b"{",
    b"}",
    b"- ",
    b"&a ",
    b"*a",
    b"!t ",
    b"\t",
    b"\0",
    b"\xff",
    b"\xe2\x82",
    b"---\n",
    b"...\n",
    b"|\n",
    b">-\n",
    b",",
    b"-",
    b"\n",
    b"\r\n",
    b"\n\n  ",
    b"#",
    b"~",
    b"null",
    b"99999999999999999999",
    b"1e400",
    b".nan",
    b"\\x",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xa8",
    "€😀".as_bytes(),
    b"<b>",
    b"](",
    b"![",
    b"? ",
    b"<<: ",
    b"%",
];

const GARBLED: &[&str] = &[
    "residentie-leiehof/project.yaml",
    "residentie-leiehof/units.csv",
    "residentie-leiehof/text/nl.yaml",
    "residentie-leiehof/articles/02-een-winter-aan-de-kade.nl.md",
    "residentie-leiehof/plans/01-apartment-2-bedrooms.svg",
    "partners/leiebouw.yaml",
    "privacy.yaml",
    "operator.yaml",
];

#[test]
fn no_garbled_file_makes_the_reading_panic() {
    let world = World::with_samples();
    for other in ["terrasses-du-lac", "kanaalpark"] {
        must(fs::remove_dir_all(world.content().join(other)), other);
    }
    let cache = Cache::open(world.path("cache"));
    let mishap = prop_oneof![
        (any::<usize>(), prop::sample::select(SNIPPETS)).prop_map(|(at, bytes)| Mishap::Insert(at, bytes)),
        (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Mishap::Replace(at, byte)),
        (any::<usize>(), 1..40_usize).prop_map(|(at, length)| Mishap::Delete(at, length)),
        (any::<usize>(), 1..200_usize).prop_map(|(at, length)| Mishap::Double(at, length)),
        any::<usize>().prop_map(Mishap::CutOff),
    ];
    let themes = Shelf::read(&world.path("themes"));
    let config = Config { failure_persistence: None, ..Config::default() };
    let story = (prop::sample::select(GARBLED), vec(mishap, 1..6));
    let result = TestRunner::new(config).run(&story, |(file, mishaps)| {
        let path = world.content().join(file);
        let sound = must(fs::read(root().join("projects").join(file)), file);
        must(fs::write(&path, mishaps.iter().fold(sound.clone(), befall)), file);
        let loaded = load(&world.content(), &themes, &Selection::default(), &cache, must(TODAY.parse(), "a day"));
        for problem in loaded.problems.iter() {
            let told =
                [human(problem, &loaded.files, true), json(problem, &loaded.files), github(problem, &loaded.files)];
            prop_assert!(told.iter().all(|text| !text.is_empty()));
        }
        must(fs::write(&path, sound), file);
        Ok(())
    });
    assert!(result.is_ok(), "{result:?}");
}

fn befall(mut bytes: Vec<u8>, mishap: &Mishap) -> Vec<u8> {
    let length = bytes.len();
    let place = |at: usize| at % (length + 1);
    match *mishap {
        Mishap::Insert(at, snippet) => drop(bytes.splice(place(at)..place(at), snippet.iter().copied())),
        Mishap::Replace(at, byte) => drop(bytes.splice(place(at)..length.min(place(at) + 1), [byte])),
        Mishap::Delete(at, many) => drop(bytes.drain(place(at)..length.min(place(at) + many))),
        Mishap::Double(at, many) => {
            let again: Vec<u8> = bytes.iter().skip(place(at)).take(many).copied().collect();
            drop(bytes.splice(place(at)..place(at), again));
        }
        Mishap::CutOff(at) => bytes.truncate(place(at)),
    }
    bytes
}

/// The names of all mistakes, sorted.
fn mistakes() -> Vec<String> {
    let entries = must(fs::read_dir(root().join("tests/broken")), "the mistakes");
    let names = entries.map(|entry| must(entry, "a readable folder").file_name().to_string_lossy().into_owned());
    let names: BTreeSet<String> = names.filter(|name| name != "base").collect();
    names.into_iter().collect()
}

fn folder(name: &str) -> PathBuf {
    root().join("tests/broken").join(name)
}

/// What a person types.
fn words(name: &str) -> Vec<String> {
    let words = fs::read_to_string(folder(name).join(WORDS)).unwrap_or_else(|_| "check proef".to_owned());
    words.split_whitespace().map(str::to_owned).collect()
}

/// A world with the sound project alone.
fn base() -> World {
    let world = World::without_projects();
    lay(&world, &folder("base"));
    world
}

/// The sound project with a mistake laid over it.
fn broken(name: &str) -> World {
    let world = base();
    lay(&world, &folder(name));
    world
}

/// Lays files over the content and the themes, byte for byte: what is wrong with a photo must stay wrong.
fn lay(world: &World, from: &Path) {
    for file in files_below(from).iter().filter(|file| ![EXPECTED, WORDS].contains(&file.as_str())) {
        // What lies in `themes` is a theme of the mistake's own, for the project beside it.
        let target = if file.starts_with("themes/") { world.path(file) } else { world.content().join(file) };
        if let Some(gone) = file.strip_suffix(".deleted") {
            must(fs::remove_file(world.content().join(gone)), file);
            continue;
        }
        must(fs::create_dir_all(target.parent().unwrap_or(&target)), file);
        must(fs::copy(from.join(file), &target), file);
    }
}

/// What the program said to the person at the terminal.
fn talk(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The problems of the project as `--format json` prints them.
fn lines(world: &World) -> Vec<Value> {
    let output = world.gevel(&["check", "proef", "--format", "json"]);
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    lines.lines().map(|line| must(serde_json::from_str(line), "one JSON object a line")).collect()
}

fn text(line: &Value, key: &str) -> String {
    line.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn number(line: &Value, key: &str) -> u64 {
    line.get(key).and_then(Value::as_u64).unwrap_or(u64::MAX)
}

/// Both texts line by line: ` ` in both, `-` only in the first, `+` only in the second.
fn difference(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let length = |common: &BTreeMap<_, usize>, at| common.get(&at).copied().unwrap_or_default();
    for (row, a) in old.iter().enumerate().rev() {
        for (column, b) in new.iter().enumerate().rev() {
            let longest = if a == b {
                length(&common, (row + 1, column + 1)) + 1
            } else {
                length(&common, (row + 1, column)).max(length(&common, (row, column + 1)))
            };
            common.insert((row, column), longest);
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut lines = Vec::new();
    loop {
        match (old.get(row), new.get(column)) {
            (Some(a), Some(b)) if a == b => {
                lines.push(format!("  {a}"));
                (row, column) = (row + 1, column + 1);
            }
            (Some(a), b) if b.is_none() || length(&common, (row + 1, column)) >= length(&common, (row, column + 1)) => {
                lines.push(format!("- {a}"));
                row += 1;
            }
            (_, Some(b)) => {
                lines.push(format!("+ {b}"));
                column += 1;
            }
            (_, None) => break lines.join("\n") + "\n",
        }
    }
}
