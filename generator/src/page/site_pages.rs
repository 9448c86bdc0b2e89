//! Pages that belong to the site as a whole: language choice of a project, list of projects, not found.

use std::sync::Arc;

use leads::Language;
use serde::Serialize;

use super::head::{Addresses, Frame, Head, fitting};
use super::json_ld::page_json_ld;
use super::landing::{kicker, project_addresses, share_image, share_line, site_image};
use super::picture::{HERO, Picture, picture};
use super::{Link, Page};
use crate::format::language_name;
use crate::project::Project;
use crate::theme::Phrases;

#[derive(Debug, Serialize)]
struct Chooser {
    name: String,
    choices: Vec<Choice>,
}

#[derive(Debug, Serialize)]
struct Choice {
    lang: Language,
    name: &'static str,
    href: String,
    tagline: String,
}

/// The page that offers a project's languages, without script and without guessing.
pub fn chooser_page(project: &Project, base_url: &str, frame: impl FnOnce(Head) -> Frame, phrases: &Phrases) -> Page {
    let choices = project.texts.iter().map(|(language, text)| Choice {
        lang: *language,
        name: language_name(*language),
        href: format!("/{}/{language}/", project.slug),
        tagline: text.tagline.clone(),
    });
    let mut choices: Vec<Choice> = choices.collect();
    choices.sort_by_key(|choice| project.languages.iter().position(|language| *language == choice.lang));
    let addresses = project_addresses(project, base_url, phrases.language(), "");
    // Search engines lead to a language at once; this is where a link without one leads.
    let mut head = Head::hidden(
        fitting(&[format!("{}, {}", project.name, project.municipality(phrases.language())), project.name.clone()]),
        share_line(project, phrases),
    );
    head.image = share_image(project, phrases.language(), &addresses);
    Page {
        path: format!("{}/index.html", project.slug),
        template: "chooser.html",
        frame: frame(head),
        content: ("page", serde_json::to_value(Chooser { name: project.name.clone(), choices }).unwrap_or_default()),
        orders: Vec::new(),
    }
}

#[derive(Debug, Serialize)]
struct List {
    title: String,
    intro: String,
    projects: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Entry {
    name: String,
    place: String,
    kicker: String,
    line: String,
    href: String,
    hero: Option<Picture>,
    languages: Vec<LanguageChoice>,
}

#[derive(Debug, Serialize)]
struct LanguageChoice {
    code: Language,
    name: &'static str,
    href: String,
}

/// The operator's list of projects, in the language of the phrases; a project without it is linked in its own.
pub fn list_page(
    projects: &[Arc<Project>],
    operator: &str,
    path: String,
    addresses: &Addresses<'_>,
    frame: impl FnOnce(Head) -> Frame,
    phrases: &Phrases,
) -> Page {
    let mut orders = Vec::new();
    let entries = projects.iter().map(|project| {
        let own = if project.languages.contains(&phrases.language()) {
            phrases.language()
        } else {
            project.languages.first().copied().unwrap_or(phrases.language())
        };
        let hero = project.photos.first().map(|photo| {
            let (picture, files) = picture(photo, Some(HERO), project, own);
            orders.extend(files);
            picture
        });
        Entry {
            name: project.name.clone(),
            place: project.municipality(phrases.language()).to_owned(),
            kicker: kicker(project, phrases),
            line: share_line(project, phrases),
            href: format!("/{}/{own}/", project.slug),
            hero,
            languages: project
                .languages
                .iter()
                .map(|language| LanguageChoice {
                    code: *language,
                    name: language_name(*language),
                    href: format!("/{}/{language}/", project.slug),
                })
                .collect(),
        }
    });
    let list = List {
        title: phrases.text("words.list.title"),
        intro: phrases.fill("words.list.intro", &[("operator", operator)]),
        projects: entries.collect(),
    };
    let mut head = Head::indexed(format!("{}, {operator}", list.title), &list.intro, addresses);
    head.image = site_image(projects, phrases.language(), addresses);
    head.json_ld = Some(page_json_ld(&list.title, addresses));
    Page {
        path,
        template: "list.html",
        frame: frame(head),
        content: ("page", serde_json::to_value(&list).unwrap_or_default()),
        orders,
    }
}

#[derive(Debug, Serialize)]
struct NotFound {
    entries: Vec<Missing>,
}

#[derive(Debug, Serialize)]
struct Missing {
    lang: Language,
    title: String,
    text: String,
    href: String,
    link: String,
}

/// Says in every language that there is no such page.
pub fn not_found_page<'a>(
    languages: impl Iterator<Item = &'a Phrases>,
    frame: impl FnOnce(Head) -> Frame,
    first: &Phrases,
) -> Page {
    let entries = languages.map(|phrases| {
        let language = phrases.language();
        let home = Link { href: "/".to_owned(), text: phrases.text("words.not_found.link") };
        Missing {
            lang: language,
            title: phrases.text("words.not_found.title"),
            text: phrases.text("words.not_found.text"),
            href: home.href,
            link: home.text,
        }
    });
    let head = Head::hidden(first.text("words.not_found.title"), first.text("words.not_found.text"));
    Page {
        path: "404.html".to_owned(),
        template: "404.html",
        frame: frame(head),
        content: ("page", serde_json::to_value(NotFound { entries: entries.collect() }).unwrap_or_default()),
        orders: Vec::new(),
    }
}
