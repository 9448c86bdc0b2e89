//! Where a partner's leads go, as the deployment configures it.
//!
//! Destinations hold secrets and private addresses, so they belong to the deployment and never to the pages. What is
//! read here has been checked to the end: a destination that exists can be sent to.

mod address;
mod endpoint;
mod fault;
mod host;
mod secret;
mod written;

use std::fmt;

use crate::closed_list::closed_list;
use crate::language::Language;
use crate::table::Table;

pub use address::{MailAddress, NotAnAddress};
pub use endpoint::{ENDPOINT_MAX_BYTES, Endpoint, EndpointFault, Loopback};
pub use fault::{PartnersError, PartnersFault, Reason};
pub use secret::{Secret, SecretFault};

/// Everybody who gets leads from this deployment, by the id that contracts name.
#[derive(Debug, Clone, Default)]
pub struct Partners {
    partners: Table<String, Partner>,
}

/// Where one partner's leads go.
#[derive(Debug, Clone)]
pub struct Partner {
    language: Language,
    destinations: Vec<Destination>,
}

/// One place that a partner's leads go to. Each lead has one delivery a destination.
#[derive(Debug, Clone)]
pub struct Destination {
    name: String,
    channel: Channel,
}

/// How a lead travels.
#[derive(Debug, Clone)]
pub enum Channel {
    /// By a signed request to the partner's server.
    Webhook(Webhook),
    /// By e-mail.
    Email(Email),
}

/// A server of the partner that takes signed requests.
#[derive(Debug, Clone)]
pub struct Webhook {
    endpoint: Endpoint,
    secrets: Vec<Secret>,
    body: Body,
}

/// A mailbox of the partner.
#[derive(Debug, Clone)]
pub struct Email {
    address: MailAddress,
    role: EmailRole,
}

/// When a mailbox gets a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmailRole {
    /// Each lead, at once.
    Always,
    /// As a second channel: the leads that another destination has not taken in time.
    Fallback,
}

closed_list! {
    /// What the body of a signed request holds.
    pub enum Body {
        /// The whole lead. What a partner's software can take without coming back to ask.
        Full = "full",
        /// Which lead it is and nothing about the person; the partner comes back to read it, and that leaves a trace.
        Thin = "thin",
    }
}

impl Partners {
    /// Reads the deployment's configuration: `{"partners": [{"id", "language", "destinations": […]}]}`, where a
    /// destination is `{"webhook": {"name", "url", "secrets", "body"?}}` or `{"email": {"name", "address",
    /// "fallback"?}}`. The newest secret stands first.
    ///
    /// Errors: it is not JSON of this shape; or everything else that is wrong with it, at once. No error repeats what
    /// may be a secret.
    pub fn from_json(json: &str, loopback: Loopback) -> Result<Self, PartnersError> {
        written::read(json, loopback).map(|partners| Self { partners })
    }

    /// The partner with this id, if leads can go to it.
    pub fn get(&self, id: &str) -> Option<&Partner> {
        self.partners.iter().find(|(own, _)| *own == id).map(|(_, partner)| partner)
    }

    /// Every partner, ordered by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Partner)> {
        self.partners.iter().map(|(id, partner)| (id.as_str(), partner))
    }
}

impl Partner {
    /// The language in which the partner reads mails.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Where its leads go, in the order of the configuration. At least one of them gets each lead at once.
    pub fn destinations(&self) -> &[Destination] {
        &self.destinations
    }

    /// The destination with this name.
    pub fn destination(&self, name: &str) -> Option<&Destination> {
        self.destinations.iter().find(|destination| destination.name == name)
    }

    /// Where each lead goes at once.
    pub fn first_channel(&self) -> impl Iterator<Item = &Destination> {
        self.destinations.iter().filter(|destination| !destination.is_fallback())
    }

    /// Where a lead goes too when a destination has not taken it in time: the first mailbox that is kept for this.
    pub fn second_channel(&self) -> Option<&Destination> {
        self.destinations.iter().find(|destination| destination.is_fallback())
    }
}

impl Destination {
    /// Its name: unique for the partner, and what a delivery remembers of it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How leads get there.
    pub fn channel(&self) -> &Channel {
        &self.channel
    }

    /// Whether it waits for another destination to fail.
    pub fn is_fallback(&self) -> bool {
        matches!(&self.channel, Channel::Email(email) if email.role == EmailRole::Fallback)
    }
}

impl Webhook {
    /// Where requests go.
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// What requests are signed with: one secret, or the new and the old one while the partner changes over.
    pub fn secrets(&self) -> &[Secret] {
        &self.secrets
    }

    /// What requests hold.
    pub fn body(&self) -> Body {
        self.body
    }
}

impl Email {
    /// The mailbox.
    pub fn address(&self) -> &MailAddress {
        &self.address
    }

    /// When it gets a lead.
    pub fn role(&self) -> EmailRole {
        self.role
    }
}

/// How a destination is written in lists and logs: without its path, its mailbox and its secrets.
impl fmt::Display for Destination {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.channel {
            Channel::Webhook(webhook) => write!(out, "{} (webhook to {})", self.name, webhook.endpoint.host()),
            Channel::Email(email) => {
                let role = if email.role == EmailRole::Fallback { ", fallback" } else { "" };
                write!(out, "{} (e-mail to {}{role})", self.name, email.address.domain())
            }
        }
    }
}
