//! What sealing takes and gives: fresh random bytes, whose content it is, and five columns of a row.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::error::OpenError;
use super::gcm::NONCE_BYTES;
use super::keyring::KEY_BYTES;
use crate::framed::framed;

/// The random bytes that seal one content, once: it cannot be copied, and sealing consumes it.
pub struct Fresh {
    pub(super) key: Zeroizing<[u8; KEY_BYTES]>,
    pub(super) wrap_nonce: [u8; NONCE_BYTES],
    pub(super) nonce: [u8; NONCE_BYTES],
}

impl Fresh {
    /// How many random bytes it takes.
    pub const BYTES: usize = KEY_BYTES + 2 * NONCE_BYTES;

    /// Takes bytes from a cryptographic source of randomness, never used for anything else before or after.
    pub fn new(random: &[u8; Self::BYTES]) -> Self {
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        let mut wrap_nonce = [0; NONCE_BYTES];
        let mut nonce = [0; NONCE_BYTES];
        let places = key.iter_mut().chain(&mut wrap_nonce).chain(&mut nonce);
        for (place, byte) in places.zip(random) {
            *place = *byte;
        }
        Self { key, wrap_nonce, nonce }
    }
}

/// Whose content it is. The same owner must be named to open it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner<'a> {
    /// The lead's id.
    pub lead: &'a str,
    /// The slug of the project it was sent to.
    pub project: &'a str,
}

impl Owner<'_> {
    /// What binds something sealed to its owner and purpose.
    pub(super) fn binding(self, purpose: &str) -> Vec<u8> {
        framed(&[purpose, self.lead, self.project]).into_bytes()
    }
}

/// Sealed content as it lies in the database: everything but the version is base64.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Which deployment key wraps the lead's key.
    pub key_version: u32,
    /// The nonce of the wrapping.
    pub wrap_nonce: String,
    /// The lead's own key, wrapped. Without it the content is lost for good.
    pub wrapped_key: String,
    /// The nonce of the content.
    pub nonce: String,
    /// The content, with its tag behind it.
    pub ciphertext: String,
}

/// Only the version: the rest is long, and of no use to a reader.
impl fmt::Debug for Sealed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Sealed").field("key_version", &self.key_version).finish_non_exhaustive()
    }
}

pub(super) fn to_text(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes of a column. Only one text stands for some bytes, so a change in the text is a change in the bytes.
pub(super) fn to_bytes(text: &str, column: &'static str) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    STANDARD.decode(text).map(Zeroizing::new).map_err(|_| OpenError::Malformed(column))
}

pub(super) fn to_nonce(text: &str, column: &'static str) -> Result<[u8; NONCE_BYTES], OpenError> {
    to_bytes(text, column)?.as_slice().try_into().map_err(|_| OpenError::Malformed(column))
}
