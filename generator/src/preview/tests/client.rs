//! A browser of a few lines: one request a connection, nothing hidden, nothing followed.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// Longer than any answer takes on a busy machine; only a failing test waits for it.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// An answer as it came over the wire.
pub(super) struct Answer {
    pub(super) status: u16,
    headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// The value of a header that stands at most once.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let value = values.next();
        assert_eq!(values.next(), None, "`{name}` stands twice");
        value
    }

    pub(super) fn text(&self) -> &str {
        str::from_utf8(&self.body).unwrap()
    }
}

/// `GET` of a path, as a browser on this machine would.
pub(super) fn get(server: SocketAddr, path: &str) -> Answer {
    ask(server, "GET", path, &[&format!("Host: localhost:{}", server.port())])
}

/// Any request, with exactly these header lines.
pub(super) fn ask(server: SocketAddr, method: &str, path: &str, headers: &[&str]) -> Answer {
    let mut reader = send(server, method, path, headers);
    let (status, headers) = read_head(&mut reader);
    let mut body = Vec::new();
    reader.read_to_end(&mut body).unwrap();
    let answer = Answer { status, headers, body };
    let length = answer.header("content-length").map(|length| length.parse::<usize>().unwrap());
    match (method, status) {
        ("HEAD", _) | (_, 304) => assert!(answer.body.is_empty()),
        _ => assert_eq!(length, Some(answer.body.len()), "{method} {path}"),
    }
    answer
}

/// An open stream of events.
pub(super) struct Events {
    reader: BufReader<TcpStream>,
}

impl Events {
    pub(super) fn open(server: SocketAddr) -> Self {
        let mut reader = send(server, "GET", "/_preview/events", &["Host: localhost"]);
        let (status, headers) = read_head(&mut reader);
        assert_eq!(status, 200);
        assert!(headers.contains(&("content-type".to_owned(), "text/event-stream".to_owned())));
        Self { reader }
    }

    /// The data of the next event, which must tell a revision; `None` at the end of the stream.
    pub(super) fn revision(&mut self) -> Option<String> {
        let mut told = false;
        loop {
            let mut line = String::new();
            if self.reader.read_line(&mut line).unwrap() == 0 {
                return None;
            }
            told |= line.trim() == "event: revision";
            if let Some(data) = line.strip_prefix("data: ") {
                assert!(told);
                return Some(data.trim().to_owned());
            }
        }
    }
}

fn send(server: SocketAddr, method: &str, path: &str, headers: &[&str]) -> BufReader<TcpStream> {
    let mut stream = TcpStream::connect(server).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
    for header in headers {
        request.push_str(header);
        request.push_str("\r\n");
    }
    request.push_str("\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    BufReader::new(stream)
}

fn read_head(reader: &mut BufReader<TcpStream>) -> (u16, Vec<(String, String)>) {
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let status = line.split(' ').nth(1).unwrap().parse().unwrap();
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            return (status, headers);
        };
        headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
}
