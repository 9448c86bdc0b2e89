//! Saving is noticed, once, however the editor does it.

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process,
    sync::mpsc::{self, Receiver},
};

use crate::preview::{WatchError, Watching, tests::client::PATIENCE, watch};

/// A folder with one project in it, watched, and removed when the test ends.
struct Author {
    folder: PathBuf,
    changes: Receiver<BTreeSet<PathBuf>>,
    _watching: Watching,
}

impl Author {
    /// Watches `watched` (within the folder) once the project is there.
    fn at_work(name: &str, watched: &str) -> Self {
        let folder = env::temp_dir().join(format!("preview-watching-{}-{name}", process::id()));
        fs::create_dir_all(folder.join("hof")).unwrap();
        let folder = folder.canonicalize().unwrap();
        fs::write(folder.join("hof/project.yaml"), "name: Hof").unwrap();
        let (tell, changes) = mpsc::channel();
        let watching = watch(&[folder.join(watched)], move |changed| {
            let _ = tell.send(changed);
        });
        Self { folder, changes, _watching: watching.unwrap() }
    }

    fn writes(&self, file: &str) {
        fs::write(self.folder.join(file), "changed").unwrap();
    }

    fn renames(&self, from: &str, to: &str) {
        fs::rename(self.folder.join(from), self.folder.join(to)).unwrap();
    }

    /// Everything reported until `file` is, by path within the folder.
    fn hears_until(&self, file: &str) -> BTreeSet<String> {
        let mut heard = BTreeSet::new();
        while !heard.contains(file) {
            let changed = self.changes.recv_timeout(PATIENCE).unwrap();
            heard.extend(changed.iter().map(|path| self.short(path)));
        }
        heard
    }

    fn short(&self, path: &Path) -> String {
        path.strip_prefix(&self.folder).unwrap().to_string_lossy().replace('\\', "/")
    }
}

impl Drop for Author {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[test]
fn a_saved_file_is_reported_alone() {
    let author = Author::at_work("saved", ".");

    author.writes("hof/project.yaml");

    assert_eq!(author.hears_until("hof/project.yaml").len(), 1);
}

#[test]
fn an_editor_that_writes_by_renaming_is_followed() {
    let author = Author::at_work("renaming", ".");

    for _ in 0..2 {
        author.writes("hof/.project.yaml.swp");
        author.renames("hof/project.yaml", "hof/project.yaml~");
        author.renames("hof/.project.yaml.swp", "hof/project.yaml");

        let heard = author.hears_until("hof/project.yaml");
        assert_eq!(heard.len(), 1, "{heard:?}");
    }
}

#[test]
fn a_file_watched_by_its_name_survives_renaming_and_hides_its_neighbours() {
    let author = Author::at_work("one-file", "hof/project.yaml");

    for _ in 0..2 {
        author.writes("hof/units.csv");
        author.renames("hof/units.csv", "hof/project.yaml");

        let heard = author.hears_until("hof/project.yaml");
        assert_eq!(heard.len(), 1, "{heard:?}");
    }
}

#[test]
fn a_new_folder_is_watched_with_what_comes_into_it() {
    let author = Author::at_work("new-folder", ".");
    fs::create_dir(author.folder.join("zicht")).unwrap();
    author.hears_until("zicht");

    author.writes("zicht/project.yaml");

    author.hears_until("zicht/project.yaml");
}

#[test]
fn removed_files_are_reported() {
    let author = Author::at_work("removed", ".");

    fs::remove_file(author.folder.join("hof/project.yaml")).unwrap();

    author.hears_until("hof/project.yaml");
}

#[test]
fn passing_and_hidden_files_and_reading_are_no_changes() {
    let author = Author::at_work("passing", ".");
    fs::create_dir(author.folder.join(".git")).unwrap();

    for file in ["hof/.project.yaml.swp", "hof/a.tmp", "hof/b.yaml~", "hof/4913", "hof/#c#", "hof/~$d.csv"] {
        author.writes(file);
    }
    author.writes(".git/index");
    fs::read(author.folder.join("hof/project.yaml")).unwrap();
    author.writes("hof/units.csv");

    let heard = author.hears_until("hof/units.csv");
    assert_eq!(heard.len(), 1, "{heard:?}");
}

#[test]
fn a_path_that_is_not_there_is_named() {
    let refusal = watch(&[PathBuf::from("no/such/folder")], |_| {}).unwrap_err();

    assert!(matches!(refusal, WatchError::Missing { .. }));
    assert_eq!(refusal.to_string(), "`no/such/folder` cannot be watched: it cannot be read");
}
