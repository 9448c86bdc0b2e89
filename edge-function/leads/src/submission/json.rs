//! `application/json`: one flat object of strings, lists of strings, and yes or no for consent.

use super::body::{BodyError, MOST_FIELDS, Pairs};
use crate::form::{Field, TICKED};
use crate::json::{Json, tree};

/// The names and texts in this body. A list is a repeated name; a box is sent if it is true.
pub(super) fn pairs(body: &[u8]) -> Result<Pairs, BodyError> {
    let text = std::str::from_utf8(body).map_err(|_| BodyError::NotUtf8)?;
    let json = tree(text).map_err(|_| BodyError::Malformed)?;
    let mut pairs = Pairs::new();
    for (name, member) in json.pairs().ok_or(BodyError::Malformed)? {
        take(name, member, &mut pairs).ok_or(BodyError::Malformed)?;
    }
    if pairs.len() > MOST_FIELDS { Err(BodyError::TooManyFields) } else { Ok(pairs) }
}

/// `None`: it is no string, no list of strings, and not true or false for consent.
fn take(name: &str, member: &Json, pairs: &mut Pairs) -> Option<()> {
    let mut add = |text: &str| pairs.push((name.to_owned(), text.to_owned()));
    let is_consent = Field::from_wire(name).is_some_and(Field::is_consent);
    if let Some(texts) = member.list() {
        for text in texts {
            add(text.text()?);
        }
    } else if let Some(is_ticked) = member.flag().filter(|_| is_consent) {
        if is_ticked {
            add(TICKED);
        }
    } else {
        add(member.text()?);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{BodyError, pairs};

    #[test]
    fn lists_repeat_their_name_and_boxes_are_sent_when_true() {
        let json = r#"{"a":"x\u00e9","features":["lift","pets"],"consent_newsletter":true,"consent_ad_signal":false}"#;
        let read = pairs(json.as_bytes()).unwrap();
        let read: Vec<_> = read.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        assert_eq!(read, [("a", "xé"), ("features", "lift"), ("features", "pets"), ("consent_newsletter", "yes")]);
    }

    #[test]
    fn a_name_given_twice_is_seen_twice() {
        assert_eq!(pairs(br#"{"a":"1","a":"2"}"#).unwrap().len(), 2);
    }

    #[test]
    fn what_is_not_flat_is_malformed() {
        let deep = "[".repeat(60_000);
        for json in ["", "[]", "{}x", r#"{"a":{}}"#, r#"{"a":[["b"]]}"#, r#"{"a":1}"#, r#"{"a":null}"#, &deep] {
            assert_eq!(pairs(json.as_bytes()), Err(BodyError::Malformed), "{json:.20}");
        }
        assert_eq!(pairs(br#"{"email":true}"#), Err(BodyError::Malformed));
        assert_eq!(pairs(b"{\"a\":\"\xff\"}"), Err(BodyError::NotUtf8));
    }
}
