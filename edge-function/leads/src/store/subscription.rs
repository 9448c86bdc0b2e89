//! Who asked for mail, who confirmed it, and who wants no more: each step with its row in the audit, and no step through
//! which anybody gets mail who did not confirm it or objected since.

use super::claim::sealed;
use super::database::{Database, Statement, StoreError};
use super::row::{Row, RowError, each};
use super::sql::{self, marketing};
use super::step::{Change, entry, step};
use crate::audit::Action;
use crate::language::Language;
use crate::moment::Moment;
use crate::partner::MailAddress;
use crate::seal::{Keyring, LookupHash, OpenError, Sealed};
use crate::subscription::{CONFIRM_SECONDS, List, owner};

/// Somebody who ticked the box of a list.
#[derive(Debug, Clone, Copy)]
pub struct NewSubscription<'a> {
    /// Its id, as [`LookupKey::subscription_id`](crate::seal::LookupKey::subscription_id) makes it.
    pub id: &'a str,
    /// Which mail.
    pub list: List,
    /// The hash of the address, by which objections find it.
    pub email: &'a LookupHash,
    /// The language of the page.
    pub language: Language,
    /// Which words stood beside the box.
    pub consent_text: &'a str,
    /// The address of the page.
    pub page: &'a str,
    /// The lead it came with.
    pub lead: &'a str,
    /// When.
    pub asked_at: Moment,
    /// The address.
    pub sealed: &'a Sealed,
}

/// Where a subscription stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubscriptionState {
    /// It waits to be confirmed through the address itself.
    Pending,
    /// It was confirmed, and mail may be sent.
    Confirmed,
    /// It was ended.
    Ended,
}

/// A mail that asks for confirmation and is due.
#[derive(Debug, Clone)]
pub struct UnsentConfirmation {
    /// The id of the subscription.
    pub id: String,
    /// The lead it came with.
    pub lead: String,
    /// Which mail was asked for.
    pub list: List,
    /// The language to write in.
    pub language: Language,
    /// The address of the page.
    pub page: String,
    /// How often it was tried before.
    pub tries: u32,
    /// The address.
    pub sealed: Sealed,
}

/// Somebody who confirmed that they want mail.
#[derive(Debug, Clone)]
pub struct Subscriber {
    /// The id of the subscription.
    pub id: String,
    /// Which mail.
    pub list: List,
    /// The language to write in.
    pub language: Language,
    /// Which words stood beside the box.
    pub consent_text: String,
    /// The address of the page.
    pub page: String,
    /// When they ticked the box.
    pub asked_at: Moment,
    /// When they confirmed.
    pub confirmed_at: Moment,
    /// The address.
    pub sealed: Sealed,
}

/// Somebody to whom advertising may be sent at the moment of asking. It is only given by [`sendable`], which looks at
/// confirmation, objection and suppression; whatever sends advertising takes this and nothing else.
///
/// ```compile_fail,E0423
/// fn smuggle(subscriber: leads::store::Subscriber) -> leads::store::Sendable<leads::store::Subscriber> {
///     leads::store::Sendable(subscriber)
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Sendable<T>(T);

impl<T> Sendable<T> {
    /// Who it is.
    pub fn recipient(&self) -> &T {
        &self.0
    }
}

impl Sendable<Subscriber> {
    /// Where to write to. Error: it does not open, or is no address.
    pub fn address(&self, keyring: &Keyring) -> Result<Sendable<MailAddress>, OpenError> {
        let address = keyring.open(owner(&self.0.id, self.0.list.wire()), &self.0.sealed)?;
        let address = std::str::from_utf8(&address).ok().and_then(|text| MailAddress::parse(text).ok());
        address.map(Sendable).ok_or(OpenError::Malformed("address"))
    }
}

/// How many there are of one list in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubscriptionCount {
    /// Which list.
    pub list: List,
    /// How many wait to be confirmed.
    pub pending: u32,
    /// How many are confirmed.
    pub confirmed: u32,
}

