//! Checks of the smaller blocks of `project.yaml`.

use leads::form::FormWishes;
use leads::{ContactPreference, Field, Form};

use super::company::{Partner, enterprise_number};
use super::energy::{Energy, UnitEnergy, rank};
use super::facts::{Kind, LandTax, PermitStatus, Phase, PriceDisplay, Reduced, SellerRole};
use super::presence::{missing, need, need_text};
use super::raw::{RawEnergy, RawForm, RawMaker, RawPermit, RawPrices, RawSeller, RawStep, RawTravel, RawVat, Written};
use super::unit::{Status, Unit};
use super::{Maker, Permit, Prices, Seller, TimelineStep, Travel};
use crate::problem::{Problem, Problems};
use crate::source::{At, Place};

/// The seller; the partner as developer when nothing is written.
pub(crate) fn check_seller(
    seller: Written<RawSeller>,
    partner: Option<&Partner>,
    problems: &mut Problems,
) -> Option<Seller> {
    let Some(seller) = seller else {
        let company = &partner?.company;
        return Some(Seller {
            name: company.legal_name.clone(),
            enterprise_number: company.enterprise_number.clone(),
            role: SellerRole::Developer,
        });
    };
    let name = need_text(seller.value.name, "name", seller.place, "Leiebouw NV", problems);
    let number =
        need_text(seller.value.enterprise_number, "enterprise_number", seller.place, "\"0123.456.749\"", problems)
            .and_then(|number| enterprise_number(&number, problems));
    let role = seller.value.role.map_or(SellerRole::Developer, |role| role.value);
    Some(Seller { name: name?.value, enterprise_number: number?, role })
}

/// Architect, contractor and others.
pub(crate) fn check_makers(makers: Vec<At<RawMaker>>, problems: &mut Problems) -> Vec<Maker> {
    let check = |maker: At<RawMaker>, problems: &mut Problems| {
        let role = need(maker.value.role, "role", maker.place, "architect", problems);
        let name = need_text(maker.value.name, "name", maker.place, "Atelier Vlas", problems);
        Some(Maker {
            role: role?.value,
            name: name?.value,
            municipality: maker.value.municipality.map(|town| town.value),
        })
    };
    makers.into_iter().filter_map(|maker| check(maker, problems)).collect()
}

/// The permit; sale without one is refused (rule L-32 is a warning of Wallonia, the phase is ours).
pub(crate) fn check_permit(
    permit: Written<RawPermit>,
    phase: Option<&At<Phase>>,
    problems: &mut Problems,
) -> Option<Permit> {
    let permit = permit?;
    let number = need_text(permit.value.number, "number", permit.place, "OMV_2025012345", problems);
    let status = need(permit.value.status, "status", permit.place, "granted", problems);
    if let (Some(status), Some(phase)) = (&status, phase.filter(|phase| phase.sells()))
        && status.value == PermitStatus::Pending
    {
        problems.add(
            Problem::error("M-23", phase.place, "units are offered for sale while the permit is pending")
                .help("Write `phase: permit_pending` until it is granted."),
        );
    }
    Some(Permit {
        number: number?.value,
        date: permit.value.date.map(|date| date.value),
        granted: status?.value == PermitStatus::Granted,
    })
}

/// Steps, in the order of the days written.
pub(crate) fn check_timeline(steps: Vec<At<RawStep>>, problems: &mut Problems) -> Vec<TimelineStep> {
    let mut timeline: Vec<(TimelineStep, Place)> = Vec::new();
    for step in steps {
        let which = need(step.value.step, "step", step.place, "handover", problems);
        let when = need(step.value.when, "when", step.place, "2027-Q3", problems);
        let (Some(which), Some(when)) = (which, when) else { continue };
        let next = TimelineStep { step: which.value, when: when.value, done: step.value.done.unwrap_or(false) };
        if let Some((before, _)) = timeline.last() {
            if next.when.last_day() < before.when.first_day() {
                problems.add(
                    Problem::error("M-24", when.place, "this step comes before the one written above it")
                        .help("Put the steps in the order in which they happen."),
                );
            }
            if next.done && !before.done {
                problems.add(
                    Problem::error("M-24", step.place, "this step is done, but the one before it is not")
                        .help("Add `done: true` to the earlier steps, or remove it here."),
                );
            }
        }
        timeline.push((next, step.place));
    }
    timeline.into_iter().map(|(step, _)| step).collect()
}

/// Travel times.
pub(crate) fn check_travel(travel: Vec<At<RawTravel>>, problems: &mut Problems) -> Vec<Travel> {
    let check = |entry: At<RawTravel>, problems: &mut Problems| {
        let to = need_text(entry.value.to, "to", entry.place, "station", problems);
        let by = need(entry.value.by, "by", entry.place, "foot", problems);
        let minutes = need(entry.value.minutes, "minutes", entry.place, "9", problems);
        Some(Travel { to: to?.value, by: by?.value, minutes: minutes?.value })
    };
    travel.into_iter().filter_map(|entry| check(entry, problems)).collect()
}

