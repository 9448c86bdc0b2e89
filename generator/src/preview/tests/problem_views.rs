//! What is wrong stands where the page was, until the page is right again.

use axum::Router;

use crate::preview::{
    Entry, Reload, View, problems_page,
    tests::{
        client::{Events, ask, get},
        site::{Server, TestSite},
    },
};

fn problem() -> View {
    let entry = Entry {
        severity: "error",
        code: "hero.text-missing",
        place: "projects/hof/project.yaml:14:7".to_owned(),
        message: "`hero` has no text in `fr`".to_owned(),
        help: Some("Add `hero.title` to `text/fr.yaml`.".to_owned()),
        excerpt: None,
    };
    View::Problems { page: problems_page(&[entry]) }
}

#[test]
fn every_page_tells_the_problem_and_none_passes_for_good() {
    let server = Server::showing(TestSite::new());

    server.preview.show(problem());

    for path in ["/", "/hof/nl/", "/hof/nl", "/index.html", "/a/new/page", "/404.html"] {
        let page = get(server.address, path);
        assert_eq!(page.status, 503, "{path}");
        assert!(page.text().contains("1 thing to mend in projects/hof/project.yaml"), "{path}");
        assert_eq!(page.header("cache-control"), Some("no-store"));
        assert_eq!(page.header("etag"), None);
    }
    assert_eq!(ask(server.address, "HEAD", "/", &["Host: localhost"]).status, 503);
}

#[test]
fn its_own_policy_allows_its_style_and_the_reload_and_nothing_else() {
    let server = Server::showing(TestSite::new());

    server.preview.show(problem());

    let page = get(server.address, "/");
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(policy.ends_with("script-src 'self'; connect-src 'self'"), "{policy}");
    assert!(!policy.contains("unsafe"));
}

#[test]
fn pictures_and_styles_of_the_last_good_site_stay() {
    let server = Server::showing(TestSite::new());

    server.preview.show(problem());

    assert_eq!(get(server.address, "/a/theme.1f2e.css").status, 200);
    assert_eq!(get(server.address, "/share/hof.jpg").status, 200);
    assert_eq!(get(server.address, "/favicon.ico").status, 404);
    assert_eq!(get(server.address, "/_gevel/hof.json").status, 404);
}

#[test]
fn mending_it_brings_back_the_page_at_the_same_address() {
    let server = Server::showing(TestSite::new());
    let mut events = Events::open(server.address);
    let good = events.revision().unwrap();

    server.preview.show(problem());
    let wrong = events.revision().unwrap();
    assert!(get(server.address, "/hof/nl/").text().contains(&format!("data-revision=\"{wrong}\"")));
    server.preview.show(TestSite::new().view());

    assert_ne!(wrong, good);
    assert_eq!(events.revision().unwrap(), good);
    let page = get(server.address, "/hof/nl/");
    assert_eq!(page.status, 200);
    assert!(page.text().contains("Wonen één"));
}

#[test]
fn a_problem_before_the_first_good_site_is_shown_too() {
    let server = Server::open("127.0.0.1", Reload::Live, Router::new());

    server.preview.show(problem());

    assert_eq!(get(server.address, "/hof/nl/").status, 503);
    assert_eq!(get(server.address, "/a/theme.1f2e.css").status, 404);
}

#[test]
fn a_browser_that_comes_before_the_first_site_is_asked_to_wait() {
    let server = Server::open("127.0.0.1", Reload::Live, Router::new());
    let mut events = Events::open(server.address);
    let waiting = events.revision().unwrap();

    let page = get(server.address, "/hof/nl/");
    server.preview.show(TestSite::new().view());

    assert_eq!(page.status, 503);
    assert!(page.text().contains("The pages are being made"));
    assert!(page.text().contains(&waiting));
    assert_ne!(events.revision().unwrap(), waiting);
}
