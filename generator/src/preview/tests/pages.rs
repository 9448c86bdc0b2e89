//! Files and pages are served as the real host would.

use crate::preview::{
    Reload,
    tests::{
        client::{Answer, ask, get},
        site::{Server, TestSite},
    },
};

fn get_with(server: &Server, path: &str, header: &str) -> Answer {
    ask(server.address, "GET", path, &["Host: localhost", header])
}

#[test]
fn a_page_comes_with_its_type_and_the_rules_of_the_site() {
    let server = Server::showing(TestSite::new());

    let page = get(server.address, "/hof/nl/");

    assert_eq!(page.status, 200);
    assert!(page.text().contains("<p>Wonen één</p>"));
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(page.header("cross-origin-resource-policy"), Some("same-origin"));
}

#[test]
fn rules_detach_join_and_replace() {
    let server = Server::showing(TestSite::new());

    let style = get(server.address, "/a/theme.1f2e.css");
    let share = get(server.address, "/share/hof.jpg");

    assert_eq!(style.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(style.header("content-type"), Some("text/css; charset=utf-8"));
    assert_eq!(share.header("cross-origin-resource-policy"), Some("cross-origin"));
    assert_eq!(share.header("x-robots-tag"), Some("noindex, noimageindex"));
    assert_eq!(share.header("cache-control"), Some("public, max-age=0, must-revalidate"));
}

#[test]
fn a_page_is_always_asked_for_again_whatever_the_rules_say() {
    let server = Server::showing(TestSite::new());

    let page = get(server.address, "/hof/nl/");

    assert_eq!(page.header("cache-control"), Some("public, max-age=0, must-revalidate"));
}

#[test]
fn nothing_demands_https_of_a_preview() {
    let server = Server::showing(TestSite::new());

    let style = get(server.address, "/a/theme.1f2e.css");

    assert_eq!(style.header("strict-transport-security"), None);
    assert_eq!(style.header("content-security-policy"), Some("default-src 'none'; img-src 'self'; connect-src 'self'"));
}

#[test]
fn other_spellings_redirect_and_keep_the_campaign() {
    let server = Server::showing(TestSite::new());

    for (asked, location) in [
        ("/hof/nl", "/hof/nl/"),
        ("/hof/nl?unit=1.2&utm_source=ad", "/hof/nl/?unit=1.2&utm_source=ad"),
        ("/hof/nl/index.html", "/hof/nl/"),
        ("/index.html", "/"),
    ] {
        let answer = get(server.address, asked);
        assert_eq!((answer.status, answer.header("location")), (307, Some(location)), "{asked}");
    }
}

#[test]
fn what_is_missing_private_or_outside_gets_the_sites_own_404() {
    let server = Server::showing(TestSite::new());

    for path in [
        "/nothing",
        "/hof/",
        "/_headers",
        "/%5fheaders",
        "/_gevel/hof.json",
        "/_gev%65l/hof.json",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/a/..%2f_headers",
        "//elsewhere.example/",
        "/_preview/other",
    ] {
        let answer = get(server.address, path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().contains("Not here"), "{path}");
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    }
}

#[test]
fn a_missing_file_is_not_remembered_though_its_folder_is_for_a_year() {
    let server = Server::showing(TestSite::new());

    assert_eq!(get(server.address, "/a/gone.css").header("cache-control"), Some("no-store"));
}

#[test]
fn names_with_accents_are_found() {
    let server = Server::showing(TestSite::new());

    let photo = get(server.address, "/a/foto%20%C3%A9%C3%A9n.jpg");

    assert_eq!((photo.status, photo.header("content-type")), (200, Some("image/jpeg")));
    assert_eq!(photo.body, [0xff, 0xd8, 0, 0xff]);
}

#[test]
fn head_answers_as_get_without_the_body() {
    let server = Server::showing(TestSite::new());

    for path in ["/hof/nl/", "/a/theme.1f2e.css", "/nothing"] {
        let whole = get(server.address, path);
        let head = ask(server.address, "HEAD", path, &["Host: localhost"]);

        assert_eq!(head.status, whole.status);
        for name in ["content-length", "content-type", "etag", "cache-control", "content-security-policy"] {
            assert_eq!(head.header(name), whole.header(name), "{name} of {path}");
        }
    }
}

#[test]
fn other_methods_are_refused_with_those_that_are_allowed() {
    let server = Server::showing(TestSite::new());

    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let answer = ask(server.address, method, "/hof/nl/", &["Host: localhost", "Content-Length: 0"]);
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
}

#[test]
fn a_file_the_browser_has_is_not_sent_again() {
    let server = Server::showing(TestSite::new());
    let tag = get(server.address, "/a/theme.1f2e.css").header("etag").unwrap().to_owned();

    for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
        let answer = get_with(&server, "/a/theme.1f2e.css", &format!("If-None-Match: {known}"));
        assert_eq!(answer.status, 304, "{known}");
        assert_eq!(answer.header("etag"), Some(tag.as_str()));
        assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
    }
    assert_eq!(get_with(&server, "/a/theme.1f2e.css", "If-None-Match: \"other\"").status, 200);
}

#[test]
fn a_changed_page_or_policy_is_sent_again() {
    let server = Server::showing(TestSite::new());
    let known = format!("If-None-Match: {}", get(server.address, "/hof/nl/").header("etag").unwrap());
    assert_eq!(get_with(&server, "/hof/nl/", &known).status, 304);

    server.preview.show(TestSite::new().saying("Verkocht").view());
    let changed = get_with(&server, "/hof/nl/", &known);
    server.preview.show(TestSite::new().ruled("/*\n  Content-Security-Policy: default-src 'self'").view());
    let widened = get_with(&server, "/hof/nl/", &known);

    assert_eq!(changed.status, 200);
    assert!(changed.text().contains("Verkocht"));
    assert_eq!(widened.status, 200);
}

#[test]
fn a_file_that_cannot_be_made_says_why() {
    let server = Server::showing(TestSite::new());

    let answer = get(server.address, "/a/broken.avif");

    assert_eq!(answer.status, 500);
    assert_eq!(answer.text(), "a/broken.avif could not be made: the photo is truncated\n");
}

#[test]
fn without_reload_pages_are_served_exactly_as_built() {
    let server = Server::open("127.0.0.1", Reload::Off, axum::Router::new());
    server.preview.show(TestSite::new().view());

    let page = get(server.address, "/hof/nl/");

    assert_eq!(page.text(), "<body><p>Wonen één</p></body>");
    assert_eq!(page.header("content-security-policy"), Some("default-src 'none'; img-src 'self'; connect-src 'self'"));
    assert_eq!(get(server.address, "/_preview/reload.js").status, 404);
    assert_eq!(get(server.address, "/_preview/events").status, 404);
}
