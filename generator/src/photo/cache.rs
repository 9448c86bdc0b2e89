//! Results that are worth keeping, found again by what they were made from.
//!
//! One file an entry, named by its key, with the length and hash of its content in front: a write
//! that was cut short or a disk that lost a block is noticed and counts as absent. Files appear
//! by renaming, so that builds and previews may share one directory at the same time.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process,
};

use super::PhotoError;

/// The name of a result: the hash of everything that decides its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key(blake3::Hash);

impl Key {
    /// The key for a description. Two results share a description only if they share their bytes.
    pub fn of(description: &str) -> Self {
        Self(blake3::hash(description.as_bytes()))
    }

    /// Eight hexadecimal digits (32 bits): enough to tell one file from what had its name before.
    pub(crate) fn short(&self) -> String {
        self.0.to_hex().chars().take(8).collect()
    }
}

/// A directory of kept results.
#[derive(Debug, Clone)]
pub struct Cache {
    directory: PathBuf,
}

impl Cache {
    /// A cache in `directory`, which is created when the first result is kept.
    pub fn open(directory: PathBuf) -> Self {
        Self { directory }
    }

    /// What was kept under `key`, if it is there and whole.
    pub fn find(&self, key: &Key) -> Option<Vec<u8>> {
        let mut file = File::open(self.place(key)).ok()?;
        let envelope = Envelope::read(&mut file)?;
        let mut content = Vec::with_capacity(usize::try_from(envelope.length).ok()?);
        file.take(envelope.length + 1).read_to_end(&mut content).ok()?;
        (Envelope::around(&content) == envelope).then_some(content)
    }

    /// What to say when a result that was kept a moment ago is gone.
    pub(crate) fn lost(&self) -> PhotoError {
        let source = io::Error::new(io::ErrorKind::NotFound, "a result kept by this build is gone");
        PhotoError::Cache { directory: self.directory.display().to_string(), source }
    }

    /// Whether `key` is there with a sound envelope and the right length.
    ///
    /// Much cheaper than [`Cache::find`], which also looks at every byte.
    pub fn holds(&self, key: &Key) -> bool {
        let whole = || {
            let mut file = File::open(self.place(key)).ok()?;
            let length = file.metadata().ok()?.len();
            let envelope = Envelope::read(&mut file)?;
            Some(length == Envelope::BYTES + envelope.length)
        };
        whole().unwrap_or(false)
    }

    /// Keeps `content` under `key`, in place of what was there.
    pub fn keep(&self, key: &Key, content: &[u8]) -> Result<(), PhotoError> {
        let place = self.place(key);
        self.write(&place, content)
            .map_err(|source| PhotoError::Cache { directory: self.directory.display().to_string(), source })
    }

    /// 256 directories keep each of them small.
    fn place(&self, key: &Key) -> PathBuf {
        let name = key.0.to_hex();
        let (first, rest) = name.split_at(2);
        self.directory.join(first).join(rest)
    }

    fn write(&self, place: &Path, content: &[u8]) -> io::Result<()> {
        fs::create_dir_all(place.parent().unwrap_or(&self.directory))?;
        let (draft, mut file) = draft(place)?;
        let written =
            file.write_all(&Envelope::around(content).bytes()).and_then(|()| file.write_all(content)).and_then(|()| {
                drop(file);
                fs::rename(&draft, place)
            });
        if written.is_err() {
            // Best effort: the first failure is the one worth telling.
            let _ = fs::remove_file(&draft);
        }
        written
    }
}

/// A new file beside `place` that no other thread or process writes to.
fn draft(place: &Path) -> io::Result<(PathBuf, File)> {
    let mut attempt = 0_u32;
    loop {
        let draft = place.with_extension(format!("{}-{attempt}.tmp", process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&draft) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => attempt += 1,
            opened => return opened.map(|file| (draft, file)),
        }
    }
}

/// What stands in front of the content of an entry.
#[derive(PartialEq, Eq)]
struct Envelope {
    length: u64,
    hash: [u8; 32],
}

impl Envelope {
    /// Also says the version of this layout.
    const SIGNATURE: &[u8; 8] = b"gevel-1\n";
    const BYTES: u64 = 8 + 8 + 32;

    fn around(content: &[u8]) -> Self {
        Self { length: content.len() as u64, hash: blake3::hash(content).into() }
    }

    fn bytes(&self) -> Vec<u8> {
        [Self::SIGNATURE.as_slice(), &self.length.to_le_bytes(), &self.hash].concat()
    }

    fn read(file: &mut File) -> Option<Self> {
        let (mut signature, mut length, mut hash) = ([0; 8], [0; 8], [0; 32]);
        file.read_exact(&mut signature).ok()?;
        file.read_exact(&mut length).ok()?;
        file.read_exact(&mut hash).ok()?;
        let length = u64::from_le_bytes(length);
        (&signature == Self::SIGNATURE && length < MAX_ENTRY_BYTES).then_some(Self { length, hash })
    }
}

/// Beyond this a length can only be damage; it keeps a damaged one from taking the memory.
const MAX_ENTRY_BYTES: u64 = 1 << 30;
