//! A lead in the shape in which partners get it and in which it is kept.
//!
//! Keys are never renamed and never change their meaning; readers pass over keys they do not know.

use serde::{Deserialize, Serialize};

use super::LeadId;
use crate::contract::Contract;
use crate::form::{BudgetBand, CallWindow, ContactPreference, Country, Currency, Feature, Field, PurchasePeriod};
use crate::language::Language;
use crate::moment::Moment;
use crate::submission::Submission;
use crate::table::Table;

/// The schema of the leads this program makes. Raise it when a reader of the older one would misunderstand.
pub const SCHEMA: u32 = 1;

/// A lead as others read it. What was not said is left out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Canonical {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The id of the lead: the same however often it is sent.
    pub lead_id: String,
    /// When it was received, in ISO 8601, UTC.
    pub received_at: String,
    /// The project it is about.
    pub project: CanonicalProject,
    /// The unit it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<String>,
    /// Who asks.
    pub person: CanonicalPerson,
    /// What they ask for.
    pub preference: CanonicalPreference,
    /// What they look for.
    #[serde(default, skip_serializing_if = "CanonicalWish::is_empty")]
    pub wish: CanonicalWish,
    /// Their own words, plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The boxes they ticked; none is needed to answer them.
    pub consents: Vec<CanonicalConsent>,
    /// The notice they could read.
    pub notice: CanonicalNotice,
    /// From which advertisement they came: keys `utm_…`.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub source: Table<String, String>,
    /// What the partner must be able to tell the person at first contact.
    pub privacy: CanonicalPrivacy,
}

/// A project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CanonicalProject {
    /// Its name in paths.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// The page the person saw.
    pub url: String,
    /// The language of that page.
    pub language: Language,
}

/// Who asks.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CanonicalPerson {
    /// First name.
    pub given_name: String,
    /// Last name.
    pub family_name: String,
    /// E-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Phone number in E.164.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_e164: Option<String>,
    /// Postal code of residence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// Country of residence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// The language to answer in.
    pub language: Language,
}

/// What they ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CanonicalPreference {
    /// What to do.
    pub contact: ContactPreference,
    /// When to call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_window: Option<CallWindow>,
}

/// What they look for.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CanonicalWish {
    /// What they can spend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_band: Option<BudgetBand>,
    /// The currency of the budget.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Where.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<String>,
    /// What the home should have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<Feature>,
    /// The fewest bedrooms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bedrooms_min: Option<u8>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<PurchasePeriod>,
}

/// A box that was ticked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CanonicalConsent {
    /// For what.
    pub purpose: Field,
    /// Which words stood beside the box: version of the notice, revision of the form, language.
    pub text_id: String,
    /// When, in ISO 8601, UTC.
    pub given_at: String,
}

/// The notice they could read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CanonicalNotice {
    /// Its version.
    pub version: String,
    /// Where this version stays readable.
    pub url: String,
}

/// What the partner must be able to tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CanonicalPrivacy {
    /// Who runs the pages.
    pub controller: String,
    /// Who gets the lead.
    pub partner: String,
    /// Where to ask about one's data.
    pub contact: String,
    /// Where to object.
    pub objection_url: String,
    /// What shows which boxes were offered and with which words; leads from before this was kept have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<CanonicalProof>,
    /// When the person objected to advertising, in ISO 8601, UTC: whatever they had agreed to before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objected_at: Option<String>,
}

/// What the form asked agreement to, and what was said to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CanonicalProof {
    /// The revision of the form, as the contract of its page has it.
    pub form: String,
    /// The boxes that were ticked, with the words beside them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ticked: Vec<CanonicalWords>,
    /// The boxes that were offered and left empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_empty: Vec<Field>,
}

/// A box and its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CanonicalWords {
    /// For what.
    pub purpose: Field,
    /// The exact words beside it, in the language of the page. A page built by an older program did not tell them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl CanonicalProof {
    fn of(submission: &Submission, contract: &Contract) -> Self {
        let words = |&purpose: &Field| CanonicalWords {
            purpose,
            text: contract.consent(submission.language(), purpose).map(str::to_owned),
        };
        let ticked = submission.consents();
        let offered = contract.form().asked().iter().map(|asked| asked.field).filter(|field| field.is_consent());
        Self {
            form: contract.revision().to_string(),
            ticked: ticked.iter().map(words).collect(),
            left_empty: offered.filter(|field| !ticked.contains(field)).collect(),
        }
    }
}

impl Canonical {
    pub(super) fn of(submission: &Submission, contract: &Contract, id: LeadId, received_at: Moment) -> Self {
        let (terms, language) = (contract.terms(), submission.language());
        let origin = &terms.origin;
        let person = submission.person();
        let version = submission.notice_version();
        let consent = |&purpose: &Field| CanonicalConsent {
            purpose,
            text_id: format!("{version}/{}/{language}", contract.revision()),
            given_at: received_at.to_string(),
        };
        let slug = &terms.project.slug;
        let mut source = Table::default();
        for (key, word) in submission.source().iter() {
            source.put(key.wire().to_owned(), word.to_owned());
        }
        let notice_path = contract.notice(language).map_or("", |notice| notice.path.as_str());
        Self {
            schema: SCHEMA,
            lead_id: id.to_string(),
            received_at: received_at.to_string(),
            project: CanonicalProject {
                id: slug.to_string(),
                name: terms.project.name.clone(),
                url: format!("{origin}/{slug}/{language}/"),
                language,
            },
            unit_id: submission.unit().map(str::to_owned),
            person: CanonicalPerson {
                given_name: person.given_name.as_str().to_owned(),
                family_name: person.family_name.as_str().to_owned(),
                email: person.email.as_ref().map(|email| email.as_str().to_owned()),
                phone_e164: person.phone.as_ref().map(|phone| phone.as_str().to_owned()),
                postal_code: person.postal_code.as_ref().map(|code| code.as_str().to_owned()),
                country: person.country,
                language,
            },
            preference: CanonicalPreference {
                contact: submission.preference().contact,
                call_window: submission.preference().call_window,
            },
            wish: CanonicalWish::of(submission),
            message: submission.message().map(|message| message.as_str().to_owned()),
            consents: submission.consents().iter().map(consent).collect(),
            notice: CanonicalNotice { version: version.to_owned(), url: format!("{origin}{notice_path}") },
            source,
            privacy: CanonicalPrivacy {
                controller: terms.operator.name.clone(),
                partner: terms.partner.name.clone(),
                contact: terms.operator.contact.clone(),
                objection_url: format!("{origin}/{language}/rights/"),
                proof: Some(CanonicalProof::of(submission, contract)),
                objected_at: None,
            },
        }
    }
}

impl CanonicalWish {
    fn of(submission: &Submission) -> Self {
        let wish = submission.wish();
        Self {
            budget_band: wish.budget_band,
            // A currency alone says nothing, and a budget without one is in euro.
            currency: wish.budget_band.map(|_| wish.currency.unwrap_or(Currency::Euro)),
            locations: wish.preferred_location.iter().map(|place| place.as_str().to_owned()).collect(),
            features: wish.features.clone(),
            bedrooms_min: wish.bedrooms_min.and_then(|bedrooms| bedrooms.wire().parse().ok()),
            period: wish.purchase_period,
        }
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
