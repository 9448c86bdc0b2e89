//! `gevel new`: a project or a partner to start from, complete but for a photo and the author's own words.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use leads::Language;

use super::talk::{print, say};
use super::{CommandResult, Outcome};
use crate::cli::New;
use crate::problem::Problems;
use crate::project::raw::RawCompany;
use crate::project::wrong_slug;
use crate::source::Files;

const PROJECT: &str = include_str!("start/project.yaml");
const UNITS: &str = include_str!("start/units.csv");
const PARTNER: &str = include_str!("start/partner.yaml");

pub(super) fn new(options: &New) -> CommandResult {
    let content = &options.content.content;
    if !content.join("operator.yaml").is_file() {
        return Err(format!(
            "`{}` is not there; name your content folder with `--content`",
            content.join("operator.yaml").display()
        )
        .into());
    }
    match (&options.partner, &options.slug) {
        (Some(id), _) => new_partner(content, id),
        (None, Some(slug)) => new_project(content, slug),
        (None, None) => Err("name the new project, such as `gevel new hof-ter-linden`".into()),
    }
}

fn new_partner(content: &Path, id: &str) -> CommandResult {
    check_name(id)?;
    let path = content.join("partners").join(format!("{id}.yaml"));
    create(&path, &PARTNER.replace("{today}", &super::today()?.to_string()))?;
    print(&path.display().to_string());
    say("Fill in the company's data; `gevel check` says what is missing once a project names this partner.");
    Ok(Outcome::Done)
}

fn new_project(content: &Path, slug: &str) -> CommandResult {
    check_name(slug)?;
    let folder = content.join(slug);
    if folder.exists() {
        return Err(format!("`{}` exists already", folder.display()).into());
    }
    let partner = first_partner(content)?;
    let language = first_language(content);
    let today = super::today()?.to_string();
    let project = PROJECT
        .replace("{name}", &name(slug))
        .replace("{partner}", &partner)
        .replace("{language}", language.wire())
        .replace("{today}", &today);
    create(&folder.join("project.yaml"), &project)?;
    create(&folder.join("units.csv"), UNITS)?;
    create(&folder.join("text").join(format!("{language}.yaml")), words(language))?;
    fs::create_dir_all(folder.join("photos"))?;
    print(&folder.display().to_string());
    say(&format!(
        "Put a photo in `{}` as `01-front.jpg`, then run `gevel serve` and edit.",
        folder.join("photos").display()
    ));
    Ok(Outcome::Done)
}

/// A name that can be a folder and part of an address.
fn check_name(name: &str) -> Result<(), String> {
    match wrong_slug(name) {
        Some(why) => Err(format!("{why}; use 3 to 60 small letters, digits and hyphens, such as `hof-ter-linden`")),
        None => Ok(()),
    }
}

/// `hof-ter-linden` as a first guess at a proper name.
fn name(slug: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    slug.split('-').map(word).collect::<Vec<_>>().join(" ")
}

fn first_partner(content: &Path) -> Result<String, String> {
    let mut partners: Vec<PathBuf> = fs::read_dir(content.join("partners"))
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .collect();
    partners.sort();
    let first = partners.iter().find(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    let stem = first.and_then(|path| path.file_stem()).map(|stem| stem.to_string_lossy().into_owned());
    stem.ok_or_else(|| "there is no partner yet; start with `gevel new --partner leiebouw`".to_owned())
}

/// The first language of the operator; Dutch when its file cannot tell.
fn first_language(content: &Path) -> Language {
    let (mut files, mut problems) = (Files::default(), Problems::default());
    let (_, operator) =
        crate::project::read_yaml::<RawCompany>(&content.join("operator.yaml"), &mut files, &mut problems);
    let first = operator.and_then(|operator| operator.languages?.value.first().map(|language| language.value));
    first.unwrap_or(Language::Dutch)
}

fn words(language: Language) -> &'static str {
    match language {
        Language::Dutch => include_str!("start/nl.yaml"),
        Language::French => include_str!("start/fr.yaml"),
        Language::English => include_str!("start/en.yaml"),
        Language::German => include_str!("start/de.yaml"),
    }
}

/// Writes a file that must not exist yet.
fn create(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::File::create_new(path)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?;
    io::Write::write_all(&mut file, text.as_bytes())
}
