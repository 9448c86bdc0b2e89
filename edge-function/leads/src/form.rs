//! What a project's page asks, made once and read by all.
//!
//! A project states its [`FormWishes`]; out of them comes a [`Form`], or everything that is wrong with them. The page
//! draws its controls from the form, the notice says from it what is mandatory, and submissions are held against it.

mod choice;
mod control;
mod field;
mod need;
mod wishes;
mod written;

use serde::Serialize;

pub use choice::{BedroomsMin, BudgetBand, CallWindow, ContactPreference, Country, Currency, Feature, PurchasePeriod};
pub use control::{Control, TICKED, UNIT_MAX_LENGTH};
pub use field::{Field, Role};
pub use need::Need;
pub use wishes::{FormError, FormWishes};

/// The form of one project: always with a way to reach whoever fills it in, and never with consent as its price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Form {
    asked: Vec<Asked>,
    preferences: Vec<ContactPreference>,
    units: Vec<String>,
}

/// One field of a form, and whether it must be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// The field.
    pub field: Field,
    /// When it must be filled in.
    pub need: Need,
}

impl Form {
    /// The form that fulfils these wishes. Errors: everything that is wrong with them, at once.
    pub fn new(wishes: &FormWishes) -> Result<Self, Vec<FormError>> {
        let errors = wishes.errors();
        if !errors.is_empty() {
            return Err(errors);
        }
        let asked: Vec<_> = Field::ALL
            .iter()
            .filter(|&&field| is_asked(field, wishes))
            .map(|&field| Asked { field, need: Need::of(field, &wishes.preferences) })
            .collect();
        let units = if wishes.wishes(Field::Unit) { wishes.units.clone() } else { Vec::new() };
        Ok(Self { asked, preferences: wishes.preferences.clone(), units })
    }

    /// What the visitor is asked, in the order of the page. Technical fields are on every form and not in this list.
    pub fn asked(&self) -> &[Asked] {
        &self.asked
    }

    /// What visitors may ask for, in the order in which to show it.
    pub fn preferences(&self) -> &[ContactPreference] {
        &self.preferences
    }

    /// The ids of the units one can ask about; empty if the form does not ask for a unit.
    pub fn units(&self) -> &[String] {
        &self.units
    }

    /// Whether the visitor is asked for this field.
    pub fn asks(&self, field: Field) -> bool {
        self.need(field).is_some()
    }

    /// When this field must be filled in, if it is asked for.
    pub fn need(&self, field: Field) -> Option<&Need> {
        self.asked.iter().find(|asked| asked.field == field).map(|asked| &asked.need)
    }

    /// What must be filled in by a visitor who asks for this.
    pub fn mandatory(&self, preference: ContactPreference) -> Vec<Field> {
        self.fields_where(|need| need.is_required_for(preference))
    }

    /// What must be filled in whatever is asked for: the fields that HTML marks `required`.
    pub fn always_mandatory(&self) -> Vec<Field> {
        self.fields_where(Need::is_always_required)
    }

    /// The values to choose from: of the lists we keep, what this form offers. Empty for what is typed.
    pub fn options(&self, field: Field) -> Vec<&str> {
        match field {
            Field::ContactPreference => self.preferences.iter().map(|offered| offered.wire()).collect(),
            Field::Unit => self.units.iter().map(String::as_str).collect(),
            _ => field.options().to_vec(),
        }
    }

    fn fields_where(&self, condition: impl Fn(&Need) -> bool) -> Vec<Field> {
        self.asked.iter().filter(|asked| condition(&asked.need)).map(|asked| asked.field).collect()
    }
}

fn is_asked(field: Field, wishes: &FormWishes) -> bool {
    match field.role() {
        Role::Fixed => true,
        Role::FollowsPreferences => {
            wishes.wishes(field) || wishes.preferences.iter().any(|offered| offered.needs_phone())
        }
        Role::Wished | Role::Consent => wishes.wishes(field),
        Role::Technical => false,
    }
}

#[cfg(test)]
mod tests;
