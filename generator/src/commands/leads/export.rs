//! `gevel leads export`: leads with their content, for whoever has to have them elsewhere.
//!
//! They are written page by page, so that there may be many. A file appears whole or not at all, and for its owner only.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::{error, fmt};

use csv::{Terminator, Writer, WriterBuilder};
use serde_json::Value;
use tempfile::NamedTempFile;

use super::content::{PIECES, columns};
use super::pages::{Pages, Told};
use super::{Site, Trouble, number};
use crate::cli::{Export, ExportFormat, Wanted};
use crate::commands::talk::say;
use crate::commands::{CommandResult, Outcome};

/// The columns before those of [`PIECES`].
const COLUMNS: [&str; 7] = ["lead", "received_at", "project", "partner", "standing", "reasons", "erased_at"];

pub(super) fn export(site: &Site, options: &Export) -> CommandResult {
    let count = match &options.out {
        Some(path) => to_file(site, options, path)?,
        None => write(site, &options.wanted, options.format, io::stdout().lock())?,
    };
    let place = options.out.as_ref().map(|path| format!(" to {}", path.display())).unwrap_or_default();
    let leads = number(count, "lead");
    if count == 0 {
        say(&format!("{leads} written{place}."));
    } else {
        say(&format!("{leads} written{place}. The audit of the site says that you took them."));
    }
    Ok(Outcome::Done)
}

/// Why leads were not exported.
#[derive(Debug)]
pub(super) enum ExportError {
    Trouble(Trouble),
    Write(io::Error),
    File { path: PathBuf, source: io::Error },
}

impl fmt::Display for ExportError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Trouble(trouble) => trouble.fmt(out),
            Self::Write(source) => write!(out, "the leads cannot be written: {source}"),
            Self::File { path, source } => write!(out, "`{}` cannot be written: {source}", path.display()),
        }
    }
}

impl error::Error for ExportError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Trouble(trouble) => Some(trouble),
            Self::Write(source) | Self::File { source, .. } => Some(source),
        }
    }
}

impl From<io::Error> for ExportError {
    fn from(source: io::Error) -> Self {
        Self::Write(source)
    }
}

impl From<csv::Error> for ExportError {
    fn from(error: csv::Error) -> Self {
        Self::Write(error.into())
    }
}

fn to_file(site: &Site, options: &Export, path: &Path) -> Result<usize, ExportError> {
    let failed = |source| ExportError::File { path: path.to_owned(), source };
    // Temporary files are made for their owner only, and keep that when they get their name.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder).map_err(failed)?;
    let count = write(site, &options.wanted, options.format, file.as_file_mut()).map_err(|error| match error {
        ExportError::Write(source) => failed(source),
        error @ (ExportError::Trouble(_) | ExportError::File { .. }) => error,
    })?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(count)
}

/// Writes all leads that are wanted, and gives how many they are.
fn write(site: &Site, wanted: &Wanted, format: ExportFormat, out: impl Write) -> Result<usize, ExportError> {
    let pages = Pages::exported(site, wanted).map(|page| page.map_err(ExportError::Trouble));
    match format {
        ExportFormat::Json => write_json(pages, BufWriter::new(out)),
        ExportFormat::Csv => rows(pages, out),
    }
}

/// Writes one array.
pub(super) fn write_json(
    pages: impl Iterator<Item = Result<Vec<Told>, ExportError>>,
    mut out: impl Write,
) -> Result<usize, ExportError> {
    let mut count = 0;
    out.write_all(b"[")?;
    for page in pages {
        for told in page? {
            out.write_all(if count == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut out, &told.whole).map_err(io::Error::from)?;
            count += 1;
        }
    }
    out.write_all(if count == 0 { b"]\n" } else { b"\n]\n" })?;
    out.flush()?;
    Ok(count)
}

