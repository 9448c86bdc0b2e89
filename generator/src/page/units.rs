//! The unit table: one row each, only the columns that have something to say.

use leads::Language;
use serde::Serialize;

use super::Fact;
use crate::format;
use crate::project::Project;
use crate::project::facts::{PriceBasis, PriceDisplay};
use crate::project::figures::Offer;
use crate::project::money::Cents;
use crate::project::unit::{Status, Unit, Vat};
use crate::theme::Phrases;
use std::collections::BTreeMap;

/// The table of units, or of what is sold with them.
#[derive(Debug, Serialize)]
pub(super) struct Table {
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    note: Option<String>,
}

#[derive(Debug, Serialize)]
struct Column {
    key: &'static str,
    label: String,
}

#[derive(Debug, Serialize)]
struct Row {
    id: String,
    offer: Offer,
    bedrooms: Option<u8>,
    status: String,
    cells: BTreeMap<&'static str, String>,
    price: Option<String>,
    price_incl: Option<String>,
    /// The unit's own page; what is sold with a home has none.
    href: Option<String>,
    /// Where its floor plan stands among the plans of the project.
    plan: Option<String>,
}

/// One choice of the filter above the table.
#[derive(Debug, Serialize)]
pub(super) struct Filter {
    value: String,
    text: String,
}

/// Every column a table can have, in the order shown.
const COLUMNS: &[&str] = &[
    "id",
    "building",
    "type",
    "floor",
    "bedrooms",
    "bathrooms",
    "area",
    "terrace",
    "garden",
    "plot",
    "orientation",
    "parking",
    "energy",
    "handover",
    "price",
    "status",
];

/// The table of main units.
pub(super) fn table(project: &Project, phrases: &Phrases) -> Option<Table> {
    make(project, phrases, true, "words.units.caption", Some(note(project, phrases)))
}

/// The table of parking places and storage rooms.
pub(super) fn extras(project: &Project, phrases: &Phrases) -> Option<Table> {
    make(project, phrases, false, "words.units.extras_caption", None)
}

/// Chips: all and available; none where the choice would change nothing.
pub(super) fn filters(project: &Project, phrases: &Phrases) -> Vec<Filter> {
    let figures = &project.figures;
    let chip = |value: &str, key: &str, number: usize| Filter {
        value: value.to_owned(),
        text: phrases.fill(key, &[("n", &number.to_string())]),
    };
    if figures.total < 4 || figures.available == figures.total || figures.available == 0 {
        return Vec::new();
    }
    vec![chip("all", "words.filter.all", figures.total), chip("available", "words.filter.available", figures.available)]
}

fn make(project: &Project, phrases: &Phrases, main: bool, caption: &str, note: Option<String>) -> Option<Table> {
    let rows: Vec<Row> = shown_units(project, main).map(|unit| row(unit, project, phrases)).collect();
    if rows.is_empty() {
        return None;
    }
    // A column whose cells all say the same says nothing; the caption or the facts do.
    let varies = |key: &str| {
        let mut cells = rows.iter().map(|row| row.cells.get(key));
        let first = cells.next().flatten();
        rows.len() == 1 || cells.any(|cell| cell != first)
    };
    let always = ["id", "price", "status", "area", "bedrooms"];
    let told =
        |key: &&&str| rows.iter().any(|row| row.cells.contains_key(**key)) && (always.contains(*key) || varies(key));
    let columns =
        COLUMNS.iter().filter(told).map(|key| Column { key, label: phrases.text(&format!("words.columns.{key}")) });
    Some(Table { caption: phrases.text(caption), columns: columns.collect(), rows, note })
}

/// The units that are or were for sale: the main ones, or what is sold with them.
pub(super) fn shown_units(project: &Project, main: bool) -> impl Iterator<Item = &Unit> {
    project.units.iter().filter(move |unit| unit.kind.is_main() == main && unit.status != Status::Withdrawn)
}

