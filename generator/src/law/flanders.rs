//! Flanders: planning information, energy score, flood scores, heritage.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Facts;
use crate::problem::{Problem, Problems};
use crate::project::energy::{EnergyStatus, rank};
use crate::project::facts::Phase;
use crate::project::period::written_day;
use crate::source::{At, Place, Written, need};

/// A flood report is valid for a year.
const REPORT_DAYS: i32 = 365;

/// `legal.flanders` as written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Raw {
    planning: Written<RawPlanning>,
    flood: Written<RawFlood>,
    heritage: Option<bool>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawPlanning {
    permit: Written<PermitCode>,
    destination: Written<DestinationCode>,
    enforcement: Written<EnforcementCode>,
    preemption: Written<PreemptionCode>,
    allotment: Written<AllotmentCode>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawFlood {
    parcel: Written<FloodClass>,
    building: Written<FloodClass>,
    delimited_floodplain: Option<bool>,
    bank_zone: Option<bool>,
    #[serde(deserialize_with = "written_day")]
    report_date: Written<Date>,
}

/// Declares a list of the official short codes. On the web the full sentence is shown, never the code (rule L-10).
macro_rules! codes {
    ($($(#[$meta:meta])* $name:ident { $($code:ident),+ })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[expect(missing_docs, reason = "official short codes; themes hold their full text")]
        pub enum $name { $($code),+ }
    )+};
}

codes! {
    /// Was a permit for urban works issued?
    PermitCode { Vg, Gvg }
    /// The most recent planning destination.
    DestinationCode { Wg, WgLK, Wche, Wp, Wug, Igb, Iab, Gdr, Gvr, Ag, Lwag, Bg, Ng, Nr, Pg }
    /// Was a measure imposed, or is a procedure pending?
    EnforcementCode { Dv, Ho, Bo, Lod, Ms, Gmo }
    /// Does a right of pre-emption apply?
    PreemptionCode { Vkr, Gvkr }
    /// Was a permit for allotment issued?
    AllotmentCode { Vv, Gvv }
    /// Flood score: A none modelled, B small under climate change, C small today, D medium today.
    FloodClass { A, B, C, D }
}

/// The five answers on planning (VCRO art. 5.2.6).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[expect(missing_docs, reason = "each type says what it answers")]
pub struct Planning {
    pub permit: PermitCode,
    pub destination: DestinationCode,
    pub enforcement: EnforcementCode,
    pub preemption: PreemptionCode,
    pub allotment: AllotmentCode,
}

/// Flood information.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Flood {
    /// P-score, of the parcel.
    pub parcel: FloodClass,
    /// G-score, of the building; `None` while nothing stands there.
    pub building: Option<FloodClass>,
    /// In a delimited flood plain.
    pub delimited_floodplain: bool,
    /// In a delimited bank zone.
    pub bank_zone: bool,
    /// Day of the report.
    pub report_date: Date,
    /// Whether the flood symbol must be shown (any score D).
    pub symbol: bool,
}

/// What Flemish law asks of an advertisement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Data {
    /// Planning.
    pub planning: Planning,
    /// Flood.
    pub flood: Flood,
    /// Listed, protected or inventoried heritage.
    pub heritage: bool,
}

pub(super) fn check(raw: At<Raw>, facts: &Facts<'_>, problems: &mut Problems) -> Option<Data> {
    let block = raw.place;
    let planning = if let Some(planning) = raw.value.planning {
        check_planning(planning, problems)
    } else {
        let help = "Add `planning: {permit: Vg, destination: Wg, enforcement: Gmo, preemption: Gvkr, allotment: Gvv}` with the right answers.";
        let problem = Problem::error("L-10", block, "the five answers on planning are missing").help(help);
        problems.add_missing("planning", block, problem);
        None
    };
    let flood = if let Some(flood) = raw.value.flood {
        check_flood(flood, facts.today, problems)
    } else {
        let help = "Add `flood: {parcel: A, building: null, report_date: 2026-10-05}` from the water test report.";
        let problem = Problem::error("L-13", block, "the flood scores are missing").help(help);
        problems.add_missing("flood", block, problem);
        None
    };
    check_energy(facts, problems);
    if raw.value.heritage.is_none() {
        let problem = Problem::warning("L-16", block, "nothing says whether this is listed heritage")
            .help("Add `heritage: false`, or `true` if it is listed, protected or inventoried.");
        problems.add_missing("heritage", block, problem);
    }
    Some(Data { planning: planning?, flood: flood?, heritage: raw.value.heritage.unwrap_or(false) })
}

