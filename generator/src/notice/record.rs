//! The record of processing activities (GDPR art. 30) and the list of processors, from the register the notices are made
//! from. Both are the operator's own papers: complete, formal, and on no page of the site.

use leads::{Field, Language};

use super::company::own_contact;
use super::document::{Block, Document, Fact, Section, plain};
use super::register::{Ground, Processor, Purpose, Register};
use super::uses;
use super::values::Values;
use super::words::{RecordWords, Words, words};
use crate::project::company::Partner;
use crate::project::{Catalog, Project};

/// A table of texts; the first column names the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Names of the columns.
    pub head: Vec<String>,
    /// As many cells in each row as there are names.
    pub rows: Vec<Vec<String>>,
}

/// A paper, to be read and to be calculated with.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// For people.
    pub document: Document,
    /// For spreadsheets: everything the document says.
    pub sheet: Sheet,
}

/// The record of processing activities.
pub fn record(catalog: &Catalog, language: Language) -> Paper {
    let words = words(language);
    let (wording, register) = (&words.record, &catalog.register);
    let values = values(catalog, words);
    let activities: Vec<_> = register.purposes.iter().map(|purpose| activity(purpose, register, language)).collect();
    let security = register.security.get(language);
    let joint = joint_controllers(catalog, words);

    let mut sections = vec![
        Section::new("controller", &["30(1)(a)"], &wording.controller).with(own_contact(
            register,
            &catalog.operator.company,
            words,
        )),
        Section::new("joint", &["30(1)(a)"], &wording.joint).with(Block::paragraph(values.text(&wording.joint_text))),
        Section::new("activities", &["30(1)(b)", "30(1)(c)", "30(1)(d)", "30(1)(e)", "30(1)(f)"], &wording.activities),
        Section::new("security", &["30(1)(g)"], &wording.security).with(Block::paragraph(plain(security))),
    ];
    if let [_, partners, blocks, ..] = sections.as_mut_slice() {
        partners.blocks.extend(joint.iter().map(|(partner, facts)| Block::Facts {
            heading: Some(partner.company.legal_name.clone()),
            facts: facts.iter().map(|(term, text)| Fact::plain(term, text)).collect(),
        }));
        blocks.blocks.extend(register.purposes.iter().zip(&activities).map(|(purpose, facts)| Block::Facts {
            heading: Some(purpose.label.get(language).to_owned()),
            facts: facts.iter().map(|(term, text)| Fact::plain(term, text)).collect(),
        }));
    }
    let company = &catalog.operator.company;
    let controller = [&company.legal_name, &company.address.line(), &company.privacy_email, &company.phone]
        .map(String::as_str)
        .join(", ");
    let dpo =
        register.dpo.as_ref().map_or(words.privacy.dpo_none.clone(), |dpo| format!("{}, {}", dpo.name, dpo.email));
    let partners: Vec<_> = joint
        .iter()
        .map(|(partner, facts)| {
            let facts: Vec<_> = facts.iter().map(|(_, text)| text.as_str()).collect();
            format!("{}: {}", partner.company.legal_name, facts.join(", "))
        })
        .collect();
    let rows = register.purposes.iter().zip(activities).map(|(purpose, facts)| {
        // Only enquiries have a second controller: the partner who answers them.
        let joint = if purpose.to_partner { partners.join(&words.list.apart) } else { wording.none.clone() };
        let around = [purpose.id.clone(), purpose.label.get(language).to_owned()];
        let facts = facts.into_iter().map(|(_, text)| text);
        let whole = [controller.clone(), dpo.clone(), joint, security.to_owned()];
        around.into_iter().chain(facts).chain(whole).collect()
    });
    let terms = terms(wording).map(str::to_owned);
    let around = ["id", wording.activity.as_str()].map(str::to_owned);
    let whole = [&wording.controller, &words.term.dpo, &wording.joint, &wording.security].map(String::clone);
    Paper {
        document: Document {
            title: wording.title.clone(),
            description: values.fill(&wording.description),
            intro: values.texts(&wording.intro),
            sections,
            version: None,
        },
        sheet: Sheet { head: around.into_iter().chain(terms).chain(whole).collect(), rows: rows.collect() },
    }
}

/// The companies that process data for the operator (GDPR art. 28).
pub fn processors(catalog: &Catalog, language: Language) -> Paper {
    let words = words(language);
    let (wording, register) = (&words.record, &catalog.register);
    let values = values(catalog, words);
    let head: Vec<_> =
        [&words.term.name, &wording.country, &wording.task, &wording.contract, &wording.transfers, &wording.used_for]
            .map(String::clone)
            .into();
    let row = |processor: &Processor| {
        let (kind, date) = processor.contract;
        let kind = wording.contracts.get(&kind).cloned().unwrap_or_default();
        let used: Vec<_> = register
            .purposes
            .iter()
            .filter(|purpose| purpose.processors.contains(&processor.id))
            .map(|purpose| purpose.label.get(language).to_owned())
            .collect();
        vec![
            processor.name.clone(),
            uses::country(processor, words).to_owned(),
            processor.role.get(language).to_owned(),
            format!("{kind}, {date}"),
            mechanisms(processor, words),
            used.join(&words.list.apart),
        ]
    };
    let rows: Vec<Vec<String>> = register.processors.iter().map(row).collect();
    let table =
        Block::Table { head: head.clone(), rows: rows.iter().map(|row| row.iter().map(plain).collect()).collect() };
    Paper {
        document: Document {
            title: wording.processors.clone(),
            description: values.fill(&wording.processors_text),
            intro: values.texts(&wording.intro),
            sections: vec![Section::new("processors", &["28"], &wording.processors).with(table)],
            version: None,
        },
        sheet: Sheet { head, rows },
    }
}

