//! Writes a site into a folder: what changed is written, what is gone is removed, what is the same is not touched.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::page::Order;
use crate::photo::{self, Cache, Made, PhotoError, Variant};
use crate::site::{Content, Site};

/// What writing did.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or changed.
    pub written: usize,
    /// Files that were right already.
    pub unchanged: usize,
    /// Files that were removed.
    pub removed: usize,
}

/// How pictures came about.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Pictures {
    /// Made now.
    pub encoded: usize,
    /// Found in the cache.
    pub cached: usize,
}

/// Why a folder could not be written.
#[derive(Debug)]
pub enum OutputError {
    /// The folder holds something that this program did not make.
    NotOurs(PathBuf),
    /// A file or folder could not be read, written or removed.
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A picture could not be made.
    Picture {
        /// The photo.
        path: PathBuf,
        /// Why.
        source: PhotoError,
    },
}

impl fmt::Display for OutputError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOurs(path) => write!(
                formatter,
                "`{}` has files in it that gevel did not write; choose another folder with `--out`, or empty it",
                path.display()
            ),
            Self::File { path, source } => write!(formatter, "`{}` cannot be written: {source}", path.display()),
            Self::Picture { path, source } => write!(formatter, "`{}`: {source}", path.display()),
        }
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotOurs(_) => None,
            Self::File { source, .. } => Some(source),
            Self::Picture { source, .. } => Some(source),
        }
    }
}

/// A file below `<out>/site` that a build of this program has left there.
const REPORT: &str = "report.json";

/// Makes every wanted picture the cache lacks, several photos at a time; `on_done` hears of each.
pub fn make_pictures(
    site: &Site,
    cache: &Cache,
    wanted: &dyn Fn(&str) -> bool,
    on_done: &(dyn Fn() + Sync),
) -> Result<Pictures, OutputError> {
    let mut photos: BTreeMap<&Path, Vec<&Order>> = BTreeMap::new();
    let mut shares = Vec::new();
    for (_, content) in site.files().filter(|(path, _)| wanted(path)) {
        match content {
            Content::Picture(order) => photos.entry(&order.source).or_default().push(order),
            Content::Share(order) => shares.push(order),
            Content::Bytes(_) | Content::Kept(_) => {}
        }
    }
    let (encoded, cached) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let count = |made: Made| {
        match made {
            Made::Encoded => encoded.fetch_add(1, Ordering::Relaxed),
            Made::Cached => cached.fetch_add(1, Ordering::Relaxed),
        };
        on_done();
    };
    let photos: Vec<_> = photos.into_iter().collect();
    photos.into_par_iter().try_for_each(|(path, orders)| {
        let Some(first) = orders.first() else { return Ok(()) };
        let variants: Vec<Variant> = orders.iter().map(|order| order.variant.clone()).collect();
        photo::make(path, &first.photo, &variants, cache, &|_, made| count(made))
            .map_err(|source| OutputError::Picture { path: path.to_owned(), source })
    })?;
    shares.into_par_iter().try_for_each(|order| {
        let kept = order.is_kept(cache);
        order.bytes(cache).map_err(|source| OutputError::Picture { path: order.source().to_owned(), source })?;
        count(if kept { Made::Cached } else { Made::Encoded });
        Ok(())
    })?;
    Ok(Pictures { encoded: encoded.into_inner(), cached: cached.into_inner() })
}

/// How many of the wanted files are pictures.
pub fn count_pictures(site: &Site, wanted: &dyn Fn(&str) -> bool) -> usize {
    site.files()
        .filter(|(path, content)| wanted(path) && matches!(content, Content::Picture(_) | Content::Share(_)))
        .count()
}

/// Refuses a folder that someone else filled.
pub fn check_folder(out: &Path) -> Result<(), OutputError> {
    let taken = fs::read_dir(out.join("site")).is_ok_and(|mut entries| entries.next().is_some());
    if taken && !out.join(REPORT).is_file() { Err(OutputError::NotOurs(out.to_owned())) } else { Ok(()) }
}

/// Writes the site and its report. `wanted` says which paths this build is about; `keeps` which of the others stay.
pub fn write(
    site: &Site,
    report: &str,
    out: &Path,
    cache: &Cache,
    wanted: &(dyn Fn(&str) -> bool + Sync),
    keeps: &dyn Fn(&str) -> bool,
) -> Result<Written, OutputError> {
    let root = out.join("site");
    // The report marks the folder as ours before the first file goes in, so that a build that was cut off can go on.
    let mut done = Written::default();
    let tally = |changed: bool, done: &mut Written| if changed { done.written += 1 } else { done.unchanged += 1 };
    let report_changed = put(&out.join(REPORT), report.as_bytes())?;
    tally(report_changed, &mut done);
    let counts = Mutex::new(done);
    let files: Vec<_> = site.files().filter(|(path, _)| wanted(path)).collect();
    files.into_par_iter().try_for_each(|(path, content)| {
        let target = root.join(path);
        // The name of a picture holds the hash of all it is made from: if it is there, it is right.
        let there = matches!(content, Content::Picture(_)) && fs::metadata(&target).is_ok_and(|file| file.len() > 0);
        let changed = if there {
            false
        } else {
            put(
                &target,
                &content.bytes(cache).map_err(|source| OutputError::Picture { path: target.clone(), source })?,
            )?
        };
        if let Ok(mut done) = counts.lock() {
            tally(changed, &mut done);
        }
        Ok(())
    })?;
    let mut done = counts.into_inner().unwrap_or_default();
    done.removed = remove_gone(site, &root, keeps)?;
    Ok(done)
}

/// Writes a file if it differs: whole or not at all, so that a crash leaves the old one. Says whether it did.
pub(crate) fn put(path: &Path, bytes: &[u8]) -> Result<bool, OutputError> {
    let fail = |source| OutputError::File { path: path.to_owned(), source };
    let same_size = fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() == bytes.len() as u64);
    if same_size && fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(false);
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(fail)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = folder.join(format!(".{name}.{}.part", std::process::id()));
    let written = fs::File::create(&temporary)
        .and_then(|mut file| file.write_all(bytes))
        .and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // Best effort: what matters is the error that follows.
        drop(fs::remove_file(&temporary));
    }
    written.map(|()| true).map_err(fail)
}

/// Whether a path is what [`put`] leaves when it is killed half-way.
fn is_temporary(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    hidden && path.extension().is_some_and(|ending| ending == "part")
}

/// Removes files that the site does not have, and folders that are empty then.
fn remove_gone(site: &Site, root: &Path, keeps: &dyn Fn(&str) -> bool) -> Result<usize, OutputError> {
    let mut removed = 0;
    for entry in WalkDir::new(root).min_depth(1).contents_first(true).into_iter().filter_map(Result::ok) {
        let path = entry.path();
        let relative = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
        let fail = |source| OutputError::File { path: path.to_owned(), source };
        if entry.file_type().is_dir() {
            let empty = fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
            if empty {
                fs::remove_dir(path).map_err(fail)?;
            }
        } else if site.get(&relative).is_none() && (is_temporary(path) || !keeps(&relative)) {
            fs::remove_file(path).map_err(fail)?;
            removed += 1;
        }
    }
    Ok(removed)
}
