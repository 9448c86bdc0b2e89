//! `gevel leads replay`: sends leads once more, with the ids they had, so that a partner's program knows them again.

use std::collections::BTreeMap;
use std::io::{IsTerminal as _, stdin, stdout};

use leads::store::Standing;
use serde_json::json;

use super::pages::Pages;
use super::{Site, Trouble, number};
use crate::cli::{Format, Replay};
use crate::commands::talk::{print, say};
use crate::commands::{CommandResult, Outcome};

pub(super) fn replay(site: &Site, options: &Replay) -> CommandResult {
    let leads: Vec<String> = if options.leads.is_empty() {
        let wanted = found(site, options)?;
        if wanted.is_empty() {
            say("There are no such leads that could be sent again.");
            return Ok(Outcome::Done);
        }
        if !options.dry_run && !options.yes {
            if !stdin().is_terminal() {
                say("error: this sends many leads again: look with --dry-run first, then say --yes");
                return Ok(Outcome::WrongUsage);
            }
            if !confirmed(wanted.len()) {
                say("Nothing was sent.");
                return Ok(Outcome::Errors);
            }
        }
        wanted
    } else {
        options.leads.iter().map(ToString::to_string).collect()
    };
    if options.dry_run {
        for lead in &leads {
            tell_dry(lead, options);
        }
        say(&format!("{} would be sent again; nothing was.", number(leads.len(), "lead")));
        return Ok(Outcome::Done);
    }
    let mut not_sent = 0;
    for lead in &leads {
        let deliveries = send(site, lead, options.destination.as_deref())?;
        not_sent += usize::from(deliveries.is_empty());
        tell(lead, &deliveries, options.format);
    }
    Ok(if not_sent == 0 { Outcome::Done } else { Outcome::Errors })
}

/// The leads that are meant and can be sent, all looked up before the first is sent, since sending changes where they
/// stand.
fn found(site: &Site, options: &Replay) -> Result<Vec<String>, Trouble> {
    let (mut leads, mut standings) = (Vec::new(), BTreeMap::<Standing, usize>::new());
    for page in Pages::listed(site, &options.wanted, usize::MAX) {
        for told in page? {
            *standings.entry(told.summary.standing).or_default() += 1;
            match told.summary.standing {
                Standing::Pending | Standing::Delivered | Standing::Dead => leads.push(told.summary.lead),
                Standing::Quarantined | Standing::Erased => {}
            }
        }
    }
    for (standing, count) in standings {
        let count = number(count, "lead");
        match standing {
            Standing::Quarantined => say(&format!("{count} in quarantine: left there; `release` lets them out.")),
            Standing::Erased => say(&format!("{count} erased: there is nothing to send.")),
            Standing::Pending => say(&format!("{count} pending: on the way already, and sent now.")),
            Standing::Delivered => say(&format!("{count} delivered: the partner has them.")),
            Standing::Dead => say(&format!("{count} dead: the partner does not have them.")),
        }
    }
    Ok(leads)
}

fn confirmed(count: usize) -> bool {
    say(&format!("Send {} again? Write yes:", number(count, "lead")));
    let mut answer = String::new();
    stdin().read_line(&mut answer).is_ok() && answer.trim().eq_ignore_ascii_case("yes")
}

/// Gives the deliveries that are on their way again.
fn send(site: &Site, lead: &str, destination: Option<&str>) -> Result<Vec<String>, Trouble> {
    let query = destination.map(|destination| format!("?destination={destination}")).unwrap_or_default();
    site.post(&format!("leads/{lead}/replay{query}"))
}

fn tell_dry(lead: &str, options: &Replay) {
    match (options.format, &options.destination) {
        (Format::Json, destination) => print(&json!({ "lead": lead, "destination": destination }).to_string()),
        (Format::Human, None) => print(&format!("{lead}  to all its destinations")),
        (Format::Human, Some(destination)) => print(&format!("{lead}  to {destination}")),
    }
}

fn tell(lead: &str, deliveries: &[String], format: Format) {
    match format {
        Format::Json => print(&json!({ "lead": lead, "deliveries": deliveries }).to_string()),
        Format::Human if deliveries.is_empty() => print(&format!(
            "{lead}  not sent: there is no such lead or destination, it is in quarantine or erased, or it is being sent at this moment"
        )),
        Format::Human => print(&format!("{lead}  on its way ({})", super::number(deliveries.len(), "destination"))),
    }
    // Each line belongs to something that was done, and must not wait for the end.
    drop(std::io::Write::flush(&mut stdout()));
}
