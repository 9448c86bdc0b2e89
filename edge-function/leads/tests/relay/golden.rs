//! Requests written down to the last byte, so that libraries in other languages can verify the very same ones.

use leads::relay::EventType;
use serde_json::{Value, json};

use crate::sample::{ACCEPTED, LEAD, NEW_SECRET, OLD_SECRET, SECRET, destination, event_about, http};

const GOLDEN: &str = include_str!("golden.json");

fn case(name: &str, secrets: &[&str], lead: &str, event_type: EventType, to: &str) -> Value {
    let http = http(&event_about(event_type, lead), &destination(to), ACCEPTED);
    let headers: serde_json::Map<_, _> =
        http.headers.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
    json!({"name": name, "secrets": secrets, "headers": headers, "body": String::from_utf8(http.body).unwrap()})
}

#[test]
fn requests_stay_as_other_languages_verified_them() {
    let hard = r#"{"lead_id":"l-1","message":"Σπίτι 🏡 שלום \u00e9\u2028 \"\\ </script>\n"}"#;
    // The lead stands in the body letter for letter; on one line, the golden file is easier to read.
    let lead: String = LEAD.lines().map(str::trim_start).collect();
    let cases = json!([
        case("full", &[SECRET], &lead, EventType::Created, "full"),
        case("thin", &[SECRET], &lead, EventType::Created, "thin"),
        case("rotating", &[NEW_SECRET, OLD_SECRET], &lead, EventType::Updated, "rotating"),
        case("erased", &[SECRET], &lead, EventType::Erased, "full"),
        case("hard letters", &[SECRET], hard, EventType::Created, "full"),
    ]);
    let golden: Value = serde_json::from_str(GOLDEN).unwrap();
    assert_eq!(cases, golden, "\n{}\n", serde_json::to_string_pretty(&cases).unwrap());
}
