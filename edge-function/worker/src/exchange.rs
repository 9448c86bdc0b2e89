//! Requests of the platform as plain data, and plain data as its answers.

use js_sys::Uint8Array;
use leads::door::{self, Body, Method};
use leads::submission::MOST_BYTES;
use wasm_bindgen::JsValue;
use web_sys::{Headers, Request, Response, ResponseInit};

use crate::javascript::{Read, read};

/// What lies below this was written for us by the build, and is for nobody outside.
const HIDDEN: &str = "/_gevel/";

/// The parts of a request besides its body.
pub(crate) struct Arrived {
    method: Method,
    path: String,
    query: String,
    content_type: Option<String>,
    accept: Option<String>,
    authorization: Option<String>,
    sender: Option<String>,
}

/// A body, or the news that it is too large.
pub(crate) enum Received {
    /// All of it.
    Whole(Vec<u8>),
    /// More than is read.
    TooLarge,
}

/// A body that cannot be read to its end: whoever sent it went away.
pub(crate) struct Unreadable;

impl Arrived {
    /// Those of this request.
    pub(crate) fn of(request: &Request) -> Self {
        let headers = request.headers();
        let header = |name| headers.get(name).ok().flatten();
        let (path, query) = path_and_query(&request.url());
        Self {
            method: match request.method().as_str() {
                "GET" => Method::Get,
                "HEAD" => Method::Head,
                "POST" => Method::Post,
                _ => Method::Other,
            },
            path,
            query,
            content_type: header("content-type"),
            accept: header("accept"),
            authorization: header("authorization"),
            sender: header("cf-connecting-ip"),
        }
    }

    /// Whether it asks for something that nobody outside may see.
    pub(crate) fn is_hidden(&self) -> bool {
        self.path.starts_with(HIDDEN)
    }

    /// Whether `leads` answers it.
    pub(crate) fn is_for_a_door(&self) -> bool {
        door::PATHS.iter().any(
            |path| {
                if path.ends_with('/') { self.path.starts_with(path) } else { self.path == *path }
            },
        )
    }

    /// The request, with what was received as its body.
    pub(crate) fn request<'a>(&'a self, received: &'a Received) -> door::Request<'a> {
        door::Request {
            method: self.method,
            path: &self.path,
            query: &self.query,
            content_type: self.content_type.as_deref(),
            accept: self.accept.as_deref(),
            authorization: self.authorization.as_deref(),
            sender: self.sender.as_deref(),
            body: match received {
                Received::Whole(bytes) => Body::Whole(bytes),
                Received::TooLarge => Body::TooLarge,
            },
        }
    }
}

/// How much of a body that is too large is read all the same, and let go. A browser that is answered while it still
/// sends shows its visitor a lost connection instead of the answer.
const MOST_LET_GO: usize = 16 * 1024 * 1024;

/// Takes the body of a request. There is no deadline: whoever sends slowly costs no computing and holds few bytes, and
/// the platform ends connections that stand still.
pub(crate) async fn receive(request: &Request) -> Result<Received, Unreadable> {
    let Some(stream) = request.body() else {
        return Ok(Received::Whole(Vec::new()));
    };
    match read(&stream, MOST_BYTES, MOST_LET_GO).await {
        Ok(Read::Whole(bytes)) => Ok(Received::Whole(bytes)),
        Ok(Read::TooMuch) => Ok(Received::TooLarge),
        Err(_thrown) => Err(Unreadable),
    }
}

/// An answer, as the platform sends it.
pub(crate) fn send(answer: &door::Response) -> Response {
    made(answer)
        .or_else(|_thrown| made(&door::Response::text(500, OUT_OF_ORDER)))
        .unwrap_or_else(|_thrown| Response::error())
}

/// What is said when a body broke off, to whoever may still listen.
pub(crate) fn broke_off() -> Response {
    send(&door::Response::text(400, "The request broke off."))
}

/// There is nothing at this address, or nothing for whoever asked.
pub(crate) fn nothing_here() -> Response {
    send(&door::Response::text(404, "There is nothing here."))
}

/// What is said when nothing can be answered, and why is nobody's business outside.
const OUT_OF_ORDER: &str = "This does not work at the moment. Please try again later.";

/// Something that must work here does not.
pub(crate) fn out_of_order() -> Response {
    send(&door::Response::text(503, OUT_OF_ORDER))
}

fn made(answer: &door::Response) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &answer.headers {
        headers.append(name, value)?;
    }
    let init = ResponseInit::new();
    init.set_status(answer.status);
    init.set_headers(&headers);
    // Statuses that have no body refuse even an empty one.
    let body = (!answer.body.is_empty()).then(|| Uint8Array::from(answer.body.as_slice()));
    Response::new_with_opt_buffer_source_and_init(body.as_deref(), &init)
}

/// The path and the query of a whole address, which the platform has already brought into its one spelling.
fn path_and_query(url: &str) -> (String, String) {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let place = after_scheme.find('/').and_then(|start| after_scheme.get(start..)).unwrap_or("/");
    let place = place.split('#').next().unwrap_or_default();
    let (path, query) = place.split_once('?').unwrap_or((place, ""));
    (path.to_owned(), query.to_owned())
}