/// Notes that somebody asked for mail, to be part of the batch that takes their lead. Whoever is on the list already, was
/// asked a moment ago, or wants no advertising is left as they are.
pub fn subscription_asked(new: &NewSubscription<'_>) -> Statement {
    Statement::new(
        marketing::INSERT_SUBSCRIPTION,
        [
            new.id.into(),
            new.list.wire().into(),
            new.email.as_str().into(),
            new.language.wire().into(),
            new.consent_text.into(),
            new.page.into(),
            new.lead.into(),
            new.asked_at.into(),
            new.asked_at.plus(CONFIRM_SECONDS).into(),
            new.sealed.key_version.into(),
            new.sealed.wrap_nonce.as_str().into(),
            new.sealed.wrapped_key.as_str().into(),
            new.sealed.nonce.as_str().into(),
            new.sealed.ciphertext.as_str().into(),
        ],
    )
}

/// Mails that ask for confirmation and are due. As long as a lead waits for somebody to look at it, none is sent for it.
pub async fn unsent_confirmations<D: Database>(
    database: &D,
    now: Moment,
    limit: u32,
) -> Result<Vec<UnsentConfirmation>, StoreError> {
    let read = |row: &Row| {
        Ok::<_, RowError>(UnsentConfirmation {
            id: row.text("id")?,
            lead: row.text("lead_id")?,
            list: list(row)?,
            language: language(row)?,
            page: row.text("page")?,
            tries: row.small("mail_tries")?,
            sealed: sealed(row)?.ok_or(RowError("key_version"))?,
        })
    };
    let look = Statement::new(marketing::UNSENT_CONFIRMATIONS, [now.into(), limit.into()]);
    Ok(each(&database.query(&look).await?, read)?)
}

/// Notes that the mail of a subscription is being sent. If nobody hears how that went, it is sent again at this moment.
pub async fn confirmation_tried<D: Database>(database: &D, id: &str, again_at: Moment) -> Result<(), StoreError> {
    Ok(database.batch(&[Statement::new(marketing::CONFIRMATION_TRIED, [id.into(), again_at.into()])]).await?)
}

/// Notes that it was sent: from now on there is so much time to confirm.
pub async fn confirmation_sent<D: Database>(database: &D, id: &str, now: Moment) -> Result<(), StoreError> {
    let until = now.plus(CONFIRM_SECONDS);
    Ok(database.batch(&[Statement::new(marketing::CONFIRMATION_SENT, [id.into(), until.into()])]).await?)
}

/// Where a subscription stands, if there is such a one.
pub async fn subscription<D: Database>(
    database: &D,
    id: &str,
    now: Moment,
) -> Result<Option<SubscriptionState>, StoreError> {
    let rows = database.query(&Statement::new(marketing::LOOK_AT_SUBSCRIPTION, [id.into()])).await?;
    standing(rows.first().ok_or(RowError("audit_number"))?, now)
}

/// What is kept of a subscription besides the address.
#[derive(Debug, Clone)]
pub struct SubscriptionRecord {
    /// Which mail.
    pub list: List,
    /// Which words stood beside the box.
    pub consent_text: String,
    /// The address of the page.
    pub page: String,
    /// When they ticked the box.
    pub asked_at: Moment,
    /// When they confirmed, if they did.
    pub confirmed_at: Option<Moment>,
    /// When it ended, if it did.
    pub ended_at: Option<Moment>,
}

/// The subscriptions of an address, also those that ended, of which the proof is kept.
pub async fn subscriptions_of<D: Database>(
    database: &D,
    email: &LookupHash,
) -> Result<Vec<SubscriptionRecord>, StoreError> {
    let rows = database.query(&Statement::new(marketing::SUBSCRIPTIONS_OF, [email.as_str().into()])).await?;
    let read = |row: &Row| {
        Ok::<_, RowError>(SubscriptionRecord {
            list: List::from_wire(&row.text("list")?).ok_or(RowError("list"))?,
            consent_text: row.text("consent_text")?,
            page: row.text("page")?,
            asked_at: row.moment("asked_at")?,
            confirmed_at: row.optional_moment("confirmed_at")?,
            ended_at: row.optional_moment("ended_at")?,
        })
    };
    Ok(each(&rows, read)?)
}

