//! From which advertisement, letter or code a visitor came.
//!
//! Links can be changed by anyone, so only short words pass, and nothing in which a number or an address of a person
//! could hide. What does not pass is dropped, not refused: a spoilt link is no fault of the visitor.

use crate::closed_list::closed_list;
use crate::table::Table;

/// The longest value.
const MAX_LENGTH: usize = 64;

/// The most digits in a row: enough for a date without its century, too few for a phone number.
const MOST_DIGITS: usize = 6;

/// What platforms add to links to recognise a click. Never kept.
pub const CLICK_IDS: &[&str] = &["fbclid", "gclid", "wbraid", "gbraid", "msclkid", "ttclid"];

closed_list! {
    /// What a link says about where it stood.
    pub enum SourceKey {
        /// On which platform.
        Source = "utm_source",
        /// In what kind of place.
        Medium = "utm_medium",
        /// For which campaign.
        Campaign = "utm_campaign",
        /// Which picture and words.
        Content = "utm_content",
        /// For which search.
        Term = "utm_term",
    }
}

/// What is known about it: for each key at most one word of lower-case letters, digits, `.`, `-` and `_`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source(Table<SourceKey, String>);

impl Source {
    /// The source of these keys and values; whatever is not a word, or is there twice, is left out.
    pub fn of<'a>(given: impl IntoIterator<Item = (SourceKey, &'a str)>) -> Self {
        let mut all: Table<SourceKey, Vec<&str>> = Table::default();
        for (key, value) in given {
            all.push(key, value);
        }
        let mut words = Table::default();
        for (&key, values) in all.iter() {
            if let [value] = values.as_slice()
                && let Some(word) = word(value)
            {
                words.put(key, word);
            }
        }
        Self(words)
    }

    /// What it says about this.
    pub fn get(&self, key: SourceKey) -> Option<&str> {
        self.0.get(&key).map(String::as_str)
    }

    /// All it says, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (SourceKey, &str)> {
        self.0.iter().map(|(&key, word)| (key, word.as_str()))
    }
}

fn word(value: &str) -> Option<String> {
    let value = value.trim().to_ascii_lowercase();
    let is_word = (1..=MAX_LENGTH).contains(&value.len())
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
        && value.split(|sign: char| !sign.is_ascii_digit()).all(|digits| digits.len() <= MOST_DIGITS);
    is_word.then_some(value)
}

#[cfg(test)]
mod tests {
    use super::{Source, SourceKey};

    #[test]
    fn words_pass_in_lower_case() {
        let source = Source::of([(SourceKey::Source, "Facebook"), (SourceKey::Content, "quay-1x1_nl.261123")]);
        assert_eq!(source.get(SourceKey::Source), Some("facebook"));
        assert_eq!(source.iter().last(), Some((SourceKey::Content, "quay-1x1_nl.261123")));
    }

    #[test]
    fn text_addresses_and_numbers_do_not_pass() {
        let long = "a".repeat(65);
        for value in ["", "call me", "a@b.be", "32470123456", "x-0470123", "<b>", "é", "a/b", &long] {
            assert_eq!(Source::of([(SourceKey::Term, value)]), Source::default(), "{value}");
        }
        assert_eq!(Source::of([(SourceKey::Term, "a"), (SourceKey::Term, "b")]), Source::default());
    }
}
