//! Who is behind the pages, as far as it matters for enquiries: from whom mails come, and whose projects these are.

use std::collections::BTreeMap;

use leads::Language;

use crate::project::Catalog;

/// The operator, and the partners of all projects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People {
    /// The operator's name.
    pub name: String,
    /// The operator's e-mail address.
    pub email: String,
    /// The language in which partners are written to, unless they say otherwise.
    pub language: Language,
    /// The e-mail address of each partner, by its id.
    pub partners: BTreeMap<String, String>,
}

impl People {
    /// Those whom checked content names.
    pub fn of(catalog: &Catalog) -> Self {
        let company = &catalog.operator.company;
        let partners = catalog.projects.iter().map(|project| &project.partner);
        Self {
            name: company.name.clone(),
            email: company.email.clone(),
            language: catalog.operator.languages.first().copied().unwrap_or(Language::Dutch),
            partners: partners.map(|partner| (partner.id.clone(), partner.company.email.clone())).collect(),
        }
    }
}
