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
    /// Where each unit is written.
    pub unit_places: &'a [Place],
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
    let has_own = blocks.iter().any(|(known, place)| *known == region && place.is_some());
    let mut foreign = false;
    for (other, place) in blocks.into_iter().filter(|(other, _)| *other != region) {
        let Some(place) = place else { continue };
        foreign = true;
        let message = format!(
            "this block is for {}, but the postal code lies in {}",
            other.english_name(),
            region.english_name()
        );
        let help = if has_own {
            "Remove this block, or correct the postal code.".to_owned()
        } else {
            format!("Write {} in its place, or correct the postal code. {}", example(region), explain(region))
        };
        problems.add(Problem::error("L-01", place, message).help(help));
    }
    // A block of another region was most likely meant to be this one.
    if !has_own && !foreign && !problems.is_unread("legal", project) {
        let message = format!("an advertisement in {} must carry the block `{}`", region.english_name(), region.key());
        let help = format!("Add {} under `legal`. {}", example(region), explain(region));
        problems.add_missing(region.key(), block, Problem::error("L-01", block, message).help(help));
    }
    match region {
        Region::Flanders => flanders::check(raw.flanders?, facts, problems).map(Legal::Flanders),
        Region::Wallonia => Some(Legal::Wallonia(wallonia::check(&raw.wallonia?, facts, problems))),
        Region::Brussels => brussels::check(raw.brussels?, facts, problems).map(Legal::Brussels),
    }
}

/// What the block of a region holds, in short.
fn example(region: Region) -> &'static str {
    match region {
        Region::Flanders => "`flanders: {planning: …, flood: …, heritage: false}`",
        Region::Wallonia => "`wallonia: {flood_hazard: none}`",
        Region::Brussels => "`brussels: {destination: …, info_url: …, paper_copy: true}`",
    }
}

fn explain(region: Region) -> &'static str {
    match region {
        Region::Flanders => "`gevel explain L-10` and `gevel explain L-13` say what goes in.",
        Region::Wallonia => "`gevel explain L-30` says what goes in.",
        Region::Brussels => "`gevel explain L-20` says what goes in.",
    }
}
