//! Reading JSON: one reader for every text, whatever is made of it.
//!
//! A text becomes a tree first, and what is wanted is taken out of the tree. So the code that goes through the
//! characters exists once, where a derived reader would bring it along for each type; at the edge that is a quarter of
//! everything. Keys that nobody knows are refused, and no error repeats anything but our own names: what stands in a
//! text may be secret or personal.

mod members;
mod tree;
mod written;

use serde::de::{Deserialize as _, DeserializeSeed as _, Deserializer};

pub(crate) use members::{Key, Members, read_members};
pub(crate) use tree::Json;
use tree::{Stop, Values};
pub(crate) use written::{Written, object, object_of};

/// What can be read out of a value.
pub(crate) trait Read {
    /// Whether the member of an object that it is may be missing.
    const MAY_BE_MISSING: bool = false;

    /// What the value says. If it is something else, that is noted, and what is given instead means nothing: nobody
    /// gets to see it. To go on rather than to give up halfway spares every reader the code that clears up.
    fn read(json: &Json, wrong: &mut Wrong) -> Self;
}

/// What is wrong with a text: the first value that is not what it must be.
#[derive(Default)]
pub(crate) struct Wrong {
    first: Option<Mismatch>,
}

/// A value is not what it must be.
struct Mismatch {
    /// Which one: its place in the order in which values begin.
    place: usize,
    /// What is wrong, in words that repeat nothing of it.
    why: String,
}

impl Wrong {
    /// Notes what is wrong with a value, unless something before it was.
    pub(crate) fn note(&mut self, json: &Json, why: &str) {
        if self.first.is_none() {
            self.first = Some(Mismatch { place: json.place(), why: why.to_owned() });
        }
    }

    /// Notes that a value is none of these.
    pub(crate) fn note_none_of(&mut self, json: &Json, words: &[&str]) {
        self.note(json, &one_of(words));
    }

    fn so_far<T>(self, read: T) -> Result<T, Mismatch> {
        self.first.map_or(Ok(read), Err)
    }
}

/// What was expected, where it is one of these.
fn one_of(words: &[&str]) -> String {
    format!("expected one of `{}`", words.join("`, `"))
}

/// What the tree says.
fn said<T: Read>(json: &Json) -> Result<T, Mismatch> {
    let mut wrong = Wrong::default();
    let read = T::read(json, &mut wrong);
    wrong.so_far(read)
}

/// The tree of a text. Error: it is no JSON.
pub(crate) fn tree(text: &str) -> Result<Json, serde_json::Error> {
    values(text, None)
}

/// A document to be sent on as it is, if these bytes are JSON.
pub(crate) fn document(bytes: &[u8]) -> Option<serde_json::Value> {
    Some(tree(std::str::from_utf8(bytes).ok()?).ok()?.into())
}

/// What this text says. Error: it is no JSON, or says something else; with line and column.
pub(crate) fn read<T: Read>(text: &str) -> Result<T, serde_json::Error> {
    Text::new(text)?.read()
}

/// A text and its tree.
pub(crate) struct Text<'a> {
    text: &'a str,
    json: Json,
}

impl<'a> Text<'a> {
    /// Error: it is no JSON.
    pub(crate) fn new(text: &'a str) -> Result<Self, serde_json::Error> {
        Ok(Self { text, json: tree(text)? })
    }

    /// What it says. Error: something else, with line and column.
    pub(crate) fn read<T: Read>(&self) -> Result<T, serde_json::Error> {
        said(&self.json).map_err(|mismatch| self.told(&mismatch))
    }

    /// The error with line and column, which are found by reading once more up to there.
    fn told(&self, mismatch: &Mismatch) -> serde_json::Error {
        match values(self.text, Some(Stop { place: mismatch.place, why: &mismatch.why })) {
            Ok(_) => serde::de::Error::custom(&mismatch.why),
            Err(error) => error,
        }
    }
}

/// What another reader's value says, for those who read with `serde`.
pub(crate) fn deserialize<'de, T: Read, D: Deserializer<'de>>(json: D) -> Result<T, D::Error> {
    said(&Json::deserialize(json)?).map_err(|mismatch| serde::de::Error::custom(mismatch.why))
}

/// The schema of a document, whatever else is in it: a newer one may have members that would hide the true reason why
/// it cannot be read.
pub(crate) struct Schema(pub(crate) u32);

fn values(text: &str, stop: Option<Stop<'_>>) -> Result<Json, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_str(text);
    let tree = Values::new(&mut 0, stop).deserialize(&mut json)?;
    json.end()?;
    Ok(tree)
}

impl Read for Schema {
    fn read(json: &Json, wrong: &mut Wrong) -> Self {
        Self(Members::among_others(json, wrong).get("schema"))
    }
}

impl Read for String {
    fn read(json: &Json, wrong: &mut Wrong) -> Self {
        text(json, wrong).to_owned()
    }
}

/// The text that a value is.
pub(crate) fn text<'a>(json: &'a Json, wrong: &mut Wrong) -> &'a str {
    json.text().unwrap_or_else(|| {
        wrong.note(json, "expected a string");
        ""
    })
}

impl Read for bool {
    fn read(json: &Json, wrong: &mut Wrong) -> Self {
        json.flag().unwrap_or_else(|| {
            wrong.note(json, "expected true or false");
            false
        })
    }
}

impl Read for u32 {
    fn read(json: &Json, wrong: &mut Wrong) -> Self {
        json.small().unwrap_or_else(|| {
            wrong.note(json, "expected a whole number");
            0
        })
    }
}

impl<T: Read> Read for Option<T> {
    const MAY_BE_MISSING: bool = true;

    fn read(json: &Json, wrong: &mut Wrong) -> Self {
        if json.is_null() { None } else { Some(T::read(json, wrong)) }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: &Json, wrong: &mut Wrong) -> Self {
        let mut all = Self::new();
        for one in items(json, wrong) {
            all.push(T::read(one, wrong));
        }
        all
    }
}

fn items<'a>(json: &'a Json, wrong: &mut Wrong) -> &'a [Json] {
    json.list().unwrap_or_else(|| {
        wrong.note(json, "expected a list");
        &[]
    })
}

#[cfg(test)]
mod tests;
