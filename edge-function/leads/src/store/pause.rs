//! Destinations that are sent nothing for a while, and what waits for them stays.

use super::database::{Database, Statement, StoreError};
use super::row::{Row, RowError, each};
use super::sql;
use super::step::{Change, entry, step};
use crate::audit::Action;
use crate::moment::Moment;

/// A destination that is sent nothing until it is resumed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PausedDestination {
    /// Its id.
    pub destination: String,
    /// Since when.
    pub since: Moment,
    /// Why, as a code.
    pub reason: String,
    /// When people were told; `None` if they have to be told still.
    pub alerted_at: Option<Moment>,
}

/// Sends a destination nothing more until it is resumed. Gives whether it was not paused before.
pub async fn pause<D: Database>(
    database: &D,
    destination: &str,
    reason: &str,
    actor: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    let look = Statement::new(sql::LOOK_AT_DESTINATION, [destination.into()]);
    step(database, &look, &|row| {
        if row.optional_integer("since")?.is_some() {
            return Ok(None);
        }
        let statements = vec![Statement::new(sql::PAUSE, [destination.into(), now.into(), reason.into()])];
        Ok(Some(Change { entry: entry(now, actor, Action::Paused, destination, reason), statements }))
    })
    .await
}

/// Sends a destination leads again, the longest waiting first. Gives whether it was paused.
pub async fn resume<D: Database>(
    database: &D,
    destination: &str,
    actor: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    let look = Statement::new(sql::LOOK_AT_DESTINATION, [destination.into()]);
    step(database, &look, &|row| {
        if row.optional_integer("since")?.is_none() {
            return Ok(None);
        }
        let statements = vec![Statement::new(sql::RESUME, [destination.into()])];
        Ok(Some(Change { entry: entry(now, actor, Action::Resumed, destination, ""), statements }))
    })
    .await
}

/// The destinations that are paused.
pub async fn paused<D: Database>(database: &D) -> Result<Vec<PausedDestination>, StoreError> {
    let rows = database.query(&Statement::new(sql::PAUSED, [])).await?;
    let read = |row: &Row| {
        Ok::<_, RowError>(PausedDestination {
            destination: row.text("destination")?,
            since: row.moment("since")?,
            reason: row.text("reason")?,
            alerted_at: row.optional_moment("alerted_at")?,
        })
    };
    Ok(each(&rows, read)?)
}

/// Notes that people were told of a paused destination. Gives whether that was still to be noted.
pub async fn alerted_of_destination<D: Database>(
    database: &D,
    destination: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    let look = Statement::new(sql::LOOK_AT_DESTINATION, [destination.into()]);
    step(database, &look, &|row| {
        if row.optional_integer("since")?.is_none() || row.optional_integer("alerted_at")?.is_some() {
            return Ok(None);
        }
        let statements = vec![Statement::new(sql::ALERTED_OF_DESTINATION, [destination.into(), now.into()])];
        Ok(Some(Change { entry: entry(now, "sweep", Action::Alerted, destination, ""), statements }))
    })
    .await
}
