//! Taking a submission, from its bytes to "thank you": the order of the steps, and the answer at each of them.
//!
//! Nothing is promised before the lead, its deliveries and its audit row are in the store, together. Whatever goes wrong
//! before that is said, with everything the visitor typed; whatever goes wrong after it is ours to put right.

mod beside;
mod reply;

use crate::contract::{Contract, Slug};
use crate::deliver::{UNCONFIGURED, delivery_id};
use crate::deployment::Deployment;
use crate::door::{Answer, Body, Method, Request, Response, Task};
use crate::lead::{Fingerprint, Lead, LeadId};
use crate::partner::Destination;
use crate::platform::{Limit, Platform};
use crate::relay::EventType;
use crate::seal::Owner;
use crate::store::{Acceptance, Intent, NewDelivery, NewLead, accept, is_quarantined};
use crate::submission::{Refusal, Submission};
use crate::suspicion::{self, Reason, Verdict};
use crate::trouble::Trouble;
use crate::vault;
use beside::Beside;
use reply::{Refused, Reply};

/// How long the same content from the same person counts as the same intent, in seconds: long enough for a reload and a
/// second try on a bad network, short enough that whoever asks again the next day is heard.
pub const REPEAT_SECONDS: i64 = 3_600;

/// Bytes of randomness in the id of a lead.
const ID_BYTES: usize = 10;

/// Answers `POST /lead/<slug>`.
pub(crate) async fn receive<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    slug: &str,
    request: &Request<'_>,
) -> Answer {
    let reply = Reply::to(platform, request);
    if request.method != Method::Post {
        return Response::text(405, "Only POST is answered here.").with("allow", "POST").into();
    }
    let contract = match contract(platform, slug).await {
        Ok(Some(contract)) => contract,
        Ok(None) => return reply.nobody().into(),
        Err(trouble) => {
            platform.log(&format!("the contract of {slug}: {trouble}"));
            return reply.refuse(None, Refused::Unavailable).await.into();
        }
    };
    let submission = match request.body {
        Body::TooLarge => return reply.refuse(Some(&contract), Refused::TooLarge).await.into(),
        Body::Whole(bytes) => match Submission::read(bytes, request.content_type, &contract, platform.letters()) {
            Ok(submission) => submission,
            Err(Refusal::Unreadable(error)) => {
                return reply.refuse(Some(&contract), Refused::Unreadable(error)).await.into();
            }
            Err(Refusal::Rejected(rejection)) => return reply.reject(&contract, &rejection).await.into(),
        },
    };
    let reply = reply.in_language(submission.language());
    if !contract.terms().accepting {
        return reply.refuse(Some(&contract), Refused::Closed).await.into();
    }
    if !platform.within(Limit::Project, slug).await {
        platform.log(&format!("{slug}: more than {} enquiries in a minute; asked to come back", Limit::Project.most()));
        return reply.refuse(Some(&contract), Refused::Flood).await.into();
    }
    let verdict = verdict(platform, deployment, &submission, request.sender).await;
    match keep(platform, deployment, &contract, &submission, &verdict).await {
        Ok(kept) => {
            let then = (kept.is_new && !kept.is_checked).then_some(Task::Deliver(kept.lead));
            Answer { response: reply.thank(&contract, &kept, deployment), then }
        }
        Err(trouble) => {
            platform.log(&format!("{slug}: an enquiry could not be stored: {trouble}"));
            reply.refuse(Some(&contract), Refused::Unavailable).await.into()
        }
    }
}

pub(crate) async fn contract<P: Platform>(platform: &P, slug: &str) -> Result<Option<Contract>, Trouble> {
    let Ok(slug) = Slug::new(slug) else { return Ok(None) };
    let path = slug.contract_path();
    let Some(json) = platform.site_file(&path).await? else { return Ok(None) };
    let contract = Contract::from_json(&json).map_err(|error| Trouble::SiteContent(path, error.to_string()))?;
    Ok(Some(contract))
}

