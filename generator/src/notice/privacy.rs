//! The privacy notice of one project: only what its form asks, only what is done with that.

use leads::{Field, Form, Language};

use super::company::{complaint, contact, identity, own_contact, values};
use super::document::{Block, Document, Section};
use super::register::{Purpose, Register};
use super::uses;
use super::values::Values;
use super::words::{Words, words};
use crate::project::company::{ContactPoint, Operator, Partner};

/// The part about the notice itself, which its history follows.
pub(super) const ABOUT: &str = "about";

/// Whose notice it is.
#[derive(Debug, Clone, Copy)]
pub struct Parties<'a> {
    /// Runs the page.
    pub operator: &'a Operator,
    /// Gets the enquiry.
    pub partner: &'a Partner,
    /// Proper name of the project.
    pub project_name: &'a str,
    /// All languages of its pages.
    pub languages: &'a [Language],
}

/// The privacy notice of a project in one language. It says nothing that depends on versions: it is what they are made of.
pub(super) fn privacy(register: &Register, parties: &Parties<'_>, form: &Form, language: Language) -> Document {
    let words = words(language);
    let wording = &words.privacy;
    let values = party_values(register, parties, language);
    let purposes: Vec<_> = register.purposes.iter().filter(|purpose| purpose.concerns(form)).collect();
    let processors = uses::processors(register, &purposes);
    let (operator, partner) = (&parties.operator.company, &parties.partner.company);
    let section = |id, item: &[&str], part| values.section(id, item, part);

    let uses = purposes
        .iter()
        .map(|purpose| uses::purpose(purpose, register, Some(form), Some(&partner.legal_name), language));
    let mut transfers = Section::new("transfers", &["N-16"], &wording.transfers.heading);
    transfers.blocks = uses::transfers(&processors, &values, words);
    let mut purpose_section = section("purposes", &["N-13", "N-14", "N-15", "N-17", "N-28"], &wording.purposes);
    purpose_section.blocks.extend(uses);
    let sections = vec![
        section("who", &["N-10", "N-12", "N-06"], &wording.who)
            .with(own_contact(register, operator, words))
            .with(contact(partner, words)),
        section("arrangement", &["N-11"], &wording.arrangement),
        section("data", &["N-22", "N-02"], &wording.data).with(uses::asked(form, words)),
        purpose_section,
        section("recipients", &["N-15"], &wording.recipients)
            .with(uses::named(&processors, language))
            .with(Block::paragraph(values.text(&wording.recipients_after))),
        transfers,
        rights(&values, words),
        Section {
            emphasis: true,
            ..section("objection", &["N-19", "N-04"], &wording.objection)
                .with(Block::paragraph(values.text(&wording.keeps)))
        },
        withdrawal(&values, &purposes, words),
        marketing(&values, form, words),
        section("automated", &["N-23"], &wording.automated),
        section("source", &["N-25"], &wording.source),
        section("later", &["N-24"], &wording.later),
        section("cookies", &["N-29"], &wording.cookies),
        section("minors", &["N-31"], &wording.minors),
        section("security", &["N-05"], &wording.security),
        complaint(&values, words),
        section("company", &["N-32"], &wording.company).with(identity(operator, language)),
        section(ABOUT, &["N-26", "N-30"], &wording.about),
    ];
    Document {
        title: values.fill(&wording.title),
        description: values.fill(&wording.description),
        intro: values.texts(&wording.intro),
        sections,
        version: None,
    }
}

fn party_values(register: &Register, parties: &Parties<'_>, language: Language) -> Values {
    let words = words(language);
    let (operator, partner) = (&parties.operator.company, &parties.partner.company);
    let arrangement = &parties.partner.arrangement;
    let (first, second) = match arrangement.contact_point {
        ContactPoint::Operator => (operator, partner),
        ContactPoint::Partner => (partner, operator),
    };
    let languages: Vec<_> =
        parties.languages.iter().filter_map(|language| words.privacy.language.get(language).cloned()).collect();
    values(parties.operator, language)
        .set("project", parties.project_name)
        .set("partner", &partner.name)
        .set("partner_legal", &partner.legal_name)
        .set("first", &first.name)
        .set("first_legal", &first.legal_name)
        .set("first_address", first.address.line())
        .set("first_privacy", &first.privacy_email)
        .set("second", &second.name)
        .set("second_privacy", &second.privacy_email)
        .set("arrangement_version", &arrangement.version)
        .set("arrangement_date", words.day(arrangement.date))
        .set("retention", words.period(&register.lead_retention, language))
        .set("languages", languages.join(", "))
}

fn rights(values: &Values, words: &Words) -> Section {
    let mut section = values.section("rights", &["N-18", "N-27"], &words.rights.which);
    section.blocks.extend(
        words.rights.how.text.iter().chain(&words.rights.answer.text).map(|text| Block::paragraph(values.text(text))),
    );
    section
}

fn withdrawal(values: &Values, purposes: &[&Purpose], words: &Words) -> Section {
    let part = &words.privacy.withdrawal;
    if purposes.iter().any(|purpose| purpose.consent_text().is_some()) {
        return values.section("withdrawal", &["N-20"], part).with(Block::paragraph(values.text(&words.privacy.keeps)));
    }
    Section::new("withdrawal", &["N-20"], &part.heading)
        .with(Block::paragraph(values.text(&words.privacy.withdrawal_none)))
}

/// Channel by channel; the last says what advertising platforms learn.
fn marketing(values: &Values, form: &Form, words: &Words) -> Section {
    let part = &words.privacy.marketing;
    let mut items = values.texts(&part.items);
    if form.asks(Field::ConsentAdSignal) {
        items.pop();
        items.push(values.text(&words.privacy.marketing_ads));
    }
    Section::new("marketing", &["N-33", "N-01"], &part.heading).with(Block::List { items })
}
