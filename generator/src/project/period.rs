//! A day, a month, a quarter or a year: builders promise a quarter, permits have a day.

use jiff::civil::{Date, date};
use serde::{Deserialize, Deserializer, de::Error};

use crate::source::At;

/// A stretch of time as exact as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// One day.
    Day(Date),
    /// Year and month (1 to 12).
    Month(i16, i8),
    /// Year and quarter (1 to 4).
    Quarter(i16, i8),
    /// A year.
    Year(i16),
}

impl Period {
    /// Its first day; periods are ordered by it.
    pub fn first_day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Month(year, month) => date(year, month, 1),
            Self::Quarter(year, quarter) => date(year, quarter * 3 - 2, 1),
            Self::Year(year) => date(year, 1, 1),
        }
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Month(year, month) => date(year, month, 1).last_of_month(),
            Self::Quarter(year, quarter) => date(year, quarter * 3, 1).last_of_month(),
            Self::Year(year) => date(year, 12, 31),
        }
    }

    /// The year it lies in.
    pub fn year(self) -> i16 {
        self.first_day().year()
    }

    fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-').unwrap_or((text, ""));
        let year =
            Some(year).filter(|year| year.len() == 4)?.parse().ok().filter(|year| (1900..=2100).contains(year))?;
        let small = |digits: &str, most: i8| digits.parse::<i8>().ok().filter(|number| (1..=most).contains(number));
        match (rest.len(), rest.strip_prefix('Q')) {
            (0, _) if !text.ends_with('-') => Some(Self::Year(year)),
            (2, Some(quarter)) => Some(Self::Quarter(year, small(quarter, 4)?)),
            (2, None) => Some(Self::Month(year, small(rest, 12)?)),
            _ => text.parse().ok().map(Self::Day),
        }
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let complaint = || {
            D::Error::custom(format!(
                "`{text}` is not a period\nWrite a day `2027-09-15`, a month `2027-09`, a quarter `2027-Q3` or a year `2027`."
            ))
        };
        Self::parse(&text).ok_or_else(complaint)
    }
}

/// Reads a day that may be missing. The calendar's own words on a wrong one are for programmers.
pub(crate) fn written_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<At<Date>>, D::Error> {
    struct Day(Date);
    impl<'de> Deserialize<'de> for Day {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let text = String::deserialize(deserializer)?;
            let day = Some(&text).filter(|text| text.len() == 10).and_then(|text| text.parse().ok());
            day.map(Self).ok_or_else(|| {
                D::Error::custom(format!("`{text}` is not a day\nWrite year, month and day, such as `2026-03-02`."))
            })
        }
    }
    let written: Option<At<Day>> = Option::deserialize(deserializer)?;
    Ok(written.map(|day| day.map(|Day(date)| date)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_as_exact_as_it_is_written() {
        assert_eq!(Period::parse("2027"), Some(Period::Year(2027)));
        assert_eq!(Period::parse("2027-Q3"), Some(Period::Quarter(2027, 3)));
        assert_eq!(Period::parse("2027-09"), Some(Period::Month(2027, 9)));
        assert_eq!(Period::parse("2028-02-29"), Some(Period::Day(date(2028, 2, 29))));
        assert_eq!(Period::Quarter(2027, 3).last_day(), date(2027, 9, 30));
    }

    #[test]
    fn impossible_periods_are_refused() {
        for wrong in ["2027-13", "2027-Q5", "2027-Q0", "27", "2027-02-30", "soon", "2027-", "2027-9"] {
            assert_eq!(Period::parse(wrong), None, "{wrong}");
        }
    }
}
