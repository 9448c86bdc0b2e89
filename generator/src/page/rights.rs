//! The form by which people use their rights, on the page that explains them, and the page behind the links it mails.

use leads::rights::WORDS_MAX_LENGTH;
use leads::store::RequestKind;
use serde::Serialize;

use super::Page;
use super::head::{Frame, Head};
use crate::render;
use crate::theme::Phrases;

/// Whether the form is shown for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// It is empty.
    First,
    /// It has slots for what was typed and what is wrong with it.
    Again,
}

#[derive(Debug, Serialize)]
struct Ask {
    again: bool,
    title: String,
    mend: String,
    intro: String,
    phone: String,
    privacy: String,
    kind: String,
    kinds: Vec<Kind>,
    email: String,
    hint_email: String,
    words: String,
    hint_words: String,
    words_max: usize,
    submit: String,
}

#[derive(Debug, Serialize)]
struct Kind {
    value: &'static str,
    label: String,
}

/// The page on rights with the form put in.
pub fn rights_page(page: Page, asking: Asking, phrases: &Phrases) -> Page {
    let text = |key: &str| phrases.text(&format!("words.rights.{key}"));
    let kind = |kind: &RequestKind| Kind { value: kind.wire(), label: text(&format!("do_{kind}")) };
    let ask = Ask {
        again: asking == Asking::Again,
        title: text("form_title"),
        mend: text("mend"),
        intro: text("form_intro"),
        phone: text("form_phone"),
        privacy: text("form_privacy"),
        kind: text("kind"),
        kinds: RequestKind::ALL.iter().map(kind).collect(),
        email: text("email"),
        hint_email: text("hint_email"),
        words: text("words"),
        hint_words: text("hint_words"),
        words_max: WORDS_MAX_LENGTH,
        submit: text("submit"),
    };
    let (name, mut value) = page.content;
    if let Some(members) = value.as_object_mut() {
        members.insert("ask".to_owned(), serde_json::to_value(&ask).unwrap_or_default());
    }
    let template = match asking {
        Asking::First => render::RIGHTS,
        Asking::Again => render::RIGHTS_AGAIN,
    };
    Page { template, content: (name, value), ..page }
}

/// The title of the page that answers a form which could not be taken.
pub fn rights_title(phrases: &Phrases) -> String {
    phrases.text("words.rights.title")
}

/// The page behind a link, without its title and text.
pub fn link_page(path: String, title: String, frame: impl FnOnce(Head) -> Frame) -> Page {
    Page {
        path,
        template: render::LINK,
        frame: frame(Head::hidden(title, String::new())).beside(),
        content: ("page", serde_json::Value::Null),
        orders: Vec::new(),
    }
}
