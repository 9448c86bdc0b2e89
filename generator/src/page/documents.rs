//! Text pages: privacy notice, legal notice, cookie statement, rights, thank-you page, articles.

use leads::Language;
use serde::Serialize;

use super::head::{Addresses, Frame, Head, fitting, rights_link};
use super::json_ld::page_json_ld;
use super::landing::{project_addresses, project_path, share_image};
use super::people::{contact, tel};
use super::{Link, Page};
use crate::notice::Document;
use crate::project::company::Operator;
use crate::project::{Article, Project};
use crate::theme::Phrases;

/// A document at `path` (below `/<language>/` or a project's folder).
pub fn document_page(
    document: &Document,
    path: String,
    addresses: &Addresses<'_>,
    name: &str,
    frame: impl FnOnce(Head) -> Frame,
) -> Page {
    let whole =
        if document.title.contains(name) { document.title.clone() } else { format!("{}, {name}", document.title) };
    let title = fitting(&[whole, document.title.clone()]);
    let mut head = Head::indexed(title, &document.description, addresses);
    head.json_ld = Some(page_json_ld(&document.title, addresses));
    Page {
        path,
        template: "document.html",
        frame: frame(head),
        content: ("doc", serde_json::to_value(document).unwrap_or_default()),
        orders: Vec::new(),
    }
}

/// What became of a form that was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// It goes to the partner.
    Accepted,
    /// Somebody at the operator looks at it first.
    Held,
}

impl Received {
    /// Its folder, and the steps that follow, by their names in the phrases.
    const fn words(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Accepted => ("thanks", &["first", "second"]),
            Self::Held => ("checking", &["first", "second", "third"]),
        }
    }

    /// Where its page stands below that of a project in a language.
    pub fn below(self) -> String {
        format!("{}/", self.words().0)
    }
}

#[derive(Debug, Serialize)]
struct Thanks {
    name: String,
    title: String,
    received: String,
    rights: String,
    rights_page: Link,
    steps: Vec<String>,
    phone: Link,
    brochure: Option<Link>,
    back: Link,
}

/// What happens next, from whom, how to exercise one's rights, and something to read meanwhile.
pub fn received_page(
    received: Received,
    project: &Project,
    operator: &Operator,
    brochure: Option<Link>,
    frame: impl FnOnce(Head) -> Frame,
    phrases: &Phrases,
) -> Page {
    let language = phrases.language();
    let partner = &project.partner.company;
    let (group, steps) = received.words();
    let fill = |key: &str| {
        let values = [
            ("partner", partner.name.as_str()),
            ("operator", operator.company.name.as_str()),
            ("project", &project.name),
            ("email", &partner.email),
        ];
        phrases.fill(&format!("words.{group}.{key}"), &values)
    };
    let thanks = Thanks {
        name: project.name.clone(),
        title: fill("title"),
        received: fill("received"),
        rights: fill("rights"),
        rights_page: rights_link(operator, language, phrases),
        steps: steps.iter().map(|step| fill(step)).collect(),
        phone: phone(project, phrases),
        brochure,
        back: back(project, language, phrases),
    };
    let head = Head::hidden(
        fitting(&[format!("{}, {}", thanks.title, project.name), thanks.title.clone()]),
        thanks.received.clone(),
    );
    Page {
        path: project_path(project, language, &received.below()),
        template: "thanks.html",
        frame: frame(head),
        content: ("page", serde_json::to_value(&thanks).unwrap_or_default()),
        orders: Vec::new(),
    }
}

/// The number to call about a project: that of the person who answers, or else the partner's.
pub(super) fn phone(project: &Project, phrases: &Phrases) -> Link {
    let person = contact(project, phrases);
    let number = person.as_ref().map_or(project.partner.company.phone.as_str(), |person| person.phone());
    Link { href: tel(number), text: number.to_owned() }
}

#[derive(Debug, Serialize)]
struct ArticleView {
    name: String,
    title: String,
    html: String,
    back: Link,
    others: Vec<Other>,
}

#[derive(Debug, Serialize)]
struct Other {
    href: String,
    title: String,
}

/// An article in the language of the phrases.
pub fn article_page(
    article: &Article,
    project: &Project,
    base_url: &str,
    frame: impl FnOnce(Head, &Addresses<'_>) -> Frame,
    phrases: &Phrases,
) -> Option<Page> {
    let language = phrases.language();
    let (slug, story) = article.versions.get(&language)?;
    let others = project
        .articles
        .iter()
        .filter(|other| other.number != article.number)
        .filter_map(|other| other.versions.get(&language));
    let view = ArticleView {
        name: project.name.clone(),
        title: story.title.clone(),
        html: story.body.as_str().to_owned(),
        back: back(project, language, phrases),
        others: others
            .map(|(slug, story)| Other {
                href: format!("/{}/{language}/articles/{slug}/", project.slug),
                title: story.title.clone(),
            })
            .collect(),
    };
    let mut addresses = project_addresses(project, base_url, language, "");
    // Each language has a slug of its own.
    addresses.paths = addresses
        .paths
        .into_iter()
        .filter_map(|(language, path)| {
            Some((language, format!("{path}articles/{}/", article.versions.get(&language)?.0)))
        })
        .collect();
    let title = fitting(&[format!("{}, {}", story.title, project.name), story.title.clone()]);
    let mut head = Head::indexed(title, &story.teaser, &addresses);
    head.image = share_image(project, language, &addresses);
    head.json_ld = Some(page_json_ld(&story.title, &addresses));
    Some(Page {
        path: project_path(project, language, &format!("articles/{slug}/")),
        template: "article.html",
        frame: frame(head, &addresses),
        content: ("page", serde_json::to_value(&view).unwrap_or_default()),
        orders: Vec::new(),
    })
}

pub(super) fn back(project: &Project, language: Language, phrases: &Phrases) -> Link {
    Link {
        href: format!("/{}/{language}/", project.slug),
        text: phrases.fill("words.links.back", &[("project", &project.name)]),
    }
}
