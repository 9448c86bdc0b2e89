//! What came in, newest first: each enquiry as its partner gets it, where it stands, and what was tried.
//!
//! Looking here is looking at personal data, so it leaves a row in the audit like every other look; none if there is
//! nothing to see.

mod page;

use leads::{
    Lead,
    deliver::event_id,
    partner::Channel,
    platform::Platform as _,
    seal::Owner,
    store::{
        AttemptRow, DeliveryRow, Filter, Kept, PausedDestination, StoreError, Summary, attempts, deliveries, export,
        paused,
    },
};

use super::{clerk::Arrangement, machine::Machine};

/// How many enquiries are shown.
const MOST: u32 = 50;

/// The name under which the audit knows this page.
const ACTOR: &str = "inbox";

/// Everything that is shown.
struct Inbox {
    enquiries: Vec<Enquiry>,
    paused: Vec<PausedDestination>,
    /// Mails of no enquiry that is shown: alerts, and what went with older ones.
    other_mails: Vec<String>,
    /// Why deliveries wait, if they do.
    waits: Option<String>,
}

/// One enquiry.
struct Enquiry {
    summary: Summary,
    content: Content,
    deliveries: Vec<Delivery>,
}

/// What an enquiry says.
enum Content {
    Open(Box<Lead>),
    Erased,
    /// It is kept, and not to be read.
    Restricted,
    /// It cannot be opened, for a reason that says nothing about anyone.
    Unreadable(String),
}

/// What was done to carry an enquiry to one place.
struct Delivery {
    row: DeliveryRow,
    attempts: Vec<AttemptRow>,
    mails: Vec<String>,
}

/// The page.
pub(super) async fn page(machine: &Machine, arrangement: Option<&Arrangement>) -> String {
    let Some(arrangement) = arrangement else { return page::not_ready() };
    match gather(machine, arrangement).await {
        Ok(inbox) => page::render(&inbox),
        Err(error) => {
            machine.log(&format!("The inbox cannot be shown: {error}"));
            page::failed(&error.to_string())
        }
    }
}

async fn gather(machine: &Machine, arrangement: &Arrangement) -> Result<Inbox, StoreError> {
    let filter = Filter { project: None, partner: None, standing: None, after: None, limit: MOST };
    let kept = export(machine, &filter, ACTOR, machine.now()).await?;
    let mut mails = machine.mails().names().unwrap_or_else(|error| {
        machine.log(&format!("The mails cannot be listed: {error}"));
        Vec::new()
    });
    let mut enquiries = Vec::new();
    for kept in kept {
        let mut done = Vec::new();
        for row in deliveries(machine, &kept.summary.lead).await? {
            let mark = format!("-{}-", event_id(&row.delivery));
            let attempts = attempts(machine, &row.delivery).await?;
            let is_mailbox = is_mailbox(&row.destination, arrangement);
            let its_mails = mails.extract_if(.., |name| is_mailbox && name.contains(&mark)).collect();
            done.push(Delivery { row, attempts, mails: its_mails });
        }
        enquiries.push(Enquiry { content: content(&kept, arrangement), summary: kept.summary, deliveries: done });
    }
    Ok(Inbox { enquiries, paused: paused(machine).await?, other_mails: mails, waits: arrangement.waits.clone() })
}

/// Whether what goes there goes by mail. An event has the same id on every channel.
fn is_mailbox(destination: &str, arrangement: &Arrangement) -> bool {
    let configured = destination.split_once('/').and_then(|(partner, name)| {
        arrangement.deployment.partners.get(partner).and_then(|partner| partner.destination(name))
    });
    configured.is_some_and(|one| matches!(one.channel(), Channel::Email(_)))
}

fn content(kept: &Kept, arrangement: &Arrangement) -> Content {
    let Some(sealed) = &kept.sealed else {
        return if kept.summary.restricted_at.is_some() { Content::Restricted } else { Content::Erased };
    };
    let owner = Owner { lead: &kept.summary.lead, project: &kept.summary.project };
    let opened = match arrangement.deployment.keyring.open(owner, sealed) {
        Ok(opened) => opened,
        Err(error) => return Content::Unreadable(error.to_string()),
    };
    match str::from_utf8(&opened).map(Lead::from_stored) {
        Ok(Ok(lead)) => Content::Open(Box::new(lead)),
        Ok(Err(error)) => Content::Unreadable(error.to_string()),
        Err(_) => Content::Unreadable("the stored lead is not text".to_owned()),
    }
}
