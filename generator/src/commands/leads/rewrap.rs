//! `gevel leads rewrap`: after a new deployment key was set, the keys of all leads are wrapped with it, so that the old
//! one can be taken away.

use std::io::{IsTerminal as _, stderr};

use indicatif::{ProgressBar, ProgressDrawTarget};
use serde::Deserialize;
use serde_json::json;

use super::{Site, number};
use crate::cli::{Format, Rewrap};
use crate::commands::talk::print;
use crate::commands::{CommandResult, Outcome};

#[derive(Deserialize)]
struct Portion {
    rewrapped: u64,
    left: bool,
}

pub(super) fn rewrap(site: &Site, options: &Rewrap) -> CommandResult {
    let progress = ProgressBar::new_spinner();
    progress.set_draw_target(if stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    });
    let mut all = 0;
    loop {
        let portion: Portion = site.post("keys/rewrap")?;
        all += portion.rewrapped;
        progress.set_message(format!("{all} leads"));
        progress.tick();
        if !portion.left {
            break;
        }
        if portion.rewrapped == 0 {
            progress.finish_and_clear();
            return Err("the site says that leads are left, and wraps none; its log may say why".into());
        }
    }
    progress.finish_and_clear();
    match options.format {
        Format::Json => print(&json!({ "rewrapped": all }).to_string()),
        Format::Human => {
            print(&format!("{} wrapped anew. No older key is in use any more.", number(usize::try_from(all)?, "lead")));
        }
    }
    Ok(Outcome::Done)
}
