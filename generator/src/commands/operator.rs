//! A site as its operator meets it: asked over HTTP, in the same words whether the preview or the edge answers.

mod token;
mod trouble;
mod wire;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::cli::Access;
pub(super) use token::{NoToken, Token};
pub(super) use trouble::{Refusal, Trouble};
pub(super) use wire::{Reply, Wire};

/// A site, and a token to ask it with.
pub(super) struct Site {
    wire: Wire,
    token: Token,
}

impl Site {
    /// Finds the token; nothing is asked yet.
    pub(super) fn open(access: &Access) -> Result<Self, NoToken> {
        Ok(Self { wire: Wire::to(&access.site), token: Token::find(access)? })
    }

    /// Its address.
    pub(super) fn address(&self) -> &str {
        self.wire.address()
    }

    /// What stands at a path below `/operator/`. Values of the query are plain words.
    pub(super) fn get<T: DeserializeOwned>(&self, path: &str, query: &[(&str, &str)]) -> Result<T, Trouble> {
        let query: Vec<String> = query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let path = match query.join("&") {
            query if query.is_empty() => format!("/operator/{path}"),
            query => format!("/operator/{path}?{query}"),
        };
        self.read(self.wire.get(&path, Some(&self.token)))
    }

    /// Has something done at a path below `/operator/`, and gives what was done.
    pub(super) fn post<T: DeserializeOwned>(&self, path: &str) -> Result<T, Trouble> {
        self.post_saying(path, &[])
    }

    /// The same, with words that do not belong in an address: why, or for whom.
    pub(super) fn post_saying<T: DeserializeOwned>(&self, path: &str, said: &[(&str, &str)]) -> Result<T, Trouble> {
        #[derive(serde::Deserialize)]
        struct Done<T> {
            done: T,
        }
        let answer: Done<T> = self.read(self.wire.post(&format!("/operator/{path}"), said, &self.token))?;
        Ok(answer.done)
    }

    fn read<T: DeserializeOwned>(&self, reply: Result<Reply, Trouble>) -> Result<T, Trouble> {
        let reply = reply?;
        let strange = || Trouble::NotGevel { site: self.address().to_owned(), status: reply.status };
        let json: Option<Value> = serde_json::from_slice(&reply.body).ok();
        let words = json.as_ref().and_then(|json| json.pointer("/error/message")?.as_str()).map(str::to_owned);
        let refusal = match (reply.status, words) {
            (200, _) => return json.and_then(|json| serde_json::from_value(json).ok()).ok_or_else(strange),
            (401, Some(_)) => Refusal::UnknownToken { from: self.token.origin().to_owned() },
            (403, Some(_)) => Refusal::ReadOnly { from: self.token.origin().to_owned() },
            (404, Some(_)) => Refusal::NotFound,
            // A site without usable settings says so in plain words and not in JSON.
            (503, words) => Refusal::Unavailable(words),
            (status @ 400..=599, Some(words)) => Refusal::Other { status, words },
            _ => return Err(strange()),
        };
        Err(Trouble::Refused { site: self.address().to_owned(), refusal })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
pub(super) mod stub;

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
