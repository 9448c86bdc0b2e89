//! What can be wrong with a field, in codes with parameters.

use super::typed::Typed;
use crate::form::{Country, Field};
use crate::language::Language;

/// What is wrong with one field. What people read about it is a phrase of the theme, found by [`Fault::code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It must be filled in and is not.
    Missing,
    /// It is too long.
    TooLong {
        /// The most characters, as browsers count them.
        most: usize,
    },
    /// It is not an e-mail address.
    NotAnEmail,
    /// The part of the e-mail address after the `@` has letters that we cannot write in its international form.
    DomainNotSupported,
    /// It is not a phone number.
    NotAPhone,
    /// Calling this number costs the caller extra, or it only takes calls for free.
    PremiumPhone,
    /// The number says nothing about its country and the visitor's country has no rules here: start with `+`.
    PhoneNeedsCountry,
    /// It is not a postal code of this country.
    NotAPostcode {
        /// The country it was held against.
        country: Country,
    },
    /// It is none of what the page offers.
    NotAChoice,
    /// It has a web address in it, where a name is asked.
    HasAddress,
    /// It has control characters in it, where one line of text is asked.
    ControlCharacters,
    /// It was sent more than once.
    Repeated,
    /// It is not the random id that the page makes.
    NotAnId,
    /// The page it came from links to another notice than the one in force.
    OtherNotice,
    /// The page does not ask for it.
    Unknown,
}

impl Fault {
    /// Every code there is, so that a theme can be checked for phrases.
    pub const CODES: &'static [&'static str] = &[
        "missing",
        "too_long",
        "not_an_email",
        "domain_not_supported",
        "not_a_phone",
        "premium_phone",
        "phone_needs_country",
        "not_a_postcode",
        "not_a_choice",
        "has_address",
        "control_characters",
        "repeated",
        "not_an_id",
        "other_notice",
        "unknown",
    ];

    /// Its name in answers to programs and in phrase files. It never changes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooLong { .. } => "too_long",
            Self::NotAnEmail => "not_an_email",
            Self::DomainNotSupported => "domain_not_supported",
            Self::NotAPhone => "not_a_phone",
            Self::PremiumPhone => "premium_phone",
            Self::PhoneNeedsCountry => "phone_needs_country",
            Self::NotAPostcode { .. } => "not_a_postcode",
            Self::NotAChoice => "not_a_choice",
            Self::HasAddress => "has_address",
            Self::ControlCharacters => "control_characters",
            Self::Repeated => "repeated",
            Self::NotAnId => "not_an_id",
            Self::OtherNotice => "other_notice",
            Self::Unknown => "unknown",
        }
    }

    /// What its phrase can fill in, with its name: `most` is a number, `country` the wire name of a country.
    pub fn parameter(self) -> Option<(&'static str, String)> {
        match self {
            Self::TooLong { most } => Some(("most", most.to_string())),
            Self::NotAPostcode { country } => Some(("country", country.wire().to_owned())),
            _ => None,
        }
    }
}

/// Where something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a field that forms can have.
    Field(Field),
    /// In something no form has. Holds its name if that looks like the name of a field, so that nobody's data is
    /// echoed or logged as a name; otherwise it is empty.
    Stranger(String),
}

impl Place {
    /// The name to give to whoever sent it.
    pub fn name(&self) -> &str {
        match self {
            Self::Field(field) => field.wire(),
            Self::Stranger(name) => name,
        }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// Where.
    pub place: Place,
    /// What.
    pub fault: Fault,
}

/// Everything that is wrong with what a visitor sent, and what they typed, to show it to them again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// In the order of the page; fields that no form has come last. At least one, at most one a place.
    pub faults: Vec<FieldFault>,
    /// What was typed.
    pub typed: Typed,
    /// The language to answer in: that of the page if it said so, otherwise the project's own.
    pub language: Language,
}

#[cfg(test)]
mod tests {
    use super::{Country, Fault};

    #[test]
    fn every_fault_is_found_by_its_code() {
        let all = [
            Fault::Missing,
            Fault::TooLong { most: 100 },
            Fault::NotAnEmail,
            Fault::DomainNotSupported,
            Fault::NotAPhone,
            Fault::PremiumPhone,
            Fault::PhoneNeedsCountry,
            Fault::NotAPostcode { country: Country::Belgium },
            Fault::NotAChoice,
            Fault::HasAddress,
            Fault::ControlCharacters,
            Fault::Repeated,
            Fault::NotAnId,
            Fault::OtherNotice,
            Fault::Unknown,
        ];
        assert_eq!(all.map(Fault::code), Fault::CODES);
    }

    #[test]
    fn phrases_can_name_the_limit_and_the_country() {
        assert_eq!(Fault::TooLong { most: 100 }.parameter(), Some(("most", "100".to_owned())));
        let postcode = Fault::NotAPostcode { country: Country::Netherlands };
        assert_eq!(postcode.parameter(), Some(("country", "NL".to_owned())));
    }
}
