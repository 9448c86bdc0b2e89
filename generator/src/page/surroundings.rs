//! Where it is, how one gets about, and how far the works are.

use serde::Serialize;

use super::{Link, word};
use crate::format;
use crate::project::Project;
use crate::project::facts::{Precision, Step};
use crate::theme::Phrases;

/// The location block.
#[derive(Debug, Serialize)]
pub(super) struct Location {
    html: Option<String>,
    address: Vec<String>,
    route: Link,
    travel: Vec<TravelView>,
}

#[derive(Debug, Serialize)]
struct TravelView {
    place: String,
    time: String,
    by: String,
}

/// The timeline block.
#[derive(Debug, Serialize)]
pub(super) struct Timeline {
    steps: Vec<StepView>,
    note: Option<String>,
}

#[derive(Debug, Serialize)]
struct StepView {
    label: String,
    when: String,
    done: bool,
    current: bool,
}

/// Text, address and a plain link to a route planner of the reader's own choice.
pub(super) fn location(project: &Project, phrases: &Phrases) -> Location {
    let text = project.texts.get(&phrases.language());
    let travel = project.travel.iter().map(|travel| TravelView {
        place: text.and_then(|text| text.travel.get(&travel.to)).unwrap_or(&travel.to).clone(),
        time: phrases.count("words.minutes", travel.minutes.into()),
        by: phrases.text(&format!("words.travel.{}", word(&travel.by))),
    });
    Location {
        html: text.and_then(|text| text.location.as_ref()).map(|html| html.as_str().to_owned()),
        address: project.address.street_line().into_iter().chain([project.address.town_line()]).collect(),
        route: Link { href: route(project), text: phrases.text("words.links.route") },
        travel: travel.collect(),
    }
}

/// OpenStreetMap by position, where there is one; otherwise its search.
fn route(project: &Project) -> String {
    let known = project.address.position.filter(|_| project.address.precision != Precision::Municipality);
    if let Some((latitude, longitude)) = known {
        return format!("https://www.openstreetmap.org/directions?to={latitude:.5}%2C{longitude:.5}");
    }
    let encode = |byte: u8| match byte {
        letter if letter.is_ascii_alphanumeric() => char::from(letter).to_string(),
        other => format!("%{other:02X}"),
    };
    let query: Vec<String> = project.address.line().bytes().map(encode).collect();
    format!("https://www.openstreetmap.org/search?query={}", query.concat())
}

/// The steps; the first that is not done is the current one. But the start of the works is a moment: until it has come,
/// nothing is under way.
pub(super) fn timeline(project: &Project, phrases: &Phrases) -> Option<Timeline> {
    if project.timeline.is_empty() {
        return None;
    }
    let next = project.timeline.iter().enumerate().find(|(_, step)| !step.done);
    let current = next.filter(|(_, step)| step.step != Step::Start).map(|(index, _)| index);
    let steps = project.timeline.iter().enumerate().map(|(index, step)| StepView {
        label: phrases.text(&format!("words.step.{}", word(&step.step))),
        when: format::period(phrases.language(), step.when),
        done: step.done,
        current: current == Some(index),
    });
    let note = project.texts.get(&phrases.language()).and_then(|text| text.timeline_note.clone());
    Some(Timeline { steps: steps.collect(), note })
}
