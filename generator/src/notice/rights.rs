//! Which rights people have over their data, and how to use them by e-mail or by post.

use leads::Language;

use super::company::{complaint, contact, own_contact, values};
use super::document::Document;
use super::register::Register;
use super::words::words;
use crate::project::company::{Operator, Partner};

/// The page on rights: which, how to use them with the operator or any of the partners, what to expect, where to complain.
pub fn rights(register: &Register, operator: &Operator, partners: &[&Partner], language: Language) -> Document {
    let words = words(language);
    let wording = &words.rights;
    let values = values(operator, language);
    let mut sections = vec![
        values.section("which", &["N-18"], &wording.which),
        values.section("how", &["N-27", "N-06"], &wording.how).with(own_contact(register, &operator.company, words)),
    ];
    if !partners.is_empty() {
        let mut section = values.section("partners", &["N-11"], &wording.partners);
        section.blocks.extend(partners.iter().map(|partner| contact(&partner.company, words)));
        sections.push(section);
    }
    sections.push(values.section("answer", &["N-27"], &wording.answer));
    sections.push(complaint(&values, words));
    Document {
        title: values.fill(&wording.title),
        description: values.fill(&wording.description),
        intro: values.texts(&wording.intro),
        sections,
        version: None,
    }
}
