//! What visitors read.

use std::collections::BTreeSet;

use leads::{Field, Form, Language};

use super::sample::{form, operator, parties, partner, register, said};
use crate::notice::privacy::privacy;
use crate::notice::{Block, Document, Notice, Register, cookies, legal, rights, site_privacy};
use crate::project::company::ContactPoint;

/// The notice of a project whose rights requests go to `contact_point` first.
fn notice(register: &Register, contact_point: ContactPoint, form: &Form, language: Language) -> Document {
    let (operator, partner) = (operator(), partner(contact_point));
    privacy(register, &parties(&operator, &partner), form, language)
}

fn sample_version(register: &Register, form: &Form) -> String {
    let (operator, partner) = (operator(), partner(ContactPoint::Operator));
    Notice::of("residentie-leiehof", register, &parties(&operator, &partner), form).version(register.date)
}

/// The text of one section.
fn section(document: &Document, id: &str) -> String {
    serde_json::to_string(document.sections.iter().find(|section| section.id == id).unwrap()).unwrap()
}

fn documents(language: Language) -> Vec<Document> {
    let (register, operator, partner) = (register(), operator(), partner(ContactPoint::Partner));
    let all = [Field::ConsentMarketingSimilar, Field::ConsentNewsletter, Field::PostalCode, Field::Unit];
    vec![
        notice(&register, ContactPoint::Operator, &form(&[]), language),
        notice(&register, ContactPoint::Partner, &form(&all), language),
        legal(&operator, language),
        cookies(&operator, language),
        rights(&register, &operator, &[&partner], language),
        rights(&register, &operator, &[], language),
        site_privacy(&register, &operator, language),
    ]
}

#[test]
fn a_notice_tells_every_item_of_the_checklist_in_every_language() {
    for &language in Language::ALL {
        let notice = notice(&register(), ContactPoint::Operator, &form(&[]), language);
        let told: BTreeSet<_> = notice
            .sections
            .iter()
            .filter(|section| !section.blocks.is_empty())
            .flat_map(|section| section.item.iter().map(String::as_str))
            .collect();
        let missing: Vec<_> =
            (10..=33).map(|number| format!("N-{number}")).filter(|item| !told.contains(item.as_str())).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
    }
}

#[test]
fn no_text_keeps_a_placeholder_an_empty_word_or_a_broken_link() {
    for &language in Language::ALL {
        for document in documents(language) {
            let json = serde_json::to_value(&document).unwrap();
            let mut texts = Vec::new();
            collect(&json, &mut texts);
            for text in texts {
                assert!(
                    !text.is_empty() && !text.contains(['{', '}', '[', ']']) && !text.contains("  "),
                    "{language} {}: `{text}`",
                    document.title
                );
            }
        }
    }
}

fn collect<'a>(value: &'a serde_json::Value, texts: &mut Vec<&'a str>) {
    match value {
        serde_json::Value::String(text) => texts.push(text),
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        serde_json::Value::Object(entries) => entries.values().for_each(|value| collect(value, texts)),
        _ => {}
    }
}

#[test]
fn anchors_are_unique_and_every_link_to_one_arrives() {
    for document in Language::ALL.iter().flat_map(|language| documents(*language)) {
        let ids: Vec<_> = document.sections.iter().map(|section| section.id.as_str()).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
        for target in said(&document).split("\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ids.contains(&target), "{}: {target}", document.title);
        }
    }
}

#[test]
fn the_notice_names_exactly_the_fields_the_form_asks_each_as_mandatory_as_there() {
    let form = form(&[Field::PostalCode]);
    let notice = notice(&register(), ContactPoint::Operator, &form, Language::English);
    let data = notice.sections.iter().find(|section| section.id == "data").unwrap();
    let Some(Block::Table { rows, .. }) = data.blocks.iter().find(|block| matches!(block, Block::Table { .. })) else {
        unreachable!("the data are a table")
    };
    let rows: Vec<_> = rows.iter().map(|row| format!("{}: {}", row[0][0].text, row[1][0].text)).collect();
    let expected = [
        "first name: mandatory",
        "last name: mandatory",
        "e-mail address: mandatory if you choose a reply by e-mail or a visit",
        "what you ask for: mandatory",
        "phone number: mandatory if you choose a phone call or a visit",
        "postcode: optional",
        "your message: optional",
    ];
    assert_eq!(rows, expected);
    assert!(!said(&notice).contains("budget"));
}

