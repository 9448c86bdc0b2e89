//! What somebody typed into the form, and what is wrong with it.

use crate::language::Language;
use crate::letters::Letters;
use crate::store::RequestKind;
use crate::submission::Email;

/// The longest words a person may add, in UTF-16 units, as browsers count: a link must carry them.
pub const WORDS_MAX_LENGTH: usize = 600;

/// Why nothing was mailed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// Nothing was chosen.
    Kind,
    /// It is no address that can be written to.
    Email,
    /// Nobody can put something right without being told what.
    WordsMissing,
    /// They are too long.
    WordsTooLong,
    /// The field that people do not see was filled in.
    Honeypot,
    /// Too many came from one place.
    Flood,
    /// Something of ours failed.
    Unavailable,
    /// It was no form of ours.
    Unreadable,
}

impl Refused {
    /// The field it is about, if it is about one.
    pub(super) const fn field(self) -> Option<&'static str> {
        match self {
            Self::Kind => Some("kind"),
            Self::Email => Some("email"),
            Self::WordsMissing | Self::WordsTooLong => Some("words"),
            Self::Honeypot | Self::Flood | Self::Unavailable | Self::Unreadable => None,
        }
    }

    /// The key of what is said about it.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Kind => "fault_kind",
            Self::Email => "fault_email",
            Self::WordsMissing => "fault_words",
            Self::WordsTooLong => "fault_long",
            Self::Honeypot => "note_honeypot",
            Self::Flood => "note_flood",
            Self::Unavailable => "note_unavailable",
            Self::Unreadable => "note_unreadable",
        }
    }
}

/// What was asked.
pub(super) struct Asked {
    pub(super) kind: RequestKind,
    pub(super) address: Email,
    pub(super) words: String,
}

/// The fields as they were typed.
pub(super) struct Typed<'a>(&'a [(String, String)]);

impl<'a> Typed<'a> {
    pub(super) fn of(pairs: &'a [(String, String)]) -> Self {
        Self(pairs)
    }

    pub(super) fn get(&self, name: &str) -> &'a str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    pub(super) fn language(&self) -> Option<Language> {
        Language::from_wire(self.get("language"))
    }

    /// Error: everything that is wrong.
    pub(super) fn asked(&self, letters: Letters) -> Result<Asked, Vec<Refused>> {
        let mut faults = Vec::new();
        let kind = RequestKind::from_wire(self.get("kind"));
        if kind.is_none() {
            faults.push(Refused::Kind);
        }
        let address = Email::parse(self.get("email"), letters);
        if address.is_err() {
            faults.push(Refused::Email);
        }
        let words = self.get("words").replace("\r\n", "\n");
        let words: String = words.chars().filter(|&char| char == '\n' || !char.is_control()).collect();
        let words = words.trim();
        if words.encode_utf16().count() > WORDS_MAX_LENGTH {
            faults.push(Refused::WordsTooLong);
        } else if words.is_empty() && kind == Some(RequestKind::Rectification) {
            faults.push(Refused::WordsMissing);
        }
        if !self.get("website").is_empty() {
            faults.push(Refused::Honeypot);
        }
        match (kind, address) {
            (Some(kind), Ok(address)) if faults.is_empty() => Ok(Asked { kind, address, words: words.to_owned() }),
            _ => Err(faults),
        }
    }
}
