//! `gevel notice publish`: the notices that are about to go on line are put into the archive. A build never writes there:
//! what was said to people is the operator's to keep, with the content.

use super::talk::{print, say, say_problems};
use super::{CommandResult, Outcome, read};
use crate::cli::Publish;
use crate::notice::{FOLDER, Standing};
use crate::project::Selection;

pub(super) fn publish(options: &Publish) -> CommandResult {
    let selection = Selection(options.slugs.clone());
    let content = &options.content.content;
    let mut loaded = read(content, &options.themes, &options.cache, &selection)?;
    loaded.refuse_undated_notices(&selection);
    say_problems(&loaded);
    let Some(catalog) = &loaded.catalog else { return Ok(Outcome::Errors) };
    let new =
        catalog.editions.histories().filter(|(slug, history)| history.last == Standing::New && selection.holds(slug));
    let mut published = 0;
    for edition in new.filter_map(|(_, history)| history.latest()) {
        edition.publish(content)?;
        print(&content.join(FOLDER).join(&edition.version).display().to_string());
        published += 1;
    }
    if loaded.problems.has_errors() {
        return Ok(Outcome::Errors);
    }
    if published == 0 {
        say("Nothing to publish: every notice is in the archive as it is.");
    } else {
        say(&format!("Published: {published}. Keep the archive with the content; nothing in it may change any more."));
    }
    Ok(Outcome::Done)
}
