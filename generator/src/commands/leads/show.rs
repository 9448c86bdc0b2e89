//! `gevel leads show`: one lead, what was done for it, and what its partner said of it.

use serde::Deserialize;
use serde_json::Value;

use super::Site;
use super::content::pieces;
use super::pages::Summary;
use super::proof::proof;
use super::table::plain;
use crate::cli::{Format, Show};
use crate::commands::operator::{Refusal, Trouble};
use crate::commands::talk::print;
use crate::commands::{CommandResult, Outcome};

/// How far the second column stands from the edge.
const WIDTH: usize = 22;

#[derive(Deserialize)]
struct Shown {
    #[serde(flatten)]
    summary: Summary,
    content: Value,
    copies_until: Option<String>,
    deliveries: Vec<Delivery>,
    reports: Vec<Report>,
}

#[derive(Deserialize)]
struct Delivery {
    #[serde(rename = "delivery")]
    id: String,
    destination: String,
    event: String,
    channel: String,
    state: String,
    since: String,
    due_at: Option<String>,
    delivered_at: Option<String>,
    attempts: Vec<Attempt>,
}

#[derive(Deserialize)]
struct Attempt {
    number: u32,
    started_at: String,
    took_ms: u32,
    manual: bool,
    detail: String,
}

#[derive(Deserialize)]
struct Report {
    at: String,
    outcome: String,
}

pub(super) fn show(site: &Site, options: &Show) -> CommandResult {
    let answer: Value = site.get(&format!("leads/{}", options.lead), &[]).map_err(|trouble| match trouble {
        Trouble::Refused { site, refusal: Refusal::NotFound } => format!("{site}: there is no lead {}", options.lead),
        trouble => trouble.to_string(),
    })?;
    if options.proof {
        return proof(&answer, options);
    }
    match options.format {
        Format::Json => print(&serde_json::to_string_pretty(&answer)?),
        Format::Human => {
            let shown = Shown::deserialize(&answer)
                .map_err(|_| Trouble::NotGevel { site: site.address().to_owned(), status: 200 })?;
            print(&for_people(&shown));
        }
    }
    Ok(Outcome::Done)
}

fn for_people(shown: &Shown) -> String {
    let Summary { lead, project, partner, received_at, standing, erased_at, restricted_at, .. } = &shown.summary;
    let mut lines = vec![format!("Lead {}", plain(lead))];
    lines.push(line("received", received_at));
    lines.push(line("project", project));
    lines.push(line("partner", partner));
    lines.push(line("standing", standing.wire()));
    if !shown.summary.reasons.is_empty() {
        lines.push(line("held because of", &shown.summary.reasons()));
    }
    lines.extend(erased_at.iter().map(|at| line("erased", at)));
    lines.extend(shown.copies_until.iter().map(|at| line("copies until", at)));
    lines.extend(restricted_at.iter().map(|at| line("restricted", at)));

    lines.push("\nContent".to_owned());
    match &shown.content {
        Value::Null if restricted_at.is_some() => lines.push("  It is restricted, and not shown.".to_owned()),
        Value::Null => lines.push("  It was erased.".to_owned()),
        content => lines.extend(pieces(content).iter().map(|(heading, text)| line(heading, text))),
    }

    lines.push("\nDeliveries".to_owned());
    lines.extend(shown.deliveries.iter().flat_map(delivery));
    lines.push("\nReports of the partner".to_owned());
    if shown.reports.is_empty() {
        lines.push("  none".to_owned());
    }
    lines.extend(shown.reports.iter().map(|report| format!("  {}  {}", plain(&report.at), plain(&report.outcome))));
    lines.join("\n")
}

fn delivery(delivery: &Delivery) -> Vec<String> {
    let second = if delivery.channel == "second" { ", by the second channel" } else { "" };
    let stands = match (&delivery.delivered_at, &delivery.due_at) {
        (_, Some(due_at)) => format!("{} since {}, next attempt due {due_at}", delivery.state, delivery.since),
        (Some(delivered_at), None) => format!("{} at {delivered_at}", delivery.state),
        (None, None) => format!("{} since {}", delivery.state, delivery.since),
    };
    let mut lines = vec![
        format!("  {}: {}{second}", plain(&delivery.destination), plain(&delivery.event)),
        format!("    {} (id {})", plain(&stands), plain(&delivery.id)),
    ];
    lines.extend(delivery.attempts.iter().map(|attempt| {
        let by_hand = if attempt.manual { ", asked for by hand" } else { "" };
        let (number, took) = (attempt.number, attempt.took_ms);
        format!("    {number:>2}. {}  {} ({took} ms{by_hand})", plain(&attempt.started_at), plain(&attempt.detail))
    }));
    lines
}

/// A heading and a text; its further lines stand below each other.
fn line(heading: &str, text: &str) -> String {
    let below = format!("\n{:1$}", "", WIDTH + 3);
    let text = text.lines().map(plain).collect::<Vec<_>>().join(&below);
    format!("  {:WIDTH$} {text}", plain(heading))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use serde::Deserialize as _;
    use serde_json::json;

    use super::{Shown, for_people};

    #[test]
    fn a_lead_is_shown_with_everything_done_for_it() {
        let shown = Shown::deserialize(&json!({
            "lead": "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", "project": "leiehof", "partner": "leiebouw",
            "received_at": "2026-11-23T10:12:00Z", "standing": "pending", "reasons": ["links"], "erased_at": null,
            "content": {
                "person": { "given_name": "Zoë\u{1b}[31m", "family_name": "Peeters" },
                "message": "First line\nSecond line"
            },
            "deliveries": [{
                "delivery": "d1", "destination": "leiebouw/crm", "event": "lead.created", "channel": "first",
                "state": "pending", "since": "2026-11-23T10:12:00Z", "due_at": "2026-11-23T10:13:00Z",
                "delivered_at": null,
                "attempts": [{
                    "number": 1, "started_at": "2026-11-23T10:12:01Z", "took_ms": 120, "manual": true,
                    "outcome": "out_of_order", "status": 503, "detail": "The receiver is out of order. (HTTP 503)"
                }]
            }],
            "reports": [{ "at": "2026-11-24T09:00:00Z", "outcome": "contacted" }]
        }))
        .unwrap();

        let expected = "\
Lead 017f22e2-79b0-7cc3-98c4-dc0c0c07398f
  received               2026-11-23T10:12:00Z
  project                leiehof
  partner                leiebouw
  standing               pending
  held because of        links

Content
  given name             Zoë\u{fffd}[31m
  family name            Peeters
  message                First line
                         Second line

Deliveries
  leiebouw/crm: lead.created
    pending since 2026-11-23T10:12:00Z, next attempt due 2026-11-23T10:13:00Z (id d1)
     1. 2026-11-23T10:12:01Z  The receiver is out of order. (HTTP 503) (120 ms, asked for by hand)

Reports of the partner
  2026-11-24T09:00:00Z  contacted";
        assert_eq!(for_people(&shown), expected);
    }
}
