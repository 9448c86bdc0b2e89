//! Wallonia: PEB indicators of every unit, flood hazard.

use serde::{Deserialize, Serialize};

use super::Facts;
use crate::problem::{Problem, Problems};
use crate::project::energy::{EnergyStatus, rank};
use crate::project::facts::words;
use crate::source::{At, Written};

words! {
    /// Flood hazard on the regional map.
    FloodHazard {
        /// None.
        None,
        /// Low.
        Low,
        /// Medium.
        Medium,
        /// High.
        High,
    }
}

/// `legal.wallonia` as written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Raw {
    flood_hazard: Written<FloodHazard>,
}

/// What is shown for Wallonia.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Data {
    /// Flood hazard, when known: given at the sale, recommended before.
    pub flood_hazard: Option<FloodHazard>,
}

pub(super) fn check(raw: &At<Raw>, facts: &Facts<'_>, problems: &mut Problems) -> Data {
    if facts.phase.is_some_and(crate::project::facts::Phase::sells) && !facts.has_permit {
        problems.add(Problem::warning("L-32", raw.place, "units are offered without a permit number").help(
            "Add `permit: {number: …, date: …, status: granted}`; lots may not be advertised before the permit.",
        ));
    }
    if let Some(energy) = facts.energy {
        if energy.status == EnergyStatus::NotYetIssued {
            problems.add(Problem::error("L-30", facts.energy_place, "in Wallonia `in progress` is no energy information").help("Write `status: provisional` (calculation on plan) or `status: issued`, and the PEB figures of each unit."));
        }
        if energy.status == EnergyStatus::Provisional {
            problems.add(
                Problem::warning("L-31", facts.energy_place, "these PEB figures are provisional")
                    .help("Ask the energy adviser whether they may be advertised; `gevel explain L-31` says why."),
            );
        }
        let shared = &energy.figures;
        let dwellings = facts.units.iter().zip(facts.unit_places).filter(|(unit, _)| unit.kind.is_dwelling());
        for (unit, place) in dwellings {
            let class = unit.energy.class.as_ref().or(shared.class.as_ref());
            let figures = [
                ("`energy_class`", class.is_some_and(|class| rank(class).is_some())),
                ("`energy_kwh_m2`", unit.energy.kwh_m2.or(shared.kwh_m2).is_some()),
                ("`energy_kwh_year`", unit.energy.kwh_year.or(shared.kwh_year).is_some()),
                (
                    "`energy_code`",
                    energy.status != EnergyStatus::Issued || unit.energy.code.is_some() || shared.code.is_some(),
                ),
            ];
            let lacking: Vec<_> = figures.iter().filter(|(_, given)| !given).map(|(name, _)| *name).collect();
            if !lacking.is_empty() {
                let message = format!(
                    "unit `{}` lacks {}: in Wallonia every advertisement gives the PEB figures",
                    unit.id,
                    lacking.join(", ")
                );
                let help = "Fill it in the unit table; `gevel explain L-30` says what it is.";
                problems.add(Problem::error("L-30", *place, message).help(help));
            }
        }
    }
    Data { flood_hazard: raw.value.flood_hazard.as_ref().map(|hazard| hazard.value) }
}
