//! Text that can stand in the header of a mail without becoming a header of its own.

use std::fmt::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::partner::MailAddress;

/// The most characters of a header's text; what is longer ends in `…`.
const TEXT_MAX_CHARS: usize = 160;
/// Where lines are folded. The standard allows 78, and 76 for a line with encoded words.
const LINE_CHARS: usize = 76;
/// How many bytes go into an encoded word: 30 become 40 of base64 and 52 with the frame, which leaves room for a name.
const ENCODED_WORD_BYTES: usize = 30;
/// A longer run without a space could not be folded and is encoded instead.
const PLAIN_WORD_CHARS: usize = 60;

/// One line of text without control characters. There is no way to make one that has a line break in it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct HeaderText(String);

/// An address and the name that goes with it, which may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// The name for people.
    pub name: HeaderText,
    /// Where mail goes.
    pub address: MailAddress,
}

impl HeaderText {
    /// This text in one line: each run of spaces, line breaks and control characters becomes one space.
    pub fn new(text: &str) -> Self {
        let line = one_line(text);
        if line.chars().count() <= TEXT_MAX_CHARS {
            return Self(line);
        }
        let kept: String = line.chars().take(TEXT_MAX_CHARS - 1).collect();
        Self(format!("{}…", kept.trim_end()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text as the body of a header whose name, colon and space take up so many characters, folded.
    pub(super) fn unstructured(&self, column: usize) -> String {
        if self.is_plain() { self.folded(column) } else { self.encoded() }
    }

    /// The text as the name before an address.
    fn phrase(&self) -> String {
        if self.is_plain() {
            let escaped = self.0.replace('\\', "\\\\").replace('"', "\\\"");
            return format!("\"{escaped}\"");
        }
        self.encoded()
    }

    /// Whether it can stand as it is: ASCII that can be folded and does not look encoded.
    fn is_plain(&self) -> bool {
        self.0.is_ascii() && !self.0.contains("=?") && self.0.split(' ').all(|word| word.len() <= PLAIN_WORD_CHARS)
    }

    fn folded(&self, mut column: usize) -> String {
        let mut folded = String::new();
        for (position, word) in self.0.split(' ').enumerate() {
            if position > 0 && column + 1 + word.len() > LINE_CHARS {
                folded.push_str("\r\n ");
                column = 1;
            } else if position > 0 {
                folded.push(' ');
                column += 1;
            }
            folded.push_str(word);
            column += word.len();
        }
        folded
    }

    /// As encoded words of RFC 2047, one a line; no character is torn apart.
    fn encoded(&self) -> String {
        let (mut words, mut part) = (Vec::new(), String::new());
        for char in self.0.chars() {
            if part.len() + char.len_utf8() > ENCODED_WORD_BYTES {
                words.push(std::mem::take(&mut part));
            }
            part.push(char);
        }
        words.push(part);
        let words: Vec<_> = words.iter().map(|part| format!("=?UTF-8?B?{}?=", STANDARD.encode(part))).collect();
        words.join("\r\n ")
    }
}

impl Mailbox {
    /// The name and the address as the body of a header, folded between the two.
    pub(super) fn folded(&self) -> String {
        let mut folded = String::new();
        if !self.name.0.is_empty() {
            let _ = write!(folded, "{}\r\n ", self.name.phrase());
        }
        let _ = write!(folded, "<{}>", self.address);
        folded
    }
}

/// Without the text, which may be a visitor's name.
impl fmt::Debug for HeaderText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "HeaderText({} bytes)", self.0.len())
    }
}

/// This text in one line. Characters that turn the direction of what follows them go too: they could make a line read
/// as what it is not.
pub(super) fn one_line(text: &str) -> String {
    let line: String = text
        .chars()
        .filter(|char| !matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .map(|char| if char.is_control() || char.is_whitespace() { ' ' } else { char })
        .collect();
    line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
