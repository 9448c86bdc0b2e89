//! Leads to try the store with, and a database that fails when told to.
#![expect(clippy::disallowed_methods, reason = "what reaches the disk is tried on a real one")]

use std::cell::Cell;
use std::path::PathBuf;

use leads::seal::{Fresh, Keyring, LookupKey, Owner, Sealed};
use leads::store::sqlite::Sqlite;
use leads::store::{
    Acceptance, Claim, Claimed, Database, DatabaseError, Intent, NewDelivery, NewLead, Row, Statement, StoreError,
    accept, claim,
};
use leads::submission::{Email, Phone};
use leads::{Country, Letters, Moment};
use pollster::block_on;

pub(crate) const PROJECT: &str = "sunny-roofs";
pub(crate) const HOOK: &str = "acme-hook";

pub(crate) fn at(seconds: i64) -> Moment {
    Moment::new(1_800_000_000 + seconds)
}

pub(crate) fn ring() -> Keyring {
    Keyring::new([(1, [1; 32])]).unwrap()
}

pub(crate) fn lookups() -> LookupKey {
    LookupKey::new(&[2; 32])
}

pub(crate) fn email(typed: &str) -> Email {
    Email::parse(typed, Letters::OWN).unwrap()
}

pub(crate) fn phone(typed: &str) -> Phone {
    Phone::parse(typed, Country::Belgium).unwrap()
}

pub(crate) fn sealed(lead: &str, content: &str) -> Sealed {
    let seed = lead.bytes().fold(1_u8, |seed, byte| seed.wrapping_mul(31).wrapping_add(byte));
    let owner = Owner { lead, project: PROJECT };
    ring().seal(&Fresh::new(&[seed; Fresh::BYTES]), owner, content.as_bytes()).unwrap()
}

/// A lead in the making: a submission with an id, and where it is to go.
#[derive(Clone)]
pub(crate) struct Sample {
    pub(crate) id: String,
    pub(crate) submission: String,
    pub(crate) destinations: Vec<&'static str>,
    pub(crate) reasons: Vec<&'static str>,
    pub(crate) received_at: Moment,
}

impl Sample {
    pub(crate) fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            submission: id.to_owned(),
            destinations: vec![HOOK],
            reasons: Vec::new(),
            received_at: at(0),
        }
    }

    /// Accepts it. Deliveries are called after lead and destination.
    pub(crate) fn accept<D: Database>(&self, database: &D) -> Result<Acceptance, StoreError> {
        let key = lookups();
        let sealed = sealed(&self.id, "content");
        let (email, phone) = (key.email(&email("zoe@example.be")), key.phone(&phone("+32470123456")));
        let names: Vec<_> = self.destinations.iter().map(|destination| self.delivery(destination)).collect();
        let deliveries: Vec<_> =
            self.destinations.iter().zip(&names).map(|(destination, id)| NewDelivery { id, destination }).collect();
        block_on(accept(
            database,
            &NewLead {
                id: &self.id,
                project: PROJECT,
                category: leads::Category::Residential,
                partner: "acme",
                received_at: self.received_at,
                sealed: &sealed,
                email: Some(&email),
                phone: Some(&phone),
                retention_days: 365,
                quarantine: &self.reasons,
                intents: &[
                    Intent { token: key.submission(PROJECT, &self.submission), until: None },
                    Intent {
                        token: key.submission(PROJECT, &format!("words of {}", self.submission)),
                        until: Some(self.received_at.plus(600)),
                    },
                ],
                deliveries: &deliveries,
                beside: &[],
            },
        ))
    }

    pub(crate) fn delivery(&self, destination: &str) -> String {
        format!("{}-{destination}", self.id)
    }
}

pub(crate) fn take<D: Database>(database: &D, lease: &str, now: Moment) -> Claimed {
    let wanted = Claim { lease, now, until: now.plus(60), lead: None, limit: 100, per_destination: 100 };
    block_on(claim(database, &wanted)).unwrap()
}

pub(crate) fn memory() -> Sqlite {
    Sqlite::in_memory().unwrap()
}

/// A folder of its own for each test, gone with it.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("leads-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.0.join("leads.sqlite")
    }

    /// Every byte of every file in it.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let files = std::fs::read_dir(&self.0).unwrap();
        files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

/// A database whose batches fail at one statement: it never happens, or all happens and nobody hears of it.
pub(crate) struct Failing<'a> {
    pub(crate) database: &'a Sqlite,
    pub(crate) at: Cell<Option<Fault>>,
}

#[derive(Clone, Copy)]
pub(crate) enum Fault {
    Statement(usize),
    Answer,
    Query,
}

impl Database for Failing<'_> {
    async fn query(&self, statement: &Statement) -> Result<Vec<Row>, DatabaseError> {
        if matches!(self.at.get(), Some(Fault::Query)) {
            return Err(DatabaseError::Failed("no answer".to_owned()));
        }
        self.database.query(statement).await
    }

    async fn batch(&self, statements: &[Statement]) -> Result<(), DatabaseError> {
        match self.at.get() {
            Some(Fault::Statement(place)) if place <= statements.len() => {
                let mut broken = statements.to_vec();
                broken.insert(place, Statement { sql: "INSERT INTO nowhere VALUES (1)", values: Vec::new() });
                self.database.batch(&broken).await
            }
            Some(Fault::Answer) => {
                self.database.batch(statements).await?;
                Err(DatabaseError::Failed("no answer".to_owned()))
            }
            _ => self.database.batch(statements).await,
        }
    }
}
