//! Counting so that nobody can be counted out: what is told are the numbers of groups of at least [`LEAST`], week by week
//! and only of weeks that are over, so that asking again tells nothing new about them.
//!
//! A small number that is left out could be reckoned back by whoever knows the sum of its line, say a partner that knows
//! how many enquiries it had in all. Therefore a line never leaves out one number alone: if it must leave out one, it
//! leaves out the next larger ones with it, until what is missing could be spread over the missing weeks in more than one
//! way. Which ones are left out depends on the numbers and on nothing else, so that any two of them could as well be
//! exchanged. Sums of lines are not told: over several weeks, or over several projects, the difference of two of them
//! would be a number that was left out.

use crate::moment::Week;

/// The smallest group whose number is told.
pub const LEAST: u32 = 5;

/// One line: what is counted in it by week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<K> {
    /// What it is about.
    pub about: K,
    /// The numbers that may be told.
    pub told: Vec<(Week, u32)>,
    /// Whether there is more, in weeks of which nothing is told.
    pub is_more: bool,
}

/// The lines of what was counted, as far as they may be told.
pub fn lines<K: Ord>(counted: impl IntoIterator<Item = (K, Week, u32)>) -> Vec<Line<K>> {
    let mut lines: Vec<Line<K>> = Vec::new();
    for (about, week, number) in counted {
        match lines.iter_mut().find(|line| line.about == about) {
            Some(line) => line.told.push((week, number)),
            None => lines.push(Line { about, told: vec![(week, number)], is_more: false }),
        }
    }
    for line in &mut lines {
        let numbers: Vec<u32> = line.told.iter().map(|(_, number)| *number).collect();
        let hidden = hidden_up_to(&numbers);
        line.told.retain(|(_, number)| *number > hidden);
        line.told.sort_unstable();
        line.is_more = numbers.iter().any(|number| (1..=hidden).contains(number));
    }
    lines.sort_unstable_by(|one, other| one.about.cmp(&other.about));
    lines
}

/// The largest of these numbers that is not told, or the largest that never is.
fn hidden_up_to(numbers: &[u32]) -> u32 {
    let mut most = LEAST - 1;
    loop {
        let (mut missing, mut sum, mut next) = (0, 0, u32::MAX);
        for &number in numbers.iter().filter(|number| **number > 0) {
            if number <= most {
                missing += 1;
                sum += u64::from(number);
            } else {
                next = next.min(number);
            }
        }
        // One alone is what the sum lacks; and if all were as small or as large as they can be, there is but one way.
        let is_open = missing == 0 || (missing > 1 && sum > missing && sum < u64::from(most) * missing);
        if is_open || next == u32::MAX {
            return most;
        }
        most = next;
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

    use std::collections::{BTreeMap, BTreeSet};

    use super::{LEAST, hidden_up_to, lines};
    use crate::moment::{Moment, Week};

    fn week(number: i64) -> Week {
        Week::of(Moment::new(number * 7 * 86_400))
    }

    #[test]
    fn a_small_group_takes_the_next_one_with_it() {
        let counted = [("a", week(1), 12), ("a", week(2), 3), ("a", week(3), 7), ("b", week(1), 9), ("c", week(1), 2)];
        let lines = lines(counted);
        assert_eq!((&lines[0].told[..], lines[0].is_more), (&[(week(1), 12)][..], true));
        assert_eq!((&lines[1].told[..], lines[1].is_more), (&[(week(1), 9)][..], false));
        assert_eq!((&lines[2].told[..], lines[2].is_more), (&[][..], true));
    }

    /// Every line of four weeks with up to nine each, as its reader sees it who knows the sum besides: whatever small
    /// number is left out could have been another one.
    #[test]
    fn no_small_number_follows_from_what_is_told_and_the_sum() {
        let mut seen: BTreeMap<(Vec<u32>, u32), BTreeSet<[u32; 4]>> = BTreeMap::new();
        for code in 0..10_000_u32 {
            let line = [code / 1000, code / 100 % 10, code / 10 % 10, code % 10];
            let hidden = hidden_up_to(&line);
            assert!(hidden >= LEAST - 1);
            let told = line.map(|number| if number > hidden { number } else { 0 });
            seen.entry((told.to_vec(), line.iter().sum())).or_default().insert(line);
        }
        for ((told, sum), could_be) in seen {
            for place in 0..4 {
                let numbers: BTreeSet<u32> = could_be.iter().map(|line| line[place]).collect();
                let is_known = numbers.len() == 1 && numbers.iter().any(|number| (1..LEAST).contains(number));
                assert!(!is_known, "{told:?} of {sum}: {numbers:?} at {place}");
            }
        }
    }
}
