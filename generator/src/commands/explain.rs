//! `gevel explain`: a rule, its source and when it was last compared with it.

use super::talk::print;
use super::{CommandResult, Outcome};
use crate::cli::Explain;
use crate::law::{RULES, rule};
use crate::nearest::instead;

pub(super) fn explain(options: &Explain) -> CommandResult {
    let Some(rule) = rule(&options.code) else {
        let codes = RULES.iter().map(|rule| rule.code);
        return Err(
            format!("there is no rule `{}`. {}", options.code, instead(&options.code.to_uppercase(), codes)).into()
        );
    };
    print(&format!(
        "{}\n  {}\n  Source: {}\n  Last compared with a source on {}.",
        rule.code, rule.demand, rule.source, rule.verified_on
    ));
    Ok(Outcome::Done)
}
