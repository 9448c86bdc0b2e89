//! How many enquiries there were and what became of them, counted without opening any.

use super::database::{Database, Statement, StoreError};
use super::row::{Row, RowError, each};
use super::sql::marketing;
use crate::closed_list::closed_list;
use crate::contract::Category;
use crate::moment::{Moment, Week};

/// How many weeks are counted.
const WEEKS: i64 = 52;

closed_list! {
    /// What is counted, each at most once for a lead.
    pub enum CountedEvent {
        /// It came in.
        Received = "received",
        /// A destination of its partner confirmed it.
        Delivered = "delivered",
        /// The partner says that a visit took place, or is planned.
        Visit = "visit",
        /// The partner says that an offer was made.
        Offer = "offer",
        /// The partner says that it was sold.
        Sold = "sold",
    }
}

/// How many leads of a project came to this in one week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The slug of the project.
    pub project: String,
    /// Its kind, unless its leads come from a time when it was not noted.
    pub category: Option<Category>,
    /// What happened.
    pub event: CountedEvent,
    /// When.
    pub week: Week,
    /// How many there were: not to be told as it is.
    pub number: u32,
}

/// All counts of the year before the week of this moment. Only weeks that are over are counted.
pub async fn statistics<D: Database>(database: &D, now: Moment) -> Result<Vec<Count>, StoreError> {
    let end = Week::of(now).begins();
    let look = Statement::new(marketing::STATISTICS, [end.plus(-WEEKS * 7 * 86_400).into(), end.into()]);
    let read = |row: &Row| {
        let known = |wire: String| Category::from_wire(&wire).ok_or(RowError("category"));
        Ok::<_, RowError>(Count {
            project: row.text("project")?,
            category: row.optional_text("category")?.map(known).transpose()?,
            event: CountedEvent::from_wire(&row.text("event")?).ok_or(RowError("event"))?,
            week: Week::new(row.integer("week")?),
            number: row.small("number")?,
        })
    };
    Ok(each(&database.query(&look).await?, read)?)
}
