//! The landing page: every block that has something to say, in the order of a phone.

use std::sync::Arc;

use leads::Language;
use serde::Serialize;

use super::facade::{Facade, facades};
use super::facts::{KeyFact, key_facts, price};
use super::form::{FormView, form_view};
use super::head::{Addresses, Frame, Head, Logo, ShareImage, fitting};
use super::json_ld::json_ld;
use super::legal::{LegalBlock, energy_block, legal_block};
use super::people::{People, people};
use super::picture::{HERO, Order, Picture, PlanView, picture, plans};
use super::price::{PriceBlock, price_block};
use super::surroundings::{Location, Timeline, location, timeline};
use super::units::{Filter, Table, extras, filters, table};
use super::{Fact, Link, Page, word};
use crate::format;
use crate::notice::Register;
use crate::project::Project;
use crate::project::facts::Phase;
use crate::theme::Phrases;

/// What a project's pages take from the site around them.
pub struct Around<'a> {
    /// Name of the operator.
    pub operator: &'a str,
    /// Address of the site, without a slash at the end.
    pub base_url: &'a str,
    /// Where the words beside boxes for consent stand.
    pub register: &'a Register,
    /// Version of the project's privacy notice.
    pub notice_version: &'a str,
    /// The partner's logo, when there is one.
    pub partner_logo: Option<Logo>,
}

#[derive(Debug, Serialize)]
struct Landing {
    name: String,
    kicker: String,
    tagline: String,
    lead: String,
    sold_out: bool,
    hero: Option<Picture>,
    facts: Vec<KeyFact>,
    contents: Vec<Link>,
    facades: Vec<Facade>,
    legend: Vec<Legend>,
    filters: Vec<Filter>,
    units: Option<Table>,
    extras: Option<Table>,
    plans: Vec<PlanView>,
    gallery: Vec<Picture>,
    articles: Vec<Reading>,
    location: Location,
    timeline: Option<Timeline>,
    price: Option<PriceBlock>,
    energy: Vec<Fact>,
    materials: Vec<Fact>,
    legal: LegalBlock,
    people: People,
    questions: Vec<Question>,
    form: Option<FormView>,
    closed: Option<String>,
    cta: Option<String>,
}

#[derive(Debug, Serialize)]
struct Legend {
    offer: crate::project::figures::Offer,
    text: String,
}

#[derive(Debug, Serialize)]
struct Reading {
    href: String,
    title: String,
    teaser: String,
}

#[derive(Debug, Serialize)]
struct Question {
    question: String,
    html: String,
}

/// Output path of a project's page in a language, below its folder.
pub(super) fn project_path(project: &Project, language: Language, below: &str) -> String {
    format!("{}/{language}/{below}index.html", project.slug)
}

/// The landing page of a project in the language of the phrases.
pub fn landing_page(
    project: &Project,
    around: &Around<'_>,
    frame: impl FnOnce(Head) -> Frame,
    phrases: &Phrases,
) -> Option<Page> {
    let language = phrases.language();
    let text = project.texts.get(&language)?;
    let addresses = project_addresses(project, around.base_url, language, "");
    let mut orders: Vec<Order> = Vec::new();
    let mut take = |(picture, files): (Picture, Vec<Order>)| {
        orders.extend(files);
        picture
    };
    let hero = project.photos.first().map(|photo| take(picture(photo, Some(HERO), project, language)));
    let gallery: Vec<Picture> =
        project.photos.iter().skip(1).map(|photo| take(picture(photo, None, project, language))).collect();
    let (plans, plan_files) = plans(project, language);
    orders.extend(plan_files);
    let form = project_form(project, around, phrases);
    let mut landing = Landing {
        name: project.name.clone(),
        kicker: kicker(project, phrases),
        tagline: text.tagline.clone(),
        lead: text.lead.clone(),
        sold_out: project.phase == Phase::SoldOut,
        hero,
        facts: key_facts(project, phrases),
        contents: Vec::new(),
        facades: facades(project, phrases),
        legend: legend(project, phrases),
        filters: filters(project, phrases),
        units: table(project, phrases),
        extras: extras(project, phrases),
        plans,
        gallery,
        articles: teasers(project, language),
        location: location(project, phrases),
        timeline: timeline(project, phrases),
        price: price_block(project, None, phrases),
        energy: energy_block(project, phrases),
        materials: materials(project, language),
        legal: legal_block(project, phrases),
        people: people(project, around.partner_logo.clone(), phrases),
        questions: text
            .questions
            .iter()
            .map(|(question, answer)| Question { question: question.clone(), html: answer.as_str().to_owned() })
            .collect(),
        closed: form.is_none().then(|| closed(project, phrases)),
        cta: form.as_ref().map(|_| phrases.text("words.form.cta")),
        form,
    };
    landing.contents = contents(&landing, phrases);
    let mut head = Head::indexed(title(project, phrases), &text.summary, &addresses);
    head.image = share_image(project, language, &addresses);
    let share = head.image.as_ref().map(|image| image.url.clone()).unwrap_or_default();
    head.json_ld = Some(json_ld(project, &addresses, &share, phrases));
    Some(Page {
        path: project_path(project, language, ""),
        template: crate::render::LANDING,
        frame: frame(head),
        content: ("page", serde_json::to_value(&landing).unwrap_or_default()),
        orders,
    })
}

