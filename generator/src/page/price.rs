//! What a price holds, what comes on top, and one unit worked out.

use serde::Serialize;

use super::units::{shown_price, with_vat};
use crate::format;
use crate::project::Project;
use crate::project::facts::{LandTax, PriceBasis, PriceDisplay};
use crate::project::money::Cents;
use crate::project::unit::{Status, Unit};
use crate::theme::Phrases;

/// The price block.
#[derive(Debug, Serialize)]
pub(super) struct PriceBlock {
    paragraphs: Vec<String>,
    included: Vec<String>,
    excluded: Vec<String>,
    example: Option<Example>,
}

#[derive(Debug, Serialize)]
struct Example {
    title: String,
    rows: Vec<Amount>,
    total: Amount,
}

#[derive(Debug, Serialize)]
struct Amount {
    label: String,
    amount: String,
}

/// The block; `None` when prices are hidden or there are none. `unit` is the one to work out; none means the cheapest
/// that is available.
pub(super) fn price_block(project: &Project, unit: Option<&Unit>, phrases: &Phrases) -> Option<PriceBlock> {
    if project.prices.display == PriceDisplay::Hidden || project.figures.prices.is_none() {
        return None;
    }
    let text = project.texts.get(&phrases.language())?;
    let rate = project.prices.vat_rate.to_string();
    let mut paragraphs = Vec::new();
    let mut taxes = match (project.prices.basis, project.prices.land) {
        (PriceBasis::InclVat, _) => phrases.fill("words.price.explain_incl", &[("rate", &rate)]),
        (PriceBasis::ExclVat, LandTax::Vat) => phrases.fill("words.price.explain_vat", &[("rate", &rate)]),
        (PriceBasis::ExclVat, LandTax::Duty) => phrases.fill("words.price.explain_duty", &[("rate", &rate)]),
    };
    if project.figures.total > 0 && project.prices.basis == PriceBasis::ExclVat && project.prices.land == LandTax::Vat {
        taxes = format!("{taxes} {}", phrases.text("words.price.total_at_units"));
    }
    paragraphs.push(taxes);
    if project.prices.reduced_6 {
        paragraphs.push(phrases.text("words.price.reduced"));
    }
    let date = format::date(phrases.language(), project.updated);
    paragraphs.push(phrases.fill("words.price.no_offer", &[("date", &date)]));
    Some(PriceBlock {
        paragraphs,
        included: text.price_included.clone(),
        excluded: text.price_excluded.clone(),
        example: match unit {
            Some(unit) => shown_price(unit, project)
                .and_then(|price| example("words.price.of_unit", unit, price, project, phrases)),
            None => {
                cheapest(project).and_then(|unit| example("words.price.example", unit, unit.price?, project, phrases))
            }
        },
    })
}

fn cheapest(project: &Project) -> Option<&Unit> {
    let priced = |unit: &&Unit| unit.status == Status::Available && unit.kind.is_main() && unit.price.is_some();
    project.units.iter().filter(priced).min_by_key(|unit| (unit.price, unit.id.as_str()))
}

/// A unit worked out; only where prices are typed without VAT.
fn example(title: &str, unit: &Unit, price: Cents, project: &Project, phrases: &Phrases) -> Option<Example> {
    let language = phrases.language();
    let total = with_vat(price, unit, project)?;
    let vat = Cents::new(total.get().checked_sub(price.get())?);
    let row = |key: &str, amount| Amount {
        label: phrases.fill(key, &[("rate", &project.prices.vat_rate.to_string())]),
        amount: format::price(language, amount),
    };
    let mut rows = match unit.shares {
        Some((land, build)) => vec![row("words.price.land", land), row("words.price.building", build)],
        None => vec![row("words.price.price", price)],
    };
    rows.push(row("words.price.vat", vat));
    Some(Example { title: phrases.fill(title, &[("unit", &unit.id)]), rows, total: row("words.price.total", total) })
}
