//! The words of a mail. They are handed in, so that all phrases of a language live in one place.

use serde::{Deserialize, Deserializer, Serialize};

use super::facts::MailKey;
use crate::form::Field;
use crate::json::{self, read_members};
use crate::language::Language;
use crate::relay::event::EventType;
use crate::store::PartnerReport;
use crate::table::Table;

/// What a mail says in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MailWords {
    /// The language.
    pub language: Language,
    /// About a new lead.
    pub created: EventWords,
    /// About a lead that was put right.
    pub updated: EventWords,
    /// About a lead whose data are to be erased.
    pub erased: EventWords,
    /// About a lead whose data are to be kept but not used.
    pub restricted: EventWords,
    /// Why this lead comes by mail: the partner's server has not taken it.
    pub fallback: String,
    /// That an answer to the mail goes to the visitor.
    pub reply: String,
    /// The last lines: what the partner owes to the person.
    pub footer: String,
    /// What stands before a value in the HTML. A key without a label shows its own name.
    pub labels: Table<MailKey, String>,
    /// What the HTML shows instead of a wire name, for fields with choices. A choice without words shows its wire name.
    pub choices: Table<Field, Table<String, String>>,
    /// On the page where the partner says what became of a lead.
    pub report: ReportWords,
}

/// What stands on the page where a partner says what became of a lead.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReportWords {
    /// What the page is for.
    pub title: String,
    /// What stands before the lead's id.
    pub lead: String,
    /// What to do, and why.
    pub intro: String,
    /// What stands before the outcome that was noted last.
    pub noted: String,
    /// What each button says.
    pub outcomes: Table<PartnerReport, String>,
}

/// What a mail says about one kind of event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct EventWords {
    /// How the subject line begins; the project's name and the end of the lead's id follow.
    pub subject: String,
    /// The first sentence.
    pub intro: String,
}

read_members!(MailWords {
    language,
    created,
    updated,
    erased,
    restricted,
    fallback,
    reply,
    footer,
    labels,
    choices,
    report,
});
read_members!(ReportWords { title, lead, intro, noted, outcomes });
read_members!(EventWords { subject, intro });

impl<'de> Deserialize<'de> for MailWords {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json::deserialize(json)
    }
}

impl ReportWords {
    /// What stands for this outcome; its wire name if there are no words.
    pub(crate) fn outcome(&self, outcome: PartnerReport) -> &str {
        self.outcomes.get(&outcome).map_or(outcome.wire(), String::as_str)
    }
}

impl MailWords {
    /// Where the build writes the words of this language: from the root of the site, without a slash in front.
    pub fn path(language: Language) -> String {
        format!("_gevel/mail/{language}.json")
    }

    /// What is said about this kind of event.
    pub(super) fn of(&self, event_type: EventType) -> &EventWords {
        match event_type {
            EventType::Created => &self.created,
            EventType::Updated => &self.updated,
            EventType::Erased => &self.erased,
            EventType::Restricted => &self.restricted,
        }
    }

    pub(crate) fn label(&self, key: MailKey) -> &str {
        self.labels.get(&key).map_or(key.wire(), String::as_str)
    }

    /// The word for one choice of a key that has choices, or else the choice itself.
    pub(crate) fn choice<'a>(&'a self, key: MailKey, wire: &'a str) -> &'a str {
        let words = key.field().and_then(|field| self.choices.get(&field));
        words.and_then(|words| words.get(wire)).map_or(wire, String::as_str)
    }
}
