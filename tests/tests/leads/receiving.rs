//! What a visitor sends and what they get.

use std::collections::BTreeSet;

use tests::Document;
use tests::hosts::{Form, Kind, PROJECT};

use crate::{form_of, on_both, opened};

on_both!(
    a_lead_is_taken_and_reaches_its_partner_signed,
    a_form_with_mistakes_comes_back_in_each_language_and_can_be_mended,
    fifty_clicks_at_once_are_one_lead,
    what_looks_like_a_machine_waits_for_a_person,
    thirty_people_behind_one_address_are_thirty_leads,
    an_answer_is_as_strict_as_a_page,
);

fn a_lead_is_taken_and_reaches_its_partner_signed(kind: Kind) {
    let (host, partner) = opened(kind);
    let reaction = host.post(&form_of(&host, "zoe").with("unit", "0.2"));
    assert_eq!((reaction.status, reaction.header("location")), (303, Some("/residentie-leiehof/nl/thanks/")));
    assert_eq!(host.get("/residentie-leiehof/nl/thanks/").status, 200);

    let received = &partner.wait_for(1)[0];
    crate::carrying::verify(received, tests::hosts::SECRET);
    let lead = &received.json()["data"];
    assert_eq!(lead["person"]["given_name"], "Zoë");
    assert_eq!(lead["project"]["id"], PROJECT);
    host.until("the delivery", |host| host.counts()["delivered"] == 1);
    assert_eq!(host.newest()["deliveries"][0]["attempts"][0]["outcome"], "delivered");
}

fn a_form_with_mistakes_comes_back_in_each_language_and_can_be_mended(kind: Kind) {
    let (host, partner) = opened(kind);
    let beginnings = [("nl", "Fout:"), ("fr", "Erreur\u{a0}:"), ("en", "Error:"), ("de", "Fehler:")];
    for (number, (language, beginning)) in beginnings.into_iter().enumerate() {
        let page = host.page(language);
        let wrong = Form::of(&page).filled_in().with("given_name", "").with("email", "zoe@@example.com");
        let reaction = host.post(&wrong.with("message", "<b>\"1 & 2\"</b>\n'drie'"));
        assert_eq!(reaction.status, 422, "{language}");
        let answer = Document::of(&reaction.text());
        assert_eq!(answer.value("html", "lang"), language);
        let title = answer.text("title");
        assert!(title.replace(' ', "\u{a0}").starts_with(&beginning.replace(' ', "\u{a0}")), "{title}");
        let links: BTreeSet<_> = answer.values("[autofocus] a, [role=alert] a", "href").into_iter().collect();
        assert_eq!(links, ["#f-email".to_owned(), "#f-given-name".to_owned()].into(), "{language}");
        for field in ["f-given-name", "f-email"] {
            let input = format!("#{field}[aria-invalid=true]");
            let described = answer.value(&input, "aria-describedby");
            let message = described.split(' ').find(|id| id.contains("error"));
            assert!(!answer.text(&format!("[id='{}']", message.unwrap_or_default())).is_empty(), "{language} {field}");
        }
        // Everything typed is still there, and only what was wrong has to be mended.
        let again = Form::of(&answer);
        assert_eq!((again.value("family_name"), again.value("email")), ("Vandenbroucke", "zoe@@example.com"));
        assert_eq!(again.value("message").trim_start_matches('\n'), "<b>\"1 & 2\"</b>\n'drie'", "{language}");
        assert!(answer.all("main b").is_empty() || !reaction.text().contains("<b>\"1"));
        let mended = again.with("given_name", "Zoë").with("email", &format!("zoe{number}@example.com"));
        let mended = host.post(&mended.with("contact_preference", "email"));
        assert_eq!(mended.status, 303, "{language}: {}", mended.text());
        assert_eq!(mended.header("location"), Some(format!("/residentie-leiehof/{language}/thanks/").as_str()));
    }
    assert_eq!(partner.wait_for(4).len(), 4);
}

fn fifty_clicks_at_once_are_one_lead(kind: Kind) {
    let (host, partner) = opened(kind);
    let form = form_of(&host, "zoe").with("submission", "0f8fad5b-d9cb-469f-a165-70867728950e");
    let answers: Vec<_> = std::thread::scope(|scope| {
        let clicks: Vec<_> = (0..50).map(|_| scope.spawn(|| host.post_by_script(&form))).collect();
        clicks.into_iter().filter_map(|click| click.join().ok()).collect()
    });
    assert_eq!(answers.len(), 50);
    let leads: BTreeSet<_> = answers.iter().map(|answer| answer["lead"].to_string()).collect();
    assert_eq!(leads.len(), 1, "{leads:?}");
    assert_eq!(host.counts()["accepted"], 1);
    host.until("an end", |host| host.counts()["pending"] == 0);
    assert!(partner.received().len() <= 1);
}

fn what_looks_like_a_machine_waits_for_a_person(kind: Kind) {
    let (host, partner) = opened(kind);
    let reaction = host.post(&form_of(&host, "bot").with("website", "https://spam.example"));
    assert_eq!((reaction.status, reaction.header("location")), (303, Some("/residentie-leiehof/nl/checking/")));
    assert_eq!(host.get("/residentie-leiehof/nl/checking/").status, 200, "the visitor is told the truth");
    let lead = host.newest();
    assert_eq!((lead["standing"].as_str(), &lead["reasons"][0]), (Some("quarantined"), &"honeypot_filled".into()));
    host.sweep(60);
    assert!(partner.received().is_empty());

    let released = host.operator("POST", &format!("/operator/leads/{}/release", lead["lead"].as_str().unwrap_or("")));
    assert_eq!(released["done"], true);
    assert_eq!(partner.wait_for(1).len(), 1);
}

fn thirty_people_behind_one_address_are_thirty_leads(kind: Kind) {
    let (host, partner) = opened(kind);
    for person in 0..30 {
        let reaction = host.post(&form_of(&host, &format!("person{person}")));
        assert_eq!(reaction.header("location"), Some("/residentie-leiehof/nl/thanks/"), "person {person}");
    }
    let ids: BTreeSet<_> = partner.wait_for(30).iter().map(tests::hosts::Received::id).collect();
    assert_eq!(ids.len(), 30);
}

fn an_answer_is_as_strict_as_a_page(kind: Kind) {
    let (host, _partner) = opened(kind);
    let page = host.get(&format!("/{PROJECT}/nl/"));
    let wrong = host.post(&form_of(&host, "zoe").with("email", "zoe"));
    let thanked = host.post(&form_of(&host, "zoe"));
    for (name, reaction) in [("422", &wrong), ("303", &thanked), ("health", &host.get("/health"))] {
        for header in ["x-content-type-options", "x-frame-options", "referrer-policy", "cross-origin-opener-policy"] {
            assert_eq!(reaction.header(header), page.header(header), "{name}: {header}");
        }
        assert_eq!(reaction.header("cache-control"), Some("no-store"), "{name}");
        let policy = reaction.header("content-security-policy").unwrap_or_default();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{name}: {policy}");
    }
    for path in ["/_gevel/residentie-leiehof.json", "/_gevel/residentie-leiehof/nl.json", "/_gevel/mail/nl.json"] {
        assert_eq!(host.get(path).status, 404, "{path} is not for everyone");
    }
    assert_eq!(host.get("/operator/status").status, 401);
}
