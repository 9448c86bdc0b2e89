//! The settings of a deployment, from secrets and variables of the platform. It makes no difference which of the two
//! one is, and one that is missing is an empty text.

use crate::bindings::Env;
use leads::deployment::{Deployment, DeploymentError, Settings};
use leads::partner::Loopback;

/// Reads and checks all settings. Error: everything that is wrong with them, which may be logged.
pub(crate) fn read(env: &Env) -> Result<Deployment, DeploymentError> {
    // Only a development machine may deliver to itself, where partners of tests listen.
    let loopback = if env.text("ALLOW_LOOPBACK") == "development" { Loopback::Allowed } else { Loopback::Refused };
    Deployment::read(
        &Settings {
            lead_keys: &env.text("LEAD_KEYS"),
            lookup_key: &env.text("LOOKUP_KEY"),
            partners: &env.text("PARTNERS"),
            operators: &env.text("OPERATORS"),
            mail_from: &env.text("MAIL_FROM"),
            alerts_to: &env.text("ALERTS_TO"),
            turnstile: &env.text("TURNSTILE"),
        },
        loopback,
    )
}
