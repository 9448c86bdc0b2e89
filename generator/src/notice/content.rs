//! The privacy notice of a project as a whole: what it says in all its languages, and what a version is made of.

use std::collections::BTreeMap;

use jiff::civil::Date;
use leads::{Form, Language};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::document::Document;
use super::gist::Gist;
use super::privacy::{Parties, privacy};
use super::register::Register;

/// A notice in all its languages, with the facts behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// What is done with data, by which versions are compared.
    pub gist: Gist,
    /// What it says.
    pub texts: BTreeMap<Language, Document>,
}

/// The file that holds the facts.
pub(super) const GIST: &str = "notice.json";

impl Notice {
    /// The notice of the project `slug`, whose form is this one.
    pub fn of(slug: &str, register: &Register, parties: &Parties<'_>, form: &Form) -> Self {
        let texts =
            parties.languages.iter().map(|&language| (language, privacy(register, parties, form, language))).collect();
        Self { gist: Gist::of(slug, register, parties, form), texts }
    }

    /// Everything it is, as files by name: one for each language and one for the facts.
    pub fn files(&self) -> BTreeMap<String, String> {
        let texts = self.texts.iter().map(|(language, document)| (file_name(*language), json(document)));
        texts.chain([(GIST.to_owned(), json(&self.gist))]).collect()
    }

    /// The name of this notice if it is of this day.
    pub fn version(&self, date: Date) -> String {
        version(date, self.files().values().map(String::as_bytes))
    }

    /// What it says in a language; in its first one if it does not exist in that.
    pub(super) fn text(&self, language: Language) -> Option<(Language, &Document)> {
        let text = self.texts.get_key_value(&language).or_else(|| self.texts.first_key_value())?;
        Some((*text.0, text.1))
    }
}

/// The file of a language.
pub(super) fn file_name(language: Language) -> String {
    format!("{language}.json")
}

/// A day, and the first eight hexadecimal digits of the SHA-256 of the files one after the other, by name: what
/// `cat *.json | sha256sum` gives in their folder. Example: `2026-11-02-9f2c41d0`.
pub(super) fn version<'a>(date: Date, files: impl Iterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    files.for_each(|file| hash.update(file));
    let digest = hash.finalize();
    let first = digest.iter().take(4).fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    format!("{date}-{first:08x}")
}

/// The day of a version.
pub(super) fn day_of(version: &str) -> Option<Date> {
    let (day, digits) = version.rsplit_once('-')?;
    let is_hash =
        digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    day.parse().ok().filter(|_| is_hash)
}

#[expect(clippy::expect_used, reason = "plain structs with keys of text cannot fail to become JSON")]
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value).expect("plain data become JSON") + "\n"
}
