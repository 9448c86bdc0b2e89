//! Settings are whole or refused, and who shows a token is known by it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::{Deployment, Operators, OperatorsFault, Scope, Settings, token_hash};
use crate::partner::Loopback;

fn settings<'a>(operators: &'a str, lookup_key: &'a str) -> Settings<'a> {
    Settings {
        lead_keys: "1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
        lookup_key,
        partners: r#"{"partners": []}"#,
        operators,
        mail_from: "Huisvinder <post@huisvinder.be>",
        alerts_to: "",
        turnstile: "",
    }
}

const LOOKUP: &str = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";

#[test]
fn a_token_is_known_by_its_hash_and_opens_what_its_scope_says() {
    let text = format!("anna:act:{} ben:read:{}", token_hash("secret of anna"), token_hash("secret of ben"));
    let deployment = Deployment::read(&settings(&text, LOOKUP), Loopback::Refused).unwrap();
    let operators = &deployment.operators;
    let ben = operators.with_token("secret of ben").unwrap();
    assert_eq!((ben.name(), ben.may(Scope::Read), ben.may(Scope::Act)), ("ben", true, false));
    assert!(operators.with_token("secret of anna").unwrap().may(Scope::Act));
    assert!(operators.with_token("").is_none());
    assert!(operators.with_token(&token_hash("secret of anna")).is_none());
}

#[test]
fn a_hash_is_that_of_the_usual_programs() {
    assert_eq!(token_hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn entries_that_cannot_be_told_apart_are_refused() {
    let hash = token_hash("x");
    assert_eq!(Operators::parse(&format!("a:act:{hash} b:read:{hash}")).unwrap_err(), OperatorsFault::Repeated(2));
    for text in ["a", "a:act", "a:all:00", &format!("A:act:{hash}"), &format!("a:act:{hash}:x"), "a:act:zz"] {
        assert_eq!(Operators::parse(text).unwrap_err(), OperatorsFault::Unreadable(1), "{text}");
    }
}

#[test]
fn everything_wrong_is_said_at_once_and_no_secret_is_repeated() {
    let settings = Settings {
        lead_keys: "1:c2VjcmV0",
        lookup_key: "c2VjcmV0",
        partners: "c2VjcmV0",
        operators: "c2VjcmV0",
        mail_from: "c2VjcmV0",
        alerts_to: "c2VjcmV0",
        turnstile: "c2VjcmV0 c2VjcmV0",
    };
    let said = Deployment::read(&settings, Loopback::Refused).unwrap_err().to_string();
    for setting in ["LEAD_KEYS", "LOOKUP_KEY", "PARTNERS", "OPERATORS", "MAIL_FROM", "ALERTS_TO", "TURNSTILE"] {
        assert!(said.contains(setting), "{said}");
    }
    assert!(!said.contains("c2VjcmV0"), "{said}");
}
