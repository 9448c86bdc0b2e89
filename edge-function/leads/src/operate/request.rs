//! What the operator notes about requests of people: that one came, that it takes longer, how it ended.

use serde_json::Value;

use super::{Desk, Refused, Said, describe};
use crate::json::object;
use crate::moment::Moment;
use crate::platform::Platform;
use crate::store::{Refusal, RequestKind, close, extend, request, requests};

/// How many requests are listed.
const MOST: u32 = 200;

impl<P: Platform> Desk<'_, P> {
    pub(super) async fn requests(&self) -> Result<Value, Refused> {
        let now = self.platform.now();
        let all: Vec<_> = requests(self.platform, MOST).await?.iter().map(|one| describe::request(one, now)).collect();
        Ok(object! { "now": now.to_string(), "requests": all })
    }

    /// Notes a request. It may have come in earlier, on a day of which the body tells.
    pub(super) async fn request(&self, said: &Said) -> Result<Value, Refused> {
        let bad = |words: String| Refused::BadRequest(words);
        let now = self.platform.now();
        let kind = said.word("kind").and_then(RequestKind::from_wire);
        let kind = kind.ok_or_else(|| bad(format!("`kind` is one of: {}", RequestKind::WIRE.join(", "))))?;
        let received_at = match said.word("received") {
            None => now,
            Some(day) => Moment::parse(&format!("{day}T00:00:00Z"))
                .filter(|at| *at <= now)
                .ok_or_else(|| bad("`received` is a day that has begun, such as 2026-11-23".to_owned()))?,
        };
        let contact = self.contact(said)?;
        let mut random = [0; 8];
        self.platform.fill_random(&mut random)?;
        let id = random.iter().fold("r-".to_owned(), |id, byte| format!("{id}{byte:02x}"));
        let due_at = request(self.platform, &id, kind, &contact, received_at, &self.actor, now).await?;
        Ok(object! { "request": id, "due_at": due_at.to_string() })
    }

    pub(super) async fn extend(&self, id: &str, said: &Said) -> Result<Value, Refused> {
        let reason = said.reason().map_err(Refused::BadRequest)?;
        Ok(extend(self.platform, id, reason, &self.actor, self.platform.now()).await?.into())
    }

    /// Closes a request: as refused if the body says why, otherwise as answered.
    pub(super) async fn close(&self, id: &str, said: &Said) -> Result<Value, Refused> {
        let refusal = said.word("refused").map(|code| {
            let words = || format!("`refused` is one of: {}", Refusal::WIRE.join(", "));
            Refusal::from_wire(code).ok_or_else(|| Refused::BadRequest(words()))
        });
        Ok(close(self.platform, id, refusal.transpose()?, &self.actor, self.platform.now()).await?.into())
    }
}
