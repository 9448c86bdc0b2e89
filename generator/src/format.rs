//! Numbers, prices, areas and dates as each language writes them.

use jiff::civil::Date;
use leads::Language;

use crate::project::figures::Range;
use crate::project::money::Cents;
use crate::project::period::Period;

const NBSP: char = '\u{a0}';
const NARROW: char = '\u{202f}';

/// A whole number with the language's separator of thousands.
pub fn number(language: Language, number: u64) -> String {
    let separator = match language {
        Language::Dutch | Language::German => '.',
        Language::French => NARROW,
        Language::English => ',',
    };
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// A number with at most one decimal.
pub fn decimal(language: Language, value: f64) -> String {
    let tenths = (value.abs() * 10.0).round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "areas and energy figures are small and not negative here"
    )]
    let tenths = tenths as u64;
    let whole = number(language, tenths / 10);
    let sign = if value < 0.0 && tenths > 0 { "-" } else { "" };
    let point = if language == Language::English { '.' } else { ',' };
    match tenths % 10 {
        0 => format!("{sign}{whole}"),
        tenth => format!("{sign}{whole}{point}{tenth}"),
    }
}

/// An amount without its currency.
fn amount(language: Language, cents: Cents) -> String {
    let (euros, rest) = cents.parts();
    let point = if language == Language::English { '.' } else { ',' };
    let euros = number(language, euros);
    if rest == 0 { euros } else { format!("{euros}{point}{rest:02}") }
}

fn with_euro(language: Language, amount: &str) -> String {
    match language {
        Language::Dutch => format!("€{NBSP}{amount}"),
        Language::English => format!("€{amount}"),
        Language::French | Language::German => format!("{amount}{NBSP}€"),
    }
}

/// A price: `€ 312.000`, `312 000 €`, `€312,000`, `312.000 €`.
pub fn price(language: Language, cents: Cents) -> String {
    with_euro(language, &amount(language, cents))
}

/// A range of prices, with the sign once.
pub fn price_range(language: Language, range: Range<Cents>) -> String {
    if range.low == range.high {
        return price(language, range.low);
    }
    with_euro(language, &format!("{} – {}", amount(language, range.low), amount(language, range.high)))
}

/// A range of whole numbers with a unit behind it, if any.
pub fn range(language: Language, low: u64, high: u64, unit: &str) -> String {
    let numbers = if low == high {
        number(language, low)
    } else {
        format!("{} – {}", number(language, low), number(language, high))
    };
    if unit.is_empty() { numbers } else { format!("{numbers}{NBSP}{unit}") }
}

/// An area: `92,5 m²`.
pub fn area(language: Language, square_metres: f64) -> String {
    format!("{}{NBSP}m²", decimal(language, square_metres))
}

/// A date in words: `12 november 2026`.
pub fn date(language: Language, date: Date) -> String {
    let (day, month, year) = (date.day(), month(language, date.month()), date.year());
    match language {
        Language::French if day == 1 => format!("1er{NBSP}{month} {year}"),
        Language::German => format!("{day}.{NBSP}{month} {year}"),
        Language::Dutch | Language::French | Language::English => format!("{day}{NBSP}{month} {year}"),
    }
}

/// A period in words, as exact as it is known.
pub fn period(language: Language, period: Period) -> String {
    match period {
        Period::Day(day) => date(language, day),
        Period::Month(year, number) => format!("{} {year}", month(language, number)),
        Period::Quarter(year, quarter) => self::quarter(language, quarter, year),
        Period::Year(year) => year.to_string(),
    }
}

/// Two periods: one text when they are the same.
pub fn period_range(language: Language, range: Range<Period>) -> String {
    if range.low == range.high {
        return period(language, range.low);
    }
    if let (Period::Quarter(year, low), Period::Quarter(other, high)) = (range.low, range.high)
        && year == other
    {
        return match language {
            Language::Dutch => format!("{low}e – {high}e kwartaal {year}"),
            Language::French => format!("{} – {} trimestre {year}", ordinal(language, low), ordinal(language, high)),
            Language::English => format!("Q{low} – Q{high} {year}"),
            Language::German => format!("{low}. – {high}. Quartal {year}"),
        };
    }
    format!("{} – {}", period(language, range.low), period(language, range.high))
}

