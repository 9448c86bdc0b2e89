//! The page on which a partner says what became of a lead. It shows nothing about the person.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::language::Language;
use crate::markup::escaped;
use crate::relay::ReportWords;
use crate::store::PartnerReport;

const STYLE: &str = ":root{color-scheme:light dark;font:1.125rem/1.5 system-ui,sans-serif}\
body{max-width:34rem;margin:3rem auto;padding:0 1rem}\
button{font:inherit;display:block;width:100%;min-height:48px;margin:.5rem 0;text-align:start;padding:.5rem 1rem}\
[aria-current]{font-weight:700}code{overflow-wrap:anywhere}";

/// The policy for what the page may load: its own style and nothing else.
pub(super) fn policy() -> String {
    let hash = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}

/// The page: which lead it is, what was said last, and a button for each thing there is to say.
pub(super) fn html(lead: &str, language: Language, last: Option<PartnerReport>, words: &ReportWords) -> String {
    let title = escaped(&words.title);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <title>{title}</title><style>{STYLE}</style></head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    );
    // Writing to a string cannot fail.
    let _ = writeln!(page, "<p>{} <code>{}</code></p>", escaped(&words.lead), escaped(lead));
    if let Some(last) = last {
        let said = escaped(words.outcome(last));
        let _ = writeln!(page, "<p role=\"status\">{} <b>{said}</b></p>", escaped(&words.noted));
    }
    let _ = writeln!(page, "<p>{}</p>\n<form method=\"post\">", escaped(&words.intro));
    for &outcome in PartnerReport::ALL {
        let current = if last == Some(outcome) { " aria-current=\"true\"" } else { "" };
        let (value, label) = (outcome.wire(), escaped(words.outcome(outcome)));
        let _ = writeln!(page, "<button name=\"outcome\" value=\"{value}\"{current}>{label}</button>");
    }
    page.push_str("</form>\n</main>\n</body>\n</html>\n");
    page
}
