//! The programs that we show to partners verify what we send, and refuse what is not from us: each is taken from the
//! page as it stands there, run, and given enquiries by the real preview.
#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::fs;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use leads::Moment;
use leads::partner::{Channel, Loopback, Partners};
use leads::relay::{self, Event, EventId, EventType, LeadDocument};
use serde_json::{Value, json};
use tests::hosts::{Form, Host, Kind, PATIENCE, Partner, SECRET, Settings};
use tests::{free_port, must, root};

const PAGE: &str = "docs/partners.md";

#[test]
fn javascript_with_the_official_library() {
    let mut command = Command::new("node");
    command.arg(written("js", "receiver.mjs"));
    receives_what_is_ours_and_nothing_else(command);
}

#[test]
fn python_with_the_official_library() {
    let mut command = Command::new(tools().join("python/bin/python"));
    command.arg(written("python", "receiver.py"));
    receives_what_is_ours_and_nothing_else(command);
}

#[test]
fn php_without_a_library() {
    let (port, listener) = free_port();
    drop(listener);
    let mut command = Command::new("php");
    command.args(["-S", &format!("127.0.0.1:{port}")]).arg(written("php", "receiver.php"));
    receives(command, port);
}

#[test]
fn the_body_that_the_page_shows_is_one_that_we_send() {
    let golden = must(fs::read_to_string(root().join("edge-function/leads/tests/relay/golden.json")), "golden");
    let golden: Value = must(serde_json::from_str(&golden), "golden");
    let sent: Value = must(serde_json::from_str(golden[0]["body"].as_str().unwrap_or_default()), "a body");
    let shown: Value = must(serde_json::from_str(&block("json")), PAGE);
    assert_eq!(shown, sent);
}

fn receives_what_is_ours_and_nothing_else(command: Command) {
    let (port, listener) = free_port();
    drop(listener);
    receives(command, port);
}

/// Runs a receiver and sends it a real enquiry, then the same by hand: genuine, changed, too old, unsigned.
fn receives(mut command: Command, port: u16) {
    command.env("GEVEL_SECRET", SECRET).env("PORT", port.to_string()).stdout(Stdio::null()).stderr(Stdio::null());
    let _running = Running(must(command.spawn(), "the receiver starts; `tests/run` installs what it needs"));
    let begin = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(begin.elapsed() < PATIENCE, "the receiver does not listen");
        std::thread::yield_now();
    }
    let url = format!("http://127.0.0.1:{port}");

    let stand_in = Partner::start();
    let mut settings = Settings::with(&stand_in);
    settings.partners["partners"][0]["destinations"][0]["webhook"]["url"] = json!(format!("{url}/"));
    let host = Host::start(Kind::Preview, settings);
    host.post(&Form::of(&host.page("nl")).filled_in());
    host.until("a delivery that was verified", |host| host.counts()["delivered"] == 1);

    let now = Moment::new(must(must(std::time::UNIX_EPOCH.elapsed(), "a clock").as_secs().try_into(), "a time"));
    let (headers, body) = signed(now);
    let send = |headers: &[(&'static str, String)], body: &[u8]| {
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        must(Host::try_send(&url, "/", &headers, body).ok_or("no answer"), "an answer").status
    };
    assert_eq!(send(&headers, &body), 204);
    assert_eq!(send(&headers, &body), 204, "a repetition is known, not refused");
    let changed = String::from_utf8_lossy(&body).replace("l-1", "l-2").into_bytes();
    assert_eq!(send(&headers, &changed), 400, "one letter was changed");
    let (old, body) = signed(now.plus(-600));
    assert_eq!(send(&old, &body), 400, "ten minutes old");
    let unsigned: Vec<_> = headers.into_iter().filter(|(name, _)| *name != "webhook-signature").collect();
    assert_eq!(send(&unsigned, &body), 400, "without a signature");
}

/// An event that was signed at this moment.
fn signed(at: Moment) -> (Vec<(&'static str, String)>, Vec<u8>) {
    let partners = json!({ "partners": [{ "id": "a", "language": "nl", "destinations": [
        { "webhook": { "name": "crm", "url": "https://crm.leiebouw.example/", "secrets": [SECRET] } },
    ] }] });
    let partners = must(Partners::from_json(&partners.to_string(), Loopback::Refused), "a partner");
    let crm = partners.get("a").and_then(|partner| partner.destination("crm"));
    let Some(Channel::Webhook(webhook)) = crm.map(leads::partner::Destination::channel) else {
        unreachable!("it is a webhook")
    };
    let event = Event {
        id: must(EventId::parse("l-1-created"), "an id"),
        event_type: EventType::Created,
        at,
        lead: must(LeadDocument::parse(r#"{"lead_id":"l-1","message":"Σπίτι 🏡"}"#), "a lead"),
        link: None,
    };
    let http = relay::http(&event, webhook, at);
    (http.headers, http.body)
}

/// The folder into which `tests/run` installs the libraries.
fn tools() -> PathBuf {
    root().join("target/tools/verify")
}

/// The program that the page shows in a language, as a file beside the libraries.
fn written(language: &str, name: &str) -> PathBuf {
    let path = tools().join(name);
    assert!(tools().is_dir(), "{} is not there: `tests/run` makes it", tools().display());
    must(fs::write(&path, block(language)), name);
    path
}

/// The one block of the page in this language.
fn block(language: &str) -> String {
    let page = must(fs::read_to_string(root().join(PAGE)), PAGE);
    let start = format!("```{language}\n");
    assert_eq!(page.matches(&start).count(), 1, "one block in {language}");
    let (_, rest) = must(page.split_once(&start).ok_or("none"), language);
    let (block, _) = must(rest.split_once("\n```").ok_or("no end"), language);
    block.to_owned()
}

/// A process that ends with its test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}