fn quarter(language: Language, quarter: i8, year: i16) -> String {
    match language {
        Language::Dutch => format!("{quarter}e{NBSP}kwartaal {year}"),
        Language::French => format!("{}{NBSP}trimestre {year}", ordinal(language, quarter)),
        Language::English => format!("Q{quarter}{NBSP}{year}"),
        Language::German => format!("{quarter}.{NBSP}Quartal {year}"),
    }
}

/// After a colon a line starts small, save in German, where it starts with a noun.
pub fn lower_first(line: &str, language: Language) -> String {
    let mut letters = line.chars();
    match letters.next() {
        Some(first) if language != Language::German => first.to_lowercase().chain(letters).collect(),
        _ => line.to_owned(),
    }
}

/// The place of a thing in a row: `2e`, `1er`, `2nd`, `2.`.
pub fn ordinal(language: Language, number: i8) -> String {
    let ending = match (language, number % 10, number) {
        (Language::French, _, 1) => "er",
        (Language::Dutch | Language::French, ..) => "e",
        (Language::German, ..) => ".",
        (Language::English, _, 11..=13) => "th",
        (Language::English, 1, _) => "st",
        (Language::English, 2, _) => "nd",
        (Language::English, 3, _) => "rd",
        (Language::English, ..) => "th",
    };
    format!("{number}{ending}")
}

fn month(language: Language, number: i8) -> &'static str {
    let names: [&str; 12] = match language {
        Language::Dutch => [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
        Language::French => [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        Language::English => [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        Language::German => [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
    };
    usize::try_from(number - 1).ok().and_then(|index| names.get(index).copied()).unwrap_or_default()
}

/// The language in its own words, for language links.
pub fn language_name(language: Language) -> &'static str {
    match language {
        Language::Dutch => "Nederlands",
        Language::French => "Français",
        Language::English => "English",
        Language::German => "Deutsch",
    }
}

/// The language with its region, for readers in Belgium; English as Belgium’s expatriates read it.
pub fn locale(language: Language) -> &'static str {
    match language {
        Language::Dutch => "nl_BE",
        Language::French => "fr_BE",
        Language::English => "en_GB",
        Language::German => "de_BE",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn prices_are_written_as_each_language_does() {
        let prices = [Language::Dutch, Language::French, Language::English, Language::German]
            .map(|language| price(language, Cents::new(31_200_000)));
        assert_eq!(prices, ["€\u{a0}312.000", "312\u{202f}000\u{a0}€", "€312,000", "312.000\u{a0}€"]);
        assert_eq!(price(Language::French, Cents::new(123_456)), "1\u{202f}234,56\u{a0}€");
    }

    #[test]
    fn a_range_has_one_sign_and_collapses_when_it_is_none() {
        let range = |low, high| price_range(Language::Dutch, Range { low: Cents::new(low), high: Cents::new(high) });
        assert_eq!(range(26_500_000, 48_900_000), "€\u{a0}265.000 – 489.000");
        assert_eq!(range(26_500_000, 26_500_000), "€\u{a0}265.000");
    }

    #[test]
    fn areas_keep_a_half_and_drop_a_zero() {
        assert_eq!(area(Language::Dutch, 92.5), "92,5\u{a0}m²");
        assert_eq!(area(Language::English, 92.0), "92\u{a0}m²");
        assert_eq!(area(Language::German, 1234.04), "1.234\u{a0}m²");
    }

    #[test]
    fn floors_are_counted_as_people_do() {
        let english = [1, 2, 3, 4, 11, 12, 13, 21, 22].map(|number| ordinal(Language::English, number));
        assert_eq!(english, ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd"]);
        assert_eq!([1, 2].map(|number| ordinal(Language::French, number)), ["1er", "2e"]);
    }

    #[test]
    fn dates_and_quarters_read_naturally() {
        assert_eq!(date(Language::French, day(2026, 8, 1)), "1er\u{a0}août 2026");
        assert_eq!(date(Language::German, day(2026, 3, 12)), "12.\u{a0}März 2026");
        assert_eq!(period(Language::Dutch, Period::Quarter(2027, 3)), "3e\u{a0}kwartaal 2027");
        assert_eq!(
            period_range(Language::English, Range { low: Period::Quarter(2027, 3), high: Period::Quarter(2027, 4) }),
            "Q3 – Q4 2027"
        );
    }
}
