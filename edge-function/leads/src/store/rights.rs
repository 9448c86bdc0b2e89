//! What is done to a lead because whoever it is about may ask for it, and how everybody who has it hears of that.

use super::database::{Database, Statement, StoreError};
use super::row::Row;
use super::sql::{self, marketing};
use super::step::{Change, entry, step};
use super::value::Value;
use crate::audit::Action;
use crate::moment::Moment;
use crate::relay::EventType;
use crate::seal::{LookupHash, Sealed};

/// A lead with other content.
#[derive(Debug, Clone, Copy)]
pub struct Amended<'a> {
    /// The content as it was read: if it is another one by now, nothing is changed.
    pub before: &'a Sealed,
    /// The new content.
    pub after: &'a Sealed,
    /// The hash of the e-mail address in it.
    pub email: Option<&'a LookupHash>,
    /// The hash of the phone number in it.
    pub phone: Option<&'a LookupHash>,
}

/// Why content is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amendment<'a> {
    /// These fields were put right.
    Corrected(&'a str),
    /// Whoever it is about wants no advertising, for this reason, which names no person.
    Objected(&'a str),
}

/// Puts other content in the place of what was read, and tells everybody who has the lead. Gives whether it did: not if
/// the content is another one by now, or gone.
pub async fn amend<D: Database>(
    database: &D,
    lead: &str,
    amended: &Amended<'_>,
    why: Amendment<'_>,
    actor: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    let look = Statement::new(sql::LOOK_AT_KEEPING, [lead.into()]);
    step(database, &look, &|row| {
        if row.optional_text("wrapped_key")?.is_none_or(|key| key != amended.before.wrapped_key) {
            return Ok(None);
        }
        let after = amended.after;
        let mut statements = vec![Statement::new(
            sql::AMEND,
            [
                lead.into(),
                after.key_version.into(),
                after.wrap_nonce.as_str().into(),
                after.wrapped_key.as_str().into(),
                after.nonce.as_str().into(),
                after.ciphertext.as_str().into(),
                Value::optional(amended.email.map(LookupHash::as_str)),
                Value::optional(amended.phone.map(LookupHash::as_str)),
                now.into(),
            ],
        )];
        let (action, detail) = match why {
            Amendment::Corrected(fields) => (Action::Corrected, fields),
            Amendment::Objected(reason) => {
                statements.push(Statement::new(sql::OBJECTED, [lead.into(), now.into()]));
                statements.push(Statement::new(sql::SUPPRESS_LEAD, [lead.into(), now.into(), "objected".into()]));
                statements.push(Statement::new(marketing::FORGET_SIGNAL, [lead.into()]));
                statements.push(Statement::new(marketing::END_SUBSCRIPTIONS_OF_LEAD, [lead.into(), now.into()]));
                (Action::Objected, reason)
            }
        };
        statements.push(tell(lead, EventType::Updated, row.small("updates")?.saturating_add(1), now));
        Ok(Some(Change { entry: entry(now, actor, action, lead, detail), statements }))
    })
    .await
}

/// From now on a lead is kept, and neither shown nor sent; everybody who has it is told. Gives whether that was still to
/// be done. The reason names no person.
pub async fn restrict<D: Database>(
    database: &D,
    lead: &str,
    reason: &str,
    actor: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    let look = Statement::new(sql::LOOK_AT_KEEPING, [lead.into()]);
    step(database, &look, &|row| {
        if !has_content(row)? || row.optional_moment("restricted_at")?.is_some() {
            return Ok(None);
        }
        let statements = vec![
            Statement::new(sql::RESTRICT, [lead.into(), now.into(), reason.into()]),
            tell(lead, EventType::Restricted, row.small("restrictions")?.saturating_add(1), now),
        ];
        Ok(Some(Change { entry: entry(now, actor, Action::Restricted, lead, reason), statements }))
    })
    .await
}

/// A lead may be shown and sent again. Everybody who has it gets it once more, as put right: that says that it may be
/// used. Gives whether it was restricted.
pub async fn lift<D: Database>(database: &D, lead: &str, actor: &str, now: Moment) -> Result<bool, StoreError> {
    let look = Statement::new(sql::LOOK_AT_KEEPING, [lead.into()]);
    step(database, &look, &|row| {
        if !has_content(row)? || row.optional_moment("restricted_at")?.is_none() {
            return Ok(None);
        }
        let statements = vec![
            Statement::new(sql::LIFT, [lead.into()]),
            Statement::new(sql::WITHDRAW_RESTRICTED, [lead.into()]),
            tell(lead, EventType::Updated, row.small("updates")?.saturating_add(1), now),
        ];
        Ok(Some(Change { entry: entry(now, actor, Action::Lifted, lead, ""), statements }))
    })
    .await
}

/// Notes that nothing is to be advertised to whoever has this address or number, of whom there may be no lead. Gives
/// whether that was still to be noted.
pub async fn suppress<D: Database>(
    database: &D,
    contact: &LookupHash,
    reason: &str,
    actor: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    if is_suppressed(database, contact).await? {
        return Ok(false);
    }
    let look = Statement::new(sql::LOOK_AT_CHAIN, []);
    step(database, &look, &|_| {
        let statements = vec![
            Statement::new(sql::SUPPRESS, [contact.as_str().into(), now.into()]),
            Statement::new(marketing::FORGET_SIGNALS_OF, [contact.as_str().into()]),
            Statement::new(marketing::END_SUBSCRIPTIONS_OF, [contact.as_str().into(), now.into()]),
        ];
        Ok(Some(Change { entry: entry(now, actor, Action::Objected, "person", reason), statements }))
    })
    .await
}

/// Whether nothing is to be advertised to whoever has this address or number: to be asked before anything is.
pub async fn is_suppressed<D: Database>(database: &D, contact: &LookupHash) -> Result<bool, StoreError> {
    Ok(!database.query(&Statement::new(sql::SUPPRESSED, [contact.as_str().into()])).await?.is_empty())
}

fn has_content(row: &Row) -> Result<bool, StoreError> {
    Ok(row.optional_text("wrapped_key")?.is_some())
}

/// Tells everybody who has this lead, or may have it, what happened to it for the so manieth time.
pub(super) fn tell(lead: &str, event: EventType, number: u32, now: Moment) -> Statement {
    let happened = event.wire().rsplit('.').next().unwrap_or_default();
    let (event, happened) = match number {
        0 | 1 => (event.wire().to_owned(), happened.to_owned()),
        _ => (format!("{event}/{number}"), format!("{happened}-{number}")),
    };
    Statement::new(sql::TELL, [lead.into(), event.into(), happened.into(), now.into()])
}
