//! What a visitor agreed to besides being answered, to be kept in the same batch as their lead.

use crate::contract::Contract;
use crate::deployment::Deployment;
use crate::lead::Lead;
use crate::platform::Platform;
use crate::seal::{Fresh, LookupHash};
use crate::signal::MarketingSignal;
use crate::store::{NewSubscription, Statement, signal_kept, subscription_asked};
use crate::submission::Submission;
use crate::subscription::{List, owner};
use crate::trouble::Trouble;

/// A lead that is about to be taken.
pub(super) struct Beside<'a, P> {
    pub(super) platform: &'a P,
    pub(super) deployment: &'a Deployment,
    pub(super) contract: &'a Contract,
    pub(super) submission: &'a Submission,
    pub(super) lead: &'a Lead,
    pub(super) email: Option<&'a LookupHash>,
    pub(super) phone: Option<&'a LookupHash>,
}

impl<P: Platform> Beside<'_, P> {
    /// A statement for each box that was ticked.
    pub(super) fn statements(&self) -> Result<Vec<Statement>, Trouble> {
        let (lead, now) = (self.lead.id().to_string(), self.lead.received_at());
        let mut statements = Vec::new();
        if let Some(signal) = MarketingSignal::of(self.submission, self.contract, now) {
            statements.push(signal_kept(&lead, &signal, self.email, self.phone, now));
        }
        let (Some(hash), Some(address)) = (self.email, &self.submission.person().email) else {
            return Ok(statements);
        };
        let said = self.lead.canonical();
        for consent in &said.consents {
            let Some(list) = List::of(consent.purpose) else { continue };
            let mut random = [0; Fresh::BYTES];
            self.platform.fill_random(&mut random)?;
            let id = self.deployment.lookups.subscription_id(list.wire(), address);
            let sealed = self.deployment.keyring.seal(
                &Fresh::new(&random),
                owner(&id, list.wire()),
                address.as_str().as_bytes(),
            )?;
            statements.push(subscription_asked(&NewSubscription {
                id: &id,
                list,
                email: hash,
                language: self.submission.language(),
                consent_text: &consent.text_id,
                page: &said.project.url,
                lead: &lead,
                asked_at: now,
                sealed: &sealed,
            }));
        }
        Ok(statements)
    }
}
