//! Messages that say one thing over and over.

use std::collections::BTreeSet;

use crate::letters::Letters;

/// So many equal letters in a row are no emphasis any more.
const LONGEST_RUN: usize = 30;

/// Fewer words than this may repeat: "ja ja ja", or a list of rooms.
const FEWEST_WORDS: usize = 20;

/// Whether this message repeats itself as only a machine, or someone in jest, would.
pub(super) fn is_repetitive(message: &str, letters: Letters) -> bool {
    has_long_run(message) || has_few_different_words(&(letters.small)(message))
}

/// Letters and digits only: rows of dots and dashes are how people draw a line.
fn has_long_run(message: &str) -> bool {
    let mut last = None;
    let mut run = 0;
    message.chars().any(|sign| {
        run = if last == Some(sign) && sign.is_alphanumeric() { run + 1 } else { 1 };
        last = Some(sign);
        run >= LONGEST_RUN
    })
}

/// Every word five times, on average. The message has no capitals.
fn has_few_different_words(message: &str) -> bool {
    let words: Vec<_> = message.split_whitespace().collect();
    let mut seen = BTreeSet::new();
    let different = words.iter().filter(|word| seen.insert(**word)).count();
    words.len() >= FEWEST_WORDS && different * 5 <= words.len()
}

#[cfg(test)]
mod tests {
    use super::Letters;

    fn is_repetitive(message: &str) -> bool {
        super::is_repetitive(message, Letters::OWN)
    }

    #[test]
    fn saying_one_thing_over_and_over_is_noticed() {
        assert!(is_repetitive(&"buy now ".repeat(10)));
        assert!(is_repetitive(&"x".repeat(30)));
    }

    #[test]
    fn emphasis_lines_and_lists_are_not() {
        for message in [
            "Jaaaaaaaaa graag!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!",
            "----------------------------------------\nVragen:\n........................................",
            "unit 1, unit 2, unit 3, unit 4, unit 5, unit 6, unit 7, unit 8, unit 9, unit 10",
            "",
        ] {
            assert!(!is_repetitive(message), "{message}");
        }
    }
}
