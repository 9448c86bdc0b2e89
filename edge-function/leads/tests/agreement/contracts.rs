//! Claims about what the build writes and the edge reads.

use std::collections::BTreeSet;
use std::error::Error as _;

use crate::any;
use crate::sample::{EXPECTED, expected_with, set, set_member, terms};
use leads::contract::{ContractError, ContractFault, Notice, SCHEMA, Terms};
use leads::{Contract, Field, Language, Table};
use proptest::prelude::*;
use serde_json::Value;

/// Every key a contract may have. A key is added here only after asking whether everyone may know its value: a
/// contract lies among published files, so a secret or the address that takes a partner's leads must never be in it.
const KEYS: [&str; 33] = [
    "accepting",
    "asked",
    "category",
    "consent_ad_signal",
    "consent_marketing_similar",
    "consent_newsletter",
    "consents",
    "contact",
    "de",
    "en",
    "field",
    "form",
    "fr",
    "id",
    "languages",
    "name",
    "need",
    "nl",
    "notice",
    "operator",
    "origin",
    "partner",
    "path",
    "preferences",
    "project",
    "required_for",
    "retention_days",
    "revision",
    "schema",
    "slug",
    "terms",
    "units",
    "version",
];

fn keys(json: &Value, found: &mut BTreeSet<String>) {
    match json {
        Value::Object(members) => {
            for (key, member) in members {
                found.insert(key.clone());
                keys(member, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn a_contract_is_written_as_expected() {
    assert_eq!(Contract::new(terms()).unwrap().to_json(), EXPECTED);
}

#[test]
fn a_contract_from_a_newer_program_is_refused_by_its_schema_whatever_else_it_has() {
    let newer = expected_with(|json| {
        set(json, "/schema", SCHEMA + 1);
        set(json, "/terms", "quite different");
    });
    let error = Contract::from_json(&newer).unwrap_err();
    assert!(matches!(error, ContractError::Schema { found, known: SCHEMA } if found == SCHEMA + 1));
    assert_eq!(error.to_string(), "the contract has schema 3, but this program reads 2; deploy a newer program");
}

#[test]
fn an_unknown_key_is_refused_wherever_it_is() {
    for place in [
        "",
        "/terms",
        "/terms/project",
        "/terms/partner",
        "/terms/operator",
        "/terms/form",
        "/terms/form/asked/0",
        "/terms/notice/nl",
    ] {
        let json = expected_with(|json| set_member(json, place, "webhook_secret"));
        assert!(matches!(Contract::from_json(&json), Err(ContractError::Unreadable(_))), "{place:?}");
    }
}

#[test]
fn a_contract_from_before_words_of_consent_were_kept_is_still_read_and_a_newer_one_without_them_is_not() {
    let without = |schema: u32| {
        expected_with(|json| {
            set(json, "/schema", schema);
            json["terms"].as_object_mut().unwrap().remove("consents");
        })
    };
    let old = Contract::from_json(&without(1)).unwrap();
    assert_eq!(old.consent(Language::Dutch, Field::ConsentMarketingSimilar), None);
    let error = Contract::from_json(&without(SCHEMA)).unwrap_err().to_string();
    assert!(error.contains("`consent_marketing_similar` must have words in `nl`"), "{error}");
}

#[test]
fn a_box_has_its_words_in_every_language_and_no_others_stand_there() {
    let changed = |change: fn(&mut Terms)| {
        let mut terms = terms();
        change(&mut terms);
        Contract::new(terms).unwrap_err()
    };
    let box_ = Field::ConsentMarketingSimilar;
    let words = |words: &str| [(box_, words.to_owned())].into();
    assert_eq!(
        changed(|terms| terms.consents.put(Language::French, [].into())),
        [ContractFault::ConsentWords(box_, Language::French)]
    );
    let blank = terms_with(Language::English, words(" "));
    assert_eq!(Contract::new(blank).unwrap_err(), [ContractFault::ConsentWords(box_, Language::English)]);
    let elsewhere = terms_with(Language::German, words("Ja."));
    assert_eq!(Contract::new(elsewhere).unwrap_err(), [ContractFault::ConsentWords(box_, Language::German)]);
    let another = [(box_, "Yes.".to_owned()), (Field::ConsentNewsletter, "Yes.".to_owned())].into();
    assert_eq!(
        Contract::new(terms_with(Language::English, another)).unwrap_err(),
        [ContractFault::ConsentWords(Field::ConsentNewsletter, Language::English)]
    );
}

fn terms_with(language: Language, words: Table<Field, String>) -> Terms {
    let mut terms = terms();
    terms.consents.put(language, words);
    terms
}

#[test]
fn a_form_changed_by_hand_is_noticed_by_its_revision() {
    let json = expected_with(|json| set(json, "/terms/form/units/0", "0.2"));
    assert!(matches!(Contract::from_json(&json), Err(ContractError::Revision { .. })));
}

#[test]
fn a_form_that_requires_consent_is_not_read() {
    let json = expected_with(|json| {
        let asked = json.pointer_mut("/terms/form/asked").and_then(Value::as_array_mut).unwrap();
        let consent = asked.iter_mut().find(|asked| asked["field"] == "consent_marketing_similar").unwrap();
        consent["need"] = "required".into();
    });
    let error = Contract::from_json(&json).unwrap_err();
    let cause = error.source().unwrap().to_string();
    assert!(cause.contains("`consent_marketing_similar` is consent and must be optional"), "{cause}");
}

#[test]
fn everything_that_does_not_hang_together_is_told_at_once() {
    let mut terms = terms();
    terms.partner.name = " ".to_owned();
    terms.languages = vec![Language::Dutch, Language::Dutch, Language::German, Language::English];
    let of_today = Notice { version: "of today".to_owned(), ..terms.notice.get(&Language::Dutch).unwrap().clone() };
    let elsewhere =
        Notice { path: "//elsewhere.example/".to_owned(), ..terms.notice.get(&Language::English).unwrap().clone() };
    terms.notice.put(Language::Dutch, of_today);
    terms.notice.put(Language::English, elsewhere);
    terms.retention_days = 0;
    terms.consents.put(Language::French, [].into());
    assert_eq!(
        Contract::new(terms).unwrap_err(),
        [
            ContractFault::Unnamed("partner.name"),
            ContractFault::LanguageTwice(Language::Dutch),
            ContractFault::NoticeVersion(Language::Dutch),
            ContractFault::NoticeWithoutPage(Language::French),
            ContractFault::NoticePath(Language::English),
            ContractFault::NoticeMissing(Language::German),
            ContractFault::NoRetention,
            ContractFault::ConsentWords(Field::ConsentMarketingSimilar, Language::German),
        ]
    );
}

#[test]
fn a_page_in_no_language_has_no_contract() {
    let terms = Terms { languages: Vec::new(), notice: [].into(), consents: [].into(), ..terms() };
    assert_eq!(Contract::new(terms).unwrap_err(), [ContractFault::NoLanguage]);
}

proptest! {
    #[test]
    fn a_contract_has_no_key_that_is_not_for_everyone(contract in any::contract()) {
        let mut found = BTreeSet::new();
        keys(&serde_json::from_str(&contract.to_json()).unwrap(), &mut found);
        let allowed = KEYS.map(str::to_owned).into();
        prop_assert!(found.is_subset(&allowed), "{:?}", found.difference(&allowed));
    }

    #[test]
    fn a_contract_survives_being_written_and_read(contract in any::contract()) {
        let json = contract.to_json();
        let read = Contract::from_json(&json).unwrap();
        prop_assert_eq!(&read, &contract);
        prop_assert_eq!(read.to_json(), json);
    }

    #[test]
    fn any_text_gets_an_answer(text in ".{0,200}") {
        let _answer = Contract::from_json(&text);
    }

    #[test]
    fn any_bytes_get_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _answer = Contract::from_json(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_damaged_contract_gets_an_answer(
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = EXPECTED.as_bytes().to_vec();
        for (place, byte) in damage {
            if let Some(target) = bytes.get_mut(place.index(EXPECTED.len())) {
                *target = byte;
            }
        }
        let _answer = Contract::from_json(&String::from_utf8_lossy(&bytes));
        bytes.truncate(cut.index(EXPECTED.len()));
        let _answer = Contract::from_json(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn errors_can_always_be_said(value in ".{0,20}", pointer in prop::sample::select(POINTERS)) {
        if let Err(error) = Contract::from_json(&expected_with(|json| set(json, pointer, value))) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}

const POINTERS: &[&str] = &[
    "/schema",
    "/revision",
    "/terms/origin",
    "/terms/project/slug",
    "/terms/project/name",
    "/terms/category",
    "/terms/languages/0",
    "/terms/partner/id",
    "/terms/form/asked/2/need",
    "/terms/form/units/1",
    "/terms/notice/nl/version",
    "/terms/notice/nl/path",
    "/terms/retention_days",
    "/terms/accepting",
];
