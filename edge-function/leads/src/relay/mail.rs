//! A lead as a mail: for people to read, for programs to take apart, for the visitor to be answered with one click.
//!
//! It comes from the operator's own address, since a mail that claims to come from the visitor is thrown away on its
//! way; answers go to the visitor all the same.

mod eml;
mod facts;
mod header;
mod html;
mod letter;
mod text;
mod words;

use std::fmt;

use super::event::{Event, EventId};
use crate::language::Language;
use crate::moment::Moment;
use crate::partner::{Body, Email, EmailRole, MailAddress};
use facts::Facts;

pub use facts::MailKey;
pub use header::{HeaderText, Mailbox};
pub use letter::{Letter, LetterDraft};
pub use words::{EventWords, MailWords, ReportWords};

/// What the operator puts on each mail to one partner.
#[derive(Debug, Clone)]
pub struct Letterhead {
    /// Whom the mail comes from: an address of the operator's own domain.
    pub sender: Mailbox,
    /// The words, in the partner's language.
    pub words: MailWords,
}

/// A mail with a plain text, the same as HTML, and the event as a JSON file.
#[derive(Clone)]
pub struct Mail {
    /// Whom it comes from.
    pub from: Mailbox,
    /// Whom it goes to.
    pub to: Mailbox,
    /// Whom an answer goes to: the visitor, if the lead has an e-mail address that can be written to.
    pub reply_to: Option<Mailbox>,
    /// What it is about.
    pub subject: HeaderText,
    /// The event it tells of: the same in each attempt, so that mail programs know a repetition.
    pub event_id: EventId,
    /// When this attempt was made.
    pub sent: Moment,
    /// The plain text; lines end in `\n`.
    pub text: String,
    /// The text as a page of HTML.
    pub html: String,
    /// The content of the attached file: what a webhook with a full body would get. Mails to the operator have none.
    pub json: Option<Vec<u8>>,
    /// Where whoever gets it stops such mails with one click, in letters; other mails have none.
    pub way_out: Option<String>,
}

/// The mail that tells a mailbox about this event, if it is sent now.
pub fn mail(event: &Event, to: &Email, now: Moment, letterhead: &Letterhead) -> Mail {
    let words = &letterhead.words;
    let facts = Facts::of(event);
    let said = words.of(event.event_type);
    let mut subject = said.subject.clone();
    if let Some(project) = facts.get(MailKey::Project) {
        subject = format!("{subject}: {project}");
    }
    let subject = HeaderText::new(&format!("{subject} [{}]", event.lead.short_id()));
    let reply_to = visitor(&facts);
    let mut opening = vec![said.intro.as_str()];
    if to.role() == EmailRole::Fallback {
        opening.push(&words.fallback);
    }
    if reply_to.is_some() {
        opening.push(&words.reply);
    }
    Mail {
        from: letterhead.sender.clone(),
        to: Mailbox { name: HeaderText::new(""), address: to.address().clone() },
        event_id: event.id.clone(),
        sent: now,
        text: text::render(&opening, &facts, words),
        html: html::render(subject.as_str(), &opening, &facts, words),
        subject,
        json: Some(event.envelope(Body::Full)),
        way_out: None,
        reply_to,
    }
}

/// A mail that tells the operator what needs a person. Its lines come from us alone: ids, names of destinations, codes.
pub fn alert(id: EventId, from: &Mailbox, to: &MailAddress, subject: &str, lines: &[String], now: Moment) -> Mail {
    let name = HeaderText::new("");
    Mail {
        from: from.clone(),
        to: Mailbox { name, address: to.clone() },
        reply_to: None,
        subject: HeaderText::new(subject),
        event_id: id,
        sent: now,
        text: lines.join("\n") + "\n",
        html: html::plain(subject, lines),
        json: None,
        way_out: None,
    }
}

/// A mail to a person about what is theirs to ask for: its lines as text, and as paragraphs in their language.
pub(crate) fn letter(
    id: EventId,
    from: &Mailbox,
    to: &MailAddress,
    language: Language,
    subject: &str,
    lines: &[String],
    now: Moment,
) -> Mail {
    let html = html::letter(language, subject, lines);
    Mail { text: lines.join("\n\n") + "\n", html, ..alert(id, from, to, subject, &[], now) }
}

fn visitor(facts: &Facts) -> Option<Mailbox> {
    let address = MailAddress::parse(facts.get(MailKey::Email)?).ok()?;
    let names = [facts.get(MailKey::GivenName), facts.get(MailKey::FamilyName)];
    let name: Vec<_> = names.into_iter().flatten().collect();
    Some(Mailbox { name: HeaderText::new(&name.join(" ")), address })
}

impl Mail {
    /// The mail in the form in which it travels and is filed: RFC 5322 with MIME, lines ending in CR LF.
    pub fn eml(&self) -> Vec<u8> {
        eml::render(self).into_bytes()
    }

    /// The name of the attached file.
    pub fn json_name(&self) -> String {
        format!("{}.json", self.event_id)
    }

    /// Its `Message-ID` without the angle brackets.
    pub fn message_id(&self) -> String {
        format!("{}@{}", self.event_id, self.from.address.domain())
    }
}

/// Without the content, which is personal.
impl fmt::Debug for Mail {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Mail({}, to {:?})", self.event_id, self.to.address)
    }
}
