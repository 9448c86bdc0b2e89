//! What is wrong with a configuration of partners, said without repeating any of it.

use std::fmt;

use super::NotAnAddress;
use super::endpoint::EndpointFault;
use super::secret::SecretFault;

/// Why some text is no configuration of partners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartnersError {
    /// It is not JSON, or not of the shape of such a configuration.
    Unreadable {
        /// The line where reading stopped, from 1.
        line: usize,
        /// The column where reading stopped, from 1.
        column: usize,
        /// What was expected there; nothing of what was found.
        hint: String,
    },
    /// It can be read, but some of it cannot be used. Everything that is wrong, in the order of the text.
    Unsound(Vec<PartnersFault>),
}

/// One thing that is wrong, and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnersFault {
    /// Where it is, as a path of keys and positions.
    pub place: String,
    /// What is wrong there.
    pub reason: Reason,
}

/// What is wrong with one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is no name: lower-case letters, digits and hyphens, at most 60.
    Name,
    /// It stands there a second time.
    Twice,
    /// No destination gets leads at once: there is none, or each is a fallback.
    NothingAtOnce,
    /// The URL cannot be sent to.
    Endpoint(EndpointFault),
    /// There is no secret, or more than two.
    SecretCount,
    /// The secret is none.
    Secret(SecretFault),
    /// Another destination has the same secret, or the same destination has it twice.
    SecretShared,
    /// The e-mail address cannot be sent to.
    Address,
}

impl PartnersError {
    /// What our reader says. It never repeats a value; of text that is no JSON at all, nothing needs to be said.
    pub(super) fn unreadable(error: &serde_json::Error) -> Self {
        let message = error.to_string();
        let hint = match message.rsplit_once(" at line ") {
            Some((message, _)) if error.is_data() => message.to_owned(),
            Some(_) | None => "this is not JSON".to_owned(),
        };
        Self::Unreadable { line: error.line(), column: error.column(), hint }
    }
}

impl fmt::Display for PartnersError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { line, column, hint } => {
                write!(out, "the configuration of partners cannot be read at {line}:{column}: {hint}")
            }
            Self::Unsound(faults) => {
                let all: Vec<_> = faults.iter().map(ToString::to_string).collect();
                write!(out, "the configuration of partners cannot be used: {}", all.join("; "))
            }
        }
    }
}

impl std::error::Error for PartnersError {}

impl fmt::Display for PartnersFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "`{}`: {}", self.place, self.reason)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name => out.write_str("a name has 1 to 60 lower-case letters, digits and hyphens"),
            Self::Twice => out.write_str("this name is already taken"),
            Self::NothingAtOnce => out.write_str("at least one destination must not be a fallback"),
            Self::Endpoint(fault) => fault.fmt(out),
            Self::SecretCount => out.write_str("give one secret, or the new and the old one while they change"),
            Self::Secret(fault) => fault.fmt(out),
            Self::SecretShared => out.write_str("this secret is used twice; each destination needs its own"),
            Self::Address => NotAnAddress.fmt(out),
        }
    }
}
