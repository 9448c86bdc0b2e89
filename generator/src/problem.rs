//! What is wrong with the content: every problem at once, each with its place, in words its author understands.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use crate::source::{FileId, Files, Place};

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The project is not built.
    Error,
    /// The project is built; someone should look.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// `error`, `warning` or `info`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// One thing to mend.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// Stable code, for `gevel explain` and for filters: `Y-` writing, `M-` model, `I-` pictures, `T-` theme, `L-` law.
    pub code: &'static str,
    /// Where it was written.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl Problem {
    /// A problem that stops the build of its project.
    pub fn error(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, code, place, message: message.into(), help: None }
    }

    /// A problem that does not stop the build.
    pub fn warning(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, message) }
    }

    /// Says what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// All problems found so far.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    list: Vec<Problem>,
    /// Keys that are written, by block, with a value that was told to be wrong: they must not be called missing too.
    unread: BTreeSet<(Place, String)>,
    /// The same for columns of a table, by file.
    unread_columns: BTreeSet<(FileId, String)>,
    /// Keys that are written without a value, by block, with the place of the key.
    empty: BTreeMap<(Place, String), Place>,
}

impl Problems {
    /// Notes one, unless the very same was noted already.
    pub fn add(&mut self, problem: Problem) {
        if !self.list.contains(&problem) {
            self.list.push(problem);
        }
    }

    /// Notes that `key` is missing from `block`: nothing if its value was already told to be wrong, at the key itself if
    /// the key stands there without a value.
    pub(crate) fn add_missing(&mut self, key: &str, block: Place, mut problem: Problem) {
        let spot = (block, key.to_owned());
        if self.is_unread(key, block) {
            return;
        }
        if let Some(place) = self.empty.get(&spot) {
            problem.place = *place;
            problem.message = format!("nothing stands after `{key}:`");
            problem.help = problem.help.map(|help| help.replacen("Add it", "Fill it in", 1));
        }
        self.add(problem);
    }

    /// Whether `key` is written in `block`, with a value that was told to be wrong.
    pub(crate) fn is_unread(&self, key: &str, block: Place) -> bool {
        self.unread.contains(&(block, key.to_owned())) || self.unread_columns.contains(&(block.file, key.to_owned()))
    }

    /// Remembers that `key` of `block` could not be read, which was noted.
    pub(crate) fn remember_unread(&mut self, key: &str, block: Place) {
        self.unread.insert((block, key.to_owned()));
    }

    /// Remembers that a whole column of a table could not be read, which was noted.
    pub(crate) fn remember_unread_column(&mut self, key: &str, file: FileId) {
        self.unread_columns.insert((file, key.to_owned()));
    }

    /// Remembers that `key` of `block` has no value; `place` is that of the key.
    pub(crate) fn remember_empty(&mut self, key: &str, block: Place, place: Place) {
        self.empty.insert((block, key.to_owned()), place);
    }

    /// Takes over the problems of another check.
    pub fn append(&mut self, other: Problems) {
        self.list.extend(other.list);
    }

    /// Moves all places to the files of a larger reading, whose number of files before was `offset`.
    pub(crate) fn shift(&mut self, offset: u32) {
        for problem in &mut self.list {
            problem.place.file.0 += offset;
        }
    }

    /// The problems in the order found.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.list.iter()
    }

    /// Whether any of them stops a build.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|problem| problem.severity == severity).count()
    }

    /// Sorts by path, line and column, so that the same content always gives the same report.
    pub fn sort(&mut self, files: &Files) {
        self.list.sort_by(|a, b| {
            let key = |p: &Problem| (files.path(p.place.file).to_owned(), p.place.line, p.place.column, p.code);
            key(a).cmp(&key(b))
        });
    }
}

/// One line of `check --format json`.
#[derive(Serialize)]
struct Report<'a> {
    severity: Severity,
    code: &'a str,
    message: &'a str,
    file: &'a Path,
    line: u32,
    column: u32,
    help: Option<&'a str>,
}

/// `path:line:column` as editors understand it; without numbers for a whole file.
pub fn place_text(files: &Files, place: Place) -> String {
    let path = files.path(place.file).display();
    if place.line == 0 { path.to_string() } else { format!("{path}:{}:{}", place.line, place.column) }
}

/// For people: place, message, the line with a mark under the column, help.
pub fn human(problem: &Problem, files: &Files, colour: bool) -> String {
    let paint =
        |code: &str, text: &str| if colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() };
    let hue = match problem.severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Info => "1;36",
    };
    let mut text = format!(
        "{} {}: {}\n  {} {}\n",
        paint(hue, problem.severity.name()),
        problem.code,
        paint("1", &problem.message),
        paint("34", "at"),
        place_text(files, problem.place),
    );
    if let Some(line) = files.line(problem.place) {
        let (line, column) = window(line, problem.place.column as usize);
        let number = problem.place.line.to_string();
        let gap = " ".repeat(number.len());
        let _ = writeln!(text, "  {} {line}", paint("34", &format!("{number} |")));
        let _ = writeln!(
            text,
            "  {} {}{}",
            paint("34", &format!("{gap} |")),
            " ".repeat(column.saturating_sub(1)),
            paint(hue, "^")
        );
    }
    if let Some(help) = &problem.help {
        let _ = writeln!(text, "  {} {help}", paint("32", "help:"));
    }
    text
}

/// One line of JSON, as `check --format json` prints it.
pub fn json(problem: &Problem, files: &Files) -> String {
    let Place { file, line, column } = problem.place;
    let report = Report {
        severity: problem.severity,
        code: problem.code,
        message: &problem.message,
        file: files.path(file),
        line,
        column,
        help: problem.help.as_deref(),
    };
    serde_json::to_string(&report).unwrap_or_default()
}

/// A workflow command that the forge of the same name shows beside the line.
pub fn github(problem: &Problem, files: &Files) -> String {
    let escape = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let kind = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let help = problem.help.as_ref().map(|help| format!(" {help}")).unwrap_or_default();
    let path = files.path(problem.place.file).display().to_string().replace(':', "%3A").replace(',', "%2C");
    let (line, column) = (problem.place.line.max(1), problem.place.column.max(1));
    format!(
        "::{kind} file={},line={line},col={column},title={}::{}",
        escape(&path),
        problem.code,
        escape(&format!("{}.{help}", problem.message))
    )
}

/// The part of a long line around a column, and the column within that part.
fn window(line: &str, column: usize) -> (String, usize) {
    const WIDTH: usize = 100;
    let line = line.replace('\t', " ");
    if column <= WIDTH && line.chars().count() <= WIDTH * 2 {
        return (line, column);
    }
    let skip = column.saturating_sub(WIDTH / 2);
    let part: String = line.chars().skip(skip).take(WIDTH).collect();
    (format!("…{part}"), column - skip + 1)
}
