//! Weeks, in which things are counted: too coarse to tell when one person did something.

use std::fmt;

use super::{Moment, SECONDS_A_DAY, calendar};

/// A week of ISO 8601, from Monday to Sunday in UTC. Written `2026-W48`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week(i64);

/// The day on which 1970 began was a Thursday: its week had begun three days before.
const DAYS_BEFORE_1970: i64 = 3;

impl Week {
    /// The week in which this moment lies.
    pub const fn of(moment: Moment) -> Self {
        Self((moment.0 / SECONDS_A_DAY + DAYS_BEFORE_1970) / 7)
    }

    /// When it begins, or 1970 in its first one.
    pub const fn begins(self) -> Moment {
        Moment::new((self.0 * 7 - DAYS_BEFORE_1970) * SECONDS_A_DAY)
    }

    /// The week before.
    #[must_use]
    pub const fn previous(self) -> Self {
        Self(self.0 - 1)
    }

    /// Its number, counted from the week in which 1970 began.
    pub const fn number(self) -> i64 {
        self.0
    }

    /// The week of this number.
    pub(crate) const fn new(number: i64) -> Self {
        Self(number)
    }
}

impl fmt::Display for Week {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A week belongs to the year of its Thursday.
        let thursday = self.0 * 7;
        let (year, _, _) = calendar::date(thursday);
        let week = (thursday - calendar::days_before(year, 1, 1)) / 7 + 1;
        write!(out, "{year:04}-W{week:02}")
    }
}

impl serde::Serialize for Week {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{Moment, Week};

    #[test]
    fn weeks_are_those_of_iso_8601() {
        for (moment, week) in [
            ("1970-01-01T00:00:00Z", "1970-W01"),
            ("1970-01-04T23:59:59Z", "1970-W01"),
            ("1970-01-05T00:00:00Z", "1970-W02"),
            ("2020-12-31T12:00:00Z", "2020-W53"),
            ("2021-01-03T23:59:59Z", "2020-W53"),
            ("2021-01-04T00:00:00Z", "2021-W01"),
            ("2024-12-30T00:00:00Z", "2025-W01"),
            ("2026-11-23T10:12:00Z", "2026-W48"),
            ("2027-01-01T00:00:00Z", "2026-W53"),
        ] {
            assert_eq!(Week::of(Moment::parse(moment).unwrap()).to_string(), week, "{moment}");
        }
        let week = Week::of(Moment::parse("2026-11-29T23:59:59Z").unwrap());
        assert_eq!(week.begins().to_string(), "2026-11-23T00:00:00Z");
        assert_eq!(week.previous().to_string(), "2026-W47");
        assert_eq!(Week::of(week.previous().begins()), week.previous());
    }
}
