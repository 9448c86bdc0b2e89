//! The texts of the site that are about no project: who runs it and what it answers for, and why there are no cookies.

use leads::Language;

use super::company::{identity, values};
use super::document::Document;
use super::turnstile;
use super::words::words;
use crate::project::company::Operator;

/// The legal notice: company details, and what the operator answers for and what not.
pub fn legal(operator: &Operator, language: Language) -> Document {
    let wording = &words(language).legal;
    let values = values(operator, language);
    let section = |id, item: &[&str], part| values.section(id, item, part);
    let sections = vec![
        section("company", &["N-32"], &wording.company).with(identity(&operator.company, language)),
        section("role", &[], &wording.role),
        section("content", &[], &wording.content),
        section("offer", &[], &wording.offer),
        section("images", &[], &wording.images),
        section("links", &["R-07"], &wording.links),
        section("copyright", &[], &wording.rights),
        section("liability", &[], &wording.liability),
    ];
    Document {
        title: values.fill(&wording.title),
        description: values.fill(&wording.description),
        intro: values.texts(&wording.intro),
        sections,
        version: None,
    }
}

/// The cookie statement: there are none, why, and what happens when the form is sent.
pub fn cookies(operator: &Operator, language: Language) -> Document {
    let wording = &words(language).cookies;
    let values = values(operator, language);
    let section = |id, part| values.section(id, &["N-29"], part);
    let mut sections = vec![
        section("none", &wording.none),
        section("why", &wording.why),
        section("stored", &wording.stored),
        section("sending", &wording.sending),
        section("change", &wording.change),
    ];
    // Right behind what it is the exception to.
    sections.splice(1..1, turnstile::section(operator, &values, language));
    Document {
        title: values.fill(&wording.title),
        description: values.fill(&wording.description),
        intro: values.texts(&wording.intro),
        sections,
        version: None,
    }
}
