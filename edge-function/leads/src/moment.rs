//! A moment, handed in by whoever has a clock, and the ways in which others write one.

mod calendar;
mod english;
mod week;

use std::fmt;

pub use week::Week;

/// Whole seconds since the first of January 1970 in UTC, up to the year 9999: far within what a float holds exactly.
/// Written in ISO 8601: `2026-11-23T10:12:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

/// The last second of the year 9999.
const LAST: i64 = 253_402_300_799;
const SECONDS_A_DAY: i64 = 86_400;

impl Moment {
    /// The moment so many seconds after 1970 began. One before it, or after the year 9999, becomes the nearest end.
    pub const fn new(seconds: i64) -> Self {
        match seconds {
            ..0 => Self(0),
            0..=LAST => Self(seconds),
            _ => Self(LAST),
        }
    }

    /// Seconds since 1970 began.
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// So many seconds later, or earlier if negative.
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        Self::new(self.0.saturating_add(seconds))
    }

    /// So many calendar months later, at the same time of the day: on the same day of the month, or on its last day where
    /// it has no such day.
    #[must_use]
    pub(crate) fn plus_months(self, months: u32) -> Self {
        let (year, month, day) = calendar::date(self.days());
        let months = month - 1 + i64::from(months);
        let (year, month) = (year + months.div_euclid(12), months.rem_euclid(12) + 1);
        let first = calendar::days_before(year, month, 1);
        let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        let last = calendar::days_before(next_year, next_month, 1) - 1;
        let days = (first + day - 1).min(last);
        Self::new(days * SECONDS_A_DAY + self.0 % SECONDS_A_DAY)
    }

    /// How many seconds this is after another moment; negative if it is before.
    pub const fn since(self, other: Self) -> i64 {
        self.0 - other.0
    }

    /// The moment that is written in ISO 8601 like this, and exactly like this.
    pub fn parse(text: &str) -> Option<Self> {
        let number = |from: usize, to: usize| text.get(from..to).and_then(digits);
        let days = calendar::days_before(number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let moment = Self::at(days, number(11, 13)?, number(14, 16)?, number(17, 19)?);
        // Also refuses the 30th of February and the 25th hour: they are written otherwise.
        (moment.to_string() == text).then_some(moment)
    }

    /// The moment so many days after 1970 began, at this time of the day.
    fn at(days: i64, hour: i64, minute: i64, second: i64) -> Self {
        Self::new(days * SECONDS_A_DAY + (hour * 60 + minute) * 60 + second)
    }

    fn days(self) -> i64 {
        self.0 / SECONDS_A_DAY
    }

    /// Hour, minute and second of the day.
    fn clock(self) -> (i64, i64, i64) {
        let second = self.0 % SECONDS_A_DAY;
        (second / 3600, second / 60 % 60, second % 60)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ((year, month, day), (hour, minute, second)) = (calendar::date(self.days()), self.clock());
        write!(out, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

/// The number of one to four digits that this text is, and nothing else.
fn digits(text: &str) -> Option<i64> {
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests;
