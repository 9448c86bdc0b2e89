//! The random id of one sending, made by the page's script.

use super::fault::Fault;

/// A UUID in lower case. Two submissions with the same one are one click too many.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SubmissionId(String);

impl SubmissionId {
    /// The id that this text is. Error: it is not a UUID in its usual spelling.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let groups: Vec<_> = text.split('-').collect();
        let is_uuid = groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
            && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if is_uuid { Ok(Self(text.to_ascii_lowercase())) } else { Err(Fault::NotAnId) }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{Fault, SubmissionId};

    #[test]
    fn an_id_is_the_same_in_capitals() {
        let id = SubmissionId::parse("0F8FAD5B-D9CB-469F-A165-70867728950E").unwrap();
        assert_eq!(id.as_str(), "0f8fad5b-d9cb-469f-a165-70867728950e");
    }

    #[test]
    fn other_texts_are_no_id() {
        for text in ["", "1", "0f8fad5bd9cb469fa16570867728950e", "0f8fad5b-d9cb-469f-a165-70867728950g"] {
            assert_eq!(SubmissionId::parse(text), Err(Fault::NotAnId), "{text:?}");
        }
    }
}
