//! What can go wrong with keys and sealed content. None of it can hold content or keys: it ends up in logs.

use std::fmt;

/// Why keys make no keyring. It names versions and places, never what stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyringError {
    /// There is no key.
    Empty,
    /// This version is there twice.
    Repeated(u32),
    /// The key at this place, counted from 1, is not written as `version:base64`.
    Unreadable(usize),
    /// The key of this version is not 32 bytes long.
    Length(u32),
}

/// Why content was not sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealError {
    /// It is longer than AES-GCM takes: tens of gigabytes.
    TooLong,
}

/// Why something sealed did not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenError {
    /// The key of this version is not on the ring.
    UnknownKey(u32),
    /// This column is not base64 of the right length.
    Malformed(&'static str),
    /// The wrapped key was changed, belongs to another lead or project, or to another deployment's key.
    WrappedKey,
    /// The content was changed, or belongs to another lead or project.
    Content,
}

impl fmt::Display for KeyringError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => out.write_str("there is no key"),
            Self::Repeated(version) => write!(out, "key version {version} is there twice"),
            Self::Unreadable(place) => write!(out, "key number {place} is not written as `version:base64`"),
            Self::Length(version) => write!(out, "the key of version {version} is not 32 bytes long"),
        }
    }
}

impl fmt::Display for SealError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => out.write_str("the content is too long to be sealed"),
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownKey(version) => write!(out, "it was sealed with key version {version}, which is not here"),
            Self::Malformed(column) => write!(out, "its {column} is damaged"),
            Self::WrappedKey => out.write_str("its key does not open: changed, moved, or from another deployment"),
            Self::Content => out.write_str("its content does not open: changed or moved"),
        }
    }
}

impl std::error::Error for KeyringError {}
impl std::error::Error for SealError {}
impl std::error::Error for OpenError {}
