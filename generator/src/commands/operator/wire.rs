//! Requests over HTTP, one at a time: no redirects, so that a token goes nowhere else; no proxy; bounded in time and
//! size.

use std::io;
use std::time::Duration;

use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body, Error};

use super::token::Token;
use super::trouble::Trouble;
use crate::cli::SiteAddress;

/// How long a request may take, from looking up the name to the last byte of the answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// A page of a hundred leads, each as large as a submission may be and written with escapes, fits several times.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// A site that can be asked.
pub(in crate::commands) struct Wire {
    agent: Agent,
    site: SiteAddress,
}

/// An answer, whatever its status.
pub(in crate::commands) struct Reply {
    /// The HTTP status; never that of a redirect.
    pub(in crate::commands) status: u16,
    /// The headers.
    pub(in crate::commands) headers: HeaderMap,
    /// The whole body.
    pub(in crate::commands) body: Vec<u8>,
}

impl Reply {
    /// The value of a header, if it is there and is text.
    pub(in crate::commands) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

impl Wire {
    /// Readies requests to a site.
    pub(in crate::commands) fn to(site: &SiteAddress) -> Self {
        Self::patient(site, PATIENCE)
    }

    pub(super) fn patient(site: &SiteAddress, patience: Duration) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .https_only(site.is_encrypted())
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_global(Some(patience))
            .user_agent("Gevel")
            .build();
        Self { agent: config.into(), site: site.clone() }
    }

    /// The address of the site.
    pub(in crate::commands) fn address(&self) -> &str {
        self.site.as_str()
    }

    /// Asks for a path, with a token or as anybody could.
    pub(in crate::commands) fn get(&self, path: &str, token: Option<&Token>) -> Result<Reply, Trouble> {
        let mut request = self.agent.get(format!("{}{path}", self.site));
        if let Some(token) = token {
            request = request.header("authorization", token.header()).header("accept", "application/json");
        }
        self.read(request.call())
    }

    /// Has something done at a path, and says these things with it.
    pub(in crate::commands) fn post(&self, path: &str, said: &[(&str, &str)], token: &Token) -> Result<Reply, Trouble> {
        let request = self.agent.post(format!("{}{path}", self.site));
        let request = request.header("authorization", token.header()).header("accept", "application/json");
        self.read(if said.is_empty() { request.send_empty() } else { request.send_form(said.iter().copied()) })
    }

    fn read(&self, response: Result<Response<Body>, Error>) -> Result<Reply, Trouble> {
        let (head, mut body) = response.map_err(|error| self.trouble(error))?.into_parts();
        if head.status.is_redirection() {
            let location = head.headers.get("location").and_then(|value| value.to_str().ok());
            let location = location.unwrap_or("nowhere").chars().filter(|letter| !letter.is_control()).collect();
            return Err(Trouble::Elsewhere { site: self.site.to_string(), location });
        }
        let body = body.with_config().limit(MOST_BYTES).read_to_vec().map_err(|error| self.trouble(error))?;
        Ok(Reply { status: head.status.as_u16(), headers: head.headers, body })
    }

    fn trouble(&self, error: Error) -> Trouble {
        let site = self.site.to_string();
        match error {
            Error::HostNotFound => Trouble::Name { site },
            Error::ConnectionFailed => Trouble::Connection { site, is_here: self.site.is_here() },
            Error::Timeout(_) => Trouble::Timeout { site },
            Error::BodyExceedsLimit(_) => Trouble::TooLarge { site },
            Error::Tls(words) => Trouble::Encryption { site, words: words.to_owned() },
            Error::Rustls(error) => Trouble::Encryption { site, words: error.to_string() },
            Error::Io(error) => match error.kind() {
                io::ErrorKind::ConnectionRefused
                | io::ErrorKind::HostUnreachable
                | io::ErrorKind::NetworkUnreachable
                | io::ErrorKind::AddrNotAvailable => Trouble::Connection { site, is_here: self.site.is_here() },
                io::ErrorKind::TimedOut => Trouble::Timeout { site },
                // This is how the encryption reports what it does not like.
                io::ErrorKind::InvalidData => Trouble::Encryption { site, words: error.to_string() },
                _ => Trouble::Broken { site, words: error.to_string() },
            },
            error => Trouble::Broken { site, words: error.to_string() },
        }
    }
}
