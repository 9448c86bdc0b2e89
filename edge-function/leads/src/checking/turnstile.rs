//! Cloudflare's Turnstile: what is asked about a response of its widget, and which answers count. It is asked from any
//! platform alike.

use std::fmt;

use zeroize::Zeroizing;

use crate::json::{object, tree};
use crate::partner::{Endpoint, Loopback};
use crate::relay::Http;

/// What the widget on our page is there for; another widget of the same key has another word, and does not count.
pub const ACTION: &str = "enquiry";

/// Where responses are verified.
const VERIFIER: &str = "https://challenges.cloudflare.com/turnstile/v0/siteverify";

/// How responses are verified.
pub struct Turnstile {
    secret: Zeroizing<String>,
    verifier: Endpoint,
}

/// What an answer means for the lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A person sent it.
    Passed,
    /// The response was too old or used, or none; another one may do.
    Again,
    /// Nothing is known, or nothing that counts.
    Unknown,
}

impl Turnstile {
    /// Reads the secret of the widget, and behind white space another place to verify at, for tests. Error: it is
    /// something else.
    pub fn parse(text: &str, loopback: Loopback) -> Option<Self> {
        let mut words = text.split_whitespace();
        let secret = Zeroizing::new(words.next()?.to_owned());
        let verifier = Endpoint::parse(words.next().unwrap_or(VERIFIER), loopback).ok()?;
        words.next().is_none().then_some(Self { secret, verifier })
    }

    /// The question about a response. The same `once` is the same question, however often it is asked.
    ///
    /// The visitor's address may be told too, and is not: the verdict does not need it.
    pub(super) fn question(&self, response: &str, once: &str) -> Http {
        let body = object! { "secret": self.secret.as_str(), "response": response, "idempotency_key": once };
        Http {
            endpoint: self.verifier.clone(),
            headers: vec![("content-type", "application/json".to_owned())],
            body: serde_json::to_vec(&body).unwrap_or_default(),
        }
    }
}

/// What follows from the answer, for a page of this host.
pub(super) fn verdict(answer: Option<Vec<u8>>, host: &str) -> Verdict {
    answer.and_then(|bytes| said(&bytes, host)).unwrap_or(Verdict::Unknown)
}

fn said(bytes: &[u8], host: &str) -> Option<Verdict> {
    let json = tree(std::str::from_utf8(bytes).ok()?).ok()?;
    if json.get("success")?.flag()? {
        let is_ours = json.text_at("/hostname") == Some(host) && json.text_at("/action") == Some(ACTION);
        return is_ours.then_some(Verdict::Passed);
    }
    // Other codes say that something is wrong with the secret or with the verifier: no other try would help.
    let is_response = |code: &str| code == "timeout-or-duplicate" || code == "invalid-input-response";
    let codes = json.get("error-codes")?.list()?;
    codes.iter().any(|code| code.text().is_some_and(is_response)).then_some(Verdict::Again)
}

/// Without the secret.
impl fmt::Debug for Turnstile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Turnstile({:?})", self.verifier)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use proptest::prelude::*;

    use super::{Turnstile, Verdict, said};
    use crate::partner::Loopback;

    const HOST: &str = "www.huisvinder.example";

    fn verdict(answer: &str) -> Verdict {
        super::verdict(Some(answer.as_bytes().to_vec()), HOST)
    }

    fn passed(host: &str, action: &str) -> String {
        format!(r#"{{"success": true, "hostname": "{host}", "action": "{action}", "error-codes": []}}"#)
    }

    #[test]
    fn only_a_success_on_our_page_passes() {
        assert_eq!(verdict(&passed(HOST, "enquiry")), Verdict::Passed);
        for other in [
            passed("huisvinder.example", "enquiry"),
            passed(HOST, "login"),
            passed(HOST, ""),
            r#"{"success": true}"#.to_owned(),
            r#"{"success": "true", "hostname": "www.huisvinder.example", "action": "enquiry"}"#.to_owned(),
            format!("[{}]", passed(HOST, "enquiry")),
            passed(HOST, "enquiry") + "}",
        ] {
            assert_eq!(verdict(&other), Verdict::Unknown, "{other}");
        }
    }

    #[test]
    fn each_code_says_whether_another_try_may_help() {
        for (code, expected) in [
            ("timeout-or-duplicate", Verdict::Again),
            ("invalid-input-response", Verdict::Again),
            ("missing-input-secret", Verdict::Unknown),
            ("invalid-input-secret", Verdict::Unknown),
            ("bad-request", Verdict::Unknown),
            ("internal-error", Verdict::Unknown),
            ("a-code-of-tomorrow", Verdict::Unknown),
        ] {
            assert_eq!(verdict(&format!(r#"{{"success": false, "error-codes": ["{code}"]}}"#)), expected, "{code}");
        }
        assert_eq!(verdict(r#"{"success": false}"#), Verdict::Unknown);
        assert_eq!(super::verdict(None, HOST), Verdict::Unknown);
    }

    #[test]
    fn the_secret_is_asked_with_and_never_shown() {
        let turnstile = Turnstile::parse(" 0x4AAA-secret ", Loopback::Refused).unwrap();
        let question = turnstile.question("a \"response\"", "017f22e2-79b0-8cc3-98c4-dc0c0c07398f");
        assert_eq!(question.endpoint.as_str(), "https://challenges.cloudflare.com/turnstile/v0/siteverify");
        let body: serde_json::Value = serde_json::from_slice(&question.body).unwrap();
        assert_eq!(body.get("secret").unwrap(), "0x4AAA-secret");
        assert_eq!(body.get("response").unwrap(), "a \"response\"");
        assert!(!format!("{turnstile:?} {question:?}").contains("secret"));
    }

    #[test]
    fn only_a_development_machine_asks_itself() {
        let text = "secret http://127.0.0.1:9000/siteverify";
        assert!(Turnstile::parse(text, Loopback::Refused).is_none());
        let turnstile = Turnstile::parse(text, Loopback::Allowed).unwrap();
        assert_eq!(turnstile.question("r", "1").endpoint.as_str(), "http://127.0.0.1:9000/siteverify");
        assert!(Turnstile::parse("two words", Loopback::Allowed).is_none());
        assert!(Turnstile::parse(&format!("{text} more"), Loopback::Allowed).is_none());
    }

    proptest! {
        #[test]
        fn any_bytes_are_an_answer_that_does_not_pass(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_ne!(said(&bytes, HOST), Some(Verdict::Passed));
        }

        #[test]
        fn no_host_but_ours_passes(host in "[a-z.]{0,30}") {
            prop_assert_ne!(verdict(&passed(&host, "enquiry")), Verdict::Passed);
        }
    }
}
