//! Answers in JSON, put together member by member.

use serde_json::{Map, Value};

/// An object with these members, written like one in JSON. Where `serde_json::json!` would bring code for every value
/// and the way to fail at it, this brings one call.
macro_rules! object {
    ($( $name:literal: $value:expr ),+ $(,)?) => {
        $crate::json::object_of(&mut [$( ($name, $crate::json::Written::written(&$value)) ),+])
    };
}

pub(crate) use object;

/// The object that has these members; they are taken out of the list.
pub(crate) fn object_of(members: &mut [(&str, Value)]) -> Value {
    let mut object = Map::new();
    for (name, value) in members {
        object.insert((*name).to_owned(), std::mem::take(value));
    }
    Value::Object(object)
}

/// What can be said in an answer.
pub(crate) trait Written {
    /// As JSON.
    fn written(&self) -> Value;
}

impl Written for Value {
    fn written(&self) -> Value {
        self.clone()
    }
}

impl Written for str {
    fn written(&self) -> Value {
        self.into()
    }
}

impl Written for String {
    fn written(&self) -> Value {
        self.as_str().into()
    }
}

impl Written for bool {
    fn written(&self) -> Value {
        (*self).into()
    }
}

impl Written for u32 {
    fn written(&self) -> Value {
        (*self).into()
    }
}

impl Written for i64 {
    fn written(&self) -> Value {
        (*self).into()
    }
}

impl Written for usize {
    fn written(&self) -> Value {
        (*self).into()
    }
}

impl<T: Written + ?Sized> Written for &T {
    fn written(&self) -> Value {
        (*self).written()
    }
}

impl<T: Written> Written for Option<T> {
    fn written(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::written)
    }
}

impl<T: Written> Written for Vec<T> {
    fn written(&self) -> Value {
        let mut all = Vec::with_capacity(self.len());
        for one in self {
            all.push(one.written());
        }
        Value::Array(all)
    }
}
