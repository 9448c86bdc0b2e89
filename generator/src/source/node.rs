//! The tree that YAML and CSV have in common.

use super::place::Place;

/// A value as written, with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where the value starts.
    pub place: Place,
    /// The value.
    pub value: Value,
}

/// What a [`Node`] holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing written, `~` or `null`.
    Null,
    /// A plain scalar: may be read as number, truth value or text, as the reader asks.
    Plain(String),
    /// A quoted or block scalar: always text.
    Quoted(String),
    /// A list.
    List(Vec<Node>),
    /// Keys with their places, in the order written.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Plain(text) | Value::Quoted(text) => Some(text),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// What was found, in words an author uses.
    pub fn kind(&self) -> String {
        match &self.value {
            Value::Null => "nothing".to_owned(),
            Value::Plain(text) | Value::Quoted(text) => format!("`{text}`"),
            Value::List(_) => "a list".to_owned(),
            Value::Map(_) => "a block of keys".to_owned(),
        }
    }
}
