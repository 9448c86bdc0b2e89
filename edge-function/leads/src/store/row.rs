//! A row that came out of a database, read column by column with an answer for everything that may be wrong.

use std::fmt;

use super::value::Value;
use crate::moment::Moment;

/// The columns of one row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row(Vec<(String, Value)>);

/// This column is missing, or holds what it cannot. Says which, never what stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowError(pub &'static str);

impl FromIterator<(String, Value)> for Row {
    fn from_iter<T: IntoIterator<Item = (String, Value)>>(columns: T) -> Self {
        let mut row = Self::default();
        columns.into_iter().for_each(|column| row.0.push(column));
        row
    }
}

impl Row {
    /// What stands in a column; a database names each once.
    fn value(&self, column: &str) -> Option<&Value> {
        self.0.iter().find(|(name, _)| name == column).map(|(_, value)| value)
    }

    pub(super) fn text(&self, column: &'static str) -> Result<String, RowError> {
        self.optional_text(column)?.ok_or(RowError(column))
    }

    pub(super) fn optional_text(&self, column: &'static str) -> Result<Option<String>, RowError> {
        match self.value(column) {
            Some(Value::Text(text)) => Ok(Some(text.clone())),
            Some(Value::Null) => Ok(None),
            Some(Value::Integer(_)) | None => Err(RowError(column)),
        }
    }

    pub(super) fn integer(&self, column: &'static str) -> Result<i64, RowError> {
        self.optional_integer(column)?.ok_or(RowError(column))
    }

    pub(super) fn optional_integer(&self, column: &'static str) -> Result<Option<i64>, RowError> {
        match self.value(column) {
            Some(Value::Integer(number)) => Ok(Some(number.get())),
            Some(Value::Null) => Ok(None),
            Some(Value::Text(_)) | None => Err(RowError(column)),
        }
    }

    pub(super) fn small(&self, column: &'static str) -> Result<u32, RowError> {
        self.integer(column)?.try_into().map_err(|_| RowError(column))
    }

    pub(super) fn moment(&self, column: &'static str) -> Result<Moment, RowError> {
        self.integer(column).map(Moment::new)
    }

    pub(super) fn optional_moment(&self, column: &'static str) -> Result<Option<Moment>, RowError> {
        Ok(self.optional_integer(column)?.map(Moment::new))
    }

    /// There are no booleans in the database: 0 and 1 stand for them.
    pub(super) fn flag(&self, column: &'static str) -> Result<bool, RowError> {
        match self.integer(column)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(RowError(column)),
        }
    }
}

/// What is read of each row.
pub(super) fn each<T>(rows: &[Row], read: impl Fn(&Row) -> Result<T, RowError>) -> Result<Vec<T>, RowError> {
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push(read(row)?);
    }
    Ok(all)
}

impl fmt::Display for RowError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "the column `{}` of a row cannot be read", self.0)
    }
}

impl std::error::Error for RowError {}
