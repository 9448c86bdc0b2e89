//! Whether the check of suspicious enquiries is switched on in both places, or in neither.

use leads::Language;

use super::report::Report;
use crate::commands::operator::Wire;

/// The part of the cookie statement that tells about it.
const TOLD: &str = "id=\"check\"";

/// Looks whether the pages offer it: where they do, the cookie statement says so to everybody.
pub(super) fn look(wire: &Wire, can_verify: bool, report: &mut Report) {
    let statements = Language::ALL.iter().filter_map(|language| wire.get(&format!("/{language}/cookies/"), None).ok());
    let statement = statements.into_iter().find(|reply| reply.status == 200);
    judge(can_verify, statement.map(|reply| String::from_utf8_lossy(&reply.body).contains(TOLD)), report);
}

/// `is_offered` is nothing if there is no cookie statement to tell.
pub(super) fn judge(can_verify: bool, is_offered: Option<bool>, report: &mut Report) {
    match (can_verify, is_offered) {
        (false, Some(false)) => report.ok("check", "Suspicious enquiries wait for a person; no check is offered."),
        (true, Some(true)) => report.ok("check", "Who sends a suspicious enquiry is offered a check."),
        (true, Some(false)) => report.warn(
            "check",
            "No check is offered: there is a secret for it, but the pages were built without a site key.",
            "Add `turnstile` to `operator.yaml` and build, or take TURNSTILE away.",
        ),
        (false, Some(true)) => report.warn(
            "check",
            "No check is offered, although the pages say so: the secret that belongs to the site key is missing.",
            "Set TURNSTILE, or remove `turnstile` from `operator.yaml` and build.",
        ),
        (_, None) => report.unknown(
            "check",
            "There is no cookie statement that tells whether a check is offered.",
            "Publish the whole of dist/site.",
        ),
    }
}
