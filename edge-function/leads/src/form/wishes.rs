//! What a project asks of its form, and what can be wrong with that.

use std::collections::BTreeSet;
use std::fmt;

use super::choice::ContactPreference;
use super::control::UNIT_MAX_LENGTH;
use super::field::{Field, Role};

/// What a project asks of its form. Any value is fine; whether a form comes of it is checked afterwards.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormWishes {
    /// Fields to ask beside those that are on every form, in any order.
    pub optional: Vec<Field>,
    /// What visitors may ask for, in the order in which to show it.
    pub preferences: Vec<ContactPreference>,
    /// Whether the project has a brochure to send.
    pub brochure_available: bool,
    /// The ids of the units one can ask about. Passed over unless `optional` has [`Field::Unit`].
    pub units: Vec<String>,
}

/// Why no form comes of some wishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormError {
    /// The page fills this field in; nobody can be asked for it.
    Technical(Field),
    /// The field is on every form and need not be wished.
    OnEveryForm(Field),
    /// The field is wished more than once.
    AskedTwice(Field),
    /// Nothing is offered, so there is nothing to ask for.
    NothingOffered,
    /// The same is offered more than once.
    OfferedTwice(ContactPreference),
    /// A brochure is offered, but there is none.
    BrochureMissing,
    /// The form asks when to call, but offers nothing that needs a call.
    CallWindowWithoutCall,
    /// The form asks for a currency, but for no budget.
    CurrencyWithoutBudget,
    /// The form asks for a unit, but there is none to ask about.
    NoUnits,
    /// Two units have this id.
    UnitTwice(String),
    /// This cannot be a unit's id: it is empty, too long, or has spaces at its ends or control characters in it.
    UnitUnusable(String),
}

impl fmt::Display for FormError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Technical(field) => write!(out, "`{field}` is filled in by the page and cannot be asked for"),
            Self::OnEveryForm(field) => {
                write!(out, "`{field}` is on every form and need not be asked for")
            }
            Self::AskedTwice(field) => write!(out, "`{field}` is asked for more than once"),
            Self::NothingOffered => {
                write!(out, "no contact preference is offered; offer one of {}", ContactPreference::WIRE.join(", "))
            }
            Self::OfferedTwice(preference) => {
                write!(out, "`{preference}` is offered more than once")
            }
            Self::BrochureMissing => write!(out, "`brochure` is offered, but the project has no brochure"),
            Self::CallWindowWithoutCall => {
                write!(out, "`call_window` asks when to call, but neither `phone` nor `visit` is offered")
            }
            Self::CurrencyWithoutBudget => {
                write!(out, "`currency` is asked for without `budget_band`")
            }
            Self::NoUnits => write!(out, "`unit` is asked for, but there is no unit to ask about"),
            Self::UnitTwice(id) => write!(out, "the unit `{id}` is listed more than once"),
            Self::UnitUnusable(id) => {
                write!(out, "{id:?} cannot be a unit's id: use 1 to {UNIT_MAX_LENGTH} visible characters")
            }
        }
    }
}

impl std::error::Error for FormError {}

impl FormWishes {
    /// Everything that is wrong, in the order of the wishes.
    pub(super) fn errors(&self) -> Vec<FormError> {
        let mut errors = Vec::new();
        for &field in &self.optional {
            match field.role() {
                Role::Technical => errors.push(FormError::Technical(field)),
                Role::Fixed => errors.push(FormError::OnEveryForm(field)),
                Role::FollowsPreferences | Role::Wished | Role::Consent => {}
            }
        }
        errors.extend(repeated(&self.optional).into_iter().map(FormError::AskedTwice));
        if self.preferences.is_empty() {
            errors.push(FormError::NothingOffered);
        }
        errors.extend(repeated(&self.preferences).into_iter().map(FormError::OfferedTwice));
        if self.preferences.contains(&ContactPreference::Brochure) && !self.brochure_available {
            errors.push(FormError::BrochureMissing);
        }
        if self.wishes(Field::CallWindow) && !self.preferences.iter().any(|offered| offered.needs_phone()) {
            errors.push(FormError::CallWindowWithoutCall);
        }
        if self.wishes(Field::Currency) && !self.wishes(Field::BudgetBand) {
            errors.push(FormError::CurrencyWithoutBudget);
        }
        if self.wishes(Field::Unit) {
            errors.extend(unit_errors(&self.units));
        }
        errors
    }

    pub(super) fn wishes(&self, field: Field) -> bool {
        self.optional.contains(&field)
    }
}

pub(super) fn unit_errors(units: &[String]) -> Vec<FormError> {
    if units.is_empty() {
        return vec![FormError::NoUnits];
    }
    let unusable = units.iter().filter(|id| !is_unit_id(id)).cloned().map(FormError::UnitUnusable);
    let mut errors: Vec<_> = unusable.collect();
    let (mut seen, mut twice) = (BTreeSet::new(), BTreeSet::new());
    for id in units {
        if !seen.insert(id.as_str()) && twice.insert(id.as_str()) {
            errors.push(FormError::UnitTwice(id.clone()));
        }
    }
    errors
}

fn is_unit_id(id: &str) -> bool {
    !id.is_empty()
        && id.encode_utf16().count() <= UNIT_MAX_LENGTH
        && id.trim() == id
        && !id.chars().any(char::is_control)
}

/// Which of a few occur more than once, each named once.
pub(super) fn repeated<T: Copy + PartialEq>(all: &[T]) -> Vec<T> {
    let (mut seen, mut twice) = (Vec::new(), Vec::new());
    for one in all {
        if !seen.contains(one) {
            seen.push(*one);
        } else if !twice.contains(one) {
            twice.push(*one);
        }
    }
    twice
}
