//! What can be wrong with the settings of a deployment.

use std::fmt;

use super::operators::OperatorsFault;
use crate::partner::PartnersError;
use crate::seal::KeyringError;

/// Everything that is wrong with the settings. Each line names the setting, and none repeats what may be a secret.
#[derive(Debug)]
pub struct DeploymentError(pub Vec<DeploymentFault>);

/// One setting that is wrong.
#[derive(Debug)]
pub enum DeploymentFault {
    /// `LEAD_KEYS` are no keys.
    LeadKeys(KeyringError),
    /// `LOOKUP_KEY` is not base64 of at least 32 bytes.
    LookupKey,
    /// `PARTNERS` cannot be delivered to.
    Partners(PartnersError),
    /// `OPERATORS` cannot be told apart.
    Operators(OperatorsFault),
    /// `MAIL_FROM` is no address.
    MailFrom,
    /// `ALERTS_TO` is no address.
    AlertsTo,
    /// `TURNSTILE` is no secret.
    Turnstile,
}

impl fmt::Display for DeploymentFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LeadKeys(error) => write!(out, "LEAD_KEYS: {error}"),
            Self::LookupKey => out.write_str("LOOKUP_KEY: must be at least 32 random bytes in base64"),
            Self::Partners(error) => write!(out, "PARTNERS: {error}"),
            Self::Operators(error) => write!(out, "OPERATORS: {error}"),
            Self::MailFrom => out.write_str("MAIL_FROM: must be `Name <name@example.com>`"),
            Self::AlertsTo => out.write_str("ALERTS_TO: must be one e-mail address, or empty"),
            Self::Turnstile => out.write_str("TURNSTILE: must be the secret of the widget alone, or empty"),
        }
    }
}

impl fmt::Display for DeploymentError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, fault) in self.0.iter().enumerate() {
            if position > 0 {
                out.write_str("; ")?;
            }
            fault.fmt(out)?;
        }
        Ok(())
    }
}

impl std::error::Error for DeploymentError {}
