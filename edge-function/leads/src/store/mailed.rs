//! What was mailed lately, so that nobody is written to again and again.

use super::database::{Database, DatabaseError, Statement, StoreError};
use super::sql;
use crate::moment::Moment;
use crate::seal::LookupHash;

/// Notes until when this is not to be mailed again, and forgets what ended. Gives whether it may be mailed now. A lead is
/// neither looked for nor touched.
pub async fn may_mail<D: Database>(
    database: &D,
    what: &LookupHash,
    until: Moment,
    now: Moment,
) -> Result<bool, StoreError> {
    let statements = [
        Statement::new(sql::FORGET_MAILED, [now.into()]),
        Statement::new(sql::INSERT_MAILED, [what.as_str().into(), until.into()]),
    ];
    match database.batch(&statements).await {
        Ok(()) => Ok(true),
        Err(DatabaseError::Conflict) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Takes back what [`may_mail`] noted, since the mail was not taken over.
pub async fn not_mailed<D: Database>(database: &D, what: &LookupHash) -> Result<(), StoreError> {
    Ok(database.batch(&[Statement::new(sql::UNDO_MAILED, [what.as_str().into()])]).await?)
}

/// Whether this was mailed, as far as that is still noted.
pub async fn was_mailed<D: Database>(database: &D, what: &LookupHash) -> Result<bool, StoreError> {
    Ok(!database.query(&Statement::new(sql::MAILED, [what.as_str().into()])).await?.is_empty())
}
