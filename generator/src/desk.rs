//! Where the preview takes enquiries, so that the form can be tried to the end on one machine: sent, kept, carried to
//! the partner, looked at.
//!
//! The steps are those of [`leads`]; this is a platform for them, with a database, mails and keys in one folder:
//!
//! 1. [`Desk::open`] readies the folder and starts to work on a thread of its own, since what `leads` promises later
//!    need not leave the thread it was promised on;
//! 2. [`Desk::follow`] tells who the operator and the partners are, after each build;
//! 3. [`Desk::routes`] are the doors, to be put before the files of the preview: those of `leads`, the inbox, and one
//!    that looks after deliveries as if it were later;
//! 4. [`Desk::close`] lets what is under way come to an end.

mod clerk;
mod doors;
mod guard;
mod inbox;
mod limits;
mod machine;
mod mails;
mod partners;
mod people;
mod post;
mod private;
mod secrets;
mod vault;

#[cfg(test)]
mod tests;

use std::{
    error::Error,
    fmt, io,
    path::{Path, PathBuf},
    sync::{Arc, mpsc as plain},
    thread,
    time::Duration,
};

use axum::Router;
use leads::store::{DatabaseError, sqlite::Sqlite};
use tokio::{runtime, sync::mpsc, task::LocalSet};

pub use people::People;

use crate::preview::Preview;
use clerk::{Clerk, Message};
use mails::Mails;
use private::PrivateFileError;
use secrets::Secrets;
use vault::Vault;

/// Requests that may wait for the desk; more wait in their connections.
const WAITING: usize = 64;

/// How long what is under way may take once the desk closes.
const LAST_ATTEMPTS: Duration = Duration::from_secs(2);

/// Where lines for the person at the terminal go. Nothing personal is in them.
pub type Say = Arc<dyn Fn(&str) + Send + Sync>;

/// A handle on the desk; clones lead to the same one.
#[derive(Clone)]
pub struct Desk {
    messages: mpsc::Sender<Message>,
    mails: Mails,
    /// The hash of the token that opens the inbox to other machines.
    token: Arc<str>,
}

impl Desk {
    /// Readies `folder` and starts to work. Keys that are not there yet are made; a file that is there is never
    /// overwritten. What is shown in `preview` at the time of a request is the site that the request is about.
    pub fn open(folder: &Path, preview: Preview, say: Say) -> Result<Self, DeskError> {
        if private::folder(folder).map_err(DeskError::Folder)? {
            // What will lie in it belongs in no repository.
            private::find_or_make(&folder.join(".gitignore"), || Ok(b"*\n".to_vec())).map_err(DeskError::Folder)?;
        }
        let secrets = Secrets::open(folder).map_err(DeskError::Folder)?;
        let mails = Mails::open(folder.join("mails")).map_err(DeskError::Folder)?;
        let database = folder.join("leads.sqlite");
        // SQLite would make it readable for everybody; an empty file is an empty database.
        private::find_or_make(&database, || Ok(Vec::new())).map_err(DeskError::Folder)?;
        let store = Sqlite::open(&database).map_err(|source| DeskError::Database { path: database, source })?;
        let token = Arc::from(secrets.operator_hash().as_str());

        let (messages, told) = mpsc::channel(WAITING);
        let runtime = runtime::Builder::new_current_thread().enable_all().build().map_err(DeskError::Thread)?;
        let settings = folder.join("partners.json");
        let for_clerk = mails.clone();
        let vault = Vault::find(folder);
        let work = move || {
            let machine = machine::Machine::new(store, preview, for_clerk, vault, say);
            let clerk = Clerk::new(machine, secrets, settings);
            LocalSet::new().block_on(&runtime, clerk.work(told));
            // A look-up of a name that hangs must not hold the exit.
            runtime.shutdown_background();
        };
        thread::Builder::new().name("desk".to_owned()).spawn(work).map_err(DeskError::Thread)?;
        Ok(Self { messages, mails, token })
    }

    /// Tells for whom leads are taken from now on. To be called from outside an asynchronous runtime.
    pub fn follow(&self, people: People) {
        // It fails only once the desk is closed, and then nothing is taken.
        let _closed = self.messages.blocking_send(Message::Follow(people));
    }

    /// The doors. They need to know where a connection comes from, as [`Listening::serve`](crate::preview::Listening)
    /// tells them.
    pub fn routes(&self) -> Router {
        doors::routes(self.clone(), doors::PATIENCE)
    }

    /// Takes nothing more, gives what is under way two seconds, and returns. To be called from outside an asynchronous
    /// runtime.
    pub fn close(&self) {
        let (closed, wait) = plain::channel();
        if self.messages.blocking_send(Message::Close(closed)).is_ok() {
            // An error says that it is closed already.
            let _closed = wait.recv_timeout(LAST_ATTEMPTS * 2);
        }
    }
}

/// Why no enquiries can be taken.
#[derive(Debug)]
pub enum DeskError {
    /// A file or folder of its own cannot be used.
    Folder(PrivateFileError),
    /// The database cannot be used.
    Database {
        /// Its file.
        path: PathBuf,
        /// What it said.
        source: DatabaseError,
    },
    /// The system gives no thread to work on.
    Thread(io::Error),
}

impl fmt::Display for DeskError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(error) => error.fmt(out),
            Self::Database { path, source } => write!(out, "`{}` cannot be used: {source}", path.display()),
            Self::Thread(error) => write!(out, "the part that takes enquiries cannot start: {error}"),
        }
    }
}

impl Error for DeskError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Folder(error) => Some(error),
            Self::Database { path: _, source } => Some(source),
            Self::Thread(error) => Some(error),
        }
    }
}
