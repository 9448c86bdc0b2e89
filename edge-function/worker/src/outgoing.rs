//! Requests to partners, and to whoever verifies the check.

use js_sys::Uint8Array;
use leads::relay::{ANSWER_MAX_BYTES, Http, Outcome, Silence, TIMEOUT_SECONDS};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestInit, RequestRedirect, Response, WorkerGlobalScope};

use crate::javascript::{Read, read, text, words};

/// Sends a request, and keeps nothing of the answer but its status and `Retry-After`.
pub(crate) async fn send(request: &Http) -> Outcome {
    match answered(request).await {
        Ok((outcome, _forgotten)) => outcome,
        Err(thrown) => Outcome::Unanswered(silence(&thrown)),
    }
}

/// Sends a request, and gives the answer if it is one of success.
pub(crate) async fn ask(request: &Http) -> Option<Vec<u8>> {
    match answered(request).await {
        Ok((Outcome::Answered { status: 200..=299, .. }, Some(Read::Whole(body)))) => Some(body),
        Ok(_) | Err(_) => None,
    }
}

async fn answered(request: &Http) -> Result<(Outcome, Option<Read>), JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.append(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&Uint8Array::from(request.body.as_slice()));
    init.set_redirect(RequestRedirect::Manual);
    // It also ends the reading of the answer below.
    init.set_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_SECONDS.saturating_mul(1000))));
    let global: WorkerGlobalScope = js_sys::global().unchecked_into();
    let promise = global.fetch_with_str_and_init(request.endpoint.as_str(), &init);
    let response: Response = JsFuture::from(promise).await?.unchecked_into();
    if let Some(silence) = silence_of_the_network(response.status()) {
        return Ok((Outcome::Unanswered(silence), None));
    }
    // An answer that breaks off is none: what its sender did after the first half is not known.
    let body = match response.body() {
        Some(body) => Some(read(&body, ANSWER_MAX_BYTES, 0).await?),
        None => None,
    };
    Ok((Outcome::Answered { status: response.status(), retry_after: response.headers().get("retry-after")? }, body))
}

/// On the platform, a request that reaches nobody is answered by the network itself, with statuses that no standard
/// knows.
fn silence_of_the_network(status: u16) -> Option<Silence> {
    match status {
        520 => Some(Silence::Broken),
        521 | 523 => Some(Silence::Connection),
        522 | 524 => Some(Silence::Timeout),
        525 | 526 => Some(Silence::Encryption),
        530 => Some(Silence::Name),
        _ => None,
    }
}

/// Why there is no answer, as far as the platform tells.
fn silence(thrown: &JsValue) -> Silence {
    if text(thrown, "name").is_some_and(|name| name == "TimeoutError") {
        return Silence::Timeout;
    }
    let words = words(thrown).to_ascii_lowercase();
    let says = |any: &[&str]| any.iter().any(|part| words.contains(part));
    if says(&["dns", "resolve"]) {
        Silence::Name
    } else if says(&["tls", "ssl", "certificate"]) {
        Silence::Encryption
    } else if says(&["refused", "unreachable", "connection lost", "connect"]) {
        Silence::Connection
    } else if says(&["prematurely", "reset", "http"]) {
        Silence::Broken
    } else {
        Silence::Unknown
    }
}