/// How prices are shown and taxed.
pub(crate) fn check_prices(
    prices: Written<RawPrices>,
    vat: Written<RawVat>,
    top: Place,
    problems: &mut Problems,
) -> Option<Prices> {
    let prices = need(prices, "prices", top, "{display: exact, basis: excl_vat}", problems);
    let vat = need(vat, "vat", top, "{rate: 21, land: vat}", problems);
    let display = prices
        .as_ref()
        .and_then(|prices| need(prices.value.display.clone(), "display", prices.place, "exact", problems));
    let basis = prices.as_ref().and_then(|prices| match prices.value.basis.clone() {
        None => {
            problems.add(
                Problem::error("L-22", prices.place, "nothing says whether prices hold VAT")
                    .help("Add `basis: excl_vat` or `basis: incl_vat`."),
            );
            None
        }
        basis => basis,
    });
    let rate = vat.as_ref().and_then(|vat| need(vat.value.rate.clone(), "rate", vat.place, "21", problems));
    if let Some(rate) = rate.as_ref().filter(|rate| rate.value > 27) {
        problems.add(
            Problem::error("Y-12", rate.place, format!("{} % is no VAT rate in the European Union", rate.value))
                .help("In Belgium the general rate is `21`."),
        );
    }
    if let Some(hidden) = display.as_ref().filter(|display| display.value == PriceDisplay::Hidden) {
        problems.add(Problem::warning(
            "L-22",
            hidden.place,
            "prices are hidden; an invitation to purchase states the price or how it is computed",
        ));
    }
    let vat = vat?.value;
    Some(Prices {
        display: display?.value,
        basis: basis.map(|basis| basis.value)?,
        show_sold: prices?.value.show_sold.unwrap_or(false),
        vat_rate: rate?.value,
        reduced_6: vat.reduced_6.is_some_and(|reduced| reduced.value == Reduced::Conditional),
        land: vat.land.map_or(LandTax::Vat, |land| land.value),
    })
}

/// Energy data; every building has them.
pub(crate) fn check_energy(
    energy: Written<RawEnergy>,
    kind: Option<Kind>,
    top: Place,
    problems: &mut Problems,
) -> Option<Energy> {
    let Some(energy) = energy else {
        if kind != Some(Kind::Lots) {
            problems.add(missing("energy", top, "{status: not_yet_issued, e_level: 20}"));
        }
        return None;
    };
    let status = need(energy.value.status, "status", energy.place, "not_yet_issued", problems);
    if let Some(label) = energy.value.label.as_ref().filter(|label| rank(label).is_none()) {
        problems.add(
            Problem::error("Y-11", label.place, format!("`{}` is not an energy class", label.value))
                .help("Write one of A++, A+, A, B, C, D, E, F, G."),
        );
    }
    let figures = UnitEnergy {
        class: energy.value.label.map(|label| label.value),
        kwh_m2: energy.value.score_kwh_m2.map(|score| score.value),
        kwh_year: None,
        code: energy.value.code.map(|code| code.value),
    };
    Some(Energy { status: status?.value, e_level: energy.value.e_level.map(|level| level.value), figures })
}

/// The form; `Some(None)` when the project takes no enquiries, because it is sold out or past its last day (rule L-51).
pub(crate) fn check_form(
    form: Written<RawForm>,
    open: bool,
    units: &[Unit],
    phase: Option<&At<Phase>>,
    top: Place,
    problems: &mut Problems,
) -> Option<Option<Form>> {
    let place = form.as_ref().map_or(top, |form| form.place);
    if !open {
        let sold_out = phase.is_some_and(|phase| phase.value == Phase::SoldOut);
        if sold_out && form.is_some() {
            problems.add(
                Problem::error("L-51", place, "a sold-out project has no form")
                    .help("Remove `form`; the page then says that everything is sold."),
            );
            return None;
        }
        return Some(None);
    }
    let raw = form.map(|form| form.value).unwrap_or_default();
    let preferences: Vec<_> = raw.preferences.iter().map(|preference| preference.value).collect();
    let askable: Vec<String> = units
        .iter()
        .filter(|unit| {
            unit.kind.is_main() && matches!(unit.status, Status::Available | Status::Option | Status::Reserved)
        })
        .map(|unit| unit.id.clone())
        .collect();
    // Once the last unit is gone there is nothing left to choose from; the question disappears by itself.
    let optional =
        raw.ask.iter().map(|field| field.value).filter(|field| *field != Field::Unit || !askable.is_empty()).collect();
    let wishes = FormWishes {
        optional,
        preferences: if preferences.is_empty() {
            vec![ContactPreference::Email, ContactPreference::Phone, ContactPreference::Visit]
        } else {
            preferences
        },
        brochure_available: raw.brochure.is_some(),
        units: askable,
    };
    match Form::new(&wishes) {
        Ok(form) => Some(Some(form)),
        Err(errors) => {
            for error in errors {
                problems.add(Problem::error("M-25", place, error.to_string()).help("Correct the block `form`."));
            }
            None
        }
    }
}
