//! Few things by their keys, in order.
//!
//! A tree pays off from hundreds of entries on. We have a dozen, of many kinds; and every kind of tree would bring all
//! of its code along, which the edge has to load.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Values by key, in the order of the keys. Each key is there once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<K, V>(Vec<(K, V)>);

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord, V> Table<K, V> {
    /// The place of this key: taken, or where it would be.
    fn place(&self, key: &K) -> Result<usize, usize> {
        for (place, (own, _)) in self.0.iter().enumerate() {
            if own >= key {
                return if own == key { Ok(place) } else { Err(place) };
            }
        }
        Err(self.0.len())
    }

    /// The value of this key.
    pub fn get<Q: PartialEq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0.iter().find(|(own, _)| own.borrow() == key).map(|(_, value)| value)
    }

    /// Puts a value in, unless there is one of this key; gives whether it did.
    pub fn add(&mut self, key: K, value: V) -> bool {
        match self.place(&key) {
            Ok(_) => false,
            Err(place) => {
                self.0.insert(place, (key, value));
                true
            }
        }
    }

    /// Puts a value in, in the place of any other of this key.
    pub fn put(&mut self, key: K, value: V) {
        match self.place(&key) {
            Ok(place) => drop(self.0.get_mut(place).map(|(_, own)| std::mem::replace(own, value))),
            Err(place) => self.0.insert(place, (key, value)),
        }
    }

    /// All, in the order of their keys.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K: Ord, V> Table<K, Vec<V>> {
    /// Adds one more to the values of this key.
    pub(crate) fn push(&mut self, key: K, value: V) {
        match self.place(&key) {
            Ok(place) => {
                if let Some((_, values)) = self.0.get_mut(place) {
                    values.push(value);
                }
            }
            Err(place) => self.0.insert(place, (key, vec![value])),
        }
    }
}

/// Of two values of one key, the last one stays.
impl<K: Ord, V> FromIterator<(K, V)> for Table<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(all: I) -> Self {
        let mut table = Self::default();
        for (key, value) in all {
            table.put(key, value);
        }
        table
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for Table<K, V> {
    fn from(all: [(K, V); N]) -> Self {
        all.into_iter().collect()
    }
}

impl<K: Ord + Serialize, V: Serialize> Serialize for Table<K, V> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.iter())
    }
}

impl<'de, K: Ord + Deserialize<'de>, V: Deserialize<'de>> Deserialize<'de> for Table<K, V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(from).map(Self::from_iter)
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn every_key_is_there_once_and_in_order() {
        let mut table = Table::default();
        assert!(table.add("b", 1) && table.add("a", 2) && table.add("c", 3) && !table.add("b", 4));
        table.put("a", 5);
        table.put("d", 6);
        assert_eq!(
            table.iter().map(|(key, value)| (*key, *value)).collect::<Vec<_>>(),
            [("a", 5), ("b", 1), ("c", 3), ("d", 6)]
        );
        assert_eq!((table.get(&"b"), table.get(&"e")), (Some(&1), None));
    }

    #[test]
    fn values_of_one_key_stay_in_the_order_in_which_they_came() {
        let mut table = Table::default();
        for (key, value) in [("b", 1), ("a", 2), ("b", 3)] {
            table.push(key, value);
        }
        assert_eq!((table.get(&"b"), table.get(&"a")), (Some(&vec![1, 3]), Some(&vec![2])));
    }
}
