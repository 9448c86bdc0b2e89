//! A desk with a server before it, and somebody who knocks.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    sync::{Arc, Mutex},
    thread::{self, JoinHandle},
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use leads::{
    Language, Moment,
    seal::{Fresh, Keyring, LookupKey, Owner},
    store::{Acceptance, Intent, NewDelivery, NewLead, accept, sqlite::Sqlite},
};
use tempfile::TempDir;
use tokio::{runtime, sync::oneshot};

use crate::{
    desk::{Desk, People, Say},
    preview::{Listening, Preview, Reload, Snapshot, View},
};

/// Longer than any answer takes on a busy machine; only a failing test waits for it.
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) const LEAD: &str = "01936a1c-7f00-7abc-8def-0123456789ab";
pub(super) const PROJECT: &str = "leie-oever";

/// A desk at work.
pub(super) struct World {
    pub(super) desk: Desk,
    pub(super) address: SocketAddr,
    pub(super) said: Arc<Mutex<Vec<String>>>,
    folder: TempDir,
    stop: Option<oneshot::Sender<()>>,
    running: Option<JoinHandle<io::Result<()>>>,
}

/// An answer as it came over the wire.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) head: String,
    pub(super) body: String,
}

impl World {
    /// A desk that follows [`people`].
    pub(super) fn new() -> Self {
        let world = Self::without_people(|_| {});
        world.desk.follow(people());
        world
    }

    /// A desk that follows nobody yet, in a folder that was prepared.
    pub(super) fn without_people(prepare: impl FnOnce(PathBuf)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        prepare(folder.path().to_owned());
        let said = Arc::new(Mutex::new(Vec::new()));
        let preview = Preview::new();
        preview.show(View::Site(Arc::new(TestSite::default())));
        let desk = Desk::open(folder.path(), preview.clone(), say_to(&said)).unwrap();
        let listening = Listening::open("127.0.0.1", 0).unwrap();
        let (address, routes) = (listening.address(), desk.routes());
        let (stop, stopped) = oneshot::channel::<()>();
        let running = thread::spawn(move || {
            let runtime = runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
            runtime.block_on(listening.serve(preview, Reload::Live, routes, async {
                // A test that panics drops the sender, which stops the server as well.
                let _ = stopped.await;
            }))
        });
        Self { desk, address, said, folder, stop: Some(stop), running: Some(running) }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn store(&self) -> Sqlite {
        Sqlite::open(&self.path("leads.sqlite")).unwrap()
    }

    pub(super) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    pub(super) fn ask(&self, method: &str, path: &str, headers: &[&str]) -> Answer {
        let headers: String = headers.iter().flat_map(|header| [header, "\r\n"]).collect();
        let host = self.address;
        self.send(&format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n"))
    }

    pub(super) fn send(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    pub(super) fn has_said(&self, words: &str) -> bool {
        self.said.lock().unwrap().iter().any(|line| line.contains(words))
    }

    /// A lead that came in earlier. Its delivery is called `delivery-1`.
    pub(super) fn keep_lead(&self, message: &str, reasons: &[&str]) {
        let keyring = Keyring::parse(&fs::read_to_string(self.path("lead-keys")).unwrap()).unwrap();
        let secret = fs::read_to_string(self.path("lookup-key")).unwrap();
        let lookups = LookupKey::derived(&STANDARD.decode(secret.trim()).unwrap()).unwrap();
        let owner = Owner { lead: LEAD, project: PROJECT };
        let sealed = keyring.seal(&Fresh::new(&[7; Fresh::BYTES]), owner, lead_json(message).as_bytes()).unwrap();
        let lead = NewLead {
            id: LEAD,
            project: PROJECT,
            category: leads::Category::Residential,
            partner: "leiebouw",
            received_at: Moment::new(1_795_428_000),
            sealed: &sealed,
            email: None,
            phone: None,
            retention_days: 365,
            quarantine: reasons,
            intents: &[Intent { token: lookups.submission(PROJECT, "1"), until: None }],
            deliveries: &[NewDelivery { id: "delivery-1", destination: "leiebouw/inbox" }],
            beside: &[],
        };
        assert_eq!(block_on(accept(&self.store(), &lead)), Ok(Acceptance::New));
    }

    /// Stops the server, then the desk.
    pub(super) fn stop(&mut self) {
        drop(self.stop.take());
        if let Some(running) = self.running.take() {
            running.join().unwrap().unwrap();
        }
        self.desk.close();
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if !thread::panicking() {
            self.stop();
        }
    }
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

pub(super) fn say_to(said: &Arc<Mutex<Vec<String>>>) -> Say {
    let said = Arc::clone(said);
    Arc::new(move |line: &str| said.lock().unwrap().push(line.to_owned()))
}

pub(super) fn block_on<T>(work: impl Future<Output = T>) -> T {
    runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

pub(super) fn people() -> People {
    People {
        name: "Huisvinder".to_owned(),
        email: "info@huisvinder.example".to_owned(),
        language: Language::Dutch,
        partners: BTreeMap::from([("leiebouw".to_owned(), "info@leiebouw.example".to_owned())]),
    }
}

/// A lead as it is kept.
pub(super) fn lead_json(message: &str) -> String {
    serde_json::json!({
        "schema": 1,
        "lead_id": LEAD,
        "received_at": "2026-11-23T10:00:00Z",
        "project": {"id": PROJECT, "name": "Leie-Oever", "url": "http://localhost/leie-oever/nl/", "language": "nl"},
        "unit_id": "1.2",
        "person": {"given_name": "Zoë", "family_name": "D'Hondt", "email": "zoe@post.example", "language": "nl"},
        "preference": {"contact": "visit"},
        "message": message,
        "consents": [],
        "notice": {"version": "1", "url": "http://localhost/notices/1/nl/"},
        "privacy": {
            "controller": "Huisvinder BV",
            "partner": "Leiebouw NV",
            "contact": "privacy@huisvinder.example",
            "objection_url": "http://localhost/nl/rights/",
        },
    })
    .to_string()
}

/// A site with a contract.
pub(super) struct TestSite(BTreeMap<&'static str, &'static [u8]>);

impl Default for TestSite {
    fn default() -> Self {
        Self(BTreeMap::from([("_gevel/leie-oever.json", &b"{}"[..]), ("_gevel/picture", &[0xff, 0xd8][..])]))
    }
}

impl Snapshot for TestSite {
    fn read(&self, path: &str) -> Option<io::Result<Vec<u8>>> {
        self.0.get(path).map(|bytes| Ok(bytes.to_vec()))
    }

    fn contains(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    fn revision(&self) -> u64 {
        1
    }
}
