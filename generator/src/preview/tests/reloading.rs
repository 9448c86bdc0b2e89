//! Open pages follow the site.

use crate::preview::tests::{
    client::{Events, get},
    site::{Server, TestSite},
};

/// The revision a page was made from.
fn revision_of(page: &str) -> String {
    let (_, after) = page.split_once("data-revision=\"").unwrap();
    after.split_once('"').unwrap().0.to_owned()
}

#[test]
fn a_page_carries_the_script_and_may_run_it() {
    let server = Server::showing(TestSite::new());

    let page = get(server.address, "/hof/nl/");
    let script = get(server.address, "/_preview/reload.js");

    assert!(page.text().contains("<script src=\"/_preview/reload.js\""));
    assert!(page.text().ends_with("defer></script></body>"));
    assert_eq!(
        page.header("content-security-policy"),
        Some("default-src 'none'; img-src 'self'; connect-src 'self'; script-src 'self'")
    );
    assert_eq!(script.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert!(script.text().contains("new EventSource(\"/_preview/events\")"));
}

#[test]
fn a_change_is_told_to_open_pages() {
    let server = Server::showing(TestSite::new());
    let mut events = Events::open(server.address);
    let before = revision_of(get(server.address, "/hof/nl/").text());
    assert_eq!(events.revision().unwrap(), before);

    server.preview.show(TestSite::new().saying("Verkocht").view());

    let told = events.revision().unwrap();
    assert_ne!(told, before);
    assert_eq!(told, revision_of(get(server.address, "/hof/nl/").text()));
}

#[test]
fn saving_without_a_change_tells_nobody() {
    let server = Server::showing(TestSite::new());
    let mut events = Events::open(server.address);
    let before = events.revision().unwrap();

    server.preview.show(TestSite::new().view());
    server.preview.show(TestSite::new().saying("Verkocht").view());

    // The next thing heard is the change, not the save before it.
    assert_ne!(events.revision().unwrap(), before);
}

#[test]
fn a_restart_reloads_only_pages_that_changed_meanwhile() {
    let mut first = Server::showing(TestSite::new());
    let open_page = revision_of(get(first.address, "/").text());
    first.stop().unwrap();

    let same = Server::showing(TestSite::new());
    let changed = Server::showing(TestSite::new().saying("Verkocht"));

    assert_eq!(Events::open(same.address).revision().unwrap(), open_page);
    assert_ne!(Events::open(changed.address).revision().unwrap(), open_page);
}

#[test]
fn a_missing_page_reloads_when_it_is_made() {
    let server = Server::showing(TestSite::new());

    assert!(get(server.address, "/hof/fr/").text().contains("/_preview/reload.js"));
}

#[test]
fn styles_and_pictures_are_left_alone() {
    let server = Server::showing(TestSite::new());

    assert_eq!(get(server.address, "/a/theme.1f2e.css").text(), "p { color: #1d1a17 }");
}
