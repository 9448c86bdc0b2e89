//! What partners say became of their leads.

use super::database::{Database, Statement, StoreError};
use super::row::{Row, RowError, each};
use super::sql;
use super::step::{Change, entry, step};
use crate::audit::Action;
use crate::closed_list::closed_list;
use crate::moment::Moment;

closed_list! {
    /// What became of a lead, in the words of the trade. The list only grows.
    pub enum PartnerReport {
        /// The partner has answered.
        Contacted = "contacted",
        /// A visit took place, or is planned.
        Visit = "visit",
        /// An offer was made.
        Offer = "offer",
        /// It was sold.
        Sold = "sold",
        /// Nothing came of it.
        Lost = "lost",
        /// It was no real enquiry.
        Invalid = "invalid",
    }
}

/// One report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// When it came.
    pub at: Moment,
    /// What it says.
    pub outcome: PartnerReport,
}

/// The id of the partner of a lead, if there is such a lead.
pub async fn partner_of<D: Database>(database: &D, lead: &str) -> Result<Option<String>, StoreError> {
    let rows = database.query(&Statement::new(sql::LOOK_AT_REPORTS, [lead.into()])).await?;
    Ok(rows.first().ok_or(RowError("partner"))?.optional_text("partner")?)
}

/// Notes what the partner says, which is a contact, from which on the time is counted for which the lead is kept; but for
/// an enquiry that was none. Gives whether it was news: the same as last time is not noted again.
pub async fn report<D: Database>(
    database: &D,
    lead: &str,
    outcome: PartnerReport,
    now: Moment,
) -> Result<bool, StoreError> {
    let look = Statement::new(sql::LOOK_AT_REPORTS, [lead.into()]);
    step(database, &look, &|row| {
        let Some(partner) = row.optional_text("partner")? else { return Ok(None) };
        if row.optional_text("outcome")?.is_some_and(|last| last == outcome.wire()) {
            return Ok(None);
        }
        let values = [lead.into(), now.into(), outcome.wire().into()];
        let mut statements = vec![Statement::new(sql::INSERT_REPORT, values)];
        if outcome != PartnerReport::Invalid {
            statements.push(Statement::new(sql::CONTACTED, [lead.into(), now.into()]));
        }
        let entry = entry(now, &format!("partner:{partner}"), Action::Reported, lead, outcome.wire());
        Ok(Some(Change { entry, statements }))
    })
    .await
}

/// What the partner said so far, in order.
pub async fn reports<D: Database>(database: &D, lead: &str) -> Result<Vec<Report>, StoreError> {
    let rows = database.query(&Statement::new(sql::REPORTS, [lead.into()])).await?;
    let read = |row: &Row| {
        let outcome = PartnerReport::from_wire(&row.text("outcome")?).ok_or(RowError("outcome"))?;
        Ok::<_, RowError>(Report { at: row.moment("at")?, outcome })
    };
    Ok(each(&rows, read)?)
}
