//! One machine as a platform for leads: its clock, its randomness, its database, its connection to the internet.

use std::{
    cell::RefCell,
    rc::Rc,
    time::{SystemTime, UNIX_EPOCH},
};

use leads::{
    Letters,
    platform::{Limit, NoRandomness, NotForgotten, Platform, SiteFileError, VaultError},
    relay::{Http, Mail, MailRefusal, Outcome, Silence},
    store::{Database, DatabaseError, Row, Statement, sqlite::Sqlite},
    submission::Email,
};

use super::{
    Say,
    limits::Limits,
    mails::Mails,
    post::{Post, Sent},
    vault::{FOLDER, Vault},
};
use crate::preview::Preview;

/// The machine; clones are the same one, perhaps at another time.
#[derive(Clone)]
pub(super) struct Machine {
    parts: Rc<Parts>,
    /// How far its clock is ahead, in milliseconds.
    ahead: i64,
}

struct Parts {
    store: Sqlite,
    preview: Preview,
    post: Option<Post>,
    mails: Mails,
    vault: Option<Vault>,
    limits: RefCell<Limits>,
    say: Say,
}

impl Machine {
    pub(super) fn new(store: Sqlite, preview: Preview, mails: Mails, vault: Option<Vault>, say: Say) -> Self {
        let post = Post::new().inspect_err(|error| say(&format!("Nothing can be sent to partners: {error}"))).ok();
        let parts = Parts { store, preview, post, mails, vault, limits: RefCell::default(), say };
        Self { parts: Rc::new(parts), ahead: 0 }
    }

    /// The same machine with its clock at this time, in seconds since 1970; never behind the real one.
    pub(super) fn as_if_at(&self, seconds: i64) -> Self {
        let ahead = seconds.saturating_mul(1000).saturating_sub(real_milliseconds()).max(0);
        Self { parts: Rc::clone(&self.parts), ahead }
    }

    fn vault(&self) -> Result<&Vault, VaultError> {
        self.parts.vault.as_ref().ok_or_else(|| VaultError(format!("the folder `{FOLDER}` is not there")))
    }

    /// The mails that would have been sent.
    pub(super) fn mails(&self) -> &Mails {
        &self.parts.mails
    }
}

impl Database for Machine {
    async fn query(&self, statement: &Statement) -> Result<Vec<Row>, DatabaseError> {
        self.parts.store.query(statement).await
    }

    async fn batch(&self, statements: &[Statement]) -> Result<(), DatabaseError> {
        self.parts.store.batch(statements).await
    }
}

impl Platform for Machine {
    fn milliseconds(&self) -> i64 {
        real_milliseconds().saturating_add(self.ahead)
    }

    fn fill_random(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        getrandom::fill(bytes).map_err(|_| NoRandomness)
    }

    fn letters(&self) -> Letters {
        Letters::OWN
    }

    async fn site_file(&self, path: &str) -> Result<Option<String>, SiteFileError> {
        // Without a site it cannot be told which files it will have.
        let found =
            self.parts.preview.site_file(path).ok_or_else(|| SiteFileError("no site was made yet".to_owned()))?;
        let Some(bytes) = found.transpose().map_err(|error| SiteFileError(error.to_string()))? else {
            return Ok(None);
        };
        String::from_utf8(bytes).map(Some).map_err(|_| SiteFileError("it is not text".to_owned()))
    }

    async fn send(&self, request: &Http) -> Outcome {
        let Some(post) = &self.parts.post else { return Outcome::Unanswered(Silence::Encryption) };
        match post.send(request).await {
            Sent::Outcome(outcome) => outcome,
            Sent::NotPublic => {
                let host = request.endpoint.host();
                self.log(&format!("{host} is inside a network, not on the public internet: nothing was sent there."));
                Outcome::Unanswered(Silence::Connection)
            }
        }
    }

    async fn ask(&self, request: &Http) -> Option<Vec<u8>> {
        self.parts.post.as_ref()?.ask(request).await
    }

    async fn mail(&self, mail: &Mail) -> Outcome {
        match self.parts.mails.keep(mail, self.now()) {
            Ok(()) => Outcome::MailTaken,
            Err(error) => {
                self.log(&format!("A mail cannot be written: {error}"));
                Outcome::MailRefused(MailRefusal::Failed)
            }
        }
    }

    async fn within(&self, limit: Limit, key: &str) -> bool {
        self.parts.limits.borrow_mut().within(limit, key, self.now().seconds())
    }

    fn has_vault(&self) -> bool {
        self.parts.vault.is_some()
    }

    async fn put_key(&self, name: &str, key: &str) -> Result<(), VaultError> {
        self.vault()?.put(name, key).map_err(|error| VaultError(error.to_string()))
    }

    async fn change_key(&self, name: &str, key: &str) -> Result<(), VaultError> {
        self.vault()?.change(name, key).map_err(|error| VaultError(error.to_string()))
    }

    async fn key(&self, name: &str) -> Result<Option<String>, VaultError> {
        self.vault()?.get(name).map_err(|error| VaultError(error.to_string()))
    }

    async fn forget(&self, lead: &str) -> Result<(), NotForgotten> {
        if let Some(vault) = &self.parts.vault {
            vault.forget(lead).map_err(|error| NotForgotten(error.to_string()))?;
        }
        self.parts.mails.forget(lead).map_err(|error| NotForgotten(error.to_string()))?;
        self.parts.store.empty_log().map_err(|error| NotForgotten(error.to_string()))
    }

    fn keeps_mails(&self) -> bool {
        true
    }

    async fn forget_mails_to(&self, address: &Email) -> Result<(), NotForgotten> {
        self.parts.mails.forget_about_rights(address).map_err(|error| NotForgotten(error.to_string()))
    }

    /// What is overwritten in a file is gone.
    fn history_days(&self) -> u32 {
        0
    }

    fn log(&self, line: &str) {
        (self.parts.say)(line);
    }
}

/// A clock before 1970 is as wrong as one at its beginning.
fn real_milliseconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
