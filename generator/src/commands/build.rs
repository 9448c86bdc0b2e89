//! `gevel build`: read, check, compose, make pictures, write.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

use serde::Serialize;

use super::talk::{bar, print, say, say_problems};
use super::{CommandResult, Outcome};
use crate::brochure::{self, BrochureError, Brochures};
use crate::cli::{Build, BuildFormat};
use crate::compose::{Themes, compose};
use crate::headers::style_hashes;
use crate::notice::{self, Standing};
use crate::output::{self, Pictures, Written};
use crate::photo::Cache;
use crate::problem::Severity;
use crate::project::{Catalog, Loaded, Project, Selection, load};
use crate::site::{Site, SiteError};
use crate::theme::{SITE_THEME, Shelf, Theme, ThemeError};

/// What `--format json` prints.
#[derive(Serialize)]
struct Summary {
    projects: usize,
    pages: usize,
    files_written: usize,
    files_unchanged: usize,
    files_removed: usize,
    photos_encoded: usize,
    photos_cached: usize,
    warnings: usize,
    seconds: f64,
    stages: BTreeMap<&'static str, f64>,
}

/// `dist/report.json`: what the site holds; the same for the same content.
#[derive(Serialize)]
struct Report<'a> {
    base_url: &'a str,
    pages: usize,
    projects: Vec<ProjectReport<'a>>,
    refused: &'a [String],
}

#[derive(Serialize)]
struct ProjectReport<'a> {
    slug: &'a str,
    name: &'a str,
    languages: &'a [leads::Language],
    phase: crate::project::facts::Phase,
    units: usize,
    available: usize,
    updated: jiff::civil::Date,
    notice: NoticeReport<'a>,
}

/// Which notice the pages name, and whether it is in the archive.
#[derive(Serialize)]
struct NoticeReport<'a> {
    version: &'a str,
    published: bool,
}

impl<'a> ProjectReport<'a> {
    fn of(project: &'a Project, catalog: &'a Catalog) -> Self {
        let history = catalog.editions.history(&project.slug);
        Self {
            slug: &project.slug,
            name: &project.name,
            languages: &project.languages,
            phase: project.phase,
            units: project.figures.total,
            available: project.figures.available,
            updated: project.updated,
            notice: NoticeReport {
                version: history.and_then(|history| history.latest()).map_or("", |edition| &edition.version),
                published: history.is_some_and(|history| history.last == Standing::Published),
            },
        }
    }
}

pub(super) fn build(options: &Build) -> CommandResult {
    let mut clock = Clock::start();
    let selection = Selection(options.slugs.clone());
    let cache = Cache::open(options.cache.clone());
    let shelf = Shelf::read(&options.themes);
    let mut loaded = load(&options.content.content, &shelf, &selection, &cache, super::today()?);
    loaded.refuse_undated_notices(&selection);
    clock.lap("read");
    say_problems(&loaded);
    let Some(catalog) = &loaded.catalog else { return Ok(Outcome::Errors) };
    if selection.0.iter().any(|slug| !catalog.projects.iter().any(|project| project.slug == *slug)) {
        return Ok(Outcome::Errors);
    }

    output::check_folder(&options.out)?;
    let themes = load_themes(&shelf, catalog)?;
    let base_url = options.base_url.as_deref().unwrap_or(&catalog.operator.base_url).trim_end_matches('/');
    let brochures = make_brochures(options, catalog, &themes, base_url, &cache)?;
    clock.lap("brochures");
    let mut site = compose(catalog, &themes, base_url, &brochures)?;
    // Projects whose pages stay as an earlier build left them: those with errors, and those nobody asked for.
    let left = |slug: &str| !selection.holds(slug) || loaded.refused.iter().any(|refused| refused == slug);
    keep_styles(&mut site, &left, &options.out, base_url)?;
    let is_theme = |name: &str| themes.values().any(|theme| theme.lineage.iter().any(|own| own == name));
    let project_of = |path: &str| belongs_to(path).filter(|name| !is_theme(name)).map(str::to_owned);
    let wanted = |path: &str| project_of(path).is_none_or(|slug| selection.holds(&slug));
    clock.lap("pages");

    let progress = bar(output::count_pictures(&site, &wanted), "Pictures");
    let pictures = output::make_pictures(&site, &cache, &wanted, &|| progress.inc(1))?;
    progress.finish_and_clear();
    clock.lap("pictures");

    // Pages that stay as they were may need fonts and logos that no new page has.
    let any_left = !selection.0.is_empty() || !loaded.refused.is_empty();
    // Those who enquired on them may have been shown a version that is not in the archive.
    let shared = |path: &str| path.starts_with("assets/") || path.starts_with(notice::FOLDER);
    let keeps = |path: &str| project_of(path).map_or(any_left && shared(path), |slug| left(&slug));
    let report = report(&site, catalog, &loaded, base_url)?;
    let written = output::write(&site, &report, &options.out, &cache, &wanted, &keeps)?;
    clock.lap("write");

    tell(options, &site, &loaded, pictures, written, clock)
}

/// The brochures that projects ask for, before the pages, which say how heavy they are.
fn make_brochures(
    options: &Build,
    catalog: &Catalog,
    themes: &Themes,
    base_url: &str,
    cache: &Cache,
) -> Result<Brochures, BrochureError> {
    let selection = Selection(options.slugs.clone());
    let wanted = |project: &Project| brochure::AVAILABLE && project.brochure && selection.holds(&project.slug);
    let orders = brochure::orders(catalog, themes, &options.themes, base_url, &wanted)?;
    let progress = bar(orders.len(), "Brochures");
    let brochures = brochure::make(&orders, cache, &|| progress.inc(1));
    progress.finish_and_clear();
    brochures
}

