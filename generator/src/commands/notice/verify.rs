//! `gevel notice verify`: a version is made again from the repository and compared with its name. The archive proves its own
//! versions by their files; what the content now says is composed anew.

use std::collections::BTreeMap;
use std::path::Path;

use super::talk::{print, say, say_problems};
use super::{CommandResult, Outcome, read};
use crate::cli::Verify;
use crate::notice::{Damage, Edition, FOLDER, Standing};
use crate::project::Selection;

pub(super) fn verify(options: &Verify) -> CommandResult {
    let content = &options.content.content;
    let loaded = read(content, &options.themes, &options.cache, &Selection::default())?;
    // What the content now says, by version. Content with errors says nothing for sure, but its archive still does.
    let catalog = loaded.catalog.as_ref();
    let present: BTreeMap<&str, &Edition> = catalog
        .iter()
        .flat_map(|catalog| catalog.editions.histories())
        .filter(|(_, history)| history.last == Standing::New)
        .filter_map(|(_, history)| history.latest())
        .map(|edition| (edition.version.as_str(), edition))
        .collect();
    let kept = kept(&content.join(FOLDER))?;
    let asked: Vec<&str> = match &options.version {
        Some(version) => vec![version],
        None => kept.iter().map(String::as_str).chain(present.keys().copied()).collect(),
    };
    if asked.is_empty() {
        say("There is no notice to verify.");
        say_problems(&loaded);
        return Ok(Outcome::Errors);
    }
    let mut outcome = Outcome::Done;
    for undated in catalog.iter().flat_map(|catalog| catalog.editions.undated()) {
        if asked.contains(&undated.published.as_str()) {
            print(&format!("{}  differs  from what the content now says. {}", undated.published, undated.difference));
            outcome = Outcome::Errors;
        }
    }
    for version in asked {
        let verdict = if kept.iter().any(|kept| kept == version) {
            Edition::open(&content.join(FOLDER).join(version))
                .map_or_else(|damage| told(&damage), |edition| Ok(edition.project().to_owned()))
        } else if let Some(edition) = present.get(version) {
            Ok(format!("{}, not in the archive yet", edition.project()))
        } else {
            say_problems(&loaded);
            Err("neither in the archive nor what the content now says".to_owned())
        };
        match verdict {
            Ok(whose) => print(&format!("{version}  matches  ({whose})")),
            Err(why) => {
                print(&format!("{version}  differs  {why}"));
                outcome = Outcome::Errors;
            }
        }
    }
    Ok(outcome)
}

fn told(damage: &Damage) -> Result<String, String> {
    Err(format!("{damage}. {}", damage.help()))
}

/// The versions in the archive, by their names.
fn kept(folder: &Path) -> std::io::Result<Vec<String>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}
