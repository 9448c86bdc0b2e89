//! Brochures of the samples, read again by the tools that readers and printers use.

#![expect(clippy::panic, reason = "a test fails by panicking, and says why")]

mod paper;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::date;
use serde_json::Value;
use tempfile::TempDir;

use super::typeset::{Sheets, typeset};
use super::{BrochureError, Order, make, orders};
use crate::compose::{Themes, compose};
use crate::photo::Cache;
use crate::project::figures::figures;
use crate::project::{Catalog, Project, Selection, load};
use crate::site::Content;
use crate::theme::{Shelf, Theme};
use leads::Language;
use paper::{Paper, squeezed};

/// The samples are far below it; a mail takes it.
const MOST_BYTES: usize = 4_000_000;

#[test]
fn the_brochure_of_each_sample_says_in_each_language_what_its_page_says_and_is_a_sound_file() {
    let room = Room::new();
    for order in room.orders(&room.catalog) {
        let paper = room.paper(&order);
        for said in promised(&order.page.data) {
            assert!(paper.says(&said), "{} does not say `{said}`:\n{}", order.name(), paper.text());
        }
        is_sound(&paper, &order);
    }
}

/// What people, screen readers and printers ask of the file.
fn is_sound(paper: &Paper, order: &Order) {
    let name = order.name();
    assert!(paper.bytes < MOST_BYTES, "{name} weighs {} bytes", paper.bytes);
    assert_eq!(paper.info("Title").as_deref(), order.page.data.pointer("/title").and_then(Value::as_str), "{name}");
    assert_eq!(paper.info("Tagged").as_deref(), Some("yes"), "{name}");
    assert!(paper.metadata().contains(&format!("<rdf:li>{}", order.language)), "{name}: {}", paper.metadata());
    assert!(paper.metadata().contains("<pdfuaid:part>1</pdfuaid:part>"), "{name}: {}", paper.metadata());
    for font in paper.fonts() {
        assert!(font.name.contains("NewsreaderBrochure") && font.embedded && font.readable, "{name}: {font:?}");
    }
    let pages = paper.pages();
    for (index, page) in pages.iter().enumerate().skip(1) {
        let number = format!("{} / {}", index + 1, pages.len());
        assert!(page.contains(&squeezed(&number)), "{name}: page {} has no number: {page}", index + 1);
    }
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let room = Room::new();
    let order = room.order(&room.catalog, "kanaalpark", Language::Dutch);
    let again = Room::new();
    let same = again.order(&again.catalog, "kanaalpark", Language::Dutch);

    assert_eq!(order.key(), same.key());
    assert!(room.typeset(&order).pdf == again.typeset(&same).pdf, "two times, two files");
}

#[test]
fn another_price_or_another_day_is_another_brochure() {
    let room = Room::new();
    let before = room.order(&room.catalog, "kanaalpark", Language::Dutch).key();
    let catalog = room.with(|project| project.updated = date(2026, 11, 1));

    assert_ne!(before, room.order(&catalog, "kanaalpark", Language::Dutch).key());
}

#[test]
fn a_long_german_name_one_photo_and_no_units_still_make_a_brochure() {
    const NAME: &str = "Donaudampfschifffahrtsgesellschaftskapitänswitwenwohnanlagen";
    assert_eq!(NAME.chars().count(), 60);
    let room = Room::new();
    let catalog = room.with(|project| {
        project.name = NAME.to_owned();
        project.photos.truncate(1);
        project.plans.clear();
        project.units.clear();
        project.figures = figures(&[], None, None, None);
    });
    let order = room.order(&catalog, "residentie-leiehof", Language::German);

    let paper = room.paper(&order);

    assert!(paper.says(NAME), "{}", paper.text());
    assert!(!paper.says("€"), "no units, no prices: {}", paper.text());
    for said in promised(&order.page.data) {
        assert!(paper.says(&said), "`{said}` is not said:\n{}", paper.text());
    }
}

#[test]
fn without_any_photo_the_cover_still_has_its_name() {
    let room = Room::new();
    let catalog = room.with(|project| project.photos.clear());
    let order = room.order(&catalog, "terrasses-du-lac", Language::French);

    assert!(room.paper(&order).says("Terrasses du Lac"));
}

#[test]
fn a_letter_that_no_face_has_is_named_instead_of_printed_as_a_box() {
    let room = Room::new();
    let catalog = room.with(|project| project.name = "Дом".to_owned());
    let order = room.order(&catalog, "kanaalpark", Language::Dutch);

    let refused = order.bytes(&room.cache);

    let Err(BrochureError::Typeset { messages, .. }) = refused else { panic!("{refused:?}") };
    assert!(messages.concat().contains('Д'), "{messages:?}");
}

