//! A form that was drawn up elsewhere is trusted as long as it keeps the promises made to visitors.

use super::{BrokenPromise, broken_promises};
use crate::form::{Asked, ContactPreference, Field, Form, FormError, Need};

fn form(asked: &[(Field, Need)]) -> Form {
    Form {
        asked: asked.iter().cloned().map(|(field, need)| Asked { field, need }).collect(),
        preferences: vec![ContactPreference::Email, ContactPreference::Phone],
        units: Vec::new(),
    }
}

fn sound() -> Vec<(Field, Need)> {
    vec![
        (Field::Email, Need::Required),
        (Field::ContactPreference, Need::Required),
        (Field::Phone, Need::RequiredFor(vec![ContactPreference::Phone])),
    ]
}

#[test]
fn a_form_with_other_needs_than_ours_is_trusted_if_it_keeps_its_promises() {
    assert_eq!(broken_promises(&form(&sound())), []);
}

#[test]
fn consent_is_never_required() {
    let asked = [sound(), vec![(Field::ConsentNewsletter, Need::Required)]].concat();
    assert_eq!(broken_promises(&form(&asked)), [BrokenPromise::ConsentRequired(Field::ConsentNewsletter)]);
}

#[test]
fn nobody_can_leave_without_saying_how_to_be_reached() {
    let asked = [(Field::Email, Need::Optional), (Field::ContactPreference, Need::Required)];
    assert_eq!(
        broken_promises(&form(&asked)),
        [BrokenPromise::Unreachable(ContactPreference::Email), BrokenPromise::Unreachable(ContactPreference::Phone)]
    );
}

#[test]
fn a_need_depends_on_some_of_what_is_offered() {
    for those in [vec![], vec![ContactPreference::Visit], vec![ContactPreference::Email, ContactPreference::Phone]] {
        let asked = [sound(), vec![(Field::Country, Need::RequiredFor(those))]].concat();
        assert_eq!(broken_promises(&form(&asked)), [BrokenPromise::NeedUnclear(Field::Country)]);
    }
}

#[test]
fn technical_and_repeated_fields_and_stray_units_are_noticed() {
    let asked = [sound(), vec![(Field::Honeypot, Need::Optional), (Field::Email, Need::Required)]].concat();
    let form = Form { units: vec!["1".to_owned()], ..form(&asked) };
    assert_eq!(
        broken_promises(&form),
        [
            BrokenPromise::Wish(FormError::Technical(Field::Honeypot)),
            BrokenPromise::Wish(FormError::AskedTwice(Field::Email)),
            BrokenPromise::UnitsNotAsked,
        ]
    );
}
