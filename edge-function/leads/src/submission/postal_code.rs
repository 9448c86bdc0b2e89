//! Postal codes, country by country.

use super::fault::Fault;
use super::personal;
use super::text::without_invisible;
use crate::form::Country;

/// The most characters of a postal code anywhere.
const MAX_LENGTH: usize = 12;

personal! {
    /// A postal code as its country writes it.
    pub struct PostalCode;
}

impl PostalCode {
    /// The code that was typed, held against the rules of this country; without a country, against the loosest.
    ///
    /// Errors: nothing was typed, or no such code is possible there.
    pub fn parse(typed: &str, country: Option<Country>) -> Result<Self, Fault> {
        let country = country.unwrap_or(Country::Other);
        let cleaned = without_invisible(typed);
        let words: Vec<_> = cleaned.split_whitespace().collect();
        let code = words.join(" ").to_ascii_uppercase();
        if code.is_empty() {
            return Err(Fault::Missing);
        }
        let code = match letters_before(country) {
            Some(letters) => in_country(country, bare(&code, letters)),
            None => anywhere(&code),
        };
        code.map(Self).ok_or(Fault::NotAPostcode { country })
    }
}

/// The letters that people put before the codes of a country, as on letters from abroad.
const fn letters_before(country: Country) -> Option<&'static [&'static str]> {
    match country {
        Country::Belgium => Some(&["BE", "B"]),
        Country::France => Some(&["FR", "F"]),
        Country::Netherlands => Some(&["NL"]),
        Country::Germany => Some(&["DE", "D"]),
        Country::Luxembourg => Some(&["LU", "L"]),
        Country::Other => None,
    }
}

/// The code without these letters before it and without what parts its digits.
fn bare(code: &str, letters: &[&str]) -> String {
    let code = letters.iter().find_map(|letters| code.strip_prefix(letters)).unwrap_or(code);
    code.chars().filter(|sign| !matches!(sign, ' ' | '-' | '.')).collect()
}

fn in_country(country: Country, bare: String) -> Option<String> {
    let is_number = bare.bytes().all(|byte| byte.is_ascii_digit());
    let is_between =
        |least: u32, most: u32| is_number && bare.parse::<u32>().is_ok_and(|number| (least..=most).contains(&number));
    let is_code = match country {
        Country::Belgium => bare.len() == 4 && is_between(1000, 9999),
        Country::France => bare.len() == 5 && is_between(1000, 98_999),
        Country::Germany => bare.len() == 5 && is_between(1001, 99_998),
        Country::Luxembourg => bare.len() == 4 && is_number,
        Country::Netherlands => return dutch(&bare),
        Country::Other => false,
    };
    is_code.then_some(bare)
}

/// Four digits, a space, two letters: never the three pairs that the occupation has spoilt.
fn dutch(bare: &str) -> Option<String> {
    let (digits, letters) = bare.split_at_checked(4)?;
    let is_code = digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with('0')
        && letters.len() == 2
        && letters.bytes().all(|byte| byte.is_ascii_uppercase())
        && !["SA", "SD", "SS"].contains(&letters);
    is_code.then(|| format!("{digits} {letters}"))
}

fn anywhere(code: &str) -> Option<String> {
    let is_code = code.len() <= MAX_LENGTH
        && code.bytes().any(|byte| byte.is_ascii_digit())
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b' ' || byte == b'-');
    is_code.then(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::Country::{Belgium, France, Germany, Luxembourg, Netherlands, Other};
    use super::{Country, Fault, PostalCode};

    #[test]
    fn codes_are_written_as_their_country_does() {
        for (country, typed, code) in [
            (Belgium, "9000", "9000"),
            (Belgium, " B-9000 ", "9000"),
            (Belgium, "be 1000", "1000"),
            (France, "01000", "01000"),
            (France, "75 008", "75008"),
            (France, "F-98999", "98999"),
            (Netherlands, "1234ab", "1234 AB"),
            (Netherlands, "1234  AB", "1234 AB"),
            (Netherlands, "NL-9999 zz", "9999 ZZ"),
            (Germany, "01001", "01001"),
            (Germany, "D-50667", "50667"),
            (Luxembourg, "L-1234", "1234"),
            (Luxembourg, "lu1234", "1234"),
            (Other, "sw1a 1aa", "SW1A 1AA"),
            (Other, "00-950", "00-950"),
        ] {
            assert_eq!(PostalCode::parse(typed, Some(country)).unwrap().as_str(), code, "{country} {typed:?}");
        }
    }

    #[test]
    fn impossible_codes_are_refused_with_their_country() {
        let refused: &[(Country, &[&str])] = &[
            (Belgium, &["0999", "999", "10000", "1234 AB", "９０００"]),
            (France, &["00999", "99000", "7500", "750080", "2A004"]),
            (Netherlands, &["0123 AB", "1234", "1234 A", "1234 SS", "1234 sa", "1234 SD", "éé34 AB"]),
            (Germany, &["01000", "99999", "1234"]),
            (Luxembourg, &["123", "12345"]),
            (Other, &["ABC", "1234567890123", "12;34", "12\n34\u{0}"]),
        ];
        for &(country, all) in refused {
            for typed in all {
                assert_eq!(PostalCode::parse(typed, Some(country)), Err(Fault::NotAPostcode { country }), "{typed:?}");
            }
        }
    }

    #[test]
    fn without_a_country_any_of_the_neighbours_will_do() {
        for typed in ["9000", "1234 AB", "L-1234", "75008"] {
            assert_eq!(PostalCode::parse(typed, None).unwrap().as_str(), typed);
        }
    }
}
