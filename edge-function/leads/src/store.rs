//! Where leads are kept, and every step that changes them: one text of SQL for every database.
//!
//! A [`Database`] knows two verbs, so that each platform implements it in a few lines. Everything else is here: a lead
//! is [accepted](accept()) in one batch with its deliveries and its audit row; whoever delivers [claims](claim()) what
//! is due under a lease and [records](record()) what came of it; people pause, resume, release, replay and erase.
//!
//! Each step that changes where a lead stands reads the end of the audit chain first and hangs its row on it in the same
//! batch. If anybody was faster, the batch fails as a whole and the step begins anew with what is true by then: no step
//! acts on something stale, although neither verb holds a transaction open.

mod accept;
mod alert;
mod chain;
mod claim;
mod database;
mod erase;
mod health;
mod history;
mod keeping;
mod mailed;
mod migrations;
mod operate;
mod pause;
mod read;
mod record;
mod report;
mod request;
mod rights;
mod rotate;
mod row;
mod second_channel;
mod signal;
mod sql;
mod statistics;
mod step;
mod subscription;
mod tidy;
mod value;

#[cfg(feature = "sqlite")]
pub mod sqlite;

pub use accept::{Acceptance, Intent, NewDelivery, NewLead, accept, accept_statements};
pub use alert::{DeadDelivery, alerted_of_delivery, alerts_due};
pub use chain::{audit_rows, verify_audit};
pub use claim::{Claim, Claimed, Due, claim};
pub use database::{Database, DatabaseError, Statement, StoreError};
pub use erase::{Why, erase, forgotten};
pub use health::{Counts, Health, counts, health};
pub use history::{AttemptRow, DeliveryRow, attempts, deliveries};
pub use keeping::{Held, Keeping, Month, Retention, Upkeep, hold, keeping, retention, unhold, upkeep, warned};
pub use mailed::{may_mail, not_mailed, was_mailed};
pub use migrations::{MIGRATIONS, Migration};
pub use operate::{release, replay};
pub use pause::{PausedDestination, alerted_of_destination, pause, paused, resume};
pub use read::{Filter, Kept, Standing, Summary, disclose, export, find, is_quarantined, list, show, show_for_rights};
pub use record::{Attempt, Next, Recorded, record};
pub use report::{PartnerReport, Report, partner_of, report, reports};
pub use request::{
    OpenRequests, PersonRequest, Pressing, Refusal, RequestKind, RequestState, close, extend, open_requests, pressing,
    request, request_state, requests, requests_of, told_of_request,
};
pub use rights::{Amended, Amendment, amend, is_suppressed, lift, restrict, suppress};
pub use rotate::{KeyPlaces, Wrapped, key_places, rewrap, wrapped_with_others};
pub use row::{Row, RowError};
pub use second_channel::{LateDelivery, late, reroute};
pub use signal::{signal_kept, signals};
pub use statistics::{Count, CountedEvent, statistics};
pub use subscription::{
    NewSubscription, Sendable, Subscriber, SubscriptionCount, SubscriptionRecord, SubscriptionState,
    UnsentConfirmation, confirm, confirmation_sent, confirmation_tried, sendable, subscription, subscription_asked,
    subscription_counts, subscriptions_of, unsent_confirmations, unsubscribe,
};
pub use tidy::tidy;
pub use value::{Integer, Value};
