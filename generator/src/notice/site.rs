//! The privacy notice of the site itself: for people who look at it, and for those the operator works with.

use leads::Language;

use super::company::{complaint, own_contact, values};
use super::document::{Block, Document, Section};
use super::register::{Audience, Purpose, Register};
use super::uses;
use super::words::words;
use crate::project::company::Operator;

/// The privacy notice for pages that belong to no project, with a part for each audience but those who fill in a form.
pub fn site_privacy(register: &Register, operator: &Operator, language: Language) -> Document {
    let words = words(language);
    let (wording, project) = (&words.site, &words.privacy);
    let values = values(operator, language);
    let section = |id, item: &[&str], part| values.section(id, item, part);
    let purposes: Vec<_> = register.purposes.iter().filter(|purpose| others(purpose) > 0).collect();
    let processors = uses::processors(register, &purposes);
    let told = |purposes: Vec<&Purpose>| {
        purposes.into_iter().map(|purpose| uses::purpose(purpose, register, None, None, language)).collect::<Vec<_>>()
    };

    let mut sections = vec![section("who", &["N-10", "N-12", "N-06"], &wording.who).with(own_contact(
        register,
        &operator.company,
        words,
    ))];
    for &audience in Audience::ALL.iter().filter(|audience| **audience != Audience::Lead) {
        let own: Vec<_> = purposes
            .iter()
            .copied()
            .filter(|purpose| others(purpose) == 1 && purpose.audience.contains(&audience))
            .collect();
        if !own.is_empty() {
            let heading = words.audience.get(&audience).cloned().unwrap_or_default();
            sections.push(Section {
                blocks: told(own),
                ..Section::new(anchor(audience), &["N-13", "N-14", "N-17", "N-28", "R-04"], heading)
            });
        }
    }
    let shared: Vec<_> = purposes.iter().copied().filter(|purpose| others(purpose) > 1).collect();
    if !shared.is_empty() {
        sections.push(Section {
            blocks: told(shared),
            ..Section::new("everyone", &["N-13", "N-14", "N-17", "N-28", "R-04"], &wording.everyone)
        });
    }
    sections.extend([
        Section::new("recipients", &["N-15"], &project.recipients.heading)
            .with(Block::paragraph(values.text(&wording.recipients)))
            .with(uses::named(&processors, language)),
        Section {
            blocks: uses::transfers(&processors, &values, words),
            ..Section::new("transfers", &["N-16"], &project.transfers.heading)
        },
        section("source", &["N-25"], &wording.source),
        section("rights", &["N-18"], &words.rights.which),
        section("how", &["N-27"], &words.rights.how),
        Section { emphasis: true, ..section("objection", &["N-19"], &project.objection) },
        section("withdrawal", &["N-20"], &project.withdrawal),
        section("automated", &["N-23"], &project.automated),
        section("later", &["N-24"], &project.later),
        section("cookies", &["N-29"], &project.cookies),
        complaint(&values, words),
    ]);
    Document {
        title: values.fill(&wording.title),
        description: values.fill(&wording.description),
        intro: values.texts(&wording.intro),
        sections,
        version: None,
    }
}

/// How many audiences it has besides those who fill in a form.
fn others(purpose: &Purpose) -> usize {
    purpose.audience.iter().filter(|audience| **audience != Audience::Lead).count()
}

fn anchor(audience: Audience) -> &'static str {
    match audience {
        Audience::Lead => "lead",
        Audience::PartnerContact => "partner-contact",
        Audience::SupplierContact => "supplier-contact",
        Audience::EventAttendee => "event-attendee",
        Audience::NewsletterSubscriber => "newsletter-subscriber",
        Audience::SiteVisitor => "site-visitor",
    }
}
