//! What people asked of us by right, and by when it must be answered.

use super::database::{Database, Statement, StoreError};
use super::row::{Row, RowError, each};
use super::sql;
use super::step::{Change, entry, step};
use crate::audit::Action;
use crate::closed_list::closed_list;
use crate::moment::Moment;
use crate::seal::LookupHash;

/// Within how many calendar months an answer is due (GDPR, article 12(3)).
const MONTHS: u32 = 1;

/// And if it was extended.
const MONTHS_EXTENDED: u32 = 3;

/// So many seconds before the end people are told that it is near.
const WARNING_SECONDS: i64 = 7 * 86_400;

closed_list! {
    /// What somebody asks by right.
    pub enum RequestKind {
        /// What is known about them.
        Access = "access",
        /// That something is put right.
        Rectification = "rectification",
        /// That it is erased.
        Erasure = "erasure",
        /// That it is kept and not used.
        Restriction = "restriction",
        /// What they gave, in a form for programs.
        Portability = "portability",
        /// That it is not used to advertise, or at all.
        Objection = "objection",
    }
}

closed_list! {
    /// Where a request stands.
    pub enum RequestState {
        /// It waits for an answer.
        Open = "open",
        /// It was answered.
        Answered = "answered",
        /// It was refused.
        Refused = "refused",
    }
}

closed_list! {
    /// Why a request may be refused (GDPR, articles 11(2), 12(5) and 17(3)). It is never charged for.
    pub enum Refusal {
        /// It clearly has no ground.
        Unfounded = "manifestly_unfounded",
        /// It is made again and again.
        Excessive = "excessive",
        /// Whoever asks cannot be told to be the person concerned.
        NotIdentified = "not_identified",
        /// The law demands that the data are kept.
        LegalObligation = "legal_obligation",
    }
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRequest {
    /// Its id.
    pub id: String,
    /// What is asked.
    pub kind: RequestKind,
    /// When it came in.
    pub received_at: Moment,
    /// By when it must be answered.
    pub due_at: Moment,
    /// Why it takes longer, if it does.
    pub extended_because: Option<String>,
    /// Where it stands.
    pub state: RequestState,
    /// When it was answered or refused.
    pub closed_at: Option<Moment>,
    /// Why it was refused, as a code.
    pub refused_because: Option<String>,
}

/// A request whose time is nearly or already over, of which people must be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pressing {
    /// Its id.
    pub id: String,
    /// What is asked.
    pub kind: RequestKind,
    /// By when it must be, or should have been, answered.
    pub due_at: Moment,
    /// Whether its time is over.
    pub is_overdue: bool,
}

/// How many requests are open, and how many of these should have been answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenRequests {
    /// All that wait for an answer.
    pub open: u32,
    /// Those whose time is over.
    pub overdue: u32,
}

/// Notes a request of whoever has this address or number. Gives by when it must be answered.
pub async fn request<D: Database>(
    database: &D,
    id: &str,
    kind: RequestKind,
    person: &LookupHash,
    received_at: Moment,
    actor: &str,
    now: Moment,
) -> Result<Moment, StoreError> {
    let due_at = received_at.plus_months(MONTHS);
    let values = || [id.into(), kind.wire().into(), person.as_str().into(), received_at.into(), due_at.into()];
    step(database, &Statement::new(sql::LOOK_AT_REQUEST, [id.into()]), &|row| {
        if row.optional_text("state")?.is_some() {
            // An earlier call succeeded without its caller hearing of it.
            return Ok(None);
        }
        let statements = vec![Statement::new(sql::INSERT_REQUEST, values())];
        Ok(Some(Change { entry: entry(now, actor, Action::Requested, id, kind.wire()), statements }))
    })
    .await?;
    Ok(due_at)
}

/// Gives a request two months more, which the person must be told within the first. Gives whether it does: not if it is
/// closed, extended already, or its time is over. The reason names nobody.
pub async fn extend<D: Database>(
    database: &D,
    id: &str,
    reason: &str,
    actor: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    step(database, &Statement::new(sql::LOOK_AT_REQUEST, [id.into()]), &|row| {
        let is_open = row.optional_text("state")?.is_some_and(|state| state == RequestState::Open.wire());
        if !is_open || row.optional_text("extended_because")?.is_some() || row.moment("due_at")? < now {
            return Ok(None);
        }
        let due_at = row.moment("received_at")?.plus_months(MONTHS_EXTENDED);
        let statements = vec![Statement::new(sql::EXTEND_REQUEST, [id.into(), due_at.into(), reason.into()])];
        Ok(Some(Change { entry: entry(now, actor, Action::Extended, id, reason), statements }))
    })
    .await
}

