//! `gevel new`: a project or a partner to start from.

use super::talk::say;
use super::{CommandResult, Outcome};
use crate::cli::New;

pub(super) fn new(options: &New) -> CommandResult {
    let content = &options.content.content;
    let _ = content;
    say("");
    Ok(Outcome::Done)
}
