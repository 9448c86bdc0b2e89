//! One contract, its text, and ways to change it in one place.

use leads::contract::{Category, NamedOperator, NamedPartner, NamedProject, Notice, Slug, Terms};
use leads::form::{ContactPreference, FormWishes};
use leads::{Field, Form, Language};
use serde_json::Value;

/// The contract of the terms below, as it must be written.
pub(crate) const EXPECTED: &str = include_str!("expected/contract.json");

/// What the expected contract says.
pub(crate) fn terms() -> Terms {
    let wishes = FormWishes {
        optional: vec![Field::PostalCode, Field::Unit, Field::ConsentMarketingSimilar],
        preferences: vec![ContactPreference::Visit, ContactPreference::Phone, ContactPreference::Email],
        brochure_available: false,
        units: ["0.1", "1.2"].map(str::to_owned).to_vec(),
    };
    let notice = |language: Language| Notice {
        version: "2026-11-23-1f0c".to_owned(),
        path: format!("/notices/2026-11-23-1f0c/{language}/"),
    };
    Terms {
        project: NamedProject { slug: Slug::new("leie-oever").unwrap(), name: "Leie-Oever".to_owned() },
        category: Category::Residential,
        languages: vec![Language::Dutch, Language::French, Language::English],
        partner: NamedPartner { id: "leiebouw".to_owned(), name: "Leiebouw NV".to_owned() },
        operator: NamedOperator { name: "Huisvinder BV".to_owned(), contact: "privacy@huisvinder.example".to_owned() },
        origin: "https://www.huisvinder.example".to_owned(),
        form: Form::new(&wishes).unwrap(),
        consents: [
            (Language::Dutch, "Ja, mail mij."),
            (Language::French, "Oui."),
            (Language::English, "Yes, e-mail me."),
        ]
        .map(|(language, words)| (language, [(Field::ConsentMarketingSimilar, words.to_owned())].into()))
        .into(),
        notice: [Language::Dutch, Language::French, Language::English]
            .map(|language| (language, notice(language)))
            .into(),
        retention_days: 365,
        accepting: true,
    }
}

/// The expected contract, changed in one place.
pub(crate) fn expected_with(change: impl FnOnce(&mut Value)) -> String {
    let mut json = serde_json::from_str(EXPECTED).unwrap();
    change(&mut json);
    json.to_string()
}

/// Replaces what is at this place.
pub(crate) fn set(json: &mut Value, pointer: &str, value: impl Into<Value>) {
    *json.pointer_mut(pointer).unwrap() = value.into();
}

/// Adds a member to an object.
pub(crate) fn set_member(json: &mut Value, object: &str, key: &str) {
    json.pointer_mut(object).and_then(Value::as_object_mut).unwrap().insert(key.to_owned(), Value::Null);
}
