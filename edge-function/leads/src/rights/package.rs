//! Everything that is kept about whoever owns an address, for that person: as a page, and as JSON and CSV of the same.
//! It is made when it is opened, and every opening leaves its rows in the audit.

use std::fmt::Write as _;

use serde_json::Value;

use super::RightsPages;
use crate::deliver::mail_words;
use crate::deployment::Deployment;
use crate::door::Response;
use crate::json::object;
use crate::markup::escaped;
use crate::operate::{Desk, Refused, describe};
use crate::platform::Platform;
use crate::relay::{MailKey, MailWords};
use crate::store::{
    PersonRequest, RequestKind, RequestState, Standing, SubscriptionRecord, find, is_suppressed, requests_of,
    subscriptions_of,
};
use crate::subscription::List;
use crate::ticket::Ticket;
use crate::trouble::Trouble;

/// How many earlier requests are named.
const MOST_REQUESTS: u32 = 50;

/// The package in the shape that the query asks for.
pub(super) async fn answer<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    pages: &RightsPages,
    ticket: &Ticket,
    query: &str,
) -> Result<Response, Trouble> {
    let desk = Desk::of_person(platform, deployment, &ticket.detail);
    let (person, now) = (deployment.lookups.email(&ticket.address), platform.now());
    let mut leads = Vec::new();
    for lead in find(platform, &person, desk.actor(), now).await? {
        if lead.standing == Standing::Erased {
            continue;
        }
        match desk.access(&lead.lead).await {
            Ok(told) => leads.push(told),
            // Erased meanwhile.
            Err(Refused::NotFound) => {}
            Err(Refused::BadRequest(_)) => return Err(Trouble::NotALead),
            Err(Refused::Trouble(trouble)) => return Err(trouble),
        }
    }
    let subscriptions = subscriptions_of(platform, &person).await?;
    let requests = requests_of(platform, &person, MOST_REQUESTS).await?;
    let no_advertising = is_suppressed(platform, &person).await?;
    let copies_until = |request: &PersonRequest| {
        let is_erased = request.kind == RequestKind::Erasure && request.state == RequestState::Answered;
        if is_erased { desk.copies_until_latest(request.closed_at) } else { None }
    };
    match query {
        "as=json" => {
            let requests: Vec<_> = requests
                .iter()
                .map(|request| {
                    let mut value = describe::request(request, now);
                    if let Some(members) = value.as_object_mut() {
                        members.insert("copies_until".to_owned(), copies_until(request).into());
                    }
                    value
                })
                .collect();
            let value = object! {
                "made_at": now.to_string(),
                "leads": leads,
                "subscriptions": subscriptions.iter().map(told).collect::<Vec<_>>(),
                "requests": requests,
                "no_advertising": no_advertising,
            };
            Ok(file(Response::json(200, &value), "json"))
        }
        "as=csv" => {
            let mut lines = "lead,field,value\r\n".to_owned();
            for lead in &leads {
                let id = lead.get("lead").and_then(Value::as_str).unwrap_or_default();
                rows(id, "", lead, &mut lines);
            }
            for subscription in &subscriptions {
                rows("", "subscription", &told(subscription), &mut lines);
            }
            let mut response = Response::text(200, lines.trim_end());
            for (name, value) in &mut response.headers {
                if *name == "content-type" {
                    "text/csv; charset=utf-8".clone_into(value);
                }
            }
            Ok(file(response, "csv"))
        }
        _ => {
            let words = mail_words(platform, pages.language).await?;
            let mut body = String::new();
            if leads.is_empty() {
                body.push_str(&pages.paragraphs(&["package_none"]));
            } else {
                body.push_str(&pages.paragraphs(&["package_intro", "purpose"]));
            }
            for lead in &leads {
                show(pages, &words, lead, &mut body);
            }
            if !subscriptions.is_empty() {
                body.push_str(&lists(pages, &subscriptions));
            }
            if no_advertising {
                body.push_str(&pages.paragraphs(&["no_advertising"]));
            }
            let _ = write!(body, "<h2>{}</h2><ul>", escaped(pages.word("requests")));
            for request in &requests {
                let key = if request.state == RequestState::Open { "request_open" } else { "request_closed" };
                let at = request.closed_at.unwrap_or(request.due_at).to_string();
                let what = pages.word(&format!("do_{}", request.kind));
                let _ = write!(body, "<li>{} {}", escaped(what), escaped(&pages.told(key, "day", day(&at))));
                if let Some(until) = copies_until(request) {
                    let _ = write!(body, " {}", escaped(&pages.told("copies_until", "day", day(&until))));
                }
                body.push_str("</li>");
            }
            let language = pages.language;
            let [files, json, csv, rights] =
                ["files", "as_json", "as_csv", "your_rights"].map(|key| escaped(pages.word(key)));
            let _ = write!(
                body,
                "</ul><p>{files} <a href=\"?as=json\">{json}</a>, <a href=\"?as=csv\">{csv}</a></p>\
                 <p><a href=\"/{language}/rights/\">{rights}</a></p>"
            );
            Ok(pages.page(200, "package_title", &body))
        }
    }
}

