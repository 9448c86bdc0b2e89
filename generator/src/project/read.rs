//! Finds the files of a project and reads them, each as its author wrote it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use leads::Language;
use leads::door::PATHS;
use serde::de::DeserializeOwned;
use walkdir::WalkDir;

use super::raw::{RawProject, RawText, RawUnit};
use crate::problem::{Problem, Problems};
use crate::source::{At, FileId, Files, Place, decode, parse_table, parse_yaml};

/// Which projects a command is about.
#[derive(Debug, Clone, Default)]
pub struct Selection(pub Vec<String>);

impl Selection {
    /// Whether this project is meant; an empty selection means all.
    pub fn holds(&self, slug: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|chosen| chosen == slug)
    }
}

/// Everything of one project as written.
pub(crate) struct Written {
    pub slug: String,
    pub folder: PathBuf,
    pub file: FileId,
    pub project: Option<RawProject>,
    pub units: Option<Vec<At<RawUnit>>>,
    /// Whether every row of the unit table could be read.
    pub has_all_units: bool,
    pub texts: BTreeMap<Language, (FileId, Option<RawText>)>,
    pub articles: Vec<RawArticle>,
    pub files: Files,
    pub problems: Problems,
}

/// An article file.
pub(crate) struct RawArticle {
    pub file: FileId,
    pub number: u8,
    pub slug: String,
    pub language: Language,
    pub text: String,
}

