//! Domain names in the form that mail travels by.
//!
//! The full tables of internationalised names would add 80 to 160 KB to a program at the edge. The letters of the
//! languages written in Latin need none of them: in lower case and composed, they stand for themselves.

use super::fault::Fault;
use crate::letters::Letters;

const LABEL_MAX_LENGTH: usize = 63;

/// This domain in ASCII and in lower case. Errors: it is not a domain with a dot, or not in Latin letters.
pub(super) fn to_ascii(domain: &str, letters: Letters) -> Result<String, Fault> {
    let labels: Vec<_> = domain.split('.').map(|label| label_to_ascii(label, letters)).collect::<Result<_, _>>()?;
    let ends_in_word = labels.last().is_some_and(|last| last.bytes().any(|byte| byte.is_ascii_alphabetic()));
    if labels.len() < 2 || !ends_in_word {
        return Err(Fault::NotAnEmail);
    }
    Ok(labels.join("."))
}

fn label_to_ascii(label: &str, letters: Letters) -> Result<String, Fault> {
    let label = if label.is_ascii() { label.to_ascii_lowercase() } else { international(label, letters)? };
    let is_label = (1..=LABEL_MAX_LENGTH).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-');
    if is_label { Ok(label) } else { Err(Fault::NotAnEmail) }
}

fn international(label: &str, letters: Letters) -> Result<String, Fault> {
    let label = (letters.composed)(&(letters.small)(label));
    let is_latin = label.chars().all(|sign| sign.is_ascii() || is_latin_letter(sign));
    let has_hyphens_of_another_meaning = label.chars().skip(2).take(2).eq("--".chars());
    if !is_latin || has_hyphens_of_another_meaning || label.starts_with('-') || label.ends_with('-') {
        return Err(Fault::DomainNotSupported);
    }
    // Checked here too: the encoding copies them, and they would look harmless afterwards.
    if !label.chars().all(|sign| !sign.is_ascii() || sign.is_ascii_alphanumeric() || sign == '-') {
        return Err(Fault::NotAnEmail);
    }
    punycode(&label).map(|encoded| format!("xn--{encoded}")).ok_or(Fault::NotAnEmail)
}

/// Small Latin letters with marks, but those that stand for two letters or for another one.
fn is_latin_letter(sign: char) -> bool {
    matches!(sign, '\u{df}'..='\u{f6}' | '\u{f8}'..='\u{17e}')
        && sign.is_lowercase()
        && !matches!(sign, '\u{133}' | '\u{140}' | '\u{149}')
}

/// RFC 3492, with the numbers it gives for domain names. Nothing if a number grows too big.
fn punycode(label: &str) -> Option<String> {
    const INITIAL_CODE: u32 = 0x80;
    let mut encoded: String = label.chars().filter(char::is_ascii).collect();
    let mut done = u32::try_from(encoded.len()).ok()?;
    let is_first = done;
    if done > 0 {
        encoded.push('-');
    }
    let (mut code, mut delta, mut bias) = (INITIAL_CODE, 0_u32, 72);
    while let Some(next) = label.chars().map(u32::from).filter(|&sign| sign >= code).min() {
        delta = delta.checked_add((next - code).checked_mul(done + 1)?)?;
        code = next;
        for sign in label.chars().map(u32::from) {
            if sign < code {
                delta = delta.checked_add(1)?;
            } else if sign == code {
                push_number(&mut encoded, delta, bias);
                bias = adapted(delta, done + 1, done == is_first);
                delta = 0;
                done += 1;
            }
        }
        delta = delta.checked_add(1)?;
        code += 1;
    }
    Some(encoded)
}

const BASE: u32 = 36;
const LEAST: u32 = 1;
const MOST: u32 = 26;

/// A number in digits whose base depends on their place, the least first.
fn push_number(encoded: &mut String, number: u32, bias: u32) {
    let mut rest = number;
    for place in (BASE..).step_by(36) {
        let threshold = place.saturating_sub(bias).clamp(LEAST, MOST);
        if rest < threshold {
            break;
        }
        encoded.extend(digit(threshold + (rest - threshold) % (BASE - threshold)));
        rest = (rest - threshold) / (BASE - threshold);
    }
    encoded.extend(digit(rest));
}

/// `a` to `z`, then `0` to `9`.
fn digit(value: u32) -> Option<char> {
    char::from_digit((value + 10) % BASE, BASE)
}

fn adapted(delta: u32, count: u32, is_first: bool) -> u32 {
    const SKEW: u32 = 38;
    const DAMP: u32 = 700;
    let mut delta = if is_first { delta / DAMP } else { delta / 2 };
    delta += delta / count;
    let mut bias = 0;
    while delta > (BASE - LEAST) * MOST / 2 {
        delta /= BASE - LEAST;
        bias += BASE;
    }
    bias + (BASE - LEAST + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests;