/// A subscription, for programs.
fn told(one: &SubscriptionRecord) -> Value {
    object! {
        "list": one.list.wire(),
        "asked_at": one.asked_at.to_string(),
        "confirmed_at": one.confirmed_at.map(|at| at.to_string()),
        "ended_at": one.ended_at.map(|at| at.to_string()),
        "page": one.page.as_str(),
        "consent_text": one.consent_text.as_str(),
    }
}

/// The mail that was asked for, and where that stands.
fn lists(pages: &RightsPages, subscriptions: &[SubscriptionRecord]) -> String {
    let mut html = format!("<h2>{}</h2><ul>", escaped(pages.word("lists")));
    for one in subscriptions {
        let (key, at) = match (one.ended_at, one.confirmed_at) {
            (Some(at), _) => ("list_ended", at),
            (None, Some(at)) => ("list_confirmed", at),
            (None, None) => ("list_pending", one.asked_at),
        };
        let name = pages.word(match one.list {
            List::Newsletter => "list_newsletter",
            List::Similar => "list_similar",
        });
        let stands = pages.told(key, "day", day(&at.to_string()));
        let _ = write!(html, "<li>{}: {}</li>", escaped(name), escaped(&stands));
    }
    html.push_str("</ul>");
    html
}

/// One lead: what it says, from which page it came, who has it, until when it is kept.
fn show(pages: &RightsPages, words: &MailWords, lead: &Value, body: &mut String) {
    let text = |pointer: &str| lead.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let title = pages.told("enquiry", "day", day(text("/content/received_at")));
    let _ = write!(body, "<h2>{}</h2><dl class=\"terms\">", escaped(&title));
    for &key in MailKey::ALL {
        let Some(value) = key.pointer().and_then(|pointer| lead.pointer("/content")?.pointer(pointer)) else {
            continue;
        };
        let mut values = Vec::new();
        // Whoever ticked a box agreed to its words, not to its name.
        let ticked = lead.pointer("/content/privacy/proof/ticked").and_then(Value::as_array);
        match (key, ticked) {
            (MailKey::Consents, Some(ticked)) => {
                values.extend(ticked.iter().filter_map(|one| one.get("text")?.as_str()).map(str::to_owned));
            }
            _ => leaves(value, &mut values),
        }
        let shown: Vec<_> = values
            .iter()
            .map(|value| {
                let shown = escaped(words.choice(key, value)).replace('\n', "<br>");
                let is_link = value.starts_with("https://") || value.starts_with("http://");
                if is_link { format!("<a href=\"{shown}\">{shown}</a>") } else { shown }
            })
            .collect();
        fact(words.label(key), &shown.join("<br>"), body);
    }
    if let Some(source) = lead.pointer("/content/source").and_then(Value::as_object) {
        let all: Vec<_> =
            source.iter().map(|(key, value)| format!("{key}: {}", value.as_str().unwrap_or_default())).collect();
        fact(pages.word("source"), &escaped(&all.join("; ")), body);
    }
    let mut recipients = Vec::new();
    for one in lead.pointer("/recipients").and_then(Value::as_array).map_or(&[][..], Vec::as_slice) {
        let said = |name: &str| one.get(name).and_then(Value::as_str);
        let how = match said("received_at") {
            Some(at) => pages.told("recipient_got", "day", day(at)),
            None => pages.word("recipient_maybe").to_owned(),
        };
        recipients.push(escaped(&format!("{}: {how}", said("destination").unwrap_or_default())));
    }
    if recipients.is_empty() {
        recipients.push(escaped(pages.word("recipients_none")));
    }
    fact(pages.word("recipients"), &recipients.join("<br>"), body);
    body.push_str("</dl>");
    let _ = write!(body, "<p>{}</p>", escaped(&pages.told("kept_until", "day", day(text("/kept_until")))));
    if !text("/restricted_at").is_empty() {
        let _ = write!(body, "<p>{}</p>", escaped(&pages.told("restricted", "day", day(text("/restricted_at")))));
    }
}

fn fact(term: &str, html: &str, body: &mut String) {
    if !html.is_empty() {
        let _ = write!(body, "<div><dt>{}</dt><dd dir=\"auto\">{html}</dd></div>", escaped(term));
    }
}

/// The day of a moment.
fn day(moment: &str) -> &str {
    moment.split('T').next().unwrap_or_default()
}

/// The texts and numbers in a value, of whatever shape.
fn leaves(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::Bool(_) | Value::Number(_) => found.push(value.to_string()),
        Value::String(text) => found.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|one| leaves(one, found)),
        Value::Object(all) => all.iter().for_each(|(_, one)| leaves(one, found)),
    }
}

/// A row of CSV for each text or number in a value, under its path.
fn rows(lead: &str, path: &str, value: &Value, lines: &mut String) {
    match value {
        Value::Null => {}
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let _ = write!(lines, "{},{},{}\r\n", cell(lead), cell(path), cell(&text));
        }
        Value::Array(all) => {
            for (place, one) in all.iter().enumerate() {
                rows(lead, &format!("{path}.{}", place + 1), one, lines);
            }
        }
        Value::Object(all) => {
            for (name, one) in all {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                rows(lead, &path, one, lines);
            }
        }
    }
}

/// A cell that no program of tables takes for a formula.
fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if is_formula { "'" } else { "" }, text.replace('"', "\"\""))
}

/// To be kept as a file.
fn file(response: Response, ending: &str) -> Response {
    response.with("content-disposition", format!("attachment; filename=\"gevel-package.{ending}\""))
}
