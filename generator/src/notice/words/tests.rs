//! Fixed words of documents: present in every language, with the blanks that are filled.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::source::{Node, Value};

/// Every text of a file by its path, such as `privacy.intro.0`.
fn texts(language: Language) -> BTreeMap<String, String> {
    fn walk(node: &Node, path: &str, texts: &mut BTreeMap<String, String>) {
        match &node.value {
            Value::Map(entries) => {
                for (key, value) in entries {
                    walk(value, &format!("{path}.{}", key.text().unwrap()), texts);
                }
            }
            Value::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    walk(item, &format!("{path}.{at}"), texts);
                }
            }
            Value::Null | Value::Plain(_) | Value::Quoted(_) => {
                texts.insert(path.to_owned(), node.text().unwrap_or_default().to_owned());
            }
        }
    }
    let mut problems = Problems::default();
    let file = Files::default().add("words".into(), String::new());
    let mut texts = BTreeMap::new();
    walk(&parse_yaml(file, source(language), &mut problems).unwrap(), "", &mut texts);
    texts
}

/// The names between braces and the addresses of links.
fn marks(text: &str) -> BTreeSet<&str> {
    let names = text.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let anchors =
        text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|href| href.starts_with('#'));
    names.chain(anchors).collect()
}

#[test]
fn every_language_has_the_same_keys_and_says_something_under_each() {
    let dutch = texts(Language::Dutch);
    for &language in Language::ALL {
        let texts = texts(language);
        assert!(
            texts.keys().eq(dutch.keys()),
            "{language}: {:?}",
            texts.keys().collect::<BTreeSet<_>>().symmetric_difference(&dutch.keys().collect()).collect::<Vec<_>>()
        );
        let empty: Vec<_> = texts.iter().filter(|(_, text)| text.trim().is_empty()).map(|(path, _)| path).collect();
        assert!(empty.is_empty(), "{language}: {empty:?}");
    }
}

#[test]
fn every_language_names_the_same_values_and_anchors_in_the_same_place() {
    let dutch = texts(Language::Dutch);
    for &language in Language::ALL {
        for (path, text) in texts(language) {
            let theirs: BTreeSet<_> = marks(&text).into_iter().collect();
            assert_eq!(theirs, marks(&dutch[&path]), "{language}{path}");
        }
    }
}

#[test]
fn every_language_has_a_word_for_everything_that_can_be_said() {
    for &language in Language::ALL {
        let words = words(language);
        assert!(
            Field::ALL.iter().all(|field| *field == Field::Honeypot || words.field.contains_key(field)),
            "{language}"
        );
        assert!(
            ContactPreference::ALL.iter().all(|preference| words.preference.contains_key(preference)),
            "{language}"
        );
        assert!(Audience::ALL.iter().all(|audience| words.audience.contains_key(audience)), "{language}");
        assert!(Audience::ALL.iter().all(|audience| words.record.people.contains_key(audience)), "{language}");
        assert!(Basis::ALL.iter().all(|basis| words.record.bases.contains_key(basis)), "{language}");
        assert!(ContractKind::ALL.iter().all(|kind| words.record.contracts.contains_key(kind)), "{language}");
        assert!(Basis::ALL.iter().all(|basis| words.basis.contains_key(basis)), "{language}");
        assert!(Mechanism::ALL.iter().all(|(_, mechanism)| words.mechanism.contains_key(mechanism)), "{language}");
        assert!(Language::ALL.iter().all(|language| words.privacy.language.contains_key(language)), "{language}");
        assert_eq!(words.date.months.len(), 12, "{language}");
    }
}

#[test]
fn a_day_is_written_as_people_write_it() {
    let days = |date: Date| Language::ALL.iter().map(|language| words(*language).day(date)).collect::<Vec<_>>();
    assert_eq!(
        days(jiff::civil::date(2026, 2, 1)),
        ["1 februari 2026", "1er février 2026", "1 February 2026", "1. Februar 2026"]
    );
}

#[test]
fn a_period_is_told_in_years_but_never_without_its_days() {
    let told = |days| words(Language::English).period(&Retention { days, from: None }, Language::English);
    let periods: Vec<_> = [0, 1, 90, 365, 366, 1095, 1096, 1826, 3653, 400].into_iter().map(told).collect();
    let expected = [
        "not kept",
        "1 day",
        "90 days",
        "1 year (365 days)",
        "1 year (366 days)",
        "3 years (1095 days)",
        "3 years (1096 days)",
        "5 years (1826 days)",
        "10 years (3653 days)",
        "400 days",
    ];
    assert_eq!(periods, expected);
}

#[test]
fn a_list_has_its_word_before_the_last() {
    let list = |items: &[&str]| Words::list(&items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>(), " and ");
    assert_eq!(
        [list(&[]), list(&["a"]), list(&["a", "b"]), list(&["a", "b", "c"])],
        ["", "a", "a and b", "a, b and c"]
    );
}
