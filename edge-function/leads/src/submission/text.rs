//! Names and plain text as people type and paste them.

use super::fault::Fault;
use super::{personal, web_address};
use crate::letters::Letters;

personal! {
    /// A first or last name: one line, as typed but for the ends.
    pub struct PersonName;
    /// A place where someone looks for a home: one line.
    pub struct PreferredLocation;
    /// A message: plain text of one or more lines, parted by `\n`.
    pub struct Message;
}

impl PersonName {
    /// The name that was typed. Errors: nothing was, it has control characters or a web address in it.
    pub fn parse(typed: &str, letters: Letters) -> Result<Self, Fault> {
        let name = one_line(typed, letters)?;
        if web_address::count(&name) > 0 { Err(Fault::HasAddress) } else { Ok(Self(name)) }
    }
}

impl PreferredLocation {
    /// The place that was typed. Errors: nothing was, or it has control characters in it.
    pub fn parse(typed: &str, letters: Letters) -> Result<Self, Fault> {
        one_line(typed, letters).map(Self)
    }
}

impl Message {
    /// The message that was typed, without control characters. Error: nothing is left of it.
    pub fn parse(typed: &str, letters: Letters) -> Result<Self, Fault> {
        let lines = with_plain_line_breaks(typed).replace('\t', " ");
        let visible: String = lines.chars().filter(|&sign| sign == '\n' || !sign.is_control()).collect();
        not_blank(&visible, letters).map(Self)
    }
}

/// The text without what cannot be seen and came along from elsewhere: marks for the direction of writing around
/// pasted phone numbers, zero-width spaces, soft hyphens. Joiners stay, as emoji and some scripts need them.
pub(super) fn without_invisible(text: &str) -> String {
    text.chars().filter(|&sign| !is_invisible(sign)).collect()
}

/// The text with every kind of line break as `\n`.
pub(crate) fn with_plain_line_breaks(text: &str) -> String {
    text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n")
}

/// How long browsers find this text: in UTF-16 units, a line break being one. Spaces at the ends do not count.
pub(super) fn length(typed: &str) -> usize {
    with_plain_line_breaks(typed).trim().encode_utf16().count()
}

/// Whether nothing can be seen of it.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|sign| sign.is_whitespace() || is_invisible(sign) || matches!(sign, '\u{200c}' | '\u{200d}'))
}

fn one_line(typed: &str, letters: Letters) -> Result<String, Fault> {
    let line = not_blank(typed, letters)?;
    let has_control = line.chars().any(|sign| sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}'));
    if has_control { Err(Fault::ControlCharacters) } else { Ok(line) }
}

fn not_blank(text: &str, letters: Letters) -> Result<String, Fault> {
    if is_blank(text) {
        return Err(Fault::Missing);
    }
    Ok((letters.composed)(&without_invisible(text)).trim().to_owned())
}

fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::{Fault, Letters, Message, PersonName, length};

    fn name(typed: &str) -> Result<String, Fault> {
        PersonName::parse(typed, Letters::OWN).map(|name| name.0)
    }

    fn message(typed: &str) -> Result<String, Fault> {
        Message::parse(typed, Letters::OWN).map(|message| message.0)
    }

    #[test]
    fn names_are_kept_as_people_write_them() {
        for typed in
            ["Jan", "O", "van den Broeck-D’Hondt", "李", "عائشة", "J.R.", "P.de Vries", "Núria i Ça", "X Æ A-12"]
        {
            assert_eq!(name(&format!(" \u{a0}{typed}\n")), Ok(typed.to_owned()));
        }
    }

    #[test]
    fn a_name_is_composed_and_freed_of_marks_nobody_sees() {
        assert_eq!(name("Rene\u{301}\u{200b}\u{202e}"), Ok("René".to_owned()));
    }

    #[test]
    fn a_name_is_one_line_and_no_advertisement() {
        for typed in ["Jan\nX-Header: 1", "Jan\0", "a\u{85}b", "a\u{2028}b", "a\tb"] {
            assert_eq!(name(typed), Err(Fault::ControlCharacters), "{typed:?}");
        }
        for typed in ["https://a.example", "Win www.a.example", "cheap-pills.com", "see bit.ly/x1"] {
            assert_eq!(name(typed), Err(Fault::HasAddress), "{typed:?}");
        }
        for typed in ["", " \u{3000}", "\u{200b}\u{200d}", "\n"] {
            assert_eq!(name(typed), Err(Fault::Missing), "{typed:?}");
        }
    }

    #[test]
    fn a_message_keeps_its_lines_and_nothing_that_steers_a_screen() {
        assert_eq!(message("\r\n a\r\nb\rc\n\n\td\0\u{1b}[31m 🏡 \u{202e}"), Ok("a\nb\nc\n\n d[31m 🏡".to_owned()));
        assert_eq!(message("\u{1}\u{2}"), Err(Fault::Missing));
    }

    #[test]
    fn length_is_counted_as_browsers_do() {
        assert_eq!(length(" 🏡\r\né "), 4);
    }
}
