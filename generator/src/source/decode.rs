//! From a tree of [`Node`]s to a raw type, by serde, noting every value that does not fit.
//!
//! serde stops at the first error. We note it, leave that value out and read again, until nothing is left to note; for
//! that to work, every field of a raw type is optional or has a default, and absence is judged later.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt::{self, Display};

use serde::de::value::{BorrowedStrDeserializer, StringDeserializer, U32Deserializer};
use serde::de::{self, DeserializeOwned, DeserializeSeed, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::node::{Node, Value};
use super::place::{AT_FIELDS, AT_NAME, Place};
use crate::nearest::instead;
use crate::problem::{Problem, Problems};

/// More mistakes than this in one file are not worth reading, and bound the work on a hostile file.
const MOST_PROBLEMS: usize = 100;

/// Reads a raw type. What does not fit is noted and left out; `None` only when the file as a whole does not fit.
pub fn decode<T: DeserializeOwned>(root: &Node, problems: &mut Problems) -> Option<T> {
    let left_out = RefCell::new(HashSet::new());
    for _ in 0..MOST_PROBLEMS {
        match T::deserialize(Reader { node: root, left_out: &left_out }) {
            Ok(value) => return Some(value),
            Err(fault) => {
                let (place, id) = fault.spot.unwrap_or((root.place, id(root)));
                problems.add(fault.what.problem(place));
                if id == self::id(root) || !left_out.borrow_mut().insert(id) {
                    return None;
                }
            }
        }
    }
    None
}

/// The identity of a node while the tree stands still.
fn id(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    node: &'a Node,
    left_out: &'a RefCell<HashSet<usize>>,
}

impl<'a> Reader<'a> {
    fn inside(self, node: &'a Node) -> Self {
        Self { node, ..self }
    }

    fn kept(self, node: &Node) -> bool {
        !self.left_out.borrow().contains(&id(node))
    }

    /// Gives an error its place, unless a value further inside already did.
    fn here<T>(self, result: Result<T, Fault>) -> Result<T, Fault> {
        result.map_err(|fault| fault.at(self.node.place, self.node))
    }

    fn wrong<T>(self, expected: &str) -> Result<T, Fault> {
        let what =
            What::Other { message: format!("{} stands where {expected} is expected", self.node.kind()), help: None };
        self.here(Err(Fault { what, spot: None }))
    }

    fn number<T: std::str::FromStr>(self, expected: &str) -> Result<T, Fault> {
        match &self.node.value {
            Value::Plain(text) => text.parse().or_else(|_| self.wrong(expected)),
            _ => self.wrong(expected),
        }
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $kind:ty, $words:literal;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            let number: $kind = self.number($words)?;
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
                self.here(visitor.visit_map(Entries { entries: entries.iter(), value: None, reader: self }))
            }
        }
    }

    numbers! {
        deserialize_u8 visit_u8 u8, "a whole number from 0 to 255";
        deserialize_u16 visit_u16 u16, "a whole number, 0 or more";
        deserialize_u32 visit_u32 u32, "a whole number, 0 or more";
        deserialize_u64 visit_u64 u64, "a whole number, 0 or more";
        deserialize_i8 visit_i8 i8, "a whole number";
        deserialize_i16 visit_i16 i16, "a whole number";
        deserialize_i32 visit_i32 i32, "a whole number";
        deserialize_i64 visit_i64 i64, "a whole number";
        deserialize_f32 visit_f32 f32, "a number such as `12.5`";
        deserialize_f64 visit_f64 f64, "a number such as `12.5`";
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.value {
            Value::Plain(text) if text == "true" => self.here(visitor.visit_bool(true)),
            Value::Plain(text) if text == "false" => self.here(visitor.visit_bool(false)),
            _ => self.wrong("`true` or `false`"),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.node.text() {
            Some(text) => self.here(visitor.visit_borrowed_str(text)),
            None => self.wrong("a text"),
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
            _ => self.wrong("a list"),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.node.value {
            Value::Map(_) => self.deserialize_any(visitor),
            _ => self.wrong("a block of keys"),
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
            None => self.wrong("one word"),
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
    entries: std::slice::Iter<'a, (Node, Node)>,
    value: Option<&'a Node>,
    reader: Reader<'a>,
}

impl<'de> de::MapAccess<'de> for Entries<'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let reader = self.reader;
        let Some((key, value)) = self.entries.by_ref().find(|(_, value)| reader.kept(value)) else { return Ok(None) };
        self.value = Some(value);
        let Some(name) = key.text() else {
            let what = What::Other {
                message: "a key must be a word".to_owned(),
                help: Some("Check the indentation and the `:`.".to_owned()),
            };
            return Err(Fault { what, spot: Some((key.place, id(value))) });
        };
        seed.deserialize(BorrowedStrDeserializer::new(name))
            .map(Some)
            .map_err(|fault: Fault| fault.at(key.place, value))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        match self.value.take() {
            Some(value) => seed.deserialize(self.reader.inside(value)),
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

/// Why a value does not fit, and where.
#[derive(Debug)]
pub(crate) struct Fault {
    what: What,
    spot: Option<(Place, usize)>,
}

impl Fault {
    fn at(mut self, place: Place, node: &Node) -> Self {
        self.spot.get_or_insert((place, id(node)));
        self
    }
}

#[derive(Debug)]
enum What {
    UnknownKey { found: String, known: &'static [&'static str] },
    UnknownWord { found: String, known: &'static [&'static str] },
    Other { message: String, help: Option<String> },
}

impl What {
    fn problem(self, place: Place) -> Problem {
        match self {
            Self::UnknownKey { found, known } => {
                Problem::error("Y-10", place, format!("`{found}` is not a key that is known here"))
                    .help(instead(&found, known.iter().copied()))
            }
            Self::UnknownWord { found, known } => {
                Problem::error("Y-11", place, format!("`{found}` is not one of the possible values"))
                    .help(instead(&found, known.iter().copied()))
            }
            Self::Other { message, help } => Problem { help, ..Problem::error("Y-12", place, message) },
        }
    }
}

impl de::Error for Fault {
    /// A second line of the message is the help.
    fn custom<T: Display>(message: T) -> Self {
        let text = message.to_string();
        let (message, help) = match text.split_once('\n') {
            Some((message, help)) => (message.to_owned(), Some(help.to_owned())),
            None => (text, None),
        };
        Self { what: What::Other { message, help }, spot: None }
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self { what: What::UnknownKey { found: field.to_owned(), known: expected }, spot: None }
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self { what: What::UnknownWord { found: variant.to_owned(), known: expected }, spot: None }
    }
}

impl Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.what)
    }
}

impl std::error::Error for Fault {}
