//! `gevel leads list`: where leads stand, without a word about anyone.

use serde_json::Value;

use super::pages::{Pages, Told};
use super::table::table;
use super::{Site, number};
use crate::cli::{List, ListFormat};
use crate::commands::talk::{print, say};
use crate::commands::{CommandResult, Outcome};

pub(super) fn list(site: &Site, options: &List) -> CommandResult {
    let most = usize::try_from(options.limit)?;
    let mut leads = Vec::new();
    // One more than wanted tells whether there are more.
    for page in Pages::listed(site, &options.wanted, most.saturating_add(1)) {
        leads.extend(page?);
    }
    let are_more = leads.len() > most;
    leads.truncate(most);
    match options.format {
        ListFormat::Human if leads.is_empty() => say("There are no such leads."),
        ListFormat::Human => print(&for_people(&leads)),
        ListFormat::Json => {
            print(&serde_json::to_string(&leads.into_iter().map(|lead| lead.whole).collect::<Vec<Value>>())?);
        }
        ListFormat::Csv => print(csv(&leads)?.trim_end()),
    }
    if are_more {
        say(&format!("These are the newest {}; there are more: --limit", number(most, "lead")));
    }
    Ok(Outcome::Done)
}

fn for_people(leads: &[Told]) -> String {
    let rows: Vec<_> = leads
        .iter()
        .map(|Told { summary, .. }| {
            [
                summary.lead.clone(),
                summary.received_at.clone(),
                summary.project.clone(),
                summary.partner.clone(),
                summary.standing.to_string(),
                summary.reasons(),
            ]
        })
        .collect();
    table(["lead", "received", "project", "partner", "standing", "reasons"], &rows)
}

fn csv(leads: &[Told]) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    let mut writer = super::export::csv_writer(Vec::new());
    writer.write_record(["lead", "received_at", "project", "partner", "standing", "reasons", "erased_at"])?;
    for Told { summary, .. } in leads {
        let (standing, reasons) = (summary.standing.wire(), summary.reasons());
        let erased_at = summary.erased_at.as_deref().unwrap_or_default();
        writer.write_record([
            &summary.lead,
            &summary.received_at,
            &summary.project,
            &summary.partner,
            standing,
            &reasons,
            erased_at,
        ])?;
    }
    Ok(String::from_utf8(writer.into_inner().map_err(|error| error.to_string())?)?)
}
