//! What the operator does because somebody may ask for it: find what is theirs, erase it, restrict it, put it right, and
//! note that they want no advertising.

use serde_json::Value;

use super::correct::Corrections;
use super::{Desk, Refused, Said, describe};
use crate::door::{Request, Response, Task};
use crate::form::Country;
use crate::json::{document, object};
use crate::lead::LeadId;
use crate::letters::Letters;
use crate::moment::Moment;
use crate::platform::Platform;
use crate::receive::contract;
use crate::retention::forget;
use crate::seal::{LookupHash, Owner, Sealed};
use crate::store::{
    Amended, Amendment, Keeping, Kept, Why, amend, deliveries, erase, find, keeping, lift, reports, restrict,
    show_for_rights, suppress,
};
use crate::submission::{Email, Phone};
use crate::trouble::Trouble;
use crate::vault;

/// The country of a phone number that does not say its own.
const HOME: Country = Country::Belgium;

const SECONDS_A_DAY: i64 = 86_400;

/// What was done, and what is left to do.
pub(crate) type Done = Result<(Value, Option<Task>), Refused>;

/// Content that was opened in order to change it.
struct Opened {
    lead: LeadId,
    project: String,
    sealed: Sealed,
    content: Value,
}

impl Opened {
    fn said(&self, pointer: &str) -> Option<&str> {
        self.content.pointer(pointer).and_then(Value::as_str)
    }

    fn email(&self, letters: Letters) -> Option<Email> {
        Email::parse(self.said("/person/email")?, letters).ok()
    }

    fn phone(&self) -> Option<Phone> {
        Phone::parse(self.said("/person/phone_e164")?, HOME).ok()
    }
}

