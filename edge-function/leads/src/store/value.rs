//! What goes into a database and comes out: text, and integers that survive being a JavaScript number.

use crate::moment::Moment;

/// An integer that a 64-bit float holds exactly: at the edge, every number of the database passes through one, and
/// anything larger would be rounded silently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Integer(i64);

/// One value of a statement or a row. There are no floats, booleans or bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(Integer),
    /// Text.
    Text(String),
}

impl Integer {
    /// The largest: 2^53 - 1.
    pub const MAX: i64 = 9_007_199_254_740_991;

    /// This number. `None`: it is too large or too small to survive.
    pub fn new(number: i64) -> Option<Self> {
        (-Self::MAX..=Self::MAX).contains(&number).then_some(Self(number))
    }

    /// This number of a platform that knows floats only. `None`: it has a fraction, or was perhaps already rounded.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "within the range just checked, every whole float is exactly an integer"
    )]
    pub fn from_f64(number: f64) -> Option<Self> {
        let is_exact = number.fract() == 0.0 && number.abs() <= Self::MAX as f64;
        if is_exact { Self::new(number as i64) } else { None }
    }

    /// The number.
    pub fn get(self) -> i64 {
        self.0
    }

    /// The number as a float, exactly.
    #[expect(clippy::cast_precision_loss, reason = "the type holds nothing beyond 2^53")]
    pub fn as_f64(self) -> f64 {
        self.0 as f64
    }
}

impl Value {
    /// Text, or nothing.
    pub(super) fn optional(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Null, |text| Self::Text(text.into()))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Integer(Integer(number.into()))
    }
}

impl From<Integer> for Value {
    fn from(number: Integer) -> Self {
        Self::Integer(number)
    }
}

/// A moment lies far within what an [`Integer`] holds.
impl From<Moment> for Value {
    fn from(moment: Moment) -> Self {
        Self::Integer(Integer(moment.seconds()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Integer, Value};
    use crate::moment::Moment;

    #[test]
    fn only_numbers_that_survive_a_float_are_integers() {
        assert_eq!(Integer::from_f64(9_007_199_254_740_991.0).map(Integer::get), Some(Integer::MAX));
        assert_eq!(Integer::from_f64(-0.0).map(Integer::get), Some(0));
        for lost in [9_007_199_254_740_992.0, 0.5, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300] {
            assert_eq!(Integer::from_f64(lost), None, "{lost}");
        }
        assert_eq!(Integer::new(Integer::MAX + 1), None);
        assert_eq!(Integer::new(i64::MIN), None);
    }

    #[test]
    fn every_moment_can_be_stored() {
        for seconds in [i64::MIN, -1, 0, 1_700_000_000, i64::MAX] {
            let Value::Integer(stored) = Value::from(Moment::new(seconds)) else { unreachable!() };
            assert_eq!(Integer::new(stored.get()), Some(stored));
        }
    }
}
