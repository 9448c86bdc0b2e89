//! The whole content folder: operator, register, partners and projects. Projects are read and checked in parallel and
//! independently of one another; one that has errors does not keep the others from being built.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use leads::Language;
use rayon::prelude::*;
use walkdir::WalkDir;

use super::check::{Around, check_project};
use super::company::{Operator, Partner, check_operator, check_partner};
use super::raw::RawCompany;
use super::read::{Written, list_projects, read_project, read_yaml};
use super::{Project, Selection};
use crate::notice::{Archive, Editions, Register, Undated, check_turnstile, read_register};
use crate::photo::Cache;
use crate::problem::{Problem, Problems};
use crate::source::{Files, Place};
use crate::theme::{SITE_THEME, Shelf};

/// Checked content.
#[derive(Debug, Clone)]
pub struct Catalog {
    /// The company that runs the pages.
    pub operator: Operator,
    /// What is done with personal data.
    pub register: Register,
    /// Projects without errors, by slug.
    pub projects: Vec<Arc<Project>>,
    /// Every version of their privacy notices, and of those of projects that are gone.
    pub editions: Editions,
}

/// What reading a content folder gave.
#[derive(Debug)]
pub struct Loaded {
    /// The files that were read.
    pub files: Files,
    /// Everything to mend, sorted by place.
    pub problems: Problems,
    /// The content; `None` when the operator's own files have errors.
    pub catalog: Option<Catalog>,
    /// Slugs of projects that have errors.
    pub refused: Vec<String>,
}

/// Reads and checks a content folder, each project against the theme it chose. `today` decides what is stale.
pub fn load(content: &Path, themes: &Shelf, selection: &Selection, cache: &Cache, today: Date) -> Loaded {
    let mut files = Files::default();
    let mut problems = Problems::default();
    let slugs = match list_projects(content) {
        Ok(slugs) => slugs,
        Err(error) => {
            let file = files.add(content.to_owned(), String::new());
            problems.add(
                Problem::error("Y-00", Place::whole(file), format!("this folder cannot be read: {error}"))
                    .help("Name the folder with your projects: `--content projects`."),
            );
            return Loaded { files, problems, catalog: None, refused: Vec::new() };
        }
    };
    unknown_slugs(content, selection, &slugs, &mut files, &mut problems);
    let written: Vec<Written> = slugs.par_iter().map(|slug| read_project(content, slug)).collect();

    let operator = read_operator(content, &mut files, &mut problems);
    let languages = operator.as_ref().map(|operator| all_languages(operator, &written));
    let register = read_register(&content.join("privacy.yaml"), languages.as_deref(), &mut files, &mut problems);
    if let (Some(operator), Some(register)) = (&operator, &register) {
        check_turnstile(register, operator, &mut problems);
    }
    let archive = Archive::read(content, &mut files, &mut problems);
    let partners = read_partners(content, &written, &mut files, &mut problems);

    let written_themes = written.iter().filter_map(|written| written.project.as_ref()?.theme.as_ref());
    let used = written_themes.map(|theme| theme.value.as_str()).chain([SITE_THEME]);
    themes.tell(used, &mut files, &mut problems);

    let ids = partner_ids(content);
    let around = Around { partners: &partners, partner_ids: &ids, register: register.as_ref(), themes, cache, today };
    let checked: Vec<_> = written
        .into_par_iter()
        .map(|mut written| {
            let project = check_project(&mut written, &around);
            (written.slug, project, written.files, written.problems)
        })
        .collect();
    let (mut projects, mut refused) = (Vec::new(), Vec::new());
    for (slug, project, own_files, mut own_problems) in checked {
        match project {
            Some(project) if !own_problems.has_errors() => projects.push(Arc::new(project)),
            _ => refused.push(slug.clone()),
        }
        own_problems.shift(files.append(own_files));
        if selection.holds(&slug) {
            problems.append(own_problems);
        }
    }
    problems.sort(&files);
    let catalog = operator.zip(register).zip(archive).map(|((operator, register), archive)| {
        let shown: Vec<_> = projects.iter().map(|project| &**project).collect();
        let editions = Editions::of(&register, &operator, &shown, &archive, &refused);
        Catalog { operator, register, projects, editions }
    });
    Loaded { files, problems, catalog, refused }
}

