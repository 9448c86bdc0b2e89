//! Requests and answers without a platform: what is asked, what is said, and what is left to do.

use std::fmt;

use crate::json::object;
use crate::lead::LeadId;

/// What a request wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// To see something.
    Get,
    /// To see something without its body.
    Head,
    /// To change something.
    Post,
    /// Anything else.
    Other,
}

/// What came with a request.
#[derive(Clone, Copy)]
pub enum Body<'a> {
    /// All of it.
    Whole(&'a [u8]),
    /// More than [`MOST_BYTES`](crate::submission::MOST_BYTES); it was not read to its end.
    TooLarge,
}

/// A request, as far as it matters here.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// What it wants.
    pub method: Method,
    /// The path as it was sent, with its leading `/` and without a query.
    pub path: &'a str,
    /// What stands behind `?`; empty if nothing does.
    pub query: &'a str,
    /// The header `Content-Type`.
    pub content_type: Option<&'a str>,
    /// The header `Accept`.
    pub accept: Option<&'a str>,
    /// The header `Authorization`.
    pub authorization: Option<&'a str>,
    /// The network address it came from. It is hashed for the limit of one sender, and never kept.
    pub sender: Option<&'a str>,
    /// Its body.
    pub body: Body<'a>,
}

/// What is said to whoever asked.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// An answer, and what is left to do once it is out.
#[derive(Debug)]
pub struct Answer {
    /// What is said.
    pub response: Response,
    /// What is left to do.
    pub then: Option<Task>,
}

/// Something to do after an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// The first attempt at the deliveries of a lead.
    Deliver(LeadId),
}

/// What every answer of ours carries, besides its own policy for what it may load.
const SECURITY: &[(&str, &str)] = &[
    ("cache-control", "no-store"),
    ("strict-transport-security", "max-age=63072000"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-robots-tag", "noindex"),
];

/// For answers that load nothing.
const NOTHING: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

impl Response {
    /// An answer of this kind, with every security header and this policy.
    fn new(status: u16, content_type: &str, policy: &str, body: Vec<u8>) -> Self {
        let mut headers =
            vec![("content-type", content_type.to_owned()), ("content-security-policy", policy.to_owned())];
        headers.extend(SECURITY.iter().map(|&(name, value)| (name, value.to_owned())));
        Self { status, headers, body }
    }

    /// Plain words.
    pub fn text(status: u16, text: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", NOTHING, format!("{text}\n").into_bytes())
    }

    /// A page, and the policy for what it may load.
    pub fn html(status: u16, html: String, policy: &str) -> Self {
        Self::new(status, "text/html; charset=utf-8", policy, html.into_bytes())
    }

    /// JSON for programs.
    pub fn json(status: u16, value: &serde_json::Value) -> Self {
        Self::new(status, "application/json", NOTHING, serde_json::to_vec(value).unwrap_or_default())
    }

    /// Why nothing was done, for programs: a code that never changes, and words.
    pub(crate) fn error(status: u16, code: &str, message: &str) -> Self {
        Self::json(status, &object! { "error": object! { "code": code, "message": message } })
    }

    /// To another page, which is to be fetched with `GET`.
    pub fn see_other(location: &str) -> Self {
        let mut response = Self::text(303, "");
        response.headers.push(("location", location.to_owned()));
        response
    }

    /// The same with one more header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

impl From<Response> for Answer {
    fn from(response: Response) -> Self {
        Self { response, then: None }
    }
}

/// Without the body, which may be personal.
impl fmt::Debug for Response {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Response({}, {} bytes)", self.status, self.body.len())
    }
}
