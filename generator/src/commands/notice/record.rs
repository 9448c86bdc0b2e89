//! `gevel notice record`: the record of processing and the list of processors, for the operator's own files.

use std::path::Path;

use leads::Language;

use super::talk::{print, say_problems};
use super::{CommandResult, Outcome, read};
use crate::cli::Record;
use crate::notice::{Paper, Sheet, html, processors, record as activities};
use crate::output::put;
use crate::project::Selection;

pub(super) fn record(options: &Record) -> CommandResult {
    let loaded = read(&options.content.content, &options.themes, &options.cache, &Selection::default())?;
    say_problems(&loaded);
    // A record that lacks a partner or a project because its file has a mistake would not be complete.
    let Some(catalog) = loaded.catalog.as_ref().filter(|_| !loaded.problems.has_errors()) else {
        return Ok(Outcome::Errors);
    };
    let first = catalog.operator.languages.first().copied();
    let language = options.language.or(first).unwrap_or(Language::English);
    for (name, paper) in [("record", activities(catalog, language)), ("processors", processors(catalog, language))] {
        write(&options.out, name, &paper, language)?;
    }
    Ok(Outcome::Done)
}

fn write(
    folder: &Path,
    name: &str,
    paper: &Paper,
    language: Language,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let page = folder.join(format!("{name}.html"));
    let sheet = folder.join(format!("{name}.csv"));
    put(&page, html(&paper.document, language).as_bytes())?;
    put(&sheet, &csv(&paper.sheet)?)?;
    print(&page.display().to_string());
    print(&sheet.display().to_string());
    Ok(())
}

/// RFC 4180, in UTF-8 with its mark: without it, spreadsheets take letters for those of the machine.
fn csv(sheet: &Sheet) -> Result<Vec<u8>, csv::Error> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(&sheet.head)?;
    for row in &sheet.rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}
