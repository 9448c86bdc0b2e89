//! Taking a lead: everything about it in one batch, and a repeat of it never.

use super::database::{Database, DatabaseError, Statement, StoreError};
use super::row::RowError;
use super::step::{append, head};
use super::value::Value;
use super::{sql, step};
use crate::audit::{Action, Entry, Head};
use crate::contract::Category;
use crate::moment::Moment;
use crate::seal::{LookupHash, Sealed};

/// A lead to be taken.
#[derive(Debug, Clone)]
pub struct NewLead<'a> {
    /// Its id, unique for ever.
    pub id: &'a str,
    /// The slug of its project.
    pub project: &'a str,
    /// The kind of that project, for statistics.
    pub category: Category,
    /// The id of the partner it is for.
    pub partner: &'a str,
    /// When it came in.
    pub received_at: Moment,
    /// Its content.
    pub sealed: &'a Sealed,
    /// The hash of its e-mail address.
    pub email: Option<&'a LookupHash>,
    /// The hash of its phone number.
    pub phone: Option<&'a LookupHash>,
    /// For how many days after the last contact its content is kept, at least one.
    pub retention_days: u32,
    /// Codes of reasons, without spaces, to hold it for a person to look at. If there are none it goes straight on.
    pub quarantine: &'a [&'a str],
    /// What a repeat is recognised by: at least one.
    pub intents: &'a [Intent],
    /// Where it goes: at least one.
    pub deliveries: &'a [NewDelivery<'a>],
    /// What its visitor agreed to besides, to be kept in the same batch: [signals](super::signal_kept) and
    /// [subscriptions](super::subscription_asked).
    pub beside: &'a [Statement],
}

/// What two submissions share if they are the same intent.
#[derive(Debug, Clone)]
pub struct Intent {
    /// The hash of a submission id, or of the content.
    pub token: LookupHash,
    /// From when on the same counts as a new intent; `None` for never.
    pub until: Option<Moment>,
}

/// A destination that is to get a lead.
#[derive(Debug, Clone, Copy)]
pub struct NewDelivery<'a> {
    /// The id of the delivery, which is also the event's id on the wire.
    pub id: &'a str,
    /// The destination's id.
    pub destination: &'a str,
}

/// What became of a lead to be taken. Either way it is stored for good, with its deliveries and its audit row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acceptance {
    /// It is a new one.
    New,
    /// It had been taken before, as the lead with this id.
    Repeat(String),
}

/// Takes a lead. It may be called again with the very same lead after any error: it is taken once.
pub async fn accept<D: Database>(database: &D, lead: &NewLead<'_>) -> Result<Acceptance, StoreError> {
    for _round in 0..step::ROUNDS {
        let rows = database.query(&Statement::new(sql::LOOK_AT_CHAIN, [])).await?;
        let head = head(rows.first().ok_or(RowError("audit_number"))?)?;
        match database.batch(&accept_statements(lead, &head)?).await {
            Ok(()) => return Ok(Acceptance::New),
            Err(DatabaseError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
        for intent in lead.intents {
            let look = Statement::new(sql::SEEN, [intent.token.as_str().into(), lead.received_at.into()]);
            if let Some(row) = database.query(&look).await?.first() {
                let id = row.text("lead_id")?;
                // An earlier call may have succeeded without its caller hearing of it.
                return Ok(if id == lead.id { Acceptance::New } else { Acceptance::Repeat(id) });
            }
        }
    }
    Err(StoreError::Contended)
}

/// The batch that takes a lead, given the end of the audit chain. It conflicts if the lead is a repeat, or if the chain
/// went on.
pub fn accept_statements(lead: &NewLead<'_>, head: &Head) -> Result<Vec<Statement>, StoreError> {
    if lead.deliveries.is_empty() || lead.intents.is_empty() {
        return Err(StoreError::Incomplete);
    }
    let mut statements = vec![insert_lead(lead)];
    for intent in lead.intents {
        let token = || Value::from(intent.token.as_str());
        statements.push(Statement::new(sql::FORGET_SEEN, [token(), lead.received_at.into()]));
        let until = intent.until.map_or(Value::Null, Value::from);
        statements.push(Statement::new(sql::INSERT_SEEN, [token(), lead.id.into(), until]));
    }
    let (state, action) =
        if lead.quarantine.is_empty() { ("pending", Action::Accepted) } else { ("held", Action::Quarantined) };
    statements.extend(lead.deliveries.iter().map(|delivery| {
        Statement::new(
            sql::INSERT_DELIVERY,
            [delivery.id.into(), lead.id.into(), delivery.destination.into(), state.into(), lead.received_at.into()],
        )
    }));
    statements.extend_from_slice(lead.beside);
    let detail = if lead.quarantine.is_empty() { lead.project.to_owned() } else { lead.quarantine.join(" ") };
    let entry =
        Entry { at: lead.received_at, actor: "visitor".to_owned(), action, subject: lead.id.to_owned(), detail };
    statements.push(append(head, entry)?);
    Ok(statements)
}

fn insert_lead(lead: &NewLead<'_>) -> Statement {
    Statement::new(
        sql::INSERT_LEAD,
        [
            lead.id.into(),
            lead.project.into(),
            lead.partner.into(),
            lead.received_at.into(),
            if lead.quarantine.is_empty() { "open" } else { "quarantined" }.into(),
            lead.quarantine.join(" ").into(),
            lead.sealed.key_version.into(),
            lead.sealed.wrap_nonce.as_str().into(),
            lead.sealed.wrapped_key.as_str().into(),
            lead.sealed.nonce.as_str().into(),
            lead.sealed.ciphertext.as_str().into(),
            Value::optional(lead.email.map(LookupHash::as_str)),
            Value::optional(lead.phone.map(LookupHash::as_str)),
            lead.retention_days.max(1).into(),
            lead.category.wire().into(),
        ],
    )
}
