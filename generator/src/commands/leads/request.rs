//! `gevel leads request`, `requests`, `extend` and `close`: what people asked by right, and that it is answered in time.

use serde::Deserialize;
use serde_json::{Value, json};

use super::table::{plain, table};
use super::{Site, rights};
use crate::cli::{Close, Extend, Format, Request, Requests};
use crate::commands::talk::{print, say};
use crate::commands::{CommandResult, Outcome};

#[derive(Deserialize)]
struct Noted {
    request: String,
    due_at: String,
}

#[derive(Deserialize)]
struct Listed {
    requests: Vec<Value>,
}

#[derive(Deserialize)]
struct One {
    request: String,
    kind: String,
    received_at: String,
    due_at: String,
    overdue: bool,
    extended_because: Option<String>,
    state: String,
    refused_because: Option<String>,
}

pub(super) fn request(site: &Site, options: &Request) -> CommandResult {
    let Some(person) = rights::person(&options.person)? else { return Ok(Outcome::WrongUsage) };
    let mut said = person.said();
    said.push(("kind", options.kind.wire()));
    said.extend(options.received.as_deref().map(|day| ("received", day)));
    let whole: Value = site.post_saying("requests", &said)?;
    let noted = Noted::deserialize(&whole)?;
    match options.format {
        Format::Json => print(&whole.to_string()),
        Format::Human => {
            print(&format!("{}  to be answered by {}", plain(&noted.request), plain(&noted.due_at)));
        }
    }
    Ok(Outcome::Done)
}

pub(super) fn requests(site: &Site, options: &Requests) -> CommandResult {
    let listed: Listed = site.get("requests", &[])?;
    match options.format {
        Format::Json => print(&Value::from(listed.requests).to_string()),
        Format::Human if listed.requests.is_empty() => say("Nobody has asked for anything."),
        Format::Human => {
            let all: Vec<One> = listed.requests.iter().map(One::deserialize).collect::<Result<_, _>>()?;
            let rows: Vec<_> = all.iter().map(row).collect();
            print(&table(["request", "kind", "received", "due", "state", ""], &rows));
        }
    }
    Ok(Outcome::Done)
}

fn row(one: &One) -> [String; 6] {
    let state = if one.overdue { "OVERDUE".to_owned() } else { one.state.clone() };
    let note = match (&one.refused_because, &one.extended_because) {
        (Some(code), _) => code.clone(),
        (None, Some(reason)) => format!("extended: {reason}"),
        (None, None) => String::new(),
    };
    [one.request.clone(), one.kind.clone(), one.received_at.clone(), one.due_at.clone(), state, note]
}

pub(super) fn extend(site: &Site, options: &Extend) -> CommandResult {
    let id = &options.request;
    let done: bool = site.post_saying(&format!("requests/{id}/extend"), &[("reason", &options.reason)])?;
    let words = if done {
        "three months in all; tell the person why"
    } else {
        "not extended: it is closed, was extended before, or its time is over"
    };
    Ok(tell(id, done, words, options.format))
}

pub(super) fn close(site: &Site, options: &Close) -> CommandResult {
    let id = &options.request;
    let said: Vec<_> = options.refused.iter().map(|refusal| ("refused", refusal.wire())).collect();
    let done: bool = site.post_saying(&format!("requests/{id}/close"), &said)?;
    Ok(tell(id, done, if done { "closed" } else { "it was not open" }, options.format))
}

fn tell(id: &str, done: bool, words: &str, format: Format) -> Outcome {
    match format {
        Format::Json => print(&json!({ "request": id, "done": done }).to_string()),
        Format::Human => print(&format!("{id}  {words}")),
    }
    if done { Outcome::Done } else { Outcome::Errors }
}
