//! What the life of a lead asks of the machine it runs on. Every platform answers these questions and adds no step.

use std::fmt;

use crate::letters::Letters;
use crate::moment::Moment;
use crate::relay::{Http, Mail, Outcome};
use crate::store::Database;
use crate::submission::Email;

/// A machine that takes and carries leads: a server at the edge, the preview, a test.
#[expect(async_fn_in_trait, reason = "the edge has one thread, and nothing here asks a future to leave it")]
pub trait Platform: Database {
    /// Milliseconds since 1970. Only differences within one attempt are measured with it.
    fn milliseconds(&self) -> i64;

    /// Fills this with bytes from a cryptographic source.
    fn fill_random(&self, bytes: &mut [u8]) -> Result<(), NoRandomness>;

    /// What it knows about letters.
    fn letters(&self) -> Letters;

    /// The text of a file that the build wrote for us, such as `_gevel/leiehof.json`; `None` if there is no such file.
    async fn site_file(&self, path: &str) -> Result<Option<String>, SiteFileError>;

    /// Sends a request to a partner and forgets what it answers, but for the status and `Retry-After`.
    async fn send(&self, request: &Http) -> Outcome;

    /// Sends a request and gives what is answered to it with a status of success, up to
    /// [`ANSWER_MAX_BYTES`](crate::relay::ANSWER_MAX_BYTES); `None` if it is longer, or if there is no such answer.
    async fn ask(&self, request: &Http) -> Option<Vec<u8>>;

    /// Hands a mail over for sending.
    async fn mail(&self, mail: &Mail) -> Outcome;

    /// Counts one more under this key, and says whether it is still within the limit. If that cannot be told, it is.
    async fn within(&self, limit: Limit, key: &str) -> bool;

    /// Whether keys of new leads are kept apart from the database, in a store that keeps no earlier versions.
    fn has_vault(&self) -> bool;

    /// Keeps a key in that store, under the id of its lead, `/` and a name. It is there when this returns.
    async fn put_key(&self, name: &str, key: &str) -> Result<(), VaultError>;

    /// Puts another key in the place of the one of this name; if there is none any more, it does nothing. Both at once:
    /// one that is destroyed meanwhile stays so.
    async fn change_key(&self, name: &str, key: &str) -> Result<(), VaultError>;

    /// The key of this name, if it is there.
    async fn key(&self, name: &str) -> Result<Option<String>, VaultError>;

    /// Destroys what it keeps of an erased lead outside of the database: all its keys, mails in files, and what the files
    /// of the database hold of earlier states. There may be nothing.
    async fn forget(&self, lead: &str) -> Result<(), NotForgotten>;

    /// Whether mails stay with it, as files, and do not leave for a mailbox.
    fn keeps_mails(&self) -> bool {
        false
    }

    /// Destroys the mails that it keeps of those to this address about its owner's rights. What went to it as to a
    /// partner or the operator stays: it is about others too.
    async fn forget_mails_to(&self, _address: &Email) -> Result<(), NotForgotten> {
        Ok(())
    }

    /// For how many days the database can be put back to an earlier state, with what was erased since then.
    fn history_days(&self) -> u32;

    /// Writes a line into the operator's log. Nothing personal is ever in it.
    fn log(&self, line: &str);

    /// The time now.
    fn now(&self) -> Moment {
        Moment::new(self.milliseconds().div_euclid(1000))
    }
}

/// How much is taken in one minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// From one sender: enough for an office behind one address. What goes beyond is looked at before it is delivered.
    Sender,
    /// For one project, from everybody: what goes beyond is a flood, and is asked to come back.
    Project,
}

impl Limit {
    /// How many pass.
    pub const fn most(self) -> u32 {
        match self {
            Self::Sender => 40,
            Self::Project => 300,
        }
    }

    /// Within how many seconds.
    pub const SECONDS: u32 = 60;
}

/// The machine has no randomness to give, so nothing can be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoRandomness;

/// A file of the site could not be read, for a reason in the platform's words. It may be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteFileError(pub String);

/// Something that the machine keeps could not be destroyed, for a reason in its own words. It is tried again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotForgotten(pub String);

/// The store of keys did not do what it was asked, for a reason in the platform's words. It may have done it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VaultError(pub String);

impl fmt::Display for VaultError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "the key vault cannot be used: {}", self.0)
    }
}

impl std::error::Error for VaultError {}

impl fmt::Display for NotForgotten {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "something that is kept beside the database could not be destroyed: {}", self.0)
    }
}

impl std::error::Error for NotForgotten {}

impl fmt::Display for NoRandomness {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the machine gives no random bytes")
    }
}

impl std::error::Error for NoRandomness {}

impl fmt::Display for SiteFileError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "a file of the site cannot be read: {}", self.0)
    }
}

impl std::error::Error for SiteFileError {}
