//! The register of processing: what is done with whose data, why, by whom and for how long. Notices are made from it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use leads::{Field, Form, Language};
use serde::{Deserialize, Serialize};

use crate::project::facts::words;
use crate::source::Place;

words! {
    /// Whose data a purpose is about.
    Audience {
        /// Who fills in the form of a project.
        Lead,
        /// Who answers for a partner.
        PartnerContact,
        /// Who answers for a supplier.
        SupplierContact,
        /// Who comes to an event.
        EventAttendee,
        /// Who subscribed to the newsletter.
        NewsletterSubscriber,
        /// Who looks at the pages.
        SiteVisitor,
    }

    /// Why it is lawful (GDPR art. 6). Vital interests and public task are left out on purpose: neither fits here.
    Basis {
        /// The person asks for it, art. 6(1)(b).
        ContractSteps,
        /// The person agreed, art. 6(1)(a).
        Consent,
        /// The law demands it, art. 6(1)(c).
        LegalObligation,
        /// An interest that weighs more than that of the person, art. 6(1)(f).
        LegitimateInterest,
    }

    /// What kind of contract binds a processor (GDPR art. 28).
    ContractKind {
        /// Processing terms added to a supplier's general terms.
        Addendum,
        /// A contract of its own.
        Contract,
        /// The Commission's clauses between controller and processor, decision 2021/915.
        StandardClauses,
    }
}

/// What makes it lawful to let data leave the EEA (GDPR art. 44-49).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Mechanism {
    /// The Commission found the country adequate.
    #[serde(rename = "adequacy")]
    Adequacy,
    /// The company takes part in the EU-US Data Privacy Framework.
    #[serde(rename = "dpf")]
    PrivacyFramework,
    /// Standard contractual clauses, decision 2021/914.
    #[serde(rename = "scc_2021_914")]
    StandardClauses,
    /// Binding corporate rules.
    #[serde(rename = "bcr")]
    CorporateRules,
}

impl Mechanism {
    /// Every one with its name in the register.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("adequacy", Self::Adequacy),
        ("dpf", Self::PrivacyFramework),
        ("scc_2021_914", Self::StandardClauses),
        ("bcr", Self::CorporateRules),
    ];
}

/// The checked register.
#[derive(Debug, Clone, PartialEq)]
pub struct Register {
    /// The day of its last change in meaning; part of every version.
    pub date: Date,
    /// Where that day is written.
    pub date_place: Place,
    /// Data protection officer, if there is one.
    pub dpo: Option<Dpo>,
    /// How data are protected, in general (GDPR art. 30(1)(g)); for the record of processing.
    pub security: Localised,
    /// What changed, the latest first as written.
    pub changes: Vec<Change>,
    /// Companies that work for the operator.
    pub processors: Vec<Processor>,
    /// What data are used for, in the order to tell it.
    pub purposes: Vec<Purpose>,
    /// How long an enquiry is kept: the period of the purpose that answers it and passes it on.
    pub lead_retention: Retention,
}

/// How to reach the data protection officer.
#[derive(Debug, Clone, PartialEq)]
pub struct Dpo {
    /// Name of the person or office.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Phone as shown.
    pub phone: Option<String>,
}

/// A change in meaning, for those who read an earlier version.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// When.
    pub date: Date,
    /// What.
    pub text: Localised,
}

/// A company that works for the operator (GDPR art. 28).
#[derive(Debug, Clone, PartialEq)]
pub struct Processor {
    /// Name within the register.
    pub id: String,
    /// Legal name.
    pub name: String,
    /// Country of its seat, ISO 3166-1 alpha-2.
    pub country: String,
    /// What it does, as the end of "it …".
    pub role: Localised,
    /// Kind and date of the contract.
    pub contract: (ContractKind, Date),
    /// Why data may leave the EEA; empty within it.
    pub mechanisms: Vec<Mechanism>,
}

/// One use of data.
#[derive(Debug, Clone, PartialEq)]
pub struct Purpose {
    /// Name within the register.
    pub id: String,
    /// Whose data.
    pub audience: Vec<Audience>,
    /// What it is, as a heading.
    pub label: Localised,
    /// Why it is lawful.
    pub ground: Ground,
    /// Whether people may decline it and still get what they asked for.
    pub optional: bool,
    /// Fields of the form.
    pub fields: Vec<Field>,
    /// Data that are not on the form.
    pub data: Option<Localised>,
    /// Whether the partner of the project gets them.
    pub to_partner: bool,
    /// Ids of processors that get them.
    pub processors: Vec<String>,
    /// Others that get them and decide themselves what for, such as an accountant.
    pub other_recipients: Option<Localised>,
    /// For how long.
    pub retention: Retention,
}

/// Why a purpose is lawful, with what the law wants to be told about it.
#[derive(Debug, Clone, PartialEq)]
pub enum Ground {
    /// The person asks for it.
    ContractSteps,
    /// The person agrees to this text.
    Consent(Localised),
    /// This law demands it.
    LegalObligation(Localised),
    /// An interest.
    LegitimateInterest {
        /// Which.
        interest: Localised,
        /// Why it weighs more, in short.
        balancing: Localised,
        /// Id and date of the full assessment.
        assessment: (String, Date),
    },
}

/// How long data are kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Retention {
    /// Days; 0 means not kept at all.
    pub days: u32,
    /// From when, as the end of "for so long …".
    pub from: Option<Localised>,
}

/// The same words in each language.
#[derive(Debug, Clone, PartialEq)]
pub struct Localised(pub(super) BTreeMap<Language, String>);

impl Localised {
    /// The words in a language. The check saw to it that there are words in each language asked for there.
    pub fn get(&self, language: Language) -> &str {
        self.0.get(&language).or_else(|| self.0.values().next()).map_or("", String::as_str)
    }
}

impl Ground {
    /// Its basis in law.
    pub fn basis(&self) -> Basis {
        match self {
            Self::ContractSteps => Basis::ContractSteps,
            Self::Consent(_) => Basis::Consent,
            Self::LegalObligation(_) => Basis::LegalObligation,
            Self::LegitimateInterest { .. } => Basis::LegitimateInterest,
        }
    }
}

impl Purpose {
    /// Whether the notice of a page with this form tells about it: a purpose that has a box only where there is the box.
    pub fn concerns(&self, form: &Form) -> bool {
        let mut boxes = self.fields.iter().filter(|field| field.is_consent()).peekable();
        if boxes.peek().is_some() {
            return boxes.any(|field| form.asks(*field));
        }
        self.audience.contains(&Audience::Lead)
    }

    /// The text people agree to, if it rests on consent.
    pub fn consent_text(&self) -> Option<&Localised> {
        match &self.ground {
            Ground::Consent(text) => Some(text),
            Ground::ContractSteps | Ground::LegalObligation(_) | Ground::LegitimateInterest { .. } => None,
        }
    }
}

impl Register {
    /// The text beside a box for consent on a form: what the page shows, the notice quotes and a lead keeps.
    pub fn consent_text(&self, field: Field) -> Option<&Localised> {
        self.purposes.iter().find(|purpose| purpose.fields.contains(&field)).and_then(Purpose::consent_text)
    }
}
