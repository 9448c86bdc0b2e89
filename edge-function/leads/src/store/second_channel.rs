//! The way round a destination that fails: the same lead by another channel, once.

use super::accept::NewDelivery;
use super::database::{Database, Statement, StoreError};
use super::row::{Row, RowError, each};
use super::sql;
use super::step::{Change, entry, step};
use crate::audit::Action;
use crate::moment::Moment;

/// A delivery that has been tried for too long, of a lead that does not go by the second channel yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateDelivery {
    /// Its id.
    pub delivery: String,
    /// Its lead.
    pub lead: String,
    /// The slug of the lead's project.
    pub project: String,
    /// The id of the lead's partner.
    pub partner: String,
    /// Where it should have gone.
    pub destination: String,
    /// Since when it has been tried.
    pub since: Moment,
}

/// What has been tried since this time or longer, for the second channel. Only of partners that have one: the others
/// would take up the places.
pub async fn late<D: Database>(
    database: &D,
    since: Moment,
    partners: &[&str],
    limit: u32,
) -> Result<Vec<LateDelivery>, StoreError> {
    let partners = serde_json::to_string(partners).unwrap_or_default();
    let rows = database.query(&Statement::new(sql::LATE, [since.into(), limit.into(), partners.into()])).await?;
    let read = |row: &Row| {
        Ok::<_, RowError>(LateDelivery {
            delivery: row.text("id")?,
            lead: row.text("lead_id")?,
            project: row.text("project")?,
            partner: row.text("partner")?,
            destination: row.text("destination")?,
            since: row.moment("since")?,
        })
    };
    Ok(each(&rows, read)?)
}

/// Sends a lead by the second channel too. Gives whether it does: not if it goes there already, or is not open.
pub async fn reroute<D: Database>(
    database: &D,
    lead: &str,
    second: NewDelivery<'_>,
    now: Moment,
) -> Result<bool, StoreError> {
    let look = Statement::new(sql::LOOK_AT_LEAD, [lead.into(), second.destination.into()]);
    step(database, &look, &|row| {
        if row.flag("rerouted")? || row.optional_text("state")?.is_none_or(|state| state != "open") {
            return Ok(None);
        }
        let values = [second.id.into(), lead.into(), second.destination.into(), now.into()];
        let statements = vec![Statement::new(sql::REROUTE, values)];
        Ok(Some(Change { entry: entry(now, "sweep", Action::Rerouted, lead, second.destination), statements }))
    })
    .await
}
