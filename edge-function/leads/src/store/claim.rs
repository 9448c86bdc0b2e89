//! Taking what is due under a lease, so that nobody else sends it at the same time.

use super::database::{Database, Statement, StoreError};
use super::row::{Row, RowError};
use super::sql;
use super::value::Value;
use crate::moment::Moment;
use crate::seal::Sealed;

/// What to take.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    /// Names this claim and no other: fresh random text.
    pub lease: &'a str,
    /// The time now.
    pub now: Moment,
    /// Until when nobody else may take the same: long enough to send all of it and note what came of it.
    pub until: Moment,
    /// Only the deliveries of this lead, if given.
    pub lead: Option<&'a str>,
    /// How many at most.
    pub limit: u32,
    /// How many of these may go to one destination, so that a long queue for one does not hold up the others.
    pub per_destination: u32,
}

/// What was taken.
#[derive(Debug, Default)]
pub struct Claimed {
    /// To be sent, the longest due first.
    pub due: Vec<Due>,
    /// Rows that cannot be read: to be told to people. They are left alone until the lease runs out.
    pub unreadable: Vec<RowError>,
}

/// A delivery that is due, and everything that sending it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The delivery's id, and the event's on the wire.
    pub delivery: String,
    /// Where to.
    pub destination: String,
    /// What to tell: `lead.created`, or `lead.updated/2` for the second time.
    pub event: String,
    /// When it happened; `None` for a new lead, whose own time counts.
    pub happened_at: Option<Moment>,
    /// Whether it goes by the second channel because the first one fails.
    pub second_channel: bool,
    /// Its place in the table of retries: 0 for the first attempt.
    pub step: u32,
    /// How many attempts were made so far.
    pub attempts: u32,
    /// Whether a person asked for this attempt.
    pub manual: bool,
    /// Since when it is being tried.
    pub since: Moment,
    /// The lead's id.
    pub lead: String,
    /// The slug of the lead's project.
    pub project: String,
    /// The id of the lead's partner.
    pub partner: String,
    /// When the lead came in.
    pub received_at: Moment,
    /// The lead's content; `None` if it was erased.
    pub sealed: Option<Sealed>,
}

/// Takes deliveries that are due, not to a paused destination and not taken by others.
pub async fn claim<D: Database>(database: &D, claim: &Claim<'_>) -> Result<Claimed, StoreError> {
    let take = Statement::new(
        sql::CLAIM,
        [
            claim.now.into(),
            claim.lease.into(),
            claim.until.into(),
            Value::optional(claim.lead),
            claim.per_destination.into(),
            claim.limit.into(),
        ],
    );
    database.batch(&[take]).await?;
    let rows = database.query(&Statement::new(sql::CLAIMED, [claim.lease.into()])).await?;
    let mut claimed = Claimed::default();
    for row in &rows {
        match due(row) {
            Ok(due) => claimed.due.push(due),
            Err(error) => claimed.unreadable.push(error),
        }
    }
    Ok(claimed)
}

fn due(row: &Row) -> Result<Due, RowError> {
    Ok(Due {
        delivery: row.text("id")?,
        destination: row.text("destination")?,
        event: row.text("event")?,
        happened_at: row.optional_moment("happened_at")?,
        second_channel: row.text("channel")? == "second",
        step: row.small("step")?,
        attempts: row.small("attempts")?,
        manual: row.flag("manual")?,
        since: row.moment("since")?,
        lead: row.text("lead_id")?,
        project: row.text("project")?,
        partner: row.text("partner")?,
        received_at: row.moment("received_at")?,
        sealed: sealed(row)?,
    })
}

/// The sealed content in the columns of a lead; none if the lead was erased.
pub(super) fn sealed(row: &Row) -> Result<Option<Sealed>, RowError> {
    if row.optional_integer("key_version")?.is_none() {
        return Ok(None);
    }
    Ok(Some(Sealed {
        key_version: row.small("key_version")?,
        wrap_nonce: row.text("wrap_nonce")?,
        wrapped_key: row.text("wrapped_key")?,
        nonce: row.text("nonce")?,
        ciphertext: row.text("ciphertext")?,
    }))
}
