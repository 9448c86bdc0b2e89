//! Whether a submission looks like the work of a machine, and why.
//!
//! Suspicion never deletes and never refuses: what looks wrong is kept aside with its reasons until a person has looked
//! at it, and the visitor is told so. Only what was sent is judged, not from where: thirty people behind one address
//! are thirty people.

mod reason;
mod repetition;

use crate::letters::Letters;
use crate::submission::{Submission, web_addresses};

pub use reason::Reason;

/// From this score on a submission is kept aside. One weak sign is not enough, one strong sign is.
pub const QUARANTINE_FROM: u32 = 50;

/// Faster than this, in milliseconds, nobody reads a form, let alone fills it in.
const IMPOSSIBLE_MS: u64 = 1500;

/// Faster than this, in milliseconds, only browsers that fill in everything by themselves can be.
const HASTY_MS: u64 = 3000;

/// What to do with a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Deliver it.
    Clear,
    /// Keep it aside until a person releases it.
    Quarantine {
        /// The weights of the reasons together.
        score: u32,
        /// Why. Nothing in them is personal.
        reasons: Vec<Reason>,
    },
}

impl Verdict {
    /// The verdict on this submission.
    pub fn on(submission: &Submission, letters: Letters) -> Self {
        Self::from_reasons(reasons(submission, letters))
    }

    /// The verdict for these reasons; also for reasons that others have found.
    pub fn from_reasons(reasons: Vec<Reason>) -> Self {
        let score = reasons.iter().fold(0, |score: u32, reason| score.saturating_add(reason.weight()));
        if score < QUARANTINE_FROM {
            return Self::Clear;
        }
        Self::Quarantine { score, reasons }
    }
}

/// Everything that looks like the work of a machine.
pub fn reasons(submission: &Submission, letters: Letters) -> Vec<Reason> {
    let signs = submission.signs();
    let message = submission.message().map_or("", |message| message.as_str());
    let place = submission.wish().preferred_location.as_ref().map_or("", |place| place.as_str());
    let links = u32::try_from(web_addresses(message) + web_addresses(place)).unwrap_or(u32::MAX);
    let person = submission.person();
    let is_same_everywhere = person.given_name == person.family_name && person.given_name.as_str() == message.trim();
    [
        signs.honeypot_filled.then_some(Reason::HoneypotFilled),
        (links > 0).then_some(Reason::Links { count: links }),
        repetition::is_repetitive(message, letters).then_some(Reason::Repetition),
        is_same_everywhere.then_some(Reason::SameEverywhere),
        signs.elapsed_ms.and_then(haste),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn haste(elapsed_ms: u64) -> Option<Reason> {
    match elapsed_ms {
        ..IMPOSSIBLE_MS => Some(Reason::ImpossibleSpeed { elapsed_ms }),
        IMPOSSIBLE_MS..HASTY_MS => Some(Reason::Haste { elapsed_ms }),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
