//! Signals beside their leads: kept where the visitor agreed, counted while they may be used, and gone in time.

use super::database::{Database, Statement, StoreError};
use super::row::{Row, RowError, each};
use super::sql::marketing;
use super::value::{Integer, Value};
use crate::contract::Category;
use crate::moment::{Moment, Week};
use crate::seal::LookupHash;
use crate::signal::{Campaign, KEPT_DAYS, MarketingSignal, SignalEvent};

const SECONDS_A_DAY: i64 = 86_400;

/// Keeps the signal of a lead, to be part of the batch that takes it. Nothing is kept if anybody with this address or
/// number wants no advertising.
pub fn signal_kept(
    lead: &str,
    signal: &MarketingSignal,
    email: Option<&LookupHash>,
    phone: Option<&LookupHash>,
    now: Moment,
) -> Statement {
    Statement::new(
        marketing::INSERT_SIGNAL,
        [
            lead.into(),
            now.into(),
            signal.category().wire().into(),
            signal.event().wire().into(),
            Integer::new(signal.week().number()).map_or(Value::Null, Value::from),
            Value::optional(signal.campaign()),
            Value::optional(email.map(LookupHash::as_str)),
            Value::optional(phone.map(LookupHash::as_str)),
        ],
    )
}

/// How often each signal was given in the weeks before the one of this moment, as far as signals may be used: their lead
/// is there and open, nobody objected, and they are not too old.
pub async fn signals<D: Database>(database: &D, now: Moment) -> Result<Vec<(MarketingSignal, u32)>, StoreError> {
    let since = now.plus(-SECONDS_A_DAY * i64::from(KEPT_DAYS));
    let look = Statement::new(marketing::SIGNALS, [since.into(), Week::of(now).begins().into()]);
    let read = |row: &Row| {
        let category = Category::from_wire(&row.text("category")?).ok_or(RowError("category"))?;
        let event = SignalEvent::from_wire(&row.text("event")?).ok_or(RowError("event"))?;
        let named = |name: String| Campaign::named(&name).ok_or(RowError("campaign"));
        let campaign = row.optional_text("campaign")?.map(named).transpose()?;
        let week = Week::new(row.integer("week")?);
        Ok::<_, RowError>((MarketingSignal::new(category, event, week, campaign), row.small("number")?))
    };
    Ok(each(&database.query(&look).await?, read)?)
}
