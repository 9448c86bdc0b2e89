//! What stands in the body of a request of the operator: few names, each once. What may say who somebody is stands here
//! and never in an address, which others write down.

use crate::door::{Body, Request};
use crate::submission::pairs;

/// The most characters of a reason.
const REASON_MAX_CHARS: usize = 200;

/// Names and values, in their order.
pub(super) struct Said(Vec<(String, String)>);

impl Said {
    /// Error: what is wrong with it, in words.
    pub(super) fn parse(request: &Request<'_>) -> Result<Self, String> {
        match request.body {
            Body::Whole([]) => Ok(Self(Vec::new())),
            Body::Whole(bytes) => {
                let pairs = pairs(bytes, request.content_type);
                pairs.map(Self).map_err(|error| format!("the body cannot be read: {error}"))
            }
            Body::TooLarge => Err("the body is too large".to_owned()),
        }
    }

    /// How many values there are.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// The value of this name, without spaces around it; it may be empty.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.trim())
    }

    /// The value of this name, if something was said.
    pub(super) fn word(&self, name: &str) -> Option<&str> {
        self.value(name).filter(|value| !value.is_empty())
    }

    /// Why something is done. It is kept for years and in the audit, so an address in it is refused: it would name a
    /// person.
    pub(super) fn reason(&self) -> Result<&str, String> {
        let reason = self.word("reason").ok_or("say why: `reason`")?;
        line("reason", reason)
    }

    /// What allows to give a lead to an authority: on what ground, who asks, and who approved it, who is somebody else
    /// than whoever hands it over. As one line for the audit.
    pub(super) fn warrant(&self, hands_over: &str) -> Result<String, String> {
        let mut parts = Vec::new();
        for (name, what) in [
            ("requester", "say which authority asks: `requester`"),
            ("approver", "say who approved it: `approver`"),
            ("reason", "say on what ground, such as its reference: `reason`"),
        ] {
            let said = line(name, self.word(name).ok_or(what)?)?;
            if name == "approver" && said.eq_ignore_ascii_case(hands_over) {
                return Err(format!("`approver` must be somebody else than whoever hands it over: {hands_over}"));
            }
            parts.push(format!("{name}: {said}"));
        }
        Ok(parts.join("; "))
    }
}

/// One line for the audit, which is kept for years.
fn line<'a>(name: &str, said: &'a str) -> Result<&'a str, String> {
    let is_line = said.chars().count() <= REASON_MAX_CHARS && !said.chars().any(char::is_control);
    if !is_line || said.contains('@') {
        return Err(format!(
            "`{name}` is one line of at most {REASON_MAX_CHARS} characters that names no person and holds no address"
        ));
    }
    Ok(said)
}
