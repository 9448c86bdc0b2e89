//! `application/json`: one flat object of strings, lists of strings, and yes or no for consent.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::body::{BodyError, MOST_FIELDS, Pairs};
use crate::form::{Field, TICKED};

/// The names and texts in this body. A list is a repeated name; a box is sent if it is true.
pub(super) fn pairs(body: &[u8]) -> Result<Pairs, BodyError> {
    let text = std::str::from_utf8(body).map_err(|_| BodyError::NotUtf8)?;
    let mut pairs = Pairs::new();
    let mut json = serde_json::Deserializer::from_str(text);
    json.deserialize_map(Object(&mut pairs)).and_then(|()| json.end()).map_err(|_| BodyError::Malformed)?;
    if pairs.len() > MOST_FIELDS { Err(BodyError::TooManyFields) } else { Ok(pairs) }
}

struct Object<'a>(&'a mut Pairs);

struct Member<'a> {
    pairs: &'a mut Pairs,
    name: String,
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key()? {
            members.next_value_seed(Member { pairs: self.0, name })?;
        }
        Ok(())
    }
}

impl Member<'_> {
    /// One over the limit is enough to see that there are too many.
    fn add(&mut self, text: &str) {
        if self.pairs.len() <= MOST_FIELDS {
            self.pairs.push((self.name.clone(), text.to_owned()));
        }
    }
}

impl<'de> DeserializeSeed<'de> for Member<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Member<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a string, a list of strings, or for consent true or false")
    }

    fn visit_str<E: Error>(mut self, text: &str) -> Result<(), E> {
        self.add(text);
        Ok(())
    }

    fn visit_bool<E: Error>(mut self, is_ticked: bool) -> Result<(), E> {
        if !Field::from_wire(&self.name).is_some_and(Field::is_consent) {
            return Err(E::custom("only consent is true or false"));
        }
        if is_ticked {
            self.add(TICKED);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut texts: A) -> Result<(), A::Error> {
        while let Some(text) = texts.next_element::<String>()? {
            self.add(&text);
        }
        Ok(())
    }
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
