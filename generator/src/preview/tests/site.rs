//! A small site, and a server that shows it for as long as a test lasts.

use std::{
    collections::BTreeMap,
    io,
    net::SocketAddr,
    sync::Arc,
    thread::{self, JoinHandle},
};

use axum::Router;
use tokio::{runtime, sync::oneshot};

use crate::preview::{Listening, Preview, Reload, Snapshot, View, policy};

/// The header rules of a real build, shortened.
const HEADERS: &str = "\
/*
  Content-Security-Policy: default-src 'none'; img-src 'self'; connect-src 'self'; upgrade-insecure-requests
  Strict-Transport-Security: max-age=63072000; includeSubDomains
  X-Content-Type-Options: nosniff
  Cross-Origin-Resource-Policy: same-origin
  X-Robots-Tag: noindex
/a/*
  ! Cache-Control
  Cache-Control: public, max-age=31536000, immutable
/share/*
  ! Cross-Origin-Resource-Policy
  Cross-Origin-Resource-Policy: cross-origin
  X-Robots-Tag: noimageindex
/hof/*
  Cache-Control: public, max-age=600
";

/// Files by output path; a `None` is a file that cannot be made.
#[derive(Clone)]
pub(super) struct TestSite(BTreeMap<&'static str, Option<Vec<u8>>>);

impl TestSite {
    pub(super) fn new() -> Self {
        let text = |text: &str| Some(text.as_bytes().to_vec());
        Self(BTreeMap::from([
            ("_headers", text(HEADERS)),
            ("index.html", text("<body><p>Projects</p></body>")),
            ("hof/nl/index.html", text("<body><p>Wonen één</p></body>")),
            ("404.html", text("<body><p>Not here</p></body>")),
            ("a/theme.1f2e.css", text("p { color: #1d1a17 }")),
            ("a/foto één.jpg", Some(vec![0xff, 0xd8, 0, 0xff])),
            ("a/broken.avif", None),
            ("share/hof.jpg", Some(vec![0xff, 0xd8])),
            ("_gevel/hof.json", text("{}")),
        ]))
    }

    /// The same site with another text on its Dutch page.
    pub(super) fn saying(mut self, words: &str) -> Self {
        self.0.insert("hof/nl/index.html", Some(format!("<body><p>{words}</p></body>").into_bytes()));
        self
    }

    /// The same site with other header rules.
    pub(super) fn ruled(mut self, rules: &str) -> Self {
        self.0.insert("_headers", Some(rules.as_bytes().to_vec()));
        self
    }

    pub(super) fn view(self) -> View {
        View::Site(Arc::new(self))
    }
}

impl Snapshot for TestSite {
    fn read(&self, path: &str) -> Option<io::Result<Vec<u8>>> {
        let file = self.0.get(path)?;
        Some(file.clone().ok_or_else(|| io::Error::other("the photo is truncated")))
    }

    fn contains(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    fn revision(&self) -> u64 {
        policy::fingerprint(format!("{:?}", self.0).as_bytes())
    }
}

/// A server on a port of its own, stopped when the test ends.
pub(super) struct Server {
    pub(super) preview: Preview,
    pub(super) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    running: Option<JoinHandle<io::Result<()>>>,
}

impl Server {
    /// Shows the site with live reload, on a loopback address.
    pub(super) fn showing(site: TestSite) -> Self {
        let server = Self::open("127.0.0.1", Reload::Live, Router::new());
        server.preview.show(site.view());
        server
    }

    pub(super) fn open(host: &str, reload: Reload, extra: Router) -> Self {
        let listening = Listening::open(host, 0).unwrap();
        let address = SocketAddr::from(([127, 0, 0, 1], listening.address().port()));
        let preview = Preview::new();
        let shown = preview.clone();
        let (stop, stopped) = oneshot::channel::<()>();
        let running = thread::spawn(move || {
            let runtime = runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
            runtime.block_on(listening.serve(shown, reload, extra, async {
                // A test that panics drops the sender, which stops the server as well.
                let _ = stopped.await;
            }))
        });
        Self { preview, address, stop: Some(stop), running: Some(running) }
    }

    /// Asks the server to stop and waits until it has.
    pub(super) fn stop(&mut self) -> io::Result<()> {
        drop(self.stop.take());
        self.running.take().map_or(Ok(()), |running| running.join().unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let ended = self.stop();
        assert!(thread::panicking() || ended.is_ok());
    }
}