fn check_planning(planning: At<RawPlanning>, problems: &mut Problems) -> Option<Planning> {
    let block = planning.place;
    let raw = planning.value;
    let permit = need(raw.permit, "permit", block, "Vg", problems);
    let destination = need(raw.destination, "destination", block, "Wg", problems);
    let enforcement = need(raw.enforcement, "enforcement", block, "Gmo", problems);
    let preemption = need(raw.preemption, "preemption", block, "Gvkr", problems);
    let allotment = need(raw.allotment, "allotment", block, "Gvv", problems);
    Some(Planning {
        permit: permit?.value,
        destination: destination?.value,
        enforcement: enforcement?.value,
        preemption: preemption?.value,
        allotment: allotment?.value,
    })
}

fn check_flood(flood: At<RawFlood>, today: Date, problems: &mut Problems) -> Option<Flood> {
    let block = flood.place;
    let raw = flood.value;
    let parcel = need(raw.parcel, "parcel", block, "A", problems);
    let report_date = need(raw.report_date, "report_date", block, "2026-10-05", problems);
    if let Some(date) = &report_date {
        let age = days_between(date.value, today);
        if age > REPORT_DAYS {
            problems.add(
                Problem::error(
                    "L-15",
                    date.place,
                    format!("the flood report is {age} days old; after a year it is no longer valid"),
                )
                .help("Ask for a new one, which is free, and write its date here."),
            );
        } else if age < 0 {
            problems.add(
                Problem::error(
                    "L-15",
                    date.place,
                    format!("the flood report is dated {}, which is still to come", date.value),
                )
                .help("Write the date on the report."),
            );
        }
    }
    let (parcel, building) = (parcel?.value, raw.building.map(|building| building.value));
    Some(Flood {
        parcel,
        building,
        delimited_floodplain: raw.delimited_floodplain.unwrap_or(false),
        bank_zone: raw.bank_zone.unwrap_or(false),
        report_date: report_date?.value,
        symbol: parcel == FloodClass::D || building == Some(FloodClass::D),
    })
}

fn check_energy(facts: &Facts<'_>, problems: &mut Problems) {
    let (Some(energy), place) = (facts.energy, facts.energy_place) else { return };
    match energy.status {
        EnergyStatus::NotYetIssued if facts.phase == Some(Phase::Delivered) => {
            problems.add(
                Problem::error("L-12", place, "the building is delivered, so its energy certificate exists")
                    .help("Write `status: issued` with `score_kwh_m2`, `label` and `code`."),
            );
        }
        EnergyStatus::NotYetIssued if energy.e_level.is_none() => {
            problems.add(
                Problem::error("L-12", place, "before completion the E-level aimed at must be stated")
                    .help("Add `e_level: 20` with the right figure."),
            );
        }
        EnergyStatus::NotYetIssued => {}
        EnergyStatus::Provisional => {
            problems.add(
                Problem::error(
                    "L-12",
                    place,
                    "a `provisional` energy certificate exists in Wallonia and Brussels, not in Flanders",
                )
                .help(
                    "Write `status: not_yet_issued` with the `e_level` aimed at, or `status: issued` with its figures.",
                ),
            );
        }
        EnergyStatus::Issued => {
            let complete = |figures: &crate::project::energy::UnitEnergy| {
                figures.kwh_m2.is_some()
                    && figures.code.is_some()
                    && figures.class.as_deref().is_some_and(|class| rank(class).is_some())
            };
            let everywhere = complete(&energy.figures)
                || facts.units.iter().filter(|unit| unit.kind.is_dwelling()).all(|unit| complete(&unit.energy));
            if !everywhere {
                problems.add(Problem::error("L-11", place, "energy score, label and code must be in every advertisement").help("Add `score_kwh_m2`, `label` and `code` here, or `energy_kwh_m2`, `energy_class` and `energy_code` to each unit."));
            }
            for code in
                energy.figures.code.iter().chain(facts.units.iter().filter_map(|unit| unit.energy.code.as_ref()))
            {
                check_code(code, place, problems);
            }
        }
    }
}

/// `UC`, a space, up to ten digits, and for certificates since 2019 `-RES` or `-KNR`.
fn check_code(code: &str, place: Place, problems: &mut Problems) {
    let digits = code
        .strip_prefix("UC ")
        .map(|rest| rest.strip_suffix("-RES").or_else(|| rest.strip_suffix("-KNR")).unwrap_or(rest));
    let right = digits
        .is_some_and(|digits| (1..=10).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()));
    if !right {
        problems.add(
            Problem::error("L-11", place, format!("`{code}` is not the code of an energy certificate"))
                .help("Write it as `UC 1234567-RES`."),
        );
    }
}

/// Days from one day to a later one; negative when it is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