fn row(unit: &Unit, project: &Project, phrases: &Phrases) -> Row {
    let offer = Offer::of(unit.status).unwrap_or(Offer::Sold);
    let mut cells = measures(unit, project, phrases);
    cells.insert("id", unit.id.clone());
    let price = price_text(unit, project, phrases);
    let fallback = match (project.prices.display, offer) {
        (PriceDisplay::Hidden, _) => None,
        (_, Offer::Sold) => Some("–".to_owned()),
        _ => Some(phrases.text("words.price.on_request")),
    };
    if let Some(text) = price.clone().or(fallback) {
        cells.insert("price", text);
    }
    let status = status(unit, phrases);
    cells.insert("status", status.clone());
    let plan = unit.plan.as_ref().and_then(|file| project.plans.iter().position(|plan| plan.file == *file));
    Row {
        id: unit.id.clone(),
        offer,
        bedrooms: unit.bedrooms,
        status,
        cells,
        price_incl: price_incl_text(unit, project, phrases),
        price,
        // Seen from the landing page: a long table names its units often.
        href: unit.kind.is_main().then(|| unit_folder(unit)),
        plan: plan.map(|index| format!("#plan-{}", index + 1)),
    }
}

/// Where the page of a unit stands.
pub(super) fn unit_address(unit: &Unit, project: &Project, language: Language) -> String {
    format!("/{}/{language}/{}", project.slug, unit_folder(unit))
}

/// The folder of a unit below that of its project in a language.
pub(super) fn unit_folder(unit: &Unit) -> String {
    format!("units/{}/", unit.page_name())
}

/// The status in words.
pub(super) fn status(unit: &Unit, phrases: &Phrases) -> String {
    phrases.text(&format!("words.status.{}", super::word(&unit.status)))
}

/// The price a visitor sees, if any.
pub(super) fn price_text(unit: &Unit, project: &Project, phrases: &Phrases) -> Option<String> {
    shown_price(unit, project).map(|price| format::price(phrases.language(), price))
}

/// The same price with VAT, where it is typed without.
pub(super) fn price_incl_text(unit: &Unit, project: &Project, phrases: &Phrases) -> Option<String> {
    let price = with_vat(shown_price(unit, project)?, unit, project)?;
    Some(format::price(phrases.language(), price))
}

/// What there is to say of a unit besides its number, price and status, by column.
fn measures(unit: &Unit, project: &Project, phrases: &Phrases) -> BTreeMap<&'static str, String> {
    let language = phrases.language();
    let text = project.texts.get(&language);
    let word = |group: &str, value: String| phrases.text(&format!("words.{group}.{value}"));
    let area = |area: Option<f64>| area.filter(|area| *area > 0.0).map(|area| format::area(language, area));
    let mut cells = BTreeMap::new();
    let mut put = |key, value: Option<String>| {
        if let Some(value) = value {
            cells.insert(key, value);
        }
    };
    put(
        "building",
        unit.building.as_ref().map(|id| text.and_then(|text| text.buildings.get(id)).unwrap_or(id).clone()),
    );
    put("type", Some(word("unit_kind", super::word(&unit.kind))));
    put("floor", unit.floor.filter(|_| unit.floors == 1).map(|floor| floor_name(floor, phrases)));
    put("bedrooms", unit.bedrooms.filter(|_| unit.kind.is_dwelling()).map(|number| number.to_string()));
    put("bathrooms", unit.bathrooms.map(|number| phrases.count("words.bathrooms", number.into())));
    put("area", area(unit.area_m2));
    put("terrace", area(unit.terrace_m2));
    put("garden", area(unit.garden_m2));
    put("plot", area(unit.plot_m2));
    put(
        "orientation",
        unit.orientation.map(|orientation| word("orientation", super::word(&orientation).to_lowercase())),
    );
    put(
        "parking",
        unit.parking.filter(|number| *number > 0).map(|number| phrases.count("words.parking", number.into())),
    );
    put("energy", unit.energy.class.as_ref().map(|class| energy(class, unit, phrases)));
    put("handover", unit.delivery.map(|period| format::period(language, period)));
    cells
}

