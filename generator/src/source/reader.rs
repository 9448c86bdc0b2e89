//! A [`Node`] as serde reads it.

use std::cell::RefCell;
use std::collections::HashSet;

use serde::de::value::{BorrowedStrDeserializer, StringDeserializer, U32Deserializer};
use serde::de::{self, DeserializeSeed, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::fault::{Entry, Fault};
use super::node::{Node, Value};
use super::place::{AT_FIELDS, AT_NAME, Place};

/// What does not fit and was noted: values by identity, unknown keys by place, since all rows of a table share them.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    pub nodes: HashSet<usize>,
    pub keys: HashSet<Place>,
}

/// The identity of a node while the tree stands still.
pub(super) fn id(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
}

/// Reads one node.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub node: &'a Node,
    pub left_out: &'a RefCell<LeftOut>,
}

impl<'a> Reader<'a> {
    fn inside(self, node: &'a Node) -> Self {
        Self { node, ..self }
    }

    fn kept(self, node: &Node) -> bool {
        !self.left_out.borrow().nodes.contains(&id(node))
    }

    /// Whether this block has a key of that name.
    fn has(self, name: &str) -> bool {
        matches!(&self.node.value, Value::Map(entries) if entries.iter().any(|(key, _)| key.text() == Some(name)))
    }

    fn entry(self, key: &Node) -> Entry {
        Entry { block: id(self.node), place: self.node.place, key: key.text().unwrap_or_default().to_owned() }
    }

    /// Gives an error its place, unless a value further inside already did.
    fn here<T>(self, result: Result<T, Fault>) -> Result<T, Fault> {
        result.map_err(|fault| fault.at(self.node.place, id(self.node)))
    }

    fn wrong<T>(self, expected: &str, help: impl Into<String>) -> Result<T, Fault> {
        self.here(Err(Fault::new(format!("{} stands where {expected} is expected", self.node.kind()), help)))
    }

    fn number<T: std::str::FromStr>(self, expected: &str, help: &str) -> Result<T, Fault> {
        match &self.node.value {
            Value::Plain(text) => text.parse().or_else(|_| self.wrong(expected, help)),
            Value::Quoted(text) if text.parse::<T>().is_ok() => {
                self.wrong(expected, format!("Write it without quotes: `{text}`."))
            }
            _ => self.wrong(expected, help),
        }
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $kind:ty, $words:literal, $help:literal;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            let number: $kind = self.number($words, $help)?;
            self.here(visitor.$visit(number))
        }
    )*};
}

