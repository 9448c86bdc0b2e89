//! `gevel leads statistics` and `gevel leads signals`: numbers of groups that are large enough, without a word about
//! anyone.

use serde::Deserialize;
use serde_json::Value;

use super::Site;
use super::export::csv_writer;
use super::table::table;
use crate::cli::{Sums, TableFormat};
use crate::commands::talk::{print, say};
use crate::commands::{CommandResult, Outcome};

#[derive(Deserialize)]
struct Told {
    last_week: String,
    least: u32,
    lines: Vec<Line>,
}

/// One line: of a project in the statistics, of a campaign in the signals.
#[derive(Deserialize)]
struct Line {
    project: Option<String>,
    category: Option<String>,
    event: String,
    campaign: Option<String>,
    weeks: Vec<Week>,
    more: bool,
}

#[derive(Deserialize)]
struct Week {
    week: String,
    number: u32,
}

impl Line {
    /// The first three columns: what the line is about.
    fn about(&self) -> [String; 3] {
        let whose = self.project.as_ref().or(self.campaign.as_ref());
        [whose.cloned().unwrap_or_default(), self.category.clone().unwrap_or_default(), self.event.clone()]
    }
}

pub(super) fn statistics(site: &Site, options: &Sums) -> CommandResult {
    tell(site, "statistics", "project", options)
}

pub(super) fn signals(site: &Site, options: &Sums) -> CommandResult {
    let outcome = tell(site, "signals", "campaign", options)?;
    say("None of this is sent anywhere. It is all that an advertising platform may be told.");
    Ok(outcome)
}

fn tell(site: &Site, path: &str, whose: &str, options: &Sums) -> CommandResult {
    let answer: Value = site.get(path, &[])?;
    match options.format {
        TableFormat::Json => print(&answer.to_string()),
        TableFormat::Csv => print(csv(&Told::deserialize(&answer)?, whose)?.trim_end()),
        TableFormat::Human => print(&for_people(&Told::deserialize(&answer)?, whose)),
    }
    Ok(Outcome::Done)
}

fn for_people(told: &Told, whose: &str) -> String {
    if told.lines.is_empty() {
        return format!("There is nothing to count up to {}, the last week that is over.", told.last_week);
    }
    let mut rows = Vec::new();
    for line in &told.lines {
        let [whose, category, event] = line.about();
        let row =
            |week: &str, number: String| [whose.clone(), category.clone(), event.clone(), week.to_owned(), number];
        rows.extend(line.weeks.iter().map(|week| row(&week.week, week.number.to_string())));
        if line.more {
            let other = if line.weeks.is_empty() { "any week" } else { "other weeks" };
            rows.push(row(other, "not told".to_owned()));
        }
    }
    let note = format!(
        "Up to {}, the last week that is over. Fewer than {} in a week are not told, nor what would give them away.",
        told.last_week, told.least
    );
    format!("{}\n\n{note}", table([whose, "category", "event", "week", "number"], &rows))
}

/// The numbers that are told; a line of which there is more has a row without a week.
fn csv(told: &Told, whose: &str) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    let mut writer = csv_writer(Vec::new());
    writer.write_record([whose, "category", "event", "week", "number"])?;
    for line in &told.lines {
        let [whose, category, event] = line.about();
        for week in &line.weeks {
            writer.write_record([&whose, &category, &event, &week.week, &week.number.to_string()])?;
        }
        if line.more {
            writer.write_record([&whose, &category, &event, "", ""])?;
        }
    }
    Ok(String::from_utf8(writer.into_inner().map_err(|error| error.to_string())?)?)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{Told, csv, for_people};

    fn told() -> Told {
        serde_json::from_str(
            r#"{"last_week": "2026-W47", "least": 5, "lines": [
                {"project": "leiehof", "category": "residential", "event": "received",
                    "weeks": [{"week": "2026-W46", "number": 12}], "more": true},
                {"project": "leiehof", "category": "residential", "event": "sold", "weeks": [], "more": true}]}"#,
        )
        .unwrap()
    }

    #[test]
    fn what_is_not_told_is_said_to_be_there() {
        let expected = "\
project  category     event     week         number
leiehof  residential  received  2026-W46     12
leiehof  residential  received  other weeks  not told
leiehof  residential  sold      any week     not told

Up to 2026-W47, the last week that is over. Fewer than 5 in a week are not told, nor what would give them away.";
        assert_eq!(for_people(&told(), "project"), expected);
        let table = "project,category,event,week,number\nleiehof,residential,received,2026-W46,12\n\
            leiehof,residential,received,,\nleiehof,residential,sold,,\n";
        assert_eq!(csv(&told(), "project").unwrap().replace("\r\n", "\n"), table);
    }
}