#[test]
fn consent_is_told_where_the_form_has_its_box_and_nowhere_else() {
    let register = register();
    let without = notice(&register, ContactPoint::Operator, &form(&[]), Language::English);
    let with = notice(&register, ContactPoint::Operator, &form(&[Field::ConsentMarketingSimilar]), Language::English);
    assert!(!said(&without).contains("similar projects, including"));
    assert!(said(&with).contains("similar projects, including"));
    assert!(section(&without, "withdrawal").contains("does not ask for your consent"));
    assert!(section(&with, "withdrawal").contains("at the bottom of every e-mail"));
}

#[test]
fn both_controllers_are_named_with_post_and_mail_and_the_contact_point_comes_first() {
    let notice = notice(&register(), ContactPoint::Partner, &form(&[]), Language::Dutch);
    let who = section(&notice, "who");
    for name in [
        "Huisvinder NV",
        "Leiebouw NV",
        "Zetterskaai 12, 9000 Gent",
        "mailto:privacy@leiebouw.example",
        "mailto:privacy@huisvinder.example",
    ] {
        assert!(who.contains(name), "{name}");
    }
    let arrangement = section(&notice, "arrangement");
    assert!(
        arrangement.contains("eerst terecht bij Leiebouw")
            && arrangement.contains("ook bij Huisvinder")
            && arrangement.contains("10 februari 2026")
    );
}

#[test]
fn only_the_right_to_object_is_set_apart() {
    let notice = notice(&register(), ContactPoint::Operator, &form(&[]), Language::French);
    let apart: Vec<_> =
        notice.sections.iter().filter(|section| section.emphasis).map(|section| section.id.as_str()).collect();
    assert_eq!(apart, ["objection"]);
}

#[test]
fn periods_and_transfers_are_those_of_the_register() {
    let text = said(&notice(&register(), ContactPoint::Operator, &form(&[]), Language::German));
    for words in [
        "1 Jahr (365 Tage) nach dem letzten Kontakt",
        "5 Jahre (1826 Tage)",
        "Cloudflare, Inc. (Vereinigte Staaten)",
        "Beschluss 2021/914",
        "Data Privacy Framework",
    ] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn a_version_is_stable_and_starts_with_the_date_of_the_register() {
    let first = sample_version(&register(), &form(&[]));
    assert_eq!(first, sample_version(&register(), &form(&[])));
    let (date, digits) = first.rsplit_once('-').unwrap();
    assert_eq!(date, "2026-11-02");
    assert!(digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
}

#[test]
fn one_word_in_one_language_or_one_field_more_makes_another_version() {
    let mut changed = register();
    let first = sample_version(&changed, &form(&[]));
    assert_ne!(first, sample_version(&changed, &form(&[Field::PostalCode])));
    changed.purposes[0].label.0.insert(Language::German, "Ihre Frage beantworten".to_owned());
    assert_ne!(first, sample_version(&changed, &form(&[])));
}

#[test]
fn the_site_notice_has_a_part_for_every_audience_but_those_who_fill_in_a_form() {
    let document = site_privacy(&register(), &operator(), Language::English);
    let ids: Vec<_> = document.sections.iter().map(|section| section.id.as_str()).collect();
    for id in ["partner-contact", "supplier-contact", "event-attendee", "newsletter-subscriber", "everyone"] {
        assert!(ids.contains(&id), "{id}: {ids:?}");
    }
    assert!(!said(&document).contains("Answering your enquiry"));
}

#[test]
fn the_legal_notice_holds_what_the_law_asks_of_a_company_on_line() {
    let text = said(&legal(&operator(), Language::Dutch));
    for words in [
        "Huisvinder NV",
        "0771.234.528",
        "BE 0771.234.528",
        "RPR nl",
        "tel:+3290000010",
        "mailto:info@huisvinder.example",
        "geen aanbod",
    ] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn the_rights_page_names_every_partner_and_the_authority() {
    let text = said(&rights(&register(), &operator(), &[&partner(ContactPoint::Operator)], Language::English));
    for words in [
        "Leiebouw NV",
        "privacy@leiebouw.example",
        "Belgian Data Protection Authority",
        "+32 2 274 48 00",
        "within one month",
        "reasonable doubt",
    ] {
        assert!(text.contains(words), "{words}");
    }
}
