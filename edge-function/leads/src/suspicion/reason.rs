//! Reasons for suspicion, as people read them and programs keep them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One reason, with the number that shows how strong it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// The field that people do not see was filled in.
    HoneypotFilled,
    /// There are web addresses in the text.
    Links {
        /// How many.
        count: u32,
    },
    /// The message repeats itself.
    Repetition,
    /// The same text stands in both names and in the message.
    SameEverywhere,
    /// The form was sent faster than anyone can fill it in.
    ImpossibleSpeed {
        /// Milliseconds between opening the page and sending.
        elapsed_ms: u64,
    },
    /// The form was sent faster than most people can fill it in.
    Haste {
        /// Milliseconds between opening the page and sending.
        elapsed_ms: u64,
    },
    /// More came from one sender within a minute than from a whole office.
    ManyFromOneSender,
}

impl Reason {
    /// Its name where reasons are kept and listed.
    pub const fn code(self) -> &'static str {
        match self {
            Self::HoneypotFilled => "honeypot_filled",
            Self::Links { .. } => "links",
            Self::Repetition => "repetition",
            Self::SameEverywhere => "same_everywhere",
            Self::ImpossibleSpeed { .. } => "impossible_speed",
            Self::Haste { .. } => "haste",
            Self::ManyFromOneSender => "many_from_one_sender",
        }
    }

    /// How much it counts. A link to the house one has seen elsewhere is ordinary; three links are an advertisement.
    pub const fn weight(self) -> u32 {
        match self {
            Self::HoneypotFilled => 100,
            Self::ImpossibleSpeed { .. } | Self::SameEverywhere => 60,
            Self::Repetition | Self::ManyFromOneSender => 50,
            Self::Haste { .. } => 30,
            Self::Links { count } => match count {
                0 => 0,
                1 => 20,
                2 => 40,
                _ => 60,
            },
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HoneypotFilled => out.write_str("the hidden field was filled in"),
            Self::Links { count: 1 } => out.write_str("1 web address in the text"),
            Self::Links { count } => write!(out, "{count} web addresses in the text"),
            Self::Repetition => out.write_str("the message repeats itself"),
            Self::SameEverywhere => out.write_str("the same text in both names and the message"),
            Self::ImpossibleSpeed { elapsed_ms } => {
                write!(out, "sent {elapsed_ms} ms after the page opened, which nobody can")
            }
            Self::Haste { elapsed_ms } => write!(out, "sent {elapsed_ms} ms after the page opened"),
            Self::ManyFromOneSender => out.write_str("more from one sender within a minute than from a whole office"),
        }
    }
}
