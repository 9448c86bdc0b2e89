//! From HTTP to the desk and back: reads a request within bounds, hands it over, and sends the answer.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Path, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header, request::Parts},
    response::Response,
    routing::{any, get, post},
};
use http_body_util::BodyExt as _;
use leads::{
    door::{Method, PATHS, Response as Said},
    submission::MOST_BYTES,
};
use tokio::{
    sync::oneshot,
    task,
    time::{self, Instant},
};

use super::{
    Desk,
    clerk::{Asked, Message},
    guard,
};
use crate::preview::{drop_https, policy_of_page};

/// How long a body may take to arrive. A form is small; a phone in a tunnel sends it again.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// Of a body that is too large, so much more is let go by: browsers show an answer only once they have sent everything.
const MOST_LET_GO: usize = 16 * 1024 * 1024;

/// The last second that a [`leads::Moment`] can tell.
const LAST_SECOND: i64 = 253_402_300_799;

#[derive(Clone)]
struct Doors {
    desk: Desk,
    patience: Duration,
}

pub(super) fn routes(desk: Desk, patience: Duration) -> Router {
    let mut routes = Router::new();
    for path in PATHS {
        routes = routes.route(path, any(take));
        if path.ends_with('/') {
            routes = routes.route(&format!("{path}{{*rest}}"), any(take));
        }
    }
    routes
        .route("/_inbox", get(inbox))
        .route("/_inbox/mail/{name}", get(mail))
        .route("/_preview/sweep", post(sweep))
        .with_state(Arc::new(Doors { desk, patience }))
}

async fn take(
    State(doors): State<Arc<Doors>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let (head, body) = request.into_parts();
    let body = match read(body, doors.patience).await {
        Ok(body) => body,
        Err(problem) => return problem,
    };
    let (reply, answered) = oneshot::channel();
    let message = Message::Answer(Box::new(asked(&head, from, body)), reply);
    match ask(&doors, message, answered).await {
        Ok(said) => send(said),
        Err(problem) => problem,
    }
}

async fn inbox(
    State(doors): State<Arc<Doors>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    if let Some(refusal) = guard::refusal(&headers, from.ip(), &doors.desk.token) {
        return send(refusal);
    }
    let (reply, shown) = oneshot::channel();
    match ask(&doors, Message::Inbox(reply), shown).await {
        Ok(page) => {
            let policy = policy_of_page(&page);
            send(Said::html(200, page, &policy))
        }
        Err(problem) => problem,
    }
}

async fn mail(
    State(doors): State<Arc<Doors>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    if let Some(refusal) = guard::refusal(&headers, from.ip(), &doors.desk.token) {
        return send(refusal);
    }
    let mails = doors.desk.mails.clone();
    match task::spawn_blocking(move || mails.read(&name)).await {
        Ok(Ok(Some(text))) => send(Said { body: text, ..Said::text(200, "") }),
        Ok(Ok(None)) => problem(StatusCode::NOT_FOUND, "There is no such mail."),
        Ok(Err(error)) => problem(StatusCode::INTERNAL_SERVER_ERROR, &format!("The mail cannot be read: {error}")),
        Err(_panic) => broken(),
    }
}

async fn sweep(
    State(doors): State<Arc<Doors>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if let Some(refusal) = guard::refusal(&headers, from.ip(), &doors.desk.token) {
        return send(refusal);
    }
    let at = uri.query().and_then(|query| query.strip_prefix("at=")?.parse().ok());
    let Some(at) = at.filter(|at| (0..=LAST_SECOND).contains(at)) else {
        return problem(StatusCode::BAD_REQUEST, "Say when, in seconds since 1970: `?at=1800000000`.");
    };
    let (reply, done) = oneshot::channel();
    match ask(&doors, Message::Sweep(at, reply), done).await {
        Ok(Ok(())) => send(Said::text(200, "Whatever was due by then was looked after.")),
        Ok(Err(words)) => problem(StatusCode::SERVICE_UNAVAILABLE, &words),
        Err(problem) => problem,
    }
}

/// Hands a message over and waits for what it gives.
async fn ask<T>(doors: &Doors, message: Message, answer: oneshot::Receiver<T>) -> Result<T, Response> {
    if doors.desk.messages.send(message).await.is_err() {
        return Err(problem(StatusCode::SERVICE_UNAVAILABLE, "The preview is ending."));
    }
    answer.await.map_err(|_| broken())
}

