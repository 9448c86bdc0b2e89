//! A partner's server that takes requests, remembers them, and answers as the story wants.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::PATIENCE;
use crate::must;

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Received {
    head: String,
    /// The body: what was signed.
    pub body: Vec<u8>,
}

/// How the partner's server answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// With this status.
    Status(u16),
    /// With this status and `Retry-After` in seconds.
    Later(u16, u32),
    /// Not at all: the connection is closed.
    Nothing,
    /// With 200, but only after this many milliseconds.
    Slow(u64),
    /// With 200 and these words.
    Says(&'static str),
}

/// The server.
pub struct Partner {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    received: Mutex<Vec<Received>>,
    reply: Mutex<Reply>,
}

impl Received {
    /// The value of a header.
    pub fn header(&self, name: &str) -> String {
        let value = self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        });
        must(value.ok_or("none"), name)
    }

    /// The id of the event.
    pub fn id(&self) -> String {
        self.header("webhook-id")
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        must(serde_json::from_slice(&self.body), "JSON")
    }
}

impl Partner {
    /// A server on a free port that takes everything.
    pub fn start() -> Self {
        let listener = must(TcpListener::bind(("127.0.0.1", 0)), "a free port");
        let address = must(listener.local_addr(), "its address");
        let shared = Arc::new(Shared { received: Mutex::default(), reply: Mutex::new(Reply::Status(204)) });
        let taking = Arc::clone(&shared);
        // It ends with the test program; a thread that waits for connections costs nothing.
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let taking = Arc::clone(&taking);
                thread::spawn(move || take(stream, &taking));
            }
        });
        Self { address, shared }
    }

    /// Where it takes requests.
    pub fn url(&self) -> String {
        format!("http://{}/enquiries", self.address)
    }

    /// From now on it answers like this.
    pub fn answer(&self, reply: Reply) {
        *lock(&self.shared.reply) = reply;
    }

    /// What it has got so far.
    pub fn received(&self) -> Vec<Received> {
        lock(&self.shared.received).clone()
    }

    /// Waits until it has got so many, and gives them.
    pub fn wait_for(&self, number: usize) -> Vec<Received> {
        let begin = Instant::now();
        loop {
            let received = self.received();
            if received.len() >= number {
                return received;
            }
            assert!(begin.elapsed() < PATIENCE, "{} of {number} requests came", received.len());
            thread::sleep(Duration::from_millis(10));
        }
    }
}

fn take(mut stream: TcpStream, shared: &Shared) {
    // What is not a whole request is not remembered: the other side was killed.
    let Some(received) = read(&stream) else { return };
    let reply = *lock(&shared.reply);
    lock(&shared.received).push(received);
    let answer = match reply {
        Reply::Status(status) => head(status, ""),
        Reply::Later(status, seconds) => head(status, &format!("Retry-After: {seconds}\r\n")),
        Reply::Nothing => return,
        Reply::Says(words) => {
            let length = words.len();
            format!("HTTP/1.1 200 Said\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{words}")
        }
        Reply::Slow(milliseconds) => {
            thread::sleep(Duration::from_millis(milliseconds));
            head(200, "")
        }
    };
    // The other side may be gone.
    drop(stream.write_all(answer.as_bytes()));
}

fn head(status: u16, more: &str) -> String {
    format!("HTTP/1.1 {status} Said\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n")
}

fn read(stream: &TcpStream) -> Option<Received> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        head.push_str(&line);
    }
    let mut received = Received { head, body: Vec::new() };
    let length = received.header("content-length").parse().ok()?;
    received.body.resize(length, 0);
    reader.read_exact(&mut received.body).ok()?;
    Some(received)
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
