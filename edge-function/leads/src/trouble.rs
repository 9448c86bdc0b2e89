//! What can go wrong in the middle of a journey, for the operator's log. None of it says anything about a person.

use std::fmt;

use crate::platform::{NoRandomness, NotForgotten, SiteFileError, VaultError};
use crate::seal::{OpenError, SealError};
use crate::store::StoreError;

/// Why a step could not be taken. Nothing was promised by it.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The store.
    Store(StoreError),
    /// Randomness.
    Random(NoRandomness),
    /// Something was not destroyed.
    Forget(NotForgotten),
    /// A file that the build wrote.
    Site(SiteFileError),
    /// A file that the build wrote is not as it must be. Holds its path and why.
    SiteContent(String, String),
    /// Sealing.
    Seal(SealError),
    /// Opening what is sealed.
    Open(OpenError),
    /// The store of keys.
    Vault(VaultError),
    /// The key that a row names is not there.
    KeyGone,
    /// What was sealed is not a lead.
    NotALead,
    /// A mail was not taken over.
    NotMailed,
    /// An id in the store, or one that was made here, is none.
    NotAnId,
    /// What was sealed is not an address that can be written to.
    NotAnAddress,
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => error.fmt(out),
            Self::Random(error) => error.fmt(out),
            Self::Forget(error) => error.fmt(out),
            Self::Site(error) => error.fmt(out),
            Self::SiteContent(path, why) => write!(out, "{path}: {why}"),
            Self::Seal(error) => error.fmt(out),
            Self::Open(error) => error.fmt(out),
            Self::Vault(error) => error.fmt(out),
            Self::KeyGone => out.write_str("its key is not in the key vault: it was destroyed, or never there"),
            Self::NotAnId => out.write_str("an id is not written as our ids are"),
            Self::NotAnAddress => out.write_str("what is stored is not an address, or there are no words for its list"),
            Self::NotMailed => out.write_str("a mail was not taken over"),
            Self::NotALead => out.write_str("what is stored is not a lead"),
        }
    }
}

impl std::error::Error for Trouble {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Store(error) => Some(error),
            Self::Random(error) => Some(error),
            Self::Forget(error) => Some(error),
            Self::Site(error) => Some(error),
            Self::Seal(error) => Some(error),
            Self::Open(error) => Some(error),
            Self::Vault(error) => Some(error),
            Self::SiteContent(..)
            | Self::KeyGone
            | Self::NotALead
            | Self::NotMailed
            | Self::NotAnId
            | Self::NotAnAddress => None,
        }
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<NoRandomness> for Trouble {
    fn from(error: NoRandomness) -> Self {
        Self::Random(error)
    }
}

impl From<NotForgotten> for Trouble {
    fn from(error: NotForgotten) -> Self {
        Self::Forget(error)
    }
}

impl From<SiteFileError> for Trouble {
    fn from(error: SiteFileError) -> Self {
        Self::Site(error)
    }
}

impl From<VaultError> for Trouble {
    fn from(error: VaultError) -> Self {
        Self::Vault(error)
    }
}

impl From<SealError> for Trouble {
    fn from(error: SealError) -> Self {
        Self::Seal(error)
    }
}

impl From<OpenError> for Trouble {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}
