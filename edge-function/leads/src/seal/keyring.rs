//! The deployment's keys: the newest seals, all of them open.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::error::{KeyringError, OpenError, SealError};
use super::gcm::{self, NONCE_BYTES};
use super::sealed::{Fresh, Owner, Sealed, to_bytes, to_nonce, to_text};
use crate::framed::framed;
use crate::table::Table;

/// Bytes of a key.
pub const KEY_BYTES: usize = 32;

/// Named in what is authenticated, so that neither can stand in for the other.
const CONTENT: &str = "gevel lead content 1";
const WRAPPED_KEY: &str = "gevel lead key 1";
const TICKET: &str = "gevel ticket 1";

type Key = Zeroizing<[u8; KEY_BYTES]>;

/// One or more versions of the deployment key.
///
/// To rotate: add a version with a higher number, [`Keyring::rewrap`] every lead, then take the old version away.
pub struct Keyring {
    newest: u32,
    keys: Table<u32, Key>,
}

impl Keyring {
    /// The ring of these keys. Errors: there is none, or a version is there twice.
    pub fn new(keys: impl IntoIterator<Item = (u32, [u8; KEY_BYTES])>) -> Result<Self, KeyringError> {
        let mut ring = Table::default();
        for (version, key) in keys {
            if !ring.add(version, Zeroizing::new(key)) {
                return Err(KeyringError::Repeated(version));
            }
        }
        let newest = ring.iter().next_back().map(|(version, _)| *version).ok_or(KeyringError::Empty)?;
        Ok(Self { newest, keys: ring })
    }

    /// Reads keys as a secret setting holds them: `version:base64`, separated by white space.
    pub fn parse(text: &str) -> Result<Self, KeyringError> {
        let mut keys = Vec::new();
        for (index, written) in text.split_whitespace().enumerate() {
            let unreadable = KeyringError::Unreadable(index + 1);
            let (version, key) = written.split_once(':').ok_or(unreadable)?;
            let version = version.parse().map_err(|_| unreadable)?;
            let bytes = Zeroizing::new(STANDARD.decode(key).map_err(|_| unreadable)?);
            keys.push((version, bytes.as_slice().try_into().map_err(|_| KeyringError::Length(version))?));
        }
        Self::new(keys)
    }

    /// The version that seals.
    pub fn newest(&self) -> u32 {
        self.newest
    }

    /// Seals this content for its owner.
    pub fn seal(&self, fresh: &Fresh, owner: Owner<'_>, content: &[u8]) -> Result<Sealed, SealError> {
        let ciphertext = gcm::encrypt(&fresh.key, &fresh.nonce, &owner.binding(CONTENT), content);
        let ciphertext = ciphertext.ok_or(SealError::TooLong)?;
        let wrapped_key = self.wrap(&fresh.key, &fresh.wrap_nonce, owner).ok_or(SealError::TooLong)?;
        Ok(Sealed {
            key_version: self.newest,
            wrap_nonce: to_text(&fresh.wrap_nonce),
            wrapped_key: to_text(&wrapped_key),
            nonce: to_text(&fresh.nonce),
            ciphertext: to_text(&ciphertext),
        })
    }

    /// The content that was sealed for this owner. It is wiped from memory when dropped.
    pub fn open(&self, owner: Owner<'_>, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let key = self.unwrap_key(owner, sealed)?;
        let nonce = to_nonce(&sealed.nonce, "nonce")?;
        let ciphertext = to_bytes(&sealed.ciphertext, "ciphertext")?;
        gcm::decrypt(&key, &nonce, &owner.binding(CONTENT), &ciphertext).ok_or(OpenError::Content)
    }

    /// The same content with its key wrapped by the newest version; the content itself is not touched.
    ///
    /// `wrap_nonce` is fresh random bytes. Errors: the key it is wrapped in now does not open.
    pub fn rewrap(&self, wrap_nonce: &[u8; 12], owner: Owner<'_>, sealed: &Sealed) -> Result<Sealed, OpenError> {
        let key = self.unwrap_key(owner, sealed)?;
        let wrapped_key = self.wrap(&key, wrap_nonce, owner).ok_or(OpenError::WrappedKey)?;
        Ok(Sealed {
            key_version: self.newest,
            wrap_nonce: to_text(wrap_nonce),
            wrapped_key: to_text(&wrapped_key),
            nonce: sealed.nonce.clone(),
            ciphertext: sealed.ciphertext.clone(),
        })
    }

    /// Seals what a link for this purpose says, with a key that is derived for it from the newest version.
    ///
    /// `nonce` is fresh random bytes.
    pub(crate) fn seal_ticket(
        &self,
        nonce: &[u8; NONCE_BYTES],
        purpose: &str,
        content: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        let key = self.ticket_key(self.newest, purpose).ok_or(SealError::TooLong)?;
        gcm::encrypt(&key, nonce, TICKET.as_bytes(), content).ok_or(SealError::TooLong)
    }

    /// What [`Keyring::seal_ticket`] sealed. `None`: the version is not here, or anything is another.
    pub(crate) fn open_ticket(
        &self,
        version: u32,
        nonce: &[u8; NONCE_BYTES],
        purpose: &str,
        sealed: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        gcm::decrypt(&*self.ticket_key(version, purpose)?, nonce, TICKET.as_bytes(), sealed)
    }

    fn ticket_key(&self, version: u32, purpose: &str) -> Option<Key> {
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        let info = framed(&[TICKET, purpose]);
        let extracted = Hkdf::<Sha256>::new(None, self.keys.get(&version)?.as_slice());
        extracted.expand(info.as_bytes(), key.as_mut_slice()).ok()?;
        Some(key)
    }

    fn wrap(&self, key: &Key, nonce: &[u8; 12], owner: Owner<'_>) -> Option<Vec<u8>> {
        gcm::encrypt(self.keys.get(&self.newest)?, nonce, &owner.binding(WRAPPED_KEY), key.as_slice())
    }

    fn unwrap_key(&self, owner: Owner<'_>, sealed: &Sealed) -> Result<Key, OpenError> {
        let version = sealed.key_version;
        let deployment_key = self.keys.get(&version).ok_or(OpenError::UnknownKey(version))?;
        let nonce = to_nonce(&sealed.wrap_nonce, "wrap nonce")?;
        let wrapped = to_bytes(&sealed.wrapped_key, "wrapped key")?;
        let key = gcm::decrypt(deployment_key, &nonce, &owner.binding(WRAPPED_KEY), &wrapped);
        let key = key.ok_or(OpenError::WrappedKey)?;
        key.as_slice().try_into().map(Zeroizing::new).map_err(|_| OpenError::WrappedKey)
    }
}

/// Versions only, never keys.
impl fmt::Debug for Keyring {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let versions: Vec<_> = self.keys.iter().map(|(version, _)| version).collect();
        out.debug_struct("Keyring").field("versions", &versions).finish_non_exhaustive()
    }
}

/// One key as [`Keyring::parse`] reads it, for whoever makes a new one out of 32 random bytes.
pub fn key_text(version: u32, key: &[u8; KEY_BYTES]) -> Zeroizing<String> {
    Zeroizing::new(format!("{version}:{}", STANDARD.encode(key)))
}
