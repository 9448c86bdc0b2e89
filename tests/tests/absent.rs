//! What a project does not have leaves no trace on its pages: no section, no heading, no link into the void.

use std::fs;

use scraper::ElementRef;
use tests::{Document, World, must, plain};

#[test]
fn a_project_with_the_least_there_can_be_has_no_empty_sections() {
    let world = World::with_samples();
    must(fs::remove_dir_all(world.content().join("kanaalpark/articles")), "the articles go");
    cut(&world, "kanaalpark/project.yaml", &["timeline", "makers", "travel"]);
    for language in ["nl", "en"] {
        let words = format!("kanaalpark/text/{language}.yaml");
        cut(&world, &words, &["timeline_note", "travel", "materials", "questions"]);
        // What is not in the price must be said; what is in it may be left unsaid.
        cut(&world, &words, &["price_included"]);
    }

    world.build();

    for language in ["nl", "en"] {
        let page = world.document(&format!("kanaalpark/{language}/index.html"));
        assert_eq!(page.count("#plans, #timeline, #questions, #articles"), 0, "{language}");
        assert_eq!(page.count("details, .steps, .travel"), 0, "{language}");
        leads_nowhere_else(&page);
        assert!(page.all("h2, h3, dt, li, td.what").iter().all(|part| part.text().any(|text| !text.trim().is_empty())));
        assert!(page.all("ul, ol, dl, tbody").iter().all(|list| list.has_children()), "no empty list");
    }
    let articles = world.site().into_keys().filter(|path| path.starts_with("kanaalpark/") && path.contains("articles"));
    assert_eq!(articles.count(), 0);
}

#[test]
fn a_project_that_is_sold_out_asks_for_nobodys_data() {
    let world = World::with_samples();
    sell_out(&world);

    world.build();

    let contract: serde_json::Value = must(serde_json::from_str(&world.page("_gevel/kanaalpark.json")), "a contract");
    assert_eq!(
        contract.pointer("/terms/accepting"),
        Some(&false.into()),
        "whoever sends an old page's form is told why"
    );
    for language in ["nl", "en"] {
        let page = world.document(&format!("kanaalpark/{language}/index.html"));
        assert_eq!(page.count("form, input[name=email], button[type=submit]"), 0, "{language}");
        assert_eq!(page.count("tr .status.available, tr .status.held"), 0, "{language}");
        leads_nowhere_else(&page);
        let offers = page.data("RealEstateListing").get("offers").cloned();
        assert_eq!(offers, None, "{language}: nothing is for sale");
        assert!(world.site().contains_key(&format!("kanaalpark/{language}/privacy/index.html")), "{language}");
    }
}

#[test]
fn a_project_without_units_shows_the_range_of_prices_that_it_states() {
    let world = World::with_samples();
    cut(&world, "kanaalpark/project.yaml", &["units", "prices", "buildings"]);
    for language in ["nl", "en"] {
        cut(&world, &format!("kanaalpark/text/{language}.yaml"), &["buildings"]);
    }
    let path = world.content().join("kanaalpark/project.yaml");
    let text = must(fs::read_to_string(&path), "project.yaml")
        .replace("phase: on_sale", "phase: announced")
        .replace("ask: [unit, ", "ask: [");
    let stated = "prices: {display: range, basis: excl_vat, lowest: 210000, highest: 390000}\n";
    must(fs::write(&path, text + stated), "project.yaml");

    world.build();

    let page = world.document("kanaalpark/nl/index.html");
    assert_eq!(page.count("#units, table.units, svg"), 0);
    let said = |part: &str| plain(&page.all(part).iter().flat_map(ElementRef::text).collect::<String>());
    let facts = said(".facts");
    assert!(facts.contains("€ 210.000 – 390.000"), "{facts}");
    assert!(facts.contains("de laagste prijs is € 254.100 incl. btw"), "never without what it becomes: {facts}");
    assert!(facts.contains("2e kwartaal 2028"), "the handover is that of the timeline: {facts}");
    assert!(
        page.values("section", "id").starts_with(&["location".to_owned(), "gallery".to_owned()]),
        "not picture on picture"
    );
    assert!(page.values(".contents a", "href").starts_with(&["#location".to_owned(), "#gallery".to_owned()]));
    let price = said("#price");
    assert!(price.contains("21 % btw") && !price.contains("eenheid"), "there is no unit to look at: {price}");
    let listing = page.data("RealEstateListing");
    let offers = |key: &str| listing.pointer(&format!("/offers/{key}")).and_then(|value| value.as_str());
    assert_eq!((offers("lowPrice"), offers("highPrice")), (Some("210000"), Some("390000")));
    assert_eq!(offers("availability"), Some("https://schema.org/PreSale"));
    assert_eq!(listing.pointer("/offers/offerCount"), None, "nobody counts what is not listed");
}

#[test]
fn the_other_projects_do_not_notice_a_project_that_sells_out() {
    let world = World::with_samples();
    world.build();
    let before = world.site();
    sell_out(&world);

    world.build();

    let others: Vec<String> = tests::changed(&before, &world.site())
        .into_iter()
        .filter(|path| path.contains("residentie-leiehof") || path.contains("terrasses-du-lac"))
        .collect();
    assert_eq!(others, [""; 0]);
}

/// Every link within the page leads to something on it.
fn leads_nowhere_else(page: &Document) {
    for target in page.values("a[href^='#']", "href") {
        let id = target.trim_start_matches('#');
        assert_eq!(page.count(&format!("[id='{id}']")), 1, "{target}");
    }
}

fn sell_out(world: &World) {
    let path = world.content().join("kanaalpark/project.yaml");
    let text = must(fs::read_to_string(&path), "project.yaml");
    let sold = ["available", "option", "reserved"]
        .iter()
        .fold(text, |text, status| text.replace(&format!("status: {status}"), "status: sold"))
        .replace("phase: on_sale", "phase: sold_out");
    must(fs::write(path, sold), "project.yaml");
    cut(world, "kanaalpark/project.yaml", &["form"]);
}

/// Takes whole blocks out of a YAML file, each from its key to the next line that is not indented.
fn cut(world: &World, file: &str, keys: &[&str]) {
    let path = world.content().join(file);
    let text = must(fs::read_to_string(&path), file);
    let mut cutting = false;
    let mut found = 0;
    let kept: Vec<&str> = text
        .lines()
        .filter(|line| {
            if !line.starts_with([' ', '-']) && !line.is_empty() {
                cutting = keys.iter().any(|key| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')));
                found += usize::from(cutting);
            }
            !cutting
        })
        .collect();
    assert_eq!(found, keys.len(), "{keys:?} in {file}");
    must(fs::write(path, kept.join("\n") + "\n"), file);
}
