//! Checks of the smaller blocks of `project.yaml`.

use leads::form::{FormError, FormWishes};
use leads::{ContactPreference, Field, Form};

use super::company::{Partner, enterprise_number};
use super::energy::{Energy, UnitEnergy, rank};
use super::facts::{Kind, LandTax, PermitStatus, Phase, PriceDisplay, Reduced, SellerRole, Step};
use super::raw::{RawEnergy, RawForm, RawMaker, RawPermit, RawPrices, RawSeller, RawStep, RawTravel, RawVat};
use super::unit::{Status, Unit};
use super::{Maker, Permit, Prices, Seller, TimelineStep, Travel};
use crate::problem::{Problem, Problems};
use crate::source::{At, Place, Written, missing, need, need_text};

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
            Problem::error("M-23", phase.place, "units are for sale, but the permit is still pending").help(
                "Write `phase: permit_pending` until it is granted; then write `status: granted` under `permit`.",
            ),
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
    let name = |step: Step| serde_json::to_string(&step).unwrap_or_default().replace('"', "");
    let mut timeline: Vec<TimelineStep> = Vec::new();
    for step in steps {
        let which = need(step.value.step, "step", step.place, "handover", problems);
        let when = need(step.value.when, "when", step.place, "2027-Q3", problems);
        let (Some(which), Some(when)) = (which, when) else { continue };
        let done = step.value.done;
        let next =
            TimelineStep { step: which.value, when: when.value, done: done.as_ref().is_some_and(|done| done.value) };
        if let Some(before) = timeline.last() {
            if next.when.last_day() < before.when.first_day() {
                let message =
                    format!("`{}` comes before `{}`, which stands above it", name(next.step), name(before.step));
                problems.add(
                    Problem::error("M-24", when.place, message)
                        .help("Put the steps in the order in which they happen, or correct one of the two."),
                );
            }
            if let Some(done) = done.filter(|done| done.value && !before.done) {
                let message = format!("`{}` is done, but `{}` before it is not", name(next.step), name(before.step));
                problems.add(
                    Problem::error("M-24", done.place, message)
                        .help("Add `done: true` to the earlier steps, or remove it here."),
                );
            }
        }
        timeline.push(next);
    }
    timeline
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
            let problem = Problem::error("L-22", prices.place, "nothing says whether VAT is in the prices");
            problems.add_missing("basis", prices.place, problem.help("Add `basis: excl_vat` or `basis: incl_vat`."));
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
        let message = "prices are hidden; an invitation to purchase states the price or how it is computed";
        problems.add(
            Problem::warning("L-22", hidden.place, message)
                .help("Write `display: from` or `display: exact` as soon as units are for sale."),
        );
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
            problems.add_missing("energy", top, missing("energy", top, "{status: not_yet_issued, e_level: 20}"));
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
#[expect(clippy::option_option, reason = "the outer says whether it is right, the inner whether it is there")]
pub(crate) fn check_form(
    form: Written<RawForm>,
    open: bool,
    has_brochure: bool,
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
        brochure_available: has_brochure || raw.brochure.is_some(),
        units: askable,
    };
    match Form::new(&wishes) {
        Ok(form) => Some(Some(form)),
        Err(errors) => {
            for error in errors {
                let (place, help) = form_help(&error, &raw, place);
                problems.add(Problem::error("M-25", place, error.to_string()).help(help));
            }
            None
        }
    }
}

/// Whether the site offers a brochure. A program without a typesetter makes the pages all the same, without a link.
pub(crate) fn check_brochure(written: Option<&At<bool>>, problems: &mut Problems) -> bool {
    let Some(written) = written.filter(|written| written.value) else { return false };
    if !crate::brochure::AVAILABLE {
        problems.add(
            Problem::warning("M-41", written.place, "no brochure: this gevel was built without the typesetter")
                .help("Run it as `cargo run --release --features brochure -- build`, or remove this line. The pages are made all the same."),
        );
    }
    true
}

/// Where a mistake in the form is written, and what to do about it.
fn form_help(error: &FormError, form: &RawForm, block: Place) -> (Place, &'static str) {
    let asked = |field: Field| form.ask.iter().rev().find(|asked| asked.value == field).map_or(block, |at| at.place);
    let offered = |preference: ContactPreference| {
        form.preferences.iter().rev().find(|offered| offered.value == preference).map_or(block, |at| at.place)
    };
    match error {
        FormError::Technical(field) | FormError::OnEveryForm(field) | FormError::AskedTwice(field) => {
            (asked(*field), "Remove it here.")
        }
        FormError::OfferedTwice(preference) => (offered(*preference), "Keep one of the two."),
        FormError::BrochureMissing => {
            (offered(ContactPreference::Brochure), "Remove it here, or add `brochure:` to the block `form`.")
        }
        FormError::CallWindowWithoutCall => {
            (asked(Field::CallWindow), "Add `phone` or `visit` to `preferences`, or remove `call_window` here.")
        }
        FormError::CurrencyWithoutBudget => {
            (asked(Field::Currency), "Add `budget_band` to `ask`, or remove `currency` here.")
        }
        FormError::NothingOffered => (block, "Add `preferences: [email, phone, visit]`."),
        FormError::NoUnits => (asked(Field::Unit), "Remove it here, or add units."),
        FormError::UnitTwice(_) | FormError::UnitUnusable(_) => (block, "Correct its `id` in the unit table."),
    }
}