/// Whether it is delivered at once. The sender's address is hashed under a key and the day, and forgotten.
async fn verdict<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    submission: &Submission,
    sender: Option<&str>,
) -> Verdict {
    let mut reasons = suspicion::reasons(submission, platform.letters());
    if let Some(address) = sender {
        let today = platform.now().to_string();
        let day = today.split('T').next().unwrap_or_default();
        if !platform.within(Limit::Sender, &deployment.lookups.sender_of_day(day, address)).await {
            reasons.push(Reason::ManyFromOneSender);
        }
    }
    Verdict::from_reasons(reasons)
}

/// What the store has by now.
struct Kept {
    lead: LeadId,
    /// Whether it came in with this request, and not with an earlier one of the same intent.
    is_new: bool,
    /// Whether somebody looks at it before it is delivered.
    is_checked: bool,
}

/// Seals the lead of this submission and stores it, with its deliveries and its audit row, or finds that it is there.
async fn keep<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    contract: &Contract,
    submission: &Submission,
    verdict: &Verdict,
) -> Result<Kept, Trouble> {
    let received_at = platform.now();
    let mut id_bytes = [0; ID_BYTES];
    platform.fill_random(&mut id_bytes)?;
    let lead_id = LeadId::new(platform.milliseconds(), id_bytes);
    let lead = Lead::new(submission, contract, lead_id, received_at);
    let (id, terms) = (lead_id.to_string(), contract.terms());
    let project = terms.project.slug.as_str();
    let owner = Owner { lead: &id, project };
    let sealed = vault::seal(platform, &deployment.keyring, owner, lead.to_json().as_bytes()).await?;
    let person = submission.person();
    let lookups = &deployment.lookups;
    let destinations = destinations(deployment, &terms.partner.id);
    let ids: Vec<_> = destinations.iter().map(|place| delivery_id(&id, EventType::Created, place)).collect();
    let deliveries: Vec<_> =
        ids.iter().zip(&destinations).map(|(id, destination)| NewDelivery { id, destination }).collect();
    let reasons: Vec<_> = match verdict {
        Verdict::Clear => Vec::new(),
        Verdict::Quarantine { reasons, .. } => reasons.iter().map(|reason| reason.code()).collect(),
    };
    let by_content = Intent {
        token: lookups.fingerprint(&Fingerprint::of(submission, contract, platform.letters())),
        until: Some(received_at.plus(REPEAT_SECONDS)),
    };
    let by_id = submission.id().map(|id| Intent { token: lookups.submission(project, id.as_str()), until: None });
    let intents: Vec<_> = by_id.into_iter().chain([by_content]).collect();
    let email = person.email.as_ref().map(|address| lookups.email(address));
    let phone = person.phone.as_ref().map(|number| lookups.phone(number));
    let (email, phone) = (email.as_ref(), phone.as_ref());
    let beside = Beside { platform, deployment, contract, submission, lead: &lead, email, phone }.statements()?;
    let new = NewLead {
        id: &id,
        project,
        category: terms.category,
        partner: &terms.partner.id,
        received_at,
        sealed: &sealed,
        email,
        phone,
        retention_days: terms.retention_days,
        quarantine: &reasons,
        intents: &intents,
        deliveries: &deliveries,
        beside: &beside,
    };
    match accept(platform, &new).await? {
        Acceptance::New => Ok(Kept { lead: lead_id, is_new: true, is_checked: !reasons.is_empty() }),
        Acceptance::Repeat(first) => {
            // The answer is that of the first time, whatever this one looks like.
            let is_checked = is_quarantined(platform, &first).await.ok().flatten().unwrap_or(!reasons.is_empty());
            let lead = LeadId::parse(&first).map_err(|_| Trouble::NotAnId)?;
            Ok(Kept { lead, is_new: false, is_checked })
        }
    }
}

/// Where a partner's leads go at once, each as `partner/name`. A partner nobody configured has one destination too: its
/// leads wait there.
fn destinations(deployment: &Deployment, partner: &str) -> Vec<String> {
    let configured = deployment.partners.get(partner);
    let names: Vec<_> = configured.iter().flat_map(|one| one.first_channel()).map(Destination::name).collect();
    let names = if names.is_empty() { vec![UNCONFIGURED] } else { names };
    names.into_iter().map(|name| format!("{partner}/{name}")).collect()
}
