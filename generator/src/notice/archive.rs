//! Every notice that was ever published, kept beside the content in `notices/<version>/`: one file for each language and
//! one for the facts. The name of the folder holds their hash, so that nobody can change one unnoticed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::{fmt, io};

use jiff::civil::Date;
use leads::Language;
use serde::de::DeserializeOwned;

use super::content::{GIST, Notice, day_of, file_name, version};
use super::gist::Gist;
use crate::output::{OutputError, put};
use crate::problem::{Problem, Problems};
use crate::source::{Files, Place};

/// The folder below the content.
pub const FOLDER: &str = "notices";

/// A version of a project's notice.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// Its name.
    pub version: String,
    /// Its day.
    pub date: Date,
    /// What it is.
    pub notice: Notice,
    /// The files it is made of, byte for byte.
    pub files: BTreeMap<String, String>,
}

/// All editions that were published, those of one project in the order of their days.
#[derive(Debug, Clone, Default)]
pub struct Archive(Vec<Edition>);

/// Why a folder of the archive is not what was published under its name.
#[derive(Debug)]
pub enum Damage {
    /// Its name is not that of a version.
    Name,
    /// It cannot be read.
    Read(io::Error),
    /// A file that belongs to it is not there.
    Missing(String),
    /// Its files do not give the hash in its name, but this version.
    Changed(String),
    /// The hash is right, but this program cannot read what a file says.
    Unreadable(String, serde_json::Error),
}

impl Edition {
    /// A notice as the edition of a day.
    pub fn new(date: Date, notice: Notice) -> Self {
        Self { version: notice.version(date), date, files: notice.files(), notice }
    }

    /// Reads the edition in a folder, and proves that it is what its name says.
    pub fn open(folder: &Path) -> Result<Self, Damage> {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let date = day_of(&name).ok_or(Damage::Name)?;
        let files = read(folder).map_err(Damage::Read)?;
        if !files.contains_key(GIST) {
            return Err(Damage::Missing(GIST.to_owned()));
        }
        let found = version(date, files.values().map(String::as_bytes));
        if found != name {
            return Err(Damage::Changed(found));
        }
        let gist: Gist = parse(&files, GIST)?;
        let mut texts = BTreeMap::new();
        for &language in Language::ALL.iter().filter(|language| files.contains_key(&file_name(**language))) {
            texts.insert(language, parse(&files, &file_name(language))?);
        }
        Ok(Self { version: name, date, notice: Notice { gist, texts }, files })
    }

    /// Slug of its project.
    pub fn project(&self) -> &str {
        &self.notice.gist.project
    }

    /// Where it can be read in a language, from the root of the site; where languages are offered if it lacks that one.
    pub fn path(&self, language: Language) -> String {
        let version = &self.version;
        if self.notice.texts.contains_key(&language) {
            format!("/{FOLDER}/{version}/{language}/")
        } else {
            format!("/{FOLDER}/{version}/")
        }
    }

    /// Writes it into the archive of this content.
    pub fn publish(&self, content: &Path) -> Result<(), OutputError> {
        let folder = content.join(FOLDER).join(&self.version);
        // The facts come last: a folder without them was cut off while it was written.
        let (facts, texts): (Vec<_>, Vec<_>) = self.files.iter().partition(|(name, _)| *name == GIST);
        texts.into_iter().chain(facts).try_for_each(|(name, text)| put(&folder.join(name), text.as_bytes()).map(drop))
    }
}

impl Archive {
    /// Reads the archive of a content folder, noting what is damaged. A content without archive has an empty one.
    pub(crate) fn read(content: &Path, files: &mut Files, problems: &mut Problems) -> Option<Self> {
        let folder = content.join(FOLDER);
        let entries = match folders(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Some(Self::default()),
            Err(error) => {
                let place = Place::whole(files.add(folder, String::new()));
                let message = format!("the published notices cannot be read: {error}");
                problems.add(Problem::error("N-30", place, message).help("Check the permissions of this folder."));
                return None;
            }
        };
        let mut editions: Vec<Edition> = Vec::new();
        let mut sound = true;
        for entry in entries {
            let place = Place::whole(files.add(entry.clone(), String::new()));
            match Edition::open(&entry) {
                Ok(edition) => {
                    let same = |known: &&Edition| known.project() == edition.project() && known.date == edition.date;
                    if let Some(other) = editions.iter().find(same) {
                        let (project, date) = (edition.project(), edition.date);
                        let message = format!("`{project}` has two notices of {date}: the other is {}", other.version);
                        problems.add(Problem::error("N-30", place, message).help(
                            "Keep the one that was on line. The other needs a later `date` in `privacy.yaml`, and `gevel notice publish`.",
                        ));
                        sound = false;
                    }
                    editions.push(edition);
                }
                Err(damage) => {
                    problems.add(Problem::error("N-30", place, damage.to_string()).help(damage.help()));
                    sound = false;
                }
            }
        }
        editions.sort_by(|a, b| (a.project(), a.date).cmp(&(b.project(), b.date)));
        sound.then_some(Self(editions))
    }

    /// All of them.
    pub fn editions(&self) -> impl Iterator<Item = &Edition> {
        self.0.iter()
    }

    /// Those of a project, the earliest first.
    pub fn of<'a>(&'a self, project: &'a str) -> impl DoubleEndedIterator<Item = &'a Edition> {
        self.0.iter().filter(move |edition| edition.project() == project)
    }
}

impl Damage {
    /// What to do about it.
    pub fn help(&self) -> String {
        let restore = "Restore the folder as it was when it was published: `git checkout` brings it back.";
        match self {
            Self::Name => "Only `gevel notice publish` puts folders here, named like 2026-11-02-9f2c41d0.".to_owned(),
            Self::Read(_) => "Check that its files are there and may be read.".to_owned(),
            Self::Missing(_) => {
                format!(
                    "If `gevel notice publish` was cut off, remove the folder and publish again. Otherwise: {restore}"
                )
            }
            Self::Changed(_) => restore.to_owned(),
            Self::Unreadable(..) => format!("A later program may have written it: use that one. {restore}"),
        }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name => write!(out, "this is not the name of a version"),
            Self::Read(error) => write!(out, "this notice cannot be read: {error}"),
            Self::Missing(file) => write!(out, "`{file}` is missing from this notice"),
            Self::Changed(found) => {
                write!(out, "somebody changed this notice after it was published: its files now give {found}")
            }
            Self::Unreadable(file, error) => write!(out, "`{file}` of this notice cannot be understood: {error}"),
        }
    }
}

impl std::error::Error for Damage {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read(error) => Some(error),
            Self::Unreadable(_, error) => Some(error),
            Self::Name | Self::Missing(_) | Self::Changed(_) => None,
        }
    }
}

/// The folders in a folder, by name.
fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
        }
    }
    folders.sort();
    Ok(folders)
}

/// The JSON files in a folder, by name.
fn read(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.insert(name, fs::read_to_string(&path)?);
        }
    }
    Ok(files)
}

fn parse<T: DeserializeOwned>(files: &BTreeMap<String, String>, name: &str) -> Result<T, Damage> {
    let text = files.get(name).map_or("", String::as_str);
    serde_json::from_str(text).map_err(|error| Damage::Unreadable(name.to_owned(), error))
}
