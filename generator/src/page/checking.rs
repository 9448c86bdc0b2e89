//! The page of an enquiry that waits, with the check that lets it go on at once. The edge sends it, under an address of
//! its own for each enquiry.

use leads::Language;
use leads::checking::ACTION;
use serde::Serialize;

use super::Page;
use crate::project::Project;
use crate::project::turnstile::Turnstile;
use crate::render;
use crate::theme::Phrases;

#[derive(Debug, Serialize)]
struct Check {
    site_key: String,
    action: &'static str,
    language: Language,
    title: String,
    text: String,
    again: String,
    button: String,
    without_script: String,
}

/// The page that says that an enquiry waits, with the check put in.
pub fn checking_page(
    waits: Page,
    path: String,
    project: &Project,
    operator: &str,
    turnstile: &Turnstile,
    phrases: &Phrases,
) -> Page {
    let fill = |key: &str| {
        let values = [("partner", project.partner.company.name.as_str()), ("operator", operator)];
        phrases.fill(&format!("words.checking.check.{key}"), &values)
    };
    let check = Check {
        site_key: turnstile.site_key.clone(),
        action: ACTION,
        language: phrases.language(),
        title: fill("title"),
        text: fill("text"),
        again: fill("again"),
        button: fill("button"),
        without_script: fill("without_script"),
    };
    let (name, mut value) = waits.content;
    if let Some(members) = value.as_object_mut() {
        members.insert("check".to_owned(), serde_json::to_value(&check).unwrap_or_default());
    }
    Page { path, template: render::CHECKING, content: (name, value), ..waits }
}
