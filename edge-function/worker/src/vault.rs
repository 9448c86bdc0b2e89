//! Keys of leads in a bucket, which keeps no earlier versions of what it holds. It is there if the configuration names it.

use wasm_bindgen::JsValue;

use crate::bindings::{self, Env};

/// The name of its binding.
const BINDING: &str = "KEY_VAULT";

/// Whether there is one.
pub(crate) fn is_bound(env: &Env) -> bool {
    env.has(BINDING)
}

/// Keeps a key under a name.
pub(crate) async fn put(env: &Env, name: &str, key: &str) -> Result<(), JsValue> {
    ask(env, "put", name, key).await.map(drop)
}

/// Puts another key in the place of the one that is there. The bucket itself sees to it that it still is.
pub(crate) async fn change(env: &Env, name: &str, key: &str) -> Result<(), JsValue> {
    ask(env, "change", name, key).await.map(drop)
}

/// The key under a name.
pub(crate) async fn get(env: &Env, name: &str) -> Result<Option<String>, JsValue> {
    Ok(ask(env, "get", name, "").await?.as_string())
}

/// Destroys all keys of a lead, if there is a bucket.
pub(crate) async fn forget(env: &Env, lead: &str) -> Result<(), JsValue> {
    if is_bound(env) { ask(env, "forget", lead, "").await.map(drop) } else { Ok(()) }
}

async fn ask(env: &Env, word: &str, name: &str, key: &str) -> Result<JsValue, JsValue> {
    bindings::vault(&env.object(BINDING), word, name, key).await
}
