//! `gevel notice`: keeping privacy notices, proving that they are what they were, and the record behind them.

mod publish;
mod record;
mod verify;

use std::path::Path;

pub(super) use verify::{Proofs, Proved};

use super::{CommandResult, Outcome, talk};
use crate::cli::{Notice, NoticeCommand};
use crate::photo::Cache;
use crate::project::{Loaded, Selection, load};
use crate::theme::Shelf;

pub(super) fn notice(options: &Notice) -> CommandResult {
    match &options.command {
        NoticeCommand::Publish(options) => publish::publish(options),
        NoticeCommand::Verify(options) => verify::verify(options),
        NoticeCommand::Record(options) => record::record(options),
    }
}

/// Everything that was read, today.
fn read(content: &Path, themes: &Path, cache: &Path, selection: &Selection) -> Result<Loaded, String> {
    let cache = Cache::open(cache.to_owned());
    Ok(load(content, &Shelf::read(themes), selection, &cache, super::today()?))
}
