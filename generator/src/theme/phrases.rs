//! The words of a theme, by dotted key, in one language. A theme that is based on another writes only those it changes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Mutex;

use leads::Language;
use serde::{Deserialize, Serialize};

use super::{ThemeError, read as text};

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

/// The words of a lineage, nearest first, in every language.
pub(super) fn read(folders: &[PathBuf]) -> Result<BTreeMap<Language, Phrases>, ThemeError> {
    let mut phrases = BTreeMap::new();
    for language in Language::ALL {
        let mut tree: Option<Tree> = None;
        for folder in folders.iter().rev() {
            let path = folder.join("phrases").join(format!("{language}.yaml"));
            // A theme that is based on another may leave a language as it is.
            if tree.is_some() && !path.is_file() {
                continue;
            }
            let own: Tree = serde_yaml::from_str(&text(&path)?)
                .map_err(|error| ThemeError(format!("{}: {error}", path.display())))?;
            tree = Some(match tree {
                None => own,
                Some(below) => below.under(own, "").map_err(|key| {
                    let message = "is a single phrase in one theme and a group of phrases in the other; keep its form";
                    ThemeError(format!("{}: `{key}` {message}", path.display()))
                })?,
            });
        }
        let tree = tree.unwrap_or(Tree::Group(BTreeMap::new()));
        let shown = tera::Value::from_serializable(&tree);
        phrases.insert(*language, Phrases { language: *language, tree, shown, missing: Mutex::default() });
    }
    same_keys(&phrases)?;
    Ok(phrases)
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

    /// Keys that were asked for and are not there, each with the language.
    pub(super) fn missing(&self) -> BTreeSet<String> {
        self.missing.lock().map(|keys| keys.clone()).unwrap_or_default()
    }
}

impl Tree {
    fn find(&self, key: &str) -> Option<&Tree> {
        key.split('.').try_fold(self, |tree, part| match tree {
            Tree::Group(group) => group.get(part),
            Tree::Text(_) => None,
        })
    }

    /// This tree with the phrases of a nearer one over it; fails with a key that is a phrase in one and a group in the other.
    fn under(self, nearer: Tree, key: &str) -> Result<Tree, String> {
        match (self, nearer) {
            (Tree::Text(_), Tree::Text(text)) => Ok(Tree::Text(text)),
            (Tree::Group(mut group), Tree::Group(nearer)) => {
                for (name, tree) in nearer {
                    let merged = match group.remove(&name) {
                        Some(below) => below.under(tree, &joined(key, &name))?,
                        None => tree,
                    };
                    group.insert(name, merged);
                }
                Ok(Tree::Group(group))
            }
            (Tree::Text(_), Tree::Group(_)) | (Tree::Group(_), Tree::Text(_)) => Err(key.to_owned()),
        }
    }

    fn keys(&self, before: &str, keys: &mut BTreeSet<String>) {
        match self {
            Tree::Text(_) => {
                keys.insert(before.to_owned());
            }
            Tree::Group(group) => {
                for (name, tree) in group {
                    tree.keys(&joined(before, name), keys);
                }
            }
        }
    }
}

fn joined(before: &str, name: &str) -> String {
    if before.is_empty() { name.to_owned() } else { format!("{before}.{name}") }
}

/// A language is complete or it is not offered: all files have the same keys.
fn same_keys(phrases: &BTreeMap<Language, Phrases>) -> Result<(), ThemeError> {
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
