//! The machine that `leads` runs on here: one event of a Worker, with its bindings and its time.

use js_sys::{Date, JsString, Object, Reflect};
use leads::Letters;
use leads::platform::{Limit, NoRandomness, NotForgotten, Platform, SiteFileError, VaultError};
use leads::relay::{Http, Mail, Outcome};
use leads::store::{Database, DatabaseError, Row, Statement};
use wasm_bindgen::JsValue;

use crate::bindings::{Env, RateLimit};
use crate::javascript::words;
use crate::{database, mail, outgoing, site, vault};

/// For how many days the platform's database can be put back to an earlier state, unless the settings say otherwise: as
/// long as on any plan.
const HISTORY_DAYS: u32 = 30;

/// One event, as a platform.
pub(crate) struct Edge {
    env: Env,
    /// By how many milliseconds its time is ahead of the clock.
    ahead: f64,
}

impl Edge {
    /// An event that happens now.
    pub(crate) fn now(env: Env) -> Self {
        Self { env, ahead: 0.0 }
    }

    /// An event that was planned for this moment, in Unix milliseconds: its time is never earlier. A plan may be ahead
    /// of the clock, and a test plans three days in a minute.
    pub(crate) fn at_least(planned: f64, env: Env) -> Self {
        Self { env, ahead: (planned - Date::now()).max(0.0) }
    }

    /// What the deployment gives to it.
    #[cfg(any(feature = "office", feature = "people"))]
    pub(crate) fn env(&self) -> &Env {
        &self.env
    }

    async fn is_within(&self, limit: Limit, key: &str) -> Result<bool, JsValue> {
        let binding = match limit {
            Limit::Sender => "SENDER_LIMIT",
            Limit::Project => "PROJECT_LIMIT",
        };
        let limiter: RateLimit = self.env.object(binding);
        let asked = Object::new();
        Reflect::set(&asked, &"key".into(), &key.into())?;
        let outcome = limiter.limit(asked).await?;
        Ok(Reflect::get(&outcome, &"success".into())?.is_truthy())
    }
}

/// The text as JavaScript writes it anew.
fn written_by(text: &str, write: impl FnOnce(&JsString) -> JsString) -> String {
    write(&text.into()).into()
}

/// Writes a line into the log of the Worker.
pub(crate) fn log(line: &str) {
    web_sys::console::log_1(&line.into());
}

impl Database for Edge {
    async fn query(&self, statement: &Statement) -> Result<Vec<Row>, DatabaseError> {
        database::query(&self.env, statement).await
    }

    async fn batch(&self, statements: &[Statement]) -> Result<(), DatabaseError> {
        database::batch(&self.env, statements).await
    }
}

impl Platform for Edge {
    #[expect(clippy::cast_possible_truncation, reason = "a time is far below 2^53, and its fraction does not matter")]
    fn milliseconds(&self) -> i64 {
        (Date::now() + self.ahead) as i64
    }

    fn fill_random(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        getrandom::fill(bytes).map_err(|_| NoRandomness)
    }

    fn letters(&self) -> Letters {
        Letters {
            composed: |text| written_by(text, |text| text.normalize("NFC")),
            small: |text| written_by(text, JsString::to_lower_case),
        }
    }

    async fn site_file(&self, path: &str) -> Result<Option<String>, SiteFileError> {
        site::file(&self.env, path).await
    }

    async fn send(&self, request: &Http) -> Outcome {
        outgoing::send(request).await
    }

    async fn ask(&self, request: &Http) -> Option<Vec<u8>> {
        outgoing::ask(request).await
    }

    async fn mail(&self, mail: &Mail) -> Outcome {
        mail::send(&self.env, mail).await
    }

    async fn within(&self, limit: Limit, key: &str) -> bool {
        self.is_within(limit, key).await.unwrap_or(true)
    }

    fn has_vault(&self) -> bool {
        vault::is_bound(&self.env)
    }

    async fn put_key(&self, name: &str, key: &str) -> Result<(), VaultError> {
        vault::put(&self.env, name, key).await.map_err(|thrown| VaultError(words(&thrown)))
    }

    async fn change_key(&self, name: &str, key: &str) -> Result<(), VaultError> {
        vault::change(&self.env, name, key).await.map_err(|thrown| VaultError(words(&thrown)))
    }

    async fn key(&self, name: &str) -> Result<Option<String>, VaultError> {
        vault::get(&self.env, name).await.map_err(|thrown| VaultError(words(&thrown)))
    }

    /// Only keys are kept here outside of the database, if at all.
    async fn forget(&self, lead: &str) -> Result<(), NotForgotten> {
        vault::forget(&self.env, lead).await.map_err(|thrown| NotForgotten(words(&thrown)))
    }

    fn history_days(&self) -> u32 {
        self.env.text("HISTORY_DAYS").parse().unwrap_or(HISTORY_DAYS)
    }

    fn log(&self, line: &str) {
        log(line);
    }
}
