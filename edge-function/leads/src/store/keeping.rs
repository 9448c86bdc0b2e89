//! How long leads are kept: when the time of each is over, what the law holds, and what there is to do about it.
//!
//! The time is counted from the last contact: the day on which the lead came in, or the partner's last report. What no
//! partner has when its time is over is destroyed all the same. It was never dropped for its age (people are told long
//! before, and may hold it), but no fault of ours gives us a right to keep what somebody wrote for longer than they were
//! told.

use super::database::{Database, Statement, StoreError};
use super::row::{Row, RowError, each};
use super::sql;
use super::step::{Change, entry, step};
use crate::audit::Action;
use crate::moment::Moment;

/// People are told of a lead that no partner has so many seconds before it is destroyed.
const WARNING_SECONDS: u32 = 30 * 86_400;

/// What the report looks ahead, in seconds.
const AHEAD_SECONDS: i64 = 30 * 86_400;

/// How many held leads, and how many months, one report names.
const MOST_REPORTED: u32 = 100;

/// What stands for and against destroying a lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keeping {
    /// When it was erased, if it was.
    pub erased_at: Option<Moment>,
    /// When it came in.
    pub received_at: Moment,
    /// Since when its key lies apart from the database; `None` if it lies in it.
    pub key_apart_since: Option<Moment>,
    /// Whether nothing of an erased lead is left to be destroyed outside of the database.
    pub is_forgotten: bool,
    /// The last second for which it is kept.
    pub ends_at: Moment,
    /// Since when and why the law holds it, if it does.
    pub held: Option<(Moment, String)>,
    /// When people were told that it will be destroyed although no partner has it.
    pub warned_at: Option<Moment>,
    /// Since when it is kept but neither shown nor sent, if it is. It is not destroyed meanwhile: that would be a use
    /// of it too, and whoever asked for this may need it as proof.
    pub restricted_at: Option<Moment>,
}

/// Something to be done about a lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Upkeep {
    /// Its time is over.
    Erase(String),
    /// It was erased, and the machine may still have something of it outside of the database.
    Forget(String),
    /// No partner has it, and it will be destroyed at this time.
    Warn(String, Moment),
}

/// How leads are kept, in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retention {
    /// How many should be destroyed by now: more than a sweep takes at once, or none.
    pub overdue: u32,
    /// How many will be destroyed within 30 days, the overdue ones among them.
    pub due: u32,
    /// How many the law holds.
    pub held: u32,
    /// How many are restricted.
    pub restricted: u32,
}

/// A lead that is not destroyed at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its id.
    pub lead: String,
    /// The slug of its project.
    pub project: String,
    /// Whether that is since whoever it is about had it restricted, and not because the law holds it.
    pub is_restriction: bool,
    /// Since when.
    pub since: Moment,
    /// Why.
    pub reason: String,
    /// When it would have been destroyed, or would be.
    pub ends_at: Moment,
}

/// How many leads were erased in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// The month, as `2026-11`.
    pub month: String,
    /// How many.
    pub erased: u32,
}

/// What stands for and against destroying this lead, if there is such a lead.
pub async fn keeping<D: Database>(database: &D, lead: &str) -> Result<Option<Keeping>, StoreError> {
    let rows = database.query(&Statement::new(sql::LOOK_AT_KEEPING, [lead.into()])).await?;
    Ok(keeping_of(rows.first().ok_or(RowError("state"))?)?)
}

pub(super) fn keeping_of(row: &Row) -> Result<Option<Keeping>, RowError> {
    if row.optional_text("state")?.is_none() {
        return Ok(None);
    }
    let held = match row.optional_moment("held_since")? {
        Some(since) => Some((since, row.text("hold_reason")?)),
        None => None,
    };
    Ok(Some(Keeping {
        erased_at: row.optional_moment("erased_at")?,
        received_at: row.moment("received_at")?,
        key_apart_since: row.optional_moment("key_apart_since")?,
        is_forgotten: row.optional_moment("forget_at")?.is_none(),
        ends_at: row.moment("ends_at")?,
        held,
        warned_at: row.optional_moment("warned_at")?,
        restricted_at: row.optional_moment("restricted_at")?,
    }))
}

