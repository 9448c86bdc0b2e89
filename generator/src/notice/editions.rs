//! The notices of all projects through time: those of the archive, and what the content now says.

use std::collections::BTreeMap;

use jiff::civil::Date;
use leads::form::FormWishes;
use leads::{ContactPreference, Form};
use rayon::prelude::*;

use super::archive::{Archive, Edition};
use super::content::Notice;
use super::privacy::Parties;
use super::register::Register;
use crate::project::Project;
use crate::project::company::Operator;

/// Every edition of every project, with how the last one stands.
#[derive(Debug, Clone)]
pub struct Editions {
    histories: BTreeMap<String, History>,
}

/// The editions of one project.
#[derive(Debug, Clone)]
pub struct History {
    /// The earliest first; never empty.
    pub editions: Vec<Edition>,
    /// How the last of them stands to the content.
    pub last: Standing,
}

/// A notice that is no longer what was published under its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undated {
    /// Whose.
    pub slug: String,
    /// The version that was published.
    pub published: String,
    /// Where the two first differ.
    pub difference: String,
}

/// How the last edition of a project stands to the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is what the content says, and in the archive.
    Published,
    /// It is what the content says, and not in the archive yet.
    New,
    /// It is what the content says, and another of the same day or a later one is in the archive.
    Undated,
    /// The project is no longer there.
    Ended,
}

impl Editions {
    /// The editions in the archive, and those that the content makes. Projects that are `refused` for now keep theirs.
    pub fn of(
        register: &Register,
        operator: &Operator,
        projects: &[&Project],
        archive: &Archive,
        refused: &[String],
    ) -> Self {
        let mut histories: BTreeMap<String, History> = BTreeMap::new();
        for edition in archive.editions() {
            let history = histories.entry(edition.project().to_owned());
            let history = history.or_insert_with(|| History { editions: Vec::new(), last: Standing::Ended });
            history.editions.push(edition.clone());
        }
        let present: Vec<_> = projects
            .par_iter()
            .map(|project| (project.slug.as_str(), present(project, register, operator, archive)))
            .collect();
        for (slug, (standing, edition)) in present {
            let history = histories.entry(slug.to_owned());
            let history = history.or_insert_with(|| History { editions: Vec::new(), last: Standing::New });
            history.last = standing;
            history.editions.extend(edition);
        }
        for slug in refused {
            if let Some(history) = histories.get_mut(slug) {
                history.last = Standing::Published;
            }
        }
        Self { histories }
    }

    /// The projects whose notice changed under the day of one that was published.
    pub fn undated(&self) -> Vec<Undated> {
        let undated = self.histories().filter_map(|(slug, history)| match history.editions.as_slice() {
            [.., published, now] if history.last == Standing::Undated => Some(Undated {
                slug: slug.to_owned(),
                published: published.version.clone(),
                difference: difference(&published.files, &now.files).unwrap_or_default(),
            }),
            _ => None,
        });
        undated.collect()
    }

    /// Forgets what the content now says of a project, and keeps what was published.
    pub fn keep_published(&mut self, slug: &str) {
        if let Some(history) = self.histories.get_mut(slug) {
            if matches!(history.last, Standing::New | Standing::Undated) {
                history.editions.pop();
            }
            history.last = Standing::Published;
        }
    }

    /// Each project's history, by slug.
    pub fn histories(&self) -> impl Iterator<Item = (&str, &History)> {
        self.histories.iter().map(|(slug, history)| (slug.as_str(), history))
    }

    /// The history of a project.
    pub fn history(&self, slug: &str) -> Option<&History> {
        self.histories.get(slug)
    }
}

impl History {
    /// The last edition.
    pub fn latest(&self) -> Option<&Edition> {
        self.editions.last()
    }
}

/// The form that a project's notice is about. One that takes no enquiries any more still owes a notice to those whose
/// enquiries it took.
pub fn form_of(project: &Project) -> Option<Form> {
    let smallest = || FormWishes { preferences: vec![ContactPreference::Email], ..FormWishes::default() };
    project.form.clone().or_else(|| Form::new(&smallest()).ok())
}

/// What the content makes of a project's notice: the edition to add to the archive's, and how the last one stands then.
fn present(
    project: &Project,
    register: &Register,
    operator: &Operator,
    archive: &Archive,
) -> (Standing, Option<Edition>) {
    let latest = archive.of(&project.slug).next_back();
    let is_of = |edition: &Edition, date: Date| edition.date >= date;
    // Who sells out stops asking, and has no reason to tell those who were asked before something else.
    if project.form.is_none() && latest.is_some_and(|latest| is_of(latest, register.date)) {
        return (Standing::Published, None);
    }
    let Some(form) = form_of(project) else { return (Standing::Published, None) };
    let parties =
        Parties { operator, partner: &project.partner, project_name: &project.name, languages: &project.languages };
    let notice = Notice::of(&project.slug, register, &parties, &form);
    match latest {
        // A new day in the register that says nothing new of this project leaves its notice as it is.
        Some(latest) if latest.notice == notice => (Standing::Published, None),
        Some(latest) if is_of(latest, register.date) => (Standing::Undated, Some(Edition::new(register.date, notice))),
        Some(_) | None => (Standing::New, Some(Edition::new(register.date, notice))),
    }
}

/// Where two editions first differ, as a sentence; nothing if they do not.
pub fn difference(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Option<String> {
    for (name, text) in old {
        let Some(other) = new.get(name) else { return Some(format!("`{name}` is gone.")) };
        let lines = (1..).zip(text.lines().zip(other.lines()).chain([("", "")]));
        let both = text.lines().count().min(other.lines().count());
        for (number, (line, now)) in lines {
            if number > both && text != other {
                return Some(format!(
                    "`{name}` has {} lines, and had {}.",
                    other.lines().count(),
                    text.lines().count()
                ));
            }
            if line != now {
                return Some(format!(
                    "It differs in `{name}` from line {number} on: `{}` was `{}`.",
                    now.trim(),
                    line.trim()
                ));
            }
        }
    }
    new.keys().find(|name| !old.contains_key(*name)).map(|name| format!("`{name}` is new."))
}
