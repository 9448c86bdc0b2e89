//! `gevel leads release`: a person has looked at leads in quarantine, and lets them go to their partner.

use serde_json::json;

use super::Site;
use crate::cli::{Format, Release};
use crate::commands::talk::print;
use crate::commands::{CommandResult, Outcome};

pub(super) fn release(site: &Site, options: &Release) -> CommandResult {
    let mut outcome = Outcome::Done;
    for lead in &options.leads {
        let released: bool = site.post(&format!("leads/{lead}/release"))?;
        if !released {
            outcome = Outcome::Errors;
        }
        match (options.format, released) {
            (Format::Json, _) => print(&json!({ "lead": lead.to_string(), "released": released }).to_string()),
            (Format::Human, true) => print(&format!("{lead}  released, and on its way")),
            (Format::Human, false) => {
                print(&format!("{lead}  not released: it is not in quarantine, or there is no such lead"));
            }
        }
    }
    Ok(outcome)
}
