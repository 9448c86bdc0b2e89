//! Leads and what was done for them, as JSON. Only the content of a lead is about a person, and it is not described
//! here.

use serde_json::Value;

use crate::audit::Link;
use crate::json::object;
use crate::moment::Moment;
use crate::partner::Partner;
use crate::store::{
    AttemptRow, Counts, DeliveryRow, Health, Held, Month, OpenRequests, PausedDestination, PersonRequest, Report,
    RequestState, Retention, Summary,
};

pub(crate) fn summary(summary: &Summary) -> Value {
    object! {
        "lead": summary.lead,
        "project": summary.project,
        "partner": summary.partner,
        "received_at": summary.received_at.to_string(),
        "standing": summary.standing.wire(),
        "reasons": summary.reasons,
        "erased_at": text(summary.erased_at),
        "restricted_at": text(summary.restricted_at),
    }
}

pub(crate) fn delivery(delivery: &DeliveryRow, attempts: &[AttemptRow]) -> Value {
    let is_waiting = delivery.state == "pending";
    object! {
        "delivery": delivery.delivery,
        "destination": delivery.destination,
        "event": delivery.event,
        "channel": if delivery.second_channel { "second" } else { "first" },
        "state": delivery.state,
        "since": delivery.since.to_string(),
        "due_at": text(is_waiting.then_some(delivery.due_at)),
        "delivered_at": text(delivery.delivered_at),
        "attempts": attempts.iter().map(attempt).collect::<Vec<_>>(),
    }
}

fn attempt(attempt: &AttemptRow) -> Value {
    object! {
        "number": attempt.number,
        "started_at": attempt.started_at.to_string(),
        "took_ms": attempt.took_ms,
        "manual": attempt.manual,
        "outcome": attempt.outcome,
        "status": attempt.status,
        "detail": attempt.detail,
    }
}

pub(crate) fn report(report: &Report) -> Value {
    object! { "at": report.at.to_string(), "outcome": report.outcome.wire() }
}

pub(crate) fn audit(link: &Link) -> Value {
    object! {
        "number": link.number,
        "at": link.at.to_string(),
        "actor": link.actor,
        "action": link.action,
        "subject": link.subject,
        "detail": link.detail,
        "previous": link.previous,
        "hash": link.hash,
    }
}

pub(crate) fn counts(counts: &Counts) -> Value {
    object! {
        "accepted": counts.accepted,
        "quarantined": counts.quarantined,
        "pending": counts.pending,
        "delivered": counts.delivered,
        "dead": counts.dead,
        "erased": counts.erased,
        "add_up": counts.add_up(),
    }
}

pub(crate) fn health(health: &Health, now: Moment) -> Value {
    object! {
        "oldest_undelivered_seconds": health.oldest_pending.map(|since| now.since(since).max(0)),
        "pending": health.pending,
        "dead": health.dead,
        "quarantined": health.quarantined,
        "paused": health.paused,
    }
}

pub(crate) fn paused(paused: &PausedDestination) -> Value {
    object! {
        "destination": paused.destination,
        "since": paused.since.to_string(),
        "reason": paused.reason,
        "alerted_at": text(paused.alerted_at),
    }
}

pub(crate) fn retention(retention: &Retention) -> Value {
    object! { "overdue": retention.overdue, "due_in_30_days": retention.due, "held": retention.held, "restricted": retention.restricted }
}

pub(crate) fn held(held: &Held) -> Value {
    object! {
        "lead": held.lead,
        "why": if held.is_restriction { "restricted" } else { "held" },
        "project": held.project,
        "since": held.since.to_string(),
        "reason": held.reason,
        "ends_at": held.ends_at.to_string(),
    }
}

pub(crate) fn request(request: &PersonRequest, now: Moment) -> Value {
    object! {
        "request": request.id,
        "kind": request.kind.wire(),
        "received_at": request.received_at.to_string(),
        "due_at": request.due_at.to_string(),
        "overdue": request.state == RequestState::Open && request.due_at < now,
        "extended_because": request.extended_because,
        "state": request.state.wire(),
        "closed_at": text(request.closed_at),
        "refused_because": request.refused_because,
    }
}

pub(crate) fn open_requests(requests: OpenRequests) -> Value {
    object! { "open": requests.open, "overdue": requests.overdue }
}

pub(crate) fn month(month: &Month) -> Value {
    object! { "month": month.month, "erased": month.erased }
}

/// A partner without what is secret or somebody's address.
pub(crate) fn partner((id, partner): (&str, &Partner)) -> Value {
    let destinations: Vec<_> = partner.destinations().iter().map(ToString::to_string).collect();
    object! { "partner": id, "language": partner.language().wire(), "destinations": destinations }
}

fn text(moment: Option<Moment>) -> Option<String> {
    moment.map(|moment| moment.to_string())
}
