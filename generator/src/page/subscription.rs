//! The page behind the links of a mail that somebody asked for. It says each of the things there may be to say, between
//! marks; the edge shows one of them.

use leads::subscription::{List, Part};
use serde::Serialize;

use super::Page;
use super::head::{Frame, Head};
use crate::render;
use crate::theme::Phrases;

#[derive(Debug, Serialize)]
struct Shown {
    parts: Vec<Said>,
}

#[derive(Debug, Serialize)]
struct Said {
    place: String,
    title: String,
    text: String,
    button: Option<String>,
    /// Whether the button ends mail: then it sends what the one of a mail program does.
    is_end: bool,
}

/// The page in the language of the phrases.
pub fn subscription_page(path: String, operator: &str, frame: impl FnOnce(Head) -> Frame, phrases: &Phrases) -> Page {
    let fill = |key: &str| phrases.fill(&format!("words.subscription.{key}"), &[("operator", operator)]);
    let said = |part: Part, list: List| Said {
        place: part.place(list),
        title: fill(&format!("{part}.{list}.title")),
        text: fill(&format!("{part}.{list}.text")),
        button: match part {
            Part::Confirm | Part::Stop => Some(fill(&format!("{part}.{list}.button"))),
            Part::Confirmed | Part::Stopped | Part::Gone => None,
        },
        is_end: part == Part::Stop,
    };
    let parts = List::ALL.iter().flat_map(|list| Part::ALL.iter().map(move |part| (*part, *list)));
    let shown = Shown { parts: parts.map(|(part, list)| said(part, list)).collect() };
    Page {
        path,
        template: render::SUBSCRIPTION,
        frame: frame(Head::hidden(fill("title"), fill("description"))),
        content: ("page", serde_json::to_value(&shown).unwrap_or_default()),
        orders: Vec::new(),
    }
}