/// The slugs of all projects in a content folder, sorted; a folder is a project when it has a `project.yaml`.
///
/// Fails when the folder cannot be read.
pub fn list_projects(content: &Path) -> std::io::Result<Vec<String>> {
    let mut slugs = Vec::new();
    for entry in WalkDir::new(content).min_depth(1).max_depth(1).sort_by_file_name() {
        let entry = entry?;
        if entry.path().join("project.yaml").is_file() {
            slugs.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(slugs)
}

/// Reads all files of one project.
pub(crate) fn read_project(content: &Path, slug: &str) -> Written {
    let folder = content.join(slug);
    let mut files = Files::default();
    let mut problems = Problems::default();
    let (file, project) = read_yaml(&folder.join("project.yaml"), &mut files, &mut problems);
    let mut written = Written {
        slug: slug.to_owned(),
        file,
        project,
        units: None,
        has_all_units: true,
        texts: BTreeMap::new(),
        articles: Vec::new(),
        files,
        problems,
        folder,
    };
    written.check_slug();
    written.read_units();
    written.read_texts();
    written.read_articles();
    written
}

/// Reads one YAML file into a raw type, noting what does not fit; `None` when it cannot be read at all.
pub(crate) fn read_yaml<T: DeserializeOwned>(
    path: &Path,
    files: &mut Files,
    problems: &mut Problems,
) -> (FileId, Option<T>) {
    let (file, text) = read_text(path, files, problems);
    let raw = text.and_then(|text| parse_yaml(file, &text, problems)).and_then(|node| decode(&node, problems));
    (file, raw)
}

fn read_text(path: &Path, files: &mut Files, problems: &mut Problems) -> (FileId, Option<String>) {
    let mut refuse = |shown: String, message: &str, help: &str, place: &dyn Fn(FileId) -> Place| {
        let file = files.add(path.to_owned(), shown);
        problems.add(Problem::error("Y-00", place(file), message).help(help));
        (file, None)
    };
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let help = "Create it; `gevel new` shows what goes in.";
            return refuse(String::new(), "this file is missing", help, &Place::whole);
        }
        Err(error) => {
            let message = format!("this file cannot be read: {error}");
            return refuse(String::new(), &message, "Check its permissions.", &Place::whole);
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => (files.add(path.to_owned(), text.clone()), Some(text)),
        Err(error) => {
            let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
            let before = String::from_utf8_lossy(valid);
            let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            let line = count(before.matches('\n').count() + 1);
            let column = count(before.rsplit('\n').next().unwrap_or_default().chars().count() + 1);
            refuse(
                String::from_utf8_lossy(error.as_bytes()).into_owned(),
                "this letter is not stored as UTF-8",
                "Save the file as UTF-8; in most editors that is a choice under «Save as».",
                &|file| Place { file, line, column },
            )
        }
    }
}

/// Folders of the site itself, beside the paths at which forms are answered.
const FOLDERS: &[&str] = &["assets", "mail", "notices", "share"];

/// Why no project can have this name, if none can.
pub(crate) fn wrong_slug(slug: &str) -> Option<String> {
    let right = (3..=60).contains(&slug.len())
        && slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !slug.starts_with('-')
        && !slug.ends_with('-');
    if !right {
        return Some(format!("`{slug}` cannot be part of an address"));
    }
    let taken = FOLDERS.contains(&slug) || PATHS.iter().any(|path| path.trim_matches('/') == slug);
    taken.then(|| format!("`{slug}` is a name the site needs for itself"))
}

impl Written {
    fn check_slug(&mut self) {
        if let Some(message) = wrong_slug(&self.slug) {
            self.problems.add(
                Problem::error("M-05", Place::whole(self.file), message).help(
                    "Rename the folder: 3 to 60 small letters, digits and hyphens, such as `residentie-leiehof`.",
                ),
            );
        }
    }

    fn read_units(&mut self) {
        let path = self.folder.join("units.csv");
        let inline = self.project.as_mut().and_then(|project| project.units.take());
        if !path.is_file() {
            self.units = inline.map(|units| units.value);
            return;
        }
        if let Some(inline) = inline {
            self.problems.add(
                Problem::error("M-06", inline.place, "units stand here and in `units.csv` too")
                    .help("Keep one of the two."),
            );
        }
        let (file, text) = read_text(&path, &mut self.files, &mut self.problems);
        let node = text.map(|text| parse_table(file, &text, &mut self.problems));
        self.units = node.and_then(|node| decode(&node, &mut self.problems));
        self.has_all_units = !self.problems.iter().any(|problem| problem.place.file == file);
    }

    fn read_texts(&mut self) {
        for path in entries(&self.folder.join("text")) {
            let stem = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
            match Language::from_wire(stem) {
                Some(language) if path.extension() == Some(OsStr::new("yaml")) => {
                    let read = read_yaml(&path, &mut self.files, &mut self.problems);
                    self.texts.insert(language, read);
                }
                _ => {
                    let file = self.files.add(path.clone(), String::new());
                    let names: Vec<_> = Language::WIRE.iter().map(|name| format!("`{name}.yaml`")).collect();
                    let help = format!("Name it after its language: {}.", names.join(", "));
                    self.problems.add(Problem::warning("M-07", Place::whole(file), "this file is not read").help(help));
                }
            }
        }
    }

    fn read_articles(&mut self) {
        for path in entries(&self.folder.join("articles")) {
            let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
            let Some((number, slug, language)) = article_name(name) else {
                let file = self.files.add(path.clone(), String::new());
                self.problems.add(
                    Problem::warning("M-07", Place::whole(file), "this file is not read")
                        .help("Name it `<nn>-<slug>.<language>.md`, such as `01-wonen-aan-het-water.nl.md`."),
                );
                continue;
            };
            let (slug, language) = (slug.to_owned(), language);
            let (file, text) = read_text(&path, &mut self.files, &mut self.problems);
            if let Some(text) = text {
                self.articles.push(RawArticle { file, number, slug, language, text });
            }
        }
    }
}

/// `01-wonen-aan-het-water.nl.md` in its parts.
fn article_name(name: &str) -> Option<(u8, &str, Language)> {
    let (stem, language) = name.strip_suffix(".md")?.rsplit_once('.')?;
    let (number, slug) = stem.split_once('-')?;
    let plain =
        !slug.is_empty() && slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let number = (number.len() == 2).then(|| number.parse().ok())??;
    plain.then_some((number, slug, Language::from_wire(language)?))
}

/// The visible files directly in a folder, by name; nothing when there is no such folder.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let walk = WalkDir::new(folder).min_depth(1).max_depth(1).sort_by_file_name();
    let visible = walk
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file() && !entry.file_name().to_string_lossy().starts_with('.'));
    visible.map(walkdir::DirEntry::into_path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_an_article_says_number_slug_and_language() {
        assert_eq!(article_name("01-aan-het-water.nl.md"), Some((1, "aan-het-water", Language::Dutch)));
        for wrong in ["1-a.nl.md", "01-A.nl.md", "01-a.es.md", "01-a.md", "notes.txt", "01-.nl.md"] {
            assert_eq!(article_name(wrong), None, "{wrong}");
        }
    }
}
