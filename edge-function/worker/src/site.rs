//! The files of the site: pages for visitors, and those that the build wrote for us.

use leads::platform::SiteFileError;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Request, Response};

use crate::bindings::{Env, Files};
use crate::edge::log;
use crate::exchange;
use crate::javascript::words;

/// The name of the binding.
const BINDING: &str = "ASSETS";

/// A file of the site is asked for by its whole address; only the path of it matters.
const HOST: &str = "https://site.invalid/";

/// The page that a request asks for, with the headers that the build gave it.
pub(crate) async fn page(env: &Env, request: &Request) -> Response {
    let files: Files = env.object(BINDING);
    match files.fetch(request).await {
        Ok(page) => page.unchecked_into(),
        Err(thrown) => {
            log(&format!("a page cannot be read: {}", words(&thrown)));
            exchange::out_of_order()
        }
    }
}

/// The text of a file that the build wrote for us; `None` if there is no such file.
pub(crate) async fn file(env: &Env, path: &str) -> Result<Option<String>, SiteFileError> {
    text(&env.object(BINDING), path).await.map_err(|thrown| SiteFileError(words(&thrown)))
}

async fn text(files: &Files, path: &str) -> Result<Option<String>, JsValue> {
    let response: Response = files.fetch_address(&format!("{HOST}{path}")).await?.unchecked_into();
    match response.status() {
        200 => Ok(JsFuture::from(response.text()?).await?.as_string()),
        404 => Ok(None),
        status => Err(format!("status {status}").into()),
    }
}
