//! Walks over every page of the samples as a browser and a search engine would: nothing leads nowhere, nothing comes
//! from elsewhere, and every page has what each page must have.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use tests::{Document, Tree, World, has_ending};

static SITE: LazyLock<Tree> = LazyLock::new(|| {
    let world = World::with_samples();
    world.build();
    world.site()
});

/// Outside addresses that pages may link to: a route, the partners, and the authorities that a notice names.
const OUTSIDE: &[&str] = &[
    "https://www.openstreetmap.org/directions?to=",
    "https://www.leiebouw.example/",
    "https://www.brabant-habitat.example/",
    "https://www.kanaal-vastgoed.example/",
    "https://www.gegevensbeschermingsautoriteit.be/",
    "https://www.autoriteprotectiondonnees.be/",
    "https://www.dataprotectionauthority.be/",
    "https://www.datenschutzbehorde.be/",
    "https://www.autoriteitpersoonsgegevens.nl/",
    "https://www.cnil.fr/",
    "https://www.bfdi.bund.de/",
    "https://cnpd.public.lu/",
];

#[test]
fn every_address_leads_to_something_that_is_there() {
    for (path, page) in pages() {
        let links = page.values("a[href], link[href]:not([rel=canonical]):not([rel=alternate])", "href");
        let sets = page.values("[srcset]", "srcset");
        let sets = sets.iter().flat_map(|set| set.split(',').filter_map(|entry| entry.split_whitespace().next()));
        let addresses = links.into_iter().chain(page.values("[src]", "src")).chain(sets.map(str::to_owned));
        for address in addresses.filter(|address| !is_outside(address)) {
            let (below, fragment) = address.split_once('#').unwrap_or((&address, ""));
            let target = if below.is_empty() { path.clone() } else { file_of(below, &path) };
            assert!(SITE.contains_key(&target), "{path} leads to {address}, which is not there");
            if !fragment.is_empty() {
                let found = if below.is_empty() { has_id(&page, fragment) } else { has_id(&parse(&target), fragment) };
                assert!(found, "{path} leads to {address}, which has no such part");
            }
        }
    }
}

#[test]
fn parts_that_refer_to_each_other_are_there_once() {
    for (path, page) in pages() {
        let ids = page.values("[id]", "id");
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{path}: an id stands twice");
        for (selector, attribute) in [
            ("label[for]", "for"),
            ("[aria-describedby]", "aria-describedby"),
            ("[aria-labelledby]", "aria-labelledby"),
            ("[aria-controls]", "aria-controls"),
        ] {
            for value in page.values(selector, attribute) {
                for id in value.split_whitespace() {
                    assert!(unique.contains(&id.to_owned()), "{path}: {attribute}={id} refers to nothing");
                }
            }
        }
    }
}

#[test]
fn every_page_says_what_it_is_and_where_its_privacy_notice_is() {
    for (path, page) in pages() {
        assert_eq!(page.count("h1"), 1, "{path}: one main heading");
        assert!(!page.text("h1").is_empty(), "{path}");
        assert_eq!(page.value("html", "lang").len(), 2, "{path}");
        assert!(!page.text("head title").is_empty(), "{path}");
        assert!(page.value("meta[name=description]", "content").len() > 20, "{path}");
        assert_eq!(page.count("meta[name=viewport]"), 1, "{path}");
        assert_eq!(page.count("main"), 1, "{path}");
        let notice = page.values("footer a[href$='/privacy/']", "href");
        assert_eq!(notice.len(), 1, "{path}: a link to the privacy notice");
        let own = path.split_once('/').map(|(first, _)| first).filter(|first| first.len() > 2 && *first != "notices");
        if let Some(slug) = own {
            assert!(notice.concat().starts_with(&format!("/{slug}/")), "{path}: the notice of this project");
        }
    }
}

#[test]
fn every_picture_says_what_it_shows_and_how_large_it_is() {
    for (path, page) in pages() {
        for picture in page.all("img") {
            for attribute in ["alt", "width", "height"] {
                assert!(picture.attr(attribute).is_some_and(|value| !value.is_empty()), "{path}: {attribute}");
            }
        }
        for set in page.all("source[srcset]") {
            assert!(set.attr("sizes").is_some_and(|sizes| sizes.contains("vw")), "{path}: honest sizes");
        }
    }
}

#[test]
fn nothing_is_fetched_from_elsewhere() {
    for (path, page) in pages() {
        let fetched = [
            page.values("[src]", "src"),
            page.values("[srcset]", "srcset"),
            page.values("link[href]:not([rel=canonical]):not([rel=alternate])", "href"),
            page.values("form[action]", "action"),
            page.values("[formaction]", "formaction"),
            page.values("[poster]", "poster"),
            page.values("object[data]", "data"),
        ];
        for address in fetched.concat() {
            assert!(address.starts_with('/') && !address.starts_with("//"), "{path} fetches {address}");
        }
        assert_eq!(page.count("iframe, object, embed, video, audio, base, meta[http-equiv]"), 0, "{path}");
        for style in page.texts("style") {
            let own =
                style.split("url(").skip(1).all(|rest| rest.trim_start_matches(['"', '\'']).starts_with(['/', '#']));
            assert!(own && !style.contains("@import"), "{path}: the stylesheet fetches from elsewhere");
        }
    }
}

#[test]
fn links_lead_outside_only_where_it_was_declared() {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for (path, page) in pages() {
        for link in page.all("a[href]") {
            let address = link.attr("href").unwrap_or_default();
            if !is_outside(address) || address.starts_with("tel:") || address.starts_with("mailto:") {
                continue;
            }
            let declared = OUTSIDE.iter().copied().find(|start| address.starts_with(start));
            assert!(declared.is_some(), "{path} leads outside to {address}");
            used.extend(declared);
            if link.attr("target").is_some() {
                assert_eq!(link.attr("rel"), Some("noopener noreferrer"), "{path}: {address} opens another window");
            }
        }
    }
    assert_eq!(used.len(), OUTSIDE.len(), "every declared address is used: {used:?}");
}

fn pages() -> impl Iterator<Item = (String, Document)> {
    let paths = SITE.keys().filter(|path| has_ending(path, "html"));
    paths.map(|path| (path.clone(), parse(path)))
}

fn parse(path: &str) -> Document {
    Document::of(&String::from_utf8_lossy(SITE.get(path).map_or(&[][..], Vec::as_slice)))
}

fn has_id(page: &Document, id: &str) -> bool {
    page.count(&format!("[id='{id}']")) == 1
}

/// Whether an address is not a path of the site or a part of the page.
fn is_outside(address: &str) -> bool {
    address.starts_with("//") || address.split(['/', '#', '?']).next().is_some_and(|start| start.contains(':'))
}

/// The file that the host serves at an address in the page `from`.
fn file_of(address: &str, from: &str) -> String {
    let address = address.split('?').next().unwrap_or_default();
    let mut folders: Vec<&str> = if address.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    folders.pop();
    for part in address.trim_start_matches('/').split('/') {
        if part == ".." {
            folders.pop();
        } else {
            folders.push(part);
        }
    }
    let path = folders.join("/");
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path }
}
