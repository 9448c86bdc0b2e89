//! The words of an answer page, in its language. They are handed in, so that all phrases of a language live in one
//! place; none may be missing when a visitor needs it.

use serde::Serialize;

use super::fault::WordsFault;
use super::note::Note;
use crate::form::{Country, Field};
use crate::json::{Json, Members, Read, Wrong, read_members};
use crate::submission::{Fault, FieldFault, Place};
use crate::table::Table;

/// What an answer page says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerWords {
    /// What is said about each [`Fault`], by its code.
    pub faults: Table<String, FaultWords>,
    /// What the page calls its fields; fields without a label are those it does not show.
    pub labels: Table<Field, String>,
    /// What the page calls the countries.
    pub countries: Table<Country, String>,
    /// What is said about a field that the page does not show, where the words for a fault need its label.
    pub elsewhere: String,
    /// What is said about the form as a whole.
    pub notes: Table<Note, String>,
}

/// What is said about one fault. `{label}` stands for what the page calls the field; `{most}` and `{country}` for what
/// [`Fault::parameter`] tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FaultWords {
    /// In any field.
    pub any: String,
    /// In one field, where that is said better.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub fields: Table<Field, String>,
}

read_members!(AnswerWords { faults, labels, countries, elsewhere, notes });

impl Read for FaultWords {
    fn read(json: &Json, wrong: &mut Wrong) -> Self {
        let mut members = Members::of(json, wrong, &["any", "fields"]);
        Self { any: members.get("any"), fields: members.get_or_default("fields") }
    }
}

const LABEL: &str = "label";

impl AnswerWords {
    /// Whether there are words for everything that can happen, and no parameter in them that is never there.
    pub(super) fn check(&self) -> Result<(), WordsFault> {
        for code in Fault::CODES {
            let words = self.faults.get(*code).ok_or(WordsFault::Fault((*code).to_owned()))?;
            for text in words.fields.iter().map(|(_, text)| text).chain([&words.any]) {
                if text.trim().is_empty() {
                    return Err(WordsFault::Fault((*code).to_owned()));
                }
                let known = |name: &str| name == LABEL || parameter_of(code) == Some(name);
                if let Some(name) = parameters(text).find(|name| !known(name)) {
                    return Err(WordsFault::Parameter { code: (*code).to_owned(), name: name.to_owned() });
                }
            }
        }
        if let Some(code) = self.faults.iter().map(|(code, _)| code).find(|code| !Fault::CODES.contains(&code.as_str()))
        {
            return Err(WordsFault::NoSuchFault(code.clone()));
        }
        if let Some(country) = Country::ALL.iter().find(|country| self.countries.get(*country).is_none()) {
            return Err(WordsFault::Country(*country));
        }
        if let Some(note) = Note::ALL.iter().find(|note| self.note(**note).trim().is_empty()) {
            return Err(WordsFault::Note(*note));
        }
        if self.elsewhere.trim().is_empty() { Err(WordsFault::Elsewhere) } else { Ok(()) }
    }

    pub(super) fn note(&self, note: Note) -> &str {
        self.notes.get(&note).map_or("", String::as_str)
    }

    /// The words about a fault with its parameters filled in.
    pub(super) fn message(&self, FieldFault { place, fault }: &FieldFault) -> String {
        let (own, label) = match place {
            Place::Field(field) => (Some(field), self.labels.get(field)),
            Place::Stranger(_) => (None, None),
        };
        let words = self.faults.get(fault.code());
        let text = words.map_or("", |words| own.and_then(|field| words.fields.get(field)).unwrap_or(&words.any));
        match label {
            None if text.is_empty() || parameters(text).any(|name| name == LABEL) => self.elsewhere.clone(),
            label => filled(text, |name| self.parameter(*fault, name, label.map_or("", String::as_str))),
        }
    }

    fn parameter(&self, fault: Fault, name: &str, label: &str) -> Option<String> {
        match (name, fault) {
            (LABEL, _) => Some(label.to_owned()),
            (_, Fault::NotAPostcode { country }) if name == "country" => self.countries.get(&country).cloned(),
            _ => fault.parameter().filter(|(known, _)| *known == name).map(|(_, value)| value),
        }
    }
}

/// The parameter that a fault with this code brings with it.
fn parameter_of(code: &str) -> Option<&'static str> {
    let with_parameters = [Fault::TooLong { most: 0 }, Fault::NotAPostcode { country: Country::Other }];
    with_parameters.into_iter().find(|fault| fault.code() == code)?.parameter().map(|(name, _)| name)
}

/// The names in braces.
fn parameters(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|after| after.split_once('}')).map(|(name, _)| name)
}

/// The text with each `{name}` replaced, in one pass: what is put in is never taken for a name.
fn filled(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else { return filled + "{" + after };
        filled.push_str(&value(name).unwrap_or_default());
        rest = behind;
    }
    filled.push_str(rest);
    filled
}
