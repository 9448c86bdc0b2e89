//! `gevel leads retention`: what is due to be erased, what the law holds, and what was erased, without a word about
//! anyone.

use serde::Deserialize;
use serde_json::Value;

use super::table::{plain, table};
use super::{Site, number};
use crate::cli::{Format, Retention};
use crate::commands::talk::print;
use crate::commands::{CommandResult, Outcome};

#[derive(Deserialize)]
struct Report {
    overdue: usize,
    due_in_30_days: usize,
    held: Vec<Held>,
    erased: Vec<Month>,
}

#[derive(Deserialize)]
struct Held {
    lead: String,
    since: String,
    ends_at: String,
    reason: String,
}

#[derive(Deserialize)]
struct Month {
    month: String,
    erased: usize,
}

pub(super) fn retention(site: &Site, options: &Retention) -> CommandResult {
    let whole: Value = site.get("retention", &[])?;
    match options.format {
        Format::Json => print(&whole.to_string()),
        Format::Human => print(&for_people(&Report::deserialize(&whole)?)),
    }
    Ok(Outcome::Done)
}

fn for_people(report: &Report) -> String {
    let mut parts = vec![format!("{} will be erased within 30 days.", number(report.due_in_30_days, "lead"))];
    if report.overdue > 0 {
        parts.push(format!("{} should be gone by now; sweeps take five a minute.", number(report.overdue, "lead")));
    }
    if report.held.is_empty() {
        parts.push("Nothing is held.".to_owned());
    } else {
        let row = |held: &Held| [&held.lead, &held.since, &held.ends_at, &held.reason].map(|cell| plain(cell));
        let rows: Vec<_> = report.held.iter().map(row).collect();
        parts.push(table(["held", "since", "its time ends", "because of"], &rows));
    }
    if !report.erased.is_empty() {
        let rows: Vec<_> = report.erased.iter().map(|one| [one.month.clone(), one.erased.to_string()]).collect();
        parts.push(table(["month", "erased"], &rows));
    }
    parts.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::{Held, Month, Report, for_people};

    #[test]
    fn what_is_held_stands_with_its_reason() {
        let report = Report {
            overdue: 0,
            due_in_30_days: 1,
            held: vec![Held {
                lead: "017f22e2-79b0-7cc3-98c4-dc0c0c07398f".to_owned(),
                since: "2026-11-23T10:12:00Z".to_owned(),
                ends_at: "2027-11-23T10:12:00Z".to_owned(),
                reason: "case 26/17".to_owned(),
            }],
            erased: vec![Month { month: "2026-10".to_owned(), erased: 3 }],
        };
        let expected = "\
1 lead will be erased within 30 days.

held                                  since                 its time ends         because of
017f22e2-79b0-7cc3-98c4-dc0c0c07398f  2026-11-23T10:12:00Z  2027-11-23T10:12:00Z  case 26/17

month    erased
2026-10  3";
        assert_eq!(for_people(&report), expected);
    }
}
