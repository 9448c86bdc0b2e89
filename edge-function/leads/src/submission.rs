//! What a visitor sent, held against what the page asked.
//!
//! Bytes come from anyone. Out of them comes a [`Submission`] that keeps every promise of the contract, or all that is
//! wrong with it at once, in codes: the words for people are the theme's. Unknown fields are refused and never kept.

mod answers;
mod body;
mod check;
mod domain;
mod email;
mod fault;
mod header;
mod id;
mod json;
mod multipart;
mod personal;
mod phone;
mod postal_code;
mod source;
mod text;
mod typed;
mod urlencoded;
mod web_address;

use std::fmt;

use crate::contract::Contract;
use crate::form::{
    BedroomsMin, BudgetBand, CallWindow, ContactPreference, Country, Currency, Feature, Field, PurchasePeriod,
};
use crate::language::Language;
use crate::letters::Letters;

pub use answers::ELAPSED;
pub use body::{BodyError, MOST_BYTES, MOST_FIELDS};
pub use email::{EMAIL_MAX_LENGTH, Email};
pub use fault::{Fault, FieldFault, Place, Rejection};
pub use id::SubmissionId;
pub use phone::Phone;
pub use postal_code::PostalCode;
pub use source::{CLICK_IDS, Source, SourceKey};
pub use text::{Message, PersonName, PreferredLocation};
pub use typed::Typed;

pub(crate) use body::pairs;
pub(crate) use personal::personal;
pub(crate) use text::with_plain_line_breaks;
pub(crate) use web_address::count as web_addresses;

/// Everything a visitor may send, checked. It exists only if it keeps every promise of the contract it was held
/// against. Its `Debug` says nothing about the person, nor does that of anything in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Submission {
    id: Option<SubmissionId>,
    person: Person,
    preference: Preference,
    unit: Option<String>,
    wish: Wish,
    message: Option<Message>,
    consents: Vec<Field>,
    language: Language,
    notice_version: String,
    source: Source,
    signs: Signs,
}

/// Who asks, and how to reach them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// First name.
    pub given_name: PersonName,
    /// Last name.
    pub family_name: PersonName,
    /// E-mail address.
    pub email: Option<Email>,
    /// Phone number.
    pub phone: Option<Phone>,
    /// Country of residence.
    pub country: Option<Country>,
    /// Postal code of residence.
    pub postal_code: Option<PostalCode>,
}

/// What the visitor asks the partner to do, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preference {
    /// What to do.
    pub contact: ContactPreference,
    /// When to call.
    pub call_window: Option<CallWindow>,
}

/// What the visitor looks for. Every part may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// The fewest bedrooms.
    pub bedrooms_min: Option<BedroomsMin>,
    /// What they can spend.
    pub budget_band: Option<BudgetBand>,
    /// In which currency; euro if it is left out.
    pub currency: Option<Currency>,
    /// What the home should have, each once, in the order of the page.
    pub features: Vec<Feature>,
    /// Where.
    pub preferred_location: Option<PreferredLocation>,
    /// When.
    pub purchase_period: Option<PurchasePeriod>,
}

/// Signs of a machine at work. They are no faults: a person may give them too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Signs {
    /// Whether the field that people do not see was filled in.
    pub honeypot_filled: bool,
    /// Milliseconds between opening the page and sending the form, if the page's script told.
    pub elapsed_ms: Option<u64>,
}

/// Why there is no submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The body cannot be read as a form at all.
    Unreadable(BodyError),
    /// It was read, and these fields are wrong.
    Rejected(Rejection),
}

impl Submission {
    /// Reads a body sent with this `Content-Type` by the page of this contract.
    ///
    /// Errors: the body is no form, or everything that is wrong with its fields. Whether the project takes leads at
    /// all is not asked here.
    pub fn read(
        body: &[u8],
        content_type: Option<&str>,
        contract: &Contract,
        letters: Letters,
    ) -> Result<Self, Refusal> {
        let pairs = body::pairs(body, content_type).map_err(Refusal::Unreadable)?;
        let answers = answers::Answers::of(pairs);
        check::submission(&answers, contract, letters).map_err(Refusal::Rejected)
    }

    /// The random id of this sending, if the page's script made one.
    pub fn id(&self) -> Option<&SubmissionId> {
        self.id.as_ref()
    }

    /// Who asks.
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// What they ask for.
    pub fn preference(&self) -> Preference {
        self.preference
    }

    /// The unit the question is about.
    pub fn unit(&self) -> Option<&str> {
        self.unit.as_deref()
    }

    /// What they look for.
    pub fn wish(&self) -> &Wish {
        &self.wish
    }

    /// Their own words.
    pub fn message(&self) -> Option<&Message> {
        self.message.as_ref()
    }

    /// The boxes for consent that were ticked, in the order of the page.
    pub fn consents(&self) -> &[Field] {
        &self.consents
    }

    /// The language of the page.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The version of the notice that the page linked to.
    pub fn notice_version(&self) -> &str {
        &self.notice_version
    }

    /// From which advertisement or letter they came.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Signs of a machine at work.
    pub fn signs(&self) -> Signs {
        self.signs
    }
}

impl fmt::Debug for Submission {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Submission").finish_non_exhaustive()
    }
}
