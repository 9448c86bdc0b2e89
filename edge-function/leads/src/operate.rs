//! What the operator may ask: where leads stand, what is in them, and to have them sent again.
//!
//! Whoever asks shows a token; what it may do is in its scope. Every look at a person's data leaves an audit row under
//! the token's name before anything is shown, and so does every change.

mod correct;
pub(crate) mod describe;
mod keep;
mod query;
mod request;
mod rights;
mod said;
mod subscribers;
mod sums;

use serde_json::Value;

use crate::deployment::{Deployment, Operator, Scope};
use crate::door::{Answer, Method, Request, Response, Task};
use crate::json::{document, object};
use crate::lead::LeadId;
use crate::platform::Platform;
use crate::relay::Pause;
use crate::seal::Owner;
use crate::store::{
    Filter, Integer, Kept, attempts, audit_rows, counts, deliveries, disclose, export, health, keeping, key_places,
    list, open_requests, pause, paused, release, replay, reports, resume, retention, rewrap, show, wrapped_with_others,
};
use crate::trouble::Trouble;
use crate::vault;
use query::Query;
use said::Said;

/// How many leads are listed or taken along in one answer at most; the next ones are asked for with `after`.
pub const MOST_LEADS: u32 = 100;

/// How many rows of the audit are given in one answer at most.
pub const MOST_AUDIT_ROWS: u32 = 500;

/// How many leads get a newly wrapped key in one request.
const MOST_REWRAPPED: u32 = 50;

/// Why a request gets no answer to what it asks.
pub(crate) enum Refused {
    NotFound,
    BadRequest(String),
    Trouble(Trouble),
}

impl<E: Into<Trouble>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Trouble(error.into())
    }
}

/// Answers a request below `/operator/`.
pub(crate) async fn operate<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    parts: &[&str],
    request: &Request<'_>,
) -> Answer {
    let token = request.authorization.and_then(|header| header.strip_prefix("Bearer "));
    let Some(operator) = token.and_then(|token| deployment.operators.with_token(token.trim())) else {
        let words = "A token is needed: Authorization: Bearer …";
        return Response::error(401, "no_token", words).with("www-authenticate", "Bearer").into();
    };
    let desk = Desk { platform, deployment, operator: Some(operator), actor: format!("operator:{}", operator.name()) };
    let answer = match request.method {
        Method::Get => desk.read(parts, request.query).await.map(Answer::from),
        // What is looked for stands in the body, since it says who somebody is; to look changes nothing.
        Method::Post if parts == ["person"] => desk.find(request).await.map(Answer::from),
        Method::Post if !operator.may(Scope::Act) => {
            return Response::error(403, "scope", "This token may only read. Ask with one whose scope is `act`.")
                .into();
        }
        Method::Post => desk.act(parts, request).await,
        Method::Head | Method::Other => {
            return Response::error(405, "method", "Only GET and POST are answered here.")
                .with("allow", "GET, POST")
                .into();
        }
    };
    answer.unwrap_or_else(|refused| match refused {
        Refused::NotFound => Response::error(404, "not_found", "There is no such thing.").into(),
        Refused::BadRequest(why) => Response::error(400, "bad_request", &why).into(),
        Refused::Trouble(trouble) => {
            platform.log(&format!("operator {}: {trouble}", operator.name()));
            Response::error(503, "unavailable", &format!("It could not be done now: {trouble}.")).into()
        }
    })
}

/// One operator at work, or a person on what is their own.
pub(crate) struct Desk<'a, P> {
    platform: &'a P,
    deployment: &'a Deployment,
    operator: Option<&'a Operator>,
    actor: String,
}

impl<'a, P: Platform> Desk<'a, P> {
    /// The desk of a person whose request has this id: what is done is theirs to ask for.
    pub(crate) fn of_person(platform: &'a P, deployment: &'a Deployment, request: &str) -> Self {
        Self { platform, deployment, operator: None, actor: format!("person:{request}") }
    }

    pub(crate) fn actor(&self) -> &str {
        &self.actor
    }

    async fn read(&self, parts: &[&str], query: &str) -> Result<Response, Refused> {
        let query = Query::parse(query).map_err(Refused::BadRequest)?;
        let value = match parts {
            ["status"] => self.status().await?,
            ["leads"] => {
                let found = list(self.platform, &query.filter(MOST_LEADS).map_err(Refused::BadRequest)?).await?;
                let next = next(&found, |summary| (summary.received_at.seconds(), &summary.lead));
                object! { "leads": found.iter().map(describe::summary).collect::<Vec<_>>(), "next": next }
            }
            ["leads", lead] => self.lead(lead).await?,
            ["retention"] => self.retention().await?,
            ["requests"] => self.requests().await?,
            ["statistics"] => self.statistics().await?,
            ["signals"] => self.signals().await?,
            ["subscriptions"] => self.subscriptions().await?,
            ["export"] => self.export(&query.filter(MOST_LEADS).map_err(Refused::BadRequest)?).await?,
            ["audit"] => {
                let after = query.number("after").map_err(Refused::BadRequest)?.unwrap_or(0);
                let after =
                    Integer::new(after).ok_or_else(|| Refused::BadRequest("`after` is too large".to_owned()))?;
                let rows = audit_rows(self.platform, after, MOST_AUDIT_ROWS).await?;
                object! { "rows": rows.iter().map(describe::audit).collect::<Vec<_>>() }
            }
            _ => return Err(Refused::NotFound),
        };
        Ok(Response::json(200, &value))
    }

