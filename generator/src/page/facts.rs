//! The key facts beside the hero: five or six figures, all derived.

use serde::Serialize;

use crate::format;
use crate::project::Project;
use crate::project::energy::EnergyStatus;
use crate::project::facts::{PriceBasis, PriceDisplay};
use crate::theme::Phrases;

/// One figure.
#[derive(Debug, Serialize)]
pub(super) struct KeyFact {
    key: &'static str,
    label: String,
    value: String,
    note: Option<String>,
}

/// The figures that exist.
pub(super) fn key_facts(project: &Project, phrases: &Phrases) -> Vec<KeyFact> {
    let language = phrases.language();
    let figures = &project.figures;
    let fact = |key: &'static str, value: String, note: Option<String>| KeyFact {
        key,
        label: phrases.text(&format!("words.facts.{key}")),
        value,
        note,
    };
    let mut facts = Vec::new();
    if let Some((value, note)) = price(project, phrases) {
        facts.push(fact("price", value, Some(note)));
    }
    if figures.total > 0 {
        let counts = [("n", figures.available.to_string()), ("total", figures.total.to_string())];
        let counts: Vec<(&str, &str)> = counts.iter().map(|(name, value)| (*name, value.as_str())).collect();
        facts.push(fact("available", phrases.fill("words.facts.n_of_total", &counts), None));
    }
    if let Some(bedrooms) = figures.bedrooms {
        facts.push(fact("bedrooms", format::range(language, bedrooms.low.into(), bedrooms.high.into(), ""), None));
    }
    if let Some(areas) = figures.areas {
        facts.push(fact("area", format::range(language, areas.low.into(), areas.high.into(), "m²"), None));
    }
    if let Some(deliveries) = figures.deliveries {
        facts.push(fact("handover", format::period_range(language, deliveries), None));
    }
    if let Some(value) = energy(project, phrases) {
        facts.push(fact("energy", value, None));
    }
    facts
}

/// `€ 286.000 – 578.000`, and whether VAT is in.
pub(super) fn price(project: &Project, phrases: &Phrases) -> Option<(String, String)> {
    let language = phrases.language();
    let range = project.figures.prices?;
    let value = match project.prices.display {
        PriceDisplay::Hidden => return None,
        PriceDisplay::From => phrases.fill("words.price.from", &[("price", &format::price(language, range.low))]),
        PriceDisplay::Exact | PriceDisplay::Range => format::price_range(language, range),
    };
    let rate = project.prices.vat_rate.to_string();
    let note = match project.prices.basis {
        PriceBasis::InclVat => phrases.fill("words.price.incl", &[("rate", &rate)]),
        PriceBasis::ExclVat => {
            // The lowest price is never shown without what it becomes with VAT (WER art. VI.3).
            let lowest = project
                .units
                .iter()
                .find(|unit| unit.price == Some(range.low) && unit.status == crate::project::unit::Status::Available);
            let with_vat = match lowest {
                Some(unit) => super::units::with_vat(range.low, unit, project),
                // Stated without units, on land that bears VAT.
                None => Some(range.low.plus_percent(project.prices.vat_rate)),
            };
            match with_vat {
                Some(total) => phrases
                    .fill("words.price.excl_from", &[("rate", &rate), ("price", &format::price(language, total))]),
                None => phrases.fill("words.price.excl", &[("rate", &rate)]),
            }
        }
    };
    Some((value, note))
}

/// `E20` before completion, the classes after.
fn energy(project: &Project, phrases: &Phrases) -> Option<String> {
    let energy = project.energy.as_ref()?;
    if let Some(classes) = &project.figures.classes {
        return Some(if classes.low == classes.high {
            classes.low.clone()
        } else {
            format!("{} – {}", classes.low, classes.high)
        });
    }
    match (energy.status, energy.e_level) {
        (EnergyStatus::NotYetIssued, Some(level)) => {
            Some(phrases.fill("words.energy.target", &[("n", &level.to_string())]))
        }
        _ => energy.figures.class.clone(),
    }
}
