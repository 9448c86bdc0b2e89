//! Federal law: the agent, the price, the Breyne Act, true words.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::problem::{Problem, Problems};
use crate::project::company::in_all;
use crate::project::facts::{BreyneReason, Kind, Phase};
use crate::project::raw::{RawAgent, RawBreyne, RawNamedAgent, RawTitle};
use crate::project::unit::{Status, Unit};
use crate::source::{At, Files, Place, Written, need, need_text};
use leads::{Country, Language};

/// A recognised agent (rule L-41).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agent {
    /// Name of the agency or person.
    pub name: String,
    /// Professional title, in each language of the project.
    pub title: BTreeMap<Language, String>,
    /// BIV/IPI number, six digits.
    pub ipi_number: String,
    /// Country of recognition.
    pub country: Country,
    /// Insurer of professional liability.
    pub insurer: String,
    /// Number of that policy.
    pub policy_number: String,
}

/// Whether the Breyne Act protects buyers (rule L-45).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Breyne {
    /// It does.
    Applies,
    /// It does not, because.
    No(BreyneReason),
}

/// Checks `agent`: `None` when the developer sells alone.
#[expect(clippy::option_option, reason = "the outer says whether it is right, the inner whether it is there")]
pub(crate) fn check_agent(
    agent: Written<RawAgent>,
    languages: &[At<Language>],
    project: Place,
    problems: &mut Problems,
) -> Option<Option<Agent>> {
    match agent.map(|agent| (agent.place, agent.value)) {
        Some((_, RawAgent::None)) => Some(None),
        Some((block, RawAgent::Named(raw))) => check_named(block, *raw, languages, problems).map(Some),
        None => {
            let help = "Write `agent: none` if the developer sells, or a block with `name`, `title`, `ipi_number`, `insurer` and `policy_number`.";
            let problem = Problem::error("L-41", project, "`agent` is missing: who sells must be plain").help(help);
            problems.add_missing("agent", project, problem);
            None
        }
    }
}

fn check_named(block: Place, raw: RawNamedAgent, languages: &[At<Language>], problems: &mut Problems) -> Option<Agent> {
    let name = need_text(raw.name, "name", block, "Agence du Lac", problems);
    let title = check_title(raw.title, block, languages, problems);
    let number = need_text(raw.ipi_number, "ipi_number", block, "\"512.304\"", problems).and_then(|number| {
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let right = digits == 6 && number.chars().all(|c| c.is_ascii_digit() || c == '.');
        if !right {
            problems.add(
                Problem::error("L-41", number.place, format!("`{}` is not a BIV/IPI number", number.value))
                    .help("Six digits, such as `\"512.304\"`."),
            );
        }
        right.then_some(number)
    });
    let insurer = need_text(raw.insurer, "insurer", block, "AXA Belgium", problems);
    let policy = need_text(raw.policy_number, "policy_number", block, "\"730.390.160\"", problems);
    Some(Agent {
        name: name?.value,
        title: title?,
        ipi_number: number?.value,
        country: raw.country.map_or(Country::Belgium, |country| country.value),
        insurer: insurer?.value,
        policy_number: policy?.value,
    })
}

fn check_title(
    title: Written<RawTitle>,
    block: Place,
    languages: &[At<Language>],
    problems: &mut Problems,
) -> Option<BTreeMap<Language, String>> {
    const EXAMPLE: &str = "agent immobilier agréé IPI";
    let languages: Vec<Language> = languages.iter().map(|language| language.value).collect();
    let At { place, value } = need(title, "title", block, EXAMPLE, problems)?;
    match value {
        RawTitle::Each(words) => in_all("title", place, words, &languages, problems),
        RawTitle::Same(text) => {
            let text = need_text(Some(At { place, value: text }), "title", block, EXAMPLE, problems)?.value;
            Some(languages.into_iter().map(|language| (language, text.clone())).collect())
        }
    }
}

/// Checks `breyne`, which every dwelling sold before delivery must have.
#[expect(clippy::option_option, reason = "the outer says whether it is right, the inner whether it is there")]
pub(crate) fn check_breyne(
    breyne: Written<RawBreyne>,
    kind: Option<Kind>,
    phase: Option<Phase>,
    project: Place,
    problems: &mut Problems,
) -> Option<Option<Breyne>> {
    let Some(breyne) = breyne else {
        let needed = kind.is_some_and(Kind::is_dwelling) && !matches!(phase, Some(Phase::Delivered | Phase::SoldOut));
        if needed {
            let message =
                "`breyne` is missing: dwellings sold before completion must say whether the Breyne Act applies";
            let help = "Write `breyne: {applies: true}`, or `breyne: {applies: false, reason: paid_at_handover}`.";
            problems.add_missing("breyne", project, Problem::error("L-45", project, message).help(help));
        }
        return if needed { None } else { Some(None) };
    };
    match (breyne.value.applies, breyne.value.reason) {
        (Some(At { value: true, .. }), None) => Some(Some(Breyne::Applies)),
        (Some(At { value: true, .. }), Some(reason)) => {
            problems.add(
                Problem::error("L-45", reason.place, "a reason stands here although the Breyne Act applies")
                    .help("Remove `reason`, or write `applies: false`."),
            );
            None
        }
        (Some(At { value: false, .. }), Some(reason)) => Some(Some(Breyne::No(reason.value))),
        (Some(At { value: false, place }), None) => {
            problems.add(
                Problem::error("L-45", place, "nothing says why the Breyne Act does not apply")
                    .help("Add `reason: not_a_dwelling`, `completed` or `paid_at_handover`."),
            );
            None
        }
        (None, _) => {
            let problem = Problem::error("L-45", breyne.place, "`applies` is missing");
            problems.add_missing("applies", breyne.place, problem.help("Write `breyne: {applies: true}`."));
            None
        }
    }
}

/// Phrases of scarcity by language; each claims that few units are left.
const SCARCE: &[&str] = &[
    "laatste eenheden",
    "laatste appartementen",
    "laatste woningen",
    "dernières unités",
    "derniers appartements",
    "dernières maisons",
    "last units",
    "last apartments",
    "last homes",
    "letzte einheiten",
    "letzte wohnungen",
];

/// `last units` may be said when at most a fifth of the units, and no more than five, can still be bought (rule L-44).
pub(crate) fn check_scarcity(text: &At<String>, units: &[Unit], sources: &Files, problems: &mut Problems) {
    let lower = text.to_lowercase();
    let found = SCARCE.iter().find_map(|phrase| Some((*phrase, lower.split_once(phrase)?.0.chars().count())));
    let Some((phrase, before)) = found else { return };
    let words: String = text.chars().skip(before).take(phrase.chars().count()).collect();
    let main: Vec<_> = units.iter().filter(|unit| unit.kind.is_main() && unit.status != Status::Withdrawn).collect();
    let left = main.iter().filter(|unit| unit.status == Status::Available).count();
    if left > 5 || left * 5 > main.len() {
        let message = format!("`{words}` is not true: {left} of {} units can still be bought", main.len());
        problems.add(
            Problem::error("L-44", sources.find(text.place, &words), message)
                .help("Say what is so; the page shows the numbers by itself."),
        );
    }
}
