//! Who makes it, who sells it, who answers.

use serde::Serialize;

use super::head::{FooterCompany, Logo};
use super::{Link, word};
use crate::project::Project;
use crate::theme::Phrases;

/// The block of people and companies.
#[derive(Debug, Serialize)]
pub(super) struct People {
    makers: Vec<MakerView>,
    partner: PartnerView,
    contact: Option<ContactView>,
    seller: String,
    agent: Option<Vec<String>>,
}

#[derive(Debug, Serialize)]
struct MakerView {
    role: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct PartnerView {
    name: String,
    lines: Vec<String>,
    logo: Option<Logo>,
    website: Option<Link>,
}

/// The person who answers.
#[derive(Debug, Serialize)]
pub(super) struct ContactView {
    name: String,
    role: String,
    phone: String,
    tel: String,
    email: Option<String>,
    hours: String,
}

/// The block.
pub(super) fn people(project: &Project, logo: Option<Logo>, phrases: &Phrases) -> People {
    let makers = project.makers.iter().map(|maker| MakerView {
        role: phrases.text(&format!("words.maker.{}", word(&maker.role))),
        name: maker.municipality.as_ref().map_or_else(|| maker.name.clone(), |town| format!("{}, {town}", maker.name)),
    });
    let partner = &project.partner;
    let website = partner.website.as_ref().map(|href| Link {
        href: href.clone(),
        text: href.trim_start_matches("https://").trim_end_matches('/').to_owned(),
    });
    let seller = &project.seller;
    let agent = project.agent.as_ref().map(|agent| {
        let country = phrases.text(&format!("words.country.{}", word(&agent.country)));
        let title = agent.title.get(&phrases.language());
        vec![
            title.map_or_else(|| agent.name.clone(), |title| format!("{}, {title}", agent.name)),
            phrases.fill("words.agent.number", &[("number", &agent.ipi_number), ("country", &country)]),
            phrases.text("words.agent.authority"),
            phrases.fill("words.agent.insurance", &[("insurer", &agent.insurer), ("number", &agent.policy_number)]),
        ]
    });
    People {
        makers: makers.collect(),
        partner: PartnerView {
            name: partner.company.name.clone(),
            lines: FooterCompany::of(&partner.company, phrases).lines(),
            logo: logo.filter(|_| project.shows_logo),
            website,
        },
        contact: contact(project, phrases),
        seller: phrases.fill(
            &format!("words.seller.{}", word(&seller.role)),
            &[("name", &seller.name), ("number", &seller.enterprise_number)],
        ),
        agent,
    }
}

/// The contact person, when the project shows one.
pub(super) fn contact(project: &Project, phrases: &Phrases) -> Option<ContactView> {
    let contact = project.partner.contact.as_ref().filter(|_| project.shows_contact)?;
    let of = |words: &std::collections::BTreeMap<leads::Language, String>| {
        words.get(&phrases.language()).cloned().unwrap_or_default()
    };
    Some(ContactView {
        name: contact.name.clone(),
        role: of(&contact.role),
        tel: tel(&contact.phone),
        phone: contact.phone.clone(),
        email: contact.email.clone(),
        hours: of(&contact.hours),
    })
}

/// A phone number as a link.
pub(super) fn tel(phone: &str) -> String {
    format!("tel:{}", phone.replace(' ', ""))
}

impl ContactView {
    /// The phone number as shown.
    pub(super) fn phone(&self) -> &str {
        &self.phone
    }
}
