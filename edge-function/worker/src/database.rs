//! The store on D1. Its numbers are JavaScript's, which is why the store has none that do not survive being one.

use leads::store::{DatabaseError, Integer, Row, Statement, Value};
use worker::Env;
use worker::js_sys::futures::JsFuture;
use worker::js_sys::{Array, Object};
use worker::wasm_bindgen::{JsCast, JsValue};
use worker::worker_sys::types::{D1Database, D1PreparedStatement, D1Result};

use crate::javascript::words;

/// The name of its binding.
const BINDING: &str = "DB";

/// The rows of a statement that only reads.
pub(crate) async fn query(env: &Env, statement: &Statement) -> Result<Vec<Row>, DatabaseError> {
    let prepared = prepare(&database(env)?, statement).map_err(|thrown| failed(&thrown))?;
    let promise = prepared.all().map_err(|thrown| failed(&thrown))?;
    let result: D1Result = JsFuture::from(promise).await.map_err(|thrown| failed(&thrown))?.unchecked_into();
    let rows = result.results().map_err(|thrown| failed(&thrown))?.unwrap_or_default();
    rows.iter().map(|row| read(&row)).collect()
}

/// Runs statements in one transaction.
pub(crate) async fn batch(env: &Env, statements: &[Statement]) -> Result<(), DatabaseError> {
    let database = database(env)?;
    let prepared = statements.iter().map(|statement| prepare(&database, statement).map(JsValue::from));
    let prepared: Array = prepared.collect::<Result<_, _>>().map_err(|thrown| failed(&thrown))?;
    let promise = database.batch(prepared).map_err(|thrown| failed(&thrown))?;
    JsFuture::from(promise).await.map(drop).map_err(|thrown| failed(&thrown))
}

fn database(env: &Env) -> Result<D1Database, DatabaseError> {
    let binding = env.d1(BINDING).map_err(|error| DatabaseError::Failed(error.to_string()))?;
    Ok(JsValue::from(binding).unchecked_into())
}

fn prepare(database: &D1Database, statement: &Statement) -> Result<D1PreparedStatement, JsValue> {
    let values: Array = statement.values.iter().map(bound).collect();
    database.prepare(statement.sql)?.bind(values)
}

fn bound(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Integer(number) => number.as_f64().into(),
        Value::Text(text) => text.into(),
    }
}

fn read(row: &JsValue) -> Result<Row, DatabaseError> {
    let row: &Object = row.dyn_ref().ok_or_else(unreadable)?;
    Object::entries(row)
        .iter()
        .map(|entry| {
            let entry: Array = entry.unchecked_into();
            let column = entry.get(0).as_string().ok_or_else(unreadable)?;
            Ok((column, value(&entry.get(1))?))
        })
        .collect()
}

fn value(value: &JsValue) -> Result<Value, DatabaseError> {
    if value.is_null() {
        return Ok(Value::Null);
    }
    if let Some(number) = value.as_f64() {
        return Integer::from_f64(number).map(Value::from).ok_or_else(unreadable);
    }
    value.as_string().map(Value::from).ok_or_else(unreadable)
}

fn unreadable() -> DatabaseError {
    DatabaseError::Failed("a value that this store never writes".to_owned())
}

/// What D1 says names tables and columns, never values.
fn failed(thrown: &JsValue) -> DatabaseError {
    DatabaseError::told(&words(thrown))
}
