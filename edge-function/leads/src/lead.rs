//! A lead: a question that somebody has asked and that must reach its partner.
//!
//! It is made from a valid submission and nothing else, in the one shape that partners get. It holds no address of a
//! device, no click id, no category and no score.

mod canonical;
mod fingerprint;
mod id;

use std::fmt;

use crate::contract::Contract;
use crate::moment::Moment;
use crate::submission::Submission;

pub use canonical::{
    Canonical, CanonicalConsent, CanonicalNotice, CanonicalPerson, CanonicalPreference, CanonicalPrivacy,
    CanonicalProject, CanonicalProof, CanonicalWish, CanonicalWords, SCHEMA,
};
pub use fingerprint::Fingerprint;
pub use id::{LeadId, NotALeadId};

/// A lead. Its `Debug` shows its id only.
#[derive(Clone, PartialEq, Eq)]
pub struct Lead {
    id: LeadId,
    received_at: Moment,
    canonical: Canonical,
}

impl Lead {
    /// The lead of this submission to the page of this contract.
    pub fn new(submission: &Submission, contract: &Contract, id: LeadId, received_at: Moment) -> Self {
        let canonical = Canonical::of(submission, contract, id, received_at);
        Self { id, received_at, canonical }
    }

    /// Reads what [`Lead::to_json`] wrote. Only for text from our own store, whose seal vouches for it.
    ///
    /// Error: it is not a lead of this schema.
    pub fn from_stored(json: &str) -> Result<Self, StoredLeadError> {
        let canonical: Canonical = serde_json::from_str(json).map_err(|cause| StoredLeadError::unreadable(&cause))?;
        if canonical.schema != SCHEMA {
            return Err(StoredLeadError::Schema { found: canonical.schema, known: SCHEMA });
        }
        let id = LeadId::parse(&canonical.lead_id).map_err(|_| StoredLeadError::Id)?;
        let received_at = Moment::parse(&canonical.received_at).ok_or(StoredLeadError::Time)?;
        Ok(Self { id, received_at, canonical })
    }

    /// The lead as compact JSON: what is kept, and what partners get.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "only a map with keys other than strings cannot be written"
    )]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.canonical).expect("a lead has only words as keys")
    }

    /// Its id.
    pub fn id(&self) -> LeadId {
        self.id
    }

    /// When it was received.
    pub fn received_at(&self) -> Moment {
        self.received_at
    }

    /// What partners get.
    pub fn canonical(&self) -> &Canonical {
        &self.canonical
    }
}

impl fmt::Debug for Lead {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Lead({})", self.id)
    }
}

/// Why some stored text is not a lead. It says where, never what was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoredLeadError {
    /// It is not JSON, or not of this shape. The cause is not kept: it quotes values, and values are personal.
    Unreadable {
        /// The line of the first mistake, from 1.
        line: usize,
        /// Its column, from 1.
        column: usize,
    },
    /// It has a schema this program does not read.
    Schema {
        /// The schema it has.
        found: u32,
        /// The schema this program reads.
        known: u32,
    },
    /// Its id is none.
    Id,
    /// Its time is none.
    Time,
}

impl StoredLeadError {
    fn unreadable(cause: &serde_json::Error) -> Self {
        Self::Unreadable { line: cause.line(), column: cause.column() }
    }
}

impl fmt::Display for StoredLeadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { line, column } => {
                write!(out, "the stored lead cannot be read at line {line} column {column}")
            }
            Self::Schema { found, known } => {
                write!(out, "the stored lead has schema {found}; this program reads {known}")
            }
            Self::Id => out.write_str("the stored lead has no valid id"),
            Self::Time => out.write_str("the stored lead has no valid time"),
        }
    }
}

impl std::error::Error for StoredLeadError {}
