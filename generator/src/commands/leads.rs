//! `gevel leads`: looking after leads, through the same doors on the preview and on the edge.
//!
//! What is printed on standard output is the result, and only there may something personal appear.

mod access;
mod audit;
mod content;
mod disclose;
mod export;
mod hold;
mod list;
mod pages;
mod pause;
mod proof;
mod release;
mod replay;
mod request;
mod retention;
mod rewrap;
mod rights;
mod show;
mod subscribers;
mod sums;
mod table;

use super::CommandResult;
use super::operator::{Site, Trouble};
use crate::cli::{Leads, LeadsCommand};

pub(super) use audit::verify;

pub(super) fn leads(options: &Leads) -> CommandResult {
    let site = Site::open(&options.access)?;
    match &options.command {
        LeadsCommand::List(options) => list::list(&site, options),
        LeadsCommand::Show(options) => show::show(&site, options),
        LeadsCommand::Replay(options) => replay::replay(&site, options),
        LeadsCommand::Release(options) => release::release(&site, options),
        LeadsCommand::Pause(options) => pause::pause(&site, options),
        LeadsCommand::Resume(options) => pause::resume(&site, options),
        LeadsCommand::Export(options) => export::export(&site, options),
        LeadsCommand::Hold(options) => hold::hold(&site, options),
        LeadsCommand::Unhold(options) => hold::unhold(&site, options),
        LeadsCommand::Retention(options) => retention::retention(&site, options),
        LeadsCommand::Find(options) => rights::find(&site, options),
        LeadsCommand::Erase(options) => rights::erase(&site, options),
        LeadsCommand::Restrict(options) => rights::restrict(&site, options),
        LeadsCommand::Lift(options) => rights::lift(&site, options),
        LeadsCommand::Object(options) => rights::object(&site, options),
        LeadsCommand::Access(options) => access::access(&site, options),
        LeadsCommand::Disclose(options) => disclose::disclose(&site, options),
        LeadsCommand::Correct(options) => rights::correct(&site, options),
        LeadsCommand::Request(options) => request::request(&site, options),
        LeadsCommand::Requests(options) => request::requests(&site, options),
        LeadsCommand::Extend(options) => request::extend(&site, options),
        LeadsCommand::Close(options) => request::close(&site, options),
        LeadsCommand::Statistics(options) => sums::statistics(&site, options),
        LeadsCommand::Signals(options) => sums::signals(&site, options),
        LeadsCommand::Subscribers(options) => subscribers::subscribers(&site, options),
        LeadsCommand::Audit(options) => audit::audit(&site, options),
        LeadsCommand::Rewrap(options) => rewrap::rewrap(&site, options),
    }
}

/// `1 lead`, `2 leads`.
fn number(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}