/// The themes that projects and the site itself use.
pub(super) fn load_themes(shelf: &Shelf, catalog: &Catalog) -> Result<Themes, ThemeError> {
    let mut themes = Themes::new();
    for name in catalog.projects.iter().map(|project| project.theme.as_str()).chain([SITE_THEME]) {
        if !themes.contains_key(name) {
            themes.insert(name.to_owned(), Theme::take(shelf, name)?);
        }
    }
    Ok(themes)
}

/// The project a file of the site belongs to, told from its path (below `assets/` it may also be a theme); none for
/// files that projects share.
fn belongs_to(path: &str) -> Option<&str> {
    let (first, rest) = path.split_once('/')?;
    match first {
        notice::FOLDER => None,
        "assets" => rest.split_once('/').map(|(slug, _)| slug).filter(|slug| *slug != "logos"),
        "share" => rest.strip_suffix(".jpg").and_then(|name| name.rsplit_once('-')).map(|(slug, _)| slug),
        "_gevel" => rest.split(['/', '.']).next().filter(|slug| *slug != "mail"),
        _ => Some(first).filter(|first| leads::Language::from_wire(first).is_none()),
    }
}

/// A project that is left as it is keeps the pages that are on line; then the headers must go on allowing their style.
fn keep_styles(site: &mut Site, left: &dyn Fn(&str) -> bool, out: &Path, base_url: &str) -> Result<(), SiteError> {
    let Ok(folders) = std::fs::read_dir(out.join("site")) else { return Ok(()) };
    let mut styles = BTreeSet::new();
    for folder in folders.filter_map(Result::ok) {
        let name = folder.file_name();
        let slug = name.to_string_lossy();
        if left(&slug) && belongs_to(&format!("{slug}/")).is_some() {
            // Pages of one kind have the same: the choice of language has that of most, the landing pages theirs.
            let landing = leads::Language::ALL.iter().map(|language| folder.path().join(language.wire()));
            for folder in landing.chain([folder.path()]) {
                let page = std::fs::read_to_string(folder.join("index.html")).unwrap_or_default();
                styles.extend(style_hashes(&page));
            }
        }
    }
    site.allow_styles(styles, base_url)
}

fn report(site: &Site, catalog: &Catalog, loaded: &Loaded, base_url: &str) -> Result<String, serde_json::Error> {
    let report = Report {
        base_url,
        pages: site.pages,
        projects: catalog.projects.iter().map(|project| ProjectReport::of(project, catalog)).collect(),
        refused: &loaded.refused,
    };
    serde_json::to_string_pretty(&report).map(|text| text + "\n")
}

fn tell(
    options: &Build,
    site: &Site,
    loaded: &Loaded,
    pictures: Pictures,
    written: Written,
    clock: Clock,
) -> CommandResult {
    let projects = loaded.catalog.as_ref().map_or(0, |catalog| catalog.projects.len());
    let seconds = clock.total();
    match options.format {
        BuildFormat::Json => {
            let summary = Summary {
                projects,
                pages: site.pages,
                files_written: written.written,
                files_unchanged: written.unchanged,
                files_removed: written.removed,
                photos_encoded: pictures.encoded,
                photos_cached: pictures.cached,
                warnings: loaded.problems.count(Severity::Warning),
                seconds,
                stages: clock.stages,
            };
            print(&serde_json::to_string(&summary)?);
        }
        BuildFormat::Human => {
            let place = options.out.join("site");
            print(&format!(
                "{projects} projects, {} pages in {}: {} files written, {} unchanged, {} removed, {} pictures made ({seconds:.2} s)",
                site.pages,
                place.display(),
                written.written,
                written.unchanged,
                written.removed,
                pictures.encoded
            ));
        }
    }
    if let Some(catalog) = &loaded.catalog {
        tell_unpublished(catalog);
    }
    if loaded.problems.has_errors() {
        if !loaded.refused.is_empty() {
            say(&format!(
                "Not built, because of errors: {}. Pages built before stay as they are.",
                loaded.refused.join(", ")
            ));
        }
        return Ok(Outcome::Errors);
    }
    Ok(Outcome::Done)
}

/// Says which notices would be lost by their next change.
fn tell_unpublished(catalog: &Catalog) {
    let new = catalog.editions.histories().filter(|(_, history)| history.last == Standing::New);
    let new: Vec<_> = new.map(|(slug, _)| slug).collect();
    if !new.is_empty() {
        say(&format!(
            "Not in the archive yet: the privacy notice of {}. Before these pages go on line, `gevel notice publish` keeps it.",
            new.join(", ")
        ));
    }
}

/// Seconds by stage.
struct Clock {
    start: Instant,
    last: Instant,
    stages: BTreeMap<&'static str, f64>,
}

impl Clock {
    fn start() -> Self {
        let now = Instant::now();
        Self { start: now, last: now, stages: BTreeMap::new() }
    }

    fn lap(&mut self, stage: &'static str) {
        let now = Instant::now();
        self.stages.insert(stage, (now - self.last).as_secs_f64());
        self.last = now;
    }

    fn total(&self) -> f64 {
        self.start.elapsed().as_secs_f64()
    }
}
