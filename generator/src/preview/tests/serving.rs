//! The server takes a port, keeps strangers out, and leaves when asked.

use std::{
    io::Write as _,
    net::{TcpListener, TcpStream},
    time::Instant,
};

use axum::{Router, routing::post};

use crate::preview::{
    BindError, Listening, Reload,
    tests::{
        client::{Events, PATIENCE, ask, get},
        site::{Server, TestSite},
    },
};

#[test]
fn a_taken_port_gives_the_next_free_one() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();

    let listening = Listening::open("127.0.0.1", port).unwrap();

    let found = listening.address().port();
    assert!((port + 1..=port + 20).contains(&found), "{found} after {port}");
    assert_eq!(listening.url(), format!("http://127.0.0.1:{found}/"));
}

#[test]
fn when_every_port_is_taken_it_says_which() {
    // The last port there is has none after it.
    let _taken = TcpListener::bind("127.0.0.1:65535");

    let refusal = Listening::open("127.0.0.1", 65_535).unwrap_err();

    assert!(matches!(refusal, BindError::AllTaken { first: 65_535, last: 65_535, .. }));
    assert_eq!(refusal.to_string(), "every port of 127.0.0.1 from 65535 to 65535 is taken: choose another with --port");
}

#[test]
fn an_address_of_another_machine_is_refused() {
    // Reserved for documentation: no machine has it.
    let refusal = Listening::open("192.0.2.1", 0).unwrap_err();

    assert!(matches!(refusal, BindError::Unusable { .. }));
    assert!(std::error::Error::source(&refusal).is_some());
}

#[test]
fn a_preview_open_to_the_network_is_still_reached_from_here() {
    let listening = Listening::open("0.0.0.0", 0).unwrap();

    assert_eq!(listening.url(), format!("http://localhost:{}/", listening.address().port()));
}

#[test]
fn a_foreign_name_for_this_machine_is_refused_everywhere() {
    let extra = Router::new().route("/lead/hof", post(async || "thanks"));
    let server = Server::open("127.0.0.1", Reload::Live, extra);
    server.preview.show(TestSite::new().view());

    for path in ["/", "/_preview/events", "/lead/hof"] {
        let answer = ask(server.address, "GET", path, &["Host: rebound.example"]);
        assert_eq!(answer.status, 421, "{path}");
        assert!(answer.text().contains("open it as http://localhost"));
    }
    assert_eq!(ask(server.address, "GET", "/", &[]).status, 421);
    for host in ["localhost", "127.0.0.1:4000", "[::1]:4000"] {
        assert_eq!(ask(server.address, "GET", "/", &[&format!("Host: {host}")]).status, 200, "{host}");
    }
}

#[test]
fn a_preview_open_to_the_network_answers_to_any_name() {
    let server = Server::open("0.0.0.0", Reload::Live, Router::new());
    server.preview.show(TestSite::new().view());

    assert_eq!(ask(server.address, "GET", "/", &["Host: my-laptop.local:4000"]).status, 200);
}

#[test]
fn further_routes_come_before_the_files() {
    let extra = Router::new().route("/lead/{slug}", post(async || "thanks"));
    let server = Server::open("127.0.0.1", Reload::Live, extra);
    server.preview.show(TestSite::new().view());

    let answer = ask(server.address, "POST", "/lead/hof", &["Host: localhost", "Content-Length: 0"]);

    assert_eq!((answer.status, answer.text()), (200, "thanks"));
    assert_eq!(get(server.address, "/hof/nl/").status, 200);
}

#[test]
fn stopping_ends_open_event_streams_at_once() {
    let mut server = Server::showing(TestSite::new());
    let mut events = Events::open(server.address);
    events.revision().unwrap();

    server.stop().unwrap();

    assert_eq!(events.revision(), None);
}

#[test]
fn a_browser_that_never_finishes_its_request_does_not_keep_the_server() {
    let mut server = Server::showing(TestSite::new());
    let mut unfinished = TcpStream::connect(server.address).unwrap();
    unfinished.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
    assert_eq!(get(server.address, "/").status, 200);

    let asked = Instant::now();
    server.stop().unwrap();

    assert!(asked.elapsed() < PATIENCE);
    drop(unfinished);
}
