//! What requests to one destination are signed with.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

const PREFIX: &str = "whsec_";
const MIN_BYTES: usize = 24;
/// Also the block of SHA-256, so that a secret never has to be hashed before use.
const MAX_BYTES: usize = 64;
/// Random bytes repeat rarely: 24 of them have fewer distinct values than this about never, typed fillers do.
const MIN_DISTINCT_BYTES: usize = 8;

/// 24 to 64 random bytes, known to us and to one partner. Nothing shows them.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    padded: [u8; MAX_BYTES],
}

/// Why some text is not a secret. It does not repeat the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretFault {
    /// Does not begin with `whsec_`.
    Prefix,
    /// What follows is not base64, with the padding it needs.
    Base64,
    /// Fewer than 24 bytes or more than 64.
    Length,
    /// The bytes repeat like a placeholder.
    NotRandom,
}

impl Secret {
    /// The secret that this text is: `whsec_` and base64. Error: it is none.
    pub fn parse(text: &str) -> Result<Self, SecretFault> {
        let encoded = text.strip_prefix(PREFIX).ok_or(SecretFault::Prefix)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| SecretFault::Base64)?;
        if bytes.len() < MIN_BYTES {
            return Err(SecretFault::Length);
        }
        let mut padded = [0; MAX_BYTES];
        padded.get_mut(..bytes.len()).ok_or(SecretFault::Length)?.copy_from_slice(&bytes);
        let distinct =
            bytes.iter().enumerate().filter(|(place, byte)| !bytes.iter().take(*place).any(|one| one == *byte));
        if distinct.count() < MIN_DISTINCT_BYTES {
            return Err(SecretFault::NotRandom);
        }
        Ok(Self { padded })
    }

    /// The bytes, followed by zeros up to one block of SHA-256: exactly the key that HMAC makes of them.
    pub(crate) fn hmac_block(&self) -> &[u8; MAX_BYTES] {
        &self.padded
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(…)")
    }
}

impl fmt::Display for SecretFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prefix => write!(out, "a secret begins with `{PREFIX}`"),
            Self::Base64 => write!(out, "what follows `{PREFIX}` in a secret is base64, with its `=` at the end"),
            Self::Length => write!(out, "a secret has {MIN_BYTES} to {MAX_BYTES} bytes before base64"),
            Self::NotRandom => out.write_str("a secret is random bytes, not a placeholder"),
        }
    }
}

impl std::error::Error for SecretFault {}
