//! Files as their authors wrote them, with the place of every value, so that a mistake found late in the checks can
//! still point at the line and column where it was typed.
//!
//! YAML and CSV both become a tree of [`Node`]s; [`decode`] turns a tree into a raw type and notes what does not fit.

mod decode;
mod fault;
mod named;
mod node;
mod place;
mod presence;
mod reader;
mod syntax;
mod table;
mod yaml;

pub use decode::decode;
pub use named::Named;
pub use node::{Node, Value};
pub use place::{At, FileId, Files, Place};
pub(crate) use place::{Words, Written};
pub(crate) use presence::{missing, need, need_text};
pub use table::parse_table;
pub use yaml::parse_yaml;