    async fn act(&self, parts: &[&str], request: &Request<'_>) -> Result<Answer, Refused> {
        let query = Query::parse(request.query).map_err(Refused::BadRequest)?;
        let said = Said::parse(request).map_err(Refused::BadRequest)?;
        let now = self.platform.now();
        let (done, then) = match parts {
            ["leads", lead, "release"] => {
                let lead = LeadId::parse(lead).map_err(|_| Refused::NotFound)?;
                let done = release(self.platform, &lead.to_string(), &self.actor, now).await?;
                (Value::from(done), done.then_some(Task::Deliver(lead)))
            }
            ["leads", lead, "replay"] => {
                let lead = LeadId::parse(lead).map_err(|_| Refused::NotFound)?;
                let replayed = self.replay(&lead.to_string(), query.word("destination")).await?;
                let then = (!replayed.is_empty()).then_some(Task::Deliver(lead));
                (Value::from(replayed), then)
            }
            ["leads", lead, "hold"] => (self.hold(lead, said.reason().map_err(Refused::BadRequest)?).await?, None),
            ["leads", lead, "unhold"] => (self.unhold(lead).await?, None),
            ["leads", lead, "erase"] => {
                let reason = said.reason().map_err(Refused::BadRequest)?;
                self.forget_mails(lead).await?;
                self.erase(lead, reason).await?
            }
            ["leads", lead, "disclose"] => (self.disclose(lead, &said).await?, None),
            ["leads", lead, "access"] => (self.access(lead).await?, None),
            ["leads", lead, "restrict"] => self.restrict(lead, said.reason().map_err(Refused::BadRequest)?).await?,
            ["leads", lead, "lift"] => self.lift(lead).await?,
            ["leads", lead, "object"] => self.object(lead, said.reason().map_err(Refused::BadRequest)?).await?,
            ["leads", lead, "correct"] => self.correct(lead, &said).await?,
            ["requests"] => (self.request(&said).await?, None),
            ["requests", id, "extend"] => (self.extend(id, &said).await?, None),
            ["requests", id, "close"] => (self.close(id, &said).await?, None),
            ["subscribers"] => (self.subscribers(&said).await?, None),
            ["person", "object"] => (self.suppress(&said).await?, None),
            ["destinations", partner, name, "pause"] => {
                let destination = format!("{partner}/{name}");
                (Value::from(pause(self.platform, &destination, Pause::Operator.wire(), &self.actor, now).await?), None)
            }
            ["destinations", partner, name, "resume"] => {
                let destination = format!("{partner}/{name}");
                (Value::from(resume(self.platform, &destination, &self.actor, now).await?), None)
            }
            ["keys", "rewrap"] => (self.rewrap().await?, None),
            _ => return Err(Refused::NotFound),
        };
        Ok(Answer { response: Response::json(200, &object! { "done": done }), then })
    }

    /// How the whole deployment stands, without a word about anyone.
    async fn status(&self) -> Result<Value, Refused> {
        let (counts, health, paused) =
            (counts(self.platform).await?, health(self.platform).await?, paused(self.platform).await?);
        let newest = self.deployment.keyring.newest();
        let old_keys = !wrapped_with_others(self.platform, newest, false, 1).await?.is_empty();
        let places = key_places(self.platform).await?;
        let partners: Vec<_> = self.deployment.partners.iter().map(describe::partner).collect();
        Ok(object! {
            "now": self.platform.now().to_string(),
            "operator": object! {
                "name": self.operator.map_or("", Operator::name),
                "may_act": self.operator.is_some_and(|operator| operator.may(Scope::Act)),
            },
            "counts": describe::counts(&counts),
            "health": describe::health(&health, self.platform.now()),
            "retention": describe::retention(&retention(self.platform, self.platform.now()).await?),
            "requests": describe::open_requests(open_requests(self.platform, self.platform.now()).await?),
            "paused": paused.iter().map(describe::paused).collect::<Vec<_>>(),
            "partners": partners,
            "keys": object! { "newest": newest, "older_in_use": old_keys },
            "vault": object! {
                "on": self.platform.has_vault(),
                "keys_apart": places.apart,
                "keys_beside": places.beside,
            },
            "alerts": self.deployment.alerts_to.is_some(),
            "check": self.deployment.turnstile.is_some(),
        })
    }

    /// A lead with its content and everything that was done for it.
    async fn lead(&self, lead: &str) -> Result<Value, Refused> {
        let kept = show(self.platform, lead, &self.actor, self.platform.now()).await?.ok_or(Refused::NotFound)?;
        self.whole(&kept).await
    }

