//! Sends a request to a partner's server or to whoever verifies the check, and to nobody else.
//!
//! Every stage is its own line here (look up, connect, encrypt, ask), so that it is known which one failed, and nothing
//! happens in between: no proxy, no redirect, no second look-up, no connection kept for later.

mod public;
mod route;

#[cfg(test)]
mod tests;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::http::{HeaderValue, Request, header};
use http_body_util::{BodyExt as _, Full};
use hyper::{body::Bytes, client::conn::http1};
use hyper_util::rt::TokioIo;
use leads::relay::{ANSWER_MAX_BYTES, Http, Outcome, Silence, TIMEOUT_SECONDS};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{self, TcpStream},
    time,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{self, ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};

use route::Route;

/// How long one of several addresses may take to be reached, so that one that is silent leaves time for the next.
const ONE_ADDRESS: Duration = Duration::from_secs(4);

/// What sends requests.
pub(super) struct Post {
    tls: TlsConnector,
    patience: Duration,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sent {
    /// It was sent, or could not be.
    Outcome(Outcome),
    /// The name leads to addresses inside networks only, and nothing was sent there.
    NotPublic,
}

/// An answer.
struct Answered {
    outcome: Outcome,
    /// All of it, if it is not longer than what is read.
    body: Option<Vec<u8>>,
}

/// Why there is no outcome with an answer.
#[derive(Debug)]
enum Failure {
    Silence(Silence),
    NotPublic,
}

impl Post {
    /// Trusts the authorities that browsers trust.
    pub(super) fn new() -> Result<Self, rustls::Error> {
        Self::trusting(RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() })
    }

    fn trusting(roots: RootCertStore) -> Result<Self, rustls::Error> {
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let patience = Duration::from_secs(u64::from(TIMEOUT_SECONDS));
        Ok(Self { tls: TlsConnector::from(Arc::new(config)), patience })
    }

    /// Sends a request, and waits for the end of the answer or for as much of it as is read.
    pub(super) async fn send(&self, request: &Http) -> Sent {
        match self.answered(request).await {
            Ok(Answered { outcome, body: _ }) => Sent::Outcome(outcome),
            Err(Failure::Silence(silence)) => Sent::Outcome(Outcome::Unanswered(silence)),
            Err(Failure::NotPublic) => Sent::NotPublic,
        }
    }

    /// Sends a request, and gives the answer if it is one of success and no longer than what is read.
    pub(super) async fn ask(&self, request: &Http) -> Option<Vec<u8>> {
        match self.answered(request).await {
            Ok(Answered { outcome: Outcome::Answered { status: 200..=299, .. }, body }) => body,
            Ok(_) | Err(_) => None,
        }
    }

    async fn answered(&self, request: &Http) -> Result<Answered, Failure> {
        let answered = async {
            let route = Route::to(&request.endpoint)?;
            let stream = connect(&route).await?;
            self.speak(stream, &route, request).await
        };
        time::timeout(self.patience, answered).await.unwrap_or(Err(Failure::Silence(Silence::Timeout)))
    }

    /// Everything that is said over a connection.
    async fn speak(&self, stream: TcpStream, route: &Route, request: &Http) -> Result<Answered, Failure> {
        if !route.encrypted {
            return ask(stream, route, request).await;
        }
        let name = ServerName::try_from(route.host.clone()).map_err(|_| Silence::Encryption)?;
        let stream = self.tls.connect(name, stream).await.map_err(|_| Silence::Encryption)?;
        ask(stream, route, request).await
    }
}

impl From<Silence> for Failure {
    fn from(silence: Silence) -> Self {
        Self::Silence(silence)
    }
}

/// A connection to the first address that can be reached, of those that may be.
async fn connect(route: &Route) -> Result<TcpStream, Failure> {
    let found: Vec<SocketAddr> =
        net::lookup_host((route.host.as_str(), route.port)).await.map_err(|_| Silence::Name)?.collect();
    if found.is_empty() {
        return Err(Silence::Name.into());
    }
    let allowed: Vec<SocketAddr> = found.into_iter().filter(|address| route.may_go_to(address.ip())).collect();
    let mut failure = Failure::NotPublic;
    for address in allowed {
        match time::timeout(ONE_ADDRESS, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(_)) => failure = Silence::Connection.into(),
            Err(_) => failure = Silence::Timeout.into(),
        }
    }
    Err(failure)
}

async fn ask<S>(stream: S, route: &Route, request: &Http) -> Result<Answered, Failure>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let wanted = wanted(route, request).ok_or(Silence::Unknown)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|_| Silence::Broken)?;
    let asked = async {
        let response = sender.send_request(wanted).await?;
        let status = response.status().as_u16();
        let retry_after = response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
        let outcome = Outcome::Answered { status, retry_after: retry_after.map(str::to_owned) };
        let (mut body, mut read) = (response.into_body(), Vec::new());
        let body = loop {
            match body.frame().await {
                None => break Some(read),
                Some(frame) => read.extend(frame?.data_ref().into_iter().flatten()),
            }
            if read.len() > ANSWER_MAX_BYTES {
                break None;
            }
        };
        Ok::<_, hyper::Error>(Answered { outcome, body })
    };
    tokio::pin!(asked, connection);
    let answered = tokio::select! {
        answered = &mut asked => answered,
        // What was read before the end is still to be looked at; its error comes again there.
        _ended = &mut connection => asked.await,
    };
    answered.map_err(|_| Silence::Broken.into())
}

/// The request as it goes over the wire.
fn wanted(route: &Route, request: &Http) -> Option<Request<Full<Bytes>>> {
    let mut wanted = Request::post(route.path.as_str()).header(header::HOST, route.authority.as_str());
    for (name, value) in &request.headers {
        wanted = wanted.header(*name, HeaderValue::from_str(value).ok()?);
    }
    wanted.body(Full::new(Bytes::from(request.body.clone()))).ok()
}
