//! What the build promises about a page, and the edge keeps.
//!
//! The build writes one contract beside each project's pages; whoever receives a submission reads it. It travels with
//! the page, so both are always of one mind, and it holds only what the page itself shows: never a secret.

mod category;
mod fault;
mod revision;
mod slug;

use serde::Serialize;

use crate::form::{Field, Form};
use crate::json::{Json, Members, Read, Schema, Text, Wrong, read_members};
use crate::language::Language;
use crate::table::Table;

pub use category::Category;
pub use fault::{ContractError, ContractFault};
pub use revision::{NotARevision, Revision};
pub use slug::{NotASlug, Slug};

/// The schema this program writes, and the newest it reads. Raise it for every change after which an older reader
/// would misunderstand: a new key, a new field of forms, a new choice, another way to compute the revision.
pub const SCHEMA: u32 = 2;

/// The oldest it reads: one without the words beside boxes for consent.
const OLDEST: u32 = 1;

/// What a contract says. Any value can be written here; [`Contract::new`] checks that it hangs together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Terms {
    /// Where the pages are: scheme and host, without a slash at the end.
    pub origin: String,
    /// Whose page it is.
    pub project: NamedProject,
    /// The only thing about the project that marketing platforms may ever learn.
    pub category: Category,
    /// The languages of the page; the first is the project's own.
    pub languages: Vec<Language>,
    /// Who gets the leads.
    pub partner: NamedPartner,
    /// Who runs the pages.
    pub operator: NamedOperator,
    /// What the page asks.
    pub form: Form,
    /// The exact words beside each box for consent on the form, in each language of the page.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub consents: Table<Language, Table<Field, String>>,
    /// The privacy notice in each language of the page.
    pub notice: Table<Language, Notice>,
    /// How many days the content of a lead is kept after the last contact.
    pub retention_days: u32,
    /// Whether leads are taken. A project that is sold out or over takes none.
    pub accepting: bool,
}

/// A project, as people and paths call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedProject {
    /// Its name in paths.
    pub slug: Slug,
    /// Its name for people.
    pub name: String,
}

/// A partner, as the operator's files and people call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedPartner {
    /// Its id, which finds where its leads go.
    pub id: String,
    /// Its name for people.
    pub name: String,
}

/// The operator, as people call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedOperator {
    /// Its name for people.
    pub name: String,
    /// Where people can reach it about their data: an e-mail address.
    pub contact: String,
}

/// The privacy notice that a page links to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Its version: letters, digits, `.`, `-` and `_`, short enough to be sent along with the form.
    pub version: String,
    /// Where exactly this version can be read for good: a path on the site, from its root.
    pub path: String,
}

/// A contract that hangs together: every language has its notice, and the revision is that of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contract {
    schema: u32,
    revision: Revision,
    terms: Terms,
}

/// A contract as it is written, before anybody asked whether it hangs together.
struct WrittenContract {
    revision: Revision,
    terms: Terms,
}

read_members!(WrittenContract { revision, terms } beside schema);
read_members!(NamedProject { slug, name });
read_members!(NamedPartner { id, name });
read_members!(NamedOperator { name, contact });
read_members!(Notice { version, path });

impl Read for Terms {
    fn read(json: &Json, wrong: &mut Wrong) -> Self {
        let known = [
            "origin",
            "project",
            "category",
            "languages",
            "partner",
            "operator",
            "form",
            "consents",
            "notice",
            "retention_days",
            "accepting",
        ];
        let mut members = Members::of(json, wrong, &known);
        Self {
            origin: members.get("origin"),
            project: members.get("project"),
            category: members.get("category"),
            languages: members.get("languages"),
            partner: members.get("partner"),
            operator: members.get("operator"),
            form: members.get("form"),
            consents: members.get_or_default("consents"),
            notice: members.get("notice"),
            retention_days: members.get("retention_days"),
            accepting: members.get("accepting"),
        }
    }
}

impl Contract {
    /// The contract with these terms. Errors: everything that does not hang together, at once.
    pub fn new(terms: Terms) -> Result<Self, Vec<ContractFault>> {
        let mut faults = terms.faults();
        faults.extend(terms.consent_faults());
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self { schema: SCHEMA, revision: Revision::of(&terms.form), terms })
    }

    /// Reads what [`Contract::to_json`] wrote.
    ///
    /// Errors: it is not a contract, it comes from a newer program, or somebody changed it by hand.
    pub fn from_json(json: &str) -> Result<Self, ContractError> {
        let text = Text::new(json).map_err(ContractError::Unreadable)?;
        let Schema(schema) = text.read().map_err(ContractError::Unreadable)?;
        if !(OLDEST..=SCHEMA).contains(&schema) {
            return Err(ContractError::Schema { found: schema, known: SCHEMA });
        }
        let written: WrittenContract = text.read().map_err(ContractError::Unreadable)?;
        let mut faults = written.terms.faults();
        if schema > OLDEST {
            faults.extend(written.terms.consent_faults());
        }
        if !faults.is_empty() {
            return Err(ContractError::Unsound(faults));
        }
        let contract = Self { schema, revision: Revision::of(&written.terms.form), terms: written.terms };
        if contract.revision != written.revision {
            return Err(ContractError::Revision { written: written.revision, computed: contract.revision });
        }
        Ok(contract)
    }

    /// The contract as text: indented, always in the same order, ending in a line break.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "only a map with keys other than strings cannot be written"
    )]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a contract has only words as keys") + "\n"
    }

    /// What it says.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// What the page asks.
    pub fn form(&self) -> &Form {
        &self.terms.form
    }

    /// Which form a visitor saw: changes exactly when the content of the form does.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// The words beside a box for consent on the page in this language, if it has that box.
    pub fn consent(&self, language: Language, field: Field) -> Option<&str> {
        self.terms.consents.get(&language)?.get(&field).map(String::as_str)
    }

    /// The notice that the page in this language links to, if there is a page in it.
    pub fn notice(&self, language: Language) -> Option<&Notice> {
        self.terms.notice.get(&language)
    }
}
