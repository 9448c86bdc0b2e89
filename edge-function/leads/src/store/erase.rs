//! Destroying the content of a lead, while the row stays as proof of what became of it.

use super::database::{Database, Statement, StoreError};
use super::keeping::keeping_of;
use super::rights::tell;
use super::sql::{self, marketing};
use super::step::{Change, entry, step};
use crate::audit::Action;
use crate::moment::Moment;
use crate::relay::EventType;

/// Why a lead is destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why<'a> {
    /// The time for which it is kept is over; if it is not, nothing happens.
    Retention,
    /// Somebody who may ask for it did, for this reason, which names no person.
    Request(&'a str),
}

/// Destroys a lead's key, content and everything it could be found or recognised by through its content. What was not
/// delivered will not be. If somebody asked for it, everybody who has the lead or may have it is told, and hashes of its
/// address and number stay: nobody is to write there again. Gives whether it did: not if there is nothing to destroy, or while the law holds it.
///
/// Copies that the platform keeps of earlier states are not reached.
pub async fn erase<D: Database>(
    database: &D,
    lead: &str,
    why: Why<'_>,
    actor: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    let look = Statement::new(sql::LOOK_AT_KEEPING, [lead.into()]);
    step(database, &look, &|row| {
        let Some(keeping) = keeping_of(row)? else { return Ok(None) };
        let detail = match why {
            // The very second in which the time ends still belongs to it.
            Why::Retention if keeping.ends_at >= now || keeping.restricted_at.is_some() => return Ok(None),
            Why::Retention => "retention",
            Why::Request(reason) => reason,
        };
        if keeping.erased_at.is_some() || keeping.held.is_some() {
            return Ok(None);
        }
        let mut statements = Vec::new();
        if let Why::Request(_) = why {
            statements.push(Statement::new(sql::SUPPRESS_LEAD, [lead.into(), now.into(), "erased".into()]));
            statements.push(tell(lead, EventType::Erased, 1, now));
            // What somebody asked for on their own is kept when the time of a lead is over.
            statements.push(Statement::new(marketing::ERASE_SUBSCRIPTIONS, [lead.into()]));
        }
        statements.extend([
            Statement::new(sql::ERASE_LEAD, [lead.into(), now.into()]),
            Statement::new(sql::ERASE_DELIVERIES, [lead.into()]),
            Statement::new(sql::ERASE_SEEN, [lead.into()]),
            Statement::new(marketing::FORGET_SIGNAL, [lead.into()]),
        ]);
        Ok(Some(Change { entry: entry(now, actor, Action::Erased, lead, detail), statements }))
    })
    .await
}

/// Notes that the machine has nothing of an erased lead any more outside of the database. Before the end of an attempt
/// that was under way when it was erased, it is not noted: that attempt may have left something.
pub async fn forgotten<D: Database>(database: &D, lead: &str, now: Moment) -> Result<(), StoreError> {
    Ok(database.batch(&[Statement::new(sql::FORGOTTEN, [lead.into(), now.into()])]).await?)
}
