//! The pages and words of one language, as the build wrote them: the form to answer with, a page in the site's look for
//! everything else, and what there is to say.

use std::fmt;

use serde::Serialize;

use super::form::{Refused, Typed};
use super::template::filled;
use crate::door::Response;
use crate::json::{Schema, Text, read_members};
use crate::language::Language;
use crate::markup::escaped;
use crate::table::Table;

/// The schema this program writes, and the only one it reads.
const SCHEMA: u32 = 1;

/// What there must be words for. In those about links and dates, names in braces are filled in.
pub const KEYS: &[&str] = &[
    "fault_kind",
    "fault_email",
    "fault_words",
    "fault_long",
    "note_honeypot",
    "note_flood",
    "note_unavailable",
    "note_unreadable",
    "sent_title",
    "sent_text",
    "sent_after",
    "confirm_title",
    "confirm_text",
    "words_label",
    "button",
    "do_access",
    "do_rectification",
    "do_erasure",
    "do_restriction",
    "do_portability",
    "do_objection",
    "done_title",
    "done_access",
    "done_rectification",
    "done_erasure",
    "done_restriction",
    "done_portability",
    "done_objection",
    "done_after",
    "broken_title",
    "broken_text",
    "expired_title",
    "expired_text",
    "ask_again",
    "mail_subject",
    "mail_intro",
    "mail_link",
    "mail_after",
    "package_subject",
    "package_mail",
    "package_after",
    "held_subject",
    "held_text",
    "package_title",
    "package_intro",
    "package_none",
    "enquiry",
    "purpose",
    "kept_until",
    "restricted",
    "recipients",
    "recipient_got",
    "recipient_maybe",
    "recipients_none",
    "source",
    "lists",
    "list_newsletter",
    "list_similar",
    "list_pending",
    "list_confirmed",
    "list_ended",
    "requests",
    "request_open",
    "request_closed",
    "copies_until",
    "no_advertising",
    "your_rights",
    "files",
    "as_json",
    "as_csv",
];

/// The pages and words of one language.
#[derive(Debug, Clone)]
pub struct RightsPages {
    /// The language.
    pub language: Language,
    /// The origin of the site, for links in mails: without a slash at its end.
    pub origin: String,
    policy: String,
    form_policy: String,
    /// The page with the form, with slots.
    form: String,
    /// A page with the slots `title` and `body`.
    page: String,
    words: Table<String, String>,
}

#[derive(Serialize)]
struct Written<'a> {
    schema: u32,
    language: Language,
    origin: &'a str,
    policy: &'a str,
    form_policy: &'a str,
    form: &'a str,
    page: &'a str,
    words: &'a Table<String, String>,
}

/// Why something is no such file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RightsPagesError {
    /// It cannot be read, for this reason.
    Unreadable(String),
    /// It was written by another program.
    Schema(u32),
    /// There are no words for this.
    Words(&'static str),
    /// A page has no place for this slot.
    Slot(&'static str),
}

/// A page and its policy, as the build hands it over.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The HTML, with slots.
    pub html: String,
    /// The value of its header `Content-Security-Policy`.
    pub policy: String,
}

struct Unchecked {
    language: Language,
    origin: String,
    policy: String,
    form_policy: String,
    form: String,
    page: String,
    words: Table<String, String>,
}

read_members!(Unchecked { language, origin, policy, form_policy, form, page, words } beside schema);

/// What the form must have a place for.
const FORM_SLOTS: &[&str] = &["note", "message kind", "message email", "message words", "value email", "value words"];

impl RightsPages {
    /// Those of this language. Errors: the first words that are missing, the first slot that a page has no place for.
    pub fn new(
        language: Language,
        origin: &str,
        form: Drawn,
        page: Drawn,
        words: Table<String, String>,
    ) -> Result<Self, RightsPagesError> {
        let is_said = |key: &&str| words.get(*key).is_some_and(|words| !words.trim().is_empty());
        if let Some(key) = KEYS.iter().find(|key| !is_said(key)) {
            return Err(RightsPagesError::Words(key));
        }
        let has = |html: &str, slot: &str| html.contains(&format!("<?{slot}?>"));
        let missing = FORM_SLOTS.iter().find(|slot| !has(&form.html, slot));
        let missing = missing.or_else(|| ["title", "body"].iter().find(|slot| !has(&page.html, slot)));
        if let Some(slot) = missing {
            return Err(RightsPagesError::Slot(slot));
        }
        Ok(Self {
            language,
            origin: origin.trim_end_matches('/').to_owned(),
            policy: page.policy,
            form_policy: form.policy,
            form: form.html,
            page: page.html,
            words,
        })
    }

