//! What is done once somebody has proved that an address is theirs. Each step may be taken again: whatever was cut off is
//! finished by pressing the button once more, and what is closed is left alone.

use super::RightsPages;
use crate::deployment::Deployment;
use crate::door::Task;
use crate::operate::{Desk, Refused};
use crate::platform::Platform;
use crate::relay::{EventId, Outcome, alert};
use crate::store::{
    RequestKind, RequestState, Standing, close, find, keeping, may_mail, request, request_state, suppress, was_mailed,
};
use crate::ticket::{Purpose, Ticket};
use crate::trouble::Trouble;

/// For how many seconds the link to a package opens.
const PACKAGE_SECONDS: i64 = 7 * 86_400;

/// What the audit says about why something was done.
const REASON: &str = "asked by form";

/// Does what a ticket asks, under this id. Gives what is left to do.
pub(super) async fn act<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    pages: &RightsPages,
    ticket: &Ticket,
    kind: RequestKind,
    words: &str,
    id: &str,
) -> Result<Option<Task>, Trouble> {
    let (desk, now) = (Desk::of_person(platform, deployment, id), platform.now());
    let person = deployment.lookups.email(&ticket.address);
    let due_at = request(platform, id, kind, &person, now, desk.actor(), now).await?;
    if request_state(platform, id).await? != Some(RequestState::Open) {
        return Ok(None);
    }
    let needs_a_person = kind == RequestKind::Rectification || !words.is_empty();
    if needs_a_person {
        let lines = [
            format!("Request {id} ({kind}) must be answered by {due_at}. See: gevel leads requests"),
            format!("Of: {}", ticket.address.as_str()),
            words.to_owned(),
        ];
        tell(platform, deployment, ticket, id, &lines).await?;
    }
    let mut then = None;
    let is_done = match kind {
        RequestKind::Access | RequestKind::Portability => {
            send_package(platform, deployment, pages, ticket, id).await?;
            true
        }
        RequestKind::Rectification => false,
        RequestKind::Erasure | RequestKind::Restriction | RequestKind::Objection => {
            let mut is_held = false;
            for lead in find(platform, &person, desk.actor(), now).await? {
                if lead.standing == Standing::Erased {
                    continue;
                }
                let done = match kind {
                    RequestKind::Erasure => desk.erase(&lead.lead, REASON).await,
                    RequestKind::Restriction => desk.restrict(&lead.lead, REASON).await,
                    _ => desk.object(&lead.lead, REASON).await,
                };
                match done {
                    Ok((_, Some(Task::Deliver(lead)))) => then = then.or(Some(Task::Deliver(lead))),
                    // Somebody erased it meanwhile.
                    Ok((_, None)) | Err(Refused::NotFound) => {}
                    Err(Refused::BadRequest(_)) => return Err(Trouble::NotALead),
                    Err(Refused::Trouble(trouble)) => return Err(trouble),
                }
                if kind == RequestKind::Erasure {
                    is_held |= keeping(platform, &lead.lead).await?.is_some_and(|keeping| keeping.held.is_some());
                }
            }
            // Also where no enquiry is left: mail that they asked for ends, and its address is destroyed.
            if kind != RequestKind::Restriction {
                suppress(platform, &person, REASON, desk.actor(), now).await?;
            }
            if is_held {
                let line = format!("Request {id} (erasure) is open: the law holds data of this person. Due {due_at}.");
                tell(platform, deployment, ticket, id, &[line]).await?;
                tell_held(platform, deployment, pages, ticket, id).await?;
            } else if kind == RequestKind::Erasure {
                // The link just pressed, and whatever was answered before.
                platform.forget_mails_to(&ticket.address).await?;
            }
            !is_held
        }
    };
    if is_done {
        close(platform, id, None, desk.actor(), now).await?;
    }
    Ok(then)
}

/// Mails the link under which what is kept can be seen.
async fn send_package<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    pages: &RightsPages,
    ticket: &Ticket,
    id: &str,
) -> Result<(), Trouble> {
    let package = Ticket {
        purpose: Purpose::Package,
        detail: id.to_owned(),
        until: Some(platform.now().plus(PACKAGE_SECONDS)),
        ..ticket.clone()
    };
    let lines = [
        pages.word("package_mail").to_owned(),
        format!("{}/package/{}", pages.origin, package.seal(platform, deployment)?),
        pages.word("package_after").to_owned(),
    ];
    let name = format!("{id}-package");
    let is_sent = super::write(platform, deployment, pages, &ticket.address, &name, "package_subject", &lines).await?;
    if is_sent { Ok(()) } else { Err(Trouble::NotMailed) }
}

/// Tells the person that the law holds something and that a person will look, once.
async fn tell_held<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    pages: &RightsPages,
    ticket: &Ticket,
    id: &str,
) -> Result<(), Trouble> {
    let once = deployment.lookups.mailed("held", id);
    if was_mailed(platform, &once).await? {
        return Ok(());
    }
    let (name, lines) = (format!("{id}-held"), [pages.word("held_text").to_owned()]);
    if !super::write(platform, deployment, pages, &ticket.address, &name, "held_subject", &lines).await? {
        return Err(Trouble::NotMailed);
    }
    note(platform, &once, ticket).await
}

/// Mails the operator what needs a person, once. What somebody wrote stands in this mail and nowhere else: no log, no row.
async fn tell<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    ticket: &Ticket,
    id: &str,
    lines: &[String],
) -> Result<(), Trouble> {
    let once = deployment.lookups.mailed("operator", id);
    if was_mailed(platform, &once).await? {
        return Ok(());
    }
    platform.log(&format!("ALERT Request {id} needs a person. See: gevel leads requests"));
    // Where nobody is told of anything, this still goes to the operator's own mailbox: the words are nowhere else.
    let to = deployment.alerts_to.as_ref().unwrap_or(&deployment.mail_from.address);
    let event = EventId::parse(&format!("rights-{id}-operator")).map_err(|_| Trouble::NotAnId)?;
    let subject = "Gevel: a person asks for what is theirs by right";
    let mail = alert(event, &deployment.mail_from, to, subject, lines, platform.now());
    match platform.mail(&mail).await {
        Outcome::MailTaken => note(platform, &once, ticket).await,
        outcome => {
            platform.log(&format!("request {id}: the operator could not be told: {}", outcome.words()));
            Err(Trouble::NotMailed)
        }
    }
}

/// Notes that this was mailed, for as long as the link can ask for it again.
async fn note<P: Platform>(platform: &P, once: &crate::seal::LookupHash, ticket: &Ticket) -> Result<(), Trouble> {
    let now = platform.now();
    may_mail(platform, once, ticket.until.unwrap_or(now), now).await?;
    Ok(())
}
