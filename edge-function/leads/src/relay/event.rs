//! What partners are told: an event about one lead, in the envelope of Standard Webhooks.

use std::fmt;

use serde::Serialize;

use crate::closed_list::closed_list;
use crate::json::{self, Json, object};
use crate::moment::Moment;
use crate::partner::Body;

closed_list! {
    /// What can happen to a lead that its partner must know.
    pub enum EventType {
        /// It was accepted.
        Created = "lead.created",
        /// Something in it was put right.
        Updated = "lead.updated",
        /// The person's data are to be erased.
        Erased = "lead.erased",
        /// The person's data are to be kept but not used.
        Restricted = "lead.restricted",
    }
}

impl EventType {
    /// Whether it tells what is in the lead. The other two must not bring back what they take away.
    pub const fn carries_content(self) -> bool {
        matches!(self, Self::Created | Self::Updated)
    }
}

const ID_MAX_BYTES: usize = 64;

/// The id of an event, the same however often it is sent: 1 to 64 letters, digits, hyphens and underscores.
///
/// It is a part of what is signed, where a dot would move the boundary to the next part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(String);

/// Why some text is not the id of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnEventId;

impl EventId {
    /// The id that this text is. Error: it is none.
    pub fn parse(text: &str) -> Result<Self, NotAnEventId> {
        let is_id = (1..=ID_MAX_BYTES).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        if is_id { Ok(Self(text.to_owned())) } else { Err(NotAnEventId) }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Display for NotAnEventId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "the id of an event has 1 to {ID_MAX_BYTES} letters, digits, hyphens and underscores")
    }
}

impl std::error::Error for NotAnEventId {}

/// A lead as partners get it: the text as it was written, and what it says.
#[derive(Clone)]
pub struct LeadDocument {
    text: String,
    json: Json,
    id: EventId,
}

/// Why some text is not a lead as partners get it. It does not repeat the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotALeadDocument;

impl LeadDocument {
    /// Reads the canonical JSON of a lead. Error: it is no JSON object, or has no usable `lead_id`.
    pub fn parse(json: &str) -> Result<Self, NotALeadDocument> {
        let tree = json::tree(json).map_err(|_| NotALeadDocument)?;
        let id = tree.text_at("/lead_id").ok_or(NotALeadDocument)?;
        let id = EventId::parse(id).map_err(|_| NotALeadDocument)?;
        Ok(Self { text: json.trim().to_owned(), json: tree, id })
    }

    /// A lead of which nothing is told but which one it is.
    pub fn without_content(lead: &str, received_at: Moment, project: &str) -> Result<Self, NotALeadDocument> {
        let project = object! { "id": project };
        let json = object! { "lead_id": lead, "received_at": received_at.to_string(), "project": project };
        Self::parse(&json.to_string())
    }

    /// The lead's id.
    pub fn id(&self) -> &str {
        self.id.as_str()
    }

    /// The end of the id, short enough for a subject line. Its beginning is a time and alike for leads of one minute.
    pub fn short_id(&self) -> &str {
        let id = self.id();
        id.get(id.len().saturating_sub(8)..).unwrap_or(id)
    }

    /// Where the page was that it came from: scheme and host.
    pub fn origin(&self) -> Option<&str> {
        let url = self.json.text_at("/project/url")?;
        let host = url.find("://")? + "://".len();
        let end = url.get(host..)?.find('/')? + host;
        url.get(..end)
    }

    pub(super) fn json(&self) -> &Json {
        &self.json
    }
}

/// Without the content, which is personal.
impl fmt::Debug for LeadDocument {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "LeadDocument({}, …)", self.id)
    }
}

impl fmt::Display for NotALeadDocument {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a lead is a JSON object with a `lead_id` of letters, digits, hyphens and underscores")
    }
}

impl std::error::Error for NotALeadDocument {}

/// One thing that happened to one lead.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its id, the same in every attempt and on every channel; receivers know a repetition by it.
    pub id: EventId,
    /// What happened.
    pub event_type: EventType,
    /// When it happened.
    pub at: Moment,
    /// The lead it happened to.
    pub lead: LeadDocument,
    /// Where the partner can read the lead and report on it; it goes into thin bodies and mails.
    pub link: Option<String>,
}

#[derive(Serialize)]
struct Thin<'a> {
    lead_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    received_at: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    project: Option<ThinProject<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a str>,
}

#[derive(Serialize)]
struct ThinProject<'a> {
    id: &'a str,
}

impl Event {
    /// The body of the request: the same bytes in every attempt.
    pub(super) fn envelope(&self, body: Body) -> Vec<u8> {
        let (event_type, at) = (self.event_type.wire(), self.at);
        // The lead stands here letter for letter, so nobody can lose a digit or move a key in between.
        let data = if self.shows_content(body) { self.lead.text.clone() } else { self.thin() };
        format!(r#"{{"type":"{event_type}","timestamp":"{at}","data":{data}}}"#).into_bytes()
    }

    /// Whether a body of this kind says what is in the lead.
    pub(super) fn shows_content(&self, body: Body) -> bool {
        body == Body::Full && self.event_type.carries_content()
    }

    /// Which lead it is, and nothing about the person.
    #[expect(clippy::expect_used, reason = "only a map with keys other than strings cannot be written")]
    fn thin(&self) -> String {
        let text = |path| self.lead.json.text_at(path);
        let thin = Thin {
            lead_id: self.lead.id(),
            received_at: text("/received_at"),
            project: text("/project/id").map(|id| ThinProject { id }),
            link: self.link.as_deref(),
        };
        serde_json::to_string(&thin).expect("a thin lead is strings")
    }
}
