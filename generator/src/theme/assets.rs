//! Files a browser loads, under names that change with their content; stylesheets, scripts of ours and licences are not.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use leads::Language;
use sha2::{Digest, Sha256};

use super::{Phrases, ThemeError, read as text, script, walk};

/// Endings of files that are served.
const SERVED: &[&str] = &["woff2", "svg", "avif", "png", "jpg", "js"];

/// Addresses by file name, and contents by output path.
pub(super) type Assets = (BTreeMap<String, String>, BTreeMap<String, Vec<u8>>);

/// The files of a theme and of those it is based on, nearest first; a nearer file hides one of the same name.
pub(super) fn read(
    lineage: &[String],
    folders: &[PathBuf],
    phrases: &BTreeMap<Language, Phrases>,
) -> Result<Assets, ThemeError> {
    let (mut addresses, mut assets) = (BTreeMap::new(), BTreeMap::new());
    for (theme, folder) in lineage.iter().zip(folders) {
        for path in walk(&folder.join("assets")) {
            let (Some(stem), Some(ending)) = (path.file_stem(), path.extension()) else { continue };
            let (stem, ending) = (stem.to_string_lossy(), ending.to_string_lossy());
            let name = format!("{stem}.{ending}");
            if !SERVED.contains(&&*ending) || addresses.contains_key(&name) {
                continue;
            }
            let bytes = if ending == "js" {
                script::with_words(&text(&path)?, &path.display().to_string(), phrases)?.into_bytes()
            } else {
                fs::read(&path).map_err(|error| ThemeError(format!("{} cannot be read: {error}", path.display())))?
            };
            let output = format!("assets/{theme}/{stem}.{}.{ending}", short_hash(&bytes));
            addresses.insert(name, format!("/{output}"));
            assets.insert(output, bytes);
        }
    }
    Ok((addresses, assets))
}

/// Ten hexadecimal digits of the content's hash: enough to name a file by.
pub(crate) fn short_hash(bytes: &[u8]) -> String {
    let [first, second, third, fourth, fifth, ..] = <[u8; 32]>::from(Sha256::digest(bytes));
    format!("{first:02x}{second:02x}{third:02x}{fourth:02x}{fifth:02x}")
}
