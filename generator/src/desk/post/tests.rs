//! Partners' servers of every kind: real ones, on real sockets.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use leads::{
    partner::{Endpoint, Loopback},
    relay::{ANSWER_MAX_BYTES, Http, Outcome, Silence},
};
use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use tokio::{net, runtime};
use tokio_rustls::rustls::{
    RootCertStore, ServerConfig, ServerConnection, StreamOwned,
    crypto::ring,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};

use super::{Failure, Post, Route, Sent};

const BODY: &[u8] = br#"{"type":"lead.created"}"#;

/// A server for one connection, which does with it whatever is wanted.
fn server(serve: impl FnOnce(TcpStream) + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || serve(listener.accept().unwrap().0));
    address
}

/// A server that reads the request, tells it, and answers with these bytes.
fn answering(answer: &'static [u8]) -> (SocketAddr, mpsc::Receiver<String>) {
    let (tell, told) = mpsc::channel();
    let address = server(move |mut stream| {
        tell.send(read_request(&mut stream)).unwrap();
        stream.write_all(answer).unwrap();
    });
    (address, told)
}

fn read_request(stream: &mut impl std::io::Read) -> String {
    let mut reader = BufReader::new(stream);
    let mut request = String::new();
    while !request.ends_with("\r\n\r\n") {
        assert_ne!(reader.read_line(&mut request).unwrap(), 0);
    }
    let mut body = vec![0; BODY.len()];
    reader.read_exact(&mut body).unwrap();
    request + str::from_utf8(&body).unwrap()
}

fn request(url: &str) -> Http {
    Http {
        endpoint: Endpoint::parse(url, Loopback::Allowed).unwrap(),
        headers: vec![("content-type", "application/json".to_owned()), ("webhook-id", "018f-1".to_owned())],
        body: BODY.to_vec(),
    }
}

fn post(patience: Option<Duration>) -> Post {
    let mut post = Post::new().unwrap();
    post.patience = patience.unwrap_or(post.patience);
    post
}

fn run<T>(work: impl Future<Output = T>) -> T {
    runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

/// What comes of a request to this server.
fn sent(address: SocketAddr) -> Outcome {
    sent_by(&post(None), &format!("http://{address}/hook?x=1"))
}

fn sent_by(post: &Post, url: &str) -> Outcome {
    match run(post.send(&request(url))) {
        Sent::Outcome(outcome) => outcome,
        Sent::NotPublic => unreachable!("it may be sent to"),
    }
}

fn silence(silence: Silence) -> Outcome {
    Outcome::Unanswered(silence)
}

#[test]
fn a_request_goes_out_as_it_was_signed() {
    let (address, told) = answering(b"HTTP/1.1 204 No Content\r\n\r\n");

    assert_eq!(sent(address), Outcome::answered(204));

    let request = told.recv().unwrap();
    assert!(request.starts_with("POST /hook?x=1 HTTP/1.1\r\n"), "{request}");
    assert!(request.contains(&format!("host: {address}\r\n")), "{request}");
    assert!(request.contains("webhook-id: 018f-1\r\n") && request.contains("content-length: 23\r\n"), "{request}");
    assert!(request.ends_with("\r\n\r\n{\"type\":\"lead.created\"}"), "{request}");
}

#[test]
fn when_to_come_again_is_heard() {
    let (address, _told) = answering(b"HTTP/1.1 429 Slow\r\nRetry-After: 120\r\nContent-Length: 2\r\n\r\nno");

    assert_eq!(sent(address), Outcome::Answered { status: 429, retry_after: Some("120".to_owned()) });
}

/// What is answered to a question by a server that says this.
fn asked(answer: &'static [u8]) -> Option<Vec<u8>> {
    let (address, _told) = answering(answer);
    run(post(None).ask(&request(&format!("http://{address}/verify"))))
}

#[test]
fn only_a_whole_answer_of_success_is_one() {
    assert_eq!(asked(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), Some(b"{}".to_vec()));
    assert_eq!(asked(b"HTTP/1.1 204 Nothing\r\n\r\n"), Some(Vec::new()));
    assert_eq!(asked(b"HTTP/1.1 500 Broken\r\nContent-Length: 2\r\n\r\n{}"), None);
    assert_eq!(asked(b"HTTP/1.1 302 Elsewhere\r\nContent-Length: 2\r\n\r\n{}"), None);
    assert_eq!(asked(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}"), None, "it broke off");
    assert_eq!(asked(b"something else"), None);
    let long = [b"HTTP/1.1 200 OK\r\n\r\n".as_slice(), &vec![b' '; ANSWER_MAX_BYTES + 1]].concat();
    assert_eq!(asked(long.leak()), None);
}

#[test]
fn a_redirect_is_told_and_not_followed() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
    let target = elsewhere.local_addr().unwrap();
    let address = server(move |mut stream| {
        read_request(&mut stream);
        let answer = format!("HTTP/1.1 307 Over there\r\nLocation: http://{target}/\r\nContent-Length: 0\r\n\r\n");
        stream.write_all(answer.as_bytes()).unwrap();
    });

    assert_eq!(sent(address), Outcome::answered(307));

    elsewhere.set_nonblocking(true).unwrap();
    assert!(elsewhere.accept().is_err(), "nobody came");
}

#[test]
fn an_answer_without_end_is_cut_off_and_counts() {
    let (tell, told) = mpsc::channel();
    let address = server(move |mut stream| {
        read_request(&mut stream);
        stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").unwrap();
        let mut written = 0;
        while stream.write_all(b"10\r\n0123456789abcdef\r\n").is_ok() {
            written += 16;
        }
        tell.send(written).unwrap();
    });

    assert_eq!(sent(address), Outcome::answered(200));

    assert!(told.recv().unwrap() >= ANSWER_MAX_BYTES);
}

#[test]
fn a_server_that_says_nothing_is_given_up() {
    let (keep, kept) = mpsc::channel::<()>();
    let address = server(move |mut stream| {
        read_request(&mut stream);
        let _until_the_test_ends = kept.recv();
    });

    let outcome = sent_by(&post(Some(Duration::from_millis(50))), &format!("http://{address}/"));

    assert_eq!(outcome, silence(Silence::Timeout));
    drop(keep);
}

#[test]
fn a_server_that_dribbles_its_answer_is_given_up_too() {
    let address = server(move |mut stream| {
        read_request(&mut stream);
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n").unwrap();
        while stream.write_all(b".").is_ok() {
            thread::sleep(Duration::from_millis(20));
        }
    });

    let outcome = sent_by(&post(Some(Duration::from_millis(200))), &format!("http://{address}/"));

    assert_eq!(outcome, silence(Silence::Timeout));
}

#[test]
fn an_answer_that_breaks_off_is_broken() {
    for answer in [
        &b""[..],
        b"HTTP/1.1 200",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal",
        b"220 mail.leiebouw.example ESMTP\r\n",
    ] {
        let (address, _told) = answering(answer);
        assert_eq!(sent(address), silence(Silence::Broken), "{}", String::from_utf8_lossy(answer));
    }
}

#[test]
fn nothing_listens_there() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);

    assert_eq!(sent(address), silence(Silence::Connection));
}

