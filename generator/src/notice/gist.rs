//! The facts of a notice, apart from its wording: who answers for the data, what is asked, and each use. Versions are
//! compared by them, and they are kept with every version. So they are plain words: an old one must stay readable when
//! the words of the register have moved on.

use std::collections::BTreeMap;

use leads::{Field, Form, Language};
use serde::{Deserialize, Serialize};

use super::privacy::Parties;
use super::register::{Basis, Purpose, Register};
use super::uses;
use super::words::words;
use crate::page::word;

/// What is done with data that come in through one form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gist {
    /// Slug of the project.
    pub project: String,
    /// Proper name of the project.
    pub name: String,
    /// Legal names of those who are responsible.
    pub controllers: Vec<String>,
    /// Fields of the form.
    pub asked: Vec<String>,
    /// What the data are used for.
    pub uses: Vec<Use>,
}

/// One use of data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Use {
    /// Name of the purpose in the register.
    pub id: String,
    /// Why it is lawful, as the register spells it.
    pub basis: String,
    /// The box on the form by which people agree to it, if they are asked to.
    #[serde(default, rename = "box", skip_serializing_if = "Option::is_none")]
    pub consent_box: Option<String>,
    /// For how many days data are kept.
    pub days: u32,
    /// What each language calls it, and says of it.
    pub told: BTreeMap<Language, Told>,
}

/// What one language says of a use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Its name.
    pub label: String,
    /// How long data are kept.
    pub period: String,
    /// Who gets them.
    pub recipients: Vec<String>,
    /// The exact words beside the box.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<String>,
}

impl Gist {
    /// The facts of the notice of a project with this form.
    pub(super) fn of(slug: &str, register: &Register, parties: &Parties<'_>, form: &Form) -> Self {
        let partner = &parties.partner.company.legal_name;
        let uses = register.purposes.iter().filter(|purpose| purpose.concerns(form));
        Self {
            project: slug.to_owned(),
            name: parties.project_name.to_owned(),
            controllers: vec![parties.operator.company.legal_name.clone(), partner.clone()],
            asked: form.asked().iter().map(|asked| asked.field.wire().to_owned()).collect(),
            uses: uses.map(|purpose| Use::of(purpose, register, partner, parties.languages, form)).collect(),
        }
    }
}

impl Gist {
    /// The words beside a box of the form in a language, if they were kept with the notice.
    pub fn consent(&self, field: &str, language: Language) -> Option<&str> {
        let of_box = self.uses.iter().find(|one| one.consent_box.as_deref() == Some(field))?;
        of_box.told.get(&language)?.consent.as_deref()
    }
}

impl Use {
    fn of(purpose: &Purpose, register: &Register, partner: &str, languages: &[Language], form: &Form) -> Self {
        // The first that asks for it is the one whose words the page shows.
        let is_shown = |field: &&Field| {
            let words = register.consent_text(**field);
            field.is_consent() && form.asks(**field) && words.is_some() && words == purpose.consent_text()
        };
        let consent_box = purpose.fields.iter().find(is_shown);
        let told = |&language: &Language| {
            let told = Told {
                label: purpose.label.get(language).to_owned(),
                period: words(language).period(&purpose.retention, language),
                recipients: uses::recipients(purpose, register, Some(partner), language),
                consent: consent_box.and(purpose.consent_text()).map(|words| words.get(language).to_owned()),
            };
            (language, told)
        };
        let basis: Basis = purpose.ground.basis();
        Self {
            id: purpose.id.clone(),
            basis: word(&basis),
            consent_box: consent_box.map(|field| field.wire().to_owned()),
            days: purpose.retention.days,
            told: languages.iter().map(told).collect(),
        }
    }

    /// What a language says of it; the first language that does if it does not.
    pub(super) fn told(&self, language: Language) -> Option<&Told> {
        self.told.get(&language).or_else(|| self.told.values().next())
    }
}
