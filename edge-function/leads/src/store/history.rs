//! What was done for a lead so far: its deliveries, and each attempt at them. Nothing personal is read.

use super::database::{Database, Statement, StoreError};
use super::row::{Row, RowError, each};
use super::sql;
use crate::moment::Moment;

/// A delivery of a lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryRow {
    /// Its id, and the event's on the wire.
    pub delivery: String,
    /// Where to.
    pub destination: String,
    /// What is told.
    pub event: String,
    /// Whether it goes by the second channel.
    pub second_channel: bool,
    /// Where it stands: held, pending, delivered, dead or erased.
    pub state: String,
    /// Since when it is being tried.
    pub since: Moment,
    /// When it is due, as long as it is pending.
    pub due_at: Moment,
    /// Its place in the table of retries.
    pub step: u32,
    /// When the destination first confirmed it.
    pub delivered_at: Option<Moment>,
}

/// An attempt at a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptRow {
    /// 1 for the first.
    pub number: u32,
    /// When it began.
    pub started_at: Moment,
    /// How long it took, in milliseconds.
    pub took_ms: u32,
    /// Whether a person asked for it.
    pub manual: bool,
    /// What came of it, as a code.
    pub outcome: String,
    /// The HTTP status, if there was an answer.
    pub status: Option<i64>,
    /// What came of it in words.
    pub detail: String,
}

/// The deliveries of a lead.
pub async fn deliveries<D: Database>(database: &D, lead: &str) -> Result<Vec<DeliveryRow>, StoreError> {
    let rows = database.query(&Statement::new(sql::DELIVERIES, [lead.into()])).await?;
    let read = |row: &Row| {
        Ok::<_, RowError>(DeliveryRow {
            delivery: row.text("id")?,
            destination: row.text("destination")?,
            event: row.text("event")?,
            second_channel: row.text("channel")? == "second",
            state: row.text("state")?,
            since: row.moment("since")?,
            due_at: row.moment("due_at")?,
            step: row.small("step")?,
            delivered_at: row.optional_moment("delivered_at")?,
        })
    };
    Ok(each(&rows, read)?)
}

/// The attempts at a delivery, in order.
pub async fn attempts<D: Database>(database: &D, delivery: &str) -> Result<Vec<AttemptRow>, StoreError> {
    let rows = database.query(&Statement::new(sql::ATTEMPTS, [delivery.into()])).await?;
    let read = |row: &Row| {
        Ok::<_, RowError>(AttemptRow {
            number: row.small("number")?,
            started_at: row.moment("started_at")?,
            took_ms: row.small("took_ms")?,
            manual: row.flag("manual")?,
            outcome: row.text("outcome")?,
            status: row.optional_integer("status")?,
            detail: row.text("detail")?,
        })
    };
    Ok(each(&rows, read)?)
}
