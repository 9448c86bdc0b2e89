//! Looking at leads: freely at where they stand, and at their content only once the audit says so.

use super::claim::sealed;
use super::database::{Database, Statement, StoreError};
use super::row::{Row, RowError, each};
use super::sql;
use super::step::{Change, entry, step};
use super::value::Value;
use crate::audit::Action;
use crate::closed_list::closed_list;
use crate::moment::Moment;
use crate::seal::{LookupHash, Sealed};

closed_list! {
    /// Where a lead stands as a whole.
    pub enum Standing {
        /// It waits for a person to look at it.
        Quarantined = "quarantined",
        /// It is under way to at least one destination.
        Pending = "pending",
        /// A destination has it, and nothing is under way.
        Delivered = "delivered",
        /// No destination has it, and nothing is under way.
        Dead = "dead",
        /// Its content was destroyed.
        Erased = "erased",
    }
}

/// A lead without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Its id.
    pub lead: String,
    /// The slug of its project.
    pub project: String,
    /// The id of its partner.
    pub partner: String,
    /// When it came in.
    pub received_at: Moment,
    /// Where it stands.
    pub standing: Standing,
    /// Why it was quarantined, also if it was released since.
    pub reasons: Vec<String>,
    /// When it was erased.
    pub erased_at: Option<Moment>,
    /// Since when it is kept but neither shown nor sent, if it is.
    pub restricted_at: Option<Moment>,
}

/// A lead with its content, still sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Everything but the content.
    pub summary: Summary,
    /// The content; `None` if it was erased, or is not to be read.
    pub sealed: Option<Sealed>,
}

/// Which leads to look at, newest first.
#[derive(Debug, Clone, Copy)]
pub struct Filter<'a> {
    /// Only of this project.
    pub project: Option<&'a str>,
    /// Only for this partner.
    pub partner: Option<&'a str>,
    /// Only those that stand here.
    pub standing: Option<Standing>,
    /// Only those behind this one, by time of arrival and id: where the page before ended.
    pub after: Option<(Moment, &'a str)>,
    /// How many at most.
    pub limit: u32,
}

/// Whether a lead waits for a person to look at it; `None` if it was erased, or there is none. Nothing personal is read.
pub async fn is_quarantined<D: Database>(database: &D, lead: &str) -> Result<Option<bool>, StoreError> {
    let rows = database.query(&Statement::new(sql::LOOK_AT_LEAD, [lead.into(), "".into()])).await?;
    let state = rows.first().ok_or(RowError("state"))?.optional_text("state")?;
    Ok(match state.as_deref() {
        Some("quarantined") => Some(true),
        Some("open") => Some(false),
        _ => None,
    })
}

/// Where leads stand. Nothing personal is read.
pub async fn list<D: Database>(database: &D, filter: &Filter<'_>) -> Result<Vec<Summary>, StoreError> {
    let rows = database.query(&Statement::new(sql::LIST, values(filter))).await?;
    Ok(each(&rows, summary)?)
}

/// The leads of whoever has this e-mail address or phone number. That somebody looked is in the audit, not for whom.
pub async fn find<D: Database>(
    database: &D,
    contact: &LookupHash,
    actor: &str,
    now: Moment,
) -> Result<Vec<Summary>, StoreError> {
    let rows = database.query(&Statement::new(sql::FIND, [contact.as_str().into()])).await?;
    let found = each(&rows, summary)?;
    note(database, actor, Action::LookedUp, "person", &format!("{} leads", found.len()), now).await?;
    Ok(found)
}

/// One lead with its content even if that is not to be read: only for the rights of whoever it is about. The audit row
/// is in place before anybody gets it.
pub async fn show_for_rights<D: Database>(
    database: &D,
    lead: &str,
    actor: &str,
    now: Moment,
) -> Result<Option<Kept>, StoreError> {
    shown(database, sql::SHOW_WHOLE, lead, "rights", actor, now).await
}

/// One lead with its content even if that is not to be read, for an authority that may ask for it under this warrant. The
/// audit row is in place before anybody gets it, also where nothing is left to be given.
pub async fn disclose<D: Database>(
    database: &D,
    lead: &str,
    warrant: &str,
    actor: &str,
    now: Moment,
) -> Result<Option<Kept>, StoreError> {
    let rows = database.query(&Statement::new(sql::SHOW_WHOLE, [lead.into()])).await?;
    let Some(kept) = rows.first().map(kept).transpose()? else { return Ok(None) };
    note(database, actor, Action::Disclosed, lead, warrant, now).await?;
    Ok(Some(kept))
}

/// One lead with its content, if there is such a lead. The audit row is in place before anybody gets it.
pub async fn show<D: Database>(database: &D, lead: &str, actor: &str, now: Moment) -> Result<Option<Kept>, StoreError> {
    shown(database, sql::SHOW, lead, "", actor, now).await
}

async fn shown<D: Database>(
    database: &D,
    sql: &'static str,
    lead: &str,
    detail: &str,
    actor: &str,
    now: Moment,
) -> Result<Option<Kept>, StoreError> {
    let rows = database.query(&Statement::new(sql, [lead.into()])).await?;
    let Some(kept) = rows.first().map(kept).transpose()? else { return Ok(None) };
    if kept.sealed.is_some() {
        note(database, actor, Action::Read, lead, detail, now).await?;
    }
    Ok(Some(kept))
}

/// Several leads with their content. The audit row is in place before anybody gets them.
pub async fn export<D: Database>(
    database: &D,
    filter: &Filter<'_>,
    actor: &str,
    now: Moment,
) -> Result<Vec<Kept>, StoreError> {
    let rows = database.query(&Statement::new(sql::EXPORT, values(filter))).await?;
    let leads = each(&rows, kept)?;
    if !leads.is_empty() {
        let detail = format!("{} leads", leads.len());
        note(database, actor, Action::Exported, filter.project.unwrap_or("all projects"), &detail, now).await?;
    }
    Ok(leads)
}

async fn note<D: Database>(
    database: &D,
    actor: &str,
    action: Action,
    subject: &str,
    detail: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let look = Statement::new(sql::LOOK_AT_CHAIN, []);
    let change = || Change { entry: entry(now, actor, action, subject, detail), statements: Vec::new() };
    step(database, &look, &|_| Ok(Some(change()))).await.map(|_| ())
}

fn values(filter: &Filter<'_>) -> [Value; 6] {
    [
        Value::optional(filter.project),
        Value::optional(filter.partner),
        Value::optional(filter.standing.map(Standing::wire)),
        filter.after.map_or(Value::Null, |(received_at, _)| received_at.into()),
        Value::optional(filter.after.map(|(_, lead)| lead)),
        filter.limit.into(),
    ]
}

fn summary(row: &Row) -> Result<Summary, RowError> {
    Ok(Summary {
        lead: row.text("id")?,
        project: row.text("project")?,
        partner: row.text("partner")?,
        received_at: row.moment("received_at")?,
        standing: Standing::from_wire(&row.text("standing")?).ok_or(RowError("standing"))?,
        reasons: row.text("reasons")?.split_whitespace().map(str::to_owned).collect(),
        erased_at: row.optional_moment("erased_at")?,
        restricted_at: row.optional_moment("restricted_at")?,
    })
}

fn kept(row: &Row) -> Result<Kept, RowError> {
    Ok(Kept { summary: summary(row)?, sealed: sealed(row)? })
}
