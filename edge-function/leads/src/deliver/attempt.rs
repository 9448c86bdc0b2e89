//! One attempt at one delivery, from opening the lead to noting what came of it.

use super::{Lease, UNCONFIGURED, event_id};
use crate::deployment::Deployment;
use crate::json;
use crate::language::Language;
use crate::partner::{Channel, Destination, Partner};
use crate::platform::Platform;
use crate::relay::{
    Attempt, Event, EventId, EventType, LeadDocument, Letterhead, MailWords, Outcome, Pause, Silence, TIMEOUT_SECONDS,
    Verdict, http, mail, verdict,
};
use crate::seal::Owner;
use crate::store::{self, Due, Next, Recorded, record};
use crate::trouble::Trouble;
use crate::vault;

/// How often noting an attempt is tried. Should all of them fail, the lease runs out and the same is sent again.
const NOTING_ROUNDS: usize = 3;

/// How long before the end of a lease no attempt is begun any more, in seconds.
const ROOM: i64 = TIMEOUT_SECONDS as i64 + 2;

/// What came of an attempt, and what follows.
struct Done {
    outcome: &'static str,
    status: Option<u16>,
    detail: String,
    next: Next<'static>,
}

/// Makes an attempt and notes it. Nothing is left for the caller to do whatever comes of it.
pub(super) async fn make<P: Platform>(platform: &P, deployment: &Deployment, lease: &Lease, due: &Due) {
    let started_at = platform.now();
    if lease.until.since(started_at) < ROOM {
        // Not enough time is left to send it and note it as ours: the next sweep takes it.
        return;
    }
    let began = platform.milliseconds();
    let done = done(platform, deployment, due).await;
    let took_ms = u32::try_from(platform.milliseconds().saturating_sub(began)).unwrap_or_default();
    let attempt = store::Attempt {
        delivery: &due.delivery,
        lease: &lease.name,
        started_at,
        took_ms,
        outcome: done.outcome,
        status: done.status,
        detail: &done.detail,
    };
    for _round in 0..NOTING_ROUNDS {
        match record(platform, &attempt, done.next, platform.now()).await {
            Ok(Recorded::Done | Recorded::Overtaken) => return,
            Err(error) => {
                platform.log(&format!("delivery {}: {} could not be noted: {error}", due.delivery, done.outcome));
            }
        }
    }
}

async fn done<P: Platform>(platform: &P, deployment: &Deployment, due: &Due) -> Done {
    let Some(destination) = destination(deployment, due) else {
        return Done {
            outcome: Pause::NotConfigured.wire(),
            status: None,
            detail: "The configuration has no such destination. Leads wait until it has, and it is resumed.".to_owned(),
            next: Next::Pause { due_at: platform.now(), step: due.step, reason: Pause::NotConfigured.wire() },
        };
    };
    match send(platform, deployment, due, destination).await {
        Ok(outcome) => {
            let status = match outcome {
                Outcome::Answered { status, .. } => Some(status),
                Outcome::Unanswered(_) | Outcome::MailTaken | Outcome::MailRefused(_) => None,
            };
            let (outcome, detail, next) = (outcome.result().wire(), outcome.words(), follows(platform, due, &outcome));
            Done { outcome, status, detail, next }
        }
        // A fault of ours. It counts as a failed attempt all the same: a lead must not wait for ever without an alert.
        Err(trouble) => {
            platform.log(&format!("delivery {}: nothing could be sent: {trouble}", due.delivery));
            let next = follows(platform, due, &Outcome::Unanswered(Silence::Unknown));
            Done { outcome: "not_sent", status: None, detail: format!("Nothing could be sent: {trouble}."), next }
        }
    }
}

/// Where it goes, if the configuration still says so.
fn destination<'a>(deployment: &'a Deployment, due: &Due) -> Option<&'a Destination> {
    let (partner, name) = due.destination.split_once('/')?;
    let partner = deployment.partners.get(partner)?;
    let configured_since = || partner.first_channel().next().filter(|_| name == UNCONFIGURED);
    partner.destination(name).or_else(configured_since)
}

/// Opens the lead and sends what this destination gets of it.
async fn send<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    due: &Due,
    destination: &Destination,
) -> Result<Outcome, Trouble> {
    let event = event(platform, deployment, due).await?;
    match destination.channel() {
        Channel::Webhook(webhook) => Ok(platform.send(&http(&event, webhook, platform.now())).await),
        Channel::Email(email) => {
            let language = deployment.partners.get(&due.partner).map_or(Language::English, Partner::language);
            let words = mail_words(platform, language).await?;
            let letterhead = Letterhead { sender: deployment.mail_from.clone(), words };
            Ok(platform.mail(&mail(&event, email, platform.now(), &letterhead)).await)
        }
    }
}

async fn event<P: Platform>(platform: &P, deployment: &Deployment, due: &Due) -> Result<Event, Trouble> {
    let (event, _number) = due.event.split_once('/').unwrap_or((&due.event, ""));
    let event_type = EventType::from_wire(event).ok_or(Trouble::NotALead)?;
    // What takes content away is told without opening it, which may not even be there any more.
    let lead = if event_type.carries_content() {
        let sealed = due.sealed.as_ref().ok_or(Trouble::NotALead)?;
        let owner = Owner { lead: &due.lead, project: &due.project };
        let content = vault::open(platform, &deployment.keyring, owner, sealed).await?;
        LeadDocument::parse(std::str::from_utf8(&content).map_err(|_| Trouble::NotALead)?)
    } else {
        LeadDocument::without_content(&due.lead, due.received_at, &due.project)
    };
    let lead = lead.map_err(|_| Trouble::NotALead)?;
    let token = deployment.lookups.report_token(&due.lead, &due.partner);
    Ok(Event {
        id: EventId::parse(event_id(&due.delivery)).map_err(|_| Trouble::NotAnId)?,
        event_type,
        at: due.happened_at.unwrap_or(due.received_at),
        link: lead.origin().map(|origin| format!("{origin}/partner/{}.{token}", due.lead)),
        lead,
    })
}

/// The words of mails in this language, which the build wrote beside the pages.
pub(crate) async fn mail_words<P: Platform>(platform: &P, language: Language) -> Result<MailWords, Trouble> {
    let path = MailWords::path(language);
    let Some(text) = platform.site_file(&path).await? else {
        return Err(Trouble::SiteContent(path, "the build did not write it".to_owned()));
    };
    json::read(&text).map_err(|error| Trouble::SiteContent(path, error.to_string()))
}

/// What follows for the delivery, with its place in the table of retries counted from 0.
fn follows<P: Platform>(platform: &P, due: &Due, outcome: &Outcome) -> Next<'static> {
    let now = platform.now();
    let mut jitter = [0; 2];
    if platform.fill_random(&mut jitter).is_err() {
        // Half way: exactly as planned.
        jitter = [0x7f, 0xff];
    }
    let attempt = Attempt::new(due.step.saturating_add(1)).unwrap_or(Attempt::FIRST);
    match verdict(outcome, attempt, now, jitter) {
        Verdict::Delivered => Next::Delivered,
        Verdict::RetryAt(due_at) => Next::Retry { due_at, step: due.step.saturating_add(1) },
        // Once resumed it is tried again in the same place of the table: the pause was not its fault.
        Verdict::Paused(pause) => Next::Pause { due_at: now, step: due.step, reason: pause.wire() },
        Verdict::Dead => Next::Dead,
    }
}
