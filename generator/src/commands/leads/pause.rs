//! `gevel leads pause` and `gevel leads resume`: a destination is sent nothing for a while, and its leads wait.

use serde::Deserialize;
use serde_json::json;

use super::Site;
use crate::cli::{Destination, Format};
use crate::commands::operator::Trouble;
use crate::commands::talk::{print, say};
use crate::commands::{CommandResult, Outcome};

/// What is set and paused, of all that the site tells about how it stands.
#[derive(Deserialize)]
struct Status {
    partners: Vec<Partner>,
    paused: Vec<Paused>,
}

#[derive(Deserialize)]
struct Partner {
    partner: String,
    destinations: Vec<String>,
}

#[derive(Deserialize)]
struct Paused {
    destination: String,
}

pub(super) fn pause(site: &Site, options: &Destination) -> CommandResult {
    let name = &options.destination;
    let changed: bool = site.post(&format!("destinations/{name}/pause"))?;
    let words = if changed { "paused; leads for it wait" } else { "was paused already" };
    tell(options, changed, words);
    let status = status(site)?;
    let known = status.destinations();
    if !known.contains(name) {
        say(&format!(
            "warning: {name} is no destination of this site, so nothing is held back. There is {}",
            listed(&known)
        ));
    }
    Ok(Outcome::Done)
}

pub(super) fn resume(site: &Site, options: &Destination) -> CommandResult {
    let changed: bool = site.post(&format!("destinations/{}/resume", options.destination))?;
    let words = if changed { "resumed; what waited goes out within a minute" } else { "was not paused" };
    tell(options, changed, words);
    if !changed {
        let paused: Vec<String> = status(site)?.paused.into_iter().map(|paused| paused.destination).collect();
        say(&format!("Paused now: {}", listed(&paused)));
    }
    Ok(Outcome::Done)
}

fn tell(options: &Destination, changed: bool, words: &str) {
    let name = &options.destination;
    match options.format {
        Format::Json => print(&json!({ "destination": name, "changed": changed }).to_string()),
        Format::Human => print(&format!("{name}  {words}")),
    }
}

fn status(site: &Site) -> Result<Status, Trouble> {
    site.get("status", &[])
}

fn listed(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

impl Status {
    /// Every destination as `partner/name`. The site tells each with its kind and host in brackets.
    fn destinations(&self) -> Vec<String> {
        let of = |partner: &Partner| {
            let names = partner.destinations.iter().map(|told| told.split(' ').next().unwrap_or_default());
            names.map(|name| format!("{}/{name}", partner.partner)).collect::<Vec<_>>()
        };
        self.partners.iter().flat_map(of).collect()
    }
}
