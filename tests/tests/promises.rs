//! The list of promises is honest: each that is claimed as kept names tests that exist, and the README says how many are.

use std::collections::BTreeSet;
use std::fs;

use tests::{has_ending, must, root};

/// One promise.
#[derive(Debug, Default)]
struct Promise {
    id: String,
    words: String,
    open: Option<String>,
    tests: Vec<String>,
}

#[test]
fn every_promise_is_held_by_tests_that_exist_or_is_called_open() {
    let promises = promises();
    let ids: Vec<String> = promises.iter().map(|promise| promise.id.clone()).collect();
    let expected: Vec<String> = (1..=109).map(|id| id.to_string()).collect();
    assert_eq!(ids, expected, "every promise once, in order");
    for Promise { id, words, open, tests } in &promises {
        assert!(words.len() > 10 && words.ends_with('.'), "{id}: {words}");
        assert!(open.as_ref().is_none_or(|open| open.len() > 5), "{id}: what is open?");
        assert!(open.is_some() || !tests.is_empty(), "{id} is claimed as kept, and no test holds it: {words}");
        for test in tests {
            assert!(exists(test), "{id}: there is no test {test}");
        }
        assert_eq!(tests.iter().collect::<BTreeSet<_>>().len(), tests.len(), "{id} names a test twice");
    }
}

#[test]
fn the_readme_says_how_many_promises_are_kept() {
    let promises = promises();
    let kept = promises.iter().filter(|promise| promise.open.is_none()).count();
    let readme = must(fs::read_to_string(root().join("README.md")), "README.md");

    let sentence = format!("{kept} of {} promises", promises.len());

    assert!(readme.contains(&sentence), "the README must say: {sentence}");
}

#[test]
fn an_invented_test_is_noticed() {
    for test in [
        "tests/tests/promises.rs::an_invented_test",
        "tests/tests/promises.rs::promises",
        "tests/tests/nowhere.rs::every_promise_is_held_by_tests_that_exist_or_is_called_open",
        "tests/tests/promises.rs",
        "tests/browser/form.suite.mjs::nobody wrote this",
    ] {
        assert!(!exists(test), "{test}");
    }
    assert!(exists("tests/tests/promises.rs::an_invented_test_is_noticed"));
    assert!(exists("tests/tests/leads/receiving.rs::fifty_clicks_at_once_are_one_lead"), "a story of both machines");
}

/// Whether a file has a test of that name, written as `path::name`. A story counts where it is told of machines, a test
/// in a browser by how its title begins.
fn exists(claimed: &str) -> bool {
    let Some((path, name)) = claimed.split_once("::") else { return false };
    let Ok(text) = fs::read_to_string(root().join(path)) else { return false };
    if has_ending(path, "mjs") {
        return ['"', '`'].iter().any(|quote| text.contains(&format!("test({quote}{name}")));
    }
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let is_marked = |line: usize| {
        let before = lines.iter().take(line).rev();
        before.take_while(|line| line.starts_with("#[")).any(|line| *line == "#[test]")
    };
    let start = format!("fn {name}(");
    let written = (0..).zip(&lines).any(|(line, text)| text.starts_with(&start) && is_marked(line));
    let told = text.split("on_both!").skip(1).any(|list| {
        let list = list.split([')', ';', '}']).next().unwrap_or_default();
        list.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').any(|word| word == name)
    });
    written || (told && lines.iter().any(|line| line.starts_with(&start)))
}

/// The list: `- id:` begins a promise, its keys and the tests below stand on lines of their own.
fn promises() -> Vec<Promise> {
    let text = must(fs::read_to_string(root().join("tests/promises.yaml")), "promises.yaml");
    let mut promises: Vec<Promise> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(id) = line.strip_prefix("- id: ") {
            promises.push(Promise { id: id.to_owned(), ..Promise::default() });
            continue;
        }
        let promise = must(promises.last_mut().ok_or("none begun"), line);
        if let Some(words) = line.strip_prefix("  promise: ") {
            words.clone_into(&mut promise.words);
        } else if let Some(open) = line.strip_prefix("  open: ") {
            promise.open = Some(open.to_owned());
        } else if let Some(test) = line.strip_prefix("    - ") {
            promise.tests.push(test.trim_matches('"').to_owned());
        } else {
            assert_eq!(line, "  tests:", "an unknown line");
        }
    }
    promises
}
