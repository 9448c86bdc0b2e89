//! Files that only their owner may read, written whole or not at all.

use std::{
    error::Error,
    fmt, fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

/// Makes this folder, and those above it, unless it is there. A new one is closed to others. Gives whether it is new.
pub(super) fn folder(path: &Path) -> Result<bool, PrivateFileError> {
    if path.is_dir() {
        return Ok(false);
    }
    make_folder(path).map(|()| true).map_err(|source| PrivateFileError { path: path.to_owned(), source })
}

/// The content of a file; if it is not there, it is made with this content first. Whoever else makes it at the same
/// moment, one of them wins and both get the same.
pub(super) fn find_or_make(
    path: &Path,
    content: impl FnOnce() -> io::Result<Vec<u8>>,
) -> Result<Vec<u8>, PrivateFileError> {
    let found = match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let made = content().and_then(|content| write_new(path, &content));
            match made {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
                Ok(()) | Err(_) => fs::read(path),
            }
        }
        found => found,
    };
    found.map_err(|source| PrivateFileError { path: path.to_owned(), source })
}

/// Writes a file that was not there before; only its owner may read it. Either all of it is there afterwards, or none.
pub(super) fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    // Temporary files are made for their owner only, and keep that when they get their name.
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path)?;
    Ok(())
}

#[cfg(unix)]
fn make_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;

    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(not(unix))]
fn make_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// A file of ours that cannot be read or written.
#[derive(Debug)]
pub struct PrivateFileError {
    /// Which.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl fmt::Display for PrivateFileError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "`{}` cannot be used: {}", self.path.display(), self.source)
    }
}

impl Error for PrivateFileError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}
