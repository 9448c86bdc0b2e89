//! Keys of leads in a folder of their own, one file each: `<lead>.<name>`. It is in use if the folder is there.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

/// The folder below that of the desk.
pub(super) const FOLDER: &str = "key-vault";

/// The folder of keys.
pub(super) struct Vault(PathBuf);

impl Vault {
    /// The one below this folder, if somebody made it.
    pub(super) fn find(folder: &Path) -> Option<Self> {
        let path = folder.join(FOLDER);
        path.is_dir().then_some(Self(path))
    }

    /// Keeps a key. It is on the disk when this returns, before the row that needs it.
    pub(super) fn put(&self, name: &str, key: &str) -> io::Result<()> {
        // Temporary files are made for their owner only, and keep that when they get their name.
        let mut file = NamedTempFile::new_in(&self.0)?;
        file.write_all(key.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(self.file(name)?)?;
        keep_names(&self.0)
    }

    /// Puts another key in the place of one that is there. Nobody else can act between the two: the desk works on one
    /// thread, and nothing here waits.
    pub(super) fn change(&self, name: &str, key: &str) -> io::Result<()> {
        if self.file(name)?.is_file() { self.put(name, key) } else { Ok(()) }
    }

    /// The key of this name.
    pub(super) fn get(&self, name: &str) -> io::Result<Option<String>> {
        match fs::read_to_string(self.file(name)?) {
            Ok(key) => Ok(Some(key)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Destroys all keys of a lead.
    pub(super) fn forget(&self, lead: &str) -> io::Result<()> {
        let begin = format!("{lead}.");
        for entry in fs::read_dir(&self.0)? {
            let entry = entry?;
            if entry.file_name().to_str().is_some_and(|name| name.starts_with(&begin)) {
                fs::remove_file(entry.path())?;
            }
        }
        keep_names(&self.0)
    }

    /// Names are ids, `/` and letters; anything else could lead elsewhere.
    fn file(&self, name: &str) -> io::Result<PathBuf> {
        let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_/=".contains(&byte));
        if !is_plain {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        Ok(self.0.join(name.replace('/', ".")))
    }
}

/// What a folder says is on the disk too.
#[cfg(unix)]
fn keep_names(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn keep_names(_folder: &Path) -> io::Result<()> {
    Ok(())
}