/// Closes a request: answered, or refused for a reason. Gives whether it was open.
pub async fn close<D: Database>(
    database: &D,
    id: &str,
    refusal: Option<Refusal>,
    actor: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    step(database, &Statement::new(sql::LOOK_AT_REQUEST, [id.into()]), &|row| {
        if row.optional_text("state")?.is_none_or(|state| state != RequestState::Open.wire()) {
            return Ok(None);
        }
        let state = refusal.map_or(RequestState::Answered, |_| RequestState::Refused);
        let why = super::Value::optional(refusal.map(Refusal::wire));
        let statements = vec![Statement::new(sql::CLOSE_REQUEST, [id.into(), state.wire().into(), now.into(), why])];
        let action = refusal.map_or(Action::Answered, |_| Action::Refused);
        Ok(Some(Change { entry: entry(now, actor, action, id, refusal.map_or("", Refusal::wire)), statements }))
    })
    .await
}

/// Requests: the open ones first, by when they are due; then those that were closed, the last one first.
pub async fn requests<D: Database>(database: &D, limit: u32) -> Result<Vec<PersonRequest>, StoreError> {
    let rows = database.query(&Statement::new(sql::REQUESTS, [limit.into()])).await?;
    Ok(each(&rows, read)?)
}

/// Requests of whoever has this address or number, the last one first.
pub async fn requests_of<D: Database>(
    database: &D,
    person: &LookupHash,
    limit: u32,
) -> Result<Vec<PersonRequest>, StoreError> {
    let rows = database.query(&Statement::new(sql::REQUESTS_OF, [person.as_str().into(), limit.into()])).await?;
    Ok(each(&rows, read)?)
}

/// Where a request stands, if there is such a request.
pub async fn request_state<D: Database>(database: &D, id: &str) -> Result<Option<RequestState>, StoreError> {
    let rows = database.query(&Statement::new(sql::LOOK_AT_REQUEST, [id.into()])).await?;
    let state = rows.first().ok_or(RowError("state"))?.optional_text("state")?;
    Ok(state.and_then(|state| RequestState::from_wire(&state)))
}

fn read(row: &Row) -> Result<PersonRequest, RowError> {
    Ok(PersonRequest {
        id: row.text("id")?,
        kind: kind(row)?,
        received_at: row.moment("received_at")?,
        due_at: row.moment("due_at")?,
        extended_because: row.optional_text("extended_because")?,
        state: RequestState::from_wire(&row.text("state")?).ok_or(RowError("state"))?,
        closed_at: row.optional_moment("closed_at")?,
        refused_because: row.optional_text("refused_because")?,
    })
}

/// How many requests are open.
pub async fn open_requests<D: Database>(database: &D, now: Moment) -> Result<OpenRequests, StoreError> {
    let rows = database.query(&Statement::new(sql::OPEN_REQUESTS, [now.into()])).await?;
    let row = rows.first().ok_or(RowError("open"))?;
    Ok(OpenRequests { open: row.small("open")?, overdue: row.small("overdue")? })
}

/// Requests of which people must be told now.
pub async fn pressing<D: Database>(database: &D, now: Moment, limit: u32) -> Result<Vec<Pressing>, StoreError> {
    let look = Statement::new(sql::PRESSING, [now.into(), now.plus(WARNING_SECONDS).into(), limit.into()]);
    let read = |row: &Row| {
        let due_at = row.moment("due_at")?;
        Ok::<_, RowError>(Pressing { id: row.text("id")?, kind: kind(row)?, due_at, is_overdue: due_at < now })
    };
    Ok(each(&database.query(&look).await?, read)?)
}

/// Notes that people were told of a pressing request.
pub async fn told_of_request<D: Database>(database: &D, told: &Pressing, now: Moment) -> Result<bool, StoreError> {
    let id = told.id.as_str();
    let column = if told.is_overdue { "alerted_at" } else { "warned_at" };
    step(database, &Statement::new(sql::LOOK_AT_REQUEST, [id.into()]), &|row| {
        if row.optional_text("state")?.is_none() || row.optional_moment(column)?.is_some() {
            return Ok(None);
        }
        let sql = if told.is_overdue { sql::ALERTED_OF_REQUEST } else { sql::WARNED_OF_REQUEST };
        let statements = vec![Statement::new(sql, [id.into(), now.into()])];
        let detail = if told.is_overdue { "overdue" } else { "due soon" };
        Ok(Some(Change { entry: entry(now, "sweep", Action::Alerted, id, detail), statements }))
    })
    .await
}

fn kind(row: &Row) -> Result<RequestKind, RowError> {
    RequestKind::from_wire(&row.text("kind")?).ok_or(RowError("kind"))
}
