//! A healthy site passes, and each thing that can be wrong is found.

use leads::Moment;
use leads::audit::{Action, Entry, Head, Link};
use serde_json::{Value, json};

use super::report::{Report, State};
use super::{check, inside, outside};
use crate::commands::operator::stub::{Said, Stub};
use crate::commands::operator::{Site, Wire};

const HEADERS: [(&str, &str); 6] = [
    ("content-type", "text/html"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("cross-origin-opener-policy", "same-origin"),
];
const SITEMAP: &str = "<urlset><url><loc>https://a.example/leiehof/nl/</loc></url></urlset>";

fn said(status: u16, body: &str) -> Said {
    (status, HEADERS.to_vec(), body.to_owned())
}

fn health() -> Value {
    json!({ "status": "ok", "oldest_undelivered_seconds": 20, "pending": 1, "dead": 0, "quarantined": 0, "paused": 0 })
}

fn status() -> Value {
    let now = jiff::Timestamp::now().as_second();
    json!({
        "now": Moment::new(now).to_string(),
        "operator": { "name": "anna", "may_act": true },
        "counts": { "accepted": 3, "quarantined": 0, "pending": 1, "delivered": 2, "dead": 0, "erased": 0, "add_up": true },
        "health": { "oldest_undelivered_seconds": 20, "pending": 1, "dead": 0, "quarantined": 0, "paused": 0 },
        "paused": [],
        "partners": [{ "partner": "leiebouw", "language": "nl", "destinations": ["crm (webhook to hook.example)"] }],
        "keys": { "newest": 2, "older_in_use": false },
        "vault": { "on": false, "keys_apart": false, "keys_beside": true },
        "retention": { "overdue": 0, "due_in_30_days": 1, "held": 0, "restricted": 0 },
        "requests": { "open": 1, "overdue": 0 },
        "alerts": true,
    })
}

fn audit() -> Vec<Link> {
    let mut head = Head::beginning();
    let entry = |detail: &str| Entry {
        at: Moment::new(1_795_428_720),
        actor: "visitor".to_owned(),
        action: Action::Accepted,
        subject: "lead".to_owned(),
        detail: detail.to_owned(),
    };
    ["a", "b", "c"]
        .map(|detail| {
            let link = head.link(entry(detail));
            head = link.head();
            link
        })
        .to_vec()
}

fn rows(links: &[Link]) -> String {
    let row = |link: &Link| {
        json!({
            "number": link.number, "at": link.at.to_string(), "actor": link.actor, "action": link.action,
            "subject": link.subject, "detail": link.detail, "previous": link.previous, "hash": link.hash,
        })
    };
    json!({ "rows": links.iter().map(row).collect::<Vec<_>>() }).to_string()
}

/// What a healthy site says.
fn healthy(asked: &str, is_operator: bool) -> Said {
    match asked {
        "GET /health" => said(200, &health().to_string()),
        "GET /sitemap.xml" => said(200, SITEMAP),
        "GET /leiehof/nl/" | "GET /leiehof/nl/privacy/" => said(200, "<html>"),
        "GET /operator/status" if is_operator => said(200, &status().to_string()),
        "GET /operator/status" => said(401, r#"{"error":{"code":"no_token","message":"A token is needed."}}"#),
        "GET /operator/audit?after=0" => said(200, &rows(&audit())),
        "GET /operator/audit?after=3" => said(200, r#"{"rows":[]}"#),
        _ => said(404, "nothing"),
    }
}

/// The states of all checks from outside, where the site says something else to some questions.
fn outside(other: impl Fn(&str) -> Option<Said> + Send + 'static) -> Vec<(&'static str, State)> {
    let stub = Stub::answering(move |asked| other(asked).unwrap_or_else(|| healthy(asked, false)));
    let wire = Wire::to(&stub.site());
    let mut report = Report::default();
    outside::look(&wire, &stub.site(), &wire.get("/health", None).unwrap(), None, &mut report);
    report.states()
}

/// The same from inside.
fn inside(other: impl Fn(&str) -> Option<Said> + Send + 'static) -> Vec<(&'static str, State)> {
    let folder = tempfile::tempdir().unwrap();
    let stub = Stub::answering(move |asked| other(asked).unwrap_or_else(|| healthy(asked, true)));
    let mut report = Report::default();
    inside::look(&Site::open(&stub.access(folder.path())).unwrap(), &stub.site(), &mut report);
    report.states()
}

fn not_ok(states: Vec<(&'static str, State)>) -> Vec<(&'static str, State)> {
    states.into_iter().filter(|(_, state)| *state != State::Ok).collect()
}

#[test]
fn a_healthy_site_passes() {
    let seen = outside(|_| None);
    assert_eq!(not_ok(seen.clone()), []);
    for check in ["https", "health", "deliveries", "headers", "closed doors", "pages", "closed files", "notices"] {
        assert!(seen.iter().any(|(name, _)| *name == check), "{check}");
    }
    assert_eq!(not_ok(inside(|_| None)), []);
}

#[test]
fn what_anybody_could_see_wrong_is_found() {
    let old = json!({ "status": "ok", "oldest_undelivered_seconds": 901 }).to_string();
    let cases: [(&str, Said, &str); 8] = [
        ("GET /health", said(503, r#"{"status":"no_store"}"#), "health"),
        ("GET /health", said(200, &old), "deliveries"),
        ("GET /health", (200, vec![], health().to_string()), "headers"),
        ("GET /operator/status", said(200, "{}"), "closed doors"),
        ("GET /_gevel/leiehof.json", said(200, "{}"), "closed files"),
        ("GET /leiehof/nl/", (200, vec![("set-cookie", "a=b")], String::new()), "page headers"),
        ("GET /leiehof/nl/privacy/", said(404, ""), "notices"),
        ("GET /sitemap.xml", said(404, ""), "pages"),
    ];
    for (question, answer, check) in cases {
        let found = not_ok(outside(move |asked| (asked == question).then(|| answer.clone())));
        assert!(found.contains(&(check, State::Fail)), "{question}: {found:?}");
    }
}

#[test]
fn what_the_operator_must_know_is_found() {
    let cases: [(&str, Value, (&str, State)); 11] = [
        ("/counts/add_up", json!(false), ("leads", State::Fail)),
        ("/health/dead", json!(2), ("dead", State::Fail)),
        ("/health/quarantined", json!(2), ("quarantine", State::Warn)),
        ("/paused", json!([{ "destination": "a/b", "since": "x", "reason": "gone" }]), ("paused", State::Fail)),
        ("/paused", json!([{ "destination": "a/b", "since": "x", "reason": "operator" }]), ("paused", State::Warn)),
        ("/partners", json!([]), ("partners", State::Fail)),
        ("/keys/older_in_use", json!(true), ("keys", State::Warn)),
        ("/vault", json!({ "on": false, "keys_apart": true, "keys_beside": false }), ("vault", State::Fail)),
        ("/vault", json!({ "on": true, "keys_apart": true, "keys_beside": true }), ("vault", State::Warn)),
        ("/now", json!("2020-01-01T00:00:00Z"), ("clock", State::Fail)),
        ("/operator/may_act", json!(false), ("token", State::Ok)),
    ];
    for (place, value, expected) in cases {
        let found = inside(move |asked| {
            let mut status = status();
            *status.pointer_mut(place).unwrap() = value.clone();
            (asked == "GET /operator/status").then(|| said(200, &status.to_string()))
        });
        assert!(found.contains(&expected), "{place}: {found:?}");
        assert_eq!(not_ok(found).len(), usize::from(expected.1 != State::Ok), "{place}");
    }
}

#[test]
fn a_changed_row_of_the_audit_is_found() {
    let mut links = audit();
    links.get_mut(1).unwrap().detail = "else".to_owned();
    let rows = rows(&links);

    let found = inside(move |asked| (asked == "GET /operator/audit?after=0").then(|| said(200, &rows)));

    assert_eq!(not_ok(found), [("audit", State::Fail)]);
}

#[test]
fn a_token_that_is_not_known_ends_the_look_inside() {
    let found = inside(|asked| asked.starts_with("GET /operator/").then(|| healthy("GET /operator/status", false)));

    assert_eq!(found, [("token", State::Fail)]);
}

#[test]
fn half_a_check_is_found() {
    let cases = [
        (false, Some(false), State::Ok),
        (true, Some(true), State::Ok),
        (true, Some(false), State::Warn),
        (false, Some(true), State::Warn),
        (true, None, State::Unknown),
    ];
    for (can_verify, is_offered, expected) in cases {
        let mut report = Report::default();
        check::judge(can_verify, is_offered, &mut report);
        assert_eq!(report.states(), [("check", expected)], "{can_verify} {is_offered:?}");
    }
    let stub = Stub::answering(|asked| match asked {
        "GET /fr/cookies/" => said(200, "<section id=\"check\">"),
        _ => said(404, "nothing"),
    });
    let mut report = Report::default();
    check::look(&Wire::to(&stub.site()), true, &mut report);
    assert_eq!(report.states(), [("check", State::Ok)]);
}