/// Writes one row a lead.
pub(super) fn rows(
    pages: impl Iterator<Item = Result<Vec<Told>, ExportError>>,
    out: impl Write,
) -> Result<usize, ExportError> {
    let mut count = 0;
    let mut writer = csv_writer(out);
    writer.write_record(COLUMNS.into_iter().chain(PIECES.iter().map(|piece| piece.column)))?;
    for page in pages {
        for Told { summary, whole } in page? {
            let content = columns(whole.get("content").unwrap_or(&Value::Null));
            let (standing, reasons) = (summary.standing.wire().to_owned(), summary.reasons());
            let summary = [summary.lead, summary.received_at, summary.project, summary.partner, standing, reasons]
                .into_iter()
                .chain([summary.erased_at.unwrap_or_default()]);
            writer.write_record(summary.chain(content).map(defused))?;
            count += 1;
        }
    }
    writer.flush()?;
    Ok(count)
}

/// Writes rows as RFC 4180 has them.
pub(super) fn csv_writer<W: Write>(out: W) -> Writer<W> {
    WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out)
}

/// A cell that no spreadsheet takes for a formula: visitors write what they like.
pub(super) fn defused(cell: String) -> String {
    let is_armed = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if is_armed { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use serde::Deserialize as _;
    use serde_json::{Value, json};

    use super::{COLUMNS, PIECES, Told, defused, rows, write_json};
    use crate::commands::leads::pages::Summary;

    fn told(content: &Value) -> Told {
        let whole = json!({
            "lead": "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", "project": "leiehof", "partner": "leiebouw",
            "received_at": "2026-11-23T10:12:00Z", "standing": "delivered", "reasons": [], "erased_at": null,
            "content": content,
        });
        Told { summary: Summary::deserialize(&whole).unwrap(), whole }
    }

    #[test]
    fn a_spreadsheet_reads_back_every_cell() {
        let content = json!({
            "person": { "given_name": "=HYPERLINK(\"http://x\")", "family_name": "O, \"P\"", "phone_e164": "+32470" },
            "message": "One\r\ntwo"
        });
        let mut out = Vec::new();
        let count = rows([Ok(vec![told(&content)]), Ok(vec![told(&Value::Null)])].into_iter(), &mut out).unwrap();

        assert_eq!(count, 2);
        let text = String::from_utf8(out.clone()).unwrap();
        assert!(text.starts_with("lead,received_at,project,") && text.ends_with("\r\n"), "{text}");
        let mut reader = csv::Reader::from_reader(out.as_slice());
        let headings = reader.headers().unwrap().clone();
        assert_eq!(headings.len(), COLUMNS.len() + PIECES.len());
        let cells: Vec<_> = reader.records().map(Result::unwrap).collect();
        let cell = |row: usize, column: &str| {
            cells.get(row).unwrap().get(headings.iter().position(|heading| heading == column).unwrap()).unwrap()
        };
        assert_eq!(cell(0, "given_name"), "'=HYPERLINK(\"http://x\")");
        assert_eq!(cell(0, "family_name"), "O, \"P\"");
        assert_eq!(cell(0, "phone"), "'+32470");
        assert_eq!(cell(0, "message"), "One\r\ntwo");
        assert_eq!((cell(1, "lead"), cell(1, "email")), ("017f22e2-79b0-7cc3-98c4-dc0c0c07398f", ""));
    }

    #[test]
    fn cells_that_would_be_formulas_are_words() {
        for cell in ["=1", "+1", "-1", "@x", "\tx", "\rx", "\u{ff1d}1"] {
            assert_eq!(defused(cell.to_owned()), format!("'{cell}"));
        }
        for cell in ["", "1-2", "Zoë", "'x", "a=b"] {
            assert_eq!(defused(cell.to_owned()), cell);
        }
    }

    #[test]
    fn one_array_holds_all_pages() {
        for (pages, expected) in [(vec![], 0), (vec![1], 1), (vec![2, 1], 3)] {
            let pages = pages.into_iter().map(|size| Ok((0..size).map(|_| told(&json!({ "message": "x" }))).collect()));
            let mut out = Vec::new();
            assert_eq!(write_json(pages, &mut out).unwrap(), expected);
            let array: Vec<Value> = serde_json::from_slice(&out).unwrap();
            assert_eq!(array.len(), expected);
        }
    }
}
