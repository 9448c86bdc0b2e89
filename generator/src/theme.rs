//! A theme: templates, stylesheets, files they load, and all its words in every language. What it lacks comes from the
//! theme it is based on.
//!
//! [`Shelf`] reads the card of every theme (`theme.yaml`), so that a project can be checked against the one it chose;
//! [`Theme`] is a theme loaded whole.

mod assets;
mod card;
mod part;
mod phrases;
mod script;
mod shelf;
mod stylesheet;
mod templates;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use leads::Language;
use tera::Tera;
use walkdir::WalkDir;

pub(crate) use assets::short_hash;
pub use card::Traits;
pub use part::Part;
pub use phrases::Phrases;
pub use shelf::Shelf;

/// Name of the theme of pages that belong to no project, and of projects that name none.
pub const SITE_THEME: &str = "gevel";

/// A loaded theme.
pub struct Theme {
    /// Name of its folder.
    pub name: String,
    /// Names of the themes it is made of: its own, then those it is based on.
    pub lineage: Vec<String>,
    /// What it says of itself.
    pub traits: Traits,
    /// Its templates.
    pub tera: Tera,
    /// The stylesheet of landing pages; addresses of files point to where they are served. Colours come before it, per
    /// project.
    pub stylesheet: String,
    /// The stylesheet of all other pages.
    pub pages_stylesheet: String,
    /// What `stylesheet` lacks for the page that answers a form which could not be taken.
    pub answer_stylesheet: String,
    /// Files to serve, by output path.
    pub assets: BTreeMap<String, Vec<u8>>,
    phrases: BTreeMap<Language, Phrases>,
    addresses: BTreeMap<String, String>,
}

/// Why a theme cannot be used; the message names the file and says what to do.
#[derive(Debug)]
pub struct ThemeError(String);

impl fmt::Display for ThemeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for ThemeError {}

impl Theme {
    /// Loads the theme `name` from the folder of themes. Fails with the first mistake in its files.
    pub fn load(themes: &Path, name: &str) -> Result<Self, ThemeError> {
        Self::take(&Shelf::read(themes), name)
    }

    /// Loads the theme `name` from a shelf whose cards were read. Fails with the first mistake in its files.
    pub fn take(shelf: &Shelf, name: &str) -> Result<Self, ThemeError> {
        let (lineage, traits) = shelf.get(name)?;
        let folders: Vec<PathBuf> = lineage.iter().map(|name| shelf.folder().join(name)).collect();
        let tera = templates::read(&lineage, &folders)?;
        let phrases = phrases::read(&folders)?;
        let (addresses, assets) = assets::read(&lineage, &folders, &phrases)?;
        let sheets = stylesheet::theme(&folders, &addresses)?;
        Ok(Self {
            name: name.to_owned(),
            tera,
            stylesheet: sheets.landing,
            pages_stylesheet: sheets.pages,
            answer_stylesheet: stylesheet::answer(&folders, &addresses)?,
            phrases,
            lineage,
            traits,
            assets,
            addresses,
        })
    }

    /// The words in one language.
    pub fn phrases(&self, language: Language) -> &Phrases {
        // Every language was loaded, or there would be no theme.
        #[expect(clippy::indexing_slicing, reason = "`take` puts every language in")]
        &self.phrases[&language]
    }

    /// The address of a file of the theme, if it has it.
    pub fn address(&self, file: &str) -> Option<&str> {
        self.addresses.get(file).map(String::as_str)
    }

    /// Keys that the pages asked for and the theme does not have.
    pub fn missing_phrases(&self) -> std::collections::BTreeSet<String> {
        self.phrases.values().flat_map(Phrases::missing).collect()
    }
}

/// Every visible file below a folder, by name; nothing when there is no such folder.
fn walk(folder: &Path) -> Vec<PathBuf> {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    files
        .filter(|entry| entry.file_type().is_file() && !entry.file_name().to_string_lossy().starts_with('.'))
        .map(walkdir::DirEntry::into_path)
        .collect()
}

fn read(path: &Path) -> Result<String, ThemeError> {
    fs::read_to_string(path).map_err(|error| ThemeError(format!("{} cannot be read: {error}", path.display())))
}

#[cfg(test)]
mod tests;