    /// The same for an authority: restricted ones too, once the audit has the warrant.
    async fn disclose(&self, lead: &str, said: &Said) -> Result<Value, Refused> {
        LeadId::parse(lead).map_err(|_| Refused::NotFound)?;
        let operator = self.operator.ok_or(Refused::NotFound)?;
        let warrant = said.warrant(operator.name()).map_err(Refused::BadRequest)?;
        let kept = disclose(self.platform, lead, &warrant, &self.actor, self.platform.now()).await?;
        self.whole(&kept.ok_or(Refused::NotFound)?).await
    }

    async fn whole(&self, kept: &Kept) -> Result<Value, Refused> {
        let lead = &kept.summary.lead;
        let mut all = Vec::new();
        for delivery in deliveries(self.platform, lead).await? {
            let attempts = attempts(self.platform, &delivery.delivery).await?;
            all.push(describe::delivery(&delivery, &attempts));
        }
        let reports: Vec<_> = reports(self.platform, lead).await?.iter().map(describe::report).collect();
        let content = self.open(kept).await;
        let copies_until = match kept.summary.erased_at {
            Some(_) => keeping(self.platform, lead).await?.and_then(|keeping| self.copies_until(&keeping)),
            None => None,
        };
        let mut value = describe::summary(&kept.summary);
        if let Some(members) = value.as_object_mut() {
            members.insert("content".to_owned(), content);
            members.insert("copies_until".to_owned(), copies_until.into());
            members.insert("deliveries".to_owned(), all.into());
            members.insert("reports".to_owned(), reports.into());
        }
        Ok(value)
    }

    async fn export(&self, filter: &Filter<'_>) -> Result<Value, Refused> {
        let found = export(self.platform, filter, &self.actor, self.platform.now()).await?;
        let next = next(&found, |kept| (kept.summary.received_at.seconds(), &kept.summary.lead));
        let mut leads = Vec::new();
        for kept in &found {
            let content = self.open(kept).await;
            let mut value = describe::summary(&kept.summary);
            if let Some(members) = value.as_object_mut() {
                members.insert("content".to_owned(), content);
            }
            leads.push(value);
        }
        Ok(object! { "leads": leads, "next": next })
    }

    /// The content of a lead; nothing if it was erased. One that cannot be opened does not hide the others.
    async fn open(&self, kept: &Kept) -> Value {
        let Some(sealed) = &kept.sealed else { return Value::Null };
        let owner = Owner { lead: &kept.summary.lead, project: &kept.summary.project };
        let content = vault::open(self.platform, &self.deployment.keyring, owner, sealed).await;
        let value = content
            .map_err(|error| error.to_string())
            .and_then(|content| document(&content).ok_or_else(|| Trouble::NotALead.to_string()));
        value.unwrap_or_else(|why| {
            self.platform.log(&format!("lead {}: {why}", kept.summary.lead));
            object! { "unreadable": why }
        })
    }

    /// Sends a lead again to all its destinations, or to one of them. Gives the deliveries that are on their way.
    async fn replay(&self, lead: &str, destination: Option<&str>) -> Result<Vec<String>, Refused> {
        let mut replayed = Vec::new();
        for delivery in deliveries(self.platform, lead).await? {
            let is_wanted = destination.is_none_or(|wanted| wanted == delivery.destination);
            if is_wanted && replay(self.platform, &delivery.delivery, &self.actor, self.platform.now()).await? {
                replayed.push(delivery.delivery);
            }
        }
        Ok(replayed)
    }

    /// Wraps the keys of some leads anew, with the newest deployment key.
    async fn rewrap(&self) -> Result<Value, Refused> {
        let newest = self.deployment.keyring.newest();
        let mut rewrapped = Vec::new();
        let has_vault = self.platform.has_vault();
        for before in wrapped_with_others(self.platform, newest, has_vault, MOST_REWRAPPED).await? {
            let owner = Owner { lead: &before.lead, project: &before.project };
            let keyring = &self.deployment.keyring;
            let after = if before.is_subscription {
                let mut nonce = [0; 12];
                self.platform.fill_random(&mut nonce)?;
                keyring.rewrap(&nonce, owner, &before.sealed)?
            } else {
                vault::rewrap(self.platform, keyring, owner, &before.sealed).await?
            };
            rewrapped.push((before, after));
        }
        rewrap(self.platform, &rewrapped, &self.actor, self.platform.now()).await?;
        let left = !wrapped_with_others(self.platform, newest, has_vault, 1).await?.is_empty();
        Ok(object! { "rewrapped": rewrapped.len(), "left": left })
    }
}

/// Where the next page begins, if this one is full.
fn next<T>(found: &[T], place: impl Fn(&T) -> (i64, &String)) -> Option<String> {
    let is_full = u32::try_from(found.len()).is_ok_and(|number| number >= MOST_LEADS);
    found.last().filter(|_| is_full).map(|last| {
        let (seconds, lead) = place(last);
        format!("{seconds},{lead}")
    })
}
