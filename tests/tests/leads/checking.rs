//! The check that a suspicious enquiry may pass, with whoever verifies it played by a server of our own.

use std::net::TcpListener;

use tests::hosts::{Form, Host, Kind, Partner, Reaction, Reply, Settings};
use tests::{Document, World, must, root};

use crate::{form_of, on_both, opened};

on_both!(
    who_passes_the_check_is_delivered_at_once,
    two_clicks_are_one_question_and_one_delivery,
    without_an_answer_that_counts_a_lead_waits,
    a_check_that_expired_may_be_done_again,
    without_script_the_page_says_what_it_always_said,
    switched_off_it_is_nowhere,
    half_switched_on_nothing_is_offered_and_the_doctor_says_so,
);

const STATIC: &str = "/residentie-leiehof/nl/checking/";
const THANKS: &str = "/residentie-leiehof/nl/thanks/";
const SITE_KEY: &str = "0x4AAAAAAAexample-key_01";
const SECRET: &str = "0x4AAAAAAAexample-secret";

/// A deployment that offers the check, its partner, and whoever verifies.
fn offering(kind: Kind) -> (Host, Partner, Partner) {
    let (partner, verifier) = (Partner::start(), Partner::start());
    let host = Host::start_in(world(), kind, settings(&partner, &verifier.url()));
    verifier.answer(passed(kind));
    (host, partner, verifier)
}

/// The samples with the check switched on, and the purpose that the handbook has for it.
fn world() -> World {
    let world = World::with_samples();
    world.edit("operator.yaml", "languages:", &format!("turnstile: {{site_key: \"{SITE_KEY}\"}}\nlanguages:"));
    let handbook = must(std::fs::read_to_string(root().join("docs/operators.md")), "the handbook");
    let purpose = handbook.split("```yaml\n").find(|block| block.contains("abuse_check"));
    let purpose = must(purpose.and_then(|block| block.split("```").next()).ok_or("none"), "a purpose");
    world.edit("privacy.yaml", "  - id: statistics", &format!("{purpose}\n  - id: statistics"));
    world
}

fn settings(partner: &Partner, verifier: &str) -> Settings {
    Settings { turnstile: format!("{SECRET} {verifier}"), ..Settings::with(partner) }
}

/// What the verifier says of a response from a page of this host.
fn passed(kind: Kind) -> Reply {
    Reply::Says(match kind {
        Kind::Preview => r#"{"success": true, "hostname": "127.0.0.1", "action": "enquiry", "error-codes": []}"#,
        Kind::Edge => {
            r#"{"success": true, "hostname": "www.huisvinder.example", "action": "enquiry", "error-codes": []}"#
        }
    })
}

/// Sends an enquiry that looks like a program's, and gives the address to which its sender is led.
fn suspected(host: &Host, person: &str) -> String {
    let reaction = host.post(&form_of(host, person).with("website", "https://spam.example"));
    assert_eq!(reaction.status, 303, "{}", reaction.text());
    location(&reaction)
}

fn location(reaction: &Reaction) -> String {
    reaction.header("location").unwrap_or_default().to_owned()
}

/// Presses the button with what the widget left in the form.
fn press(host: &Host, path: &str, response: &str) -> Reaction {
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("accept", "text/html")];
    host.send("POST", path, &headers, format!("cf-turnstile-response={response}").as_bytes())
}

fn who_passes_the_check_is_delivered_at_once(kind: Kind) {
    let (host, partner, verifier) = offering(kind);
    let path = suspected(&host, "zoe");
    assert!(path.starts_with("/checking/residentie-leiehof.nl."), "{path}");
    let shown = host.get(&path);
    assert_eq!(shown.status, 200);
    let page = Document::of(&shown.text());
    assert_eq!(page.value(".cf-turnstile", "data-sitekey"), SITE_KEY);
    assert_eq!(page.value(".cf-turnstile", "data-action"), "enquiry");
    assert_eq!(page.count(".problem"), 0, "nothing went wrong yet");
    assert_eq!(page.values("[src^='http'], [src^='//'], link[href^='http']:not([rel=canonical])", "src").len(), 1);
    strict(&shown);
    let static_page = host.get(STATIC);
    for header in ["x-content-type-options", "x-frame-options", "referrer-policy", "cross-origin-opener-policy"] {
        assert_eq!(shown.header(header), static_page.header(header), "{header}");
    }

    let pressed = press(&host, &path, "first");
    assert_eq!((pressed.status, location(&pressed).as_str()), (303, THANKS));
    assert_eq!(partner.wait_for(1).len(), 1);
    host.until("the delivery", |host| host.counts()["delivered"] == 1);
    let rows = host.operator("GET", "/operator/audit")["rows"].clone();
    let released: Vec<_> = rows.as_array().into_iter().flatten().filter(|row| row["action"] == "released").collect();
    assert_eq!((released.len(), &released[0]["actor"]), (1, &"visitor:turnstile".into()));
    let question = verifier.received()[0].json();
    assert_eq!((&question["secret"], &question["response"]), (&SECRET.into(), &"first".into()));
    assert!(!host.log().contains("example-secret"));
    // A reload, and the address opened again.
    for reaction in [press(&host, &path, "first"), host.get(&path)] {
        assert_eq!(location(&reaction), THANKS);
    }
    assert_eq!((verifier.received().len(), partner.received().len()), (1, 1));
}

