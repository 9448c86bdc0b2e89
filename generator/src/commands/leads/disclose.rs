//! `gevel leads disclose`: leads for an authority that the law lets ask for them. On what ground, who asks and who approved
//! it stand in the audit before anything is given.
//!
//! It takes leads by name or by person, and there is no way to disclose all of a project at once: what an authority may
//! have is what it asked about.

use std::io::{self, Write as _};

use serde::Deserialize as _;
use serde_json::Value;

use super::access::to_file;
use super::export::{rows, write_json};
use super::pages::{Summary, Told};
use super::{Site, number, rights};
use crate::cli::{Disclose, ExportFormat};
use crate::commands::talk::say;
use crate::commands::{CommandResult, Outcome};

pub(super) fn disclose(site: &Site, options: &Disclose) -> CommandResult {
    let warrant = [
        ("reason", options.reason.as_str()),
        ("requester", options.requester.as_str()),
        ("approver", options.approver.as_str()),
    ];
    let mut told = Vec::new();
    for lead in rights::meant(site, &options.whose)? {
        let whole: Value = site.post_saying(&format!("leads/{lead}/disclose"), &warrant)?;
        told.push(Told { summary: Summary::deserialize(&whole)?, whole });
    }
    let summaries: Vec<Summary> = told.iter().map(|told| told.summary.clone()).collect();
    let mut written = Vec::new();
    match options.format {
        ExportFormat::Json => write_json([Ok(told)].into_iter(), &mut written)?,
        ExportFormat::Csv => rows([Ok(told)].into_iter(), &mut written)?,
    };
    match &options.out {
        Some(path) => to_file(path, &written).map_err(|error| format!("`{}`: {error}", path.display()))?,
        None => io::stdout().lock().write_all(&written)?,
    }
    say(&format!(
        "{} written. The audit of the site says who asked, on what ground, and who approved it.",
        number(summaries.len(), "lead")
    ));
    let named = |is_meant: fn(&Summary) -> bool| {
        let leads: Vec<_> = summaries.iter().filter(|one| is_meant(one)).map(|one| one.lead.as_str()).collect();
        (!leads.is_empty()).then(|| leads.join(", "))
    };
    if let Some(leads) = named(|one| one.restricted_at.is_some() && one.erased_at.is_none()) {
        say(&format!("Restricted, and included all the same: {leads}"));
    }
    if let Some(leads) = named(|one| one.erased_at.is_some()) {
        say(&format!("Erased, so that only when it came and what became of it is left: {leads}"));
    }
    Ok(Outcome::Done)
}
