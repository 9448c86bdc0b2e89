//! An edit of one figure, followed to every place where it must show, and to none where it must not.

use serde_json::{Value, json};
use tests::{World, changed, plain};

/// A language with the cheapest price before and after the sale, and the counts, as its readers write them.
const TOLD: &[(&str, &str, &str)] = &[
    ("nl", "€ 286.000", "€ 379.000"),
    ("fr", "286 000 €", "379 000 €"),
    ("en", "€286,000", "€379,000"),
    ("de", "286.000 €", "379.000 €"),
];

const UNIT: &str = "SE,529000,available";

#[test]
fn a_sale_shows_in_every_place_and_language() {
    let world = World::with_samples();
    sell_the_cheapest(&world);

    world.build();

    for (language, old, new) in TOLD {
        let path = format!("residentie-leiehof/{language}/index.html");
        let page = world.document(&path);
        assert_eq!(page.row("0.4").count(".status.sold"), 1, "{path}: the table");
        assert_eq!(page.count("svg a[href='units/0.4/'].sold"), 1, "{path}: the facade");
        let choices = page.texts("select[name=unit] option");
        assert!(!choices.contains(&"0.4".to_owned()) && choices.contains(&"0.2".to_owned()), "{path}: {choices:?}");
        let facts = page.text("dl.facts");
        assert!(facts.contains(new.trim_matches(['€', ' '])) && facts.contains("11 "), "{path}: {facts}");
        assert!(page.text("fieldset.filter").contains("(11)"), "{path}: the filter");
        let title = plain(&page.text("title"));
        // Where the line with the price is longer than search results show, it ends before the price.
        assert_eq!(title.contains(new), ["en", "de"].contains(language), "{path}: {title}");
        let offers = page.data("RealEstateListing").get("offers").cloned().unwrap_or_default();
        assert_eq!(offers.get("lowPrice"), Some(&json!("379000")), "{path}");
        assert_eq!(offers.get("highPrice"), Some(&json!("556000")), "{path}");
        assert_eq!(offers.get("offerCount"), Some(&json!(11)), "{path}");
        let place = page.data("ApartmentComplex");
        assert_eq!(place.pointer("/numberOfAvailableAccommodationUnits/value"), Some(&json!(11)), "{path}");
        assert_eq!(place.pointer("/numberOfAccommodationUnits/value"), Some(&json!(24)), "{path}");
        let everything = plain(&world.page(&path));
        assert!(!everything.contains(old), "{path} still says {old}");
        assert!(!everything.contains("286000"), "{path} still tells machines the old price");
    }
}

#[test]
fn a_sale_changes_nothing_else() {
    let world = World::with_samples();
    world.build();
    let before = world.site();
    sell_the_cheapest(&world);

    world.build();

    let expected = [
        // The contract offers the unit no more, nor does the form that a mistaken one is answered with.
        "_gevel/residentie-leiehof.json",
        "_gevel/residentie-leiehof/de.json",
        "_gevel/residentie-leiehof/en.json",
        "_gevel/residentie-leiehof/fr.json",
        "_gevel/residentie-leiehof/nl.json",
        // The lists of projects tell the price from which one buys.
        "de/index.html",
        "en/index.html",
        "fr/index.html",
        "index.html",
        "residentie-leiehof/de/index.html",
        "residentie-leiehof/en/index.html",
        "residentie-leiehof/fr/index.html",
        // So does the description of the choice of languages.
        "residentie-leiehof/index.html",
        "residentie-leiehof/nl/index.html",
        "share/residentie-leiehof-de.jpg",
        "share/residentie-leiehof-en.jpg",
        "share/residentie-leiehof-fr.jpg",
        "share/residentie-leiehof-nl.jpg",
    ];
    assert_eq!(changed(&before, &world.site()), with_units(&expected));
}

/// These and the pages of all units: each shows the facade, on which one is sold now.
fn with_units(paths: &[&str]) -> Vec<String> {
    let floors = (0..4).flat_map(|floor| (1..=6).map(move |door| format!("{floor}.{door}")));
    let pages = floors.flat_map(|unit| {
        TOLD.iter().map(move |(language, ..)| format!("residentie-leiehof/{language}/units/{unit}/index.html"))
    });
    let mut all: Vec<String> = paths.iter().map(|path| (*path).to_owned()).chain(pages).collect();
    all.sort();
    all
}

#[test]
fn a_sale_in_the_middle_of_the_range_stays_on_the_projects_own_pages() {
    let world = World::with_samples();
    world.build();
    let before = world.site();
    world.edit("residentie-leiehof/units.csv", UNIT, "SE,529000,sold");

    world.build();

    let expected = [
        "_gevel/residentie-leiehof.json",
        "_gevel/residentie-leiehof/de.json",
        "_gevel/residentie-leiehof/en.json",
        "_gevel/residentie-leiehof/fr.json",
        "_gevel/residentie-leiehof/nl.json",
        "residentie-leiehof/de/index.html",
        "residentie-leiehof/en/index.html",
        "residentie-leiehof/fr/index.html",
        "residentie-leiehof/nl/index.html",
    ];
    assert_eq!(changed(&before, &world.site()), with_units(&expected));
}

#[test]
fn a_price_is_written_as_each_language_writes_it() {
    let world = World::with_samples();
    world.edit("residentie-leiehof/units.csv", UNIT, "SE,1234567.50,available");
    world.edit("kanaalpark/project.yaml", "price: 317500", "price: 318250");

    world.build();

    let cell = |path: &str, unit: &str| world.document(path).row(unit).text(".price");
    let leiehof = |language: &str| cell(&format!("residentie-leiehof/{language}/index.html"), "0.6");
    assert!(leiehof("nl").starts_with("€ 1.234.567,50 "), "{}", leiehof("nl"));
    assert!(leiehof("fr").starts_with("1 234 567,50 € "), "{}", leiehof("fr"));
    assert!(leiehof("en").starts_with("€1,234,567.50 "), "{}", leiehof("en"));
    assert!(leiehof("de").starts_with("1.234.567,50 € "), "{}", leiehof("de"));
    assert!(cell("kanaalpark/nl/index.html", "02").starts_with("€ 318.250 "));
    assert!(cell("kanaalpark/en/index.html", "02").starts_with("€318,250 "));
}

#[test]
fn a_withdrawn_unit_vanishes() {
    let world = World::with_samples();
    world.edit("residentie-leiehof/units.csv", UNIT, "SE,529000,withdrawn");

    world.build();

    for (language, ..) in TOLD {
        let path = format!("residentie-leiehof/{language}/index.html");
        let page = world.document(&path);
        assert_eq!(page.count("[href$='units/0.6/']"), 0, "{path}");
        assert!(!page.texts("select[name=unit] option").contains(&"0.6".to_owned()), "{path}");
        assert!(
            !world.site().contains_key(&format!("residentie-leiehof/{language}/units/0.6/index.html")),
            "{language}"
        );
        assert!(page.text("fieldset.filter").contains("(23)"), "{path}");
        assert!(!plain(&world.page(&path)).contains(">0.6<"), "{path}");
    }
    let contract = contract(&world);
    let units = contract.pointer("/terms/form/units").and_then(Value::as_array).cloned().unwrap_or_default();
    assert!(units.contains(&json!("0.5")) && !units.contains(&json!("0.6")), "{units:?}");
}

fn sell_the_cheapest(world: &World) {
    world.edit("residentie-leiehof/units.csv", "S,286000,available", "S,286000,sold");
}

fn contract(world: &World) -> Value {
    tests::must(serde_json::from_str(&world.page("_gevel/residentie-leiehof.json")), "the contract")
}
