//! Counts how much came in this minute, and forgets it with the minute.

use std::collections::BTreeMap;

use leads::platform::Limit;

/// Keys counted in one minute. A flood from ever new senders must not fill the memory; beyond this everything is within
/// its limit, as it is wherever that cannot be told.
const MOST_KEYS: usize = 10_000;

/// The counts of one minute.
#[derive(Debug, Default)]
pub(super) struct Limits {
    minute: i64,
    counts: BTreeMap<(Limit, String), u32>,
}

impl Limits {
    /// Counts one more under this key at this time, in seconds, and says whether it is within the limit.
    pub(super) fn within(&mut self, limit: Limit, key: &str, seconds: i64) -> bool {
        let minute = seconds.div_euclid(i64::from(Limit::SECONDS));
        if minute != self.minute {
            *self = Self { minute, counts: BTreeMap::new() };
        }
        let key = (limit, key.to_owned());
        if self.counts.len() >= MOST_KEYS && !self.counts.contains_key(&key) {
            return true;
        }
        let count = self.counts.entry(key).or_default();
        *count = count.saturating_add(1);
        *count <= limit.most()
    }
}

#[cfg(test)]
mod tests {
    use leads::platform::Limit;

    use super::{Limits, MOST_KEYS};

    #[test]
    fn what_goes_beyond_the_limit_is_told_until_the_minute_is_over() {
        let mut limits = Limits::default();
        for _ in 0..Limit::Sender.most() {
            assert!(limits.within(Limit::Sender, "a", 60));
        }

        assert!(!limits.within(Limit::Sender, "a", 119));
        assert!(limits.within(Limit::Sender, "b", 119), "others are counted apart");
        assert!(limits.within(Limit::Project, "a", 119), "so is another limit");
        assert!(limits.within(Limit::Sender, "a", 120));
    }

    #[test]
    fn ever_new_keys_do_not_fill_the_memory() {
        let mut limits = Limits::default();
        for number in 0..2 * MOST_KEYS {
            assert!(limits.within(Limit::Sender, &number.to_string(), 0));
        }
        assert_eq!(limits.counts.len(), MOST_KEYS);
    }
}
