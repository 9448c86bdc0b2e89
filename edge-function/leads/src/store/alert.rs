//! Telling people about what died, so that no lead ends in silence.

use super::database::{Database, Statement, StoreError};
use super::row::{Row, RowError, each};
use super::sql;
use super::step::{Change, entry, step};
use crate::audit::Action;
use crate::moment::Moment;

/// A delivery whose last planned attempt failed, and nobody was told yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadDelivery {
    /// Its id.
    pub delivery: String,
    /// Its lead.
    pub lead: String,
    /// Where it should have gone.
    pub destination: String,
    /// What it should have told.
    pub event: String,
    /// Since when it was tried.
    pub since: Moment,
}

/// Deliveries that died and that nobody was told about.
pub async fn alerts_due<D: Database>(database: &D, limit: u32) -> Result<Vec<DeadDelivery>, StoreError> {
    let rows = database.query(&Statement::new(sql::ALERTS_DUE, [limit.into()])).await?;
    let read = |row: &Row| {
        Ok::<_, RowError>(DeadDelivery {
            delivery: row.text("id")?,
            lead: row.text("lead_id")?,
            destination: row.text("destination")?,
            event: row.text("event")?,
            since: row.moment("since")?,
        })
    };
    Ok(each(&rows, read)?)
}

/// Notes that people were told of a dead delivery. Gives whether that was still to be noted.
pub async fn alerted_of_delivery<D: Database>(database: &D, delivery: &str, now: Moment) -> Result<bool, StoreError> {
    let look = Statement::new(sql::LOOK_AT_DELIVERY, [delivery.into(), "".into()]);
    step(database, &look, &|row| {
        let is_dead = row.optional_text("state")?.is_some_and(|state| state == "dead");
        if !is_dead || row.optional_integer("alerted_at")?.is_some() {
            return Ok(None);
        }
        let statements = vec![Statement::new(sql::ALERTED_OF_DELIVERY, [delivery.into(), now.into()])];
        let entry = entry(now, "sweep", Action::Alerted, &row.text("lead_id")?, &row.text("destination")?);
        Ok(Some(Change { entry, statements }))
    })
    .await
}
