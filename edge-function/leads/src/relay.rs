//! Carrying a lead to its partner, up to the edge of the network: what is sent, and what follows from the answer.
//!
//! An [`Event`] about a lead becomes a request ([`http`]) or a mail ([`mail()`]); the platform sends it and tells the
//! [`Outcome`]; out of that comes a [`Verdict`]. Requests are those of Standard Webhooks 1.0.0.

mod event;
mod mail;
mod outcome;
mod signature;
mod verdict;

use std::fmt;

use crate::moment::Moment;
use crate::partner::{Endpoint, Webhook};

pub use event::{Event, EventId, EventType, LeadDocument, NotALeadDocument, NotAnEventId};
pub(crate) use mail::letter;
pub use mail::{
    EventWords, HeaderText, Letter, LetterDraft, Letterhead, Mail, MailKey, MailWords, Mailbox, ReportWords, alert,
    mail,
};
pub use outcome::{AttemptResult, MailRefusal, Outcome, Silence};
pub use verdict::{Attempt, Pause, SECOND_CHANNEL_AFTER_SECONDS, Verdict, second_channel_is_due, verdict};

/// How many seconds a receiver has for its whole answer; after them the outcome is [`Silence::Timeout`].
pub const TIMEOUT_SECONDS: u32 = 15;

/// How many bytes of an answer's body are read, and then forgotten; whatever follows is cut off with the connection.
pub const ANSWER_MAX_BYTES: usize = 16 * 1024;

/// A `POST` request. Whoever sends it follows no redirect and keeps to [`TIMEOUT_SECONDS`] and [`ANSWER_MAX_BYTES`].
#[derive(Clone)]
pub struct Http {
    /// Where it goes.
    pub endpoint: Endpoint,
    /// Its headers, with names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// Its body: the bytes that were signed.
    pub body: Vec<u8>,
}

/// The request that tells a webhook about this event, if it is sent now. Two attempts differ in their time and in what
/// follows from it, and in nothing else.
pub fn http(event: &Event, webhook: &Webhook, now: Moment) -> Http {
    let body = event.envelope(webhook.body());
    let headers = vec![
        ("content-type", "application/json".to_owned()),
        ("user-agent", "Gevel".to_owned()),
        ("webhook-id", event.id.to_string()),
        ("webhook-timestamp", now.seconds().to_string()),
        ("webhook-signature", signature::signature(webhook.secrets(), &event.id, now, &body)),
    ];
    Http { endpoint: webhook.endpoint().clone(), headers, body }
}

/// Without the body, which is personal.
impl fmt::Debug for Http {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Http({:?}, {} bytes)", self.endpoint, self.body.len())
    }
}