/// One other host may be loaded from, as its documentation asks, and nothing else is let in.
fn strict(reaction: &Reaction) {
    let policy = reaction.header("content-security-policy").unwrap_or_default();
    let directives: Vec<_> = policy.split("; ").filter(|directive| directive.contains("https:")).collect();
    assert_eq!(
        directives,
        ["script-src https://challenges.cloudflare.com", "frame-src https://challenges.cloudflare.com"]
    );
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(
        (reaction.header("cache-control"), reaction.header("x-robots-tag")),
        (Some("no-store"), Some("noindex"))
    );
}

fn two_clicks_are_one_question_and_one_delivery(kind: Kind) {
    let (host, partner, verifier) = offering(kind);
    let path = suspected(&host, "zoe");
    let locations: Vec<_> = std::thread::scope(|scope| {
        let clicks: Vec<_> = (0..8).map(|_| scope.spawn(|| location(&press(&host, &path, "same")))).collect();
        clicks.into_iter().filter_map(|click| click.join().ok()).collect()
    });
    assert_eq!(locations.len(), 8);
    assert!(locations.contains(&THANKS.to_owned()));
    for location in locations {
        // Who was not the first is led to where the first one was.
        let end = if location == path { self::location(&host.get(&location)) } else { location };
        assert_eq!(end, THANKS);
    }
    let mut keys: Vec<_> = verifier.received().iter().map(|one| one.json()["idempotency_key"].to_string()).collect();
    keys.dedup();
    assert_eq!(keys.len(), 1, "{keys:?}");
    host.until("the delivery", |host| host.counts()["delivered"] == 1);
    host.sweep(600);
    assert_eq!(partner.received().len(), 1);
}

