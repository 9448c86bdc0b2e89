//! One lead, one partner, and the letterhead of mails to it.

use leads::partner::{Channel, Destination, Loopback, MailAddress, Partners};
use leads::relay::{
    Event, EventId, EventType, EventWords, HeaderText, Http, LeadDocument, Letterhead, Mail, MailKey, MailWords,
    Mailbox, ReportWords,
};
use leads::{Field, Language, Moment, Table, relay};
use serde_json::{Value, json};

/// When the lead was accepted.
pub(crate) const ACCEPTED: Moment = Moment::new(1_795_424_400);

/// The secrets of the sample partner's webhooks.
pub(crate) const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
pub(crate) const NEW_SECRET: &str = "whsec_SGV0IHJpamt0IG5hYXIgZHJvZ2UgYWFyZGUgbmEgcmVnZW4u";
pub(crate) const OLD_SECRET: &str = "whsec_T3VkZSBzbGV1dGVscyBvcGVuZW4gb29rIG5pZXV3ZSBkZXVyZW4u";

/// A lead with most of what a lead can have, as it is written.
pub(crate) const LEAD: &str = include_str!("lead.json");

/// The sample lead.
pub(crate) fn lead() -> Value {
    serde_json::from_str(LEAD).unwrap()
}

/// The sample lead, changed in one place.
pub(crate) fn lead_with(pointer: &str, value: impl Into<Value>) -> Value {
    let mut lead = lead();
    *lead.pointer_mut(pointer).unwrap() = value.into();
    lead
}

/// An event about this lead.
pub(crate) fn event(event_type: EventType, lead: &Value) -> Event {
    event_about(event_type, &lead.to_string())
}

/// An event about the lead that this text is.
pub(crate) fn event_about(event_type: EventType, lead: &str) -> Event {
    Event {
        id: EventId::parse("01936a1c-7f00-7abc-8def-0123456789ab").unwrap(),
        event_type,
        at: ACCEPTED,
        lead: LeadDocument::parse(lead).unwrap(),
        link: Some("https://www.huisvinder.example/partner/s3cr3t".to_owned()),
    }
}

/// A destination of the sample partner: `full`, `thin`, `rotating`, `post` or `fallback`.
pub(crate) fn destination(name: &str) -> Destination {
    let url = "https://hook.leiebouw.example/in?source=gevel";
    let partners = json!({"partners": [
        {"id": "a", "language": "nl", "destinations": [
            {"webhook": {"name": "full", "url": url, "secrets": [SECRET]}},
            {"webhook": {"name": "rotating", "url": url, "secrets": [NEW_SECRET, OLD_SECRET]}},
            {"email": {"name": "post", "address": "leads@leiebouw.example"}},
            {"email": {"name": "fallback", "address": "balie@leiebouw.example", "fallback": true}},
        ]},
    ]});
    let thin = json!({"partners": [
        {"id": "a", "language": "nl", "destinations": [
            {"webhook": {"name": "thin", "url": url, "secrets": [SECRET], "body": "thin"}},
        ]},
    ]});
    let read = |json: &Value| Partners::from_json(&json.to_string(), Loopback::Refused).unwrap();
    let found = |json| read(json).get("a").unwrap().destination(name).cloned();
    found(&partners).or_else(|| found(&thin)).unwrap()
}

/// What the operator puts on each mail.
pub(crate) fn letterhead() -> Letterhead {
    let said = |subject: &str, intro: &str| EventWords { subject: subject.to_owned(), intro: intro.to_owned() };
    let label = |key, label: &str| (key, label.to_owned());
    Letterhead {
        sender: Mailbox {
            name: HeaderText::new("Huisvinder"),
            address: MailAddress::parse("leads@huisvinder.example").unwrap(),
        },
        words: MailWords {
            language: Language::Dutch,
            created: said("Nieuwe aanvraag", "Iemand vraagt informatie over uw project."),
            updated: said("Verbeterde aanvraag", "Een aanvraag werd verbeterd."),
            erased: said("Aanvraag te wissen", "Wis de gegevens van deze aanvraag."),
            restricted: said("Aanvraag te beperken", "Gebruik de gegevens van deze aanvraag niet."),
            fallback: "Uw server nam deze aanvraag niet aan; daarom krijgt u ze per e-mail.".to_owned(),
            reply: "Uw antwoord op deze e-mail gaat naar de bezoeker.".to_owned(),
            footer: "U verwerkt deze gegevens samen met Huisvinder BV.".to_owned(),
            labels: [label(MailKey::GivenName, "Voornaam"), label(MailKey::Message, "Vraag <&>")].into(),
            choices: Table::from([(
                Field::ContactPreference,
                Table::from([("visit".to_owned(), "bezoek".to_owned())]),
            )]),
            report: ReportWords::default(),
        },
    }
}

/// The request about an event that leaves for a destination at some moment.
pub(crate) fn http(event: &Event, destination: &Destination, now: Moment) -> Http {
    match destination.channel() {
        Channel::Webhook(webhook) => relay::http(event, webhook, now),
        Channel::Email(_) => panic!("a webhook gets requests"),
    }
}

/// The mail about an event that leaves for a destination an hour after the lead came.
pub(crate) fn mail(event: &Event, destination: &Destination) -> Mail {
    match destination.channel() {
        Channel::Email(email) => relay::mail(event, email, ACCEPTED.plus(3_600), &letterhead()),
        Channel::Webhook(_) => panic!("a mailbox gets mails"),
    }
}
