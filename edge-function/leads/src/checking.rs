//! The check that whoever sent a suspicious enquiry may do so that it goes on at once, where the operator has switched
//! it on.
//!
//! It can only raise trust. The enquiry rests in quarantine before anybody is offered the check, and a person looks at
//! it whether or not it is done: nobody needs it, and nobody without script misses anything. So whatever goes wrong here
//! leads back to the page that said so all along, and never to a thank-you.
//!
//! One that passes is released, whatever it was held for: each reason says that a machine may have sent it, and that is
//! the question which the check answers. To keep some reasons for people all the same would help nobody: a program that
//! fills in addresses trips over the hidden field too, and a person who advertises gets through by sending slowly.

mod page;
mod reference;
mod turnstile;

use crate::deployment::Deployment;
use crate::door::{Answer, Body, Method, Request, Response, Task};
use crate::language::Language;
use crate::lead::LeadId;
use crate::platform::{Limit, Platform};
use crate::store::{is_quarantined, release};
use crate::trouble::Trouble;
use reference::Reference;
use turnstile::Verdict;

pub use page::CheckingPage;
pub use turnstile::{ACTION, Turnstile};

/// How long the check is offered, in seconds. Later a person has looked, or soon will.
const OFFERED_SECONDS: i64 = 3_600;

/// The field in which the widget leaves its response.
const RESPONSE: &str = "cf-turnstile-response";

/// The longest response there is, in bytes.
const MOST_RESPONSE_BYTES: usize = 2_048;

/// Where whoever sent a lead that waits reads on: at the page that says so, or where they are offered the check besides.
/// Whether the pages that were built have one shows there.
pub(crate) fn path<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    project: &str,
    language: Language,
    lead: LeadId,
) -> String {
    let lead = lead.to_string();
    let until = platform.now().plus(OFFERED_SECONDS);
    let reference = Reference { project, language: language.wire(), lead: &lead, until };
    match &deployment.turnstile {
        Some(_) => format!("/checking/{}", reference.token(&deployment.lookups)),
        None => reference.path("checking"),
    }
}

/// Answers a request to `/checking/<token>`.
pub(crate) async fn answer<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    token: &str,
    request: &Request<'_>,
) -> Answer {
    let Some(reference) = Reference::read(token, &deployment.lookups) else { return nothing() };
    let next = match next(platform, deployment, &reference, request).await {
        Ok(next) => next,
        Err(trouble) => {
            platform.log(&format!("lead {}: the check could not be done: {trouble}", reference.lead));
            Next::Page("checking")
        }
    };
    let then = if let Next::Released = next { LeadId::parse(reference.lead).ok().map(Task::Deliver) } else { None };
    let response = match next {
        Next::Nothing => return nothing(),
        Next::Show(response) => response,
        Next::Page(page) => Response::see_other(&reference.path(page)),
        Next::Released => Response::see_other(&reference.path("thanks")),
        Next::Again => Response::see_other(request.path),
    };
    Answer { response, then }
}

fn nothing() -> Answer {
    Response::text(404, "There is nothing at this address.").into()
}

/// What follows from a request.
enum Next {
    /// There is no such lead any more.
    Nothing,
    /// The page with the check.
    Show(Response),
    /// Another page of the project.
    Page(&'static str),
    /// It was let go with this request.
    Released,
    /// Somebody else was faster, and the same address tells what they did.
    Again,
}

async fn next<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    reference: &Reference<'_>,
    request: &Request<'_>,
) -> Result<Next, Trouble> {
    let lead = reference.lead;
    match is_quarantined(platform, lead).await? {
        // Erased meanwhile: to thank for it would be a lie.
        None => return Ok(Next::Nothing),
        Some(false) => return Ok(Next::Page("thanks")),
        Some(true) => {}
    }
    let (Some(turnstile), true) = (&deployment.turnstile, platform.now() < reference.until) else {
        return Ok(Next::Page("checking"));
    };
    let file = platform.site_file(&reference.file()).await?;
    let Some(page) = file.as_deref().and_then(CheckingPage::read) else { return Ok(Next::Page("checking")) };
    if request.method != Method::Post {
        return Ok(Next::Show(page.response(false)));
    }
    let Some(response) = response(request) else { return Ok(Next::Show(page.response(true))) };
    // Whoever tries that often is no visitor who was unlucky.
    if !platform.within(Limit::Sender, lead).await {
        return Ok(Next::Page("checking"));
    }
    let question = turnstile.question(&response, &deployment.lookups.once(lead, &response));
    match turnstile::verdict(platform.ask(&question).await, page.host) {
        Verdict::Passed => {
            let is_ours = release(platform, lead, "visitor:turnstile", platform.now()).await?;
            Ok(if is_ours { Next::Released } else { Next::Again })
        }
        Verdict::Again => Ok(Next::Show(page.response(true))),
        Verdict::Unknown => {
            platform.log(&format!("lead {lead}: the check gave no answer that counts"));
            Ok(Next::Page("checking"))
        }
    }
}

/// What the widget left in the form; nothing if it was not ready, or none of its making.
fn response(request: &Request<'_>) -> Option<String> {
    let Body::Whole(bytes) = request.body else { return None };
    let pairs = crate::submission::pairs(bytes, request.content_type).ok()?;
    let (_, response) = pairs.into_iter().find(|(name, _)| name == RESPONSE)?;
    (1..=MOST_RESPONSE_BYTES).contains(&response.len()).then_some(response)
}
