//! What search engines, networks and browsers are told about the samples is complete, consistent, and equal to the
//! table of units.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

use base64::Engine as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tests::{Document, Tree, World, has_ending, must, plain, root};

const BASE: &str = "https://www.huisvinder.example";
const TABLES: &[(&str, &[&str])] =
    &[("residentie-leiehof", &["nl", "fr", "en", "de"]), ("terrasses-du-lac", &["fr", "nl", "en"])];

static SITE: LazyLock<Tree> = LazyLock::new(|| {
    let world = World::with_samples();
    world.build();
    world.site()
});

#[test]
fn the_sitemap_lists_exactly_the_pages_that_may_be_found() {
    let sitemap = text("sitemap.xml");
    let listed: BTreeSet<&str> = sitemap
        .split("<loc>")
        .skip(1)
        .filter_map(|rest| rest.split_once("</loc>"))
        .map(|(address, _)| address)
        .collect();

    let mut findable = BTreeSet::new();
    for (path, page) in pages() {
        let canonical = page.values("link[rel=canonical]", "href");
        if page.count("meta[name=robots][content=noindex]") == 1 {
            assert_eq!(canonical, [""; 0], "{path} may not be found, and has no address to be found at");
        } else {
            assert_eq!(canonical, [address_of(&path)], "{path}");
            findable.extend(canonical);
        }
    }
    assert_eq!(listed, findable.iter().map(String::as_str).collect());
    assert!(!findable.iter().any(|address| address.contains("/thanks/")));
}

#[test]
fn every_language_of_a_page_points_to_all_others_and_back() {
    let alternates: BTreeMap<String, BTreeMap<String, String>> = pages()
        .map(|(path, page)| {
            let links = page.all("link[rel=alternate][hreflang]");
            let pair = |link: &scraper::ElementRef<'_>| {
                (link.attr("hreflang").unwrap_or_default().to_owned(), link.attr("href").unwrap_or_default().to_owned())
            };
            (address_of(&path), links.iter().map(pair).collect())
        })
        .collect();
    for (address, others) in alternates.iter().filter(|(_, others)| !others.is_empty()) {
        assert!(others.contains_key("x-default"), "{address} names no page for other readers");
        assert!(others.values().any(|other| other == address), "{address} does not name itself");
        for other in others.values() {
            assert_eq!(alternates.get(other), Some(others), "{other} does not point back to {address}");
        }
    }
    let landing = alternates.get(&format!("{BASE}/residentie-leiehof/fr/")).map(BTreeMap::len);
    assert_eq!(landing, Some(5), "four languages and the default");
}

#[test]
fn the_policy_allows_the_style_of_every_page_and_scripts_of_the_site_only() {
    let headers = text("_headers");
    assert!(headers.contains("default-src 'none'") && !headers.contains("unsafe"), "{headers}");
    assert!(headers.contains("; script-src 'self';"), "no script in a page, and none from elsewhere: {headers}");
    let mut hashes = BTreeSet::new();
    for (path, page) in pages() {
        let html = text(&path);
        assert_eq!((page.count("style"), html.matches("<style>").count()), (2, 2), "{path}: colours and sheet");
        for style in html.split("<style>").skip(1) {
            let style = must(style.split_once("</style>").ok_or("an open style"), &path).0;
            let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(style));
            assert!(headers.contains(&format!("'sha256-{hash}'")), "{path}: its style is not allowed");
            hashes.insert(hash);
        }
        assert_eq!(page.count("[style]"), 0, "{path}: a style attribute would be ignored");
        let scripts = page.count("script:not([type='application/ld+json'])");
        let own = page.all("script[src^='/assets/gevel/form.'][defer]");
        assert_eq!((scripts, own.iter().flat_map(scraper::ElementRef::text).count()), (own.len(), 0), "{path}");
        assert_eq!(own.len(), page.count("form[action^='/lead/']"), "{path}: the one script is the form's");
        let handlers = page.all("*").into_iter().flat_map(|element| element.value().attrs());
        assert!(handlers.map(|(name, _)| name).all(|name| !name.starts_with("on")), "{path}: a handler is a script");
    }
    assert_eq!(headers.matches("'sha256-").count(), hashes.len(), "no style is allowed that no page has");
}

#[test]
fn share_data_are_complete_and_their_picture_is_there() {
    for (path, page) in pages().filter(|(_, page)| page.count("link[rel=canonical]") == 1) {
        let meta = |property: &str| page.value(&format!("meta[property='og:{property}']"), "content");
        assert_eq!(plain(&meta("title")), page.text("title"), "{path}");
        assert_eq!(meta("url"), page.value("link[rel=canonical]", "href"), "{path}");
        assert_eq!(meta("description"), page.value("meta[name=description]", "content"), "{path}");
        for picture in page.values("meta[property='og:image']", "content") {
            let file =
                must(picture.strip_prefix(BASE).ok_or("not absolute"), &picture).trim_start_matches('/').to_owned();
            assert!(SITE.get(&file).is_some_and(|bytes| bytes.len() < 300_000), "{path}: {file}");
        }
    }
}

