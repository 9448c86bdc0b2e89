//! Noting what came of an attempt, exactly once, and what follows from it.

use super::database::{Database, DatabaseError, Statement, StoreError};
use super::sql;
use super::step::{Change, step};
use super::value::Value;
use crate::audit::{Action, Entry};
use crate::moment::Moment;

/// An attempt that was made.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// The delivery it was for.
    pub delivery: &'a str,
    /// The lease under which it was made.
    pub lease: &'a str,
    /// When it began.
    pub started_at: Moment,
    /// How long it took, in milliseconds.
    pub took_ms: u32,
    /// What came of it, as a code.
    pub outcome: &'a str,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// What came of it in words for people, with nothing of the lead in it.
    pub detail: &'a str,
}

/// What follows for the delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next<'a> {
    /// The destination has it.
    Delivered,
    /// It is tried again.
    Retry {
        /// When.
        due_at: Moment,
        /// Its place in the table of retries then.
        step: u32,
    },
    /// It is tried again once the destination is resumed, and not before this time. Everything else that is to go there
    /// waits too.
    Pause {
        /// Not before.
        due_at: Moment,
        /// Its place in the table of retries then.
        step: u32,
        /// Why, as a code.
        reason: &'a str,
    },
    /// It is not tried again, unless by a person.
    Dead,
}

/// What was noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// The attempt and what follows, or both had been noted before.
    Done,
    /// The attempt only: somebody else holds the delivery by now, or it is not pending any more.
    Overtaken,
}

/// Notes an attempt and what follows. It may be called again after any error: it is noted once.
///
/// A success counts whoever holds the delivery by now; any failure only while the lease still stands.
pub async fn record<D: Database>(
    database: &D,
    attempt: &Attempt<'_>,
    next: Next<'_>,
    now: Moment,
) -> Result<Recorded, StoreError> {
    let look = Statement::new(sql::LOOK_AT_DELIVERY, [attempt.delivery.into(), attempt.lease.into()]);
    let rows = database.query(&look).await?;
    let row = rows.first().ok_or(super::RowError("state"))?;
    if row.flag("noted")? {
        return Ok(Recorded::Done);
    }
    let is_ours = |row: &super::Row| -> Result<bool, super::RowError> {
        let is_held = row.optional_text("lease")?.is_some_and(|lease| lease == attempt.lease);
        Ok(is_held && row.optional_text("state")?.is_some_and(|state| state == "pending"))
    };
    let (action, detail) = match next {
        Next::Retry { .. } => (None, String::new()),
        Next::Delivered => (Some(Action::Delivered), String::new()),
        Next::Dead => (Some(Action::Died), attempt.outcome.to_owned()),
        Next::Pause { reason, .. } => (Some(Action::Paused), reason.to_owned()),
    };
    let only_note = [insert_attempt(attempt)];
    let counts = is_ours(row)? || next == Next::Delivered;
    let Some(action) = action.filter(|_| counts) else {
        let mut statements = only_note.to_vec();
        if counts {
            statements.extend(follow(attempt, next, "", now));
        }
        noted(database.batch(&statements).await)?;
        return Ok(if counts { Recorded::Done } else { Recorded::Overtaken });
    };
    let decide = |row: &super::Row| {
        if row.flag("noted")? || !(next == Next::Delivered || is_ours(row)?) {
            return Ok(None);
        }
        let destination = row.text("destination")?;
        let subject = match action {
            Action::Paused => destination.clone(),
            _ => row.text("lead_id")?,
        };
        let detail = match action {
            Action::Paused => detail.clone(),
            _ => format!("{destination} {detail}").trim_end().to_owned(),
        };
        let mut statements = only_note.to_vec();
        statements.extend(follow(attempt, next, &destination, now));
        let entry = Entry { at: now, actor: "sweep".to_owned(), action, subject, detail };
        Ok(Some(Change { entry, statements }))
    };
    if step(database, &look, &decide).await? {
        return Ok(Recorded::Done);
    }
    // Meanwhile somebody else took it over; the attempt was made all the same.
    noted(database.batch(&only_note).await)?;
    Ok(Recorded::Overtaken)
}

fn insert_attempt(attempt: &Attempt<'_>) -> Statement {
    Statement::new(
        sql::INSERT_ATTEMPT,
        [
            attempt.delivery.into(),
            attempt.lease.into(),
            attempt.started_at.into(),
            attempt.took_ms.into(),
            attempt.outcome.into(),
            attempt.status.map_or(Value::Null, |status| u32::from(status).into()),
            attempt.detail.into(),
        ],
    )
}

/// What changes in the delivery and its destination. Each statement but the success checks the lease once more.
fn follow(attempt: &Attempt<'_>, next: Next<'_>, destination: &str, now: Moment) -> Vec<Statement> {
    let (delivery, lease) = (|| Value::from(attempt.delivery), || Value::from(attempt.lease));
    let again =
        |due_at: Moment, step: u32| Statement::new(sql::RETRY, [delivery(), lease(), due_at.into(), step.into()]);
    match next {
        Next::Delivered => vec![Statement::new(sql::DELIVERED, [delivery(), now.into()])],
        Next::Dead => vec![Statement::new(sql::DEAD, [delivery(), lease()])],
        Next::Retry { due_at, step } => vec![again(due_at, step)],
        Next::Pause { due_at, step, reason } => {
            vec![again(due_at, step), Statement::new(sql::PAUSE, [destination.into(), now.into(), reason.into()])]
        }
    }
}

/// The only thing unique here is the attempt itself: a conflict means that it is there.
fn noted(result: Result<(), DatabaseError>) -> Result<(), DatabaseError> {
    match result {
        Err(DatabaseError::Conflict) => Ok(()),
        other => other,
    }
}
