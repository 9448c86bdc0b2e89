//! Phone numbers: however people type them, one spelling that can be dialled from anywhere.
//!
//! Lengths and first digits only, and lenient: a number is refused if it is impossible, not if it is unusual. A full
//! numbering plan would be heavy at the edge and soon out of date.

mod plan;

use super::fault::Fault;
use super::personal;
use super::text::without_invisible;
use crate::form::Country;

use plan::Plan;

personal! {
    /// A phone number in E.164: `+` and 7 to 15 digits, the first of them not 0.
    pub struct Phone;
}

impl Phone {
    /// The number that was typed by someone in this country, who may leave out its country code.
    ///
    /// Errors: nothing was typed, no such number is possible, or calling it would cost extra.
    pub fn parse(typed: &str, country: Country) -> Result<Self, Fault> {
        let (dialled, is_international) = match read(typed)? {
            Digits::International(digits) => (digits, true),
            Digits::National(digits) => (digits, false),
        };
        let number = if is_international { international(&dialled)? } else { national(&dialled, country)? };
        let is_e164 = (7..=15).contains(&number.len()) && !number.starts_with('0');
        if is_e164 { Ok(Self(format!("+{number}"))) } else { Err(Fault::NotAPhone) }
    }
}

/// The digits of a number, and whether they begin with the code of a country.
enum Digits {
    International(String),
    National(String),
}

/// What was typed, without all that only makes it easier to read.
fn read(typed: &str) -> Result<Digits, Fault> {
    let visible = without_invisible(typed).to_ascii_lowercase();
    let number = without_label(visible.trim());
    if number.is_empty() {
        return Err(Fault::Missing);
    }
    let mut signs = String::new();
    for sign in number.chars() {
        match sign {
            '+' | '\u{ff0b}' => signs.push('+'),
            '(' | ')' => signs.push(sign),
            _ => match digit(sign) {
                Some(digit) => signs.push(digit),
                None if is_separator(sign) => {}
                None => return Err(Fault::NotAPhone),
            },
        }
    }
    // `(0)` is what to dial instead of the country code, never with it.
    let without_trunk = signs.replace("(0)", "");
    let plain = |signs: &str| signs.replace(['(', ')'], "");
    let full = plain(&without_trunk);
    if let Some(digits) = full.strip_prefix('+').or_else(|| full.strip_prefix("00")) {
        return only_digits(digits).map(Digits::International);
    }
    only_digits(&plain(&signs)).map(Digits::National)
}

fn only_digits(text: &str) -> Result<String, Fault> {
    if text.contains('+') { Err(Fault::NotAPhone) } else { Ok(text.to_owned()) }
}

/// The number without the word that some put before it.
fn without_label(text: &str) -> &str {
    let words = ["tel", "gsm"];
    words
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .map_or(text, |number| number.trim_start_matches(['.', ':', ' ', '\u{a0}']))
}

/// ASCII digits, and those of keyboards set to Arabic, Persian or full-width letters.
fn digit(sign: char) -> Option<char> {
    let code = u32::from(sign);
    let zero = [0x30, 0x660, 0x6f0, 0xff10].into_iter().find(|&zero| (zero..zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

fn is_separator(sign: char) -> bool {
    matches!(sign, '.' | '·' | '•' | ',' | '/' | '\\' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '_' | '[' | ']')
        || (sign.is_whitespace() && !sign.is_control())
}

/// A number that begins with a country code.
fn international(digits: &str) -> Result<String, Fault> {
    match Plan::of_number(digits) {
        Some((plan, rest)) => plan.complete(rest),
        None => Ok(digits.to_owned()),
    }
}

/// A number as dialled inside a country; or one whose `+` was forgotten, if it can be nothing else.
fn national(digits: &str, country: Country) -> Result<String, Fault> {
    let plan = Plan::of_country(country).ok_or(Fault::PhoneNeedsCountry)?;
    if let Some(rest) = digits.strip_prefix(plan.code)
        && plan.is_surely_after_code(rest)
    {
        return plan.complete(rest);
    }
    let inside = plan.complete(digits);
    match (digits.strip_prefix(plan.code), &inside) {
        (Some(rest), Err(Fault::NotAPhone)) => plan.complete(rest),
        _ => inside,
    }
}

#[cfg(test)]
mod tests;