#[test]
fn the_page_after_the_form_offers_the_brochure_with_its_weight() {
    let room = Room::new();
    let catalog = room.with(|project| project.brochure = project.slug == "kanaalpark");
    let wanted = |project: &Project| project.brochure;
    let orders = orders(&catalog, &room.themes, &themes(), "https://www.example.com", &wanted);
    let made = make(&orders.unwrap_or_default(), &room.cache, &|| {}).unwrap_or_default();
    let site = compose(&catalog, &room.themes, "https://www.example.com", &made);
    let site = site.unwrap_or_else(|error| panic!("{error}"));

    assert!(matches!(site.get("kanaalpark/nl/kanaalpark.pdf"), Some(Content::Kept(_))));
    let page = |path: &str| match site.get(path) {
        Some(Content::Bytes(html)) => String::from_utf8_lossy(html).into_owned(),
        other => panic!("{path}: {other:?}"),
    };
    let thanks = page("kanaalpark/nl/thanks/index.html");
    assert!(thanks.contains("href=\"/kanaalpark/nl/kanaalpark.pdf\""), "{thanks}");
    assert!(thanks.contains("Brochure (PDF, ") && thanks.contains("\u{a0}MB)"), "{thanks}");
    assert!(!page("residentie-leiehof/nl/thanks/index.html").contains(".pdf"));
}

/// All that the law, the buyer and the page ask a brochure to say.
fn promised(data: &Value) -> Vec<String> {
    let mut said = Vec::new();
    for part in ["/page/name", "/page/tagline", "/page/lead", "/no_offer", "/publisher", "/page/people/seller"] {
        collect(data.pointer(part), &mut said);
    }
    for part in ["/page/legal", "/page/energy", "/page/materials", "/page/price", "/page/timeline/note", "/footer"] {
        collect(data.pointer(part), &mut said);
    }
    for part in ["/page/people/agent", "/page/people/contact", "/page/people/makers", "/page/location/travel"] {
        collect(data.pointer(part), &mut said);
    }
    let all = |path: &str| data.pointer(path).and_then(Value::as_array).cloned().unwrap_or_default();
    for fact in all("/page/facts") {
        ["/label", "/value", "/note"].iter().for_each(|part| collect(fact.pointer(part), &mut said));
    }
    for row in all("/page/units/rows").iter().chain(&all("/page/extras/rows")) {
        ["/id", "/status", "/price", "/price_incl"].iter().for_each(|part| collect(row.pointer(part), &mut said));
    }
    for picture in all("/page/gallery").iter().chain(&all("/page/plans")) {
        collect(picture.pointer("/caption"), &mut said);
    }
    let screen = ["/page/people/contact/tel"].map(|part| data.pointer(part).and_then(Value::as_str));
    said.retain(|text| !screen.contains(&Some(text)));
    said
}

/// Every text in a value.
fn collect(value: Option<&Value>, texts: &mut Vec<String>) {
    match value {
        Some(Value::String(text)) => texts.push(text.clone()),
        Some(Value::Array(list)) => list.iter().for_each(|value| collect(Some(value), texts)),
        Some(Value::Object(parts)) => parts.values().for_each(|value| collect(Some(value), texts)),
        Some(Value::Null | Value::Bool(_) | Value::Number(_)) | None => {}
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn themes() -> PathBuf {
    root().join("themes")
}

/// The samples, with a cache of their own.
struct Room {
    folder: TempDir,
    cache: Cache,
    catalog: Catalog,
    themes: Themes,
}

impl Room {
    fn new() -> Self {
        let folder = TempDir::new().unwrap_or_else(|error| panic!("{error}"));
        let cache = Cache::open(folder.path().join("cache"));
        let shelf = Shelf::read(&themes());
        let loaded = load(&root().join("projects"), &shelf, &Selection::default(), &cache, date(2026, 11, 23));
        let Some(catalog) = loaded.catalog else { panic!("the samples have errors") };
        let names: BTreeSet<&str> = catalog.projects.iter().map(|project| project.theme.as_str()).collect();
        let load = |name: &str| Theme::load(&themes(), name).unwrap_or_else(|error| panic!("{error}"));
        let themes = names.into_iter().map(|name| (name.to_owned(), load(name))).collect();
        Self { folder, cache, catalog, themes }
    }

    /// The catalog with something changed in every project.
    fn with(&self, change: impl Fn(&mut Project)) -> Catalog {
        let mut catalog = self.catalog.clone();
        for project in &mut catalog.projects {
            change(Arc::make_mut(project));
        }
        catalog
    }

    fn orders(&self, catalog: &Catalog) -> Vec<Order> {
        let orders = orders(catalog, &self.themes, &themes(), &catalog.operator.base_url, &|_| true);
        orders.unwrap_or_else(|error| panic!("{error}"))
    }

    fn order(&self, catalog: &Catalog, slug: &str, language: Language) -> Order {
        let order = self.orders(catalog).into_iter().find(|order| order.slug == slug && order.language == language);
        order.unwrap_or_else(|| panic!("{slug} is not shown in {language}"))
    }

    fn typeset(&self, order: &Order) -> Sheets {
        let sheets = typeset(order, &self.cache).unwrap_or_else(|error| panic!("{error}"));
        assert!(sheets.warnings.is_empty(), "{}: {:?}", order.name(), sheets.warnings);
        sheets
    }

    fn paper(&self, order: &Order) -> Paper {
        Paper::new(self.folder.path().join(format!("{}.pdf", order.name())), &self.typeset(order).pdf, &order.page.data)
    }
}
