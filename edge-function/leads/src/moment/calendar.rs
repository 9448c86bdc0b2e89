//! Days and dates. Years are reckoned from March, so that the day that is sometimes missing is the last.

const DAYS_IN_400_YEARS: i64 = 146_097;
/// From the first of March in the year 0, with which the reckoning begins, to the first of January 1970.
const DAYS_TO_1970: i64 = 719_468;

/// Year, month and day, so many days after 1970 began. From March on, months have 153 days in every five.
pub(super) fn date(days: i64) -> (i64, i64, i64) {
    let days = days + DAYS_TO_1970;
    let day_of_cycle = days % DAYS_IN_400_YEARS;
    let year_of_cycle = (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
    let day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_cycle + days / DAYS_IN_400_YEARS * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// The days from 1970 to this date; negative if it is before.
pub(super) fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (cycle, year_of_cycle) = (year.div_euclid(400), year.rem_euclid(400));
    let month_from_march = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    cycle * DAYS_IN_400_YEARS + year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year
        - DAYS_TO_1970
}
