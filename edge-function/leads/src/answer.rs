//! The page that answers a form that could not be taken: the landing page's own form again, with everything still in
//! it that was typed, and at each field what to put right.
//!
//! The theme draws it at build time, once for each language, with slots where an answer differs from another; at the
//! edge one pass fills them. So both forms come from one template, and the edge needs none.

mod fault;
mod note;
mod slots;
mod words;

use serde::Serialize;

use crate::contract::Slug;
use crate::form::Field;
use crate::json::{Schema, Text, read_members};
use crate::language::Language;
use crate::markup::push_escaped;
use crate::submission::{FieldFault, Place, Typed};
use slots::{Condition, Piece};

pub use fault::{AnswerPageError, SlotFault, WordsFault};
pub use note::Note;
pub use words::{AnswerWords, FaultWords};

/// The schema this program writes, and the only one it reads. Raise it for every new slot, code or note: an older
/// reader would not know it.
pub const SCHEMA: u32 = 1;

/// An answer page in one language. It exists only if every slot in it is known and nothing can go wrong that it has no
/// place and no words for.
#[derive(Debug, Clone)]
pub struct AnswerPage {
    language: Language,
    policy: String,
    page: String,
    pieces: Vec<Piece>,
    words: AnswerWords,
}

#[derive(Serialize)]
struct Written<'a> {
    schema: u32,
    language: Language,
    policy: &'a str,
    words: &'a AnswerWords,
    page: &'a str,
}

/// A page as it is written, before its slots were looked at.
struct Unchecked {
    language: Language,
    policy: String,
    words: AnswerWords,
    page: String,
}

read_members!(Unchecked { language, policy, words, page } beside schema);

/// What one answer says.
struct Said<'a> {
    page: &'a AnswerPage,
    typed: Option<&'a Typed>,
    faults: &'a [FieldFault],
    note: Option<Note>,
    /// What is wrong where the page has no field for it; the same words once.
    elsewhere: Vec<String>,
}

impl AnswerPage {
    /// The page in this language, with slots, the value of its header `Content-Security-Policy`, and its words.
    ///
    /// A slot is written like a processing instruction of SGML, which no escaped text can look like:
    /// - `<?value FIELD?>` what was typed, `<?message FIELD?>` what is wrong with it;
    /// - `<?if fault FIELD?>`, `<?if chosen FIELD VALUE?>`, `<?if faults?>` and `<?if note NOTE?>` up to `<?end?>`;
    /// - `<?each elsewhere?>` up to `<?end?>`, once for each thing that is wrong without a field of this page, with
    ///   `<?message?>` in it.
    ///
    /// Errors: the first slot that cannot be read, the first thing the page would keep silent about, the first words
    /// that are missing or name a parameter that is not there.
    pub fn new(language: Language, policy: String, page: String, words: AnswerWords) -> Result<Self, AnswerPageError> {
        let pieces = slots::pieces(&page).map_err(AnswerPageError::Slot)?;
        words.check().map_err(AnswerPageError::Words)?;
        Ok(Self { language, policy, page, pieces, words })
    }

    /// Where the answer page of a project in a language lies in the site: from its root, without a slash in front.
    pub fn path(slug: &Slug, language: Language) -> String {
        format!("_gevel/{slug}/{language}.json")
    }

    /// Reads what [`AnswerPage::to_json`] wrote. Errors: it is no answer page, or comes from another program.
    pub fn from_json(json: &str) -> Result<Self, AnswerPageError> {
        let text = Text::new(json).map_err(AnswerPageError::Unreadable)?;
        let Schema(schema) = text.read().map_err(AnswerPageError::Unreadable)?;
        if schema != SCHEMA {
            return Err(AnswerPageError::Schema { found: schema, known: SCHEMA });
        }
        let read: Unchecked = text.read().map_err(AnswerPageError::Unreadable)?;
        Self::new(read.language, read.policy, read.page, read.words)
    }

    /// The page as text: always in the same order, ending in a line break.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "only a map with keys other than strings cannot be written"
    )]
    pub fn to_json(&self) -> String {
        let Self { language, policy, page, pieces: _, words } = self;
        let written = Written { schema: SCHEMA, language: *language, policy, words, page };
        serde_json::to_string_pretty(&written).expect("an answer page has only words as keys") + "\n"
    }

    /// Its language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The value of the header `Content-Security-Policy` to send with it.
    pub fn policy(&self) -> &str {
        &self.policy
    }

    /// The HTML that shows what was typed, and all that is wrong with it.
    pub fn with_faults(&self, typed: &Typed, faults: &[FieldFault]) -> String {
        self.render(Some(typed), faults, None)
    }

    /// The HTML that shows what was typed, if it could be read, and why it was not taken although nothing is wrong
    /// with it.
    pub fn with_note(&self, typed: Option<&Typed>, note: Note) -> String {
        self.render(typed, &[], Some(note))
    }

    /// What people read about a fault, as plain text: the same words as on the page.
    pub fn message(&self, fault: &FieldFault) -> String {
        self.words.message(fault)
    }

    /// What people read when their form was not taken for this reason, as plain text.
    pub fn note_text(&self, note: Note) -> &str {
        self.words.note(note)
    }

    fn render(&self, typed: Option<&Typed>, faults: &[FieldFault], note: Option<Note>) -> String {
        let mut elsewhere = Vec::new();
        for fault in faults.iter().filter(|fault| !self.has_place_for(fault)) {
            let message = self.message(fault);
            if !elsewhere.contains(&message) {
                elsewhere.push(message);
            }
        }
        // What is put in is short beside the page, but for a long message.
        let mut html = String::with_capacity(self.page.len() + 4_096);
        Said { page: self, typed, faults, note, elsewhere }.write(&self.pieces, "", &mut html);
        html
    }

    /// Whether the page shows this fault at a field of its own.
    fn has_place_for(&self, fault: &FieldFault) -> bool {
        match &fault.place {
            Place::Field(field) => self.pieces.contains(&Piece::Message(*field)),
            Place::Stranger(_) => false,
        }
    }
}

impl Said<'_> {
    /// Writes these pieces; `message` is the one that is told at this turn of `each elsewhere`.
    fn write(&self, pieces: &[Piece], message: &str, html: &mut String) {
        let mut rest = pieces;
        while let Some((piece, after)) = rest.split_first() {
            rest = after;
            match piece {
                Piece::Text(range) => html.push_str(self.page.page.get(range.clone()).unwrap_or_default()),
                Piece::Value(field) => push_escaped(html, self.typed.map_or("", |typed| typed.get(*field))),
                Piece::Message(field) => {
                    if let Some(fault) = self.fault(*field) {
                        push_escaped(html, &self.page.message(fault));
                    }
                }
                Piece::MessageElsewhere => push_escaped(html, message),
                Piece::If(condition, length) => {
                    if !self.holds(condition) {
                        rest = after.get(*length..).unwrap_or_default();
                    }
                }
                Piece::EachElsewhere(length) => {
                    let (each, behind) = after.split_at_checked(*length).unwrap_or_default();
                    for message in &self.elsewhere {
                        self.write(each, message, html);
                    }
                    rest = behind;
                }
            }
        }
    }

    fn holds(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Fault(field) => self.fault(*field).is_some(),
            Condition::Chosen(field, value) => self.typed.is_some_and(|typed| typed.has(*field, value)),
            Condition::Faults => !self.faults.is_empty(),
            Condition::Note(note) => self.note == Some(*note),
        }
    }

    fn fault(&self, field: Field) -> Option<&FieldFault> {
        self.faults.iter().find(|fault| fault.place == Place::Field(field))
    }
}
