//! Mail that somebody asks for: confirmed before it comes, and ended by one click, by an objection or with everything
//! else.

use serde_json::Value;
use tests::hosts::{Form, Host, Kind, PROJECT, Partner, Settings, form_of};
use tests::{Document, World, files_below, must, on_both};

use crate::using::package_of;
use crate::{done, newest, told};

on_both!(mail_that_is_asked_for_is_confirmed_first_and_ends_with_one_click);

const HOUR: i64 = 3_600;

/// A machine whose page has a box for the newsletter.
fn opened(kind: Kind) -> (Host, Partner) {
    let (partner, world) = (Partner::start(), World::with_samples());
    let ask = "ask: [unit, bedrooms_min, purchase_period";
    world.edit(&format!("{PROJECT}/project.yaml"), ask, &format!("{ask}, consent_newsletter"));
    // What is asked is told in the notice, and that on a day of its own.
    world.edit("privacy.yaml", "\ndate: 2026-11-02\n", "\ndate: 2026-11-20\n");
    world.edit("privacy.yaml", "changes:\n  - date: 2026-11-02", "changes:\n  - date: 2026-11-20");
    let host = Host::start_in(world, kind, Settings::with(&partner));
    (host, partner)
}

/// The mails that ask this person, as they travel.
fn mails_to(host: &Host, person: &str) -> Vec<String> {
    let is_to = |mail: &String| mail.contains(&format!("To: <{person}@example.com>"));
    host.mails().into_iter().filter(is_to).collect()
}

/// Asks for the newsletter, and gives the paths of the links in the mail that comes: to confirm, and to stop.
fn asked(host: &Host, person: &str, language: &str) -> (String, String) {
    let form = Form::of(&host.page(language)).filled_in().with("email", &format!("{person}@example.com"));
    assert_eq!(host.post(&form.with("consent_newsletter", "yes")).status, 303);
    host.sweep(60);
    host.until("the mail", |host| !mails_to(host, person).is_empty());
    let mail = mails_to(host, person).remove(0);
    let path = |place: &str| {
        let (_, rest) = must(mail.split_once(place).ok_or("no link"), &mail);
        let token: String =
            rest.chars().take_while(|sign| sign.is_ascii_alphanumeric() || ".-_".contains(*sign)).collect();
        format!("{place}{token}")
    };
    let head = mail.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
    assert!(head.contains("List-Unsubscribe: <") && head.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    assert!(!head.to_lowercase().contains("vandenbroucke"), "nothing but the address: {head}");
    (path("/confirm/"), path("/unsubscribe/"))
}

/// Presses the button of a page of ours.
fn press(host: &Host, path: &str) -> Document {
    let answer = host.press(path);
    assert_eq!(answer.status, 200, "{}", answer.text());
    Document::of(&answer.text())
}

fn subscribers(host: &Host) -> Vec<String> {
    let told = told(host, &["leads", "subscribers", "--list", "newsletter"]);
    let address = |one: &Value| one["email"].as_str().unwrap_or_default().to_owned();
    must(told.as_array().ok_or("no list"), "a list").iter().map(address).collect()
}

fn mail_that_is_asked_for_is_confirmed_first_and_ends_with_one_click(kind: Kind) {
    let (host, partner) = opened(kind);
    host.post(&form_of(&host, "plain"));
    let mut links = Vec::new();
    for (person, language) in [("annelies", "nl"), ("bernard", "fr"), ("charlie", "en"), ("dietrich", "de")] {
        links.push(asked(&host, person, language));
    }
    partner.wait_for(5);
    assert_eq!(mails_to(&host, "plain").len(), 0, "who ticks nothing gets nothing");
    for (confirm, stop) in &links {
        assert!(!confirm.contains("example.com") && !stop.contains("example.com"), "{confirm} {stop}");
        for path in [confirm, stop] {
            assert_eq!(host.get(path).status, 200);
        }
    }
    assert!(subscribers(&host).is_empty(), "to look changes nothing");

    let mut pages = Vec::new();
    for (confirm, _) in links.iter().take(3) {
        pages.push(press(&host, confirm).text("main h1"));
    }
    assert_eq!(pages[0], "U krijgt de nieuwsbrief");
    let mut confirmed = subscribers(&host);
    confirmed.sort();
    assert_eq!(confirmed, ["annelies@example.com", "bernard@example.com", "charlie@example.com"]);
    let table = done(&host, &["leads", "subscribers", "--list", "newsletter", "--format", "csv"]);
    assert!(links.iter().take(3).all(|(_, stop)| table.contains(stop)), "each with the address to stop it: {table}");

    let package = package_of(&host, "nl", "annelies");
    let shown = host.get(&package).text();
    assert!(shown.contains("Nieuwsbrief: bevestigd op") && !shown.contains("consent_newsletter"), "{shown}");
    let listed = host.get(&format!("{package}?as=json")).json();
    assert_eq!(listed["subscriptions"][0]["list"], "newsletter", "{listed}");

    // The button of a mail program: no page, no cookie, no sign-in.
    let kind_of_body = [("content-type", "application/x-www-form-urlencoded")];
    for _twice in 0..2 {
        let stopped = host.send("POST", &links[0].1, &kind_of_body, b"List-Unsubscribe=One-Click");
        assert_eq!((stopped.status, stopped.header("location")), (200, None));
    }
    assert_eq!(press(&host, &links[1].1).text("main h1"), "Vous ne recevrez plus de lettre d’information");
    assert_eq!(subscribers(&host), ["charlie@example.com"]);
    let charlie = ["--person", "charlie@example.com", "--reason", "asked by letter"];
    done(&host, &[&["leads", "erase"][..], &charlie, &["--yes"]].concat());
    assert!(subscribers(&host).is_empty());
    if kind == Kind::Preview {
        for file in files_below(&host.state()) {
            let bytes = must(std::fs::read(host.state().join(&file)), &file);
            assert!(!bytes.windows(7).any(|window| window == b"charlie"), "{file}");
        }
    }

    // Dietrich does nothing.
    host.sweep(74 * HOUR);
    host.until("the end of what was not confirmed", |host| {
        host.operator("GET", "/operator/subscriptions")["lists"][0]["pending"] == 0
    });
    assert_eq!(mails_to(&host, "dietrich").len(), 1);
    assert!(done(&host, &["leads", "statistics"]).contains("the last week that is over"));
    assert!(done(&host, &["leads", "signals"]).contains("nothing to count"), "nobody was asked for that");
    assert!(!newest(&host).is_empty() && done(&host, &["leads", "audit"]).contains("All in order"));
}
