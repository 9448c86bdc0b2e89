//! The store on D1. Its numbers are JavaScript's, which is why the store has none that do not survive being one.

use js_sys::{Array, Object, Reflect};
use leads::store::{DatabaseError, Integer, Row, Statement, Value};
use wasm_bindgen::{JsCast, JsValue};

use crate::bindings::{Database, Env, Prepared};
use crate::javascript::words;

/// The name of its binding.
const BINDING: &str = "DB";

/// The rows of a statement that only reads.
pub(crate) async fn query(env: &Env, statement: &Statement) -> Result<Vec<Row>, DatabaseError> {
    let rows = queried(env, statement).await.map_err(|thrown| failed(&thrown))?;
    rows.iter().map(|row| read(&row)).collect()
}

/// Runs statements in one transaction.
pub(crate) async fn batch(env: &Env, statements: &[Statement]) -> Result<(), DatabaseError> {
    batched(env, statements).await.map_err(|thrown| failed(&thrown))
}

async fn queried(env: &Env, statement: &Statement) -> Result<Array, JsValue> {
    let result = prepare(&env.object(BINDING), statement)?.all().await?;
    Reflect::get(&result, &"results".into())?.dyn_into()
}

async fn batched(env: &Env, statements: &[Statement]) -> Result<(), JsValue> {
    let database: Database = env.object(BINDING);
    let prepared = Array::new();
    for statement in statements {
        let statement: JsValue = prepare(&database, statement)?.into();
        prepared.push(&statement);
    }
    database.batch(prepared).await.map(drop)
}

fn prepare(database: &Database, statement: &Statement) -> Result<Prepared, JsValue> {
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
