//! Any wishes, forms and contracts, for claims about all of them.

use leads::contract::{Category, Contract, NamedOperator, NamedPartner, NamedProject, Notice, Slug, Terms};
use leads::form::{ContactPreference, FormWishes};
use leads::{Field, Form, Language, Table};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// Wishes of any kind, most of them impossible.
pub(crate) fn wishes() -> impl Strategy<Value = FormWishes> {
    let anything =
        (vec(select(Field::ALL), 0..6), vec(select(ContactPreference::ALL), 0..4), any::<bool>(), vec(".{0,45}", 0..4));
    let anything = anything.prop_map(|(optional, preferences, brochure_available, units)| FormWishes {
        optional,
        preferences,
        brochure_available,
        units,
    });
    prop_oneof![anything, sensible_wishes()]
}

/// Forms of any kind.
pub(crate) fn form() -> impl Strategy<Value = Form> {
    sensible_wishes().prop_filter_map("no form comes of these wishes", |wishes| Form::new(&wishes).ok())
}

fn sensible_wishes() -> impl Strategy<Value = FormWishes> {
    let open: Vec<_> = Field::ALL.iter().copied().filter(|&field| Form::new(&with_company(field)).is_ok()).collect();
    let count = open.len();
    (
        subsequence(open, 0..=count),
        subsequence(ContactPreference::ALL.to_vec(), 1..=ContactPreference::ALL.len()).prop_shuffle(),
        proptest::collection::btree_set("[0-9A-Z][0-9a-z.é-]{0,10}", 1..5),
    )
        .prop_map(|(optional, preferences, units)| FormWishes {
            optional,
            preferences,
            brochure_available: true,
            units: units.into_iter().collect(),
        })
}

/// This field, wished where everything it may lean on is there.
fn with_company(field: Field) -> FormWishes {
    let mut optional = vec![field];
    if field == Field::Currency {
        optional.push(Field::BudgetBand);
    }
    FormWishes {
        optional,
        preferences: ContactPreference::ALL.to_vec(),
        brochure_available: true,
        units: vec!["1".to_owned()],
    }
}

/// Contracts of any kind.
pub(crate) fn contract() -> impl Strategy<Value = Contract> {
    let languages = subsequence(Language::ALL.to_vec(), 1..=Language::ALL.len()).prop_shuffle();
    let name = "[^\\p{C}\\p{Z}][^\\p{C}]{0,20}";
    (
        ("[a-z0-9-]{3,60}", name, select(Category::ALL)),
        languages,
        (name, name, name),
        form(),
        ("[0-9A-Za-z._-]{1,64}", "/[a-z][a-z/]{0,20}"),
        1..=u32::MAX,
        any::<bool>(),
    )
        .prop_filter_map(
            "not a contract",
            |(project, languages, names, form, (version, path), days, accepting)| {
                let (slug, project_name, category) = project;
                let (partner_id, partner_name, operator) = names;
                let notice = |_: &Language| Notice { version: version.clone(), path: path.clone() };
                Contract::new(Terms {
                    project: NamedProject { slug: Slug::new(&slug).ok()?, name: project_name },
                    category,
                    notice: languages.iter().map(|language| (*language, notice(language))).collect(),
                    partner: NamedPartner { id: partner_id, name: partner_name },
                    operator: NamedOperator { name: operator, contact: "privacy@huisvinder.example".to_owned() },
                    origin: "https://www.huisvinder.example".to_owned(),
                    consents: consents(&form, &languages),
                    form,
                    languages,
                    retention_days: days,
                    accepting,
                })
                .ok()
            },
        )
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
