//! What changed between two versions of a notice: the operator's own words, and what the facts behind both tell.

use leads::{Field, Language};

use super::archive::Edition;
use super::document::{Text, plain};
use super::gist::{Gist, Told, Use};
use super::history::Step;
use super::register::{Basis, Change};
use super::values::Values;
use super::words::{Words, words};
use crate::page::word;

/// What changed with an edition since the one before it, told in a language; nothing for the first.
pub(super) fn changes(step: &Step<'_>, own: &[Change], language: Language) -> Vec<Text> {
    let Some(before) = step.before else { return Vec::new() };
    let mut told: Vec<String> = own
        .iter()
        .filter(|change| before.date < change.date && change.date <= step.edition.date)
        .map(|change| change.text.get(language).to_owned())
        .collect();
    told.extend(computed(before, step.edition, language));
    if told.is_empty() {
        told.push(words(language).changes.wording.clone());
    }
    told.into_iter().map(plain).collect()
}

/// What the facts tell, in the order in which the notice tells them.
pub(super) fn computed(before: &Edition, after: &Edition, language: Language) -> Vec<String> {
    let words = words(language);
    let (old, new) = (&before.notice.gist, &after.notice.gist);
    let mut told = Vec::new();
    if old.controllers != new.controllers {
        told.push(fill(&words.changes.responsible, "names", Words::list(&new.controllers, &words.list.and)));
    }
    let labels = |names: Vec<&String>| {
        let labels: Vec<_> = names.into_iter().map(|name| label(name, words)).collect();
        Words::list(&labels, &words.list.and)
    };
    let (asked, dropped) = (lacking(&new.asked, &old.asked), lacking(&old.asked, &new.asked));
    if !asked.is_empty() {
        told.push(fill(&words.changes.asked, "fields", labels(asked)));
    }
    if !dropped.is_empty() {
        told.push(fill(&words.changes.dropped, "fields", labels(dropped)));
    }
    for (mine, other, wording) in [(new, old, &words.changes.begun), (old, new, &words.changes.ended)] {
        for one in mine.uses.iter().filter(|one| find(other, one).is_none()) {
            told.extend(one.told(language).map(|told| fill(wording, "use", told.label.clone())));
        }
    }
    for (one, was) in new.uses.iter().filter_map(|one| Some((one, find(old, one)?))) {
        if let (Some(now), Some(then)) = (one.told(language), was.told(language)) {
            told.extend(differences((one, now), (was, then), words));
        }
    }
    told
}

/// What changed in one use.
fn differences((new, now): (&Use, &Told), (old, then): (&Use, &Told), words: &Words) -> Vec<String> {
    let values = Values::default().set("use", &now.label);
    let mut told = Vec::new();
    if new.basis != old.basis {
        let basis = Basis::ALL.iter().find(|basis| word(*basis) == new.basis).and_then(|basis| words.basis.get(basis));
        told.push(values.clone().set("basis", basis.unwrap_or(&new.basis)).fill(&words.changes.basis));
    }
    if new.days != old.days || now.period != then.period {
        let values = values.clone().set("period", &now.period).set("before", &then.period);
        told.push(values.fill(&words.changes.period));
    }
    let (begun, ended) = (lacking(&now.recipients, &then.recipients), lacking(&then.recipients, &now.recipients));
    for (names, wording) in [(begun, &words.changes.recipient), (ended, &words.changes.no_recipient)] {
        if !names.is_empty() {
            let names: Vec<_> = names.into_iter().cloned().collect();
            told.push(values.clone().set("names", Words::list(&names, &words.list.and)).fill(wording));
        }
    }
    told
}

/// What stands in the first list and not in the second.
fn lacking<'a>(all: &'a [String], known: &[String]) -> Vec<&'a String> {
    all.iter().filter(|one| !known.contains(one)).collect()
}

fn find<'a>(gist: &'a Gist, one: &Use) -> Option<&'a Use> {
    gist.uses.iter().find(|other| other.id == one.id)
}

/// What a field is called; an old notice may name one that forms no longer know.
fn label(field: &str, words: &Words) -> String {
    Field::from_wire(field).map_or(field, |field| words.label(field)).to_owned()
}

fn fill(wording: &str, name: &'static str, value: String) -> String {
    Values::default().set(name, value).fill(wording)
}
