//! Who knocks where, and who opens.

use std::{io::Write as _, net::TcpStream};

use super::world::World;

#[test]
fn until_it_is_known_for_whom_nothing_is_taken() {
    let world = World::without_people(|_| {});

    for path in ["/health", "/lead/leie-oever", "/operator/leads", "/partner/x"] {
        let answer = world.get(path);
        assert_eq!((answer.status, answer.header("retry-after")), (503, Some("5")), "{path}");
    }
    assert!(world.get("/_inbox").body.contains("Nothing can be taken yet"));
}

#[test]
fn the_doors_of_leads_are_answered_by_leads() {
    let world = World::new();

    for path in ["/health", "/lead/leie-oever", "/lead/a/b", "/checking/x", "/operator/leads", "/partner/x"] {
        let answer = world.get(path);
        assert_ne!(answer.status, 503, "{path}");
        assert_eq!(answer.header("x-robots-tag"), Some("noindex"), "{path}");
        assert!(answer.header("content-security-policy").is_some(), "{path}");
        assert_eq!(answer.header("strict-transport-security"), None, "there is no HTTPS here");
    }
}

#[test]
fn what_is_not_for_other_sites_is_not_shown_to_them() {
    let world = World::new();

    for (method, path) in [("GET", "/_inbox"), ("GET", "/_inbox/mail/x.eml"), ("POST", "/_preview/sweep?at=1")] {
        let answer = world.ask(method, path, &["Sec-Fetch-Site: cross-site", "Content-Length: 0"]);
        assert_eq!(answer.status, 403, "{path}");
    }
    assert_eq!(world.ask("GET", "/_inbox", &["Sec-Fetch-Site: none"]).status, 200);
}

#[test]
fn deliveries_are_looked_after_as_if_it_were_later() {
    let world = World::new();

    assert_eq!(world.ask("POST", "/_preview/sweep?at=1800000000", &["Content-Length: 0"]).status, 200);
    for query in ["", "?at=", "?at=x", "?at=-1", "?at=99999999999999"] {
        let answer = world.ask("POST", &format!("/_preview/sweep{query}"), &["Content-Length: 0"]);
        assert_eq!(answer.status, 400, "{query}");
    }
    assert_eq!(world.get("/_preview/sweep?at=1800000000").status, 405);
}

#[test]
fn whoever_sends_too_much_still_reads_the_answer() {
    let world = World::new();
    let body = "x".repeat(3 * 1024 * 1024);

    let answer = world.send(&format!(
        "POST /lead/no-such-project HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        world.address,
        body.len(),
    ));

    assert_eq!(answer.status, 404);
}

#[test]
fn a_request_that_is_never_finished_does_not_keep_the_desk() {
    let mut world = World::new();
    let mut unfinished = TcpStream::connect(world.address).unwrap();
    write!(unfinished, "POST /lead/leie-oever HTTP/1.1\r\nHost: {}\r\nContent-Length: 9\r\n\r\nhalf", world.address)
        .unwrap();
    assert_eq!(world.get("/_inbox").status, 200);

    world.stop();

    drop(unfinished);
}
