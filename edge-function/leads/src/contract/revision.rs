//! A short name for the exact content of a form.
//!
//! A lead carries it, so that one can tell later which form the visitor saw. It recognises, it does not protect: a
//! plain hash is enough, and spares a cryptographic dependency.

use std::fmt;

use serde::Serialize;

use crate::form::Form;
use crate::json::{Json, Read, Wrong, text};

/// The content of a form in sixteen hexadecimal digits: equal forms have equal revisions, today and on any machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub struct Revision(u64);

impl Revision {
    /// The revision of this form: FNV-1a over the form as compact JSON.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "only a map with keys other than strings cannot be written"
    )]
    pub fn of(form: &Form) -> Self {
        Self(fnv1a(&serde_json::to_vec(form).expect("a form has no maps")))
    }

    /// The revision written like this. Error: it is not sixteen lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, NotARevision> {
        let is_hex = text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if !is_hex {
            return Err(NotARevision);
        }
        u64::from_str_radix(text, 16).map(Self).map_err(|_| NotARevision)
    }
}

/// FNV-1a, 64 bits: for each byte, mix it in, then spread it by multiplying with the prime.
fn fnv1a(bytes: &[u8]) -> u64 {
    const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    bytes.iter().fold(OFFSET_BASIS, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

impl fmt::Display for Revision {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

/// Why some text is not a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotARevision;

impl fmt::Display for NotARevision {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a revision has sixteen lower-case hexadecimal digits")
    }
}

impl std::error::Error for NotARevision {}

impl Read for Revision {
    fn read(json: &Json, wrong: &mut Wrong) -> Self {
        Self::parse(text(json, wrong)).unwrap_or_else(|error| {
            wrong.note(json, &error.to_string());
            Self(0)
        })
    }
}

impl From<Revision> for String {
    fn from(revision: Revision) -> Self {
        revision.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::{Revision, fnv1a};

    #[test]
    fn the_hash_is_fnv_1a_by_its_published_examples() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn a_revision_is_written_with_its_leading_zeros_and_read_back() {
        let revision = Revision(0x00ab);
        assert_eq!(revision.to_string(), "00000000000000ab");
        assert_eq!(Revision::parse(&revision.to_string()), Ok(revision));
    }

    #[test]
    fn other_spellings_of_a_number_are_no_revision() {
        for text in ["", "ab", "+0000000000000ab", "00000000000000AB", "00000000000000ab0"] {
            assert!(Revision::parse(text).is_err(), "{text:?}");
        }
    }
}
