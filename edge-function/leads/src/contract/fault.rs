//! Why there is no contract: what does not hang together, and what cannot be read.

use std::fmt;

use super::{Notice, Revision, Terms};
use crate::form::Field;
use crate::language::Language;

/// Something in the terms that does not hang together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContractFault {
    /// A name or id that people or programs rely on is empty, or has control characters in it. Holds its key.
    Unnamed(&'static str),
    /// The origin is not `https://` (or `http://`) and a host and nothing else.
    Origin,
    /// The page is in no language.
    NoLanguage,
    /// The language is listed more than once.
    LanguageTwice(Language),
    /// The page is in this language, but there is no notice in it.
    NoticeMissing(Language),
    /// There is a notice in this language, but no page.
    NoticeWithoutPage(Language),
    /// The version of the notice in this language could not be sent along with the form.
    NoticeVersion(Language),
    /// The notice in this language is not at a path of this site.
    NoticePath(Language),
    /// The form has this box for consent, and no words stand beside it in this language; or the other way about.
    ConsentWords(Field, Language),
    /// Leads would be kept for no time at all.
    NoRetention,
}

/// Why some text is not a contract that this program can keep.
#[derive(Debug)]
pub enum ContractError {
    /// It is not JSON, or has keys or values that a contract does not have.
    Unreadable(serde_json::Error),
    /// It has a schema this program does not read.
    Schema {
        /// The schema it has.
        found: u32,
        /// The schema this program reads.
        known: u32,
    },
    /// It can be read, but does not hang together.
    Unsound(Vec<ContractFault>),
    /// Its form is not the form its revision was computed from.
    Revision {
        /// The revision it has.
        written: Revision,
        /// The revision of its form.
        computed: Revision,
    },
}

impl Terms {
    /// Everything that does not hang together.
    pub(super) fn faults(&self) -> Vec<ContractFault> {
        let names = [
            ("project.name", &self.project.name),
            ("partner.id", &self.partner.id),
            ("partner.name", &self.partner.name),
            ("operator.name", &self.operator.name),
            ("operator.contact", &self.operator.contact),
        ];
        let mut faults: Vec<_> =
            names.into_iter().filter(|(_, name)| !is_name(name)).map(|(key, _)| ContractFault::Unnamed(key)).collect();
        if !is_origin(&self.origin) {
            faults.push(ContractFault::Origin);
        }
        if self.languages.is_empty() {
            faults.push(ContractFault::NoLanguage);
        }
        let mut pages = Vec::new();
        for &language in &self.languages {
            if pages.contains(&language) {
                faults.push(ContractFault::LanguageTwice(language));
            }
            pages.push(language);
        }
        for &language in Language::ALL {
            match (pages.contains(&language), self.notice.get(&language)) {
                (true, None) => faults.push(ContractFault::NoticeMissing(language)),
                (false, Some(_)) => faults.push(ContractFault::NoticeWithoutPage(language)),
                (true, Some(notice)) => faults.extend(notice_faults(language, notice)),
                (false, None) => {}
            }
        }
        if self.retention_days == 0 {
            faults.push(ContractFault::NoRetention);
        }
        faults
    }

    /// Boxes for consent without words, and words without a box: what was agreed to could not be proved.
    pub(super) fn consent_faults(&self) -> Vec<ContractFault> {
        let mut faults = Vec::new();
        for &language in Language::ALL {
            let is_page = self.languages.contains(&language);
            for &field in Field::ALL {
                let words = self.consents.get(&language).and_then(|boxes| boxes.get(&field));
                let is_box = is_page && field.is_consent() && self.form.asks(field);
                let has_words = words.is_some_and(|words| !words.trim().is_empty());
                if is_box != has_words || words.is_some() != has_words {
                    faults.push(ContractFault::ConsentWords(field, language));
                }
            }
        }
        faults
    }
}

fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && !text.chars().any(char::is_control)
}

/// Links to pages are this and a path behind it.
fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| {
        !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte))
    })
}

fn notice_faults(language: Language, notice: &Notice) -> Vec<ContractFault> {
    let mut faults = Vec::new();
    let longest = Field::NoticeVersion.max_length().unwrap_or(usize::MAX);
    let is_sendable = (1..=longest).contains(&notice.version.len())
        && notice.version.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte));
    if !is_sendable {
        faults.push(ContractFault::NoticeVersion(language));
    }
    // Two slashes would name another host, and so would a backslash to a browser.
    let is_on_site = notice.path.starts_with('/')
        && !notice.path.starts_with("//")
        && notice.path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if !is_on_site {
        faults.push(ContractFault::NoticePath(language));
    }
    faults
}

impl fmt::Display for ContractFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unnamed(key) => write!(out, "`{key}` must be a name on one line"),
            Self::Origin => write!(out, "`origin` must be `https://` and a host, without anything behind it"),
            Self::NoLanguage => write!(out, "the page is in no language"),
            Self::LanguageTwice(language) => {
                write!(out, "the language `{language}` is listed more than once")
            }
            Self::NoticeMissing(language) => write!(out, "there is no notice in `{language}`"),
            Self::NoticeWithoutPage(language) => {
                write!(out, "there is a notice in `{language}`, but no page in that language")
            }
            Self::NoticeVersion(language) => {
                write!(out, "the notice in `{language}` must have a version of letters, digits, `.`, `-` and `_`")
            }
            Self::NoticePath(language) => {
                write!(out, "the notice in `{language}` must be at a path of this site that begins with one `/`")
            }
            Self::ConsentWords(field, language) => {
                write!(out, "`{field}` must have words in `{language}` exactly if the page has that box")
            }
            Self::NoRetention => write!(out, "`retention_days` must be at least 1"),
        }
    }
}

impl std::error::Error for ContractFault {}

impl fmt::Display for ContractError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(_) => write!(out, "the contract cannot be read"),
            Self::Schema { found, known } if found > known => {
                write!(out, "the contract has schema {found}, but this program reads {known}; deploy a newer program")
            }
            Self::Schema { found, known } => {
                write!(out, "the contract has schema {found}, but this program reads {known}; build the pages again")
            }
            Self::Unsound(faults) => {
                let all: Vec<_> = faults.iter().map(ToString::to_string).collect();
                write!(out, "the contract does not hang together: {}", all.join("; "))
            }
            Self::Revision { written, computed } => {
                write!(out, "the contract has revision {written}, but its form has {computed}; build the pages again")
            }
        }
    }
}

impl std::error::Error for ContractError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable(cause) => Some(cause),
            Self::Schema { .. } | Self::Unsound(_) | Self::Revision { .. } => None,
        }
    }
}