#[test]
fn a_name_that_does_not_exist_is_told_as_that() {
    // Set aside for examples: it never has an address, whether or not anybody can be asked for it.
    assert_eq!(sent_by(&post(None), "https://gevel-no-such-host.example/"), silence(Silence::Name));
}

#[test]
fn localhost_is_found_by_its_name() {
    let (address, _told) = answering(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

    assert_eq!(sent_by(&post(None), &format!("http://localhost:{}/", address.port())), Outcome::answered(200));
}

/// An encrypting server that answers 200, and what its certificate says.
fn encrypting(certified: &CertifiedKey<KeyPair>) -> SocketAddr {
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(certified.signing_key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certified.cert.der().clone()], key)
        .unwrap();
    server(move |stream| {
        let mut stream = StreamOwned::new(ServerConnection::new(Arc::new(config)).unwrap(), stream);
        // A client that does not trust us leaves before it asks.
        if stream.conn.complete_io(&mut stream.sock).is_ok() {
            read_request(&mut stream);
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").unwrap();
            stream.flush().unwrap();
        }
    })
}

/// What comes of a request to this name when it leads to this server, which the look-up of names would never allow.
fn spoken(post: &Post, host: &str, address: SocketAddr) -> Result<Outcome, Silence> {
    let request = request(&format!("https://{host}/hook"));
    let route = Route { port: address.port(), ..Route::to(&request.endpoint).unwrap() };
    run(async {
        let stream = net::TcpStream::connect(address).await.unwrap();
        post.speak(stream, &route, &request).await.map(|answered| answered.outcome).map_err(|failure| match failure {
            Failure::Silence(silence) => silence,
            Failure::NotPublic => unreachable!("nothing was looked up"),
        })
    })
}

fn trusting(certified: &CertifiedKey<KeyPair>) -> Post {
    let mut roots = RootCertStore::empty();
    roots.add(certified.cert.der().clone()).unwrap();
    Post::trusting(roots).unwrap()
}

#[test]
fn a_certificate_must_be_good_and_of_this_host() {
    let certified = generate_simple_self_signed(["crm.leiebouw.example".to_owned()]).unwrap();

    let trusted = spoken(&trusting(&certified), "crm.leiebouw.example", encrypting(&certified));
    let unknown = spoken(&post(None), "crm.leiebouw.example", encrypting(&certified));
    let foreign = spoken(&trusting(&certified), "other.leiebouw.example", encrypting(&certified));

    assert_eq!(trusted, Ok(Outcome::answered(200)));
    assert_eq!((unknown, foreign), (Err(Silence::Encryption), Err(Silence::Encryption)));
}

#[test]
fn a_server_that_does_not_encrypt_is_told_as_that() {
    let address = server(|mut stream| {
        let mut hello = [0; 64];
        stream.read_exact(&mut hello).unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
    });

    assert_eq!(spoken(&post(None), "crm.leiebouw.example", address), Err(Silence::Encryption));
}
