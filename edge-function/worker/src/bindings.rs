//! The platform's own objects, as far as they are used here. Everything that may throw says so.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Request;

#[wasm_bindgen]
extern "C" {
    /// What a deployment gives to its Worker, by name: settings and other objects of the platform.
    pub type Env;

    /// The event that is being answered.
    pub type Context;
    /// Goes on with this after the answer.
    #[wasm_bindgen(method, catch, js_name = waitUntil)]
    pub(crate) fn wait_until(this: &Context, promise: &Promise) -> Result<(), JsValue>;

    /// The event of a plan.
    pub type ScheduledEvent;
    /// The time that it was planned for, in Unix milliseconds.
    #[wasm_bindgen(method, getter, js_name = scheduledTime)]
    pub(crate) fn scheduled_time(this: &ScheduledEvent) -> f64;

    /// A D1 database.
    pub(crate) type Database;
    #[wasm_bindgen(method, catch)]
    pub(crate) fn prepare(this: &Database, sql: &str) -> Result<Prepared, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(crate) async fn batch(this: &Database, statements: Array) -> Result<JsValue, JsValue>;

    /// One of its statements.
    pub(crate) type Prepared;
    #[wasm_bindgen(method, catch, variadic)]
    pub(crate) fn bind(this: &Prepared, values: Array) -> Result<Prepared, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(crate) async fn all(this: &Prepared) -> Result<JsValue, JsValue>;

    /// The files of the site.
    pub(crate) type Files;
    #[wasm_bindgen(method, catch)]
    pub(crate) async fn fetch(this: &Files, request: &Request) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = fetch)]
    pub(crate) async fn fetch_address(this: &Files, address: &str) -> Result<JsValue, JsValue>;

    /// A limit.
    pub(crate) type RateLimit;
    #[wasm_bindgen(method, catch)]
    pub(crate) async fn limit(this: &RateLimit, asked: Object) -> Result<JsValue, JsValue>;

    /// The way out for mails.
    pub(crate) type Mailer;
    #[wasm_bindgen(method, catch)]
    pub(crate) async fn send(this: &Mailer, mail: &EmailMessage) -> Result<JsValue, JsValue>;
}

#[cfg(any(feature = "office", feature = "people"))]
#[wasm_bindgen(js_namespace = gevel)]
extern "C" {
    /// Has the module for visitors carry this lead. The entry defines it.
    pub(crate) fn deliver(lead: &str, env: &Env) -> Promise;
}

#[wasm_bindgen(js_namespace = gevel)]
extern "C" {
    /// Asks a bucket of keys something, by one of four words. The entry defines it: calls and promises that would be
    /// several KB here are a few lines there.
    #[wasm_bindgen(catch)]
    pub(crate) async fn vault(bucket: &JsValue, word: &str, name: &str, key: &str) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(module = "cloudflare:email")]
extern "C" {
    /// A mail as it travels.
    pub(crate) type EmailMessage;
    #[wasm_bindgen(constructor, catch)]
    pub(crate) fn new(from: &str, to: &str, raw: &str) -> Result<EmailMessage, JsValue>;
}

impl Env {
    /// A setting; empty if it is missing or no text.
    pub(crate) fn text(&self, name: &str) -> String {
        Reflect::get(self, &name.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
    }

    /// Whether there is another object of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        Reflect::get(self, &name.into()).is_ok_and(|value| value.is_object())
    }

    /// Another object. If it is missing, the first thing asked of it throws.
    pub(crate) fn object<T: JsCast>(&self, name: &str) -> T {
        Reflect::get(self, &name.into()).unwrap_or(JsValue::UNDEFINED).unchecked_into()
    }
}
