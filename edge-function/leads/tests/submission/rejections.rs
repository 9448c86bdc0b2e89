//! What visitors and programs are told, all at once.

use leads::submission::{Fault, FieldFault, Place};
use leads::{Country, Field, Language};

use crate::sample::{Pairs, contract, contract_with, full, least, rejection, send, with};

fn faults(pairs: &Pairs) -> Vec<(String, Fault)> {
    let named = |FieldFault { place, fault }: FieldFault| (place.name().to_owned(), fault);
    rejection(pairs, &contract()).faults.into_iter().map(named).collect()
}

fn fault(field: &str, value: &str) -> Vec<(String, Fault)> {
    faults(&with(full(), &[(field, Some(value))]))
}

fn only(field: &str, fault: Fault) -> Vec<(String, Fault)> {
    vec![(field.to_owned(), fault)]
}

#[test]
fn an_empty_form_names_what_everybody_must_fill_in() {
    let missing = ["given_name", "family_name", "contact_preference", "language", "notice_version"];
    assert_eq!(faults(&Vec::new()), missing.map(|field| (field.to_owned(), Fault::Missing)));
}

#[test]
fn everything_that_is_wrong_is_told_at_once_in_the_order_of_the_page() {
    let long = "a".repeat(101);
    let pairs = with(
        full(),
        &[
            ("given_name", Some("www.spam.example")),
            ("family_name", Some(&long)),
            ("email", Some("jan@")),
            ("phone", Some("123")),
            ("postal_code", Some("99")),
            ("unit", Some("9.9")),
            ("features", Some("pool")),
            ("preferred_location", Some("a\nb")),
            ("notice_version", Some("2025-01-01-0000")),
            ("submission", Some("1")),
            ("iban", Some("BE68539007547034")),
        ],
    );
    let country = Country::Belgium;
    let expected = [
        ("given_name", Fault::HasAddress),
        ("family_name", Fault::TooLong { most: 100 }),
        ("email", Fault::NotAnEmail),
        ("phone", Fault::NotAPhone),
        ("postal_code", Fault::NotAPostcode { country }),
        ("unit", Fault::NotAChoice),
        ("features", Fault::NotAChoice),
        ("preferred_location", Fault::ControlCharacters),
        ("notice_version", Fault::OtherNotice),
        ("submission", Fault::NotAnId),
        ("iban", Fault::Unknown),
    ];
    assert_eq!(faults(&pairs), expected.map(|(field, fault)| (field.to_owned(), fault)));
}

#[test]
fn what_must_be_filled_in_depends_on_what_is_asked_for() {
    let without = |preference, field| with(full(), &[("contact_preference", Some(preference)), (field, None)]);
    assert_eq!(faults(&without("visit", "phone")), only("phone", Fault::Missing));
    assert_eq!(faults(&without("visit", "email")), only("email", Fault::Missing));
    assert!(send(&without("email", "phone"), &contract()).is_ok());
    assert!(send(&without("phone", "email"), &contract()).is_ok());
}

#[test]
fn blanks_are_as_good_as_nothing() {
    let blank = |field, value| with(full(), &[(field, Some(value))]);
    assert_eq!(faults(&blank("given_name", " \u{200b}\u{a0}")), only("given_name", Fault::Missing));
    let submission = send(&blank("message", "\r\n \0"), &contract()).unwrap();
    assert_eq!(submission.message(), None);
}

#[test]
fn choices_come_from_the_page_and_boxes_have_one_value() {
    for (field, value) in
        [("contact_preference", "fax"), ("country", "be"), ("consent_newsletter", "on"), ("language", "de")]
    {
        assert_eq!(fault(field, value), only(field, Fault::NotAChoice));
    }
}

#[test]
fn a_field_sent_twice_has_no_value() {
    let pairs = [least(), vec![("email".to_owned(), "other@example.com".to_owned())]].concat();
    assert_eq!(faults(&pairs), only("email", Fault::Repeated));
}

#[test]
fn what_this_page_does_not_ask_for_is_refused_unless_it_is_empty() {
    let contract = contract_with(Vec::new());
    let sent = |value| with(least(), &[("budget_band", Some(value))]);
    let unknown = FieldFault { place: Place::Field(Field::BudgetBand), fault: Fault::Unknown };
    assert_eq!(rejection(&sent("from_1m"), &contract).faults, [unknown]);
    assert!(send(&sent(""), &contract).is_ok());
}

#[test]
fn unknown_names_are_refused_and_only_told_if_they_look_like_names() {
    for (name, told) in [("company", "company"), ("jan@example.com", ""), ("Given_Name", ""), ("", "")] {
        assert_eq!(faults(&with(least(), &[(name, Some(""))])), only(told, Fault::Unknown));
    }
}

#[test]
fn click_ids_and_spoilt_links_are_no_fault_of_the_visitor() {
    let pairs =
        with(least(), &[("gclid", Some("x")), ("utm_source", Some("Call 0470 12 34 56")), ("utm_term", Some("a"))]);
    let submission = send(&pairs, &contract()).unwrap();
    assert_eq!(submission.source().iter().map(|(_, word)| word).collect::<Vec<_>>(), ["a"]);
}

#[test]
fn what_was_typed_is_kept_to_be_shown_again() {
    let long = "b".repeat(2100);
    let changes = [("given_name", ""), ("phone", "12 34"), ("message", &long), ("unit", "9.9"), ("language", "fr")];
    let rejection = rejection(&with(full(), &changes.map(|(name, value)| (name, Some(value)))), &contract());
    assert_eq!(rejection.language, Language::French);
    assert_eq!(rejection.typed.get(Field::Phone), "12 34");
    assert_eq!(rejection.typed.get(Field::Message).len(), 2000);
    assert_eq!(rejection.typed.all(Field::Features), ["lift", "garden"]);
    assert!(rejection.typed.has(Field::ConsentNewsletter, "yes"));
    assert_eq!(rejection.typed.get(Field::Honeypot), "");
}

#[test]
fn nothing_about_the_person_shows_in_a_log() {
    let pairs = with(full(), &[("given_name", Some("MARKER")), ("message", Some("MARKER")), ("phone", Some("MARKER"))]);
    let rejection = format!("{:?}", send(&with(pairs.clone(), &[("MARKER", Some("MARKER"))]), &contract()));
    let submission = send(&with(pairs, &[("phone", Some("0470123456"))]), &contract()).unwrap();
    let shown = [rejection, format!("{submission:?} {:?} {:?}", submission.person(), submission.message())].concat();
    assert!(!shown.contains("MARKER") && !shown.contains("470123456") && !shown.contains("xample.com"), "{shown}");
}
