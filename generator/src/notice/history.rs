//! What a notice tells of its own versions, and how an earlier one is shown: its text untouched, with what became of it
//! before and after.

use leads::Language;

use super::archive::{Edition, FOLDER};
use super::changes::changes;
use super::content::Notice;
use super::document::{Block, Document, Section, Version, link};
use super::editions::{Editions, History, Standing};
use super::privacy::ABOUT;
use super::register::Register;
use super::values::Values;
use super::words::words;
use crate::project::company::Operator;

/// An edition between its neighbours.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// The one before.
    pub before: Option<&'a Edition>,
    /// The edition.
    pub edition: &'a Edition,
    /// The one that replaced it.
    pub after: Option<&'a Edition>,
}

impl History {
    /// Each edition with the one before and the one after it, the earliest first.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = Step<'_>> {
        self.editions.iter().enumerate().map(|(index, edition)| Step {
            before: index.checked_sub(1).and_then(|before| self.editions.get(before)),
            edition,
            after: self.editions.get(index + 1),
        })
    }

    /// The text that applies now, with its version, what changed, and the versions before.
    pub fn present(&self, register: &Register, operator: &Operator, language: Language) -> Option<Document> {
        let last = self.steps().next_back()?;
        let mut document = dated(last.edition, language)?;
        let blocks = self.about(&last, register, operator, language);
        if let Some(about) = document.sections.iter_mut().find(|section| section.id == ABOUT) {
            about.blocks.extend(blocks);
        }
        Some(document)
    }

    /// The text of an edition as it was, with what became of it in front.
    pub fn kept(
        &self,
        step: &Step<'_>,
        register: &Register,
        operator: &Operator,
        language: Language,
    ) -> Option<Document> {
        let mut document = dated(step.edition, language)?;
        let (wording, words) = (&words(language).history, words(language));
        let values = Values::default().set("date", words.day(step.edition.date));
        let standing = match (step.after, self.last) {
            (Some(after), _) => {
                values.set("next", words.day(after.date)).set("page", after.path(language)).text(&wording.replaced)
            }
            (None, Standing::Ended) => values.text(&wording.ended),
            (None, Standing::Published | Standing::New | Standing::Undated) => {
                values.set("page", format!("/{}/{language}/privacy/", step.edition.project())).text(&wording.current)
            }
        };
        document.intro.insert(0, standing);
        let blocks = self.about(step, register, operator, language);
        if let Some(about) = document.sections.iter_mut().find(|section| section.id == ABOUT) {
            about.blocks.extend(blocks);
        }
        Some(document)
    }

    /// Version, changes, earlier versions.
    fn about(&self, step: &Step<'_>, register: &Register, operator: &Operator, language: Language) -> Vec<Block> {
        let words = words(language);
        let wording = &words.history;
        let values = Values::default()
            .set("version", &step.edition.version)
            .set("permanent", step.edition.path(language))
            .set("date", words.day(step.edition.date))
            .set("page", list_path(operator, language));
        let mut blocks = vec![Block::paragraph(values.text(&wording.version))];
        if let Some(before) = step.before {
            let values = values.clone().set("date", words.day(before.date));
            blocks.push(Block::paragraph(values.text(&wording.changes)));
            blocks.push(Block::List { items: changes(step, &register.changes, language) });
            let earlier = self.editions.iter().rev().skip_while(|edition| edition.date >= step.edition.date);
            let items = earlier.map(|edition| entry(edition, language)).collect();
            blocks.push(Block::paragraph(values.text(&wording.earlier)));
            blocks.push(Block::List { items });
        } else {
            blocks.push(Block::paragraph(values.text(&wording.first)));
        }
        blocks.push(Block::paragraph(values.text(&wording.all)));
        blocks
    }
}

/// Every version of every project's notice, the latest first, with what changed.
pub fn versions(editions: &Editions, register: &Register, operator: &Operator, language: Language) -> Document {
    let wording = &words(language).history;
    let values = Values::default().set("operator", &operator.company.name);
    let sections = editions.histories().filter_map(|(slug, history)| {
        let latest = history.latest()?;
        let mut section = Section::new(slug, &["N-30"], latest.notice.gist.name.clone());
        for step in history.steps().rev() {
            section.blocks.push(Block::paragraph(entry(step.edition, language)));
            let texts = &step.edition.notice.texts;
            let items = changes(&step, &register.changes, language);
            section.blocks.push(if step.before.is_none() {
                Block::paragraph(values.text(&wording.oldest))
            } else if texts.contains_key(&language) {
                Block::List { items }
            } else {
                // Its words are in other languages.
                let names = texts.keys().filter_map(|own| words(language).privacy.language.get(own).cloned());
                let values = values.clone().set("languages", names.collect::<Vec<_>>().join(", "));
                Block::paragraph(values.text(&wording.elsewhere))
            });
        }
        Some(section)
    });
    Document {
        title: values.fill(&wording.title),
        description: values.fill(&wording.description),
        intro: values.texts(&wording.intro),
        sections: sections.collect(),
        version: None,
    }
}

/// The languages in which an edition can be read, told in one of them.
pub fn languages(edition: &Edition, language: Language) -> Option<Document> {
    let words = words(language);
    let (_, text) = edition.notice.text(language)?;
    let links = edition.notice.texts.keys().map(|&own| {
        let name = words.privacy.language.get(&own).cloned().unwrap_or_default();
        link(name, edition.path(own))
    });
    let section = Section::new("languages", &["N-26"], words.history.languages.clone());
    Some(Document {
        title: text.title.clone(),
        description: text.description.clone(),
        intro: Vec::new(),
        sections: vec![section.with(Block::List { items: links.collect() })],
        version: Some(version(edition, language)),
    })
}

/// Where the list of all versions is, in a language of the operator.
pub fn list_path(operator: &Operator, language: Language) -> String {
    format!("/{}/{FOLDER}/", operator.in_language(language))
}

/// A link to an edition, by its day.
fn entry(edition: &Edition, language: Language) -> Vec<super::document::Span> {
    let values = Values::default()
        .set("version", &edition.version)
        .set("date", words(language).day(edition.date))
        .set("page", edition.path(language));
    values.text(&words(language).history.entry)
}

/// The text of an edition in exactly this language, with its version.
fn dated(edition: &Edition, language: Language) -> Option<Document> {
    let Notice { texts, .. } = &edition.notice;
    Some(Document { version: Some(version(edition, language)), ..texts.get(&language)?.clone() })
}

fn version(edition: &Edition, language: Language) -> Version {
    Version { name: edition.version.clone(), date: edition.date, day: words(language).day(edition.date) }
}
