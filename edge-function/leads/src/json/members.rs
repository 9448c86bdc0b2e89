//! Objects with known members, and objects whose names are keys.

use super::{Json, Read, Wrong, one_of};
use crate::table::Table;

/// The members of an object.
pub(crate) struct Members<'a, 'w> {
    object: &'a Json,
    wrong: &'w mut Wrong,
}

impl<'a, 'w> Members<'a, 'w> {
    /// An object that has no members but these, and none of them twice.
    pub(crate) fn of(json: &'a Json, wrong: &'w mut Wrong, known: &[&str]) -> Self {
        let pairs = pairs(json, wrong);
        for (position, (name, member)) in pairs.iter().enumerate() {
            if !known.contains(&name.as_str()) {
                wrong.note(member, &format!("unknown field, {}", one_of(known)));
            } else if pairs.iter().take(position).any(|(earlier, _)| earlier == name) {
                wrong.note(member, &format!("duplicate field `{name}`"));
            }
        }
        Self { object: json, wrong }
    }

    /// An object that may have any other members too.
    pub(super) fn among_others(json: &'a Json, wrong: &'w mut Wrong) -> Self {
        pairs(json, wrong);
        Self { object: json, wrong }
    }

    /// What the member of this name says.
    pub(crate) fn get<T: Read>(&mut self, name: &str) -> T {
        T::read(self.find(name, T::MAY_BE_MISSING), self.wrong)
    }

    /// What the member of this name says, or what it stands for where there is none.
    pub(crate) fn get_or_default<T: Read + Default>(&mut self, name: &str) -> T {
        self.object.get(name).map(|member| T::read(member, self.wrong)).unwrap_or_default()
    }

    fn find(&mut self, name: &str, may_be_missing: bool) -> &'a Json {
        self.object.get(name).unwrap_or_else(|| {
            if !may_be_missing {
                self.wrong.note(self.object, &format!("missing field `{name}`"));
            }
            &Json::NOTHING
        })
    }
}

fn pairs<'a>(json: &'a Json, wrong: &mut Wrong) -> &'a [(String, Json)] {
    json.pairs().unwrap_or_else(|| {
        wrong.note(json, "expected an object");
        &[]
    })
}

/// Declares how a struct is read: from an object with exactly these members, named as its fields. What stands `beside`
/// them may be there, and was read before.
macro_rules! read_members {
    ($Type:ident { $( $member:ident ),+ $(,)? } $( beside $other:ident )?) => {
        impl $crate::json::Read for $Type {
            fn read(json: &$crate::json::Json, wrong: &mut $crate::json::Wrong) -> Self {
                let known = [$( stringify!($member), )+ $( stringify!($other) )?];
                let mut members = $crate::json::Members::of(json, wrong, &known);
                Self { $( $member: members.get(stringify!($member)) ),+ }
            }
        }
    };
}

pub(crate) use read_members;

/// What can be the name of a member.
pub(crate) trait Key: Ord {
    /// What this name stands for, if it has a meaning.
    fn key(name: &str) -> Option<Self>
    where
        Self: Sized;

    /// The names that have one, if only some do.
    fn known() -> &'static [&'static str] {
        &[]
    }
}

impl Key for String {
    fn key(name: &str) -> Option<Self> {
        Some(name.to_owned())
    }
}

impl<K: Key, V: Read> Read for Table<K, V> {
    fn read(json: &Json, wrong: &mut Wrong) -> Self {
        let mut all = Self::default();
        for (name, member) in pairs(json, wrong) {
            match K::key(name) {
                Some(key) => all.put(key, V::read(member, wrong)),
                None => wrong.note_none_of(member, K::known()),
            }
        }
        all
    }
}