fn values(catalog: &Catalog, words: &Words) -> Values {
    Values::default()
        .set("operator", &catalog.operator.company.legal_name)
        .set("date", words.day(catalog.register.date))
}

/// What is told of each activity, in this order.
fn terms(wording: &RecordWords) -> [&str; 8] {
    [
        &wording.persons,
        &wording.data,
        &wording.basis,
        &wording.reason,
        &wording.recipients,
        &wording.transfers,
        &wording.retention,
        &wording.optional,
    ]
    .map(String::as_str)
}

fn activity(purpose: &Purpose, register: &Register, language: Language) -> Vec<(String, String)> {
    let words = words(language);
    let wording = &words.record;
    let or_none = |text: String| if text.is_empty() { wording.none.clone() } else { text };
    let persons: Vec<_> =
        purpose.audience.iter().filter_map(|audience| wording.people.get(audience).cloned()).collect();
    let mut data: Vec<_> = purpose.fields.iter().map(|field: &Field| words.label(*field).to_owned()).collect();
    data.extend(purpose.data.as_ref().map(|data| data.get(language).to_owned()));
    let reason = match &purpose.ground {
        Ground::ContractSteps => String::new(),
        Ground::Consent(text) => text.get(language).to_owned(),
        Ground::LegalObligation(law) => law.get(language).to_owned(),
        Ground::LegitimateInterest { interest, balancing, assessment: (id, day) } => {
            format!("{}. {} ({id}, {day})", interest.get(language), balancing.get(language))
        }
    };
    let recipients = uses::recipients(purpose, register, Some(&wording.partner), language);
    let transfers: Vec<_> = register
        .processors
        .iter()
        .filter(|processor| purpose.processors.contains(&processor.id) && !processor.mechanisms.is_empty())
        .map(|processor| {
            let values = Values::default()
                .set("name", &processor.name)
                .set("country", uses::country(processor, words))
                .set("mechanisms", mechanisms(processor, words));
            values.fill(&words.privacy.transfers_item).trim_end_matches('.').to_owned()
        })
        .collect();
    let told = [
        persons.join(&words.list.apart),
        data.join(&words.list.apart),
        wording.bases.get(&purpose.ground.basis()).cloned().unwrap_or_default(),
        or_none(reason),
        or_none(recipients.join(&words.list.apart)),
        or_none(transfers.join(&words.list.apart)),
        words.period(&purpose.retention, language),
        if purpose.optional { wording.yes.clone() } else { wording.no.clone() },
    ];
    terms(wording).map(str::to_owned).into_iter().zip(told).collect()
}

/// What makes it lawful for data to reach a processor outside the EEA.
fn mechanisms(processor: &Processor, words: &Words) -> String {
    let names: Vec<_> =
        processor.mechanisms.iter().filter_map(|mechanism| words.mechanism.get(mechanism).cloned()).collect();
    if names.is_empty() { words.record.none.clone() } else { Words::list(&names, &words.list.and) }
}

/// Each partner once, with how to reach it, the arrangement and its projects.
fn joint_controllers<'a>(catalog: &'a Catalog, words: &Words) -> Vec<(&'a Partner, Vec<(String, String)>)> {
    let (term, wording) = (&words.term, &words.record);
    let mut partners: Vec<&Partner> = catalog.projects.iter().map(|project| &*project.partner).collect();
    partners.sort_by(|a, b| a.id.cmp(&b.id));
    partners.dedup_by(|a, b| a.id == b.id);
    let told = |partner: &'a Partner| {
        let company = &partner.company;
        let projects: Vec<_> = catalog
            .projects
            .iter()
            .filter(|project: &&std::sync::Arc<Project>| project.partner.id == partner.id)
            .map(|project| project.name.clone())
            .collect();
        let arrangement = Values::default()
            .set("version", &partner.arrangement.version)
            .set("date", words.day(partner.arrangement.date))
            .fill(&wording.arrangement_of);
        let facts = vec![
            (term.address.clone(), company.address.line()),
            (term.privacy_email.clone(), company.privacy_email.clone()),
            (term.phone.clone(), company.phone.clone()),
            (wording.arrangement.clone(), arrangement),
            (wording.projects.clone(), projects.join(", ")),
        ];
        (partner, facts)
    };
    partners.into_iter().map(told).collect()
}
