//! All themes of a folder by name, known by their cards: which there are, on which others they build, and what a project
//! that chooses one should know.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::card::{Card, RawCard, Traits};
use super::{Part, SITE_THEME, ThemeError};
use crate::nearest::instead;
use crate::problem::{Problem, Problems, human};
use crate::project::{Project, read_yaml};
use crate::source::{At, Files, Place, Written};

/// The themes of a folder.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
    themes: BTreeMap<String, Shelved>,
}

/// A card with what is to be mended in it.
#[derive(Debug)]
struct Shelved {
    card: Option<Card>,
    files: Files,
    problems: Problems,
}

impl Shelf {
    /// Reads the card of every theme; a folder is a theme when it has a `theme.yaml`. What is wrong with one is told when
    /// it is asked for.
    pub fn read(folder: &Path) -> Self {
        let entries = WalkDir::new(folder).min_depth(1).max_depth(1).sort_by_file_name();
        let cards = entries.into_iter().filter_map(Result::ok).filter_map(|entry| {
            let path = entry.path().join("theme.yaml");
            path.is_file().then(|| (entry.file_name().to_string_lossy().into_owned(), Shelved::read(&path)))
        });
        let mut shelf = Self { folder: folder.to_owned(), themes: cards.collect() };
        let faults: Vec<_> = shelf.themes.keys().filter_map(|name| Some((name.clone(), shelf.fault(name)?))).collect();
        for (name, fault) in faults {
            if let Some(theme) = shelf.themes.get_mut(&name) {
                theme.problems.add(fault);
                theme.card = None;
            }
        }
        shelf
    }

    /// The folder of the themes.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Names of the theme itself and of those it is based on, nearest first, with what they say together.
    pub(super) fn get(&self, name: &str) -> Result<(Vec<String>, Traits), ThemeError> {
        let Some(asked) = self.themes.get(name) else {
            let card = self.folder.join(name).join("theme.yaml");
            return Err(ThemeError(format!("there is no theme `{name}`: `{}` does not exist", card.display())));
        };
        let lineage = self.lineage(name);
        let told = lineage.iter().filter_map(|name| self.themes.get(*name)).chain([asked]).find_map(Shelved::told);
        if let Some(told) = told {
            return Err(ThemeError(told));
        }
        let cards: Vec<&Card> = lineage.iter().filter_map(|name| self.themes.get(*name)?.card.as_ref()).collect();
        Ok((lineage.iter().map(|name| (*name).to_owned()).collect(), Traits::of(&cards)))
    }

    /// The theme that a project wrote, or the usual one; notes when there is none of that name, or when it has mistakes.
    pub(crate) fn choose(&self, written: Written<String>, top: Place, problems: &mut Problems) -> At<String> {
        let theme = written.unwrap_or_else(|| At::new(top, SITE_THEME.to_owned()));
        match self.themes.get(&theme.value) {
            // Without any theme the folder is wrong, which is told once.
            None if self.themes.is_empty() => {}
            None => {
                let help = instead(&theme, self.themes.keys().map(String::as_str));
                problems.add(
                    Problem::error("T-02", theme.place, format!("there is no theme `{}`", theme.value)).help(help),
                );
            }
            Some(_) if self.get(&theme.value).is_err() => {
                let message = format!("the theme `{}` cannot be used: there are errors in `theme.yaml`", theme.value);
                problems
                    .add(Problem::error("T-01", theme.place, message).help("Mend them; each is told with its place."));
            }
            Some(_) => {}
        }
        theme
    }

    /// Notes what the project has and its theme does not show, and what the theme needs and the project lacks.
    pub(crate) fn compare(&self, project: &Project, place: Place, problems: &mut Problems) {
        let Ok((_, traits)) = self.get(&project.theme) else { return };
        for part in &traits.needs {
            if !part.is_in(project) {
                problems.add(part.needed(&project.theme, place));
            }
        }
        for part in Part::ALL {
            if part.is_in(project) && !traits.offers.contains(part) {
                problems.add(part.not_shown(&project.theme, &self.offering(*part), place));
            }
        }
    }

    /// Adds what is wrong with the cards of these themes and of those they are based on.
    pub(crate) fn tell<'a>(&self, used: impl Iterator<Item = &'a str>, files: &mut Files, problems: &mut Problems) {
        if self.themes.is_empty() {
            let file = files.add(self.folder.clone(), String::new());
            let fault = Problem::error("T-02", Place::whole(file), "there is no theme in this folder");
            problems.add(fault.help("Name the folder with the themes: `--themes themes`."));
        }
        let mut names: Vec<&str> = used.flat_map(|name| self.lineage(name)).collect();
        names.sort_unstable();
        names.dedup();
        for theme in names.into_iter().filter_map(|name| self.themes.get(name)) {
            let mut own = theme.problems.clone();
            own.shift(files.append(theme.files.clone()));
            problems.append(own);
        }
    }

    /// The themes that show this part.
    fn offering(&self, part: Part) -> Vec<&str> {
        let names = self.themes.keys().map(String::as_str);
        names.filter(|name| self.get(name).is_ok_and(|(_, traits)| traits.offers.contains(&part))).collect()
    }

    /// The theme and those it is based on, nearest first, as far as they are there and do not repeat.
    fn lineage(&self, name: &str) -> Vec<&str> {
        let mut lineage: Vec<&str> = Vec::new();
        let mut next = Some(name);
        while let Some((known, theme)) = next.and_then(|name| self.themes.get_key_value(name)) {
            if lineage.contains(&known.as_str()) {
                break;
            }
            lineage.push(known);
            next = theme.based_on().map(|based_on| based_on.value.as_str());
        }
        lineage
    }

    /// What is wrong with the theme that this one is based on.
    fn fault(&self, name: &str) -> Option<Problem> {
        let based_on = self.themes.get(name)?.based_on()?;
        let others = self.themes.keys().map(String::as_str).filter(|other| *other != name);
        if !self.themes.contains_key(&based_on.value) {
            let message = format!("there is no theme `{}` to be based on", based_on.value);
            return Some(Problem::error("T-02", based_on.place, message).help(instead(based_on, others)));
        }
        let mut chain = self.lineage(name);
        let last = chain.last().and_then(|last| self.themes.get(*last)?.based_on());
        let back = last.filter(|back| back.value == name)?;
        chain.push(&back.value);
        let round = chain.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", based on ");
        let fault = Problem::error("T-03", based_on.place, format!("this goes round in a circle: {round}"));
        Some(fault.help("Take `based_on` out of one of them: somewhere there is a theme that stands by itself."))
    }
}

impl Shelved {
    fn read(path: &Path) -> Self {
        let (mut files, mut problems) = (Files::default(), Problems::default());
        let (file, raw) = read_yaml::<RawCard>(path, &mut files, &mut problems);
        let card = raw.and_then(|raw| raw.check(file, &mut problems));
        Self { card, files, problems }
    }

    fn based_on(&self) -> Option<&At<String>> {
        self.card.as_ref()?.based_on.as_ref()
    }

    /// The first mistake in the card, as a person reads it.
    fn told(&self) -> Option<String> {
        let first = self.problems.iter().next()?;
        Some(human(first, &self.files, false).trim_end().to_owned())
    }
}