impl Loaded {
    /// Refuses projects whose notice says something else than was published, under a day that is not later. Their pages
    /// stay as they are: a preview may show the change, a site may not.
    pub fn refuse_undated_notices(&mut self, selection: &Selection) {
        let Some(catalog) = &mut self.catalog else { return };
        let undated = catalog.editions.undated();
        let told: Vec<_> = undated.iter().filter(|undated| selection.holds(&undated.slug)).collect();
        if let Some(problem) = undated_problem(&told, &catalog.register) {
            self.problems.add(problem);
            self.problems.sort(&self.files);
        }
        for Undated { slug, .. } in undated {
            catalog.editions.keep_published(&slug);
            catalog.projects.retain(|project| project.slug != slug);
            self.refused.push(slug);
        }
    }
}

/// One problem for all of them: it is mended in one place.
fn undated_problem(undated: &[&Undated], register: &Register) -> Option<Problem> {
    let first = undated.first()?;
    let slugs: Vec<_> = undated.iter().take(3).map(|undated| format!("`{}`", undated.slug)).collect();
    let others = undated.len().saturating_sub(slugs.len());
    let others = if others > 0 { format!(" and {others} more") } else { String::new() };
    let message = format!(
        "the privacy notice of {}{others} is no longer what was published as {}, and `date` is still {}",
        slugs.join(", "),
        first.published,
        register.date
    );
    let help = format!(
        "Write the day of the change as `date`, and under `changes` what it was. Then `gevel notice publish` keeps the new version.\n{}",
        first.difference
    );
    Some(Problem::error("N-30", register.date_place, message).help(help))
}

fn unknown_slugs(content: &Path, selection: &Selection, slugs: &[String], files: &mut Files, problems: &mut Problems) {
    for chosen in selection.0.iter().filter(|chosen| !slugs.contains(chosen)) {
        let file = files.add(content.join(chosen), String::new());
        let help = crate::nearest::instead(chosen, slugs.iter().map(String::as_str));
        problems.add(Problem::error("M-08", Place::whole(file), format!("there is no project `{chosen}`")).help(help));
    }
}

fn read_operator(content: &Path, files: &mut Files, problems: &mut Problems) -> Option<Operator> {
    let (file, raw) = read_yaml::<RawCompany>(&content.join("operator.yaml"), files, problems);
    let raw = raw?;
    let logo = logo(content, &raw);
    check_operator(file, raw, logo, problems)
}

/// The languages of the operator's pages and of every project.
fn all_languages(operator: &Operator, written: &[Written]) -> Vec<Language> {
    let of_projects = written.iter().filter_map(|written| written.project.as_ref()?.languages.as_ref());
    let of_projects = of_projects.flat_map(|languages| languages.iter().map(|language| language.value));
    let languages: BTreeSet<Language> = operator.languages.iter().copied().chain(of_projects).collect();
    languages.into_iter().collect()
}

/// Reads the partners that projects name, each in the languages its projects are shown in.
fn read_partners(
    content: &Path,
    written: &[Written],
    files: &mut Files,
    problems: &mut Problems,
) -> BTreeMap<String, Option<Arc<Partner>>> {
    let mut languages: BTreeMap<String, BTreeSet<Language>> = BTreeMap::new();
    for project in written.iter().filter_map(|written| written.project.as_ref()) {
        let Some(id) = project.partner.as_ref().and_then(|partner| partner.id.as_ref()) else { continue };
        let shown = project.languages.iter().flat_map(|list| list.iter()).map(|language| language.value);
        languages.entry(id.value.clone()).or_default().extend(shown);
    }
    let folder = content.join("partners");
    let mut partners = BTreeMap::new();
    for (id, languages) in languages {
        let path = folder.join(format!("{id}.yaml"));
        // A name with a slash must not reach outside the folder; the project that wrote it gets the problem.
        if !path.is_file() || path.parent() != Some(folder.as_path()) {
            continue;
        }
        let (file, raw) = read_yaml::<RawCompany>(&path, files, problems);
        let languages: Vec<_> = languages.into_iter().collect();
        let partner = raw.and_then(|raw| {
            let logo = logo(&folder, &raw);
            check_partner(&id, file, raw, logo, &languages, problems)
        });
        partners.insert(id, partner.map(Arc::new));
    }
    partners
}

/// The partners that have a file, whether or not a project names them.
fn partner_ids(content: &Path) -> Vec<String> {
    let walk = WalkDir::new(content.join("partners")).min_depth(1).max_depth(1).sort_by_file_name();
    let names = walk.into_iter().filter_map(Result::ok).map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter_map(|name| Some(name.strip_suffix(".yaml")?.to_owned())).collect()
}

fn logo(folder: &Path, raw: &RawCompany) -> Option<PathBuf> {
    let name = &raw.logo.as_ref()?.value;
    let path = folder.join(name);
    (path.is_file() && path.parent() == Some(folder)).then_some(path)
}
