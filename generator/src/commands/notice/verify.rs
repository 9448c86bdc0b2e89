//! `gevel notice verify`: a version is made again from the repository and compared with its name. The archive proves its own
//! versions by their files; what the content now says is composed anew.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::{Path, PathBuf};

use super::talk::{print, say, say_problems};
use super::{CommandResult, Outcome, read};
use crate::cli::Verify;
use crate::notice::{Edition, FOLDER, Standing};
use crate::project::{Loaded, Selection};

/// What a version is proved by.
pub(in crate::commands) enum Proved {
    /// The archive has it, and its files are what its name says.
    Kept(Edition),
    /// It is what the content now says, and not in the archive yet.
    Present(Edition),
}

impl Proved {
    /// The version.
    pub(in crate::commands) fn edition(&self) -> &Edition {
        match self {
            Self::Kept(edition) | Self::Present(edition) => edition,
        }
    }
}

/// What can prove versions: the archive, and what the content now says.
pub(in crate::commands) struct Proofs {
    folder: PathBuf,
    kept: Vec<String>,
    loaded: Loaded,
}

impl Proofs {
    /// Reads both. Content with errors says nothing for sure, but its archive still does.
    pub(in crate::commands) fn read(
        content: &Path,
        themes: &Path,
        cache: &Path,
    ) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let loaded = read(content, themes, cache, &Selection::default())?;
        let folder = content.join(FOLDER);
        Ok(Self { kept: kept(&folder)?, folder, loaded })
    }

    /// What the content now says, by version.
    fn present(&self) -> impl Iterator<Item = &Edition> {
        let histories = self.loaded.catalog.iter().flat_map(|catalog| catalog.editions.histories());
        histories.filter(|(_, history)| history.last == Standing::New).filter_map(|(_, history)| history.latest())
    }

    /// This version, made again. Error: why it cannot be, in words.
    pub(in crate::commands) fn prove(&self, version: &str) -> Result<Proved, String> {
        if self.kept.iter().any(|kept| kept == version) {
            let edition = Edition::open(&self.folder.join(version));
            return edition.map(Proved::Kept).map_err(|damage| format!("{damage}. {}", damage.help()));
        }
        let present = self.present().find(|edition| edition.version == version);
        present
            .map(|edition| Proved::Present(edition.clone()))
            .ok_or_else(|| "neither in the archive nor what the content now says".to_owned())
    }

    /// Everything that was read.
    pub(in crate::commands) fn loaded(&self) -> &Loaded {
        &self.loaded
    }
}

pub(super) fn verify(options: &Verify) -> CommandResult {
    let proofs = Proofs::read(&options.content.content, &options.themes, &options.cache)?;
    let asked: Vec<&str> = if let Some(version) = &options.version {
        vec![version]
    } else {
        let present: BTreeSet<&str> = proofs.present().map(|edition| edition.version.as_str()).collect();
        proofs.kept.iter().map(String::as_str).chain(present).collect()
    };
    if asked.is_empty() {
        say("There is no notice to verify.");
        say_problems(&proofs.loaded);
        return Ok(Outcome::Errors);
    }
    let mut outcome = Outcome::Done;
    for undated in proofs.loaded.catalog.iter().flat_map(|catalog| catalog.editions.undated()) {
        if asked.contains(&undated.published.as_str()) {
            print(&format!("{}  differs  from what the content now says. {}", undated.published, undated.difference));
            outcome = Outcome::Errors;
        }
    }
    for version in asked {
        match proofs.prove(version) {
            Ok(Proved::Kept(edition)) => print(&format!("{version}  matches  ({})", edition.project())),
            Ok(Proved::Present(edition)) => {
                print(&format!("{version}  matches  ({}, not in the archive yet)", edition.project()));
            }
            Err(why) => {
                if !proofs.kept.iter().any(|kept| kept == version) {
                    say_problems(&proofs.loaded);
                }
                print(&format!("{version}  differs  {why}"));
                outcome = Outcome::Errors;
            }
        }
    }
    Ok(outcome)
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
