//! What the operator may ask about those who want mail: how many they are, and, to write to them, who they are.

use serde_json::Value;

use super::{Desk, MOST_LEADS, Refused, Said};
use crate::json::object;
use crate::platform::Platform;
use crate::store::{Sendable, Subscriber, sendable, subscription_counts};
use crate::subscription::{List, origin, way_out};

impl<P: Platform> Desk<'_, P> {
    /// How many there are on each list, without a word about anyone.
    pub(super) async fn subscriptions(&self) -> Result<Value, Refused> {
        let counts = subscription_counts(self.platform).await?;
        let one = |list: &List| {
            let count = counts.iter().find(|count| count.list == *list);
            object! {
                "list": list.wire(),
                "pending": count.map_or(0, |count| count.pending),
                "confirmed": count.map_or(0, |count| count.confirmed),
            }
        };
        Ok(object! { "lists": List::ALL.iter().map(one).collect::<Vec<_>>() })
    }

    /// Those to whom mail of a list may be sent now, each with the address where they end it. It leaves an audit row.
    pub(super) async fn subscribers(&self, said: &Said) -> Result<Value, Refused> {
        let list = said.word("list").and_then(List::from_wire);
        let list =
            list.ok_or_else(|| Refused::BadRequest(format!("`list` must be one of: {}", List::WIRE.join(", "))))?;
        let after = said.word("after").unwrap_or_default();
        let found = sendable(self.platform, list, after, MOST_LEADS, &self.actor, self.platform.now()).await?;
        let is_full = u32::try_from(found.len()).is_ok_and(|number| number >= MOST_LEADS);
        let next = found.last().filter(|_| is_full).map(|last| last.recipient().id.clone());
        let subscribers: Vec<_> = found.iter().map(|one| self.subscriber(one)).collect();
        Ok(object! { "subscribers": subscribers, "next": next })
    }

    /// One of them. One whose address cannot be opened does not hide the others.
    fn subscriber(&self, one: &Sendable<Subscriber>) -> Value {
        let address = one.address(&self.deployment.keyring);
        let one = one.recipient();
        if let Err(error) = &address {
            self.platform.log(&format!("subscription {}: {error}", one.id));
        }
        let unsubscribe = way_out(one.list, one.language, &one.id, &self.deployment.lookups);
        object! {
            "email": address.ok().map(|address| address.recipient().to_string()),
            "language": one.language.wire(),
            "list": one.list.wire(),
            "asked_at": one.asked_at.to_string(),
            "confirmed_at": one.confirmed_at.to_string(),
            "page": one.page,
            "consent_text": one.consent_text,
            "unsubscribe": format!("{}{unsubscribe}", origin(&one.page)),
        }
    }
}
