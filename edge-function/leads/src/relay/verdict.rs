//! When to try again, and when to stop.
//!
//! A partner may be down over a long weekend without losing a lead, and is not stormed when it comes back. An attempt
//! that fails is only ever followed by another one or by somebody being told.

use std::num::NonZeroU32;

use super::outcome::{AttemptResult, Outcome};
use crate::closed_list::closed_list;
use crate::moment::Moment;

/// Seconds between an attempt that failed and the next, from the first attempt on: ten attempts in 75 h 35 min 5 s.
const WAITS: [i64; 9] = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;

/// After "too many" and after a timeout, the receiver needs at least this many seconds of rest.
const REST: i64 = MINUTE;

/// How many seconds a destination may fail before the lead goes through the second channel too.
pub const SECOND_CHANNEL_AFTER_SECONDS: i64 = 15 * MINUTE;

/// The place of an attempt in the plan, from 1. Whoever starts the plan anew for a lead begins at the first again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attempt(NonZeroU32);

impl Attempt {
    /// The attempt that is made at once.
    pub const FIRST: Self = Self(NonZeroU32::MIN);

    /// The attempt with this number, if it is at least 1.
    pub const fn new(number: u32) -> Option<Self> {
        match NonZeroU32::new(number) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }

    /// Its number, from 1.
    pub const fn number(self) -> u32 {
        self.0.get()
    }

    /// The one after it.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// Planned seconds from this attempt to the next, if the plan has a next.
    fn wait(self) -> Option<i64> {
        let position = usize::try_from(self.number() - 1).ok()?;
        WAITS.get(position).copied()
    }
}

/// What follows from the outcome of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The partner has it.
    Delivered,
    /// Try again at this moment or soon after.
    RetryAt(Moment),
    /// Nothing can arrive there until somebody changes something: leads wait for it, and the operator is told.
    Paused(Pause),
    /// That was the last attempt. The lead stays; the operator is told and can send it again.
    Dead,
}

closed_list! {
    /// Why a destination is paused.
    pub enum Pause {
        /// It says that it is gone for good.
        Gone = "gone",
        /// The partner's mailbox is blocked.
        RecipientBlocked = "mail_recipient_blocked",
        /// We may not send from our own address.
        SenderRefused = "mail_sender_refused",
        /// The configuration has no such destination (any more).
        NotConfigured = "not_configured",
        /// A person wanted it so.
        Operator = "operator",
    }
}

/// What follows from this outcome of this attempt, which ended now. The two random bytes spread the next attempts of
/// many leads that failed together: by up to a fifth of the plan, both ways.
pub fn verdict(outcome: &Outcome, attempt: Attempt, now: Moment, jitter: [u8; 2]) -> Verdict {
    let rests = match outcome.result() {
        AttemptResult::Delivered => return Verdict::Delivered,
        AttemptResult::Gone => return Verdict::Paused(Pause::Gone),
        AttemptResult::MailRecipientBlocked => return Verdict::Paused(Pause::RecipientBlocked),
        AttemptResult::MailSenderRefused => return Verdict::Paused(Pause::SenderRefused),
        AttemptResult::Throttled | AttemptResult::Timeout | AttemptResult::MailQuota => true,
        AttemptResult::Name
        | AttemptResult::Connection
        | AttemptResult::Encryption
        | AttemptResult::Broken
        | AttemptResult::Network
        | AttemptResult::Redirected
        | AttemptResult::Refused
        | AttemptResult::OutOfOrder
        | AttemptResult::Unexpected
        | AttemptResult::MailFailed => false,
    };
    let Some(planned) = attempt.wait() else {
        return Verdict::Dead;
    };
    let least = if rests { REST } else { 0 };
    // What the receiver asks for counts up to the double of what is due anyway: it can slow us down, not stop us.
    let longest = planned.max(least).saturating_mul(2);
    let asked = asked_seconds(outcome, now).unwrap_or(0).min(longest);
    Verdict::RetryAt(now.plus(jittered(planned, jitter).max(least).max(asked)))
}

/// Whether a lead goes through the second channel too: nobody of those it went to at first has it, since this moment.
pub fn second_channel_is_due(waiting_since: Moment, now: Moment) -> bool {
    now.since(waiting_since) >= SECOND_CHANNEL_AFTER_SECONDS
}

/// Waits from here on only ever become longer: if they could become shorter too, all attempts together might be over
/// before the three days are that a partner may be down.
const NEVER_SHORTER: i64 = 10 * HOUR;

/// From four fifths to six fifths of the planned wait; all planned waits are divisible by five.
fn jittered(planned: i64, jitter: [u8; 2]) -> i64 {
    let share = i64::from(u16::from_be_bytes(jitter));
    let most = i64::from(u16::MAX);
    let wait = planned / 5 * 4 + (planned / 5 * 2 * share + most / 2) / most;
    if planned >= NEVER_SHORTER { planned + (wait - planned).abs() } else { wait }
}

/// The seconds from now that `Retry-After` asks for: a number, or the time to a date. What is neither asks for nothing.
fn asked_seconds(outcome: &Outcome, now: Moment) -> Option<i64> {
    let Outcome::Answered { retry_after: Some(text), .. } = outcome else {
        return None;
    };
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.parse().unwrap_or(i64::MAX));
    }
    Moment::from_http_date(text).map(|date| date.since(now))
}

#[cfg(test)]
mod tests;
