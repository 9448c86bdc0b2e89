//! Moving leads to a new deployment key, some at a time.

use super::claim::sealed;
use super::database::{Database, Statement, StoreError};
use super::row::{RowError, each};
use super::sql;
use super::step::{Change, entry, step};
use crate::audit::Action;
use crate::moment::Moment;
use crate::seal::Sealed;

/// A lead, or the address of a subscription, whose key is wrapped by another version than the one wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrapped {
    /// Its id.
    pub lead: String,
    /// The slug of its project, or the name of its list.
    pub project: String,
    /// Whether it is a subscription.
    pub is_subscription: bool,
    /// Its content as it lies there.
    pub sealed: Sealed,
}

/// Where the keys of leads lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyPlaces {
    /// Whether some lie apart from the database.
    pub apart: bool,
    /// Whether some lie in it, beside what they open.
    pub beside: bool,
}

/// Where the keys of all leads lie that still have one.
pub async fn key_places<D: Database>(database: &D) -> Result<KeyPlaces, StoreError> {
    let rows = database.query(&Statement::new(sql::KEY_PLACES, [])).await?;
    let row = rows.first().ok_or(RowError("apart"))?;
    Ok(KeyPlaces { apart: row.flag("apart")?, beside: row.flag("beside")? })
}

/// Some leads whose keys are not wrapped by this version, or not apart from the database where `is_apart` wants them so.
/// When there are none, the other versions can go.
pub async fn wrapped_with_others<D: Database>(
    database: &D,
    version: u32,
    is_apart: bool,
    limit: u32,
) -> Result<Vec<Wrapped>, StoreError> {
    let rows = database
        .query(&Statement::new(sql::WRAPPED_WITH_OTHERS, [version.into(), limit.into(), u32::from(is_apart).into()]))
        .await?;
    let read = |row: &super::Row| {
        let sealed = sealed(row)?.ok_or(RowError("key_version"))?;
        Ok::<_, RowError>(Wrapped {
            lead: row.text("id")?,
            project: row.text("project")?,
            is_subscription: row.flag("is_subscription")?,
            sealed,
        })
    };
    Ok(each(&rows, read)?)
}

/// Puts newly wrapped keys in the place of those that were read; what changed in between is left alone.
pub async fn rewrap<D: Database>(
    database: &D,
    rewrapped: &[(Wrapped, Sealed)],
    actor: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    let Some((_, first)) = rewrapped.first() else { return Ok(false) };
    let subject = format!("key {}", first.key_version);
    let detail = format!("{} leads", rewrapped.len());
    step(database, &Statement::new(sql::LOOK_AT_CHAIN, []), &|_| {
        let statements = rewrapped.iter().map(|(before, after)| {
            let mut values = vec![
                before.lead.as_str().into(),
                after.key_version.into(),
                after.wrap_nonce.as_str().into(),
                after.wrapped_key.as_str().into(),
                before.sealed.wrapped_key.as_str().into(),
            ];
            if before.is_subscription {
                return Statement::new(sql::REWRAP_SUBSCRIPTION, values);
            }
            values.push(now.into());
            Statement::new(sql::REWRAP, values)
        });
        let statements = statements.collect();
        Ok(Some(Change { entry: entry(now, actor, Action::Rewrapped, &subject, &detail), statements }))
    })
    .await
}
