//! Templates by name: a theme's own, and those of the themes it is based on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tera::Tera;

use super::{ThemeError, read as text, walk};

/// The templates every theme has, of its own or from the theme it is based on.
const NEEDED: &[&str] = &[
    "landing.html",
    "unit.html",
    "answer.html",
    "document.html",
    "thanks.html",
    "subscription.html",
    "article.html",
    "chooser.html",
    "list.html",
    "404.html",
];

/// The templates of a lineage, nearest first. A nearer template stands in for one of the same name, which stays within
/// reach as `<theme>/<name>`, so that the nearer one can extend it and change a single block.
pub(super) fn read(lineage: &[String], folders: &[PathBuf]) -> Result<Tera, ThemeError> {
    let mut sources: BTreeMap<String, (&str, String)> = BTreeMap::new();
    let mut replaced = Vec::new();
    for (theme, folder) in lineage.iter().zip(folders).rev() {
        let folder = folder.join("templates");
        for path in walk(&folder) {
            let name = path.strip_prefix(&folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            if let Some((owner, source)) = sources.insert(name.clone(), (theme, text(&path)?)) {
                // Components are known by their own names, of which there may be one each.
                if !source.contains("endcomponent") {
                    replaced.push((format!("{owner}/{name}"), source));
                }
            }
        }
    }
    let own = folders.first().map_or(Path::new(""), PathBuf::as_path).join("templates");
    if let Some(lacking) = NEEDED.iter().find(|name| !sources.contains_key(**name)) {
        return Err(ThemeError(format!(
            "{} lacks `{lacking}`; a theme has {}, or a `based_on` that names a theme which has them",
            own.display(),
            NEEDED.join(", ")
        )));
    }
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html", ".xml"]);
    tera.add_raw_templates(sources.into_iter().map(|(name, (_, source))| (name, source)).chain(replaced))
        .map_err(|error| ThemeError(format!("a template of {} has a mistake: {error}", own.display())))?;
    Ok(tera)
}
