//! What was sent, sorted by what it is for.

use super::body::Pairs;
use super::source::{CLICK_IDS, Source, SourceKey};
use crate::form::Field;
use crate::table::Table;

/// The name under which the page's script tells how many milliseconds passed between opening the page and sending.
pub const ELAPSED: &str = "elapsed";

/// The longest name of an unknown field that is told to whoever sent it.
const NAME_MAX_LENGTH: usize = 40;

/// The answers of one body.
pub(super) struct Answers {
    /// By field, in the order in which they were sent.
    pub(super) given: Table<Field, Vec<String>>,
    pub(super) source: Source,
    pub(super) elapsed_ms: Option<u64>,
    /// Names that no form has; those that do not look like a name are one empty one.
    pub(super) strangers: Table<String, ()>,
}

impl Answers {
    pub(super) fn of(pairs: Pairs) -> Self {
        let mut given: Table<Field, Vec<String>> = Table::default();
        let mut source = Vec::new();
        let mut elapsed_ms = None;
        let mut strangers = Table::default();
        for (name, text) in pairs {
            if let Some(field) = Field::from_wire(&name) {
                given.push(field, text);
            } else if let Some(key) = SourceKey::from_wire(&name) {
                source.push((key, text));
            } else if name == ELAPSED {
                // Not a number: no time was told. The visitor has no part in it.
                elapsed_ms = text.parse().ok();
            } else if !CLICK_IDS.contains(&name.as_str()) {
                strangers.add(if is_name(&name) { name } else { String::new() }, ());
            }
        }
        let source = Source::of(source.iter().map(|(key, text)| (*key, text.as_str())));
        Self { given, source, elapsed_ms, strangers }
    }
}

fn is_name(name: &str) -> bool {
    name.len() <= NAME_MAX_LENGTH
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte == b'-')
}
