//! A deployment's configuration of partners, read whole or refused with everything that is wrong.

use leads::Language;
use leads::partner::{Body, Channel, Destination, EmailRole, Loopback, Partners, PartnersError};
use proptest::prelude::*;
use serde_json::{Value, json};

const NEW: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const OLD: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDC2FVsBQIhrscChlQIMV+b5sSYspob7oDC2FVsBQIhrscChlQIMV+bw==";

fn sample() -> Value {
    json!({"partners": [
        {"id": "leiebouw", "language": "nl", "destinations": [
            {"webhook": {"name": "crm", "url": "https://hook.leiebouw.example/in", "secrets": [NEW, OLD], "body": "thin"}},
            {"email": {"name": "fallback", "address": "leads@leiebouw.example", "fallback": true}},
        ]},
        {"id": "brabant-habitat", "language": "fr", "destinations": [
            {"email": {"name": "post", "address": "leads@brabant-habitat.example"}},
        ]},
    ]})
}

fn read(json: &Value) -> Result<Partners, PartnersError> {
    Partners::from_json(&json.to_string(), Loopback::Refused)
}

fn error(change: impl FnOnce(&mut Value)) -> String {
    let mut json = sample();
    change(&mut json);
    read(&json).unwrap_err().to_string()
}

#[test]
fn a_partner_is_found_with_its_channels() {
    let partners = read(&sample()).unwrap();
    let partner = partners.get("leiebouw").unwrap();
    assert_eq!(partner.language(), Language::Dutch);
    let Channel::Webhook(webhook) = partner.destination("crm").unwrap().channel() else { panic!("crm is a webhook") };
    assert_eq!(
        (webhook.endpoint().host(), webhook.secrets().len(), webhook.body()),
        ("hook.leiebouw.example", 2, Body::Thin)
    );
    let Channel::Email(email) = partner.destination("fallback").unwrap().channel() else { panic!("a mailbox") };
    assert_eq!((email.address().as_str(), email.role()), ("leads@leiebouw.example", EmailRole::Fallback));
    assert_eq!(partner.first_channel().map(Destination::name).collect::<Vec<_>>(), ["crm"]);
    assert_eq!(partner.second_channel().map(Destination::name), Some("fallback"));
    assert_eq!(partners.iter().map(|(id, _)| id).collect::<Vec<_>>(), ["brabant-habitat", "leiebouw"]);
    assert!(partners.get("nobody").is_none());
}

#[test]
fn a_body_is_full_unless_the_configuration_says_thin() {
    let mut json = sample();
    json.pointer_mut("/partners/0/destinations/0/webhook").unwrap().as_object_mut().unwrap().remove("body");
    let partners = read(&json).unwrap();
    let destination = partners.get("leiebouw").unwrap().destination("crm").unwrap();
    assert!(matches!(destination.channel(), Channel::Webhook(webhook) if webhook.body() == Body::Full));
}

#[test]
fn nothing_that_prints_partners_prints_a_secret_a_path_or_a_mailbox() {
    let partners = read(&sample()).unwrap();
    let mut shown = format!("{partners:?} {partners:#?}");
    for (_, partner) in partners.iter() {
        shown.extend(partner.destinations().iter().map(ToString::to_string));
    }
    for hidden in ["MfKQ9r8G", "C2FVsBQI", "whsec_", "/in", "leads@", "49, 242"] {
        assert!(!shown.contains(hidden), "{hidden} in {shown}");
    }
    assert!(shown.contains("crm (webhook to hook.leiebouw.example)"));
    assert!(shown.contains("fallback (e-mail to leiebouw.example, fallback)"));
}

