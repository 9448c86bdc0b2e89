//! The pages of units: what each says, and what becomes of them.

use serde_json::json;
use tests::{World, plain};

/// Language, what the price with tax is called.
const LANGUAGES: [(&str, &str); 4] = [("nl", "incl. btw"), ("fr", "TVAC"), ("en", "VAT"), ("de", "MwSt")];

#[test]
fn a_unit_has_a_page_that_says_all_of_it_and_asks_about_it() {
    let world = World::with_samples();
    world.build();

    for (language, tax) in LANGUAGES {
        let path = format!("residentie-leiehof/{language}/units/1.1/index.html");
        let page = world.document(&path);
        assert!(page.text("h1").ends_with(" 1.1"), "{path}");
        let price = plain(&page.text("p.price"));
        assert!(price.contains("449") && price.contains("543") && price.contains(tax), "{path}: {price}");
        assert_eq!(page.texts("#f-unit option[selected]"), ["1.1"], "{path}: the form knows the unit");
        assert_eq!(page.count("main figure img"), 1, "{path}: the floor plan");
        assert_eq!(page.count("svg a[aria-current=page]"), 1, "{path}: where it stands");
        // It is an advertisement of its own: what the law asks of one stands on it.
        let landing = world.document(&format!("residentie-leiehof/{language}/index.html"));
        assert_eq!(page.texts("#legal dd"), landing.texts("#legal dd"), "{path}");
        assert_eq!(page.texts("#energy dd"), landing.texts("#energy dd"), "{path}");
        let offer = page.data("Offer");
        assert_eq!(offer.get("price"), Some(&json!("449000")), "{path}");
        assert_eq!(offer.get("availability"), Some(&json!("https://schema.org/PreSale")), "{path}");
    }
}

#[test]
fn every_window_and_every_row_leads_to_the_page_of_its_unit() {
    let world = World::with_samples();
    world.build();

    let landing = world.document("residentie-leiehof/nl/index.html");
    let rows = landing.values("table.units tbody th a", "href");
    let mut windows = landing.values("svg a", "href");
    windows.sort();

    assert_eq!(rows.len(), 24);
    assert_eq!(windows, rows);
    for address in rows {
        assert!(world.site().contains_key(&format!("residentie-leiehof/nl/{address}index.html")), "{address}");
    }
}

#[test]
fn a_sold_unit_keeps_its_page_and_offers_nothing() {
    let world = World::with_samples();
    world.build();

    let page = world.document("residentie-leiehof/nl/units/1.2/index.html");

    assert_eq!(page.text("p.status.sold"), "verkocht");
    assert_eq!(page.count("p.price, .cta, .go, option[selected]"), 0);
    assert_eq!(page.count("form"), 1, "one may still ask");
    let json = page.text("script[type='application/ld+json']");
    assert!(!json.contains("\"Offer\""), "{json}");
}

#[test]
fn two_units_never_share_a_page() {
    let world = World::with_samples();
    world.edit("residentie-leiehof/units.csv", "\n0.2,", "\n0_1,");
    world.edit("residentie-leiehof/units.csv", "\n0.1,", "\n0-1,");

    let output = world.try_build(&[]);

    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("M-30") && told.contains("`0_1` would have the same page as `0-1` on line 2"), "{told}");
}
