//! A folder's files in memory, so that what a build changed can be told path by path.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::{files_below, must};

/// Content by path below a folder, with `/`.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// Every file below a folder.
pub fn tree(folder: &Path) -> Tree {
    files_below(folder).into_iter().map(|path| (path.clone(), must(fs::read(folder.join(&path)), &path))).collect()
}

/// Paths that are new, gone or different, sorted.
pub fn changed(before: &Tree, after: &Tree) -> Vec<String> {
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    paths.into_iter().filter(|path| before.get(*path) != after.get(*path)).cloned().collect()
}

/// Whether a path ends in a dot and these letters.
pub fn has_ending(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == ending)
}