#[test]
fn everything_that_is_wrong_is_told_at_once_and_in_its_place() {
    let configuration = json!({"partners": [
        {"id": "Leiebouw NV", "language": "nl", "destinations": [
            {"webhook": {"name": "crm", "url": "http://hook.leiebouw.example/in", "secrets": []}},
            {"webhook": {"name": "crm", "url": "https://10.0.0.1/", "secrets": [NEW, NEW, "hello"]}},
            {"webhook": {"name": "", "url": "https://leiebouw.example/", "secrets": ["whsec_%%%", "whsec_c2hvcnQ="]}},
            {"email": {"name": "post", "address": "leads"}},
        ]},
        {"id": "later", "language": "de", "destinations": [{"email": {"name": "post", "address": "a@b.example", "fallback": true}}]},
        {"id": "later", "language": "de", "destinations": [
            {"webhook": {"name": "crm", "url": "https://leiebouw.example/", "secrets": [NEW]}},
            {"webhook": {"name": "filler", "url": "https://leiebouw.example/", "secrets": ["whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]}},
        ]},
    ]});
    let PartnersError::Unsound(faults) = read(&configuration).unwrap_err() else { panic!("it can be read") };
    let told: Vec<_> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "`partners[0].id`: a name has 1 to 60 lower-case letters, digits and hyphens",
            "`partners[0].destinations[0].webhook.url`: a URL must begin with `https://`",
            "`partners[0].destinations[0].webhook.secrets`: give one secret, or the new and the old one while they change",
            "`partners[0].destinations[1].webhook.url`: a URL must name its host; an IP address is refused",
            "`partners[0].destinations[1].webhook.secrets`: give one secret, or the new and the old one while they change",
            "`partners[0].destinations[1].webhook.secrets[1]`: this secret is used twice; each destination needs its own",
            "`partners[0].destinations[1].webhook.secrets[2]`: a secret begins with `whsec_`",
            "`partners[0].destinations[1].webhook.name`: this name is already taken",
            "`partners[0].destinations[2].webhook.secrets[0]`: what follows `whsec_` in a secret is base64, with its `=` at the end",
            "`partners[0].destinations[2].webhook.secrets[1]`: a secret has 24 to 64 bytes before base64",
            "`partners[0].destinations[2].webhook.name`: a name has 1 to 60 lower-case letters, digits and hyphens",
            "`partners[0].destinations[3].email.address`: an e-mail address is a name, `@` and the full name of a host, without accents",
            "`partners[1].destinations`: at least one destination must not be a fallback",
            "`partners[2].destinations[0].webhook.secrets[0]`: this secret is used twice; each destination needs its own",
            "`partners[2].destinations[1].webhook.secrets[0]`: a secret is random bytes, not a placeholder",
            "`partners[2].id`: this name is already taken",
        ]
    );
}

#[test]
fn a_configuration_of_another_shape_is_refused_without_repeating_it() {
    let webhook = "/partners/0/destinations/0/webhook";
    let object = |json: &mut Value, key: &str, value: Value| {
        json.pointer_mut(webhook).unwrap().as_object_mut().unwrap().insert(key.to_owned(), value);
    };
    for told in [
        error(|json| object(json, "secrets", Value::from(NEW))),
        error(|json| object(json, "secret", Value::from(NEW))),
        error(|json| object(json, NEW, Value::from(1))),
        error(|json| object(json, "body", Value::from(NEW))),
        error(|json| object(json, "body", Value::from(format!("{NEW}, expected {NEW} at line {NEW}")))),
        error(|json| *json.pointer_mut("/partners/0/destinations/0").unwrap() = json!({NEW: {}})),
        error(|json| *json.pointer_mut("/partners/0/destinations/0").unwrap() = Value::from(NEW)),
        error(|json| *json = Value::from(NEW)),
        Partners::from_json(&format!("{{\"partners\": {NEW}"), Loopback::Refused).unwrap_err().to_string(),
    ] {
        assert!(!told.contains("MfKQ9r8G"), "{told}");
        assert!(told.starts_with("the configuration of partners cannot be read at 1:"), "{told}");
    }
}

#[test]
fn a_wrong_shape_is_explained_by_what_was_expected() {
    let told = error(|json| *json.pointer_mut("/partners/0/language").unwrap() = Value::from("it"));
    assert!(told.ends_with("expected one of `nl`, `fr`, `en`, `de`"), "{told}");
    let told = Partners::from_json(r#"{"partners": [{"id": "a", "id": "b"}]}"#, Loopback::Refused).unwrap_err();
    assert!(told.to_string().ends_with("duplicate field `id`"), "{told}");
    let told = Partners::from_json(r#"{"partners": [{"id": "a"}]}"#, Loopback::Refused).unwrap_err();
    assert!(told.to_string().ends_with("missing field `language`"), "{told}");
}

proptest! {
    #[test]
    fn any_text_is_a_configuration_or_an_error(text in ".{0,80}") {
        let _ = Partners::from_json(&text, Loopback::Refused);
    }

    #[test]
    fn no_secret_with_a_slip_in_it_is_repeated(at in 6_usize..38, slip in "[ -~]") {
        let mut secret = NEW.to_owned();
        secret.replace_range(at..=at, &slip);
        let mut json = sample();
        *json.pointer_mut("/partners/0/destinations/0/webhook/secrets/0").unwrap() = Value::from(secret.clone());
        if let Err(error) = read(&json) {
            let told = format!("{error} {error:?}");
            prop_assert!(!told.contains(secret.get(6..38).unwrap()));
        }
    }
}
