//! The two machines that take enquiries, the preview and the edge, behind one face: a story is told once and must hold
//! on both. Both run as they run for people: the real program, and the real function in the real runtime.

mod disk;
mod edge;
mod form;
mod local;
mod memory;
mod partner;
mod wire;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::{Document, World, files_below, must};
use edge::Edge;
use local::Local;

pub use form::Form;
pub use partner::{Partner, Received, Reply};
pub use wire::Reaction;

/// Longer than anything takes on a busy machine; only a failing test waits for it.
pub const PATIENCE: Duration = Duration::from_secs(90);

/// The partner of the project that stories are told of.
pub const PARTNER: &str = "leiebouw";

/// The project that stories are told of: in four languages.
pub const PROJECT: &str = "residentie-leiehof";

/// A secret of the partner.
pub const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// Makes two tests of each story, one for each machine: a story is a function that is told which.
#[macro_export]
macro_rules! on_both {
    ($($story:ident),+ $(,)?) => {
        mod preview {
            $( #[test] fn $story() { super::$story($crate::hosts::Kind::Preview); } )+
        }
        mod edge {
            $( #[test] fn $story() { super::$story($crate::hosts::Kind::Edge); } )+
        }
    };
}

/// Which machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `gevel serve`.
    Preview,
    /// The function at the edge.
    Edge,
}

/// A machine that runs, and whatever outlives it: it can be killed and started again.
pub struct Host {
    kind: Kind,
    world: World,
    settings: Settings,
    running: Option<Running>,
    started_at: i64,
}

enum Running {
    Preview(Local),
    Edge(Edge),
}

/// What the deployment is set to.
#[derive(Clone)]
pub struct Settings {
    /// `LEAD_KEYS`.
    pub lead_keys: String,
    /// `PARTNERS`.
    pub partners: Value,
    /// `TURNSTILE`.
    pub turnstile: String,
    /// Whether keys of leads are kept apart from the database.
    pub vault: bool,
}

impl Settings {
    /// One partner with one server, and a mailbox for when that fails.
    pub fn with(partner: &Partner) -> Self {
        Self::with_secrets(partner, &[SECRET])
    }

    /// The same, signing with these secrets.
    pub fn with_secrets(partner: &Partner, secrets: &[&str]) -> Self {
        let partners = json!({ "partners": [{ "id": PARTNER, "language": "nl", "destinations": [
            { "webhook": { "name": "crm", "url": partner.url(), "secrets": secrets } },
            { "email": { "name": "mail", "address": "leads@leiebouw.example", "fallback": true } },
        ] }] });
        let lead_keys = "1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=".to_owned();
        Self { lead_keys, partners, turnstile: String::new(), vault: false }
    }
}

/// A machine with one partner's server behind it: how most stories begin.
pub fn opened(kind: Kind) -> (Host, Partner) {
    let partner = Partner::start();
    let host = Host::start(kind, Settings::with(&partner));
    (host, partner)
}

/// The form of the page in Dutch, filled in by this person.
pub fn form_of(host: &Host, person: &str) -> Form {
    Form::of(&host.page("nl")).filled_in().with("email", &format!("{person}@example.com"))
}

impl Host {
    /// Starts a machine of this kind, with the sample projects, and waits until it answers.
    pub fn start(kind: Kind, settings: Settings) -> Self {
        Self::start_in(World::with_samples(), kind, settings)
    }

    /// The same, with other content.
    pub fn start_in(world: World, kind: Kind, settings: Settings) -> Self {
        let mut host = Self { kind, world, settings, running: None, started_at: now() };
        if kind == Kind::Edge {
            host.world.build();
        }
        host.restart();
        host
    }

    /// Starts it again, after [`Host::kill`] or with other settings.
    pub fn restart(&mut self) {
        self.running = None;
        self.running = Some(match self.kind {
            Kind::Preview => Running::Preview(Local::start(&self.world, &self.settings)),
            Kind::Edge => Running::Edge(Edge::start(&self.world, &self.settings)),
        });
        self.get("/health");
    }

    /// Starts it again, set to something else.
    pub fn set(&mut self, settings: Settings) {
        self.settings = settings;
        self.restart();
    }

    /// The content it shows, and whatever lies beside it.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The files of its database as they are, while it is not running.
    pub fn copy_of_database(&self) -> Vec<(PathBuf, Vec<u8>)> {
        assert!(self.running.is_none(), "a copy of a database in use is none");
        let files = self.database_files().into_iter();
        files.map(|file| (file.clone(), must(std::fs::read(&file), "a file of the database"))).collect()
    }

    /// Puts a copy in the place of what the database has become, while it is not running.
    pub fn put_database_back(&self, copy: &[(PathBuf, Vec<u8>)]) {
        assert!(self.running.is_none(), "a database in use cannot be replaced");
        for file in self.database_files() {
            must(std::fs::remove_file(&file), "a file of the database");
        }
        for (file, bytes) in copy {
            must(std::fs::write(file, bytes), "a file of the database");
        }
    }

    fn database_files(&self) -> Vec<PathBuf> {
        let is_database = |file: &String| match self.kind {
            Kind::Preview => file.starts_with("leads.sqlite"),
            Kind::Edge => file.contains("d1/"),
        };
        let files = files_below(&self.state()).into_iter().filter(is_database);
        let files: Vec<_> = files.map(|file| self.state().join(file)).collect();
        assert!(!files.is_empty(), "there is no database in {}", self.state().display());
        files
    }

    /// What it is set to.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Kills it, all of it, in the middle of whatever it does.
    pub fn kill(&mut self) {
        match &mut self.running {
            Some(Running::Preview(local)) => local.kill(),
            Some(Running::Edge(edge)) => edge.kill(),
            None => {}
        }
        self.running = None;
    }

    /// Where it answers: scheme, host and port.
    pub fn url(&self) -> String {
        match self.running() {
            Running::Preview(local) => local.url().to_owned(),
            Running::Edge(edge) => edge.url().to_owned(),
        }
    }

    /// Asks for a path as a browser does.
    pub fn get(&self, path: &str) -> Reaction {
        wire::send(&self.url(), "GET", path, &[("accept", "text/html")], b"")
    }

    /// Asks for a path with these headers and this body.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reaction {
        wire::send(&self.url(), method, path, headers, body)
    }

    /// The same, or nothing if the machine went away meanwhile.
    pub fn try_send(url: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Option<Reaction> {
        wire::try_send(url, "POST", path, headers, body).ok()
    }

    /// The page of a project in a language.
    pub fn page(&self, language: &str) -> Document {
        Document::of(&self.get(&format!("/{PROJECT}/{language}/")).text())
    }

    /// Sends a form as a browser without script does.
    pub fn post(&self, form: &Form) -> Reaction {
        self.send(
            "POST",
            form.action(),
            &[("content-type", form.kind()), ("accept", "text/html,*/*;q=0.8")],
            &form.body(),
        )
    }

    /// Opens a page with one button, and presses it as a browser without script does.
    pub fn press(&self, path: &str) -> Reaction {
        let shown = self.get(path);
        let page = Document::of(&shown.text());
        assert_eq!((shown.status, page.count("main form button")), (200, 1), "{path}: {}", shown.text());
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("accept", "text/html")];
        self.send("POST", path, &headers, &Form::of(&page).body())
    }

    /// Sends a form as the page's script does.
    pub fn post_by_script(&self, form: &Form) -> Value {
        let headers = [("content-type", form.kind()), ("accept", "application/json")];
        self.send("POST", form.action(), &headers, &form.body()).json()
    }

    /// Asks as an operator.
    pub fn operator(&self, method: &str, path: &str) -> Value {
        let header = format!("Bearer {}", self.token());
        let reaction = self.send(method, path, &[("authorization", &header)], b"");
        assert_eq!(reaction.status, 200, "{path}: {}", reaction.text());
        reaction.json()
    }

    /// Runs the program as the operator of this machine does on their own.
    pub fn gevel(&self, words: &[&str]) -> Output {
        must(self.command(words).output(), "the program runs")
    }

    /// The same program, to be started by the test. The preview's token lies in its folder, that of the edge in the
    /// environment.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = self.world.command(words);
        command.args(["--site", &self.url()]).env_remove("GEVEL_TOKEN");
        match self.kind {
            Kind::Preview => command.arg("--data").arg(self.state()),
            Kind::Edge => command.env("GEVEL_TOKEN", self.token()),
        };
        command
    }

    /// Where all leads stand.
    pub fn counts(&self) -> Value {
        self.operator("GET", "/operator/status")["counts"].clone()
    }

    /// The newest lead, with everything that was done for it.
    pub fn newest(&self) -> Value {
        let listed = self.operator("GET", "/operator/leads?limit=1");
        let lead = listed["leads"][0]["lead"].as_str().unwrap_or_default().to_owned();
        self.operator("GET", &format!("/operator/leads/{lead}"))
    }

    /// Waits until something is true of it.
    pub fn until(&self, what: &str, is_true: impl Fn(&Self) -> bool) {
        let begin = Instant::now();
        while !is_true(self) {
            assert!(begin.elapsed() < PATIENCE, "{what} does not come: {} {}", self.counts(), self.newest());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Lets the machine sweep as if it were so many seconds after this test began.
    pub fn sweep(&self, after: i64) {
        let at = self.started_at + after;
        match self.running() {
            Running::Preview(_) => {
                let path = format!("/_preview/sweep?at={at}");
                let reaction = self.send("POST", &path, &[], b"");
                assert!(reaction.status < 300, "{}", reaction.text());
            }
            Running::Edge(edge) => {
                edge.ask(&json!({ "sweep": at * 1000 }));
            }
        }
    }

    /// All mails that were sent, as they travel, but with lines joined that were only broken for the way.
    pub fn mails(&self) -> Vec<String> {
        self.raw_mails().iter().map(|mail| mail.replace("=\r\n", "")).collect()
    }

    fn raw_mails(&self) -> Vec<String> {
        match self.running() {
            Running::Preview(local) => local.mails(),
            Running::Edge(edge) => {
                let mails = edge.ask(&json!({ "mails": true }))["mails"].clone();
                mails
                    .as_array()
                    .cloned()
                    .unwrap_or_default()
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect()
            }
        }
    }

    /// Everything it has said so far.
    pub fn log(&self) -> String {
        match self.running() {
            Running::Preview(local) => local.log(),
            Running::Edge(edge) => edge.log(),
        }
    }

    /// Searches its log and its files for these words, and waits until none stands in its memory: what is just being done
    /// may still hold one. Memory of the preview only: the edge's is its platform's.
    pub fn forgets(&self, words: &[&str]) {
        disk::search(&self.log(), &self.state(), words);
        if let Running::Preview(local) = self.running() {
            memory::wait_until_gone(local.pid(), words);
        }
    }

    /// Changes something in its database behind its back.
    pub fn tamper(&self, sql: &str) {
        match self.running() {
            Running::Preview(local) => local.tamper(sql),
            Running::Edge(edge) => drop(edge.ask(&json!({ "sql": sql }))),
        }
    }

    /// Where it keeps what outlives it.
    pub fn state(&self) -> PathBuf {
        match self.kind {
            Kind::Preview => local::data(&self.world),
            Kind::Edge => edge::state(&self.world),
        }
    }

    /// The token of an operator who may act.
    pub fn token(&self) -> String {
        match self.kind {
            Kind::Preview => local::token(&self.world),
            Kind::Edge => edge::TOKEN.to_owned(),
        }
    }

    fn running(&self) -> &Running {
        must(self.running.as_ref().ok_or("it was killed"), "a running machine")
    }
}

/// Seconds since 1970.
fn now() -> i64 {
    let since = must(SystemTime::now().duration_since(UNIX_EPOCH), "a clock after 1970");
    must(i64::try_from(since.as_secs()), "a number of seconds")
}

/// A file with private content, in a folder that is made for it.
fn write_private(path: &Path, text: &str) {
    must(std::fs::create_dir_all(path.parent().unwrap_or(path)), "a folder");
    must(std::fs::write(path, text), "a file");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        must(std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)), "its permissions");
    }
}
