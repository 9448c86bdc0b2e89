//! `gevel doctor`: whether a site is in order, seen from outside and, with a token, from inside; and what to do where it
//! is not.

mod check;
mod inside;
mod outside;
mod report;
mod sitemap;

use super::Outcome;
use super::operator::{Site, Wire};
use super::talk::print;
use crate::cli::{Doctor, Format};
use report::{Report, State};

pub(super) fn doctor(options: &Doctor) -> Outcome {
    let wire = Wire::to(&options.access.site);
    let mut report = Report::default();
    match wire.get("/health", None) {
        Err(trouble) => report.fail("site", &trouble.to_string(), "Nothing else could be looked at."),
        Ok(health) => {
            report.ok("site", &format!("{} answers.", wire.address()));
            outside::look(&wire, &options.access.site, &health, options.project.as_deref(), &mut report);
            match Site::open(&options.access) {
                Ok(site) => {
                    if let Some(can_verify) = inside::look(&site, &options.access.site, &mut report) {
                        check::look(&wire, can_verify, &mut report);
                    }
                }
                Err(no_token) => {
                    report.fail("token", &no_token.to_string(), "Without one, nothing inside is looked at.");
                }
            }
        }
    }
    match options.format {
        Format::Human => print(&report.for_people()),
        Format::Json => print(&report.for_programs(wire.address())),
    }
    if report.has(State::Fail) { Outcome::Errors } else { Outcome::Done }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
