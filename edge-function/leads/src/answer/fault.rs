//! Why there is no answer page: what its template, its words or its file lack.

use std::fmt;

use super::note::Note;
use crate::form::Country;

/// Why some HTML and words, or some text, are no answer page.
#[derive(Debug)]
pub enum AnswerPageError {
    /// It is not JSON, or has keys or values that an answer page does not have.
    Unreadable(serde_json::Error),
    /// It has a schema this program does not read.
    Schema {
        /// The schema it has.
        found: u32,
        /// The schema this program reads.
        known: u32,
    },
    /// Its slots cannot be filled, or one is missing.
    Slot(SlotFault),
    /// Its words are not complete.
    Words(WordsFault),
}

/// What is wrong with the slots of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlotFault {
    /// There is no such slot, or not in this place. Holds what stands in it.
    Unknown(String),
    /// A slot is not closed. Holds its beginning.
    Unclosed(String),
    /// A section has no end. Holds the slot that opens it.
    EndMissing(String),
    /// There is one end more than there are sections.
    EndTooMany,
    /// The page has no such slot, and would keep silent where it must speak.
    Missing(String),
}

/// What is wrong with the words of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordsFault {
    /// There are none for the fault with this code.
    Fault(String),
    /// There are some for a fault that does not exist.
    NoSuchFault(String),
    /// They name a parameter that this fault does not have.
    Parameter {
        /// The code of the fault.
        code: String,
        /// The name in braces.
        name: String,
    },
    /// There are none for a country.
    Country(Country),
    /// There are none for a note.
    Note(Note),
    /// There are none for what is wrong elsewhere.
    Elsewhere,
}

impl fmt::Display for AnswerPageError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(_) => write!(out, "the answer page cannot be read"),
            Self::Schema { found, known } => write!(
                out,
                "the answer page has schema {found}, but this program reads {known}; build the pages again, or deploy \
                 the program that belongs to them"
            ),
            Self::Slot(fault) => fault.fmt(out),
            Self::Words(fault) => fault.fmt(out),
        }
    }
}

impl std::error::Error for AnswerPageError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable(cause) => Some(cause),
            Self::Schema { .. } | Self::Slot(_) | Self::Words(_) => None,
        }
    }
}

impl fmt::Display for SlotFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(slot) => write!(out, "there is no slot `<?{slot}?>` in this place"),
            Self::Unclosed(slot) => write!(out, "the slot `<?{slot}` is not closed with `?>`"),
            Self::EndMissing(slot) => write!(out, "`<?{slot}?>` has no `<?end?>`"),
            Self::EndTooMany => write!(out, "there is an `<?end?>` too many"),
            Self::Missing(slot) => write!(out, "the page lacks `<?{slot}?>`, so it would not tell a visitor why"),
        }
    }
}

impl fmt::Display for WordsFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fault(code) => write!(out, "there are no words for the fault `{code}`"),
            Self::NoSuchFault(code) => write!(out, "there are words for `{code}`, which is no fault"),
            Self::Parameter { code, name } => {
                write!(out, "the words for the fault `{code}` name `{{{name}}}`, which it does not have")
            }
            Self::Country(country) => write!(out, "there are no words for the country `{country}`"),
            Self::Note(note) => write!(out, "there are no words for the note `{note}`"),
            Self::Elsewhere => write!(out, "there are no words for what is wrong elsewhere on the form"),
        }
    }
}
