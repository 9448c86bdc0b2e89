//! `gevel check`: says everything that is to be mended.

use super::talk::{print, say, say_problems, sum};
use super::{CommandResult, Outcome};
use crate::cli::{Check, CheckFormat};
use crate::photo::Cache;
use crate::problem::{github, json};
use crate::project::{Selection, load};
use crate::theme::Shelf;

pub(super) fn check(options: &Check) -> CommandResult {
    let cache = Cache::open(options.cache.clone());
    let (shelf, selection) = (Shelf::read(&options.themes), Selection(options.slugs.clone()));
    let mut loaded = load(&options.content.content, &shelf, &selection, &cache, super::today()?);
    loaded.refuse_undated_notices(&selection);
    match options.format {
        CheckFormat::Human => {
            say_problems(&loaded);
            if sum(&loaded.problems).is_none() {
                say("Nothing to mend.");
            }
        }
        CheckFormat::Json => loaded.problems.iter().for_each(|problem| print(&json(problem, &loaded.files))),
        CheckFormat::Github => loaded.problems.iter().for_each(|problem| print(&github(problem, &loaded.files))),
    }
    Ok(if loaded.problems.has_errors() { Outcome::Errors } else { Outcome::Done })
}