fn asked(head: &Parts, from: SocketAddr, body: Option<Vec<u8>>) -> Asked {
    let text = |name: HeaderName| head.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    Asked {
        method: match head.method.as_str() {
            "GET" => Method::Get,
            "HEAD" => Method::Head,
            "POST" => Method::Post,
            _ => Method::Other,
        },
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        content_type: text(header::CONTENT_TYPE),
        accept: text(header::ACCEPT),
        authorization: text(header::AUTHORIZATION),
        sender: Some(from.ip().to_canonical().to_string()),
        body,
    }
}

/// The whole body, or `None` if it is too large. Error: it did not arrive in time, or broke off.
async fn read(mut body: Body, patience: Duration) -> Result<Option<Vec<u8>>, Response> {
    let deadline = Instant::now() + patience;
    let (mut bytes, mut let_go) = (Vec::new(), 0);
    loop {
        let frame = match time::timeout_at(deadline, body.frame()).await {
            Ok(None) => return Ok((let_go == 0).then_some(bytes)),
            Ok(Some(Ok(frame))) => frame,
            Ok(Some(Err(_))) => return Err(problem(StatusCode::BAD_REQUEST, "The request broke off.")),
            Err(_) if let_go > 0 => return Ok(None),
            Err(_) => {
                let mut late = problem(StatusCode::REQUEST_TIMEOUT, "The request took too long; please send it again.");
                late.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
                return Err(late);
            }
        };
        let Some(data) = frame.data_ref() else { continue };
        if let_go == 0 && bytes.len() + data.len() <= MOST_BYTES {
            bytes.extend_from_slice(data);
        } else {
            bytes.clear();
            let_go += data.len();
            if let_go > MOST_LET_GO {
                return Ok(None);
            }
        }
    }
}

fn send(said: Said) -> Response {
    let mut response = Response::new(Body::from(said.body));
    *response.status_mut() = StatusCode::from_u16(said.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in said.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().append(name, value);
        }
    }
    drop_https(response.headers_mut());
    response
}

fn problem(status: StatusCode, words: &str) -> Response {
    send(Said::text(status.as_u16(), words))
}

fn broken() -> Response {
    problem(StatusCode::INTERNAL_SERVER_ERROR, "This went wrong; the terminal says more.")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::{convert::Infallible, io, time::Duration};

    use axum::body::Body;
    use futures_util::stream;
    use hyper::body::Bytes;
    use leads::submission::MOST_BYTES;
    use tokio::runtime;

    use super::{PATIENCE, read};

    fn outcome(body: Body, patience: Duration) -> Result<Option<usize>, u16> {
        let runtime = runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let read = runtime.block_on(read(body, patience));
        read.map(|body| body.map(|body| body.len())).map_err(|response| response.status().as_u16())
    }

    #[test]
    fn a_body_is_read_up_to_what_is_taken() {
        for (size, expected) in [(0, Some(0)), (MOST_BYTES, Some(MOST_BYTES)), (MOST_BYTES + 1, None)] {
            assert_eq!(outcome(Body::from(vec![b'x'; size]), PATIENCE), Ok(expected), "{size}");
        }
        let endless = stream::repeat_with(|| Ok::<_, Infallible>(Bytes::from_static(&[0; 1024])));
        assert_eq!(outcome(Body::from_stream(endless), PATIENCE), Ok(None));
    }

    #[test]
    fn a_body_that_does_not_come_is_not_waited_for() {
        let first = stream::iter([Ok::<_, Infallible>(Bytes::from_static(b"given_name="))]);
        let stuck = stream::StreamExt::chain(first, stream::pending());
        assert_eq!(outcome(Body::from_stream(stuck), Duration::from_millis(20)), Err(408));
    }

    #[test]
    fn a_body_that_breaks_off_is_not_taken_for_a_whole_one() {
        let broken = stream::iter([Ok(Bytes::from_static(b"given_name=")), Err(io::Error::other("gone"))]);
        assert_eq!(outcome(Body::from_stream(broken), PATIENCE), Err(400));
    }
}
