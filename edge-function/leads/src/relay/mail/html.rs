//! The mail as a page of HTML: no script, no pictures, nothing fetched from anywhere.

use std::fmt::Write;

use super::facts::{Facts, MailKey};
use super::words::MailWords;
use crate::language::Language;
use crate::markup::escaped;
use crate::partner::MailAddress;

const BODY_STYLE: &str = "font-family:sans-serif;font-size:16px;line-height:1.5;color:#1a1a1a;max-width:40em";
const LABEL_STYLE: &str = "text-align:start;vertical-align:top;font-weight:normal;color:#555;padding:2px 16px 2px 0";

/// The opening sentences, a table of what is known, the message as it was typed, and the last words.
pub(super) fn render(title: &str, opening: &[&str], facts: &Facts, words: &MailWords) -> String {
    let mut rows = String::new();
    for (key, values) in facts.iter() {
        let values: Vec<_> = values.iter().map(|value| cell(key, value, words)).collect();
        let (label, values) = (escaped(words.label(key)), values.join("<br>"));
        let _ = write!(
            rows,
            "<tr><th scope=\"row\" style=\"{LABEL_STYLE}\">{label}</th>\n<td dir=\"auto\">{values}</td></tr>\n"
        );
    }
    let mut page = String::new();
    for sentence in opening {
        let _ = writeln!(page, "<p>{}</p>", escaped(sentence));
    }
    let _ = writeln!(page, "<table>\n{rows}</table>");
    if let Some(message) = facts.message() {
        let (label, message) = (escaped(words.label(MailKey::Message)), escaped(message));
        let _ = writeln!(page, "<p><b>{label}</b></p>\n<p dir=\"auto\" style=\"white-space:pre-wrap\">{message}</p>");
    }
    for line in words.footer.lines() {
        let _ = writeln!(page, "<p><small>{}</small></p>", escaped(line));
    }
    page_of(words.language.wire(), title, &page)
}

/// A page around this.
pub(super) fn page_of(language: &str, title: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
         <body style=\"{BODY_STYLE}\">\n{body}</body>\n</html>\n"
    )
}

/// Paragraphs in a language; one that is an address is a link.
pub(super) fn letter(language: Language, title: &str, lines: &[String]) -> String {
    let mut page = String::new();
    for line in lines {
        let shown = escaped(line);
        let _ = if line.starts_with("https://") || line.starts_with("http://") {
            writeln!(page, "<p><a href=\"{shown}\">{shown}</a></p>")
        } else {
            writeln!(page, "<p dir=\"auto\" style=\"white-space:pre-wrap\">{shown}</p>")
        };
    }
    page_of(language.wire(), title, &page)
}

/// Lines without anything around them, in English.
pub(super) fn plain(title: &str, lines: &[String]) -> String {
    let mut page = String::new();
    for line in lines {
        let _ = writeln!(page, "<p>{}</p>", escaped(line));
    }
    page_of("en", title, &page)
}

/// The value in the partner's words; what can be written to or called is a link.
fn cell(key: MailKey, value: &str, words: &MailWords) -> String {
    let shown = escaped(words.choice(key, value));
    let is_number = |text: &str| text.starts_with('+') && text.bytes().skip(1).all(|byte| byte.is_ascii_digit());
    match key {
        MailKey::Email if MailAddress::parse(value).is_ok() => format!("<a href=\"mailto:{shown}\">{shown}</a>"),
        MailKey::Phone if is_number(value) => format!("<a href=\"tel:{shown}\">{shown}</a>"),
        _ => shown,
    }
}