/// Notes that somebody confirms that they want mail. Gives whether it did: not if they had, if the time for it is over,
/// or if they object to all advertising.
pub async fn confirm<D: Database>(database: &D, id: &str, now: Moment) -> Result<bool, StoreError> {
    let look = Statement::new(marketing::LOOK_AT_SUBSCRIPTION, [id.into()]);
    step(database, &look, &|row| {
        if standing(row, now)? != Some(SubscriptionState::Pending) || row.flag("suppressed")? {
            return Ok(None);
        }
        let detail = format!("{} {}", row.text("list")?, row.text("consent_text")?);
        let statements = vec![
            // Whoever had ended it before now says that they want it after all.
            Statement::new(marketing::LET_ON_LIST, [id.into()]),
            Statement::new(marketing::CONFIRM_SUBSCRIPTION, [id.into(), now.into()]),
        ];
        Ok(Some(Change { entry: entry(now, "subscriber", Action::Subscribed, id, &detail), statements }))
    })
    .await
}

/// Ends a subscription at once, confirmed or not, and destroys the address. Gives whether there was anything to end.
pub async fn unsubscribe<D: Database>(database: &D, id: &str, now: Moment) -> Result<bool, StoreError> {
    let look = Statement::new(marketing::LOOK_AT_SUBSCRIPTION, [id.into()]);
    step(database, &look, &|row| {
        if row.optional_text("state")?.is_none_or(|state| state == "ended") {
            return Ok(None);
        }
        let statements = vec![
            Statement::new(marketing::KEEP_OFF_LIST, [id.into(), now.into()]),
            Statement::new(marketing::END_SUBSCRIPTION, [id.into(), now.into()]),
        ];
        let entry = entry(now, "subscriber", Action::Unsubscribed, id, &row.text("list")?);
        Ok(Some(Change { entry, statements }))
    })
    .await
}

/// Those on a list to whom advertising may be sent now, by their ids, after this one. That they were read is in the
/// audit before anybody gets them.
pub async fn sendable<D: Database>(
    database: &D,
    list: List,
    after: &str,
    limit: u32,
    actor: &str,
    now: Moment,
) -> Result<Vec<Sendable<Subscriber>>, StoreError> {
    let read = |row: &Row| {
        Ok::<_, RowError>(Sendable(Subscriber {
            id: row.text("id")?,
            list,
            language: language(row)?,
            consent_text: row.text("consent_text")?,
            page: row.text("page")?,
            asked_at: row.moment("asked_at")?,
            confirmed_at: row.moment("confirmed_at")?,
            sealed: sealed(row)?.ok_or(RowError("key_version"))?,
        }))
    };
    let rows =
        database.query(&Statement::new(marketing::SENDABLE, [list.wire().into(), after.into(), limit.into()])).await?;
    let found = each(&rows, read)?;
    if !found.is_empty() {
        let detail = format!("{} subscribers", found.len());
        step(database, &Statement::new(sql::LOOK_AT_CHAIN, []), &|_| {
            let entry = entry(now, actor, Action::Exported, list.wire(), &detail);
            Ok(Some(Change { entry, statements: Vec::new() }))
        })
        .await?;
    }
    Ok(found)
}

/// How many there are, without a word about anyone.
pub async fn subscription_counts<D: Database>(database: &D) -> Result<Vec<SubscriptionCount>, StoreError> {
    let rows = database.query(&Statement::new(marketing::SUBSCRIPTION_COUNTS, [])).await?;
    let read = |row: &Row| {
        let (pending, confirmed) = (row.small("pending")?, row.small("confirmed")?);
        Ok::<_, RowError>(SubscriptionCount { list: list(row)?, pending, confirmed })
    };
    Ok(each(&rows, read)?)
}

/// One that was not confirmed in time is none any more, swept or not.
fn standing(row: &Row, now: Moment) -> Result<Option<SubscriptionState>, StoreError> {
    Ok(match row.optional_text("state")?.as_deref() {
        Some("pending") if row.moment("expires_at")? >= now => Some(SubscriptionState::Pending),
        Some("confirmed") => Some(SubscriptionState::Confirmed),
        Some("ended") => Some(SubscriptionState::Ended),
        _ => None,
    })
}

fn list(row: &Row) -> Result<List, RowError> {
    List::from_wire(&row.text("list")?).ok_or(RowError("list"))
}

fn language(row: &Row) -> Result<Language, RowError> {
    Language::from_wire(&row.text("language")?).ok_or(RowError("language"))
}