#[test]
fn offers_for_machines_equal_the_table_of_units() {
    for (slug, languages) in TABLES {
        let available: Vec<f64> = units(slug)
            .iter()
            .filter(|unit| cell(unit, "status") == "available" && !["parking", "storage"].contains(&cell(unit, "type")))
            .map(|unit| must(cell(unit, "price").parse(), "a price"))
            .collect();
        let low = available.iter().copied().fold(f64::MAX, f64::min);
        let high = available.iter().copied().fold(0.0, f64::max);
        for language in *languages {
            let page = parse(&format!("{slug}/{language}/index.html"));
            let offers = page.data("RealEstateListing").get("offers").cloned().unwrap_or_default();
            let price = |key: &str| offers.get(key).and_then(Value::as_str).and_then(|price| price.parse::<f64>().ok());
            assert_eq!(price("lowPrice"), Some(low), "{slug} {language}");
            assert_eq!(price("highPrice"), Some(high), "{slug} {language}");
            assert_eq!(offers.get("offerCount"), Some(&json!(available.len())), "{slug} {language}");
        }
    }
}

#[test]
fn every_number_in_the_table_of_units_was_typed_by_the_marketer() {
    for (slug, languages) in TABLES {
        for language in *languages {
            let page = parse(&format!("{slug}/{language}/index.html"));
            for unit in units(slug) {
                let typed: BTreeSet<String> = unit.values().flat_map(|cell| numbers(cell, "en")).collect();
                let id = cell(&unit, "id");
                let row = page.row(id);
                // The amount with VAT in it is worked out; it stands in small print behind the price.
                let tax = raw(&row, ".price small").concat();
                let shown = raw(&row, "td");
                for text in shown.into_iter().map(|text| text.replace(&tax, "")) {
                    for number in numbers(&text, language) {
                        assert!(typed.contains(&number), "{slug} {language}, unit {id}: {number} in `{text}`");
                    }
                }
            }
        }
    }
}

/// The text of each element found, with its narrow spaces: they separate thousands.
fn raw(page: &Document, selector: &str) -> Vec<String> {
    page.all(selector).into_iter().map(|element| element.text().collect()).collect()
}

/// The numbers in a text, without separators of thousands and with a decimal point.
fn numbers(text: &str, language: &str) -> BTreeSet<String> {
    let (thousands, point): (&[char], char) = match language {
        "en" => (&[','], '.'),
        "fr" => (&['\u{202f}'], ','),
        _ => (&['.'], ','),
    };
    let letters: Vec<char> = text.chars().collect();
    let digit = |index: usize| letters.get(index).is_some_and(char::is_ascii_digit);
    let mut plain = String::new();
    for (index, letter) in letters.iter().enumerate() {
        let between = index > 0 && digit(index - 1) && digit(index + 1);
        match letter {
            letter if letter.is_ascii_digit() => plain.push(*letter),
            letter if between && *letter == point => plain.push('.'),
            letter if between && thousands.contains(letter) => {}
            _ => plain.push(' '),
        }
    }
    let values = plain.split_whitespace().filter_map(|number| number.parse::<f64>().ok());
    values.map(|number| number.to_string()).collect()
}

fn units(slug: &str) -> Vec<BTreeMap<String, String>> {
    let table = must(fs::read_to_string(root().join("projects").join(slug).join("units.csv")), slug);
    let mut lines = table.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<String>>());
    let names = lines.next().unwrap_or_default();
    lines.map(|cells| names.iter().cloned().zip(cells).collect()).collect()
}

fn cell<'a>(unit: &'a BTreeMap<String, String>, name: &str) -> &'a str {
    unit.get(name).map_or("", String::as_str)
}

/// The absolute address of a page.
fn address_of(path: &str) -> String {
    format!("{BASE}/{}", path.strip_suffix("index.html").unwrap_or(path))
}

fn pages() -> impl Iterator<Item = (String, Document)> {
    SITE.keys().filter(|path| has_ending(path, "html")).map(|path| (path.clone(), parse(path)))
}

fn parse(path: &str) -> Document {
    Document::of(&text(path))
}

fn text(path: &str) -> String {
    let bytes = must(SITE.get(path).ok_or("not there"), path);
    String::from_utf8_lossy(bytes).into_owned()
}
