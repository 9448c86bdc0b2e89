//! Why a value does not fit: what serde says, in words an author uses.

use std::fmt::{self, Display};

use serde::de;

use super::place::Place;
use crate::nearest::{instead, nearest};
use crate::problem::Problem;

/// Why a value does not fit, and where.
#[derive(Debug)]
pub(super) struct Fault {
    what: Box<What>,
    /// The innermost value that does not fit: its place and identity.
    pub spot: Option<(Place, usize)>,
    /// The innermost key under which it stands.
    pub entry: Option<Box<Entry>>,
}

/// A key and the block it stands in.
#[derive(Debug)]
pub(super) struct Entry {
    /// The block's identity.
    pub block: usize,
    /// The block's place.
    pub place: Place,
    /// The key.
    pub key: String,
}

#[derive(Debug)]
enum What {
    /// `known` are the keys of this block that are not written yet.
    UnknownKey {
        found: String,
        known: Vec<&'static str>,
    },
    UnknownWord {
        found: String,
        known: &'static [&'static str],
    },
    Other {
        message: String,
        help: Option<String>,
    },
}

impl Fault {
    /// A fault with its help.
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::from(What::Other { message: message.into(), help: Some(help.into()) })
    }

    /// Gives it a place, unless a value further inside already did.
    pub(super) fn at(mut self, place: Place, node: usize) -> Self {
        self.spot.get_or_insert((place, node));
        self
    }

    /// Gives it a key, unless a key further inside already did.
    pub(super) fn under(mut self, entry: Entry) -> Self {
        self.entry.get_or_insert_with(|| Box::new(entry));
        self
    }

    /// Keys that are written already are not what an unknown key was meant to be.
    pub(super) fn without(mut self, taken: impl Fn(&str) -> bool) -> Self {
        if let What::UnknownKey { known, .. } = &mut *self.what {
            known.retain(|name| !taken(name));
        }
        self
    }

    /// Whether a key is not known, rather than a value wrong.
    pub(super) fn is_unknown_key(&self) -> bool {
        matches!(*self.what, What::UnknownKey { .. })
    }

    /// The key that an unknown one was probably meant to be.
    pub(super) fn meant_key(&self) -> Option<&str> {
        match &*self.what {
            What::UnknownKey { found, known } => nearest(found, known.iter().copied()),
            What::UnknownWord { .. } | What::Other { .. } => None,
        }
    }

    /// What its author reads.
    pub(super) fn problem(self, place: Place) -> Problem {
        match *self.what {
            What::UnknownKey { found, known } => {
                let help = match nearest(&found, known.iter().copied()) {
                    Some(name) => format!("Did you mean `{name}`?"),
                    None => instead(&found, known.iter().copied()),
                };
                Problem::error("Y-10", place, format!("`{found}` is not a name that is known here")).help(help)
            }
            What::UnknownWord { found, known } => {
                Problem::error("Y-11", place, format!("`{found}` is not one of the possible values"))
                    .help(instead(&found, known.iter().copied()))
            }
            What::Other { message, help } => Problem { help, ..Problem::error("Y-12", place, message) },
        }
    }
}

impl From<What> for Fault {
    fn from(what: What) -> Self {
        Self { what: Box::new(what), spot: None, entry: None }
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
        Self::from(What::Other { message, help })
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::from(What::UnknownKey { found: field.to_owned(), known: expected.to_vec() })
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::from(What::UnknownWord { found: variant.to_owned(), known: expected })
    }
}

impl Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.what)
    }
}

impl std::error::Error for Fault {}
