//! Who must give what: for every way of answering, and with everything a project may ask.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::ContactPreference::{Brochure, Email, Phone, Visit};
use super::{ContactPreference, Field, Form, FormError, FormWishes, Need};

fn wishes(optional: &[Field], preferences: &[ContactPreference]) -> FormWishes {
    FormWishes { optional: optional.to_vec(), preferences: preferences.to_vec(), ..FormWishes::default() }
}

fn form(optional: &[Field], preferences: &[ContactPreference]) -> Form {
    Form::new(&wishes(optional, preferences)).unwrap()
}

fn errors(optional: &[Field], preferences: &[ContactPreference]) -> Vec<FormError> {
    Form::new(&wishes(optional, preferences)).unwrap_err()
}

#[test]
fn the_smallest_form_asks_who_how_and_what() {
    let form = form(&[], &[Email]);
    let asked: Vec<_> = form.asked().iter().map(|asked| asked.field).collect();
    assert_eq!(asked, [Field::GivenName, Field::FamilyName, Field::Email, Field::ContactPreference, Field::Message]);
    assert_eq!(form.need(Field::Message), Some(&Need::Optional));
}

#[test]
fn offering_a_call_or_a_visit_asks_for_a_phone_number() {
    assert!(!form(&[], &[Email]).asks(Field::Phone));
    assert!(form(&[], &[Email, Phone]).asks(Field::Phone));
    assert!(form(&[], &[Email, Visit]).asks(Field::Phone));
}

#[test]
fn a_phone_number_is_mandatory_for_those_who_want_a_call_or_a_visit() {
    let form = form(&[], &[Email, Phone, Visit]);
    assert_eq!(form.need(Field::Phone), Some(&Need::RequiredFor(vec![Phone, Visit])));
    assert!(!form.mandatory(Email).contains(&Field::Phone));
    assert!(form.mandatory(Visit).contains(&Field::Phone));
}

#[test]
fn an_email_address_may_be_left_out_only_by_those_who_want_a_call() {
    let form = form(&[], &[Email, Phone, Visit]);
    assert_eq!(form.need(Field::Email), Some(&Need::RequiredFor(vec![Email, Visit])));
    assert!(!form.mandatory(Phone).contains(&Field::Email));
}

#[test]
fn what_every_preference_needs_is_required_outright() {
    let no_calls = FormWishes { brochure_available: true, ..wishes(&[], &[Email, Brochure]) };
    assert!(Form::new(&no_calls).unwrap().always_mandatory().contains(&Field::Email));
    assert!(form(&[], &[Phone, Visit]).always_mandatory().contains(&Field::Phone));
}

#[test]
fn a_phone_number_can_be_asked_for_where_nothing_needs_it() {
    assert_eq!(form(&[Field::Phone], &[Email]).need(Field::Phone), Some(&Need::Optional));
}

#[test]
fn fields_come_in_the_order_of_the_page_however_they_were_wished() {
    let one = form(&[Field::PostalCode, Field::PurchasePeriod], &[Email]);
    let other = form(&[Field::PurchasePeriod, Field::PostalCode], &[Email]);
    assert_eq!(one, other);
}

#[test]
fn visitors_choose_only_from_what_is_offered() {
    let wishes =
        FormWishes { units: vec!["0.1".to_owned(), "1.2".to_owned()], ..wishes(&[Field::Unit], &[Visit, Email]) };
    let form = Form::new(&wishes).unwrap();
    assert_eq!(form.options(Field::ContactPreference), ["visit", "email"]);
    assert_eq!(form.options(Field::Unit), ["0.1", "1.2"]);
    assert!(form.options(Field::Message).is_empty());
}

#[test]
fn units_are_left_out_of_a_form_that_does_not_ask_for_one() {
    let wishes = FormWishes { units: vec!["0.1".to_owned()], ..wishes(&[], &[Email]) };
    assert!(Form::new(&wishes).unwrap().units().is_empty());
}

#[test]
fn every_mistake_is_told_at_once() {
    let optional = [Field::Honeypot, Field::Email, Field::Country, Field::Country, Field::Currency, Field::CallWindow];
    assert_eq!(
        errors(&optional, &[Email, Email, Brochure]),
        [
            FormError::Technical(Field::Honeypot),
            FormError::OnEveryForm(Field::Email),
            FormError::AskedTwice(Field::Country),
            FormError::OfferedTwice(Email),
            FormError::BrochureMissing,
            FormError::CallWindowWithoutCall,
            FormError::CurrencyWithoutBudget,
        ]
    );
}

#[test]
fn a_form_that_offers_nothing_is_refused() {
    assert_eq!(errors(&[], &[]), [FormError::NothingOffered]);
}

#[test]
fn units_that_cannot_be_chosen_apart_or_sent_are_refused() {
    assert_eq!(errors(&[Field::Unit], &[Email]), [FormError::NoUnits]);
    let units = ["1", "1", "", " 2", "3\n"].map(str::to_owned).to_vec();
    let wishes = FormWishes { units, ..wishes(&[Field::Unit], &[Email]) };
    assert_eq!(
        Form::new(&wishes).unwrap_err(),
        [
            FormError::UnitUnusable(String::new()),
            FormError::UnitUnusable(" 2".to_owned()),
            FormError::UnitUnusable("3\n".to_owned()),
            FormError::UnitTwice("1".to_owned()),
        ]
    );
}

#[test]
fn a_mistake_is_told_in_the_words_of_the_project_file() {
    assert_eq!(
        FormError::NothingOffered.to_string(),
        "no contact preference is offered; offer one of email, phone, visit, brochure"
    );
    assert_eq!(FormError::UnitUnusable("3\n".to_owned()).to_string().lines().count(), 1);
}
