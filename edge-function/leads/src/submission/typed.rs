//! What a visitor typed, kept for one answer, so that nobody has to type it again.

use std::fmt;

use super::answers::Answers;
use super::body;
use super::text::with_plain_line_breaks;
use crate::contract::Contract;
use crate::form::{Control, Field, Form};
use crate::table::Table;

/// The longest value of a choice that is kept; all that we offer are shorter.
const CHOICE_MAX_LENGTH: usize = 64;

/// The values of the fields that a page asks for, as typed but cut to their limits and without control characters.
/// It may hold anything: escape it before showing it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Typed(Table<Field, Vec<String>>);

impl Typed {
    /// What was typed into the fields that this form asks for.
    pub(super) fn of(given: &Table<Field, Vec<String>>, form: &Form) -> Self {
        let mut typed = Table::default();
        for (&field, values) in given.iter() {
            if form.asks(field) {
                typed.put(field, kept(field, values));
            }
        }
        Self(typed)
    }

    /// What was typed in a body sent with this `Content-Type`; nothing if it cannot be read.
    pub fn read(body: &[u8], content_type: Option<&str>, contract: &Contract) -> Self {
        let given = body::pairs(body, content_type).map(|pairs| Answers::of(pairs).given).unwrap_or_default();
        Self::of(&given, contract.form())
    }

    /// The value of a field; of a field with several, the first. Empty if nothing was typed.
    pub fn get(&self, field: Field) -> &str {
        self.all(field).first().map_or("", String::as_str)
    }

    /// The values of a field with several boxes.
    pub fn all(&self, field: Field) -> &[String] {
        self.0.get(&field).map_or(&[], Vec::as_slice)
    }

    /// Whether this box was ticked, or this choice made.
    pub fn has(&self, field: Field, value: &str) -> bool {
        self.all(field).iter().any(|typed| typed == value)
    }
}

impl fmt::Debug for Typed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Typed(..)")
    }
}

fn kept(field: Field, values: &[String]) -> Vec<String> {
    let most_values = if field.control() == Control::Checkboxes { field.options().len() } else { 1 };
    let most_units = field.max_length().unwrap_or(CHOICE_MAX_LENGTH);
    values.iter().take(most_values).map(|value| cut(&with_plain_line_breaks(value), most_units)).collect()
}

/// As much of the text as fits into so many UTF-16 units, never half a character.
fn cut(text: &str, most_units: usize) -> String {
    let mut left = most_units;
    text.chars()
        .filter(|&sign| sign == '\n' || !sign.is_control())
        .take_while(|sign| {
            let fits = sign.len_utf16() <= left;
            left = left.saturating_sub(sign.len_utf16());
            fits
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn text_is_cut_between_characters() {
        assert_eq!(cut("ab\0🏡c", 5), "ab🏡c");
        assert_eq!(cut("ab🏡c", 3), "ab");
        assert_eq!(cut("", 3), "");
    }
}
