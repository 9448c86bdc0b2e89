//! What people write passes, and what machines write is kept aside with its reason.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::{Reason, Verdict};
use crate::contract::{Category, Contract, NamedOperator, NamedPartner, NamedProject, Notice, Slug, Terms};
use crate::form::{ContactPreference, Form, FormWishes};
use crate::{Language, Letters, Submission};

fn contract() -> Contract {
    let wishes = FormWishes { preferences: vec![ContactPreference::Email], ..FormWishes::default() };
    let notice = Notice { version: "1".to_owned(), path: "/notices/1/nl/".to_owned() };
    Contract::new(Terms {
        project: NamedProject { slug: Slug::new("oever").unwrap(), name: "Oever".to_owned() },
        category: Category::Residential,
        languages: vec![Language::Dutch],
        partner: NamedPartner { id: "p".to_owned(), name: "P".to_owned() },
        operator: NamedOperator { name: "O".to_owned(), contact: "o@example.be".to_owned() },
        origin: "https://example.be".to_owned(),
        form: Form::new(&wishes).unwrap(),
        consents: [].into(),
        notice: [(Language::Dutch, notice)].into(),
        retention_days: 1,
        accepting: true,
    })
    .unwrap()
}

fn verdict(changes: &[(&str, &str)]) -> Verdict {
    let mut sent = serde_json::json!({
        "given_name": "Jan", "family_name": "Peeters", "email": "jan@example.com", "contact_preference": "email",
        "language": "nl", "notice_version": "1",
    });
    for &(name, value) in changes {
        sent.as_object_mut().unwrap().insert(name.to_owned(), value.into());
    }
    let body = sent.to_string();
    let kind = Some("application/json");
    let submission = Submission::read(body.as_bytes(), kind, &contract(), Letters::OWN).unwrap();
    Verdict::on(&submission, Letters::OWN)
}

fn reasons(changes: &[(&str, &str)]) -> Vec<Reason> {
    match verdict(changes) {
        Verdict::Clear => Vec::new(),
        Verdict::Quarantine { reasons, .. } => reasons,
    }
}

#[test]
fn what_people_write_is_clear() {
    for message in [
        "",
        "Graag meer info over unit 1.2, liefst na 17u. Mvg, Jan",
        "Bonjour, est-ce que l'appartement du 2e étage (prix 350.000 €) est encore libre ? Merci d'avance !",
        "Is parking included? I saw it on https://portal.example/listing/123 for another price.",
        "Hab Ihre Seite www.beispiel.de gesehen, und https://karte.example/x: ist das dort?",
        "INFO AUB!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!",
        "ja",
        "🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡🏡",
        "مرحبا، أود زيارة الشقة يوم السبت. شكرا",
    ] {
        assert_eq!(verdict(&[("message", message)]), Verdict::Clear, "{message}");
    }
}

#[test]
fn the_same_name_twice_is_a_name_and_not_a_machine() {
    assert_eq!(verdict(&[("given_name", "Thomas"), ("family_name", "Thomas")]), Verdict::Clear);
}

#[test]
fn what_machines_write_is_kept_aside_with_its_reason() {
    let links = "cheap https://a.example https://b.example https://c.example";
    assert_eq!(reasons(&[("message", links)]), [Reason::Links { count: 3 }]);
    assert_eq!(reasons(&[("message", &"buy now ".repeat(30))]), [Reason::Repetition]);
    let same = [("given_name", "qzXw"), ("family_name", "qzXw"), ("message", "qzXw")];
    assert_eq!(reasons(&same), [Reason::SameEverywhere]);
}

#[test]
fn bait_that_was_taken_is_a_reason_and_no_fault() {
    assert_eq!(reasons(&[("website", "https://a.example")]), [Reason::HoneypotFilled]);
    assert_eq!(verdict(&[("website", " ")]), Verdict::Clear);
}

#[test]
fn speed_counts_only_where_the_script_told_the_time() {
    assert_eq!(reasons(&[("elapsed", "200")]), [Reason::ImpossibleSpeed { elapsed_ms: 200 }]);
    for elapsed in ["2000", "60000", "999999999999", "soon", "-1", ""] {
        assert_eq!(verdict(&[("elapsed", elapsed)]), Verdict::Clear, "{elapsed}");
    }
}

#[test]
fn weak_signs_add_up() {
    let verdict = verdict(&[("elapsed", "2000"), ("message", "see https://a.example")]);
    let reasons = vec![Reason::Links { count: 1 }, Reason::Haste { elapsed_ms: 2000 }];
    assert_eq!(verdict, Verdict::Quarantine { score: 50, reasons });
}

#[test]
fn thirty_people_of_one_office_are_thirty_people() {
    for colleague in 0..30 {
        let email = format!("colleague{colleague}@office.example");
        assert_eq!(verdict(&[("email", &email), ("message", "Graag een rondleiding.")]), Verdict::Clear);
    }
}

#[test]
fn a_reason_is_kept_as_a_word_with_its_number() {
    let json = serde_json::to_string(&[Reason::HoneypotFilled, Reason::Links { count: 3 }]).unwrap();
    assert_eq!(json, r#"[{"reason":"honeypot_filled"},{"reason":"links","count":3}]"#);
    assert_eq!(Reason::Links { count: 1 }.to_string(), "1 web address in the text");
}
