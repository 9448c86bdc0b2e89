//! One row of the audit, and how it hangs on the row before.

use sha2::{Digest, Sha256};

use super::action::Action;
use crate::framed::framed;
use crate::moment::Moment;

/// Says which text is hashed; another way to hash gets another name.
const FORMAT: &str = "gevel audit 1";

/// What is to be noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it happened.
    pub at: Moment,
    /// Who did it: `visitor`, `sweep`, or `operator:` and the name of a token.
    pub actor: String,
    /// What happened.
    pub action: Action,
    /// To what: the id of a lead, a delivery or a destination.
    pub subject: String,
    /// More in a few words, such as reasons or a destination. Never anything personal.
    pub detail: String,
}

/// The end of the chain: on it the next row hangs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The number of the last row; 0 before the first.
    pub number: i64,
    /// The hash of the last row: 64 hexadecimal digits, all zeros before the first.
    pub hash: String,
}

/// A row of the audit as it is written down. Its words are text, so that one changed by hand can still be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// 1 for the first row, and one more for each that follows.
    pub number: i64,
    /// When it happened.
    pub at: Moment,
    /// Who did it.
    pub actor: String,
    /// What happened: the wire name of an [`Action`].
    pub action: String,
    /// To what.
    pub subject: String,
    /// More in a few words.
    pub detail: String,
    /// The hash of the row before.
    pub previous: String,
    /// The hash of this row.
    pub hash: String,
}

impl Head {
    /// The end of a chain without rows.
    pub fn beginning() -> Self {
        Self { number: 0, hash: "0".repeat(64) }
    }

    /// The row that notes this after the head.
    pub fn link(&self, entry: Entry) -> Link {
        let mut link = Link {
            number: self.number.saturating_add(1),
            at: entry.at,
            actor: entry.actor,
            action: entry.action.wire().to_owned(),
            subject: entry.subject,
            detail: entry.detail,
            previous: self.hash.clone(),
            hash: String::new(),
        };
        link.hash = link.computed_hash();
        link
    }
}

impl Link {
    /// The head of a chain that ends with this row.
    pub fn head(&self) -> Head {
        Head { number: self.number, hash: self.hash.clone() }
    }

    /// The hash that the row ought to have: SHA-256 over its words and the previous hash, each behind its length, so
    /// that no word can be moved from one column to the next.
    pub(super) fn computed_hash(&self) -> String {
        let (number, at) = (self.number.to_string(), self.at.seconds().to_string());
        let words = [FORMAT, &self.previous, &number, &at, &self.actor, &self.action, &self.subject, &self.detail];
        Sha256::digest(framed(&words)).iter().fold(String::with_capacity(64), |mut digits, byte| {
            for half in [byte >> 4, byte & 15] {
                digits.extend(char::from_digit(half.into(), 16));
            }
            digits
        })
    }
}
