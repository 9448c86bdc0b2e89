//! A project's name in paths.
//!
//! It comes in with requests and goes out into paths, so it exists only if it is harmless in both.

use std::fmt;

use serde::Serialize;

use crate::json::{Json, Read, Wrong, text};

/// 3 to 60 lower-case letters, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub struct Slug(String);

/// Why some text is not a slug. It does not repeat the text, which may come from anyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotASlug;

impl Slug {
    /// The slug that this text is. Error: it is not one.
    pub fn new(text: &str) -> Result<Self, NotASlug> {
        let is_slug = (3..=60).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if is_slug { Ok(Self(text.to_owned())) } else { Err(NotASlug) }
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where the contract of this project lies in the site: from its root, without a slash in front.
    pub fn contract_path(&self) -> String {
        format!("_gevel/{self}.json")
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Read for Slug {
    fn read(json: &Json, wrong: &mut Wrong) -> Self {
        Self::new(text(json, wrong)).unwrap_or_else(|error| {
            wrong.note(json, &error.to_string());
            Self(String::new())
        })
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl fmt::Display for NotASlug {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a project's name in paths has 3 to 60 lower-case letters, digits and hyphens")
    }
}

impl std::error::Error for NotASlug {}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::Slug;

    #[test]
    fn a_slug_leads_to_its_contract() {
        assert_eq!(Slug::new("leie-oever-2").unwrap().contract_path(), "_gevel/leie-oever-2.json");
    }

    #[test]
    fn what_could_lead_elsewhere_is_no_slug() {
        let long = "a".repeat(61);
        for text in ["", "ab", "..", "../x", "a/b", "a.b", "Leie", "leie oever", "leié", "a%2fb", "abc\0", &long] {
            assert!(Slug::new(text).is_err(), "{text:?}");
        }
    }
}
