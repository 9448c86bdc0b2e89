//! Stylesheets: put together from what each theme of a lineage has, squeezed, with the addresses of what they load.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{ThemeError, read};

/// The sheets of a theme's pages, each whole.
pub(super) struct Sheets {
    /// Of landing pages.
    pub(super) landing: String,
    /// Of all others.
    pub(super) pages: String,
}

/// The nearest `theme.css`, on pages other than landing pages with the `pages.css` beside it, then `more.css` of each
/// theme from there to the nearest.
pub(super) fn theme(folders: &[PathBuf], addresses: &BTreeMap<String, String>) -> Result<Sheets, ThemeError> {
    let (whole, sheet) = nearest(folders, "theme.css")?;
    let optional = |folder: &PathBuf, name: &str| {
        let path = folder.join("assets").join(name);
        if path.is_file() { read(&path).map(|sheet| squeeze(&sheet)) } else { Ok(String::new()) }
    };
    let pages = folders.get(whole).map_or_else(|| Ok(String::new()), |folder| optional(folder, "pages.css"))?;
    let more = folders.iter().take(whole + 1).rev().map(|folder| optional(folder, "more.css"));
    let more = more.collect::<Result<String, ThemeError>>()?;
    let sheet = squeeze(&sheet);
    Ok(Sheets {
        landing: rewrite(&format!("{sheet}{more}"), addresses),
        pages: rewrite(&format!("{sheet}{pages}{more}"), addresses),
    })
}

/// The sheet that the page which answers a form has besides that of landing pages: the nearest `answer.css`.
pub(super) fn answer(folders: &[PathBuf], addresses: &BTreeMap<String, String>) -> Result<String, ThemeError> {
    let (_, sheet) = nearest(folders, "answer.css")?;
    Ok(rewrite(&squeeze(&sheet), addresses))
}

fn nearest(folders: &[PathBuf], name: &str) -> Result<(usize, String), ThemeError> {
    let path = |folder: &PathBuf| folder.join("assets").join(name);
    let index = folders.iter().position(|folder| path(folder).is_file());
    // Without any such file, reading that of the furthest theme tells what is missing.
    let index = index.unwrap_or_else(|| folders.len().saturating_sub(1));
    Ok((index, folders.get(index).map(|folder| read(&path(folder))).transpose()?.unwrap_or_default()))
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
