//! Moments as mails and HTTP write them: with the names of days and months in English.

use super::{Moment, calendar, digits};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// From the first day of 1970 on.
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

impl Moment {
    /// As mails write it: `Mon, 23 Nov 2026 09:00:00 +0000`.
    pub(crate) fn mail_date(self) -> String {
        let ((year, month, day), (hour, minute, second)) = (calendar::date(self.days()), self.clock());
        let (weekday, month) = (name(&WEEKDAYS, self.days() % 7), name(&MONTHS, month - 1));
        format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} +0000")
    }

    /// The moment of a date of HTTP, in any of its three spellings.
    pub(crate) fn from_http_date(text: &str) -> Option<Self> {
        let text = text.split_once(", ").map_or(text, |(_, after)| after);
        let words: Vec<_> = text.split([' ', '-']).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            // `06 Nov 1994 08:49:37 GMT` and `06-Nov-94 08:49:37 GMT`
            [day, month, year, clock, "GMT"] => at(full_year(year)?, month, day, clock),
            // `Sun Nov  6 08:49:37 1994`
            [_, month, day, clock, year] if year.len() == 4 => at(full_year(year)?, month, day, clock),
            _ => None,
        }
    }
}

fn name(names: &[&'static str], position: i64) -> &'static str {
    usize::try_from(position).ok().and_then(|position| names.get(position)).copied().unwrap_or_default()
}

/// Two digits mean the years 1970 to 2069: no server promises anything for 1969.
fn full_year(text: &str) -> Option<i64> {
    let year = digits(text)?;
    match text.len() {
        2 if year < 70 => Some(2000 + year),
        2 => Some(1900 + year),
        4 => Some(year),
        _ => None,
    }
}

fn at(year: i64, month: &str, day: &str, clock: &str) -> Option<Moment> {
    let month = i64::try_from(MONTHS.iter().position(|name| *name == month)?).ok()? + 1;
    let day = digits(day).filter(|day| (1..=31).contains(day))?;
    let parts: Vec<_> = clock.split(':').map(digits).collect();
    let [Some(hour @ 0..=23), Some(minute @ 0..=59), Some(second @ 0..=60)] = *parts.as_slice() else {
        return None;
    };
    Some(Moment::at(calendar::days_before(year, month, day), hour, minute, second))
}