/// From now on the law holds a lead: nothing destroys it until it is let go. Gives whether it does; not if it was held
/// before or is erased. The reason names no person.
pub async fn hold<D: Database>(
    database: &D,
    lead: &str,
    reason: &str,
    actor: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    let look = Statement::new(sql::LOOK_AT_KEEPING, [lead.into()]);
    step(database, &look, &|row| {
        let Some(keeping) = keeping_of(row)? else { return Ok(None) };
        if keeping.erased_at.is_some() || keeping.held.is_some() {
            return Ok(None);
        }
        let statements = vec![Statement::new(sql::HOLD, [lead.into(), now.into(), reason.into()])];
        Ok(Some(Change { entry: entry(now, actor, Action::Held, lead, reason), statements }))
    })
    .await
}

/// The law does not hold a lead any more; if its time is over, the next sweep destroys it. Gives whether it was held.
pub async fn unhold<D: Database>(database: &D, lead: &str, actor: &str, now: Moment) -> Result<bool, StoreError> {
    let look = Statement::new(sql::LOOK_AT_KEEPING, [lead.into()]);
    step(database, &look, &|row| {
        if keeping_of(row)?.is_none_or(|keeping| keeping.held.is_none()) {
            return Ok(None);
        }
        let statements = vec![Statement::new(sql::UNHOLD, [lead.into()])];
        Ok(Some(Change { entry: entry(now, actor, Action::Unheld, lead, ""), statements }))
    })
    .await
}

/// Notes that people were told what will happen to a lead that no partner has. Gives whether that was still to be noted.
pub async fn warned<D: Database>(database: &D, lead: &str, now: Moment) -> Result<bool, StoreError> {
    let look = Statement::new(sql::LOOK_AT_KEEPING, [lead.into()]);
    step(database, &look, &|row| {
        if keeping_of(row)?.is_none_or(|keeping| keeping.erased_at.is_some() || keeping.warned_at.is_some()) {
            return Ok(None);
        }
        let statements = vec![Statement::new(sql::WARNED, [lead.into(), now.into()])];
        Ok(Some(Change { entry: entry(now, "sweep", Action::Alerted, lead, "retention"), statements }))
    })
    .await
}

/// What there is to do at this time, at most so much of each kind.
pub async fn upkeep<D: Database>(database: &D, now: Moment, limit: u32) -> Result<Vec<Upkeep>, StoreError> {
    let look = Statement::new(sql::UPKEEP, [now.into(), limit.into(), WARNING_SECONDS.into()]);
    let read = |row: &Row| {
        let lead = row.text("id")?;
        match row.text("task")?.as_str() {
            "erase" => Ok(Upkeep::Erase(lead)),
            "forget" => Ok(Upkeep::Forget(lead)),
            "warn" => Ok(Upkeep::Warn(lead, row.moment("at")?)),
            _ => Err(RowError("task")),
        }
    };
    Ok(each(&database.query(&look).await?, read)?)
}

/// How leads are kept, in numbers. It goes through no more than what ends within 30 days.
pub async fn retention<D: Database>(database: &D, now: Moment) -> Result<Retention, StoreError> {
    let look = Statement::new(sql::RETENTION, [now.into(), now.plus(AHEAD_SECONDS).into()]);
    let rows = database.query(&look).await?;
    let row = rows.first().ok_or(RowError("due"))?;
    Ok(Retention {
        overdue: row.small("overdue")?,
        due: row.small("due")?,
        held: row.small("held")?,
        restricted: row.small("restricted")?,
    })
}

impl Held {
    /// What is held or restricted, the longest first.
    pub async fn all<D: Database>(database: &D) -> Result<Vec<Self>, StoreError> {
        let rows = database.query(&Statement::new(sql::HELD, [MOST_REPORTED.into()])).await?;
        let read = |row: &Row| {
            Ok::<_, RowError>(Self {
                lead: row.text("id")?,
                project: row.text("project")?,
                is_restriction: row.flag("is_restriction")?,
                since: row.moment("since")?,
                reason: row.text("reason")?,
                ends_at: row.moment("ends_at")?,
            })
        };
        Ok(each(&rows, read)?)
    }
}

impl Month {
    /// Every month in which leads were erased, the last one first.
    pub async fn all<D: Database>(database: &D) -> Result<Vec<Self>, StoreError> {
        let rows = database.query(&Statement::new(sql::ERASED_BY_MONTH, [MOST_REPORTED.into()])).await?;
        let read = |row: &Row| Ok::<_, RowError>(Self { month: row.text("month")?, erased: row.small("erased")? });
        Ok(each(&rows, read)?)
    }
}
