//! Who may ask about leads, and how much. Of a token only its hash is kept, so that a leaked setting opens nothing.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::closed_list::closed_list;

closed_list! {
    /// How much somebody may do.
    pub enum Scope {
        /// Look at leads and at where they stand. Every look at a person's data leaves an audit row.
        Read = "read",
        /// Also change where they stand: release, send again, pause, resume.
        Act = "act",
    }
}

/// Somebody who may ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    name: String,
    scope: Scope,
    hash: String,
}

/// Everybody who may ask.
#[derive(Debug, Clone, Default)]
pub struct Operators(Vec<Operator>);

/// Why some text does not say who may ask. Holds which entry, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperatorsFault {
    /// It is not `name:scope:hash`.
    Unreadable(usize),
    /// Its name or its token is somebody else's too.
    Repeated(usize),
}

impl Operators {
    /// Reads `name:scope:hash`, separated by white space. Nobody at all is fine.
    pub fn parse(text: &str) -> Result<Self, OperatorsFault> {
        let mut operators: Vec<Operator> = Vec::new();
        for (position, written) in text.split_whitespace().enumerate() {
            let operator = Operator::parse(written).ok_or(OperatorsFault::Unreadable(position + 1))?;
            if operators.iter().any(|other| other.name == operator.name || other.hash == operator.hash) {
                return Err(OperatorsFault::Repeated(position + 1));
            }
            operators.push(operator);
        }
        Ok(Self(operators))
    }

    /// Whose token this is. What is compared is hashes: how long it takes says nothing about a token.
    pub fn with_token(&self, token: &str) -> Option<&Operator> {
        let hash = token_hash(token);
        self.0.iter().find(|operator| operator.hash == hash)
    }
}

impl Operator {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let (name, scope, hash) = (parts.next()?, parts.next()?, parts.next()?);
        let is_name = (1..=40).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte));
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if !is_name || !is_hash || parts.next().is_some() {
            return None;
        }
        Some(Self { name: name.to_owned(), scope: Scope::from_wire(scope)?, hash: hash.to_owned() })
    }

    /// The name under which the audit knows them.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether they may do this.
    pub fn may(&self, scope: Scope) -> bool {
        scope <= self.scope
    }
}

/// The hash of a token, as [`Operators::parse`] reads it: SHA-256 in hexadecimal. A token is random, so no salt is
/// needed.
pub fn token_hash(token: &str) -> String {
    use fmt::Write as _;
    let mut text = String::new();
    for byte in Sha256::digest(token.as_bytes()) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

impl fmt::Display for OperatorsFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(entry) => {
                write!(
                    out,
                    "entry {entry} must be `name:read:hash` or `name:act:hash`, the hash as SHA-256 in hexadecimal"
                )
            }
            Self::Repeated(entry) => write!(out, "entry {entry} has the name or the token of an earlier one"),
        }
    }
}

impl std::error::Error for OperatorsFault {}
