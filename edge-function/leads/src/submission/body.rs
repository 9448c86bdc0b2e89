//! From bytes to names and texts, whichever of three ways they were written in.

use std::fmt;

use super::header::Header;
use super::{json, multipart, urlencoded};

/// The most bytes a body may have. The longest form that pages let through stays below half of it.
pub const MOST_BYTES: usize = 64 * 1024;

/// The most values a body may have; a form with every field and every box ticked has about forty.
pub const MOST_FIELDS: usize = 100;

/// Why a body cannot be read as a form. Browsers never make such bodies, so no phrase of a theme is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyError {
    /// It has more than [`MOST_BYTES`] bytes.
    TooLarge,
    /// It is none of the three kinds of form, or does not say what it is.
    ContentType,
    /// It says to be in another character set than UTF-8.
    Charset,
    /// Its text is not UTF-8.
    NotUtf8,
    /// It has more than [`MOST_FIELDS`] values.
    TooManyFields,
    /// It has a file in it.
    File,
    /// It is not what it says to be, or is more than a flat list of names and texts.
    Malformed,
}

/// Names and texts in the order in which they were sent.
pub(crate) type Pairs = Vec<(String, String)>;

impl BodyError {
    /// Its name in answers to programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::ContentType => "content_type",
            Self::Charset => "charset",
            Self::NotUtf8 => "not_utf8",
            Self::TooManyFields => "too_many_fields",
            Self::File => "file",
            Self::Malformed => "malformed",
        }
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(out, "the body has more than {MOST_BYTES} bytes"),
            Self::ContentType => out.write_str(
                "the content type is none of application/x-www-form-urlencoded, multipart/form-data, application/json",
            ),
            Self::Charset => out.write_str("the character set is not UTF-8"),
            Self::NotUtf8 => out.write_str("the text is not UTF-8"),
            Self::TooManyFields => write!(out, "the body has more than {MOST_FIELDS} values"),
            Self::File => out.write_str("the body has a file in it"),
            Self::Malformed => out.write_str("the body is not a flat form of the kind it says"),
        }
    }
}

impl std::error::Error for BodyError {}

/// The names and texts in this body.
pub(crate) fn pairs(body: &[u8], content_type: Option<&str>) -> Result<Pairs, BodyError> {
    if body.len() > MOST_BYTES {
        return Err(BodyError::TooLarge);
    }
    let header = content_type.and_then(Header::parse).ok_or(BodyError::ContentType)?;
    let read: fn(&[u8], &Header) -> Result<Pairs, BodyError> = match header.value.as_str() {
        "application/x-www-form-urlencoded" => |body, _| urlencoded::pairs(body),
        "application/json" => |body, _| json::pairs(body),
        "multipart/form-data" => multipart::pairs,
        _ => return Err(BodyError::ContentType),
    };
    if header.is_utf8() { read(body, &header) } else { Err(BodyError::Charset) }
}

/// Adds one more, unless there are too many.
pub(super) fn add(pairs: &mut Pairs, name: String, text: String) -> Result<(), BodyError> {
    if pairs.len() >= MOST_FIELDS {
        return Err(BodyError::TooManyFields);
    }
    pairs.push((name, text));
    Ok(())
}

/// These bytes as text.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, BodyError> {
    String::from_utf8(bytes).map_err(|_| BodyError::NotUtf8)
}
