//! From the configuration as it is written to partners whose every destination can be sent to.

use super::address::MailAddress;
use super::endpoint::{Endpoint, Loopback};
use super::fault::{PartnersError, PartnersFault, Reason};
use super::secret::Secret;
use super::{Body, Channel, Destination, Email, EmailRole, Partner, Webhook};
use crate::json::{self, Json, Members, Read, Wrong, read_members};
use crate::language::Language;
use crate::table::Table;

struct WrittenPartners {
    partners: Vec<WrittenPartner>,
}

struct WrittenPartner {
    id: String,
    language: Language,
    destinations: Vec<WrittenDestination>,
}

enum WrittenDestination {
    Webhook(WrittenWebhook),
    Email(WrittenEmail),
}

struct WrittenWebhook {
    name: String,
    url: String,
    secrets: Vec<String>,
    body: Option<Body>,
}

struct WrittenEmail {
    name: String,
    address: String,
    fallback: bool,
}

read_members!(WrittenPartners { partners });
read_members!(WrittenPartner { id, language, destinations });
read_members!(WrittenWebhook { name, url, secrets, body });

impl Read for WrittenDestination {
    fn read(json: &Json, wrong: &mut Wrong) -> Self {
        match json.only_member() {
            Some(("webhook", webhook)) => Self::Webhook(Read::read(webhook, wrong)),
            Some(("email", email)) => Self::Email(Read::read(email, wrong)),
            Some(_) | None => {
                wrong.note_none_of(json, &["webhook", "email"]);
                Self::Email(WrittenEmail { name: String::new(), address: String::new(), fallback: false })
            }
        }
    }
}

impl Read for WrittenEmail {
    fn read(json: &Json, wrong: &mut Wrong) -> Self {
        let mut members = Members::of(json, wrong, &["name", "address", "fallback"]);
        Self {
            name: members.get("name"),
            address: members.get("address"),
            fallback: members.get_or_default("fallback"),
        }
    }
}

pub(super) fn read(text: &str, loopback: Loopback) -> Result<Table<String, Partner>, PartnersError> {
    let written: WrittenPartners = json::read(text).map_err(|error| PartnersError::unreadable(&error))?;
    let mut check = Check { loopback, faults: Vec::new(), secrets: Vec::new() };
    let mut partners = Table::default();
    for (position, partner) in written.partners.into_iter().enumerate() {
        let place = format!("partners[{position}]");
        if !is_name(&partner.id) {
            check.fault(format!("{place}.id"), Reason::Name);
        }
        let checked =
            Partner { language: partner.language, destinations: check.destinations(&place, partner.destinations) };
        if !partners.add(partner.id, checked) {
            check.fault(format!("{place}.id"), Reason::Twice);
        }
    }
    if check.faults.is_empty() { Ok(partners) } else { Err(PartnersError::Unsound(check.faults)) }
}

/// What has been found while reading, and the secrets seen so far: no two destinations may share one.
struct Check {
    loopback: Loopback,
    faults: Vec<PartnersFault>,
    secrets: Vec<Secret>,
}

impl Check {
    fn fault(&mut self, place: String, reason: Reason) {
        self.faults.push(PartnersFault { place, reason });
    }

    /// Those destinations that are without fault; what is wrong with the others is noted.
    fn destinations(&mut self, partner: &str, written: Vec<WrittenDestination>) -> Vec<Destination> {
        let mut names = Vec::new();
        if !written.iter().any(|one| !matches!(one, WrittenDestination::Email(email) if email.fallback)) {
            self.fault(format!("{partner}.destinations"), Reason::NothingAtOnce);
        }
        let mut destinations = Vec::new();
        for (position, one) in written.into_iter().enumerate() {
            let place = format!("{partner}.destinations[{position}]");
            let (place, name, channel) = match one {
                WrittenDestination::Webhook(webhook) => {
                    let place = format!("{place}.webhook");
                    let channel = self.webhook(&place, &webhook).map(Channel::Webhook);
                    (place, webhook.name, channel)
                }
                WrittenDestination::Email(email) => {
                    let place = format!("{place}.email");
                    let channel = self.email(&place, &email).map(Channel::Email);
                    (place, email.name, channel)
                }
            };
            if !is_name(&name) {
                self.fault(format!("{place}.name"), Reason::Name);
            } else if names.contains(&name) {
                self.fault(format!("{place}.name"), Reason::Twice);
            } else {
                names.push(name.clone());
            }
            destinations.extend(channel.map(|channel| Destination { name, channel }));
        }
        destinations
    }

    fn webhook(&mut self, place: &str, written: &WrittenWebhook) -> Option<Webhook> {
        let endpoint = Endpoint::parse(&written.url, self.loopback);
        if let Err(fault) = endpoint {
            self.fault(format!("{place}.url"), Reason::Endpoint(fault));
        }
        if !(1..=2).contains(&written.secrets.len()) {
            self.fault(format!("{place}.secrets"), Reason::SecretCount);
        }
        let mut secrets = Vec::new();
        for (position, text) in written.secrets.iter().enumerate() {
            match Secret::parse(text) {
                Ok(secret) if self.secrets.contains(&secret) => {
                    self.fault(format!("{place}.secrets[{position}]"), Reason::SecretShared);
                }
                Ok(secret) => {
                    self.secrets.push(secret.clone());
                    secrets.push(secret);
                }
                Err(fault) => self.fault(format!("{place}.secrets[{position}]"), Reason::Secret(fault)),
            }
        }
        Some(Webhook { endpoint: endpoint.ok()?, secrets, body: written.body.unwrap_or(Body::Full) })
    }

    fn email(&mut self, place: &str, written: &WrittenEmail) -> Option<Email> {
        let role = if written.fallback { EmailRole::Fallback } else { EmailRole::Always };
        let address = MailAddress::parse(&written.address);
        if address.is_err() {
            self.fault(format!("{place}.address"), Reason::Address);
        }
        Some(Email { address: address.ok()?, role })
    }
}

fn is_name(text: &str) -> bool {
    (1..=60).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
