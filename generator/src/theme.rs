//! A theme: templates, one stylesheet, files it loads, and all its words in every language.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use leads::Language;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tera::Tera;
use walkdir::WalkDir;

/// A loaded theme.
pub struct Theme {
    /// Name of its folder.
    pub name: String,
    /// Its templates.
    pub tera: Tera,
    /// The stylesheet; addresses of files point to where they are served. Colours come before it, per project.
    pub stylesheet: String,
    /// What the stylesheet lacks for the page that answers a form which could not be taken.
    pub answer_stylesheet: String,
    /// Files to serve, by output path.
    pub assets: BTreeMap<String, Vec<u8>>,
    phrases: BTreeMap<Language, Phrases>,
    addresses: BTreeMap<String, String>,
}

/// The words of a theme in one language.
pub struct Phrases {
    language: Language,
    tree: Tree,
    /// The tree as templates take it: made once, shared by all pages.
    shown: tera::Value,
    missing: Mutex<BTreeSet<String>>,
}

/// A phrase, forms for one and many, or a group of phrases.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(untagged)]
enum Tree {
    Text(String),
    Group(BTreeMap<String, Tree>),
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

/// `theme.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read so that a slip in the file is noticed")]
struct Card {
    name: String,
    #[serde(default)]
    description: BTreeMap<Language, String>,
    #[serde(default)]
    accent: Option<String>,
    #[serde(default)]
    templates: Vec<String>,
}

/// The templates every theme has.
const TEMPLATES: &[&str] = &[
    "landing.html",
    "unit.html",
    "answer.html",
    "document.html",
    "thanks.html",
    "article.html",
    "chooser.html",
    "list.html",
    "404.html",
];

impl Theme {
    /// Loads the theme `name` from the folder of themes.
    pub fn load(themes: &Path, name: &str) -> Result<Self, ThemeError> {
        let folder = themes.join(name);
        if name.contains(['/', '\\', '.']) || !folder.join("theme.yaml").is_file() {
            return Err(ThemeError(format!(
                "there is no theme `{name}`: `{}` does not exist",
                folder.join("theme.yaml").display()
            )));
        }
        let _: Card = parse(&folder.join("theme.yaml"))?;
        let (addresses, assets) = read_assets(name, &folder.join("assets"))?;
        let sheet = |file: &str| Ok(rewrite(&squeeze(&read(&folder.join("assets").join(file))?), &addresses));
        let (stylesheet, answer_stylesheet) = (sheet("theme.css")?, sheet("answer.css")?);
        let mut phrases = BTreeMap::new();
        for language in Language::ALL {
            let path = folder.join("phrases").join(format!("{language}.yaml"));
            let tree: Tree = parse(&path)?;
            let shown = tera::Value::from_serializable(&tree);
            phrases.insert(*language, Phrases { language: *language, tree, shown, missing: Mutex::default() });
        }
        same_phrases(&phrases)?;
        Ok(Self {
            name: name.to_owned(),
            tera: templates(&folder.join("templates"))?,
            stylesheet,
            answer_stylesheet,
            assets,
            phrases,
            addresses,
        })
    }

    /// The words in one language.
    pub fn phrases(&self, language: Language) -> &Phrases {
        // Every language was loaded, or there would be no theme.
        #[expect(clippy::indexing_slicing, reason = "`load` puts every language in")]
        &self.phrases[&language]
    }

    /// The address of a file of the theme, if it has it.
    pub fn address(&self, file: &str) -> Option<&str> {
        self.addresses.get(file).map(String::as_str)
    }

    /// Keys that the pages asked for and the theme does not have.
    pub fn missing_phrases(&self) -> BTreeSet<String> {
        let missing = |phrases: &Phrases| phrases.missing.lock().map(|keys| keys.clone()).unwrap_or_default();
        self.phrases.values().flat_map(missing).collect()
    }
}

impl Phrases {
    /// The language of these words.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The phrase at a dotted key, such as `words.status.sold`; the key itself, and a note, when there is none.
    pub fn text(&self, key: &str) -> String {
        if let Some(text) = self.find(key) {
            return text.to_owned();
        }
        if let Ok(mut missing) = self.missing.lock() {
            missing.insert(format!("{}: {key}", self.language));
        }
        key.to_owned()
    }

    /// The phrase at a dotted key, if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        match self.tree.find(key)? {
            Tree::Text(text) => Some(text),
            Tree::Group(_) => None,
        }
    }

    /// The phrases right below a dotted key, each with its name there.
    pub fn group(&self, key: &str) -> impl Iterator<Item = (&str, &str)> {
        let below = match self.tree.find(key) {
            Some(Tree::Group(group)) => Some(group),
            _ => None,
        };
        below.into_iter().flatten().filter_map(|(name, tree)| match tree {
            Tree::Text(text) => Some((name.as_str(), text.as_str())),
            Tree::Group(_) => None,
        })
    }

    /// The phrase with `{name}` replaced by each value.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.text(key), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// The form of a phrase for a number, with `{n}` replaced; French has one for 0 and 1.
    pub fn count(&self, key: &str, number: u64) -> String {
        let one = number == 1 || (number == 0 && self.language == Language::French);
        let form = if one { "one" } else { "other" };
        self.fill(&format!("{key}.{form}"), &[("n", &crate::format::number(self.language, number))])
    }

    /// Everything, for templates.
    pub fn all(&self) -> tera::Value {
        self.shown.clone()
    }
}

