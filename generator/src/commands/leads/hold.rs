//! `gevel leads hold` and `gevel leads unhold`: what the law holds is not erased, however old it is.

use leads::LeadId;
use serde_json::json;

use super::Site;
use crate::cli::{Format, Hold, Unhold};
use crate::commands::talk::print;
use crate::commands::{CommandResult, Outcome};

pub(super) fn hold(site: &Site, options: &Hold) -> CommandResult {
    let mut outcome = Outcome::Done;
    for lead in &options.leads {
        let held = site.post_saying(&format!("leads/{lead}/hold"), &[("reason", &options.reason)])?;
        let words = if held {
            "held; nothing erases it"
        } else {
            "not held: it was already, or it is erased, or there is no such lead"
        };
        tell(lead, "held", held, words, options.format, &mut outcome);
    }
    Ok(outcome)
}

pub(super) fn unhold(site: &Site, options: &Unhold) -> CommandResult {
    let mut outcome = Outcome::Done;
    for lead in &options.leads {
        let let_go = site.post(&format!("leads/{lead}/unhold"))?;
        let words = if let_go { "not held any more" } else { "it was not held, or there is no such lead" };
        tell(lead, "unheld", let_go, words, options.format, &mut outcome);
    }
    Ok(outcome)
}

fn tell(lead: &LeadId, what: &str, done: bool, words: &str, format: Format, outcome: &mut Outcome) {
    if !done {
        *outcome = Outcome::Errors;
    }
    match format {
        Format::Json => print(&json!({ "lead": lead.to_string(), what: done }).to_string()),
        Format::Human => print(&format!("{lead}  {words}")),
    }
}
