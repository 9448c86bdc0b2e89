//! What a lead says, piece by piece: for people under headings, for spreadsheets in columns that stay the same.

use serde_json::Value;

/// Where a piece stands in a lead, and its heading and column.
pub(super) struct Piece {
    pointer: &'static str,
    /// The name of its column. It never changes its meaning; new ones come last.
    pub(super) column: &'static str,
}

/// The pieces that get a column, in the order in which people read them.
pub(super) const PIECES: &[Piece] = &[
    Piece { pointer: "/person/given_name", column: "given_name" },
    Piece { pointer: "/person/family_name", column: "family_name" },
    Piece { pointer: "/person/email", column: "email" },
    Piece { pointer: "/person/phone_e164", column: "phone" },
    Piece { pointer: "/person/postal_code", column: "postal_code" },
    Piece { pointer: "/person/country", column: "country" },
    Piece { pointer: "/person/language", column: "language" },
    Piece { pointer: "/preference/contact", column: "contact" },
    Piece { pointer: "/preference/call_window", column: "call_window" },
    Piece { pointer: "/message", column: "message" },
    Piece { pointer: "/unit_id", column: "unit" },
    Piece { pointer: "/wish/budget_band", column: "budget_band" },
    Piece { pointer: "/wish/currency", column: "currency" },
    Piece { pointer: "/wish/locations", column: "locations" },
    Piece { pointer: "/wish/features", column: "features" },
    Piece { pointer: "/wish/bedrooms_min", column: "bedrooms_min" },
    Piece { pointer: "/wish/period", column: "period" },
    Piece { pointer: "/project/name", column: "project_name" },
    Piece { pointer: "/project/url", column: "page" },
    Piece { pointer: "/project/language", column: "page_language" },
    Piece { pointer: "/consents", column: "consents" },
    Piece { pointer: "/notice/version", column: "notice_version" },
    Piece { pointer: "/notice/url", column: "notice_url" },
    Piece { pointer: "/source/utm_source", column: "utm_source" },
    Piece { pointer: "/source/utm_medium", column: "utm_medium" },
    Piece { pointer: "/source/utm_campaign", column: "utm_campaign" },
    Piece { pointer: "/source/utm_content", column: "utm_content" },
    Piece { pointer: "/source/utm_term", column: "utm_term" },
    Piece { pointer: "/unreadable", column: "unreadable" },
];

/// What is said of a lead apart from its content too.
const REPEATED: &[&str] = &["/lead_id", "/received_at", "/project/id", "/schema"];

/// The columns of this content, in the order of [`PIECES`]; empty where nothing was said.
pub(super) fn columns(content: &Value) -> impl Iterator<Item = String> {
    PIECES.iter().map(|piece| content.pointer(piece.pointer).map(text).unwrap_or_default())
}

/// Everything that the content says beyond what every list says, each with its heading: the known pieces in their order, then whatever else there
/// is.
pub(super) fn pieces(content: &Value) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = PIECES
        .iter()
        .filter_map(|piece| Some((piece.column.replace('_', " "), text(content.pointer(piece.pointer)?))))
        .collect();
    let mut others = Vec::new();
    collect(content, "", &mut others);
    all.extend(others);
    all.retain(|(_, text)| !text.is_empty());
    all
}

/// What stands below a value at places that no piece names.
fn collect(value: &Value, place: &str, into: &mut Vec<(String, String)>) {
    if REPEATED.contains(&place) || PIECES.iter().any(|piece| piece.pointer == place) {
        return;
    }
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| collect(value, &format!("{place}/{name}"), into));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            into.push((place.trim_start_matches('/').replace(['/', '_'], " "), text(value)));
        }
    }
}

/// A value as people write it.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(values) => values.iter().map(text).collect::<Vec<_>>().join(", "),
        Value::Object(members) => {
            members.iter().map(|(name, value)| format!("{name}={}", text(value))).collect::<Vec<_>>().join(" ")
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::collections::BTreeSet;

    use leads::submission::SourceKey;
    use serde_json::{Value, json};

    use super::{PIECES, columns, pieces};

    fn lead() -> Value {
        json!({
            "schema": 1, "lead_id": "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", "received_at": "2026-11-23T10:12:00Z",
            "project": { "id": "leiehof", "name": "Leiehof", "url": "https://a.example/leiehof/nl/", "language": "nl" },
            "person": { "given_name": "Zoë", "family_name": "Peeters", "phone_e164": "+32470123456", "language": "nl" },
            "preference": { "contact": "call" },
            "wish": { "features": ["garden", "terrace"], "bedrooms_min": 2 },
            "consents": [{ "purpose": "marketing_email", "text_id": "1/2/nl", "given_at": "2026-11-23T10:12:00Z" }],
            "notice": { "version": "1", "url": "https://a.example/n/" },
            "privacy": { "controller": "Huisvinder" },
            "later": { "than": "this" }
        })
    }

    #[test]
    fn nothing_that_a_lead_says_is_left_out() {
        let shown = pieces(&lead());
        let find = |heading: &str| shown.iter().find(|(found, _)| found == heading).map(|(_, text)| text.as_str());
        assert_eq!(find("phone"), Some("+32470123456"));
        assert_eq!(find("features"), Some("garden, terrace"));
        assert_eq!(find("bedrooms min"), Some("2"));
        assert_eq!(find("privacy controller"), Some("Huisvinder"));
        assert_eq!(find("later than"), Some("this"));
        assert_eq!(find("email"), None);
        assert_eq!(find("consents"), Some("given_at=2026-11-23T10:12:00Z purpose=marketing_email text_id=1/2/nl"));
        let headings: BTreeSet<_> = shown.iter().map(|(heading, _)| heading).collect();
        assert_eq!(headings.len(), shown.len(), "each once");
    }

    #[test]
    fn a_spreadsheet_has_the_same_columns_for_every_lead() {
        for content in [lead(), json!({}), Value::Null, json!({ "unreadable": "why" })] {
            assert_eq!(columns(&content).count(), PIECES.len());
        }
        assert_eq!(columns(&json!({ "unreadable": "why" })).last().unwrap(), "why");
    }

    #[test]
    fn every_campaign_word_has_its_column() {
        let named: BTreeSet<_> = PIECES.iter().map(|piece| piece.column).collect();
        assert!(SourceKey::WIRE.iter().all(|key| named.contains(key)));
        assert_eq!(named.len(), PIECES.len());
    }
}
