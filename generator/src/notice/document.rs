//! A legal text as plain data: what a theme needs to show it, and nothing it would have to trust as HTML.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A legal text in one language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Title of the page.
    pub title: String,
    /// For search engines.
    pub description: String,
    /// The short layer: what everybody should know, in a few lines.
    pub intro: Vec<Text>,
    /// The full text.
    pub sections: Vec<Section>,
    /// Which version of a notice it is; no other text has one, and what a notice says does not depend on it.
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub version: Option<Version>,
}

/// The version of a notice, as its foot tells it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Version {
    /// Its name, such as `2026-11-02-9f2c41d0`.
    pub name: String,
    /// Its day.
    pub date: Date,
    /// The same day as people write it.
    pub day: String,
}

/// A part under one heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its anchor, the same in every language and for good.
    pub id: String,
    /// What the law wants to be told and this part tells, such as `N-18`.
    pub item: Vec<String>,
    /// Its heading.
    pub heading: String,
    /// Whether it must be set apart from everything else (GDPR art. 21(4)).
    #[serde(default, skip_serializing_if = "is_usual")]
    pub emphasis: bool,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A block of text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// What it says.
        text: Text,
    },
    /// A list without order.
    List {
        /// Its items.
        items: Vec<Text>,
    },
    /// Terms with what they stand for.
    Facts {
        /// A heading of their own, one level below that of the section.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        heading: Option<String>,
        /// In the order to show them.
        facts: Vec<Fact>,
    },
    /// A table; the first cell of a row names the row.
    Table {
        /// Names of the columns.
        head: Vec<String>,
        /// As many cells in each row as there are names.
        rows: Vec<Vec<Text>>,
    },
}

/// A term with what it stands for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The term.
    pub term: String,
    /// What it stands for.
    pub text: Text,
}

/// A line of text, in parts that are links or not.
pub type Text = Vec<Span>;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Where they lead: `mailto:`, `tel:`, `https:`, `#anchor` of this document, or a path from the root of the site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_usual(emphasis: &bool) -> bool {
    !emphasis
}

impl Section {
    /// An empty part; `item` names what the law wants to be told.
    pub(super) fn new(id: &str, item: &[&str], heading: impl Into<String>) -> Self {
        let item = item.iter().map(|item| (*item).to_owned()).collect();
        Self { id: id.to_owned(), item, heading: heading.into(), emphasis: false, blocks: Vec::new() }
    }

    /// With one more block.
    pub(super) fn with(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }
}

impl Block {
    /// A paragraph.
    pub(super) fn paragraph(text: Text) -> Self {
        Self::Paragraph { text }
    }

    /// Terms under the heading of their section.
    pub(super) fn facts(facts: Vec<Fact>) -> Self {
        Self::Facts { heading: None, facts }
    }
}

impl Fact {
    /// A term with words that lead nowhere.
    pub(super) fn plain(term: &str, text: impl Into<String>) -> Self {
        Self { term: term.to_owned(), text: plain(text) }
    }

    /// A term with words that lead somewhere.
    pub(super) fn link(term: &str, text: &str, href: String) -> Self {
        Self { term: term.to_owned(), text: vec![Span { text: text.to_owned(), href: Some(href) }] }
    }

    /// A term with an e-mail address.
    pub(super) fn mail(term: &str, address: &str) -> Self {
        Self::link(term, address, format!("mailto:{address}"))
    }

    /// A term with a phone number.
    pub(super) fn phone(term: &str, number: &str) -> Self {
        Self::link(term, number, format!("tel:{}", number.replace(' ', "")))
    }
}

/// Words that lead somewhere.
pub(super) fn link(text: impl Into<String>, href: impl Into<String>) -> Text {
    vec![Span { text: text.into(), href: Some(href.into()) }]
}

/// Words that lead nowhere.
pub(super) fn plain(text: impl Into<String>) -> Text {
    vec![Span { text: text.into(), href: None }]
}
