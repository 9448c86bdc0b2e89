//! From a tree of [`Node`]s to a raw type, by serde, noting every value that does not fit.
//!
//! serde stops at the first error. We note it, leave that value out and read again, until nothing is left to note; for
//! that to work, every field of a raw type is optional or has a default, and absence is judged later. What was left out
//! or stands empty is remembered, so that it is not called missing then.

use std::cell::RefCell;

use serde::de::DeserializeOwned;

use super::fault::Fault;
use super::node::{Node, Value};
use super::place::Place;
use super::reader::{LeftOut, Reader, id};
use crate::problem::Problems;

/// More mistakes than this in one file are not worth reading, and bound the work on a hostile file.
const MOST_PROBLEMS: usize = 100;

/// Reads a raw type. What does not fit is noted and left out; `None` only when the file as a whole does not fit.
pub fn decode<T: DeserializeOwned>(root: &Node, problems: &mut Problems) -> Option<T> {
    remember_empty(root, outermost(root), problems);
    let left_out = RefCell::new(LeftOut::default());
    for _ in 0..MOST_PROBLEMS {
        match T::deserialize(Reader { node: root, left_out: &left_out }) {
            Ok(value) => return Some(value),
            Err(fault) => {
                let (place, node) = fault.spot.unwrap_or((root.place, id(root)));
                remember_unread(&fault, root, problems);
                let unknown_key = fault.is_unknown_key();
                problems.add(fault.problem(place));
                if unknown_key {
                    left_out.borrow_mut().keys.insert(place);
                }
                if node == id(root) || !left_out.borrow_mut().nodes.insert(node) {
                    return None;
                }
            }
        }
    }
    None
}

/// The place by which checks know the outermost block: the file as a whole.
fn outermost(root: &Node) -> Place {
    Place::whole(root.place.file)
}

/// A key with a wrong value is there, and so is, by its author's intention, a key that was misspelt.
fn remember_unread(fault: &Fault, root: &Node, problems: &mut Problems) {
    let Some(entry) = &fault.entry else { return };
    let Some(key) = fault.meant_key().or_else(|| (!fault.is_unknown_key()).then_some(entry.key.as_str())) else {
        return;
    };
    if matches!(root.value, Value::List(_)) && fault.is_unknown_key() {
        // The name of a column stands once, above all rows.
        problems.remember_unread_column(key, root.place.file);
    } else {
        let block = if entry.block == id(root) { outermost(root) } else { entry.place };
        problems.remember_unread(key, block);
    }
}

/// Remembers the keys after which nothing stands.
fn remember_empty(node: &Node, block: Place, problems: &mut Problems) {
    match &node.value {
        Value::Map(entries) => {
            for (key, value) in entries {
                match (&value.value, key.text()) {
                    (Value::Null, Some(name)) => problems.remember_empty(name, block, key.place),
                    _ => remember_empty(value, value.place, problems),
                }
            }
        }
        Value::List(items) => items.iter().for_each(|item| remember_empty(item, item.place, problems)),
        Value::Null | Value::Plain(_) | Value::Quoted(_) => {}
    }
}
