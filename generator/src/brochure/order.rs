//! A brochure to be made: everything that decides its bytes, before anything is typeset.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use leads::Language;
use rayon::prelude::*;

use super::{BrochureError, Template};
use crate::compose::Themes;
use crate::page::{BrochurePage, PrintedPicture, brochure_page};
use crate::photo::{Cache, Key};
use crate::project::company::Company;
use crate::project::{Catalog, Project};

/// The typesetter and our use of it; changes when either would give other bytes for the same order.
const EDITION: &str = "typst 0.15.1, 1";

/// A brochure of one project in one language.
#[derive(Debug, Clone)]
pub struct Order {
    /// The project.
    pub slug: String,
    /// The language.
    pub language: Language,
    pub(super) updated: Date,
    pub(super) page: BrochurePage,
    pub(super) template: Arc<Template>,
}

/// A brochure that was made and is kept in the cache.
#[derive(Debug, Clone)]
pub struct Bound {
    /// Where it is kept.
    pub key: Key,
    /// Its length.
    pub bytes: u64,
}

/// Brochures that the pages may offer, by project and language.
pub type Brochures = BTreeMap<(String, Language), Bound>;

/// The brochures of the projects that are wanted, in each of their languages. `themes_folder` is where `themes` came from.
pub fn orders(
    catalog: &Catalog,
    themes: &Themes,
    themes_folder: &Path,
    base_url: &str,
    wanted: &dyn Fn(&Project) -> bool,
) -> Result<Vec<Order>, BrochureError> {
    let mut templates: BTreeMap<&str, Arc<Template>> = BTreeMap::new();
    let mut orders = Vec::new();
    for project in catalog.projects.iter().filter(|project| wanted(project)) {
        let Some(theme) = themes.get(&project.theme) else { continue };
        let template = if let Some(template) = templates.get(project.theme.as_str()) {
            Arc::clone(template)
        } else {
            let template = Arc::new(Template::load(themes_folder, &theme.lineage)?);
            templates.insert(&project.theme, Arc::clone(&template));
            template
        };
        let logo = logo(&project.partner.company)?;
        for language in &project.languages {
            let logo = logo.as_ref().map(|(ending, bytes)| (ending.as_str(), bytes.clone()));
            let page =
                brochure_page(project, &catalog.operator, &catalog.register, base_url, logo, theme.phrases(*language));
            orders.extend(page.map(|page| Order {
                slug: project.slug.clone(),
                language: *language,
                updated: project.updated,
                page,
                template: Arc::clone(&template),
            }));
        }
    }
    Ok(orders)
}

/// Makes what the cache lacks, several at a time; `on_done` hears of each.
pub fn make(orders: &[Order], cache: &Cache, on_done: &(dyn Fn() + Sync)) -> Result<Brochures, BrochureError> {
    let bound = orders.par_iter().map(|order| {
        let bytes = order.bytes(cache)?.len() as u64;
        on_done();
        Ok(((order.slug.clone(), order.language), Bound { key: order.key(), bytes }))
    });
    bound.collect()
}

impl Order {
    /// The PDF, from the cache or made now and kept.
    pub fn bytes(&self, cache: &Cache) -> Result<Vec<u8>, BrochureError> {
        let key = self.key();
        if let Some(kept) = cache.find(&key) {
            return Ok(kept);
        }
        let made = self.typeset(cache)?;
        cache.keep(&key, &made).map_err(BrochureError::Cache)?;
        Ok(made)
    }

    /// Where the cache keeps it.
    pub fn key(&self) -> Key {
        let pictures = self.page.pictures.iter().map(|printed| match &printed.picture {
            // The name of a variant holds the hash of all it is made from.
            PrintedPicture::Photo(order) => format!("{} {}", printed.name, order.variant.file_name()),
            PrintedPicture::File(bytes) => format!("{} {}", printed.name, blake3::hash(bytes)),
        });
        let pictures: Vec<String> = pictures.collect();
        Key::of(&format!(
            "brochure {EDITION}\n{}\n{}\n{}\n{}\n{}",
            self.name(),
            self.updated,
            self.template.digest,
            pictures.join("\n"),
            self.page.data
        ))
    }

    /// What tells it from the others: `leiehof-nl`.
    pub fn name(&self) -> String {
        format!("{}-{}", self.slug, self.language)
    }

    #[cfg(feature = "brochure")]
    fn typeset(&self, cache: &Cache) -> Result<Vec<u8>, BrochureError> {
        super::typeset::typeset(self, cache).map(|sheets| sheets.pdf)
    }

    #[cfg(not(feature = "brochure"))]
    #[expect(clippy::unused_self, reason = "a program without a typesetter has no use for the order")]
    fn typeset(&self, _: &Cache) -> Result<Vec<u8>, BrochureError> {
        Err(BrochureError::NotBuiltIn)
    }
}

/// The logo of a company with the ending of its file's name.
fn logo(company: &Company) -> Result<Option<(String, Vec<u8>)>, BrochureError> {
    let Some(path) = &company.logo else { return Ok(None) };
    let bytes = std::fs::read(path).map_err(|source| BrochureError::Read { path: path.clone(), source })?;
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    Ok(Some((ending, bytes)))
}
