//! What a machine has written down, as whoever takes its disk away would find it.

use std::fs;
use std::path::Path;

use crate::{files_below, must};

/// Searches a log and all files below a folder for words that must not be there. The mails that the edge's runtime keeps
/// for whoever tries it are left out: where it really runs they are sent.
pub(super) fn search(log: &str, folder: &Path, words: &[&str]) {
    let clean = |bytes: &[u8], place: &str| {
        for word in words {
            let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
            assert!(!found, "{word} in {place}");
        }
    };
    clean(log.as_bytes(), "the log");
    for file in files_below(folder).iter().filter(|file| !file.starts_with("run-")) {
        clean(&must(fs::read(folder.join(file)), file), file);
    }
}
