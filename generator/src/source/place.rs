//! Where something was written.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::path::{Path, PathBuf};

use leads::Language;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

/// Number of a file in [`Files`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub(crate) u32);

/// A place in a file: line and column count from 1, in characters; line 0 means the file as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// Line, from 1; 0 for the file as a whole.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Place {
    /// The file as a whole, for what has no line (a missing file, a photo).
    pub fn whole(file: FileId) -> Self {
        Self { file, line: 0, column: 0 }
    }
}

/// A value together with the place where it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct At<T> {
    /// Where it was written.
    pub place: Place,
    /// What was written.
    pub value: T,
}

impl<T> At<T> {
    /// `value` as written at `place`.
    pub fn new(place: Place, value: T) -> Self {
        Self { place, value }
    }

    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> At<U> {
        At { place: self.place, value: change(self.value) }
    }
}

impl<T> Deref for At<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// A value that may be missing, with its place when it is there.
pub(crate) type Written<T> = Option<At<T>>;

/// The same words in each language.
pub(crate) type Words = BTreeMap<Language, At<String>>;

/// Name and field names by which an [`At`] asks our deserializer for the place of a value; no written key can be equal.
pub(crate) const AT_NAME: &str = "$at";
pub(crate) const AT_FIELDS: &[&str] = &["$file", "$line", "$column", "$value"];

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AtVisitor<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for AtVisitor<T> {
            type Value = At<T>;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a value with its place")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<At<T>, A::Error> {
                let mut number = || -> Result<u32, A::Error> {
                    map.next_entry::<String, u32>()?.map(|(_, n)| n).ok_or_else(|| A::Error::custom("no place given"))
                };
                let place = Place { file: FileId(number()?), line: number()?, column: number()? };
                let (_, value) = map.next_entry::<String, T>()?.ok_or_else(|| A::Error::custom("no value given"))?;
                Ok(At { place, value })
            }
        }
        deserializer.deserialize_struct(AT_NAME, AT_FIELDS, AtVisitor(std::marker::PhantomData))
    }
}

/// The files that were read, so that a [`Place`] can be shown with its path and its line.
#[derive(Debug, Clone, Default)]
pub struct Files {
    entries: Vec<(PathBuf, String)>,
}

impl Files {
    /// Remembers a file under its path as shown to the author; `text` is empty for what is not text.
    pub fn add(&mut self, path: PathBuf, text: String) -> FileId {
        let id = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.entries.push((path, text));
        FileId(id)
    }

    /// The path of a file as shown to the author.
    pub fn path(&self, file: FileId) -> &Path {
        self.entries.get(file.0 as usize).map_or(Path::new(""), |(path, _)| path)
    }

    /// The text of a line (from 1), without its end.
    pub fn line(&self, place: Place) -> Option<&str> {
        let (_, text) = self.entries.get(place.file.0 as usize)?;
        text.lines().nth(place.line.checked_sub(1)? as usize)
    }

    /// Where `words` stand, looked for from `from` on; `from` itself when they are not found, as in a text whose lines
    /// were joined.
    pub(crate) fn find(&self, from: Place, words: &str) -> Place {
        let Some((_, text)) = self.entries.get(from.file.0 as usize) else { return from };
        let lines = (1_u32..).zip(text.lines()).skip(from.line.saturating_sub(1) as usize);
        for (line, text) in lines {
            let before = if line == from.line { from.column.saturating_sub(1) as usize } else { 0 };
            let start = text.char_indices().nth(before).map_or(text.len(), |(start, _)| start);
            let found = text.get(start..).and_then(|rest| rest.find(words)).and_then(|byte| text.get(..start + byte));
            if let Some(before) = found {
                let column = u32::try_from(before.chars().count()).unwrap_or(u32::MAX).saturating_add(1);
                return Place { line, column, ..from };
            }
        }
        from
    }

    /// Takes over the files of another reading; places of that reading must be moved by the returned offset.
    pub(crate) fn append(&mut self, mut other: Files) -> u32 {
        let offset = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.entries.append(&mut other.entries);
        offset
    }
}