impl<'de> de::Deserializer<'de> for Reader<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.value {
            Value::Null => self.here(visitor.visit_unit()),
            Value::Plain(text) | Value::Quoted(text) => self.here(visitor.visit_borrowed_str(text)),
            Value::List(items) => self.here(visitor.visit_seq(Items { items: items.iter(), reader: self })),
            Value::Map(entries) => {
                self.here(visitor.visit_map(Entries { rest: entries.iter(), next: None, reader: self }))
            }
        }
    }

    numbers! {
        deserialize_u8 visit_u8 u8, "a whole number", "Write a number from 0 to 255 in digits, such as `12`.";
        deserialize_u16 visit_u16 u16, "a whole number", "Write a number that is not negative in digits, such as `12`.";
        deserialize_u32 visit_u32 u32, "a whole number", "Write a number that is not negative in digits, such as `12`.";
        deserialize_u64 visit_u64 u64, "a whole number", "Write a number that is not negative in digits, such as `12`.";
        deserialize_i8 visit_i8 i8, "a whole number", "Write digits only, such as `12`.";
        deserialize_i16 visit_i16 i16, "a whole number", "Write digits only, such as `12`.";
        deserialize_i32 visit_i32 i32, "a whole number", "Write digits only, such as `12`.";
        deserialize_i64 visit_i64 i64, "a whole number", "Write digits only, such as `12`.";
        deserialize_f32 visit_f32 f32, "a number", "Write digits, with a point before decimals, such as `12.5`.";
        deserialize_f64 visit_f64 f64, "a number", "Write digits, with a point before decimals, such as `12.5`.";
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.value {
            Value::Plain(text) if text == "true" => self.here(visitor.visit_bool(true)),
            Value::Plain(text) if text == "false" => self.here(visitor.visit_bool(false)),
            _ => self.wrong("`true` or `false`", "Write one of these two words, without quotes."),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.node.text() {
            Some(text) => self.here(visitor.visit_borrowed_str(text)),
            None => self.wrong("a text", "Write words; put them in quotes if they start with `[` or `{` or hold `: `."),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.node.value {
            Value::Null => self.here(visitor.visit_none()),
            _ => self.here(visitor.visit_some(self)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        self.here(visitor.visit_newtype_struct(self))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.node.value {
            Value::List(_) => self.deserialize_any(visitor),
            Value::Plain(ref text) | Value::Quoted(ref text) if !text.contains([',', '[', ']', '{', '}']) => {
                self.wrong("a list", format!("Put it in brackets: `[{text}]`."))
            }
            _ => self.wrong("a list", "Write `[one, other]`, or a line that starts with `- ` for each."),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.node.value {
            Value::Map(_) => self.deserialize_any(visitor),
            _ => self.wrong("a block of keys", "Write its keys on lines of their own below it, further to the right."),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if name == AT_NAME {
            self.here(visitor.visit_map(WithPlace { reader: self, next: 0 }))
        } else {
            self.deserialize_map(visitor)
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.node.text() {
            Some(text) => self.here(visitor.visit_enum(BorrowedStrDeserializer::new(text))),
            None => self.wrong("one word", "Write a single word after the `:`."),
        }
    }

    forward_to_deserialize_any! { i128 u128 char bytes byte_buf unit unit_struct tuple_struct identifier ignored_any }
}

struct Items<'a> {
    items: std::slice::Iter<'a, Node>,
    reader: Reader<'a>,
}

impl<'de> de::SeqAccess<'de> for Items<'de> {
    type Error = Fault;
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let reader = self.reader;
        self.items.by_ref().find(|item| reader.kept(item)).map(|item| seed.deserialize(reader.inside(item))).transpose()
    }
}

struct Entries<'a> {
    rest: std::slice::Iter<'a, (Node, Node)>,
    next: Option<(&'a Node, &'a Node)>,
    reader: Reader<'a>,
}

impl<'de> de::MapAccess<'de> for Entries<'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let reader = self.reader;
        let kept = |key: &Node| reader.kept(key) && !reader.left_out.borrow().keys.contains(&key.place);
        let next = self.rest.by_ref().find(|(key, value)| kept(key) && reader.kept(value));
        let Some((key, value)) = next else { return Ok(None) };
        self.next = Some((key, value));
        if key.text().is_none() {
            let fault = Fault::new("a key must be a word", "Check the indentation, and that the line has a `:`.");
            return Err(fault.at(key.place, id(value)));
        }
        seed.deserialize(reader.inside(key)).map(Some).map_err(|fault: Fault| {
            let fault = fault.without(|name| reader.has(name));
            fault.at(key.place, id(key)).under(reader.entry(key))
        })
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        match self.next.take() {
            Some((key, value)) => seed
                .deserialize(self.reader.inside(value))
                .map_err(|fault| fault.at(value.place, id(value)).under(self.reader.entry(key))),
            None => Err(de::Error::custom("a value was asked before its key")),
        }
    }
}

/// Answers [`super::At`]: file, line, column, then the value itself.
struct WithPlace<'a> {
    reader: Reader<'a>,
    next: usize,
}

impl<'de> de::MapAccess<'de> for WithPlace<'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let name = AT_FIELDS.get(self.next).copied();
        name.map(|name| seed.deserialize(StringDeserializer::new(name.to_owned()))).transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        let Place { file, line, column } = self.reader.node.place;
        self.next += 1;
        let number: U32Deserializer<Fault> = match self.next {
            1 => file.0,
            2 => line,
            3 => column,
            _ => return seed.deserialize(self.reader),
        }
        .into_deserializer();
        seed.deserialize(number)
    }
}
