//! Tells when the author has saved something, once for each pause in their saving.
//!
//! One "save" is many events: editors write a temporary file and rename it, exporters write a folder of pictures.
//! Events are gathered until the files have been quiet for a moment. Reading is not a change, so that a build
//! which reads everything does not start the next one.

use std::{
    collections::BTreeSet,
    error::Error,
    ffi::OsStr,
    fmt, io,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _,
    event::{AccessKind, AccessMode, MetadataKind, ModifyKind},
};

/// Files that have been still for so long are taken to be written. Renaming editors pause for a few
/// milliseconds; a person notices from about a hundred.
const QUIET: Duration = Duration::from_millis(80);
/// After so long it is told anyway, though something is still being written.
const LONGEST: Duration = Duration::from_secs(2);

/// Watches until it is dropped.
#[derive(Debug)]
#[must_use = "dropping it ends the watching"]
pub struct Watching {
    _watcher: RecommendedWatcher,
}

/// Calls `on_change` with the absolute paths that changed, whenever files in `paths` were written, made, renamed
/// or removed, and have then been still for a moment. While `on_change` works, further changes are gathered for
/// its next call.
///
/// A folder is watched with all that is or will be in it, a file by its name whatever is renamed over it. Hidden
/// files and those that editors and downloads leave behind for a while are not reported. When the system loses
/// count of the changes, the watched paths themselves are reported. A watched folder that is itself removed is not
/// found again when it comes back.
pub fn watch(
    paths: &[PathBuf],
    mut on_change: impl FnMut(BTreeSet<PathBuf>) + Send + 'static,
) -> Result<Watching, WatchError> {
    let roots = Roots::find(paths)?;
    let (tell, told) = mpsc::channel();

    let heard = roots.clone();
    let mut watcher = notify::recommended_watcher(move |event| {
        let changed = heard.changed_by(event);
        if !changed.is_empty() {
            // It fails only when nobody is left to tell.
            let _ = tell.send(changed);
        }
    })
    .map_err(|source| WatchError::Unsupported { source })?;
    for (path, mode) in roots.to_watch() {
        watcher.watch(path, mode).map_err(|source| WatchError::Refused { path: path.to_owned(), source })?;
    }

    thread::spawn(move || {
        while let Some(changed) = next_pause(&told) {
            on_change(changed);
        }
    });
    Ok(Watching { _watcher: watcher })
}

/// Everything that changed up to the next quiet moment; `None` when the watching has ended.
fn next_pause(told: &Receiver<BTreeSet<PathBuf>>) -> Option<BTreeSet<PathBuf>> {
    let mut changed = told.recv().ok()?;
    let latest = Instant::now() + LONGEST;
    loop {
        match told.recv_timeout(QUIET.min(latest.saturating_duration_since(Instant::now()))) {
            Ok(more) => changed.extend(more),
            Err(RecvTimeoutError::Timeout) => return Some(changed),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}

/// What was asked to be watched, as absolute paths without links, which is how some systems report changes.
#[derive(Clone, Debug, Default)]
struct Roots {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Roots {
    fn find(paths: &[PathBuf]) -> Result<Self, WatchError> {
        let mut roots = Self::default();
        for path in paths {
            let found = path.canonicalize().map_err(|source| WatchError::Missing { path: path.clone(), source })?;
            if found.is_dir() {
                roots.folders.push(found);
            } else {
                roots.files.push(found);
            }
        }
        Ok(roots)
    }

    /// A file's own watch would follow the file away when an editor renames another over it, so its folder is
    /// watched; folders come last, for the later of two watches on one folder counts.
    fn to_watch(&self) -> impl Iterator<Item = (&Path, RecursiveMode)> {
        let around_files = self.files.iter().filter_map(|file| Some((file.parent()?, RecursiveMode::NonRecursive)));
        let folders = self.folders.iter().map(|folder| (folder.as_path(), RecursiveMode::Recursive));
        around_files.chain(folders)
    }

    fn changed_by(&self, event: notify::Result<Event>) -> BTreeSet<PathBuf> {
        match event {
            Ok(event) if event.need_rescan() => self.all(),
            Ok(event) if is_change(event.kind) => {
                event.paths.into_iter().filter(|path| self.is_watched(path)).collect()
            }
            Ok(_) => BTreeSet::new(),
            Err(_) => self.all(),
        }
    }

    fn all(&self) -> BTreeSet<PathBuf> {
        self.folders.iter().chain(&self.files).cloned().collect()
    }

    fn is_watched(&self, path: &Path) -> bool {
        self.files.iter().any(|file| file == path)
            || self
                .folders
                .iter()
                .filter_map(|folder| path.strip_prefix(folder).ok())
                .any(|inside| !inside.iter().any(is_passing))
    }
}

fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(ModifyKind::Metadata(what)) => {
            matches!(what, MetadataKind::Any | MetadataKind::WriteTime)
        }
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) => true,
        EventKind::Other => false,
    }
}

/// Whether a file or folder of this name is not the author's work: hidden, a backup, a lock, a download under way.
fn is_passing(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let by_extension = matches!(
        extension.as_deref(),
        Some("tmp" | "temp" | "swp" | "swo" | "swx" | "bak" | "part" | "crdownload" | "download")
    );
    // Vim tries whether it may write in a folder with a file named 4913; word processors lock with `~$`.
    by_extension
        || name.starts_with(['.', '#'])
        || name.starts_with("~$")
        || name.ends_with('~')
        || name.ends_with("___jb_tmp___")
        || name.ends_with("___jb_old___")
        || matches!(name.as_ref(), "4913" | "Thumbs.db" | "desktop.ini")
}

/// Why nothing can be watched.
#[derive(Debug)]
pub enum WatchError {
    /// A path to watch is not there, or cannot be read.
    Missing {
        /// The path as given.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system watches nothing at all.
    Unsupported {
        /// What the system said.
        source: notify::Error,
    },
    /// The system does not watch this path, often because too many are watched already.
    Refused {
        /// The path, absolute.
        path: PathBuf,
        /// What the system said.
        source: notify::Error,
    },
}

impl fmt::Display for WatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { path, source: _ } => write!(f, "`{}` cannot be watched: it cannot be read", path.display()),
            Self::Unsupported { source: _ } => f.write_str("this system does not tell when files change"),
            Self::Refused { path, source: _ } => {
                write!(f, "`{}` cannot be watched", path.display())
            }
        }
    }
}

impl Error for WatchError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Missing { path: _, source } => Some(source),
            Self::Refused { path: _, source } | Self::Unsupported { source } => Some(source),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, path::PathBuf, sync::mpsc};

    use super::next_pause;

    #[test]
    fn files_saved_in_one_breath_are_one_change() {
        let (tell, told) = mpsc::channel();
        let save = |file: &str| tell.send(BTreeSet::from([PathBuf::from(file)]));

        assert!(["a.yaml", "b.yaml", "a.yaml"].into_iter().all(|file| save(file).is_ok()));

        let changed = next_pause(&told);
        assert_eq!(changed, Some(BTreeSet::from(["a.yaml".into(), "b.yaml".into()])));
    }

    #[test]
    fn nothing_is_told_once_nobody_watches() {
        let (tell, told) = mpsc::channel();
        drop(tell);

        assert_eq!(next_pause(&told), None);
    }
}
