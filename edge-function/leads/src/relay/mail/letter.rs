//! A mail to somebody who asked for it. It has a visible link to get no more of it, and the headers by which mail programs
//! show a button for the same: there is no way to make one without.
//!
//! ```compile_fail,E0599
//! use leads::Language;
//! use leads::relay::LetterDraft;
//!
//! let draft = LetterDraft::new(Language::English, "News").paragraph("Something new.");
//! // A draft is no letter: nobody can be told where to stop.
//! draft.advertising(todo!(), todo!(), todo!(), todo!());
//! ```

use std::fmt::Write as _;

use super::header::{HeaderText, Mailbox};
use super::{EventId, Mail, html};
use crate::language::Language;
use crate::markup::escaped;
use crate::moment::Moment;
use crate::partner::MailAddress;
use crate::store::Sendable;

/// What a letter says, before it says how to get no more of it.
#[derive(Debug, Clone)]
#[must_use = "a draft cannot be sent"]
pub struct LetterDraft {
    language: Language,
    subject: HeaderText,
    text: String,
    html: String,
}

/// A letter that can be sent.
#[derive(Debug, Clone)]
pub struct Letter {
    subject: HeaderText,
    text: String,
    html: String,
    way_out: String,
}

impl LetterDraft {
    /// A letter about this that says nothing yet.
    pub fn new(language: Language, subject: &str) -> Self {
        Self { language, subject: HeaderText::new(subject), text: String::new(), html: String::new() }
    }

    /// The letter with one more paragraph.
    pub fn paragraph(mut self, words: &str) -> Self {
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{words}\n\n");
        let _ = writeln!(self.html, "<p>{}</p>", escaped(words));
        self
    }

    /// The letter with a link on a line of its own.
    pub fn link(mut self, words: &str, address: &str) -> Self {
        let _ = write!(self.text, "{words}:\n{address}\n\n");
        let _ = writeln!(self.html, "<p><a href=\"{}\"><b>{}</b></a></p>", escaped(address), escaped(words));
        self
    }

    /// The whole letter: at its end stands for whom the link behind it is, and the link, which stops such mails at once.
    #[must_use]
    pub fn with_way_out(mut self, words: &str, link: &str, address: &str) -> Letter {
        let _ = write!(self.text, "-- \n{words} {link}:\n{address}\n");
        let (words, link, href) = (escaped(words), escaped(link), escaped(address));
        let _ = writeln!(self.html, "<hr>\n<p><small>{words} <a href=\"{href}\">{link}</a></small></p>");
        let html = html::page_of(self.language.wire(), self.subject.as_str(), &self.html);
        Letter { subject: self.subject, text: self.text, html, way_out: address.to_owned() }
    }
}

impl Letter {
    /// The letter as a mail to somebody to whom advertising may be sent.
    pub fn advertising(&self, to: &Sendable<MailAddress>, id: EventId, from: &Mailbox, now: Moment) -> Mail {
        self.to(to.recipient(), id, from, now)
    }

    /// The letter as a mail to whoever asked for it and is to confirm that.
    pub(crate) fn to(&self, to: &MailAddress, id: EventId, from: &Mailbox, now: Moment) -> Mail {
        Mail {
            from: from.clone(),
            to: Mailbox { name: HeaderText::new(""), address: to.clone() },
            reply_to: None,
            subject: self.subject.clone(),
            event_id: id,
            sent: now,
            text: self.text.clone(),
            html: self.html.clone(),
            json: None,
            way_out: Some(self.way_out.clone()),
        }
    }
}
