//! The store on embedded `SQLite`, for the preview and the tests.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, TransactionBehavior, params_from_iter};
use sha2::{Digest, Sha256};

use super::database::{Database, DatabaseError, Statement};
use super::migrations::MIGRATIONS;
use super::row::Row;
use super::value::{Integer, Value};

/// How many milliseconds to wait for another writer before giving up.
const PATIENCE_MS: u32 = 30_000;

/// How often to ask for the log while others open the same new file.
const OPENING_ROUNDS: usize = 100;

/// A database file, or one in memory. It may be shared between threads, who then take turns.
#[derive(Debug)]
pub struct Sqlite(Mutex<Connection>);

impl Sqlite {
    /// Opens this file, makes it if it is not there, and applies the migrations that it lacks.
    ///
    /// What a batch wrote is on the disk when it returns. Errors: the file is no database, cannot be written, or a
    /// migration was changed after this file had it applied.
    pub fn open(path: &Path) -> Result<Self, DatabaseError> {
        Self::prepare(Connection::open(path).map_err(|error| failed(&error))?)
    }

    /// A database that is gone when dropped.
    pub fn in_memory() -> Result<Self, DatabaseError> {
        Self::prepare(Connection::open_in_memory().map_err(|error| failed(&error))?)
    }

    /// Writes everything from the log beside the file into the file and empties the log, which keeps earlier states of
    /// rows: to be called after erasing. Others who read at this moment may keep it from being emptied.
    pub fn empty_log(&self) -> Result<(), DatabaseError> {
        let connection = self.connection();
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(|error| failed(&error))
    }

    fn prepare(mut connection: Connection) -> Result<Self, DatabaseError> {
        configure(&connection).map_err(|error| failed(&error))?;
        migrate(&mut connection)?;
        Ok(Self(Mutex::new(connection)))
    }

    /// A thread that panicked in its turn left no transaction open: it was rolled back on the way.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Database for Sqlite {
    async fn query(&self, statement: &Statement) -> Result<Vec<Row>, DatabaseError> {
        let connection = self.connection();
        let mut prepared = connection.prepare(statement.sql).map_err(|error| failed(&error))?;
        let columns: Vec<String> = prepared.column_names().map(str::to_owned).collect();
        let mut rows = prepared.query(parameters(statement)).map_err(|error| failed(&error))?;
        let mut read = Vec::new();
        while let Some(row) = rows.next().map_err(|error| failed(&error))? {
            let value = |(place, column): (usize, &String)| {
                let value = row.get_ref(place).map_err(|error| failed(&error))?;
                Ok((column.clone(), owned(value)?))
            };
            read.push(columns.iter().enumerate().map(value).collect::<Result<Row, DatabaseError>>()?);
        }
        Ok(read)
    }

    async fn batch(&self, statements: &[Statement]) -> Result<(), DatabaseError> {
        let mut connection = self.connection();
        // Immediate: a transaction that first reads and then wants to write could not wait for its turn.
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(|error| failed(&error))?;
        for statement in statements {
            transaction.execute(statement.sql, parameters(statement)).map_err(|error| failed(&error))?;
        }
        transaction.commit().map_err(|error| failed(&error))
    }
}

fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "busy_timeout", PATIENCE_MS)?;
    use_log(connection)?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What was erased is overwritten, not only unlinked.
    connection.pragma_update(None, "secure_delete", true)
}

/// Keeps changes in a log beside the file first. `SQLite` refuses this at once, without patience, while another program
/// opens the same new file; a transaction does wait for it, so that between two tries one transaction does nothing.
fn use_log(connection: &Connection) -> rusqlite::Result<()> {
    let is_busy = |error: &rusqlite::Error| error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy);
    for _round in 0..OPENING_ROUNDS {
        match connection.pragma_update(None, "journal_mode", "wal") {
            Err(error) if is_busy(&error) => match connection.execute_batch("BEGIN IMMEDIATE; COMMIT") {
                Err(error) if !is_busy(&error) => return Err(error),
                _ => {}
            },
            answer => return answer,
        }
    }
    connection.pragma_update(None, "journal_mode", "wal")
}

/// Applies what is missing, all in one transaction, so that of two programs that start at once one waits.
fn migrate(connection: &mut Connection) -> Result<(), DatabaseError> {
    let sqlite = |error: rusqlite::Error| failed(&error);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sqlite)?;
    transaction
        .execute_batch(
            "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, hash TEXT NOT NULL) STRICT, WITHOUT ROWID",
        )
        .map_err(sqlite)?;
    for migration in MIGRATIONS {
        let hash = STANDARD.encode(Sha256::digest(migration.sql));
        let applied: Vec<String> = transaction
            .prepare("SELECT hash FROM migration WHERE name = ?1")
            .and_then(|mut select| select.query_map([migration.name], |row| row.get(0))?.collect())
            .map_err(sqlite)?;
        match applied.first() {
            Some(earlier) if *earlier == hash => {}
            Some(_) => {
                let name = migration.name;
                return Err(DatabaseError::Failed(format!("{name} was changed after it had been applied here")));
            }
            None => {
                transaction.execute_batch(migration.sql).map_err(sqlite)?;
                transaction
                    .execute("INSERT INTO migration (name, hash) VALUES (?1, ?2)", [migration.name, hash.as_str()])
                    .map_err(sqlite)?;
            }
        }
    }
    transaction.commit().map_err(sqlite)
}

fn parameters(statement: &Statement) -> impl rusqlite::Params {
    params_from_iter(statement.values.iter().map(|value| match value {
        Value::Null => rusqlite::types::Value::Null,
        Value::Integer(number) => rusqlite::types::Value::Integer(number.get()),
        Value::Text(text) => rusqlite::types::Value::Text(text.clone()),
    }))
}

fn owned(value: ValueRef<'_>) -> Result<Value, DatabaseError> {
    let unreadable = || DatabaseError::Failed("a value that this store never writes".to_owned());
    match value {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(number) => Integer::new(number).map(Value::Integer).ok_or_else(unreadable),
        ValueRef::Text(text) => str::from_utf8(text).map(Value::from).map_err(|_| unreadable()),
        ValueRef::Real(_) | ValueRef::Blob(_) => Err(unreadable()),
    }
}

/// What `SQLite` says names tables and columns, never values.
fn failed(error: &rusqlite::Error) -> DatabaseError {
    let is_conflict = error.sqlite_error().is_some_and(|sqlite| {
        sqlite.code == ErrorCode::ConstraintViolation
            && matches!(
                sqlite.extended_code,
                rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY
            )
    });
    if is_conflict { DatabaseError::Conflict } else { DatabaseError::Failed(error.to_string()) }
}
