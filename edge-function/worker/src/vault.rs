//! Keys of leads in a bucket, which keeps no earlier versions of what it holds. It is there if the configuration names it.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::bindings::{Bucket, Env, Kept};

/// The name of its binding.
const BINDING: &str = "KEY_VAULT";

/// Whether there is one.
pub(crate) fn is_bound(env: &Env) -> bool {
    env.has(BINDING)
}

/// Keeps a text under a name.
pub(crate) async fn put(env: &Env, name: &str, text: &str) -> Result<(), JsValue> {
    let bucket: Bucket = env.object(BINDING);
    bucket.put(name, text, &Object::new()).await.map(drop)
}

/// Puts another text in the place of the one that is there. The bucket itself sees to it that it still is.
pub(crate) async fn change(env: &Env, name: &str, text: &str) -> Result<(), JsValue> {
    let bucket: Bucket = env.object(BINDING);
    let found = bucket.head(name).await?;
    if found.is_null() {
        return Ok(());
    }
    let condition = Object::new();
    Reflect::set(&condition, &"etagMatches".into(), &Reflect::get(&found, &"etag".into())?)?;
    bucket.put(name, text, &with("onlyIf", &condition)?).await.map(drop)
}

/// The text under a name.
pub(crate) async fn get(env: &Env, name: &str) -> Result<Option<String>, JsValue> {
    let bucket: Bucket = env.object(BINDING);
    let found = bucket.get(name).await?;
    if found.is_null() {
        return Ok(None);
    }
    let found: Kept = found.unchecked_into();
    Ok(found.text().await?.as_string())
}

/// Destroys everything about a lead, if there is a bucket.
pub(crate) async fn forget(env: &Env, lead: &str) -> Result<(), JsValue> {
    if !is_bound(env) {
        return Ok(());
    }
    let bucket: Bucket = env.object(BINDING);
    // A list has a thousand names at most; what is destroyed does not stand in the next one.
    loop {
        let list = bucket.list(&with("prefix", &format!("{lead}/").into())?).await?;
        let objects: Array = Reflect::get(&list, &"objects".into())?.dyn_into()?;
        let names = Array::new();
        for object in objects.iter() {
            names.push(&Reflect::get(&object, &"key".into())?);
        }
        if names.length() == 0 {
            return Ok(());
        }
        bucket.delete(names).await?;
    }
}

/// An object with one property.
fn with(name: &str, value: &JsValue) -> Result<Object, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &name.into(), value)?;
    Ok(options)
}
