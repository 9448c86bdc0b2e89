//! A small world to test in: a copy of the sample content with small pictures, and the real program.
//!
//! Pictures are made small so that the suite is quick; everything else is what a marketer has.
#![expect(
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a test fails by panicking, and says why"
)]
#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "our own files have endings in small letters")]

mod document;
pub mod hosts;
mod preview;
mod tree;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use gevel::photo::{Pixels, jpeg};
use tempfile::TempDir;
use walkdir::WalkDir;

pub use document::{Document, plain};
pub use preview::{Answer, Events, Preview, free_port};
pub use tree::{Tree, changed, has_ending, tree};

/// The day on which every test takes place: a day after the sample content was last updated.
pub const TODAY: &str = "2026-11-23";

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The program as built beside the tests; fails loudly without it.
pub fn program() -> PathBuf {
    let tests = must(std::env::current_exe(), "the path of this test");
    let folder = tests.ancestors().nth(2).map(Path::to_owned).unwrap_or_default();
    let program = folder.join(format!("gevel{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.is_file(),
        "{} is not there: build it first, in the same profile (`tests/run` does)",
        program.display()
    );
    program
}

/// The value, or a failed test that says what was wanted.
pub fn must<T, E: std::fmt::Debug>(result: Result<T, E>, wanted: &str) -> T {
    result.unwrap_or_else(|error| panic!("{wanted}: {error:?}"))
}

/// A content folder of its own, with an output folder and a cache beside it; gone at the end of the test.
pub struct World {
    folder: TempDir,
}

impl World {
    /// The sample projects, with small pictures.
    pub fn with_samples() -> Self {
        let world = Self::empty();
        copy_content(&root().join("projects"), &world.content());
        world
    }

    /// The sample operator, register and partners, and no project.
    pub fn without_projects() -> Self {
        let world = Self::with_samples();
        for slug in ["residentie-leiehof", "terrasses-du-lac", "kanaalpark"] {
            must(fs::remove_dir_all(world.content().join(slug)), slug);
        }
        world
    }

    /// Nothing but the themes.
    fn empty() -> Self {
        let world = Self { folder: must(TempDir::new(), "a temporary folder") };
        world.lay_themes(&root().join("themes"));
        world
    }

    /// Puts the themes of a folder beside those that are there.
    pub fn lay_themes(&self, from: &Path) {
        copy_content(from, &self.path("themes"));
    }

    /// Folder of the content.
    pub fn content(&self) -> PathBuf {
        self.folder.path().join("projects")
    }

    /// Folder of the output.
    pub fn out(&self) -> PathBuf {
        self.folder.path().join("dist")
    }

    /// Any other path in this world.
    pub fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    /// Copies a folder of content files over those that are there.
    pub fn overlay(&self, from: &Path) {
        copy_content(from, &self.content());
    }

    /// Replaces a piece of text that must stand exactly once in a content file.
    pub fn edit(&self, file: &str, old: &str, new: &str) {
        let path = self.content().join(file);
        let text = must(fs::read_to_string(&path), file);
        assert_eq!(text.matches(old).count(), 1, "`{old}` must stand once in {file}");
        must(fs::write(&path, text.replace(old, new)), file);
    }

    /// Runs the program with these words, in this world and on [`TODAY`].
    pub fn gevel<S: AsRef<OsStr>>(&self, words: &[S]) -> Output {
        must(self.command(words).output(), "the program runs")
    }

    /// The program with these words, to be started by the test.
    pub fn command<S: AsRef<OsStr>>(&self, words: &[S]) -> Command {
        let mut command = Command::new(program());
        command.args(words).current_dir(self.folder.path()).env("GEVEL_TODAY", TODAY).env("NO_COLOR", "1");
        command
    }

    /// Builds everything and fails the test if that fails; gives what `--format json` printed.
    pub fn build(&self) -> serde_json::Value {
        let output = self.try_build(&[]);
        let talk = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "build failed:\n{talk}");
        must(serde_json::from_slice(&output.stdout), "one JSON object")
    }

    /// Builds, with more words, and gives what happened.
    pub fn try_build(&self, more: &[&str]) -> Output {
        let themes = root().join("themes");
        let mut words: Vec<&OsStr> = ["build", "--format", "json", "--themes"].iter().map(OsStr::new).collect();
        words.push(themes.as_os_str());
        words.extend(more.iter().map(OsStr::new));
        self.gevel(&words)
    }

    /// Every file of the built site.
    pub fn site(&self) -> Tree {
        tree(&self.out().join("site"))
    }

    /// A built page, parsed.
    pub fn document(&self, path: &str) -> Document {
        Document::of(&self.page(path))
    }

    /// A text file of the built site.
    pub fn page(&self, path: &str) -> String {
        must(fs::read_to_string(self.out().join("site").join(path)), path)
    }
}

/// Every file below a folder, as paths with `/`, sorted.
pub fn files_below(folder: &Path) -> Vec<String> {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| must(entry, "a readable folder"));
    let files = files.filter(|entry| entry.file_type().is_file());
    files.map(|entry| must(entry.path().strip_prefix(folder), "below").to_string_lossy().replace('\\', "/")).collect()
}

/// Copies content; photos become small pictures of the same shape, each in a colour of its own.
fn copy_content(from: &Path, to: &Path) {
    for file in files_below(from) {
        let target = to.join(&file);
        must(fs::create_dir_all(target.parent().unwrap_or(to)), &file);
        let photo = file.contains("/photos/") && file.ends_with(".jpg");
        if photo {
            must(fs::write(&target, small_picture(&file)), &file);
        } else {
            must(fs::copy(from.join(&file), &target), &file);
        }
    }
}

fn small_picture(name: &str) -> Vec<u8> {
    let (width, height) = if name.contains("portrait") { (40, 60) } else { (60, 40) };
    let seed = name.bytes().fold(7_u8, |seed, byte| seed.wrapping_mul(31).wrapping_add(byte));
    let rgb = (0..width * height).flat_map(|_| [seed, seed.wrapping_add(60), 255 - seed]).collect();
    let pixels = Pixels::new(width, height, rgb).unwrap_or_else(|| panic!("{width} x {height} pixels"));
    must(jpeg(&pixels, 80), "a JPEG")
}
