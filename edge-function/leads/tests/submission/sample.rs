//! A contract whose form has every field, a form filled in, and three ways to send it.

use leads::contract::{Category, Contract, NamedOperator, NamedPartner, NamedProject, Notice, Slug, Terms};
use leads::form::{ContactPreference, FormWishes, Role};
use leads::submission::{Refusal, Rejection};
use leads::{Field, Form, Language, Letters, Submission, Table};

/// Names and texts to send.
pub(crate) type Pairs = Vec<(String, String)>;

/// Everything there is, asked on one page in two languages.
pub(crate) fn contract() -> Contract {
    let optional = |field: &&Field| matches!(field.role(), Role::Wished | Role::Consent);
    contract_with(Field::ALL.iter().filter(optional).copied().collect())
}

/// A page that asks for these beside what every page asks.
pub(crate) fn contract_with(optional: Vec<Field>) -> Contract {
    let wishes = FormWishes {
        optional,
        preferences: ContactPreference::ALL.to_vec(),
        brochure_available: true,
        units: ["0.1", "1.2"].map(str::to_owned).to_vec(),
    };
    let languages = [Language::Dutch, Language::French];
    let form = Form::new(&wishes).unwrap();
    let notice =
        |language| Notice { version: "2026-11-23-1f0c".to_owned(), path: format!("/notices/1f0c/{language}/") };
    Contract::new(Terms {
        project: NamedProject { slug: Slug::new("leie-oever").unwrap(), name: "Leie-Oever".to_owned() },
        category: Category::Residential,
        languages: languages.to_vec(),
        partner: NamedPartner { id: "leiebouw".to_owned(), name: "Leiebouw NV".to_owned() },
        operator: NamedOperator { name: "Huisvinder BV".to_owned(), contact: "privacy@huisvinder.example".to_owned() },
        origin: "https://pages.example".to_owned(),
        consents: consents(&form, &languages),
        form,
        notice: languages.map(|language| (language, notice(language))).into(),
        retention_days: 365,
        accepting: true,
    })
    .unwrap()
}

/// The words beside each box for consent of a form.
fn consents(form: &Form, languages: &[Language]) -> Table<Language, Table<Field, String>> {
    let boxes: Vec<_> = form.asked().iter().map(|asked| asked.field).filter(|field| field.is_consent()).collect();
    let words = |language: &Language| {
        let words = boxes.iter().map(|field| (*field, format!("Yes: {field}, in {language}.")));
        (*language, words.collect())
    };
    languages.iter().filter(|_| !boxes.is_empty()).map(words).collect()
}

/// A form with every field filled in.
pub(crate) fn full() -> Pairs {
    pairs(&[
        ("given_name", "Zoë"),
        ("family_name", "Van den Broeck"),
        ("email", "Zoe@Example.com"),
        ("contact_preference", "visit"),
        ("phone", "0470/12.34.56"),
        ("call_window", "evening"),
        ("country", "BE"),
        ("postal_code", "9000"),
        ("unit", "1.2"),
        ("bedrooms_min", "2"),
        ("budget_band", "from_300k"),
        ("currency", ""),
        ("features", "lift"),
        ("features", "garden"),
        ("preferred_location", "Gent-Zuid"),
        ("purchase_period", "months_3_6"),
        ("message", "Hallo,\r\nkan het op zaterdag? 🏡"),
        ("consent_newsletter", "yes"),
        ("language", "nl"),
        ("notice_version", "2026-11-23-1f0c"),
        ("submission", "0f8fad5b-d9cb-469f-a165-70867728950e"),
        ("website", ""),
        ("elapsed", "41000"),
        ("utm_source", "Facebook"),
        ("utm_campaign", "leie-oever"),
        ("fbclid", "IwAR0marker"),
    ])
}

/// The least that is accepted.
pub(crate) fn least() -> Pairs {
    pairs(&[
        ("given_name", "Jan"),
        ("family_name", "Peeters"),
        ("email", "jan@example.com"),
        ("contact_preference", "email"),
        ("language", "nl"),
        ("notice_version", "2026-11-23-1f0c"),
    ])
}

/// These pairs with other values for some names; a value of nothing takes the name away.
pub(crate) fn with(pairs: Pairs, changes: &[(&str, Option<&str>)]) -> Pairs {
    let is_changed = |name: &str| changes.iter().any(|(changed, _)| *changed == name);
    let kept = pairs.into_iter().filter(|(name, _)| !is_changed(name));
    let added = changes.iter().filter_map(|(name, value)| value.map(|value| ((*name).to_owned(), value.to_owned())));
    kept.chain(added).collect()
}

/// Sends the pairs as a browser does by default.
pub(crate) fn send(pairs: &Pairs, contract: &Contract) -> Result<Submission, Refusal> {
    Submission::read(urlencoded(pairs).as_bytes(), Some("application/x-www-form-urlencoded"), contract, Letters::OWN)
}

/// What is wrong with these pairs.
pub(crate) fn rejection(pairs: &Pairs, contract: &Contract) -> Rejection {
    match send(pairs, contract).unwrap_err() {
        Refusal::Rejected(rejection) => rejection,
        Refusal::Unreadable(error) => panic!("{error}"),
    }
}

/// The pairs in each of the three formats, with its content type.
pub(crate) fn every_format(pairs: &Pairs) -> [(&'static str, String); 3] {
    [
        ("application/x-www-form-urlencoded", urlencoded(pairs)),
        ("multipart/form-data; boundary=----form42", multipart(pairs)),
        ("application/json; charset=utf-8", json(pairs)),
    ]
}

fn pairs(pairs: &[(&str, &str)]) -> Pairs {
    pairs.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect()
}

fn urlencoded(pairs: &Pairs) -> String {
    let encoded = |text: &str| -> String {
        let byte = |byte: u8| match byte {
            b' ' => "+".to_owned(),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        };
        text.bytes().map(byte).collect()
    };
    let all: Vec<_> = pairs.iter().map(|(name, text)| format!("{}={}", encoded(name), encoded(text))).collect();
    all.join("&")
}

fn multipart(pairs: &Pairs) -> String {
    let part = |(name, text): &(String, String)| {
        format!("------form42\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    pairs.iter().map(part).collect::<String>() + "------form42--\r\n"
}

fn json(pairs: &Pairs) -> String {
    let mut object = serde_json::Map::new();
    for (name, text) in pairs {
        match Field::from_wire(name) {
            Some(Field::Features) => {
                let list = object.entry(name).or_insert_with(|| serde_json::json!([]));
                list.as_array_mut().unwrap().push(text.as_str().into());
            }
            Some(field) if field.is_consent() => drop(object.insert(name.clone(), (text == "yes").into())),
            _ => drop(object.insert(name.clone(), text.as_str().into())),
        }
    }
    serde_json::Value::Object(object).to_string()
}
