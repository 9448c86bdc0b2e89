//! Money: whole cents, never a float.

use serde::{Deserialize, Deserializer, de::Error};

/// An amount of euros in cents; never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Cents(u64);

impl Cents {
    /// From cents.
    pub const fn new(cents: u64) -> Self {
        Self(cents)
    }

    /// The amount in cents.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// Whole euros, and the cents beyond them.
    pub const fn parts(self) -> (u64, u64) {
        (self.0 / 100, self.0 % 100)
    }

    /// The amount with `percent` on top, rounded half up to a cent, as invoices are.
    #[must_use]
    pub const fn plus_percent(self, percent: u8) -> Self {
        Self((self.0 * (100 + percent as u64) + 50) / 100)
    }

    /// The amount as machines read it: `312000` or `312000.50`.
    pub fn plain(self) -> String {
        match self.parts() {
            (euros, 0) => euros.to_string(),
            (euros, cents) => format!("{euros}.{cents:02}"),
        }
    }

    /// Reads `312000` or `312000.50`.
    fn parse(text: &str) -> Result<Self, String> {
        const MOST: u64 = 1_000_000_000;
        let help = "Write whole euros without separators or sign, such as `312000`, or with cents, `312000.50`.";
        if text.starts_with('-') {
            return Err(format!("a price cannot be negative: `{text}`\n{help} Leave it out if there is none."));
        }
        let (euros, cents) = text.split_once('.').unwrap_or((text, "00"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(euros) || !digits(cents) || cents.len() != 2 {
            let meant = without_separators(text).map(|digits| format!("Did you mean `{digits}`? ")).unwrap_or_default();
            return Err(format!("`{text}` is not an amount in euros\n{meant}{help}"));
        }
        match (euros.parse::<u64>(), cents.parse::<u64>()) {
            (Ok(euros), Ok(cents)) if euros <= MOST => Ok(Self(euros * 100 + cents)),
            _ => Err(format!("`{text}` is more than a billion euros\n{help}")),
        }
    }
}

/// `310.000`, `310 000`, `310,000` or `€ 310.000` as it should be typed, when it cannot mean anything else.
fn without_separators(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| c == '€' || c.is_whitespace());
    let mut groups = text.split(|c: char| matches!(c, '.' | ',' | '\'' | '’') || c.is_whitespace());
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().filter(|group| (1..=3).contains(&group.len()) && digits(group))?;
    let rest: Vec<&str> = groups.collect();
    let right = !rest.is_empty() && rest.iter().all(|group| group.len() == 3 && digits(group));
    right.then(|| format!("{first}{}", rest.concat()))
}

impl<'de> Deserialize<'de> for Cents {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(D::Error::custom)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn euros_and_cents_are_read_exactly() {
        assert_eq!(Cents::parse("312000").unwrap().get(), 31_200_000);
        assert_eq!(Cents::parse("0.29").unwrap().get(), 29);
        assert_eq!(Cents::parse("312000.50").unwrap().plain(), "312000.50");
    }

    #[test]
    fn what_is_not_an_amount_is_refused_with_a_hint() {
        for wrong in ["-1", "312.000", "312,000", "€ 3", "", ".50", "1e9", "99999999999"] {
            assert!(Cents::parse(wrong).unwrap_err().contains('\n'), "{wrong}");
        }
    }

    #[test]
    fn an_amount_with_separators_is_shown_without() {
        for written in ["312.000", "312,000", "312 000", "€ 312.000", "312\u{202f}000"] {
            assert_eq!(without_separators(written).as_deref(), Some("312000"), "{written}");
        }
        for unclear in ["312,50", "3.12", "1234.567", "duizend", "312000", ""] {
            assert_eq!(without_separators(unclear), None, "{unclear}");
        }
    }

    #[test]
    fn vat_is_rounded_to_the_cent() {
        assert_eq!(Cents::new(10_001).plus_percent(21), Cents::new(12_101));
    }
}
