//! Brussels: planning destination and information, PEB class.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Facts;
use super::flanders::days_between;
use crate::problem::{Problem, Problems};
use crate::project::contact::web_address;
use crate::project::energy::{EnergyStatus, rank};
use crate::project::period::written_day;
use crate::source::{At, Written, need_text};

/// The municipality answers within 30 days; after that publicity may start (rule L-20).
const ANSWER_DAYS: i32 = 30;

/// `legal.brussels` as written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Raw {
    destination: Written<String>,
    info_url: Written<String>,
    #[serde(deserialize_with = "written_day")]
    info_requested_on: Written<Date>,
    paper_copy: Option<bool>,
}

/// What Brussels law asks of an advertisement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Data {
    /// Lawful destination, in the wording of the plans.
    pub destination: String,
    /// Where the planning information of the municipality can be read.
    pub info_url: Option<String>,
    /// Day on which it was asked for, when it is late.
    pub info_requested_on: Option<Date>,
}

pub(super) fn check(raw: At<Raw>, facts: &Facts<'_>, problems: &mut Problems) -> Option<Data> {
    let block = raw.place;
    let raw = raw.value;
    let destination = need_text(raw.destination, "destination", block, "Typisch woongebied", problems);
    let info_url = raw.info_url.map(|url| web_address(&url, problems));
    if let Some(requested) = raw.info_requested_on.as_ref().filter(|_| info_url.is_none()) {
        let age = days_between(requested.value, facts.today);
        if age <= ANSWER_DAYS {
            problems.add(
                Problem::error(
                    "L-20",
                    requested.place,
                    format!(
                        "the planning information was asked {age} days ago; advertising may start after {ANSWER_DAYS}"
                    ),
                )
                .help("Wait, or add `info_url` when the municipality has answered."),
            );
        }
    }
    if info_url.is_none() && raw.info_requested_on.is_none() {
        problems.add(Problem::error("L-20", block, "the planning information of the municipality is missing").help("Add `info_url: https://…`, or `info_requested_on:` with the date of a request that got no answer in 30 days."));
    }
    if raw.paper_copy != Some(true) {
        problems.add(
            Problem::error("L-20", block, "the possibility of a free paper copy must be stated")
                .help("Add `paper_copy: true`, and see that it is so."),
        );
    }
    if let Some(energy) = facts.energy {
        let known = |class: &Option<String>| class.as_deref().is_some_and(|class| rank(class).is_some());
        let everywhere = known(&energy.figures.class)
            || facts.units.iter().filter(|unit| unit.kind.is_dwelling()).all(|unit| known(&unit.energy.class));
        if energy.status == EnergyStatus::NotYetIssued || !everywhere {
            problems.add(Problem::error("L-21", facts.energy_place, "the PEB class must be in every advertisement; `in progress` is no information").help("Write `status: provisional` (report of the PEB adviser) or `issued`, and `label: A` or `energy_class` for each unit."));
        }
    }
    let info_url = info_url.map_or(Some(None), |url| url.map(Some));
    Some(Data {
        destination: destination?.value,
        info_url: info_url?,
        info_requested_on: raw.info_requested_on.map(|date| date.value),
    })
}
