//! Reading the audit, and checking it from beginning to end.

use super::database::{Database, Statement, StoreError};
use super::row::{Row, RowError, each};
use super::sql;
use super::value::Integer;
use crate::audit::{Broken, Head, Link, Verifier};

/// How many audit rows are checked at a time.
const AUDIT_PAGE: u32 = 500;

/// The audit after this number, in order.
pub async fn audit_rows<D: Database>(database: &D, after: Integer, limit: u32) -> Result<Vec<Link>, StoreError> {
    let rows = database.query(&Statement::new(sql::AUDIT, [after.into(), limit.into()])).await?;
    let read = |row: &Row| {
        Ok::<_, RowError>(Link {
            number: row.integer("number")?,
            at: row.moment("at")?,
            actor: row.text("actor")?,
            action: row.text("action")?,
            subject: row.text("subject")?,
            detail: row.text("detail")?,
            previous: row.text("previous")?,
            hash: row.text("hash")?,
        })
    };
    Ok(each(&rows, read)?)
}

/// Goes through the whole audit. Gives its end, or the first row that does not belong.
pub async fn verify_audit<D: Database>(database: &D) -> Result<Result<Head, Broken>, StoreError> {
    let mut verifier = Verifier::default();
    loop {
        let after = Integer::new(verifier.head().number).ok_or(RowError("number"))?;
        let links = audit_rows(database, after, AUDIT_PAGE).await?;
        if links.is_empty() {
            return Ok(Ok(verifier.head().clone()));
        }
        for link in &links {
            if let Err(broken) = verifier.take(link) {
                return Ok(Err(broken));
            }
        }
    }
}
