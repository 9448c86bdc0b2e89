//! Who is behind the pages, and what every text says of them in the same way.

use leads::Language;

use super::document::{Block, Fact, Section};
use super::register::Register;
use super::values::Values;
use super::words::{Words, words};
use crate::project::company::{Company, Operator};

/// Phone and e-mail address of the Belgian authority; its name and address differ by language.
const AUTHORITY_PHONE: &str = "+32 2 274 48 00";
const AUTHORITY_EMAIL: &str = "contact@apd-gba.be";

/// The values every text of this operator may name.
pub(super) fn values(operator: &Operator, language: Language) -> Values {
    let company = &operator.company;
    // The operator's own pages may lack a language that a project has.
    let own = operator.in_language(language);
    Values::default()
        .set("operator", &company.name)
        .set("operator_legal", &company.legal_name)
        .set("operator_address", company.address.line())
        .set("operator_email", &company.email)
        .set("operator_privacy", &company.privacy_email)
        .set("cookies_page", format!("/{own}/cookies/"))
        .set("legal_page", format!("/{own}/legal/"))
}

/// How to reach a company about personal data: by post and electronically.
pub(super) fn contact(company: &Company, words: &Words) -> Block {
    Block::Facts { heading: Some(company.legal_name.clone()), facts: contact_facts(company, words) }
}

/// The same of the operator, with its data protection officer or that there is none.
pub(super) fn own_contact(register: &Register, company: &Company, words: &Words) -> Block {
    let term = &words.term;
    let mut facts = contact_facts(company, words);
    match &register.dpo {
        None => facts.push(Fact::plain(&term.dpo, &words.privacy.dpo_none)),
        Some(dpo) => {
            facts.extend([Fact::plain(&term.dpo, &dpo.name), Fact::mail(&term.email, &dpo.email)]);
            facts.extend(dpo.phone.as_ref().map(|phone| Fact::phone(&term.phone, phone)));
        }
    }
    Block::Facts { heading: Some(company.legal_name.clone()), facts }
}

fn contact_facts(company: &Company, words: &Words) -> Vec<Fact> {
    let term = &words.term;
    vec![
        Fact::plain(&term.address, company.address.line()),
        Fact::mail(&term.privacy_email, &company.privacy_email),
        Fact::phone(&term.phone, &company.phone),
        Fact::plain(&term.enterprise_number, &company.enterprise_number),
    ]
}

/// What the law wants to know of a company on line (art. XII.6 WER; art. 2:20 company code).
pub(super) fn identity(company: &Company, language: Language) -> Block {
    let term = &words(language).term;
    let mut facts = vec![
        Fact::plain(&term.name, &company.legal_name),
        Fact::plain(&term.legal_form, &company.legal_form),
        Fact::plain(&term.seat, company.address.line()),
        Fact::plain(&term.enterprise_number, &company.enterprise_number),
    ];
    let court = company.court.get(&language).or_else(|| company.court.values().next());
    facts.extend(court.map(|court| Fact::plain(&term.register, court)));
    if company.vat {
        facts.push(Fact::plain(&term.vat, format!("BE {}", company.enterprise_number)));
    }
    facts.extend([
        Fact::phone(&term.phone, &company.phone),
        Fact::mail(&term.email, &company.email),
        Fact::mail(&term.privacy_email, &company.privacy_email),
    ]);
    Block::facts(facts)
}

/// Where to complain: the Belgian authority, and those of the neighbours.
pub(super) fn complaint(values: &Values, words: &Words) -> Section {
    let (part, authority, term) = (&words.rights.complaint, &words.authority, &words.term);
    let mut section = Section::new("complaint", &["N-21"], &part.heading);
    let mut paragraphs = part.text.iter().map(|text| Block::paragraph(values.text(text)));
    section.blocks.extend(paragraphs.next());
    section.blocks.push(Block::Facts {
        heading: Some(authority.name.clone()),
        facts: vec![
            Fact::plain(&term.address, &authority.address),
            Fact::phone(&term.phone, AUTHORITY_PHONE),
            Fact::mail(&term.email, AUTHORITY_EMAIL),
            Fact::link(
                &term.website,
                authority.website.trim_start_matches("https://").trim_end_matches('/'),
                authority.website.clone(),
            ),
        ],
    });
    section.blocks.extend(paragraphs);
    section.with(Block::List { items: values.texts(&authority.abroad) })
}