impl Tree {
    fn find(&self, key: &str) -> Option<&Tree> {
        key.split('.').try_fold(self, |tree, part| match tree {
            Tree::Group(group) => group.get(part),
            Tree::Text(_) => None,
        })
    }

    fn keys(&self, before: &str, keys: &mut BTreeSet<String>) {
        match self {
            Tree::Text(_) => {
                keys.insert(before.to_owned());
            }
            Tree::Group(group) => {
                for (name, tree) in group {
                    tree.keys(&if before.is_empty() { name.clone() } else { format!("{before}.{name}") }, keys);
                }
            }
        }
    }
}

/// A language is complete or it is not offered: all files have the same keys.
fn same_phrases(phrases: &BTreeMap<Language, Phrases>) -> Result<(), ThemeError> {
    let keys = |phrases: &Phrases| {
        let mut keys = BTreeSet::new();
        phrases.tree.keys("", &mut keys);
        keys
    };
    let all: BTreeSet<String> = phrases.values().flat_map(keys).collect();
    for (language, words) in phrases {
        if let Some(key) = all.difference(&keys(words)).next() {
            return Err(ThemeError(format!(
                "phrases/{language}.yaml lacks `{key}`, which another language has; add it there"
            )));
        }
    }
    Ok(())
}

fn templates(folder: &Path) -> Result<Tera, ThemeError> {
    let mut tera = Tera::new();
    let mut sources = Vec::new();
    for path in walk(folder) {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        sources.push((name, read(&path)?));
    }
    tera.autoescape_on(vec![".html", ".xml"]);
    tera.add_raw_templates(sources)
        .map_err(|error| ThemeError(format!("a template of {} has a mistake: {error}", folder.display())))?;
    if let Some(lacking) = TEMPLATES.iter().find(|name| !tera.contains_template(name)) {
        return Err(ThemeError(format!(
            "{} lacks `{lacking}`; every theme has {}",
            folder.display(),
            TEMPLATES.join(", ")
        )));
    }
    Ok(tera)
}

type Assets = (BTreeMap<String, String>, BTreeMap<String, Vec<u8>>);

/// Files a browser loads, under names that change with their content; stylesheets and licences are not.
fn read_assets(theme: &str, folder: &Path) -> Result<Assets, ThemeError> {
    let (mut addresses, mut assets) = (BTreeMap::new(), BTreeMap::new());
    for path in walk(folder) {
        let served = path
            .extension()
            .is_some_and(|ending| ["woff2", "svg", "avif", "png", "jpg", "js"].iter().any(|known| ending == *known));
        let (Some(stem), Some(ending), true) = (path.file_stem(), path.extension(), served) else { continue };
        let bytes =
            fs::read(&path).map_err(|error| ThemeError(format!("{} cannot be read: {error}", path.display())))?;
        let output =
            format!("assets/{theme}/{}.{}.{}", stem.to_string_lossy(), short_hash(&bytes), ending.to_string_lossy());
        addresses.insert(format!("{}.{}", stem.to_string_lossy(), ending.to_string_lossy()), format!("/{output}"));
        assets.insert(output, bytes);
    }
    Ok((addresses, assets))
}

/// Ten hexadecimal digits of the content's hash: enough to name a file by.
pub(crate) fn short_hash(bytes: &[u8]) -> String {
    let [first, second, third, fourth, fifth, ..] = <[u8; 32]>::from(Sha256::digest(bytes));
    format!("{first:02x}{second:02x}{third:02x}{fourth:02x}{fifth:02x}")
}

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

fn parse<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, ThemeError> {
    serde_yaml::from_str(&read(path)?).map_err(|error| ThemeError(format!("{}: {error}", path.display())))
}

/// Drops comments and indentation; line ends become spaces only where they mean something.
fn squeeze(css: &str) -> String {
    let mut text = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut squeezed = String::new();
    for line in lines {
        let tight = squeezed.ends_with(['{', '}', ';', ',']) || squeezed.is_empty() || line.starts_with('}');
        if !tight {
            squeezed.push(' ');
        }
        squeezed.push_str(line);
    }
    squeezed
}

/// `url(name)` of a file of the theme becomes its address.
fn rewrite(css: &str, addresses: &BTreeMap<String, String>) -> String {
    addresses.iter().fold(css.to_owned(), |css, (name, address)| {
        css.replace(&format!("url({name})"), &format!("url({address})"))
            .replace(&format!("url(\"{name}\")"), &format!("url({address})"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squeezing_keeps_what_separates_words() {
        assert_eq!(squeeze("/* a */\na {\n  color: red;\n  margin: 0\n    1px;\n}\n"), "a {color: red;margin: 0 1px;}");
    }
}
