//! What a platform brings: rows, and batches that happen wholly or not at all.

use std::fmt;

use super::row::{Row, RowError};
use super::value::Value;

/// One statement of SQL with the values of its parameters `?1`, `?2` and so on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The statement; it never contains a value.
    pub sql: &'static str,
    /// The values, in the order of their numbers.
    pub values: Vec<Value>,
}

/// A database, wherever it runs.
#[expect(async_fn_in_trait, reason = "the edge has one thread, and nothing here asks a future to leave it")]
pub trait Database {
    /// Runs a statement that only reads, and gives its rows.
    async fn query(&self, statement: &Statement) -> Result<Vec<Row>, DatabaseError>;

    /// Runs these statements in order in one transaction: all of them, or none if one fails.
    async fn batch(&self, statements: &[Statement]) -> Result<(), DatabaseError>;
}

/// Why a database did not do what it was asked. What it says may be logged: it names tables and columns, not values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseError {
    /// Something that must be unique is already there.
    Conflict,
    /// Anything else, in the platform's words. It may or may not have happened.
    Failed(String),
}

/// Why a step was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// The database failed. Unless the step is one that may be repeated, look before trying again.
    Database(DatabaseError),
    /// A row was not as it must be.
    Row(RowError),
    /// Others were faster in every round. Nothing was changed; it may be tried again.
    Contended,
    /// A lead without a delivery, or without anything to recognise a repeat by, would break a promise.
    Incomplete,
}

impl Statement {
    /// This statement with these values.
    pub(super) fn new(sql: &'static str, values: impl Into<Vec<Value>>) -> Self {
        Self { sql, values: values.into() }
    }
}

impl DatabaseError {
    /// The error that a platform tells in the words of `SQLite` and with nothing more to go by.
    pub fn told(words: &str) -> Self {
        if words.contains("UNIQUE constraint failed") { Self::Conflict } else { Self::Failed(words.to_owned()) }
    }
}

impl From<DatabaseError> for StoreError {
    fn from(error: DatabaseError) -> Self {
        Self::Database(error)
    }
}

impl From<RowError> for StoreError {
    fn from(error: RowError) -> Self {
        Self::Row(error)
    }
}

impl fmt::Display for DatabaseError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict => out.write_str("something that must be unique is already in the database"),
            Self::Failed(words) => write!(out, "the database failed: {words}"),
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(error) => error.fmt(out),
            Self::Row(error) => error.fmt(out),
            Self::Contended => out.write_str("others were faster in every round"),
            Self::Incomplete => out.write_str("a lead needs a delivery, and something to recognise a repeat by"),
        }
    }
}

impl std::error::Error for DatabaseError {}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Database(error) => Some(error),
            Self::Row(error) => Some(error),
            Self::Contended | Self::Incomplete => None,
        }
    }
}
