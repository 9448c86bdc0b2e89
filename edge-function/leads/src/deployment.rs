//! What is set for one deployment: its keys, its partners, its people. All of it comes from secrets and settings of the
//! platform, as text, and has been checked to the end before the first request is answered.

mod fault;
mod operators;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::checking::Turnstile;
use crate::partner::{Loopback, MailAddress, Partners};
use crate::relay::{HeaderText, Mailbox};
use crate::seal::{Keyring, LookupKey};

pub use fault::{DeploymentError, DeploymentFault};
pub use operators::{Operator, Operators, OperatorsFault, Scope, token_hash};

/// The settings as they are written, by the names that every platform gives them.
#[derive(Clone, Copy, Default)]
pub struct Settings<'a> {
    /// `LEAD_KEYS`: the keys that seal, `version:base64`, separated by white space.
    pub lead_keys: &'a str,
    /// `LOOKUP_KEY`: at least 32 random bytes in base64, never changed.
    pub lookup_key: &'a str,
    /// `PARTNERS`: where leads go, as JSON.
    pub partners: &'a str,
    /// `OPERATORS`: who may ask, `name:scope:hash of the token`, separated by white space.
    pub operators: &'a str,
    /// `MAIL_FROM`: whom mails come from, `Name <address>`.
    pub mail_from: &'a str,
    /// `ALERTS_TO`: an address that is told what needs a person; empty if nobody is.
    pub alerts_to: &'a str,
    /// `TURNSTILE`: the secret of the widget on the page of the check; empty if none is offered.
    pub turnstile: &'a str,
}

/// A deployment that can take and carry leads.
#[derive(Debug)]
pub struct Deployment {
    /// What leads are sealed with.
    pub keyring: Keyring,
    /// What they are found by.
    pub lookups: LookupKey,
    /// Where they go.
    pub partners: Partners,
    /// Who may ask about them.
    pub operators: Operators,
    /// Whom mails come from.
    pub mail_from: Mailbox,
    /// Who is told what needs a person.
    pub alerts_to: Option<MailAddress>,
    /// How the check is verified, if it is offered.
    pub turnstile: Option<Turnstile>,
}

impl Deployment {
    /// Reads the settings. Error: everything that is wrong with them, at once and without repeating a secret.
    pub fn read(settings: &Settings<'_>, loopback: Loopback) -> Result<Self, DeploymentError> {
        let mut faults = Vec::new();
        let keyring =
            Keyring::parse(settings.lead_keys).map_err(|error| faults.push(DeploymentFault::LeadKeys(error))).ok();
        let lookups = lookup_key(settings.lookup_key);
        if lookups.is_none() {
            faults.push(DeploymentFault::LookupKey);
        }
        let partners = Partners::from_json(settings.partners, loopback)
            .map_err(|error| faults.push(DeploymentFault::Partners(error)))
            .ok();
        let operators =
            Operators::parse(settings.operators).map_err(|error| faults.push(DeploymentFault::Operators(error))).ok();
        let mail_from = mailbox(settings.mail_from);
        if mail_from.is_none() {
            faults.push(DeploymentFault::MailFrom);
        }
        let alerts_to = match settings.alerts_to.trim() {
            "" => None,
            text => MailAddress::parse(text).map_err(|_| faults.push(DeploymentFault::AlertsTo)).ok(),
        };
        let turnstile = match settings.turnstile.trim() {
            "" => None,
            text => Turnstile::parse(text, loopback).or_else(|| {
                faults.push(DeploymentFault::Turnstile);
                None
            }),
        };
        match (keyring, lookups, partners, operators, mail_from) {
            (Some(keyring), Some(lookups), Some(partners), Some(operators), Some(mail_from)) if faults.is_empty() => {
                Ok(Self { keyring, lookups, partners, operators, mail_from, alerts_to, turnstile })
            }
            _ => Err(DeploymentError(faults)),
        }
    }
}

fn lookup_key(text: &str) -> Option<LookupKey> {
    let bytes = Zeroizing::new(STANDARD.decode(text.trim()).ok()?);
    LookupKey::derived(&bytes).ok()
}

/// `Name <address>`, or an address alone.
fn mailbox(text: &str) -> Option<Mailbox> {
    let (name, address) = match text.trim().strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
        Some((name, address)) => (name.trim(), address),
        None => ("", text.trim()),
    };
    Some(Mailbox { name: HeaderText::new(name), address: MailAddress::parse(address).ok()? })
}

#[cfg(test)]
mod tests;