/// The form of a project that takes enquiries.
pub(super) fn project_form(project: &Project, around: &Around<'_>, phrases: &Phrases) -> Option<FormView> {
    let href = format!("/{}/{}/privacy/", project.slug, phrases.language());
    let notice = Link { href, text: phrases.text("words.links.privacy") };
    let form = project.form.as_ref()?;
    Some(form_view(form, project, around, notice, phrases))
}

/// What it is built of, in the marketer's words.
pub(super) fn materials(project: &Project, language: Language) -> Vec<Fact> {
    let told = project.texts.get(&language).into_iter().flat_map(|text| &text.materials);
    told.map(|(term, text)| Fact { term: term.clone(), text: text.clone() }).collect()
}

/// Why there is no form.
pub(super) fn closed(project: &Project, phrases: &Phrases) -> String {
    phrases.text(if project.phase == Phase::SoldOut { "words.form.sold_out" } else { "words.form.closed" })
}

/// Where a page of a project stands in each of its languages.
pub fn project_addresses<'a>(project: &Project, base_url: &'a str, current: Language, below: &str) -> Addresses<'a> {
    let paths =
        project.languages.iter().map(|language| (*language, format!("/{}/{language}/{below}", project.slug))).collect();
    Addresses { base_url, paths, current }
}

/// Output path of the share picture in a language.
pub fn share_path(project: &Project, language: Language) -> String {
    format!("share/{}-{language}.jpg", project.slug)
}

/// The share picture of a page that belongs to no project: that of the first project which has its language.
pub fn site_image(projects: &[Arc<Project>], language: Language, addresses: &Addresses<'_>) -> Option<ShareImage> {
    projects.iter().find_map(|project| share_image(project, language, addresses))
}

/// The share picture of a project in a language, in the words of its hero.
pub fn share_image(project: &Project, language: Language, addresses: &Addresses<'_>) -> Option<ShareImage> {
    let hero = project.photos.first()?;
    let words = project.texts.get(&language)?.photos.get(&hero.file)?;
    let url = addresses.absolute(&format!("/{}", share_path(project, language)));
    Some(ShareImage { url, alt: words.alt.clone() })
}

/// `New-build flats in Gent`.
pub(super) fn kicker(project: &Project, phrases: &Phrases) -> String {
    let place = project.municipality(phrases.language());
    phrases.fill(&format!("words.kicker.{}", word(&project.kind)), &[("place", place)])
}

/// `Residentie Leiehof: new-build flats in Gent from €286,000`, or as much of it as search results show.
fn title(project: &Project, phrases: &Phrases) -> String {
    let language = phrases.language();
    let colon = if language == Language::French { "\u{a0}:" } else { ":" };
    let with = |line: &str| format!("{}{colon} {}", project.name, format::lower_first(line, language));
    fitting(&[
        with(&share_line(project, phrases)),
        with(&kicker(project, phrases)),
        // Another in each language, as the name of the place would not be.
        with(&phrases.text(&format!("words.offered.{}", word(&project.kind)))),
        project.name.clone(),
    ])
}

/// What there is to buy, in one line: `New-build flats in Gent from €286,000`.
pub fn share_line(project: &Project, phrases: &Phrases) -> String {
    let shown = price(project, phrases).and(project.figures.prices);
    let kicker = kicker(project, phrases);
    match shown {
        Some(range) => phrases.fill(
            "words.price.kicker_from",
            &[("kicker", &kicker), ("price", &format::price(phrases.language(), range.low))],
        ),
        None => kicker,
    }
}

fn legend(project: &Project, phrases: &Phrases) -> Vec<Legend> {
    use crate::project::figures::Offer;
    let figures = &project.figures;
    let present = [(Offer::Available, figures.available), (Offer::Held, figures.held), (Offer::Sold, figures.sold)];
    present
        .into_iter()
        .filter(|(_, number)| *number > 0)
        .map(|(offer, _)| Legend { offer, text: phrases.text(&format!("words.offer.{}", word(&offer))) })
        .collect()
}

fn teasers(project: &Project, language: Language) -> Vec<Reading> {
    let versions = project.articles.iter().filter_map(|article| article.versions.get(&language));
    versions
        .map(|(slug, story)| Reading {
            href: format!("/{}/{language}/articles/{slug}/", project.slug),
            title: story.title.clone(),
            teaser: story.teaser.clone(),
        })
        .collect()
}

/// Links to the sections that are there, as they follow one another: without units the place comes before the pictures.
fn contents(landing: &Landing, phrases: &Phrases) -> Vec<Link> {
    let (has_units, has_gallery) = (landing.units.is_some(), !landing.gallery.is_empty());
    let sections = [
        ("units", has_units),
        ("plans", !landing.plans.is_empty()),
        ("gallery", has_gallery && has_units),
        ("location", true),
        ("gallery", has_gallery && !has_units),
        ("timeline", landing.timeline.is_some()),
        ("price", landing.price.is_some()),
        ("energy", !landing.energy.is_empty() || !landing.materials.is_empty()),
        ("people", true),
        ("questions", !landing.questions.is_empty()),
        ("articles", !landing.articles.is_empty()),
        ("contact", landing.form.is_some()),
    ];
    let there = sections.into_iter().filter(|(_, there)| *there);
    there.map(|(id, _)| Link { href: format!("#{id}"), text: phrases.text(&format!("words.sections.{id}")) }).collect()
}
