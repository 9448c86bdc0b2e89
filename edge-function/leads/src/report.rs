//! Where partners read a lead that they were only pointed to, and say what became of it.
//!
//! The address is the key: it names the lead and proves, by a keyed hash, that whoever has it got it from us. Looking
//! changes nothing, since programs that check mails follow every link; only sending the form does.

mod page;

use crate::deliver::mail_words;
use crate::deployment::Deployment;
use crate::door::{Answer, Body, Method, Request, Response};
use crate::json::{self, object};
use crate::language::Language;
use crate::lead::LeadId;
use crate::partner::Partner;
use crate::platform::Platform;
use crate::seal::Owner;
use crate::store::{PartnerReport, partner_of, report, reports, show};
use crate::trouble::Trouble;
use crate::vault;

/// Answers a request to `/partner/<token>`.
pub(crate) async fn answer<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    token: &str,
    request: &Request<'_>,
) -> Answer {
    let found = match visit(platform, deployment, token).await {
        Ok(Some(found)) => found,
        Ok(None) => return Response::text(404, "There is nothing at this address.").into(),
        Err(trouble) => return unavailable(platform, &trouble),
    };
    let is_page = request.accept.is_some_and(|accept| accept.contains("text/html"));
    let result = match request.method {
        Method::Get | Method::Head if is_page => found.page(platform, deployment).await,
        Method::Get | Method::Head => found.lead(platform, deployment).await,
        Method::Post => found.take(platform, deployment, request, is_page).await,
        Method::Other => {
            return Response::text(405, "Only GET and POST are answered here.").with("allow", "GET, POST").into();
        }
    };
    match result {
        Ok(response) => response.into(),
        Err(trouble) => unavailable(platform, &trouble),
    }
}

fn unavailable<P: Platform>(platform: &P, trouble: &Trouble) -> Answer {
    platform.log(&format!("partner: {trouble}"));
    Response::text(503, "This could not be done now. Please try again in a minute.").with("retry-after", "60").into()
}

/// A lead and its partner, whose address it was.
struct Visit {
    lead: String,
    partner: String,
}

/// Whose address this is, if it is anyone's.
async fn visit<P: Platform>(platform: &P, deployment: &Deployment, token: &str) -> Result<Option<Visit>, Trouble> {
    let Some((lead, proof)) = token.split_once('.') else { return Ok(None) };
    if LeadId::parse(lead).is_err() {
        return Ok(None);
    }
    let Some(partner) = partner_of(platform, lead).await? else { return Ok(None) };
    let is_theirs = same(deployment.lookups.report_token(lead, &partner).as_bytes(), proof.as_bytes());
    Ok(is_theirs.then(|| Visit { lead: lead.to_owned(), partner }))
}

/// Whether both are the same, in a time that does not tell where they differ.
pub(crate) fn same(ours: &[u8], theirs: &[u8]) -> bool {
    ours.len() == theirs.len() && ours.iter().zip(theirs).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

impl Visit {
    /// The lead itself, for the partner's programs. It leaves an audit row.
    async fn lead<P: Platform>(&self, platform: &P, deployment: &Deployment) -> Result<Response, Trouble> {
        let actor = format!("partner:{}", self.partner);
        let kept = show(platform, &self.lead, &actor, platform.now()).await?.ok_or(Trouble::NotALead)?;
        let Some(sealed) = kept.sealed else {
            if kept.summary.restricted_at.is_some() {
                return Ok(Response::error(403, "restricted", "This lead is restricted: keep it, and do not use it."));
            }
            return Ok(Response::error(410, "erased", "This lead was erased."));
        };
        let owner = Owner { lead: &self.lead, project: &kept.summary.project };
        let content = vault::open(platform, &deployment.keyring, owner, &sealed).await?;
        let value = json::document(&content).ok_or(Trouble::NotALead)?;
        Ok(Response::json(200, &value))
    }

    /// What there is to say about it, for people.
    async fn page<P: Platform>(&self, platform: &P, deployment: &Deployment) -> Result<Response, Trouble> {
        let said = reports(platform, &self.lead).await?;
        let language = deployment.partners.get(&self.partner).map_or(Language::English, Partner::language);
        let words = mail_words(platform, language).await?;
        let html = page::html(&self.lead, language, said.last().map(|report| report.outcome), &words.report);
        Ok(Response::html(200, html, &page::policy()))
    }

    /// Notes what the partner says: `outcome=sold`, as a form or as JSON.
    async fn take<P: Platform>(
        &self,
        platform: &P,
        deployment: &Deployment,
        request: &Request<'_>,
        is_page: bool,
    ) -> Result<Response, Trouble> {
        let Some(outcome) = said(request) else {
            let words = format!("`outcome` must be one of: {}", PartnerReport::WIRE.join(", "));
            return Ok(Response::error(422, "outcome", &words));
        };
        report(platform, &self.lead, outcome, platform.now()).await?;
        if is_page {
            return self.page(platform, deployment).await;
        }
        Ok(Response::json(200, &object! { "lead": self.lead, "outcome": outcome.wire() }))
    }
}

/// The outcome that a body names.
fn said(request: &Request<'_>) -> Option<PartnerReport> {
    let Body::Whole(bytes) = request.body else { return None };
    let pairs = crate::submission::pairs(bytes, request.content_type).ok()?;
    match pairs.as_slice() {
        [(name, value)] if name == "outcome" => PartnerReport::from_wire(value),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn tokens_are_the_same_or_not() {
        assert!(same(b"ab", b"ab"));
        for other in [&b"aB"[..], b"a", b"abc", b""] {
            assert!(!same(b"ab", other));
        }
    }
}
