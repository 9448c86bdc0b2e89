//! Letting go of what stands beside leads when its time is over: signals, requests for mail that nobody confirmed, and the
//! proof of those that ended.

use super::database::{Database, Statement, StoreError};
use super::sql::marketing;
use super::step::{Change, entry, step};
use crate::audit::Action;
use crate::moment::Moment;
use crate::{signal, subscription};

const SECONDS_A_DAY: i64 = 86_400;

/// Destroys what was kept long enough. What there was of each kind is in the audit. Gives whether there was any.
pub async fn tidy<D: Database>(database: &D, now: Moment) -> Result<bool, StoreError> {
    let signals = now.plus(-SECONDS_A_DAY * i64::from(signal::KEPT_DAYS));
    let proof = now.plus(-SECONDS_A_DAY * i64::from(subscription::PROOF_DAYS));
    let look = Statement::new(marketing::LOOK_AT_OUTLIVED, [signals.into(), now.into(), proof.into()]);
    step(database, &look, &|row| {
        let (signals_over, unconfirmed) = (row.small("signals")?, row.small("unconfirmed")?);
        let (lapsed, proofs) = (row.small("lapsed")?, row.small("proofs")?);
        if signals_over + unconfirmed + lapsed + proofs == 0 {
            return Ok(None);
        }
        let detail =
            format!("{signals_over} signals, {unconfirmed} unconfirmed, {lapsed} lapsed, {proofs} ended long ago");
        let statements = vec![
            Statement::new(marketing::FORGET_SIGNALS, [signals.into()]),
            Statement::new(marketing::FORGET_UNCONFIRMED, [now.into()]),
            Statement::new(marketing::FORGET_PROOFS, [proof.into()]),
            Statement::new(marketing::LAPSE, [proof.into(), now.into()]),
        ];
        Ok(Some(Change { entry: entry(now, "sweep", Action::Expired, "marketing", &detail), statements }))
    })
    .await
}
