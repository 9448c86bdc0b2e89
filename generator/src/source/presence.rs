//! Absence: what must be written and is not.

use super::place::{At, Place, Written};
use crate::problem::{Problem, Problems};

/// The value, or a problem at the block it is missing from. `example` shows a line to add.
pub(crate) fn need<T>(
    written: Written<T>,
    key: &str,
    block: Place,
    example: &str,
    problems: &mut Problems,
) -> Option<At<T>> {
    if written.is_none() {
        problems.add_missing(key, block, missing(key, block, example));
    }
    written
}

/// The text, which must not be empty either.
pub(crate) fn need_text(
    written: Written<String>,
    key: &str,
    block: Place,
    example: &str,
    problems: &mut Problems,
) -> Option<At<String>> {
    let text = need(written, key, block, example, problems)?.map(|text| text.trim().to_owned());
    if text.is_empty() {
        problems.add(
            Problem::error("Y-13", text.place, format!("`{key}` is empty"))
                .help(format!("Write something, for example `{key}: {example}`.")),
        );
        return None;
    }
    Some(text)
}

/// The problem of a key that is not there.
pub(crate) fn missing(key: &str, block: Place, example: &str) -> Problem {
    Problem::error("Y-13", block, format!("`{key}` is missing"))
        .help(format!("Add it, for example `{key}: {example}`."))
}
