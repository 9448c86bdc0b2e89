//! What the law demands of an advertisement for property, by region of Belgium. A page that lacks it is not built.
//!
//! Each rule has a code that problems carry and that `gevel explain` prints, with its source and the day on which
//! someone last compared it with that source. A rule whose official text was not read may warn, never refuse.

pub mod brussels;
pub mod federal;
pub mod flanders;
mod rules;
pub mod wallonia;

pub use rules::{RULES, Rule, rule};

use serde::Serialize;

use crate::problem::{Problem, Problems};
use crate::project::address::Region;
use crate::project::energy::Energy;
use crate::project::facts::Phase;
use crate::project::raw::RawLegal;
use crate::project::unit::Unit;
use crate::source::{At, Place};
use jiff::civil::Date;

/// The data that the region's law asks for, complete.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "region", rename_all = "snake_case")]
pub enum Legal {
    /// Flanders.
    Flanders(flanders::Data),
    /// Wallonia.
    Wallonia(wallonia::Data),
    /// Brussels.
    Brussels(brussels::Data),
}

/// What regional rules look at, besides the region's own block.
pub(crate) struct Facts<'a> {
    pub phase: Option<Phase>,
    pub energy: Option<&'a Energy>,
    pub energy_place: Place,
    pub units: &'a [Unit],
    pub has_permit: bool,
    pub today: Date,
}

/// Checks the block of the region, and that there is no block of another.
pub(crate) fn check_legal(
    raw: Option<At<RawLegal>>,
    region: Region,
    project: Place,
    facts: &Facts<'_>,
    problems: &mut Problems,
) -> Option<Legal> {
    let block = raw.as_ref().map_or(project, |raw| raw.place);
    let raw = raw.map(|raw| raw.value).unwrap_or_default();
    let blocks = [
        (Region::Flanders, raw.flanders.as_ref().map(|block| block.place)),
        (Region::Wallonia, raw.wallonia.as_ref().map(|block| block.place)),
        (Region::Brussels, raw.brussels.as_ref().map(|block| block.place)),
    ];
    for (other, place) in blocks.into_iter().filter(|(other, _)| *other != region) {
        if let Some(place) = place {
            let message =
                format!("a block for {} stands here, but the postal code lies in {}", other.key(), region.key());
            problems.add(Problem::error("L-01", place, message).help("Correct the postal code, or remove this block."));
        }
    }
    let absent = |help: &str| {
        Problem::error(
            "L-01",
            block,
            format!("the legal block `{}` is missing; adverts there must carry it", region.key()),
        )
        .help(help.to_owned())
    };
    match region {
        Region::Flanders => match raw.flanders {
            Some(raw) => flanders::check(raw, facts, problems).map(Legal::Flanders),
            None => {
                problems.add(absent("Add `legal: {flanders: {planning: …, flood: …}}`; `gevel explain L-10` and `gevel explain L-13` say what goes in."));
                None
            }
        },
        Region::Wallonia => match raw.wallonia {
            Some(raw) => Some(Legal::Wallonia(wallonia::check(&raw, facts, problems))),
            None => {
                problems.add(absent(
                    "Add `legal: {wallonia: {flood_hazard: none}}`; `gevel explain L-30` says what goes in.",
                ));
                None
            }
        },
        Region::Brussels => match raw.brussels {
            Some(raw) => brussels::check(raw, facts, problems).map(Legal::Brussels),
            None => {
                problems.add(absent("Add `legal: {brussels: {destination: …, info_url: …, paper_copy: true}}`; `gevel explain L-20` says what goes in."));
                None
            }
        },
    }
}