fn without_an_answer_that_counts_a_lead_waits(kind: Kind) {
    let (mut host, partner, verifier) = offering(kind);
    let path = suspected(&host, "zoe");
    let silent = [
        Reply::Status(500),
        Reply::Nothing,
        Reply::Says("<html>out of order</html>"),
        Reply::Says(r#"{"success": false, "error-codes": ["internal-error"]}"#),
        Reply::Says(r#"{"success": true, "hostname": "elsewhere.example", "action": "enquiry"}"#),
        Reply::Says(r#"{"success": true, "hostname": "127.0.0.1.example", "action": "enquiry"}"#),
        // Longer than anybody waits.
        Reply::Slow(30_000),
    ];
    for (number, reply) in silent.into_iter().enumerate() {
        verifier.answer(reply);
        let pressed = press(&host, &path, &format!("response{number}"));
        assert_eq!((pressed.status, location(&pressed).as_str()), (303, STATIC), "{reply:?}");
    }
    // And where nobody listens.
    let nobody = must(TcpListener::bind(("127.0.0.1", 0)), "a free port");
    let address = must(nobody.local_addr(), "its address");
    drop(nobody);
    host.set(settings(&partner, &format!("http://{address}/siteverify")));
    // The preview may be another page by now, with the same addresses.
    assert_eq!(location(&press(&host, &path, "last")), STATIC);
    assert_eq!((host.newest()["standing"].as_str(), partner.received().len()), (Some("quarantined"), 0));
    // A person lets it go, as ever.
    let lead = host.newest()["lead"].as_str().unwrap_or_default().to_owned();
    assert_eq!(host.operator("POST", &format!("/operator/leads/{lead}/release"))["done"], true);
    assert_eq!(partner.wait_for(1).len(), 1);
    assert_eq!(location(&host.get(&path)), THANKS);
}

fn a_check_that_expired_may_be_done_again(kind: Kind) {
    let (host, partner, verifier) = offering(kind);
    for (language, words) in [("nl", "opnieuw"), ("fr", "nouveau"), ("en", "again"), ("de", "noch einmal")] {
        let form = Form::of(&host.page(language)).filled_in().with("email", &format!("{language}@example.com"));
        let path = location(&host.post(&form.with("website", "https://spam.example")));
        verifier.answer(Reply::Says(r#"{"success": false, "error-codes": ["timeout-or-duplicate"]}"#));
        // The second one pressed the button before the widget was ready.
        for response in ["old", ""] {
            let again = press(&host, &path, response);
            assert_eq!(again.status, 422, "{language}");
            strict(&again);
            let page = Document::of(&again.text());
            assert_eq!(page.value("html", "lang"), language);
            assert!(page.text(".problem").contains(words), "{language}: {}", page.text(".problem"));
            assert_eq!(page.count(".cf-turnstile"), 1);
        }
        verifier.answer(passed(kind));
        assert_eq!(location(&press(&host, &path, "new")), format!("/residentie-leiehof/{language}/thanks/"));
    }
    assert_eq!(partner.wait_for(4).len(), 4);
}

fn without_script_the_page_says_what_it_always_said(kind: Kind) {
    let (host, partner, verifier) = offering(kind);
    let page = Document::of(&host.get(&suspected(&host, "zoe")).text());
    let plain = Document::of(&host.get(STATIC).text());
    assert_eq!(page.text("h1"), plain.text("h1"));
    assert_eq!(page.texts("ol li"), plain.texts("ol li"));
    for paragraph in plain.texts("main p") {
        assert!(page.texts("main p").contains(&paragraph), "{paragraph}");
    }
    assert_eq!(page.count("form[method=post] noscript, section noscript"), 1);
    assert_eq!(plain.count("form, script"), 0);
    let lead = host.newest()["lead"].as_str().unwrap_or_default().to_owned();
    assert_eq!(host.operator("POST", &format!("/operator/leads/{lead}/release"))["done"], true);
    assert_eq!(partner.wait_for(1).len(), 1);
    assert!(verifier.received().is_empty());
    assert!(host.get("/nl/cookies/").text().contains("Cloudflare"), "the cookie statement tells of it");
    assert!(
        host.get("/residentie-leiehof/nl/privacy/").text().contains("Een mens van een programma"),
        "the notice too"
    );
}

fn switched_off_it_is_nowhere(kind: Kind) {
    let (host, _partner) = opened(kind);
    assert_eq!(suspected(&host, "zoe"), STATIC);
    for path in [STATIC, "/nl/cookies/", "/residentie-leiehof/nl/"] {
        let reaction = host.get(path);
        let policy = reaction.header("content-security-policy").unwrap_or_default();
        assert!(!policy.contains("http"), "{path}: {policy}");
        assert!(!reaction.text().contains("turnstile"), "{path}");
    }
    assert_eq!(host.get("/_gevel/residentie-leiehof/nl.checking").status, 404);
    assert_eq!(check_of(&host), "ok");
}

fn half_switched_on_nothing_is_offered_and_the_doctor_says_so(kind: Kind) {
    let partner = Partner::start();
    let secret_only = Settings { turnstile: SECRET.to_owned(), ..Settings::with(&partner) };
    let host = Host::start(kind, secret_only);
    let path = suspected(&host, "zoe");
    assert_eq!(location(&host.get(&path)), STATIC);
    assert_eq!(check_of(&host), "warn");
    drop(host);

    let host = Host::start_in(world(), kind, Settings::with(&partner));
    assert_eq!(suspected(&host, "zoe"), STATIC);
    assert_eq!(host.get("/_gevel/residentie-leiehof/nl.checking").status, 404, "not for everyone");
    assert_eq!(check_of(&host), "warn");
}

/// What the doctor says of the check.
fn check_of(host: &Host) -> String {
    let output = host.gevel(&["doctor", "--format", "json"]);
    let said: serde_json::Value = must(serde_json::from_slice(&output.stdout), "JSON");
    let checks = said["checks"].as_array().cloned().unwrap_or_default();
    let check = checks.into_iter().find(|check| check["check"] == "check");
    must(check.ok_or(said), "a check")["state"].as_str().unwrap_or_default().to_owned()
}
