//! `gevel brochure`: read, check, typeset, write.

use rayon::prelude::*;

use super::build::load_themes;
use super::talk::{bar, print, say, say_problems};
use super::{CommandResult, Outcome};
use crate::brochure::{self, BrochureError, Order};
use crate::cli::Brochure;
use crate::output;
use crate::photo::Cache;
use crate::project::{Project, Selection, load};
use crate::theme::Shelf;

pub(super) fn brochure(options: &Brochure) -> CommandResult {
    if !brochure::AVAILABLE {
        say(&BrochureError::NotBuiltIn.to_string());
        return Ok(Outcome::Errors);
    }
    let selection = Selection(options.slugs.clone());
    let cache = Cache::open(options.cache.clone());
    let shelf = Shelf::read(&options.themes);
    let loaded = load(&options.content.content, &shelf, &selection, &cache, super::today()?);
    say_problems(&loaded);
    let Some(catalog) = &loaded.catalog else { return Ok(Outcome::Errors) };
    if selection.0.iter().any(|slug| !catalog.projects.iter().any(|project| project.slug == *slug)) {
        return Ok(Outcome::Errors);
    }

    let themes = load_themes(&shelf, catalog)?;
    let wanted = |project: &Project| selection.holds(&project.slug);
    let orders = brochure::orders(catalog, &themes, &options.themes, &catalog.operator.base_url, &wanted)?;
    let progress = bar(orders.len(), "Brochures");
    let write = |order: &Order| -> Result<bool, Box<dyn std::error::Error + Send + Sync>> {
        let bytes = order.bytes(&cache)?;
        let changed = output::put(&options.out.join(format!("{}.pdf", order.name())), &bytes)?;
        progress.inc(1);
        Ok(changed)
    };
    let changed: Result<Vec<bool>, _> = orders.par_iter().map(write).collect();
    progress.finish_and_clear();

    let changed = changed?;
    let written = changed.iter().filter(|changed| **changed).count();
    print(&format!(
        "{} brochures in {}: {written} written, {} unchanged",
        orders.len(),
        options.out.display(),
        orders.len() - written
    ));
    Ok(if loaded.problems.has_errors() { Outcome::Errors } else { Outcome::Done })
}
