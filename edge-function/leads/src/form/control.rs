//! What a field is on a page: its control, and the hints that make it easy to fill in on a phone.

use super::choice::{
    BedroomsMin, BudgetBand, CallWindow, ContactPreference, Country, Currency, Feature, PurchasePeriod,
};
use super::field::Field;
use crate::language::Language;

/// The value of a ticked box. An unticked box is not sent at all.
pub const TICKED: &str = "yes";

/// The longest unit id, in characters.
pub const UNIT_MAX_LENGTH: usize = 40;

/// The kind of HTML control that asks for a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// One line of text.
    Text,
    /// An e-mail address.
    Email,
    /// A phone number.
    Telephone,
    /// One of a list, folded away.
    Select,
    /// One of a few, all in sight, none chosen beforehand.
    Radios,
    /// One box, never ticked beforehand.
    Checkbox,
    /// Any of a few boxes that share a name.
    Checkboxes,
    /// Several lines of text.
    TextArea,
    /// A value of the page's own.
    Hidden,
    /// Out of sight, out of the tab order, and empty.
    Honeypot,
}

impl Field {
    /// The control that asks for it.
    pub const fn control(self) -> Control {
        match self {
            Self::GivenName | Self::FamilyName | Self::PostalCode | Self::PreferredLocation => Control::Text,
            Self::Email => Control::Email,
            Self::Phone => Control::Telephone,
            Self::ContactPreference => Control::Radios,
            Self::CallWindow
            | Self::Country
            | Self::Unit
            | Self::BedroomsMin
            | Self::BudgetBand
            | Self::Currency
            | Self::PurchasePeriod => Control::Select,
            Self::Features => Control::Checkboxes,
            Self::Message => Control::TextArea,
            Self::ConsentMarketingSimilar | Self::ConsentNewsletter | Self::ConsentAdSignal => Control::Checkbox,
            Self::Language | Self::NoticeVersion | Self::Submission => Control::Hidden,
            Self::Honeypot => Control::Honeypot,
        }
    }

    /// The token of HTML's `autocomplete`, where one says what browsers know or must not guess.
    pub const fn autocomplete(self) -> Option<&'static str> {
        match self {
            Self::GivenName => Some("given-name"),
            Self::FamilyName => Some("family-name"),
            Self::Email => Some("email"),
            Self::Phone => Some("tel"),
            Self::Country => Some("country"),
            Self::PostalCode => Some("postal-code"),
            Self::PreferredLocation | Self::Honeypot => Some("off"),
            _ => None,
        }
    }

    /// The value of HTML's `inputmode`, where another keyboard helps.
    ///
    /// `country` is the one country the visitor can mean, or `None` where they choose it themselves: a keyboard of
    /// digits would lock out a Dutch postal code.
    pub fn input_mode(self, country: Option<Country>) -> Option<&'static str> {
        match self {
            Self::Email => Some("email"),
            Self::Phone => Some("tel"),
            Self::PostalCode if country.is_some_and(Country::has_numeric_postal_codes) => Some("numeric"),
            _ => None,
        }
    }

    /// The value of HTML's `maxlength`, for everything that is not a choice from a list.
    ///
    /// Browsers count UTF-16 units and a line break in a message as one; a reader of submissions counts alike, or it
    /// would refuse what the page let through.
    pub const fn max_length(self) -> Option<usize> {
        match self {
            Self::GivenName | Self::FamilyName => Some(100),
            Self::Email => Some(254),
            // Fifteen digits at most, with room for the spaces and signs people put between them.
            Self::Phone => Some(40),
            Self::PostalCode => Some(12),
            Self::PreferredLocation => Some(120),
            Self::Message => Some(2000),
            Self::Unit => Some(UNIT_MAX_LENGTH),
            Self::NoticeVersion | Self::Submission => Some(64),
            Self::Honeypot => Some(200),
            Self::ContactPreference
            | Self::CallWindow
            | Self::Country
            | Self::BedroomsMin
            | Self::BudgetBand
            | Self::Currency
            | Self::Features
            | Self::PurchasePeriod
            | Self::ConsentMarketingSimilar
            | Self::ConsentNewsletter
            | Self::ConsentAdSignal
            | Self::Language => None,
        }
    }

    /// The wire names it can have, for a field that is a choice from a list we keep; empty for all others.
    ///
    /// A form may offer fewer, and adds its own units: ask the form for what to show.
    pub const fn options(self) -> &'static [&'static str] {
        match self {
            Self::ContactPreference => ContactPreference::WIRE,
            Self::CallWindow => CallWindow::WIRE,
            Self::Country => Country::WIRE,
            Self::BedroomsMin => BedroomsMin::WIRE,
            Self::BudgetBand => BudgetBand::WIRE,
            Self::Currency => Currency::WIRE,
            Self::Features => Feature::WIRE,
            Self::PurchasePeriod => PurchasePeriod::WIRE,
            Self::ConsentMarketingSimilar | Self::ConsentNewsletter | Self::ConsentAdSignal => &[TICKED],
            Self::Language => Language::WIRE,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Control, Country, Field};

    #[test]
    fn every_value_is_bounded_by_a_length_or_a_list() {
        let unbounded: Vec<_> =
            Field::ALL.iter().filter(|field| field.max_length().is_none() && field.options().is_empty()).collect();
        assert!(unbounded.is_empty(), "{unbounded:?}");
    }

    #[test]
    fn what_is_chosen_from_our_lists_is_shown_as_a_choice() {
        let listed = Field::ALL.iter().filter(|field| !field.options().is_empty());
        assert!(listed.into_iter().all(|field| matches!(
            field.control(),
            Control::Select | Control::Radios | Control::Checkbox | Control::Checkboxes | Control::Hidden
        )));
    }

    #[test]
    fn a_keyboard_of_digits_appears_only_where_digits_are_enough() {
        assert_eq!(Field::PostalCode.input_mode(Some(Country::Belgium)), Some("numeric"));
        assert_eq!(Field::PostalCode.input_mode(Some(Country::Netherlands)), None);
        assert_eq!(Field::PostalCode.input_mode(None), None);
    }
}
