//! A small server of a test's own, which answers as it is told and remembers what it was asked.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::cli::{Access, SiteAddress};

/// A server; its thread ends with the test.
pub(in crate::commands) struct Stub {
    address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
}

/// What it says: status, headers, body.
pub(in crate::commands) type Said = (u16, Vec<(&'static str, &'static str)>, String);

impl Stub {
    /// Answers the method and path of each request, such as `GET /health`.
    pub(in crate::commands) fn answering(answer: impl Fn(&str) -> Said + Send + 'static) -> Self {
        Self::speaking(move |asked| {
            let (status, headers, body) = answer(asked);
            let headers: String = headers.iter().flat_map(|(name, value)| [name, ": ", value, "\r\n"]).collect();
            format!("HTTP/1.1 {status} x\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
                .into_bytes()
        })
    }

    /// Answers with any bytes.
    pub(in crate::commands) fn speaking(answer: impl Fn(&str) -> Vec<u8> + Send + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let heads = Arc::new(Mutex::new(Vec::new()));
        let remembered = Arc::clone(&heads);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let head = head(&stream);
                let line = head.lines().next().unwrap_or_default().trim_end_matches(" HTTP/1.1").to_owned();
                remembered.lock().unwrap().push(head);
                // Whoever asked may have gone.
                drop((&stream).write_all(&answer(&line)));
            }
        });
        Self { address, heads }
    }

    /// Its address as a site.
    pub(in crate::commands) fn site(&self) -> SiteAddress {
        format!("http://{}", self.address).parse().unwrap()
    }

    /// The heads of all requests so far, in small letters.
    pub(in crate::commands) fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().iter().map(|head| head.to_ascii_lowercase()).collect()
    }

    /// How somebody gets in who has a token in a file.
    pub(in crate::commands) fn access(&self, folder: &std::path::Path) -> Access {
        let file = folder.join("token");
        std::fs::write(&file, "gvl_test\n").unwrap();
        Access { site: self.site(), token_file: Some(file), data: folder.to_owned() }
    }
}

fn head(stream: &TcpStream) -> String {
    let lines = BufReader::new(stream).lines().map_while(Result::ok);
    lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
