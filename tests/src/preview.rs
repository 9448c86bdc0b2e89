//! The real `gevel serve`, as a child that never outlives its test, and a browser of a few lines to look at it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::{World, must, root};

/// Longer than anything takes on a busy machine; only a failing test waits for it.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running preview.
pub struct Preview {
    child: Child,
    talk: Receiver<String>,
    /// Where it answers.
    pub address: SocketAddr,
    /// What it said before it was ready.
    pub greeting: Vec<String>,
}

/// An answer as it came over the wire.
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Head, in small letters.
    pub head: String,
    /// Body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The value of a header, in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// What an open page hears.
pub struct Events {
    reader: BufReader<TcpStream>,
    shown: String,
}

impl Events {
    /// The next revision told.
    fn next(&mut self) -> String {
        loop {
            let mut line = String::new();
            assert_ne!(must(self.reader.read_line(&mut line), "an event"), 0, "the events ended");
            if let Some(revision) = line.strip_prefix("data: ") {
                return revision.trim().to_owned();
            }
        }
    }
}

impl Preview {
    /// Starts it on a port and waits until it is ready.
    pub fn start(world: &World, port: u16) -> Self {
        let mut command = world.command(&["serve", "--port", &port.to_string(), "--themes"]);
        let command = command.arg(root().join("themes")).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = must(command.spawn(), "the preview starts");
        let stderr = must(child.stderr.take().ok_or("no pipe"), "its talk");
        let (sender, talk) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                // Nobody listens any more once the test is over.
                drop(sender.send(line));
            }
        });
        let mut preview = Self { child, talk, address: SocketAddr::from(([127, 0, 0, 1], port)), greeting: Vec::new() };
        preview.greeting = preview.said("Ctrl-C stops");
        let url = preview.greeting.iter().find_map(|line| line.trim().strip_prefix("http://"));
        let host = url.and_then(|url| url.split('/').next()).map(str::parse);
        preview.address = must(must(host.ok_or("none"), "an address among what it says"), "an address");
        preview
    }

    /// What it says from now on until a line with these words.
    pub fn said(&self, words: &str) -> Vec<String> {
        let mut lines = Vec::new();
        while !lines.last().is_some_and(|line: &String| line.contains(words)) {
            lines.push(must(self.talk.recv_timeout(PATIENCE), words));
        }
        lines
    }

    /// Asks for a path.
    pub fn get(&self, path: &str) -> Answer {
        let mut reader = self.ask(path);
        let mut bytes = Vec::new();
        must(reader.read_to_end(&mut bytes), path);
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        let (head, body) = bytes.split_at(must(end.ok_or("no head"), path));
        let head = String::from_utf8_lossy(head).to_lowercase();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        Answer {
            status: must(status.ok_or("none"), "a status"),
            head,
            body: body.get(4..).unwrap_or_default().to_vec(),
        }
    }

    /// Opens the stream of events of an open page, and waits for the first: what is shown now.
    pub fn listen(&self) -> Events {
        let mut events = Events { reader: self.ask("/_preview/events"), shown: String::new() };
        events.shown = events.next();
        events
    }

    /// Does something, and waits until open pages are told to reload: what was built of it is shown then.
    pub fn reloads_after(&self, act: impl FnOnce()) {
        let mut events = self.listen();
        act();
        while events.next() == events.shown {}
    }

    /// Presses Ctrl-C and waits for the end.
    pub fn interrupt(mut self) -> ExitStatus {
        let pid = self.child.id().to_string();
        let told = std::process::Command::new("kill").args(["-INT", &pid]).status();
        assert!(must(told, "kill").success());
        let start = Instant::now();
        loop {
            if let Some(status) = must(self.child.try_wait(), "the child") {
                return status;
            }
            assert!(start.elapsed() < PATIENCE, "it does not stop");
            std::thread::yield_now();
        }
    }

    fn ask(&self, path: &str) -> BufReader<TcpStream> {
        let mut stream = must(TcpStream::connect(self.address), "a connection");
        must(stream.set_read_timeout(Some(PATIENCE)), "a limit");
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address);
        must(stream.write_all(request.as_bytes()), path);
        BufReader::new(stream)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A port that was free a moment ago, held until the listener is dropped.
pub fn free_port() -> (u16, TcpListener) {
    let listener = must(TcpListener::bind(("127.0.0.1", 0)), "a free port");
    (must(listener.local_addr(), "its address").port(), listener)
}
