//! Personal data at rest: sealed so that a copy of the database tells nothing about anyone.
//!
//! Each lead has a random key of its own, and only that key is wrapped by a key of the deployment. So a new deployment
//! key needs no lead to be encrypted again, and destroying one wrapped key makes one lead unreadable for good, in every
//! copy that does not hold it. Both the content and the wrapped key are bound to their lead and project: moved to
//! another row they do not open.

mod apart;
mod error;
mod gcm;
mod keyring;
mod lookup;
mod sealed;

pub(crate) use gcm::NONCE_BYTES;

pub use error::{KeyringError, OpenError, SealError};
pub use keyring::{KEY_BYTES, Keyring, key_text};
pub use lookup::{LookupHash, LookupKey, ShortSecret};
pub use sealed::{Fresh, Owner, Sealed};

#[cfg(test)]
mod tests;
