//! `gevel leads access`: everything that is kept about a person, for that person: as JSON all of it, as CSV what they
//! told us, which is what they may take along.

use std::io::{self, Write};
use std::path::Path;

use serde_json::Value;
use tempfile::NamedTempFile;

use super::content::{PIECES, columns};
use super::export::{csv_writer, defused};
use super::{Site, number, rights};
use crate::cli::{ExportFormat, PersonAccess};
use crate::commands::talk::say;
use crate::commands::{CommandResult, Outcome};

pub(super) fn access(site: &Site, options: &PersonAccess) -> CommandResult {
    let mut leads: Vec<Value> = Vec::new();
    for lead in rights::meant(site, &options.whose)? {
        leads.push(site.post(&format!("leads/{lead}/access"))?);
    }
    let written = match options.format {
        ExportFormat::Json => (serde_json::to_string_pretty(&leads)? + "\n").into_bytes(),
        ExportFormat::Csv => csv(&leads)?,
    };
    match &options.out {
        Some(path) => to_file(path, &written).map_err(|error| format!("`{}`: {error}", path.display()))?,
        None => io::stdout().lock().write_all(&written)?,
    }
    say(&format!("{} written. The audit of the site says that you read them.", number(leads.len(), "lead")));
    Ok(Outcome::Done)
}

fn csv(leads: &[Value]) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
    let mut writer = csv_writer(Vec::new());
    writer.write_record(["lead", "kept_until"].into_iter().chain(PIECES.iter().map(|piece| piece.column)))?;
    for lead in leads {
        let text = |key: &str| lead[key].as_str().unwrap_or_default().to_owned();
        let cells = [text("lead"), text("kept_until")].into_iter().chain(columns(&lead["content"]));
        writer.write_record(cells.map(defused))?;
    }
    Ok(writer.into_inner().map_err(|error| error.to_string())?)
}

/// A file for its owner only, whole or not there.
pub(super) fn to_file(path: &Path, written: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(written)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
