//! The shape of every step that changes where a lead stands: look, decide, and do it with its audit row, or begin anew.

use super::database::{Database, DatabaseError, Statement, StoreError};
use super::row::{Row, RowError};
use super::sql;
use super::value::{Integer, Value};
use crate::audit::{Action, Entry, Head};
use crate::moment::Moment;

/// How often a step begins anew because others were faster. In each round at least one of them got through.
pub(super) const ROUNDS: usize = 50;

/// What a step does: statements, and the audit row that goes with them.
pub(super) struct Change {
    pub(super) entry: Entry,
    pub(super) statements: Vec<Statement>,
}

/// What follows from a row; behind a reference, so that the loop of a step exists once and not for each of them.
pub(super) type Decide<'a> = dyn Fn(&Row) -> Result<Option<Change>, StoreError> + 'a;

/// Takes a step. `look` gives exactly one row, with the end of the audit chain in it; `decide` says what follows from
/// that row, or `None` if there is nothing to do. Gives whether something was done.
pub(super) async fn step<D: Database>(database: &D, look: &Statement, decide: &Decide<'_>) -> Result<bool, StoreError> {
    for _round in 0..ROUNDS {
        let rows = database.query(look).await?;
        let row = rows.first().ok_or(RowError("audit_number"))?;
        let Some(change) = decide(row)? else { return Ok(false) };
        let mut statements = change.statements;
        statements.push(append(&head(row)?, change.entry)?);
        match database.batch(&statements).await {
            Ok(()) => return Ok(true),
            Err(DatabaseError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(StoreError::Contended)
}

/// The end of the audit chain, as every look brings it along.
pub(super) fn head(row: &Row) -> Result<Head, RowError> {
    match (row.optional_integer("audit_number")?, row.optional_text("audit_hash")?) {
        (Some(number), Some(hash)) => Ok(Head { number, hash }),
        (None, None) => Ok(Head::beginning()),
        (Some(_), None) | (None, Some(_)) => Err(RowError("audit_hash")),
    }
}

/// The statement that hangs this entry on the chain. It conflicts if another row already hangs there.
pub(super) fn append(head: &Head, entry: Entry) -> Result<Statement, RowError> {
    let link = head.link(entry);
    let number = Integer::new(link.number).ok_or(RowError("number"))?;
    Ok(Statement::new(
        sql::APPEND_AUDIT,
        [
            number.into(),
            link.at.into(),
            link.actor.into(),
            link.action.into(),
            link.subject.into(),
            link.detail.into(),
            link.previous.into(),
            Value::Text(link.hash),
        ],
    ))
}

/// The audit row of a step on a subject.
pub(super) fn entry(at: Moment, actor: &str, action: Action, subject: &str, detail: &str) -> Entry {
    Entry { at, actor: actor.to_owned(), action, subject: subject.to_owned(), detail: detail.to_owned() }
}
