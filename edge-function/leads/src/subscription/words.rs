//! The words of the mail that asks for confirmation.

use serde::Serialize;

use super::List;
use crate::json::read_members;
use crate::language::Language;
use crate::table::Table;

/// What that mail says in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SubscriptionWords {
    /// About each list.
    pub lists: Table<List, ConfirmationWords>,
    /// How long the link is valid, and that nothing comes without it.
    pub valid: String,
    /// What stands before the link for whoever did not ask for anything, or wants no more.
    pub not_me: String,
    /// What that link says.
    pub stop: String,
}

/// What it says about one list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ConfirmationWords {
    /// The subject.
    pub subject: String,
    /// What was asked for, and what to do.
    pub intro: String,
    /// What the link that confirms says.
    pub confirm: String,
}

read_members!(SubscriptionWords { lists, valid, not_me, stop });
read_members!(ConfirmationWords { subject, intro, confirm });

impl SubscriptionWords {
    /// Where the build writes them: from the root of the site, without a slash in front. They lie apart from the words of
    /// mails to partners, which the module that carries leads reads for each of them.
    pub fn path(language: Language) -> String {
        format!("_gevel/mail/{language}.subscription.json")
    }
}
