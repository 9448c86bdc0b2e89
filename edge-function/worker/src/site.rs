//! The files of the site: pages for visitors, and those that the build wrote for us.

use leads::platform::SiteFileError;
use worker::js_sys::Promise;
use worker::js_sys::futures::JsFuture;
use worker::wasm_bindgen::{JsCast, JsValue};
use worker::worker_sys::Fetcher;
use worker::{Env, web_sys};

use crate::edge::log;
use crate::exchange;
use crate::javascript::words;

/// The name of the binding.
const BINDING: &str = "ASSETS";

/// A file of the site is asked for by its whole address; only the path of it matters.
const HOST: &str = "https://site.invalid/";

/// The page that a request asks for, with the headers that the build gave it.
pub(crate) async fn page(env: &Env, request: &web_sys::Request) -> web_sys::Response {
    match fetched(env, |files| files.fetch(request)).await {
        Ok(page) => page,
        Err(words) => {
            log(&format!("a page cannot be read: {words}"));
            exchange::out_of_order()
        }
    }
}

/// The text of a file that the build wrote for us; `None` if there is no such file.
pub(crate) async fn file(env: &Env, path: &str) -> Result<Option<String>, SiteFileError> {
    let address = format!("{HOST}{path}");
    let response = fetched(env, |files| files.fetch_with_str(&address)).await.map_err(SiteFileError)?;
    match response.status() {
        200 => {}
        404 => return Ok(None),
        status => return Err(SiteFileError(format!("status {status}"))),
    }
    let thrown = |thrown: JsValue| SiteFileError(words(&thrown));
    let text = JsFuture::from(response.text().map_err(thrown)?).await.map_err(thrown)?;
    Ok(text.as_string())
}

async fn fetched(
    env: &Env,
    fetch: impl FnOnce(&Fetcher) -> Result<Promise, JsValue>,
) -> Result<web_sys::Response, String> {
    let files = env.assets(BINDING).map_err(|error| error.to_string())?;
    let files: Fetcher = JsValue::from(files).unchecked_into();
    let promise = fetch(&files).map_err(|thrown| words(&thrown))?;
    Ok(JsFuture::from(promise).await.map_err(|thrown| words(&thrown))?.unchecked_into())
}