/// What there is to say of a unit, in the order of the columns, each with its term.
pub(super) fn unit_facts(unit: &Unit, project: &Project, phrases: &Phrases) -> Vec<Fact> {
    let mut measures = measures(unit, project, phrases);
    // The term says of what: `Bathrooms 1`, where a row of the table says `1 bathroom`.
    for (key, number) in [("bathrooms", unit.bathrooms), ("parking", unit.parking)] {
        if let (Some(text), Some(number)) = (measures.get_mut(key), number) {
            *text = number.to_string();
        }
    }
    let told = COLUMNS.iter().filter_map(|key| Some((key, measures.remove(key)?)));
    told.map(|(key, text)| Fact { term: phrases.text(&format!("words.columns.{key}")), text }).collect()
}

/// The price a visitor sees of a unit, if any.
pub(super) fn shown_price(unit: &Unit, project: &Project) -> Option<Cents> {
    let hidden = match project.prices.display {
        PriceDisplay::Hidden | PriceDisplay::From | PriceDisplay::Range => true,
        PriceDisplay::Exact => unit.status == Status::Sold && !project.prices.show_sold,
    };
    unit.price.filter(|_| !hidden)
}

/// The price with VAT, when typed without; land under registration duty bears none.
pub(super) fn with_vat(price: Cents, unit: &Unit, project: &Project) -> Option<Cents> {
    if project.prices.basis == PriceBasis::InclVat || matches!(unit.vat, Some(Vat::Duty | Vat::Exempt)) {
        return None;
    }
    let rate = project.prices.vat_rate;
    Some(match (project.prices.land, unit.shares) {
        (crate::project::facts::LandTax::Duty, Some((land, build))) => {
            Cents::new(land.get() + build.plus_percent(rate).get())
        }
        _ => price.plus_percent(rate),
    })
}

/// `ground floor`, `2nd floor`, `basement`.
fn floor_name(floor: i8, phrases: &Phrases) -> String {
    match floor {
        i8::MIN..0 => phrases.text("words.floor.below"),
        0 => phrases.text("words.floor.ground"),
        number => phrases.fill("words.floor.above", &[("n", &format::ordinal(phrases.language(), number))]),
    }
}

/// Class with its figures, as Walloon law asks of each unit.
fn energy(class: &str, unit: &Unit, phrases: &Phrases) -> String {
    let language = phrases.language();
    let mut parts = vec![class.to_owned()];
    parts.extend(
        unit.energy
            .kwh_m2
            .map(|value| phrases.fill("words.energy.per_m2", &[("n", &format::decimal(language, value))])),
    );
    parts.extend(
        unit.energy
            .kwh_year
            .map(|value| phrases.fill("words.energy.per_year", &[("n", &format::decimal(language, value))])),
    );
    parts.extend(unit.energy.code.clone());
    parts.join(", ")
}

/// What the price of a unit holds, where one is shown, and of which day its status is.
pub(super) fn unit_note(unit: &Unit, project: &Project, phrases: &Phrases) -> String {
    match shown_price(unit, project) {
        Some(_) => note(project, phrases),
        None => state_of(project, phrases),
    }
}

fn state_of(project: &Project, phrases: &Phrases) -> String {
    phrases.fill("words.price.state_of", &[("date", &format::date(phrases.language(), project.updated))])
}

/// What the prices hold, and of which day they are.
pub(super) fn note(project: &Project, phrases: &Phrases) -> String {
    let basis = match (project.prices.display, project.prices.basis) {
        (PriceDisplay::Hidden, _) => None,
        (_, PriceBasis::ExclVat) => {
            Some(phrases.fill("words.price.note_excl", &[("rate", &project.prices.vat_rate.to_string())]))
        }
        (_, PriceBasis::InclVat) => {
            Some(phrases.fill("words.price.note_incl", &[("rate", &project.prices.vat_rate.to_string())]))
        }
    };
    let state = state_of(project, phrases);
    basis.map_or_else(|| state.clone(), |basis| format!("{basis} {state}"))
}
