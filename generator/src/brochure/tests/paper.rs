//! A PDF as poppler's programs read it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

/// A brochure on disk.
pub(super) struct Paper {
    path: PathBuf,
    pub(super) bytes: usize,
    pages: Vec<String>,
    foot: String,
}

/// A face as the file has it.
#[derive(Debug)]
pub(super) struct Face {
    pub(super) name: String,
    pub(super) embedded: bool,
    /// Whether its glyphs can be turned back into letters.
    pub(super) readable: bool,
}

impl Paper {
    pub(super) fn new(path: PathBuf, pdf: &[u8], data: &Value) -> Self {
        fs::write(&path, pdf).unwrap_or_else(|error| panic!("{error}"));
        let text = run("pdftotext", &["-raw", "-enc", "UTF-8"], &path, &["-"]);
        let pages = text.trim_end_matches('\u{c}').split('\u{c}').map(squeezed).collect();
        let part = |part: &str| data.pointer(part).and_then(Value::as_str).unwrap_or_default().to_owned();
        let foot = part("/t/footer/updated").replace("{date}", &part("/updated"));
        Self { path, bytes: pdf.len(), pages, foot: squeezed(&format!("{}{foot}", part("/page/name"))) }
    }

    /// Whether these words are printed somewhere, however they are broken into lines and pages.
    pub(super) fn says(&self, words: &str) -> bool {
        let words = squeezed(words);
        self.pages.iter().any(|page| page.contains(&words)) || self.text().contains(&words)
    }

    /// All letters without the foot of each page.
    pub(super) fn text(&self) -> String {
        let total = self.pages.len();
        let pages = self.pages.iter().enumerate();
        pages.map(|(index, page)| page.replace(&format!("{}{}/{total}", self.foot, index + 1), "")).collect()
    }

    pub(super) fn pages(&self) -> &[String] {
        &self.pages
    }

    /// A line of `pdfinfo`.
    pub(super) fn info(&self, key: &str) -> Option<String> {
        let told = run("pdfinfo", &[], &self.path, &[]);
        let line = told.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
        line.map(|value| value.trim().to_owned())
    }

    pub(super) fn metadata(&self) -> String {
        run("pdfinfo", &["-meta"], &self.path, &[])
    }

    pub(super) fn fonts(&self) -> Vec<Face> {
        let told = run("pdffonts", &[], &self.path, &[]);
        let faces = told.lines().skip(2).map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            // Counted from the end, because a type has a space in it: emb sub uni object generation.
            let flag = |from_end: usize| words.iter().rev().nth(from_end).is_some_and(|flag| *flag == "yes");
            let name = words.first().copied().unwrap_or_default().to_owned();
            Face { name, embedded: flag(4), readable: flag(2) }
        });
        let faces: Vec<Face> = faces.collect();
        assert!(!faces.is_empty(), "{} has no fonts", self.path.display());
        faces
    }
}

/// Letters alone: where lines end and words are divided is the typesetter's business.
pub(super) fn squeezed(text: &str) -> String {
    let divides = |letter: char| letter.is_whitespace() || ['-', '\u{ad}', '\u{2010}', '\u{200b}'].contains(&letter);
    text.chars().filter(|letter| !divides(*letter)).collect()
}

fn run(program: &str, before: &[&str], path: &PathBuf, after: &[&str]) -> String {
    let output = Command::new(program).args(before).arg(path).args(after).output();
    let output = output.unwrap_or_else(|error| panic!("{program} (Debian: poppler-utils) cannot be run: {error}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
