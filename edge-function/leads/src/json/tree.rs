//! A JSON text as a tree.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

/// A value of a text, with all members of its objects in their order, even those of the same name.
#[derive(Clone)]
pub(crate) struct Json {
    place: usize,
    kind: Kind,
}

#[derive(Clone)]
enum Kind {
    Null,
    Flag(bool),
    Number(Number),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Stands for what is missing.
    pub(super) const NOTHING: Self = Self { place: usize::MAX, kind: Kind::Null };

    /// Its place in the text, in the order in which values begin.
    pub(super) fn place(&self) -> usize {
        self.place
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Kind::Text(text) = &self.kind { Some(text) } else { None }
    }

    pub(crate) fn flag(&self) -> Option<bool> {
        if let Kind::Flag(flag) = self.kind { Some(flag) } else { None }
    }

    pub(super) fn small(&self) -> Option<u32> {
        if let Kind::Number(number) = &self.kind { u32::try_from(number.as_u64()?).ok() } else { None }
    }

    pub(crate) fn list(&self) -> Option<&[Self]> {
        if let Kind::List(all) = &self.kind { Some(all) } else { None }
    }

    /// The members of an object, by name.
    pub(crate) fn pairs(&self) -> Option<&[(String, Self)]> {
        if let Kind::Object(all) = &self.kind { Some(all) } else { None }
    }

    /// The member of an object that has just one.
    pub(crate) fn only_member(&self) -> Option<(&str, &Self)> {
        if let [(name, member)] = self.pairs()? { Some((name, member)) } else { None }
    }

    /// The member of this name, if it is an object and has one.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        self.pairs()?.iter().find(|(own, _)| own == name).map(|(_, member)| member)
    }

    /// What lies at the end of these names, each with a slash in front.
    pub(crate) fn at(&self, path: &str) -> Option<&Self> {
        path.split('/').skip(1).try_fold(self, |json, name| json.get(name))
    }

    /// The text at the end of these names.
    pub(crate) fn text_at(&self, path: &str) -> Option<&str> {
        self.at(path)?.text()
    }

    /// A number as it is written.
    pub(crate) fn number(&self) -> Option<String> {
        if let Kind::Number(number) = &self.kind { Some(number.to_string()) } else { None }
    }
}

impl From<Json> for Value {
    fn from(json: Json) -> Self {
        match json.kind {
            Kind::Null => Self::Null,
            Kind::Flag(flag) => Self::Bool(flag),
            Kind::Number(number) => Self::Number(number),
            Kind::Text(text) => Self::String(text),
            Kind::List(all) => {
                let mut values = Vec::with_capacity(all.len());
                for one in all {
                    values.push(one.into());
                }
                Self::Array(values)
            }
            Kind::Object(all) => {
                let mut members = serde_json::Map::new();
                for (name, member) in all {
                    members.insert(name, member.into());
                }
                Self::Object(members)
            }
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        Values::new(&mut 0, None).deserialize(json)
    }
}

/// Where reading ends early, and why.
#[derive(Clone, Copy)]
pub(super) struct Stop<'a> {
    pub(super) place: usize,
    pub(super) why: &'a str,
}

/// Reads one value and what is in it.
pub(super) struct Values<'a> {
    begun: &'a mut usize,
    stop: Option<Stop<'a>>,
}

impl<'a> Values<'a> {
    /// Counts values from how many have begun.
    pub(super) fn new(begun: &'a mut usize, stop: Option<Stop<'a>>) -> Self {
        Self { begun, stop }
    }

    fn begin<E: Error>(&mut self) -> Result<usize, E> {
        let place = *self.begun;
        match self.stop {
            Some(stop) if stop.place == place => Err(E::custom(stop.why)),
            Some(_) | None => {
                *self.begun = place.saturating_add(1);
                Ok(place)
            }
        }
    }

    fn plain<E: Error>(mut self, kind: Kind) -> Result<Json, E> {
        Ok(Json { place: self.begin()?, kind })
    }

    fn inner(&mut self) -> Values<'_> {
        Values { begun: self.begun, stop: self.stop }
    }
}

impl<'de> DeserializeSeed<'de> for Values<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Json, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Values<'_> {
    type Value = Json;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        self.plain(Kind::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Json, E> {
        self.plain(Kind::Flag(flag))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Json, E> {
        self.plain(Kind::Number(number.into()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Json, E> {
        self.plain(Kind::Number(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Json, E> {
        self.plain(Number::from_f64(number).map_or(Kind::Null, Kind::Number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
        self.plain(Kind::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Json, A::Error> {
        let place = self.begin()?;
        let mut all = Vec::new();
        while let Some(item) = items.next_element_seed(self.inner())? {
            all.push(item);
        }
        Ok(Json { place, kind: Kind::List(all) })
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Json, A::Error> {
        let place = self.begin()?;
        let mut all = Vec::new();
        while let Some(name) = members.next_key()? {
            all.push((name, members.next_value_seed(self.inner())?));
        }
        Ok(Json { place, kind: Kind::Object(all) })
    }
}