    /// Where the pages of a language lie in the site: from its root, without a slash in front.
    pub fn path(language: Language) -> String {
        // A dot is in no project's name: no project can have a file there.
        format!("_gevel/rights.{language}.json")
    }

    /// Reads what [`RightsPages::to_json`] wrote.
    pub fn from_json(json: &str) -> Result<Self, RightsPagesError> {
        let unreadable = |error: serde_json::Error| RightsPagesError::Unreadable(error.to_string());
        let text = Text::new(json).map_err(unreadable)?;
        let Schema(schema) = text.read().map_err(unreadable)?;
        if schema != SCHEMA {
            return Err(RightsPagesError::Schema(schema));
        }
        let Unchecked { language, origin, policy, form_policy, form, page, words } =
            text.read::<Unchecked>().map_err(unreadable)?;
        let (form, page) = (Drawn { html: form, policy: form_policy }, Drawn { html: page, policy });
        Self::new(language, &origin, form, page, words)
    }

    /// The file, ending in a line break.
    pub fn to_json(&self) -> String {
        let Self { language, origin, policy, form_policy, form, page, words } = self;
        let written = Written { schema: SCHEMA, language: *language, origin, policy, form_policy, form, page, words };
        serde_json::to_string_pretty(&written).unwrap_or_default() + "\n"
    }

    /// What is said under this key.
    pub(super) fn word(&self, key: &str) -> &str {
        self.words.get(key).map_or("", String::as_str)
    }

    /// The same with one name filled in.
    pub(super) fn told(&self, key: &str, name: &str, value: &str) -> String {
        self.word(key).replace(&format!("{{{name}}}"), value)
    }

    /// What is said under these keys, as paragraphs of a page.
    pub(super) fn paragraphs(&self, keys: &[&str]) -> String {
        let paragraphs: Vec<_> = keys.iter().map(|key| format!("<p>{}</p>", escaped(self.word(key)))).collect();
        paragraphs.concat()
    }

    /// A page with this body, which is HTML.
    pub(super) fn page(&self, status: u16, title: &str, body: &str) -> Response {
        let value = |slot: &str| match slot {
            "title" => escaped(self.word(title)),
            "body" => body.to_owned(),
            _ => String::new(),
        };
        quiet(Response::html(status, filled(&self.page, &|_| true, &value), &self.policy))
    }

    /// Said to whoever shows a link that is none.
    pub(super) fn broken(&self) -> Response {
        self.page(404, "broken_title", &(self.paragraphs(&["broken_text"]) + &self.ask_again()))
    }

    /// Said to whoever shows a link whose time is over.
    pub(super) fn expired(&self) -> Response {
        self.page(410, "expired_title", &(self.paragraphs(&["expired_text"]) + &self.ask_again()))
    }

    fn ask_again(&self) -> String {
        format!("<p><a href=\"/{}/rights/#ask\">{}</a></p>", self.language, escaped(self.word("ask_again")))
    }

    /// The form again, with what was typed and what is wrong.
    pub(super) fn form(&self, status: u16, typed: &Typed<'_>, faults: &[Refused]) -> Response {
        let of = |field: &str| faults.iter().find(|fault| fault.field() == Some(field));
        let note = faults.iter().find(|fault| fault.field().is_none());
        let holds = |condition: &str| match condition.split_once(' ') {
            Some(("fault", field)) => of(field).is_some(),
            Some(("chosen", kind)) => typed.get("kind") == kind,
            _ => match condition {
                "note" => note.is_some(),
                "faults" => faults.iter().any(|fault| fault.field().is_some()),
                _ => false,
            },
        };
        let value = |slot: &str| match slot.split_once(' ') {
            Some(("message", field)) => escaped(of(field).map_or("", |fault| self.word(fault.key()))),
            Some(("value", field)) => escaped(typed.get(field)),
            _ if slot == "note" => escaped(note.map_or("", |fault| self.word(fault.key()))),
            _ => String::new(),
        };
        let response = quiet(Response::html(status, filled(&self.form, &holds, &value), &self.form_policy));
        if status == 429 { response.with("retry-after", crate::platform::Limit::SECONDS.to_string()) } else { response }
    }
}

/// The address of the page opens what is somebody's own: no other site hears of it, our own neither.
fn quiet(mut response: Response) -> Response {
    for (name, value) in &mut response.headers {
        if *name == "referrer-policy" {
            "no-referrer".clone_into(value);
        }
    }
    response
}

impl fmt::Display for RightsPagesError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => write!(out, "it cannot be read: {why}"),
            Self::Schema(found) => write!(out, "it has schema {found}, and this program reads {SCHEMA}"),
            Self::Words(key) => write!(out, "there are no words for `{key}`"),
            Self::Slot(slot) => write!(out, "a page has no place for `<?{slot}?>`"),
        }
    }
}

impl std::error::Error for RightsPagesError {}
