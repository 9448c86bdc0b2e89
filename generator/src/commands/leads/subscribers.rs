//! `gevel leads subscribers`: how many want mail; and who they are, for a mail program of the operator's own, each with
//! the address where they stop it.

use std::io::{self, Write};

use serde::Deserialize;
use serde_json::Value;

use super::access::to_file;
use super::export::{csv_writer, defused};
use super::table::table;
use super::{Site, Trouble, number};
use crate::cli::{Subscribers, TableFormat};
use crate::commands::talk::{print, say};
use crate::commands::{CommandResult, Outcome};

#[derive(Deserialize)]
struct Counts {
    lists: Vec<Count>,
}

#[derive(Deserialize)]
struct Count {
    list: String,
    pending: u32,
    confirmed: u32,
}

#[derive(Deserialize)]
struct Page {
    subscribers: Vec<Value>,
    next: Option<String>,
}

/// What is told of each, in this order.
const COLUMNS: [&str; 8] =
    ["email", "language", "list", "asked_at", "confirmed_at", "page", "consent_text", "unsubscribe"];

pub(super) fn subscribers(site: &Site, options: &Subscribers) -> CommandResult {
    let Some(list) = options.list else { return counts(site, options.format) };
    let mut all: Vec<Value> = Vec::new();
    let mut after = None;
    loop {
        let mut said = vec![("list", list.wire())];
        said.extend(after.as_deref().map(|after| ("after", after)));
        let page: Page = site.post_saying("subscribers", &said)?;
        // A page that does not lead on would be asked for without end.
        if page.next.is_some() && (page.next == after || page.subscribers.is_empty()) {
            return Err(Trouble::NotGevel { site: site.address().to_owned(), status: 200 }.into());
        }
        all.extend(page.subscribers);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let written = match options.format {
        TableFormat::Json => (serde_json::to_string_pretty(&all)? + "\n").into_bytes(),
        TableFormat::Csv => csv(&all)?,
        TableFormat::Human => (for_people(&all) + "\n").into_bytes(),
    };
    match &options.out {
        Some(path) => to_file(path, &written).map_err(|error| format!("`{}`: {error}", path.display()))?,
        None => io::stdout().lock().write_all(&written)?,
    }
    say(&format!("{}. The audit of the site says that you read them.", number(all.len(), "subscriber")));
    say("Whoever stops later is on this list no more: ask anew before each mail, and put the address to stop into it.");
    Ok(Outcome::Done)
}

fn counts(site: &Site, format: TableFormat) -> CommandResult {
    let whole: Value = site.get("subscriptions", &[])?;
    let counts = Counts::deserialize(&whole)?;
    let rows: Vec<_> =
        counts.lists.iter().map(|one| [one.list.clone(), one.confirmed.to_string(), one.pending.to_string()]).collect();
    match format {
        TableFormat::Json => print(&whole.to_string()),
        TableFormat::Human => print(&table(["list", "confirmed", "not yet confirmed"], &rows)),
        TableFormat::Csv => {
            let mut writer = csv_writer(Vec::new());
            writer.write_record(["list", "confirmed", "pending"])?;
            for row in rows {
                writer.write_record(row)?;
            }
            print(String::from_utf8(writer.into_inner().map_err(|error| error.to_string())?)?.trim_end());
        }
    }
    Ok(Outcome::Done)
}

fn cell(one: &Value, column: &str) -> String {
    one[column].as_str().unwrap_or_default().to_owned()
}

fn for_people(all: &[Value]) -> String {
    let row = |one: &Value| ["email", "language", "confirmed_at", "page"].map(|column| cell(one, column));
    table(["address", "language", "confirmed", "page"], &all.iter().map(row).collect::<Vec<_>>())
}

fn csv(all: &[Value]) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
    let mut writer = csv_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for one in all {
        writer.write_record(COLUMNS.map(|column| defused(cell(one, column))))?;
    }
    Ok(writer.into_inner().map_err(|error| error.to_string())?)
}
