//! Claims about every form there can be.

use std::collections::BTreeSet;

use crate::any;
use leads::contract::{Category, Revision};
use leads::form::{
    BedroomsMin, BudgetBand, CallWindow, ContactPreference, Country, Currency, Feature, Need, PurchasePeriod,
};
use leads::{Field, Form, Language};
use proptest::prelude::*;

#[test]
fn wire_names_are_unique_and_lead_back() {
    fn check<T: Copy + PartialEq + std::fmt::Debug>(
        all: &[T],
        wire_names: &[&str],
        wire: fn(T) -> &'static str,
        from_wire: fn(&str) -> Option<T>,
    ) {
        assert_eq!(wire_names.iter().collect::<BTreeSet<_>>().len(), all.len());
        assert!(all.iter().map(|&one| wire(one)).eq(wire_names.iter().copied()));
        for &one in all {
            assert_eq!(from_wire(wire(one)), Some(one));
        }
        assert_eq!(from_wire("no such word"), None);
    }
    check(Field::ALL, Field::WIRE, Field::wire, Field::from_wire);
    check(Language::ALL, Language::WIRE, Language::wire, Language::from_wire);
    check(Category::ALL, Category::WIRE, Category::wire, Category::from_wire);
    check(ContactPreference::ALL, ContactPreference::WIRE, ContactPreference::wire, ContactPreference::from_wire);
    check(CallWindow::ALL, CallWindow::WIRE, CallWindow::wire, CallWindow::from_wire);
    check(BudgetBand::ALL, BudgetBand::WIRE, BudgetBand::wire, BudgetBand::from_wire);
    check(Currency::ALL, Currency::WIRE, Currency::wire, Currency::from_wire);
    check(Feature::ALL, Feature::WIRE, Feature::wire, Feature::from_wire);
    check(BedroomsMin::ALL, BedroomsMin::WIRE, BedroomsMin::wire, BedroomsMin::from_wire);
    check(PurchasePeriod::ALL, PurchasePeriod::WIRE, PurchasePeriod::wire, PurchasePeriod::from_wire);
    check(Country::ALL, Country::WIRE, Country::wire, Country::from_wire);
}

proptest! {
    #[test]
    fn every_wish_gives_a_form_or_says_why_not(wishes in any::wishes()) {
        if let Err(errors) = Form::new(&wishes) {
            prop_assert!(!errors.is_empty());
            prop_assert!(errors.iter().all(|error| !error.to_string().is_empty()));
        }
    }

    #[test]
    fn what_is_mandatory_is_asked_and_never_consent(form in any::form()) {
        for &preference in ContactPreference::ALL {
            for field in form.mandatory(preference) {
                prop_assert!(form.asks(field));
                prop_assert!(!field.is_consent() && !field.is_technical());
            }
        }
    }

    #[test]
    fn html_requires_exactly_what_every_visitor_must_fill_in(form in any::form()) {
        let of_all = |field| form.preferences().iter().all(|&offered| form.mandatory(offered).contains(&field));
        let expected: Vec<_> = Field::ALL.iter().copied().filter(|&field| of_all(field)).collect();
        prop_assert_eq!(form.always_mandatory(), expected);
    }

    #[test]
    fn whoever_fills_in_what_is_mandatory_can_be_reached(form in any::form()) {
        for &offered in form.preferences() {
            let channel = if offered.needs_phone() { Field::Phone } else { Field::Email };
            prop_assert!(form.mandatory(offered).contains(&channel));
        }
    }

    #[test]
    fn a_form_survives_being_written_and_read(form in any::form()) {
        let json = serde_json::to_string(&form).unwrap();
        prop_assert_eq!(serde_json::from_str::<Form>(&json).unwrap(), form);
    }

    #[test]
    fn forms_have_one_revision_exactly_if_they_are_equal(one in any::form(), other in any::form()) {
        prop_assert_eq!(Revision::of(&one) == Revision::of(&other), one == other);
        prop_assert_eq!(Revision::of(&one), Revision::of(&one.clone()));
    }

    #[test]
    fn a_need_written_as_depending_really_depends(form in any::form()) {
        for asked in form.asked() {
            if let Need::RequiredFor(_) = asked.need {
                let required = form.preferences().iter().filter(|&&offered| asked.need.is_required_for(offered));
                prop_assert!((1..form.preferences().len()).contains(&required.count()));
            }
        }
    }
}
