//! What can go wrong between an operator and a site, in words that say what to do.

use std::fmt;

/// Why there is no answer to what was asked.
#[derive(Debug)]
pub(in crate::commands) enum Trouble {
    /// The name of the site is not known.
    Name {
        /// Its address.
        site: String,
    },
    /// Nothing listens there.
    Connection {
        /// Its address.
        site: String,
        /// Whether it is on this machine.
        is_here: bool,
    },
    /// No encrypted connection was agreed, or the certificate is not good.
    Encryption {
        /// Its address.
        site: String,
        /// What is wrong.
        words: String,
    },
    /// It took too long.
    Timeout {
        /// Its address.
        site: String,
    },
    /// The answer broke off, or was not HTTP.
    Broken {
        /// Its address.
        site: String,
        /// What is wrong.
        words: String,
    },
    /// The answer is larger than any answer of Gevel.
    TooLarge {
        /// Its address.
        site: String,
    },
    /// The answer points elsewhere. A token does not follow.
    Elsewhere {
        /// Its address.
        site: String,
        /// Where it points to.
        location: String,
    },
    /// Something answers, but not as Gevel does.
    NotGevel {
        /// Its address.
        site: String,
        /// The status of the answer.
        status: u16,
    },
    /// The site says no.
    Refused {
        /// Its address.
        site: String,
        /// Why.
        refusal: Refusal,
    },
}

/// Why the site says no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::commands) enum Refusal {
    /// The token is not one of its.
    UnknownToken {
        /// Where the token was found.
        from: String,
    },
    /// The token may only read.
    ReadOnly {
        /// Where the token was found.
        from: String,
    },
    /// There is no such thing.
    NotFound,
    /// It cannot be done now.
    Unavailable(Option<String>),
    /// Anything else, in its own words.
    Other {
        /// The status of the answer.
        status: u16,
        /// What it says.
        words: String,
    },
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name { site } => write!(out, "{site}: the name of this site is not known"),
            Self::Connection { site, is_here: true } => write!(
                out,
                "{site}: nothing answers there. Is `gevel serve` running? It prints its address; give another one with --site"
            ),
            Self::Connection { site, is_here: false } => write!(out, "{site}: nothing answers there"),
            Self::Encryption { site, words } => write!(out, "{site}: no encrypted connection could be made: {words}"),
            Self::Timeout { site } => write!(out, "{site}: there was no whole answer within 30 seconds"),
            Self::Broken { site, words } => write!(out, "{site}: the answer cannot be read: {words}"),
            Self::TooLarge { site } => write!(out, "{site}: the answer is too large to be one of Gevel"),
            Self::Elsewhere { site, location } => write!(
                out,
                "{site}: it points to {location}. A token is not carried on; if that is the site, give it with --site"
            ),
            Self::NotGevel { site, status } => write!(
                out,
                "{site}: something answers (HTTP {status}), but not as this version of Gevel does. Is the address right?"
            ),
            Self::Refused { site, refusal } => write!(out, "{site}: {refusal}"),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownToken { from } => write!(out, "the token is not known there (401). It comes from {from}"),
            Self::ReadOnly { from } => {
                write!(out, "the token may only read (403). It comes from {from}; this takes one whose scope is `act`")
            }
            Self::NotFound => out.write_str("there is no such thing (404)"),
            Self::Unavailable(Some(words)) => write!(out, "{} (503)", words.trim_end_matches('.')),
            Self::Unavailable(None) => out.write_str(
                "the site is not in service (503): it cannot use its settings or its database, and its log says why",
            ),
            Self::Other { status, words } => write!(out, "{} ({status})", words.trim_end_matches('.')),
        }
    }
}

impl std::error::Error for Trouble {}
