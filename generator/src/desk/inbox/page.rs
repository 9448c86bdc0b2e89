//! The inbox as a page of HTML: no script, nothing fetched from anywhere.

use std::fmt::Write as _;

use jiff::{Timestamp, tz::TimeZone};
use leads::{
    Lead, Moment,
    lead::Canonical,
    store::{AttemptRow, Standing},
};

use super::{Content, Delivery, Enquiry, Inbox};
use crate::preview::escape;

/// What is shown before the first good build.
pub(super) fn not_ready() -> String {
    document(
        "Enquiries",
        "<h1>Nothing can be taken yet</h1>\n<p class=\"lead\">The pages are not made, or what they need is not complete; \
         the terminal says more. Enquiries that came in earlier are kept, and shown again then.</p>\n",
    )
}

/// What is shown when the store cannot be read.
pub(super) fn failed(why: &str) -> String {
    let why = escape(why);
    document("Enquiries", &format!("<h1>The enquiries cannot be read</h1>\n<p class=\"message\">{why}</p>\n"))
}

pub(super) fn render(inbox: &Inbox) -> String {
    let title = match inbox.enquiries.len() {
        0 => "No enquiries yet".to_owned(),
        1 => "1 enquiry".to_owned(),
        number => format!("{number} enquiries"),
    };
    let mut body = format!("<h1>{title}</h1>\n");
    if inbox.enquiries.is_empty() {
        body.push_str(
            "<p class=\"lead\">Open a project, fill in its form and send it. What the partner would get then stands \
             here, with everything that is done to carry it there. <a href=\"/\">All projects</a></p>\n",
        );
    } else {
        body.push_str(
            "<p class=\"lead\">The newest first, as this preview took them. Reload the page to see what happened \
             since.</p>\n",
        );
    }
    if let Some(why) = &inbox.waits {
        let why = escape(why);
        let _ = writeln!(
            body,
            "<p class=\"message\"><span class=\"standing attention\">Deliveries wait</span> until \
             <code>partners.json</code> is mended: {why}</p>"
        );
    }
    for paused in &inbox.paused {
        let _ = writeln!(
            body,
            "<p class=\"message\"><span class=\"standing attention\">Paused</span> <code>{}</code> since {}: {}</p>",
            escape(&paused.destination),
            time(paused.since),
            escape(&paused.reason),
        );
    }
    for enquiry in &inbox.enquiries {
        write_enquiry(&mut body, enquiry);
    }
    if !inbox.other_mails.is_empty() {
        body.push_str("<section>\n<h2>Other mails</h2>\n<ol>\n");
        for name in &inbox.other_mails {
            let _ = writeln!(body, "<li>{}</li>", mail(name));
        }
        body.push_str("</ol>\n</section>\n");
    }
    document(&title, &body)
}

fn write_enquiry(body: &mut String, enquiry: &Enquiry) {
    let summary = &enquiry.summary;
    let heading = match &enquiry.content {
        Content::Open(lead) => {
            let person = &lead.canonical().person;
            format!("{} {}, {}", person.given_name, person.family_name, lead.canonical().project.name)
        }
        Content::Erased | Content::Restricted | Content::Unreadable(_) => summary.project.clone(),
    };
    let _ = write!(
        body,
        "<section id=\"{id}\">\n<h2>{heading}</h2>\n<p class=\"mark\">{standing} <span>{at}</span> <span>{id}</span></p>\n",
        id = escape(&summary.lead),
        heading = escape(&heading),
        standing = standing(summary.standing),
        at = time(summary.received_at),
    );
    if !summary.reasons.is_empty() {
        let held = if summary.standing == Standing::Quarantined { "Held" } else { "Was held" };
        let _ = writeln!(body, "<p class=\"help\">{held} because of: {}</p>", escape(&summary.reasons.join(", ")));
    }
    if summary.standing == Standing::Quarantined {
        let command = format!("gevel leads release {}", summary.lead);
        let _ = writeln!(body, "<p class=\"help\">To send it on: <code>{}</code></p>", escape(&command));
    }
    match &enquiry.content {
        Content::Open(lead) => write_lead(body, lead),
        Content::Erased => body.push_str("<p class=\"help\">Its content was erased.</p>\n"),
        Content::Restricted => {
            body.push_str("<p class=\"help\">It is restricted: kept, and neither shown nor sent.</p>\n");
        }
        Content::Unreadable(why) => {
            let _ = writeln!(body, "<p class=\"help\">It cannot be opened: {}</p>", escape(why));
        }
    }
    for delivery in &enquiry.deliveries {
        write_delivery(body, delivery);
    }
    body.push_str("</section>\n");
}

