//! The page of one unit: its plan, its figures, where it stands, and the form with that unit already chosen.
//!
//! It is an advertisement of its own, so it says all that the law asks of one. A sold unit keeps its page: a link that
//! somebody was sent still tells what became of the home.

use leads::Language;
use serde::Serialize;

use super::facade::{Facade, facade_around};
use super::form::FormView;
use super::head::{Addresses, Frame, Head, fitting};
use super::json_ld::unit_json_ld;
use super::landing::{Around, closed, kicker, materials, project_addresses, project_form, project_path, share_image};
use super::legal::{LegalBlock, energy_block, legal_block};
use super::people::{People, people};
use super::picture::{PlanView, plan_view};
use super::price::{PriceBlock, price_block};
use super::units::{
    price_incl_text, price_text, shown_units, status, unit_address, unit_facts, unit_folder, unit_note,
};
use super::{Fact, Link, Order, Page, documents, word};
use crate::project::Project;
use crate::project::figures::Offer;
use crate::project::unit::Unit;
use crate::theme::Phrases;

#[derive(Debug, Serialize)]
struct UnitView {
    id: String,
    title: String,
    kicker: String,
    back: Link,
    offer: Offer,
    status: String,
    amount: Option<String>,
    amount_incl: Option<String>,
    note: String,
    facts: Vec<Fact>,
    plan: Option<PlanView>,
    facade: Option<Facade>,
    previous: Option<Link>,
    next: Option<Link>,
    price: Option<PriceBlock>,
    energy: Vec<Fact>,
    materials: Vec<Fact>,
    legal: LegalBlock,
    people: People,
    form: Option<FormView>,
    closed: Option<String>,
    cta: Option<String>,
}

/// The pages of all main units in the language of the phrases.
pub fn unit_pages(
    project: &Project,
    around: &Around<'_>,
    frame: impl Fn(Head, &Addresses<'_>) -> Frame,
    phrases: &Phrases,
) -> Vec<Page> {
    let shown: Vec<&Unit> = shown_units(project, true).collect();
    let before = [None].into_iter().chain(shown.iter().copied().map(Some));
    let after = shown.iter().copied().skip(1).map(Some).chain([None]);
    let neighbours = before.zip(after);
    shown
        .iter()
        .zip(neighbours)
        .map(|(unit, neighbours)| unit_page(unit, neighbours, project, around, &frame, phrases))
        .collect()
}

fn unit_page(
    unit: &Unit,
    (previous, next): (Option<&Unit>, Option<&Unit>),
    project: &Project,
    around: &Around<'_>,
    frame: impl Fn(Head, &Addresses<'_>) -> Frame,
    phrases: &Phrases,
) -> Page {
    let language = phrases.language();
    let addresses = project_addresses(project, around.base_url, language, &unit_folder(unit));
    let form = project_form(project, around, phrases).map(|form| form.about(&unit.id));
    let (plan, order) = plan_of(unit, project, language).unzip();
    let beside = |unit: &Unit| Link { href: unit_address(unit, project, language), text: name(unit, phrases) };
    let view = UnitView {
        id: unit.id.clone(),
        title: upper_first(&name(unit, phrases)),
        kicker: kicker(project, phrases),
        back: documents::back(project, language, phrases),
        offer: Offer::of(unit.status).unwrap_or(Offer::Sold),
        status: status(unit, phrases),
        amount: price_text(unit, project, phrases),
        amount_incl: price_incl_text(unit, project, phrases),
        note: unit_note(unit, project, phrases),
        facts: unit_facts(unit, project, phrases),
        plan,
        facade: facade_around(unit, project, phrases),
        previous: previous.map(beside),
        next: next.map(beside),
        price: price_block(project, Some(unit), phrases),
        energy: energy_block(project, phrases),
        materials: materials(project, language),
        legal: legal_block(project, phrases),
        people: people(project, around.partner_logo.clone(), phrases),
        closed: form.is_none().then(|| closed(project, phrases)),
        cta: form.as_ref().map(|_| phrases.fill("words.unit.ask", &[("unit", &unit.id)])),
        form,
    };
    let mut head = Head::indexed(
        head_title(&view, unit, project, phrases),
        &summary(&view, project, phrases.language()),
        &addresses,
    );
    head.image = share_image(project, language, &addresses);
    head.json_ld = Some(unit_json_ld(unit, &view.title, &head.description, project, &addresses));
    Page {
        path: project_path(project, language, &unit_folder(unit)),
        template: "unit.html",
        frame: frame(head, &addresses),
        content: ("page", serde_json::to_value(&view).unwrap_or_default()),
        orders: order.flatten().into_iter().collect(),
    }
}

/// `Apartment 1.2, 2 bedrooms, Residentie Leiehof`: another one in each language, if search results show all of it.
fn head_title(view: &UnitView, unit: &Unit, project: &Project, phrases: &Phrases) -> String {
    let bedrooms = unit.bedrooms.filter(|number| *number > 0 && unit.kind.is_dwelling());
    let what = bedrooms.map_or_else(|| view.kicker.clone(), |number| phrases.count("words.bedrooms", number.into()));
    let (title, name) = (&view.title, &project.name);
    fitting(&[format!("{title}, {what}, {name}"), format!("{title}, {name}"), format!("{title}, {what}")])
}

/// `apartment 1.2`.
fn name(unit: &Unit, phrases: &Phrases) -> String {
    format!("{} {}", phrases.text(&format!("words.unit_kind.{}", word(&unit.kind))), unit.id)
}

/// `Apartment 1.2: available, €286,000, 1st floor, 2 … New-build flats in Gent.` as search results show it.
fn summary(view: &UnitView, project: &Project, language: Language) -> String {
    let facts = view.facts.iter().filter(|fact| fact.text.chars().any(|letter| !letter.is_ascii_digit()));
    let told: Vec<&str> = [Some(view.status.as_str()), view.amount.as_deref()]
        .into_iter()
        .flatten()
        .chain(facts.map(|fact| fact.text.as_str()))
        .take(6)
        .collect();
    format!("{}: {}. {}, {}.", view.title, told.join(", "), project.name, project.municipality(language))
}

fn plan_of(unit: &Unit, project: &Project, language: Language) -> Option<(PlanView, Option<Order>)> {
    let file = unit.plan.as_ref()?;
    plan_view(project.plans.iter().find(|plan| plan.file == *file)?, project, language)
}

fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
