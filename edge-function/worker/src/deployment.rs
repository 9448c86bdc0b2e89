//! The settings of a deployment, from secrets and variables of the platform. It makes no difference which of the two
//! one is, and one that is missing is an empty text.

use leads::deployment::{Deployment, DeploymentError, Settings};
use leads::partner::Loopback;
use worker::Env;

/// Reads and checks all settings. Error: everything that is wrong with them, which may be logged.
pub(crate) fn read(env: &Env) -> Result<Deployment, DeploymentError> {
    let text = |name| env.var(name).map(|text| text.to_string()).unwrap_or_default();
    // Only a development machine may deliver to itself, where partners of tests listen.
    let loopback = if text("ALLOW_LOOPBACK") == "development" { Loopback::Allowed } else { Loopback::Refused };
    Deployment::read(
        &Settings {
            lead_keys: &text("LEAD_KEYS"),
            lookup_key: &text("LOOKUP_KEY"),
            partners: &text("PARTNERS"),
            operators: &text("OPERATORS"),
            mail_from: &text("MAIL_FROM"),
            alerts_to: &text("ALERTS_TO"),
        },
        loopback,
    )
}
