//! What people do with a lead that waits or died: release it, or send it once more.

use super::database::{Database, Statement, StoreError};
use super::sql;
use super::step::{Change, entry, step};
use crate::audit::Action;
use crate::moment::Moment;
use crate::relay::EventType;

/// Lets a lead out of quarantine; from now on it is delivered. Gives whether it was in quarantine.
pub async fn release<D: Database>(database: &D, lead: &str, actor: &str, now: Moment) -> Result<bool, StoreError> {
    let look = Statement::new(sql::LOOK_AT_LEAD, [lead.into(), "".into()]);
    step(database, &look, &|row| {
        if row.optional_text("state")?.is_none_or(|state| state != "quarantined") {
            return Ok(None);
        }
        let statements = vec![
            Statement::new(sql::RELEASE_LEAD, [lead.into()]),
            Statement::new(sql::RELEASE_DELIVERIES, [lead.into(), now.into()]),
        ];
        Ok(Some(Change { entry: entry(now, actor, Action::Released, lead, ""), statements }))
    })
    .await
}

/// Sends something once more from now on, with all retries, whether it was delivered, is dead or waits for its turn.
///
/// Gives whether it does: not if there is no such delivery, the lead is erased, restricted or in quarantine, or it is
/// being sent at this moment. But of an erased or restricted lead, the news of that is sent.
pub async fn replay<D: Database>(database: &D, delivery: &str, actor: &str, now: Moment) -> Result<bool, StoreError> {
    let look = Statement::new(sql::LOOK_AT_DELIVERY, [delivery.into(), "".into()]);
    step(database, &look, &|row| {
        let event = row.optional_text("event")?.unwrap_or_default();
        let is_restricted = row.optional_moment("restricted_at")?.is_some();
        let may_be_told = match row.optional_text("lead_state")?.as_deref() {
            Some("open") => {
                let was_withdrawn = row.optional_text("state")?.is_some_and(|state| state == "erased");
                is_restricted == event.starts_with(EventType::Restricted.wire()) && !was_withdrawn
            }
            Some("erased") => event == EventType::Erased.wire(),
            _ => false,
        };
        let is_being_sent = row.optional_moment("leased_until")?.is_some_and(|until| until > now);
        if !may_be_told || is_being_sent {
            return Ok(None);
        }
        let statements = vec![Statement::new(sql::REPLAY, [delivery.into(), now.into()])];
        let entry = entry(now, actor, Action::Replayed, &row.text("lead_id")?, &row.text("destination")?);
        Ok(Some(Change { entry, statements }))
    })
    .await
}