impl<P: Platform> Desk<'_, P> {
    /// The leads of whoever has the address or number that the body names, however they write it.
    pub(super) async fn find(&self, request: &Request<'_>) -> Result<Response, Refused> {
        let said = Said::parse(request).map_err(Refused::BadRequest)?;
        let contact = self.contact(&said)?;
        let found = find(self.platform, &contact, &self.actor, self.platform.now()).await?;
        let done = object! { "leads": found.iter().map(describe::summary).collect::<Vec<_>>() };
        Ok(Response::json(200, &object! { "done": done }))
    }

    /// Notes that nothing is to be advertised to whoever has the address or number that the body names.
    pub(super) async fn suppress(&self, said: &Said) -> Result<Value, Refused> {
        let (contact, reason) = (self.contact(said)?, said.reason().map_err(Refused::BadRequest)?);
        Ok(suppress(self.platform, &contact, reason, &self.actor, self.platform.now()).await?.into())
    }

    pub(super) fn contact(&self, said: &Said) -> Result<LookupHash, Refused> {
        let refused = |words: &str| Refused::BadRequest(words.to_owned());
        let person = said.word("person").ok_or_else(|| refused("say whose: `person`"))?;
        let lookups = &self.deployment.lookups;
        if person.contains('@') {
            let address = Email::parse(person, self.platform.letters());
            return address
                .map(|address| lookups.email(&address))
                .map_err(|_| refused("`person` is no e-mail address"));
        }
        let country = said.word("country").map(|wire| {
            Country::from_wire(wire)
                .ok_or_else(|| refused(&format!("`country` is one of: {}", Country::WIRE.join(", "))))
        });
        let number = Phone::parse(person, country.transpose()?.unwrap_or(HOME));
        number
            .map(|number| lookups.phone(&number))
            .map_err(|_| refused("`person` is no e-mail address or phone number"))
    }

    /// Destroys a lead for good and has everybody told who may have it. Gives the receipt, also for one that was erased
    /// before.
    pub(crate) async fn erase(&self, lead: &str, reason: &str) -> Done {
        let id = LeadId::parse(lead).map_err(|_| Refused::NotFound)?;
        let done = erase(self.platform, lead, Why::Request(reason), &self.actor, self.platform.now()).await?;
        if done && let Err(trouble) = forget(self.platform, lead).await {
            // The receipt says nothing that is not so: a sweep does it, and tells if it cannot.
            self.platform.log(&format!("lead {lead}: {trouble}"));
        }
        let keeping = keeping(self.platform, lead).await?.ok_or(Refused::NotFound)?;
        let mut told = Vec::new();
        for delivery in deliveries(self.platform, lead).await? {
            if delivery.event == "lead.erased" {
                told.push(delivery.destination);
            }
        }
        let receipt = object! {
            "lead": lead,
            "erased": done,
            "erased_at": keeping.erased_at.map(|at| at.to_string()),
            "copies_until": self.copies_until(&keeping),
            "told": told,
            "held": keeping.held.map(|(_, reason)| reason),
        };
        Ok((receipt, done.then_some(Task::Deliver(id))))
    }

    /// Destroys the mails about their rights to whoever a lead is of, if nothing holds it: before the lead is erased, since
    /// afterwards nobody knows to whom they went.
    pub(super) async fn forget_mails(&self, lead: &str) -> Result<(), Refused> {
        if !self.platform.keeps_mails() {
            return Ok(());
        }
        match keeping(self.platform, lead).await? {
            Some(Keeping { erased_at: None, held: None, .. }) => {}
            Some(_) | None => return Ok(()),
        }
        match self.opened(lead).await {
            Ok(opened) => {
                if let Some(address) = opened.email(self.platform.letters()) {
                    self.platform.forget_mails_to(&address).await.map_err(Trouble::from)?;
                }
            }
            // What nobody can read any more can still be erased.
            Err(Refused::Trouble(trouble)) => {
                self.platform.log(&format!("lead {lead}: no address to forget: {trouble}"));
            }
            Err(refused) => return Err(refused),
        }
        Ok(())
    }

    /// When the last copy of an erased lead becomes unreachable: once the database cannot be put back to a time when it
    /// held the key; at once if it never did.
    pub(super) fn copies_until(&self, keeping: &Keeping) -> Option<String> {
        let history = i64::from(self.platform.history_days()) * SECONDS_A_DAY;
        let erased_at = keeping.erased_at?;
        let until = match keeping.key_apart_since {
            // What is still to be destroyed is counted as if it were in the database.
            Some(since) if keeping.is_forgotten => {
                if since <= keeping.received_at {
                    erased_at
                } else {
                    erased_at.max(since.plus(history))
                }
            }
            Some(_) | None => erased_at.plus(history),
        };
        Some(until.to_string())
    }

    /// The same of something erased at this time, wherever its key lay.
    pub(crate) fn copies_until_latest(&self, erased_at: Option<Moment>) -> Option<String> {
        let history = i64::from(self.platform.history_days()) * SECONDS_A_DAY;
        erased_at.map(|at| at.plus(history).to_string())
    }

    /// Everything that is kept about a person in one lead, for that person: what it says, who has it or may have it, what
    /// they said of it, and until when it is kept. A restricted one too.
    pub(crate) async fn access(&self, lead: &str) -> Result<Value, Refused> {
        let opened = self.opened(lead).await?;
        let keeping = keeping(self.platform, lead).await?.ok_or(Refused::NotFound)?;
        let mut recipients = Vec::new();
        for delivery in deliveries(self.platform, lead).await? {
            // An attempt that failed may have arrived all the same.
            if delivery.delivered_at.is_some() || delivery.step > 0 || delivery.state == "dead" {
                recipients.push(object! {
                    "destination": delivery.destination,
                    "what": delivery.event,
                    "received_at": delivery.delivered_at.map(|at| at.to_string()),
                });
            }
        }
        let reports: Vec<_> = reports(self.platform, lead).await?.iter().map(describe::report).collect();
        Ok(object! {
            "lead": lead,
            "project": opened.project,
            "kept_until": keeping.ends_at.to_string(),
            "restricted_at": keeping.restricted_at.map(|at| at.to_string()),
            "content": opened.content,
            "recipients": recipients,
            "reports": reports,
        })
    }

    /// Keeps a lead, and from now on neither shows nor sends it.
    pub(crate) async fn restrict(&self, lead: &str, reason: &str) -> Done {
        let id = LeadId::parse(lead).map_err(|_| Refused::NotFound)?;
        let done = restrict(self.platform, lead, reason, &self.actor, self.platform.now()).await?;
        Ok((done.into(), done.then_some(Task::Deliver(id))))
    }

    /// Ends that.
    pub(super) async fn lift(&self, lead: &str) -> Done {
        let id = LeadId::parse(lead).map_err(|_| Refused::NotFound)?;
        let done = lift(self.platform, lead, &self.actor, self.platform.now()).await?;
        Ok((done.into(), done.then_some(Task::Deliver(id))))
    }

    /// Notes that whoever a lead is about wants no advertising, here and in the lead itself, which its partner gets.
    pub(crate) async fn object(&self, lead: &str, reason: &str) -> Done {
        let mut opened = self.opened(lead).await?;
        let now = self.platform.now();
        if let Some(privacy) = opened.content.get_mut("privacy").and_then(Value::as_object_mut) {
            privacy.entry("objected_at").or_insert_with(|| now.to_string().into());
        }
        self.amend(&opened, Amendment::Objected(reason)).await
    }

    /// Puts something in a lead right, by the rules of its page.
    pub(super) async fn correct(&self, lead: &str, said: &Said) -> Done {
        let mut opened = self.opened(lead).await?;
        let contract = contract(self.platform, &opened.project).await?.ok_or(Trouble::NotALead)?;
        let corrections = Corrections::new(said, contract.form()).map_err(Refused::BadRequest)?;
        corrections.make(&mut opened.content, self.platform.letters()).map_err(Refused::BadRequest)?;
        self.amend(&opened, Amendment::Corrected(&corrections.fields())).await
    }

    /// The content of a lead, restricted or not: putting it right is among the rights for which it is kept.
    async fn opened(&self, lead: &str) -> Result<Opened, Refused> {
        let id = LeadId::parse(lead).map_err(|_| Refused::NotFound)?;
        let kept = show_for_rights(self.platform, lead, &self.actor, self.platform.now()).await?;
        let Some(Kept { summary, sealed: Some(sealed) }) = kept else { return Err(Refused::NotFound) };
        let owner = Owner { lead, project: &summary.project };
        let content = vault::open(self.platform, &self.deployment.keyring, owner, &sealed).await?;
        let content = document(&content).ok_or(Trouble::NotALead)?;
        Ok(Opened { lead: id, project: summary.project, sealed, content })
    }

    /// Seals other content in the place of what was opened.
    async fn amend(&self, opened: &Opened, why: Amendment<'_>) -> Done {
        let lead = opened.lead.to_string();
        let owner = Owner { lead: &lead, project: &opened.project };
        let text = opened.content.to_string();
        let sealed = vault::seal(self.platform, &self.deployment.keyring, owner, text.as_bytes()).await?;
        let lookups = &self.deployment.lookups;
        let email = opened.email(self.platform.letters()).map(|email| lookups.email(&email));
        let phone = opened.phone().map(|phone| lookups.phone(&phone));
        let amended = Amended { before: &opened.sealed, after: &sealed, email: email.as_ref(), phone: phone.as_ref() };
        let done = amend(self.platform, &lead, &amended, why, &self.actor, self.platform.now()).await?;
        Ok((done.into(), done.then_some(Task::Deliver(opened.lead))))
    }
}
