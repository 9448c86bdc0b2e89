//! A register, two companies and forms to try things on.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::date;
use leads::form::{ContactPreference, Country, FormWishes};
use leads::{Field, Form, Language};

use crate::color::Accent;
use crate::notice::check::check_register;
use crate::notice::{Document, Parties, Register};
use crate::problem::Problems;
use crate::project::address::Address;
use crate::project::company::{Arrangement, Company, ContactPoint, Operator, Partner};
use crate::project::facts::Precision;
use crate::source::{Files, decode, parse_yaml};

/// The register of the sample operator, as text.
pub(super) fn text() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../projects/privacy.yaml")).unwrap()
}

/// A register read from text, with its problems.
pub(super) fn read(text: &str) -> (Option<Register>, Files, Problems) {
    let (mut files, mut problems) = (Files::default(), Problems::default());
    let file = files.add("projects/privacy.yaml".into(), text.to_owned());
    let raw = parse_yaml(file, text, &mut problems).and_then(|node| decode(&node, &mut problems));
    let register = raw.and_then(|raw| check_register(file, raw, Some(Language::ALL), &mut problems));
    (register, files, problems)
}

pub(super) fn register() -> Register {
    let (register, _, problems) = read(&text());
    assert_eq!(problems.iter().collect::<Vec<_>>(), Vec::<&crate::problem::Problem>::new());
    register.unwrap()
}

fn company(name: &str) -> Company {
    let domain = name.to_lowercase();
    Company {
        name: name.to_owned(),
        legal_name: format!("{name} NV"),
        legal_form: "NV".to_owned(),
        enterprise_number: "0771.234.528".to_owned(),
        vat: true,
        court: Language::ALL.iter().map(|language| (*language, format!("RPR {language}"))).collect::<BTreeMap<_, _>>(),
        address: Address {
            street: Some("Zetterskaai".to_owned()),
            number: Some("12".to_owned()),
            postal_code: "9000".to_owned(),
            municipality: "Gent".to_owned(),
            country: Country::Belgium,
            position: None,
            precision: Precision::Exact,
        },
        phone: "+32 9 000 00 10".to_owned(),
        email: format!("info@{domain}.example"),
        privacy_email: format!("privacy@{domain}.example"),
        logo: None,
    }
}

pub(super) fn operator() -> Operator {
    Operator {
        company: company("Huisvinder"),
        base_url: "https://www.huisvinder.example".to_owned(),
        languages: Language::ALL.to_vec(),
        accent: Accent::default(),
        turnstile: None,
    }
}

pub(super) fn partner(contact_point: ContactPoint) -> Partner {
    let arrangement = Arrangement { version: "1".to_owned(), date: date(2026, 2, 10), contact_point };
    Partner { id: "leiebouw".to_owned(), company: company("Leiebouw"), website: None, contact: None, arrangement }
}

/// The parties of a project that both run.
pub(super) fn parties<'a>(operator: &'a Operator, partner: &'a Partner) -> Parties<'a> {
    Parties { operator, partner, project_name: "Residentie Leiehof", languages: Language::ALL }
}

/// A form that asks these fields beside the fixed ones.
pub(super) fn form(optional: &[Field]) -> Form {
    let preferences = vec![ContactPreference::Email, ContactPreference::Phone, ContactPreference::Visit];
    Form::new(&FormWishes {
        optional: optional.to_vec(),
        preferences,
        brochure_available: false,
        units: vec!["1.1".to_owned()],
    })
    .unwrap()
}

/// Everything a document says, as one text.
pub(super) fn said(document: &Document) -> String {
    serde_json::to_string_pretty(document).unwrap()
}
