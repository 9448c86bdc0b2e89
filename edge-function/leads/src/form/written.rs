//! A form as a contract has it written, and what makes it one that can be trusted.
//!
//! Reading is deliberately looser than making: an older reader obeys a newer form as long as it keeps the promises
//! that every form makes, because refusing it would refuse people's questions.

use std::fmt;

use serde::{Deserialize, Deserializer};

use super::choice::ContactPreference;
use super::field::Field;
use super::need::Need;
use super::wishes::{FormError, repeated, unit_errors};
use super::{Asked, Form};
use crate::json::{self, Json, Read, Wrong, read_members};

struct WrittenForm {
    asked: Vec<Asked>,
    preferences: Vec<ContactPreference>,
    units: Vec<String>,
}

read_members!(WrittenForm { asked, preferences, units });
read_members!(Asked { field, need });

impl Read for Form {
    fn read(json: &Json, wrong: &mut Wrong) -> Self {
        let WrittenForm { asked, preferences, units } = WrittenForm::read(json, wrong);
        let form = Self { asked, preferences, units };
        let broken = broken_promises(&form);
        if !broken.is_empty() {
            wrong.note(json, &Untrustworthy(broken).to_string());
        }
        form
    }
}

impl<'de> Deserialize<'de> for Form {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json::deserialize(json)
    }
}

/// A promise that a written form breaks.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum BrokenPromise {
    /// It could not have been wished in the first place.
    Wish(FormError),
    /// Consent is free only if it can be left out.
    ConsentRequired(Field),
    /// What is needed depends on something that is not offered, or not on anything.
    NeedUnclear(Field),
    /// The visitor is not asked what they want.
    PreferenceNotAsked,
    /// Who asks for this can leave without saying how to be reached.
    Unreachable(ContactPreference),
    /// There are units, but no question about them.
    UnitsNotAsked,
}

impl fmt::Display for BrokenPromise {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wish(error) => error.fmt(out),
            Self::ConsentRequired(field) => {
                write!(out, "`{field}` is consent and must be optional")
            }
            Self::NeedUnclear(field) => {
                write!(out, "`{field}` must be required for some, but not all, of what the form offers")
            }
            Self::PreferenceNotAsked => {
                write!(out, "`contact_preference` must be asked and required")
            }
            Self::Unreachable(preference) => {
                write!(out, "`{preference}` must require a way to reach the visitor: `email`, or `phone` for a call")
            }
            Self::UnitsNotAsked => write!(out, "units are listed, but `unit` is not asked for"),
        }
    }
}

/// Every promise a written form breaks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Untrustworthy(Vec<BrokenPromise>);

impl fmt::Display for Untrustworthy {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: Vec<_> = self.0.iter().map(ToString::to_string).collect();
        write!(out, "no form to trust: {}", all.join("; "))
    }
}

fn broken_promises(form: &Form) -> Vec<BrokenPromise> {
    let mut broken: Vec<_> = wish_errors(form).into_iter().map(BrokenPromise::Wish).collect();
    for Asked { field, need } in &form.asked {
        if field.is_consent() && *need != Need::Optional {
            broken.push(BrokenPromise::ConsentRequired(*field));
        }
        if let Need::RequiredFor(those) = need
            && !is_some_but_not_all(those, &form.preferences)
        {
            broken.push(BrokenPromise::NeedUnclear(*field));
        }
    }
    if form.need(Field::ContactPreference) != Some(&Need::Required) {
        broken.push(BrokenPromise::PreferenceNotAsked);
    }
    let unreachable = form.preferences.iter().copied().filter(|&preference| !is_reachable(form, preference));
    broken.extend(unreachable.map(BrokenPromise::Unreachable));
    if !form.asks(Field::Unit) && !form.units.is_empty() {
        broken.push(BrokenPromise::UnitsNotAsked);
    }
    broken
}

fn wish_errors(form: &Form) -> Vec<FormError> {
    let fields: Vec<_> = form.asked.iter().map(|asked| asked.field).collect();
    let technical = fields.iter().copied().filter(|field| field.is_technical()).map(FormError::Technical);
    let asked_twice = repeated(&fields).into_iter().map(FormError::AskedTwice);
    let offered_twice = repeated(&form.preferences).into_iter().map(FormError::OfferedTwice);
    let nothing_offered = form.preferences.is_empty().then_some(FormError::NothingOffered);
    let units = if form.asks(Field::Unit) { unit_errors(&form.units) } else { Vec::new() };
    technical.chain(asked_twice).chain(offered_twice).chain(nothing_offered).chain(units).collect()
}

fn is_some_but_not_all(those: &[ContactPreference], offered: &[ContactPreference]) -> bool {
    !those.is_empty()
        && those.len() < offered.len()
        && repeated(those).is_empty()
        && those.iter().all(|preference| offered.contains(preference))
}

fn is_reachable(form: &Form, preference: ContactPreference) -> bool {
    let requires = |field| form.need(field).is_some_and(|need| need.is_required_for(preference));
    if preference.needs_phone() { requires(Field::Phone) } else { requires(Field::Email) }
}

#[cfg(test)]
mod tests;