fn write_lead(body: &mut String, lead: &Lead) {
    body.push_str("<dl>\n");
    for (label, value) in facts(lead.canonical()) {
        let _ = writeln!(body, "<dt>{label}</dt><dd dir=\"auto\">{}</dd>", escape(&value));
    }
    body.push_str("</dl>\n");
    // What cannot be written as JSON would not have been kept.
    let json = serde_json::to_string_pretty(lead.canonical()).unwrap_or_default();
    let _ = writeln!(
        body,
        "<details><summary>All of it, as the partner's software gets it</summary>\n<pre tabindex=\"0\">{}</pre></details>",
        escape(&json)
    );
}

/// What a person looks for first.
fn facts(lead: &Canonical) -> Vec<(&'static str, String)> {
    let contact = &lead.preference;
    let wants = match contact.call_window {
        Some(window) => format!("{}, {}", contact.contact.wire(), window.wire()),
        None => contact.contact.wire().to_owned(),
    };
    let facts = [
        ("E-mail", lead.person.email.clone()),
        ("Phone", lead.person.phone_e164.clone()),
        ("Wants", Some(wants)),
        ("Unit", lead.unit_id.clone()),
        ("Language", Some(lead.person.language.wire().to_owned())),
        ("Message", lead.message.clone()),
        ("For", Some(lead.privacy.partner.clone())),
    ];
    facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
}

fn write_delivery(body: &mut String, delivery: &Delivery) {
    let row = &delivery.row;
    let due = match row.state.as_str() {
        "pending" => format!(", due {}", time(row.due_at)),
        _ => String::new(),
    };
    let channel = if row.second_channel { ", second channel" } else { "" };
    let _ = writeln!(
        body,
        "<h3>{to}</h3>\n<p class=\"mark\"><span>{event}{channel}</span> <span>{state}{due}</span></p>",
        to = escape(&row.destination),
        event = escape(&row.event),
        state = escape(&row.state),
    );
    if !delivery.attempts.is_empty() {
        body.push_str(
            "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Attempts\"><table>\n<tr><th scope=\"col\">When</th>\
             <th scope=\"col\">Took</th><th scope=\"col\">Outcome</th><th scope=\"col\">Status</th>\
             <th scope=\"col\">In words</th></tr>\n",
        );
        for attempt in &delivery.attempts {
            write_attempt(body, attempt);
        }
        body.push_str("</table></div>\n");
    }
    for name in &delivery.mails {
        let _ = writeln!(body, "<p>{}</p>", mail(name));
    }
}

fn write_attempt(body: &mut String, attempt: &AttemptRow) {
    let by_hand = if attempt.manual { " (by hand)" } else { "" };
    let _ = writeln!(
        body,
        "<tr><td>{}{by_hand}</td><td>{} ms</td><td>{}</td><td>{}</td><td>{}</td></tr>",
        time(attempt.started_at),
        attempt.took_ms,
        escape(&attempt.outcome),
        attempt.status.map(|status| status.to_string()).unwrap_or_default(),
        escape(&attempt.detail),
    );
}

fn standing(standing: Standing) -> String {
    let (class, words) = match standing {
        Standing::Quarantined => ("standing attention", "waits for a person to look at it"),
        Standing::Pending => ("standing", "on its way"),
        Standing::Delivered => ("standing", "delivered"),
        Standing::Dead => ("standing attention", "could not be delivered"),
        Standing::Erased => ("standing", "erased"),
    };
    format!("<span class=\"{class}\">{words}</span>")
}

/// In this machine's time zone, for whoever sits at it.
fn time(moment: Moment) -> String {
    let zone = TimeZone::system();
    let local = Timestamp::from_second(moment.seconds()).map(|time| time.to_zoned(zone).strftime("%Y-%m-%d %H:%M:%S"));
    let shown = local.map_or_else(|_| moment.to_string(), |local| local.to_string());
    format!("<time datetime=\"{moment}\">{shown}</time>")
}

fn mail(name: &str) -> String {
    let name = escape(name);
    format!("<a href=\"/_inbox/mail/{name}\">{name}</a>")
}

fn document(title: &str, body: &str) -> String {
    let style = concat!(include_str!("../../preview/problems.css"), include_str!("../inbox.css"));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<style>{style}</style>\n</head>\n\
         <body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}
