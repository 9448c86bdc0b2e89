//! What stands behind `?` in a request of the operator.

use crate::moment::Moment;
use crate::store::{Filter, Standing};
use crate::table::Table;

/// Names and values. All values that make sense here are plain words, so nothing is decoded: what needs it is refused.
pub(super) struct Query<'a>(Table<&'a str, &'a str>);

/// Every name that means something.
const NAMES: &[&str] = &["after", "destination", "limit", "partner", "project", "standing"];

impl<'a> Query<'a> {
    /// Error: what is wrong with it, in words.
    pub(super) fn parse(text: &'a str) -> Result<Self, String> {
        let mut values = Table::default();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            if !NAMES.contains(&name) {
                return Err(format!("only these can be asked for: {}", NAMES.join(", ")));
            }
            if !value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.,/".contains(&byte)) {
                return Err(format!("`{name}` must be a plain word"));
            }
            if !values.add(name, value) {
                return Err(format!("`{name}` is there twice"));
            }
        }
        Ok(Self(values))
    }

    pub(super) fn word(&self, name: &str) -> Option<&'a str> {
        self.0.get(&name).copied().filter(|value| !value.is_empty())
    }

    pub(super) fn number(&self, name: &str) -> Result<Option<i64>, String> {
        self.word(name).map(|text| text.parse().map_err(|_| format!("`{name}` must be a number"))).transpose()
    }

    /// Which leads are asked for, `most` of them at most.
    pub(super) fn filter(&self, most: u32) -> Result<Filter<'a>, String> {
        let standing = |text: &str| {
            Standing::from_wire(text).ok_or_else(|| format!("`standing` must be one of: {}", Standing::WIRE.join(", ")))
        };
        let after = |text: &'a str| {
            let place = text.split_once(',').and_then(|(seconds, lead)| Some((seconds.parse().ok()?, lead)));
            place.map(|(seconds, lead)| (Moment::new(seconds), lead)).ok_or("`after` must be what `next` was")
        };
        let limit = self.number("limit")?.map_or(Some(most), |number| u32::try_from(number).ok());
        Ok(Filter {
            project: self.word("project"),
            partner: self.word("partner"),
            standing: self.word("standing").map(standing).transpose()?,
            after: self.word("after").map(after).transpose()?,
            limit: limit.ok_or("`limit` must be a number")?.clamp(1, most),
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::Query;
    use crate::moment::Moment;
    use crate::store::Standing;

    #[test]
    fn a_filter_is_what_was_asked_for_and_no_more_than_allowed() {
        let query = Query::parse("project=leiehof&standing=dead&after=1800000000,abc&limit=1000").unwrap();
        let filter = query.filter(100).unwrap();
        assert_eq!((filter.project, filter.partner, filter.standing), (Some("leiehof"), None, Some(Standing::Dead)));
        assert_eq!((filter.after, filter.limit), (Some((Moment::new(1_800_000_000), "abc")), 100));
    }

    #[test]
    fn what_makes_no_sense_is_said() {
        for text in ["name=x", "project=a%20b", "project=a&project=b"] {
            assert!(Query::parse(text).is_err(), "{text}");
        }
        for text in ["standing=lost", "after=1", "limit=many", "limit=-1"] {
            assert!(Query::parse(text).unwrap().filter(100).is_err(), "{text}");
        }
    }
}
