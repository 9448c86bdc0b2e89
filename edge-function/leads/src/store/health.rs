//! Whether all is well, in numbers that say nothing about anyone.

use super::database::{Database, Statement, StoreError};
use super::row::RowError;
use super::sql;
use crate::moment::Moment;

/// What needs an eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// Since when the oldest undelivered lead has been waiting, if one is.
    pub oldest_pending: Option<Moment>,
    /// Deliveries under way, paused ones among them.
    pub pending: u32,
    /// Deliveries whose last attempt failed.
    pub dead: u32,
    /// Leads that wait for a person to look at them.
    pub quarantined: u32,
    /// Destinations that are sent nothing.
    pub paused: u32,
}

/// Where all leads stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// How many were ever taken, by the audit's count.
    pub accepted: u32,
    /// How many wait for a person to look at them.
    pub quarantined: u32,
    /// How many are under way.
    pub pending: u32,
    /// How many a partner has.
    pub delivered: u32,
    /// How many could not be delivered.
    pub dead: u32,
    /// How many were destroyed.
    pub erased: u32,
}

impl Counts {
    /// Whether every lead that was ever taken is still accounted for.
    pub fn add_up(&self) -> bool {
        let places = [self.quarantined, self.pending, self.delivered, self.dead, self.erased];
        places.into_iter().map(u64::from).sum::<u64>() == u64::from(self.accepted)
    }
}

/// What needs an eye, at little cost however many leads there are.
pub async fn health<D: Database>(database: &D) -> Result<Health, StoreError> {
    let rows = database.query(&Statement::new(sql::HEALTH, [])).await?;
    let row = rows.first().ok_or(RowError("pending"))?;
    Ok(Health {
        oldest_pending: row.optional_moment("oldest_pending")?,
        pending: row.small("pending")?,
        dead: row.small("dead")?,
        quarantined: row.small("quarantined")?,
        paused: row.small("paused")?,
    })
}

/// Where all leads stand. It goes through every lead.
pub async fn counts<D: Database>(database: &D) -> Result<Counts, StoreError> {
    let rows = database.query(&Statement::new(sql::COUNTS, [])).await?;
    let row = rows.first().ok_or(RowError("accepted"))?;
    Ok(Counts {
        accepted: row.small("accepted")?,
        quarantined: row.small("quarantined")?,
        pending: row.small("pending")?,
        delivered: row.small("delivered")?,
        dead: row.small("dead")?,
        erased: row.small("erased")?,
    })
}
