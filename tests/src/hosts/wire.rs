//! Requests and what comes back, one connection each.

use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;
use std::thread;

use serde_json::Value;

use super::PATIENCE;
use crate::must;

/// What came back.
#[derive(Debug)]
pub struct Reaction {
    /// The HTTP status.
    pub status: u16,
    head: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Reaction {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        must(serde_json::from_slice(&self.body), &self.text())
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

pub(super) fn send(url: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reaction {
    must(try_send(url, method, path, headers, body), &format!("{method} {url}{path} {headers:?}, {} bytes", body.len()))
}

pub(super) fn try_send(
    url: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> io::Result<Reaction> {
    let host = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
    for (name, value) in headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    if method != "GET" {
        head.extend(["Content-Length: ", &body.len().to_string(), "\r\n"]);
    }
    head.push_str("\r\n");
    // A server may have heard enough before it read all of it, so the answer is read meanwhile.
    let mut answering = stream.try_clone()?;
    let reader = thread::spawn(move || {
        let mut bytes = Vec::new();
        let end = answering.read_to_end(&mut bytes);
        (bytes, end)
    });
    let wrote = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
    let (bytes, end) = reader.join().map_err(|_| io::Error::other("the reader ended"))?;
    let error = wrote.err().or(end.err());
    read(&bytes).ok_or_else(|| error.unwrap_or_else(|| io::Error::other("the connection was closed")))
}

fn read(bytes: &[u8]) -> Option<Reaction> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(bytes.get(..end)?).into_owned();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let body = bytes.get(end + 4..)?;
    let is_chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
    Some(Reaction { status, body: if is_chunked { unchunked(body)? } else { body.to_vec() }, head })
}

fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = rest.windows(2).position(|window| window == b"\r\n")?;
        let size =
            usize::from_str_radix(std::str::from_utf8(rest.get(..line)?).ok()?.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(line + 2..line + 2 + size)?);
        rest = rest.get(line + 2 + size + 2..)?;
    }
}
