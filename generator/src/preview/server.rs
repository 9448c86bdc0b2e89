//! Opens a port and answers on it until told to stop.

use std::{
    error::Error,
    fmt, io,
    net::{SocketAddr, TcpListener, ToSocketAddrs as _},
    time::Duration,
};

use axum::{Router, middleware};
use tokio::{net, sync::watch as latest, time};

use crate::preview::{Preview, Reload, files, host, reload};

/// How many further ports are tried when the wanted one is taken.
const FURTHER_PORTS: u16 = 20;

/// How long answers under way may take once the server is told to stop. A browser that never finishes its
/// request must not keep the terminal.
const LAST_ANSWERS: Duration = Duration::from_secs(2);

/// A port that is ours, on which nothing is answered yet: browsers that come early wait.
#[derive(Debug)]
pub struct Listening {
    listener: TcpListener,
    address: SocketAddr,
}

impl Listening {
    /// Takes `port` on a host name or address, or the first free one of the twenty after it. Port 0 takes any.
    pub fn open(host: &str, port: u16) -> Result<Self, BindError> {
        let unusable = |source| BindError::Unusable { host: host.to_owned(), port, source };
        let ip = (host, port)
            .to_socket_addrs()
            .and_then(|mut found| found.next().ok_or_else(|| io::ErrorKind::AddrNotAvailable.into()))
            .map_err(unusable)?
            .ip();
        let last = if port == 0 { 0 } else { port.saturating_add(FURTHER_PORTS) };
        for port in port..=last {
            match TcpListener::bind((ip, port)) {
                Ok(listener) => {
                    let address = listener.local_addr().map_err(unusable)?;
                    return Ok(Self { listener, address });
                }
                Err(problem) if problem.kind() == io::ErrorKind::AddrInUse => {}
                Err(problem) => return Err(unusable(problem)),
            }
        }
        Err(BindError::AllTaken { host: host.to_owned(), first: port, last })
    }

    /// The address taken; its port differs from the one asked for if that was taken.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What to type into a browser on this machine.
    pub fn url(&self) -> String {
        if self.address.ip().is_unspecified() {
            format!("http://localhost:{}/", self.address.port())
        } else {
            format!("http://{}/", self.address)
        }
    }

    /// Serves what `preview` shows, until `stop` is ready. Then event streams end at once, answers under way have
    /// two seconds, and it returns.
    ///
    /// `extra` are further routes, asked before the site's files and after the check on the host name; they may ask for
    /// the address that a connection comes from. It panics at once, as the router does, if they have a fallback of
    /// their own or are those of live reload.
    ///
    /// A picture may still be being encoded after it returns; `Runtime::shutdown_background` does not wait for it.
    pub async fn serve(
        self,
        preview: Preview,
        reload: Reload,
        extra: Router,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        self.listener.set_nonblocking(true)?;
        let listener = net::TcpListener::from_std(self.listener)?;
        // Nothing is ever sent: the sender's end is the message.
        let (open, mut closing) = latest::channel(());

        let mut routes = Router::new().fallback(files::answer).with_state((preview.clone(), reload)).merge(extra);
        if reload == Reload::Live {
            routes = routes.merge(reload::routes(preview, closing.clone()));
        }
        // Whoever opens the preview to the network means it to be reached by names we cannot know.
        if self.address.ip().is_loopback() {
            routes = routes.layer(middleware::from_fn(host::only_local));
        }

        let routes = routes.into_make_service_with_connect_info::<SocketAddr>();
        let server = axum::serve(listener, routes).with_graceful_shutdown(async move {
            stop.await;
            drop(open);
        });
        let out_of_patience = async {
            let _closed = closing.changed().await;
            time::sleep(LAST_ANSWERS).await;
        };
        tokio::select! {
            ended = server => ended,
            () = out_of_patience => Ok(()),
        }
    }
}

/// Ready when the person at the terminal (Ctrl-C) or the system (SIGTERM) asks to stop. If the system refuses to
/// tell, it is never ready, and the system's own way of stopping a program stays in force.
pub async fn interrupted() {
    tokio::select! {
        () = told(tokio::signal::ctrl_c()) => {}
        () = told(terminated()) => {}
    }
}

async fn told(signal: impl Future<Output = io::Result<()>>) {
    if signal.await.is_err() {
        std::future::pending::<()>().await;
    }
}

#[cfg(unix)]
async fn terminated() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    signal(SignalKind::terminate())?.recv().await;
    Ok(())
}

#[cfg(not(unix))]
async fn terminated() -> io::Result<()> {
    std::future::pending().await
}

/// Why no port could be taken.
#[derive(Debug)]
pub enum BindError {
    /// Every port tried is in use.
    AllTaken {
        /// The host asked for.
        host: String,
        /// The port asked for.
        first: u16,
        /// The last port tried.
        last: u16,
    },
    /// The system does not know this host, or does not let us listen there.
    Unusable {
        /// The host asked for.
        host: String,
        /// The port asked for.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
}

impl fmt::Display for BindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AllTaken { host, first, last } => {
                write!(f, "every port of {host} from {first} to {last} is taken: choose another with --port")
            }
            Self::Unusable { host, port, source: _ } => write!(f, "cannot listen on {host}, port {port}"),
        }
    }
}

impl Error for BindError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::AllTaken { .. } => None,
            Self::Unusable { source, .. } => Some(source),
        }
    }
}
