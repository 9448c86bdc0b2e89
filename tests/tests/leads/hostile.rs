//! What nobody means well: bodies that are too large, too slow, in the wrong letters, or not forms at all.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use tests::hosts::{Kind, PATIENCE};
use tests::must;

use crate::{form_of, on_both, opened};

on_both!(whatever_is_sent_gets_an_answer, a_body_that_never_ends_holds_up_nobody, any_letters_survive_the_journey);

/// What it is, how it says it is written, what it holds, and the status it gets.
type Case = (&'static str, (&'static str, &'static str), Vec<u8>, u16);

const LEAD: &str = "/lead/residentie-leiehof";

fn whatever_is_sent_gets_an_answer(kind: Kind) {
    let (host, partner) = opened(kind);
    let form = ("content-type", "application/x-www-form-urlencoded");
    let many = (0..10_000).map(|number| format!("f{number}=x")).collect::<Vec<_>>().join("&");
    let cases: [Case; 13] = [
        ("nothing", form, Vec::new(), 422),
        ("five megabytes", form, vec![b'a'; 5_000_000], 413),
        ("10,000 fields", form, many.clone().into_bytes(), 413),
        ("101 short fields", form, "a&".repeat(101).into_bytes(), 400),
        ("bytes that are no text", form, b"given_name=%ff%fe".to_vec(), 400),
        ("a NUL", form, b"given_name=%00&email=%00".to_vec(), 422),
        (
            "another charset",
            ("content-type", "application/x-www-form-urlencoded; charset=latin1"),
            b"a=b".to_vec(),
            415,
        ),
        ("a picture", ("content-type", "image/png"), b"\x89PNG".to_vec(), 415),
        ("no type", ("x-other", "1"), b"a=b".to_vec(), 415),
        ("half a JSON", ("content-type", "application/json"), b"{\"given_name\":".to_vec(), 400),
        ("deep JSON", ("content-type", "application/json"), "[".repeat(60_000).into_bytes(), 400),
        ("a list", ("content-type", "application/json"), b"[1,2]".to_vec(), 400),
        ("parts without an end", ("content-type", "multipart/form-data; boundary=x"), b"--x\r\n".to_vec(), 400),
    ];
    for (name, header, body, status) in &cases {
        let reaction = host.send("POST", LEAD, &[*header, ("accept", "text/html")], body);
        assert_eq!(reaction.status, *status, "{name}: {}", reaction.text());
        let as_json = host.send("POST", LEAD, &[*header, ("accept", "application/json")], body);
        assert_eq!(as_json.status, *status, "{name}");
        assert!(as_json.json().get("error").or(as_json.json().get("errors")).is_some(), "{name}: {}", as_json.text());
    }
    for (method, path, status) in [
        ("POST", "/lead/no-such-project", 404),
        ("POST", "/lead/..%2f..%2fetc%2fpasswd", 404),
        ("POST", "/lead/%00", 404),
        ("GET", LEAD, 405),
        ("DELETE", LEAD, 405),
        ("POST", "/health", 405),
        ("GET", "/partner/nothing", 404),
        ("GET", "/checking/nothing", 404),
        ("POST", "/checking/residentie-leiehof.nl.x.9999999999.0", 404),
        ("GET", "/operator/", 401),
    ] {
        assert_eq!(host.send(method, path, &[], b"").status, status, "{method} {path}");
    }
    assert_eq!(host.counts()["accepted"], 0);
    assert_eq!(host.post(&form_of(&host, "zoe")).status, 303, "and it still works");
    partner.wait_for(1);
}

fn a_body_that_never_ends_holds_up_nobody(kind: Kind) {
    let (host, partner) = opened(kind);
    let address = host.url().trim_start_matches("http://").to_owned();
    let slow: Vec<_> = (0..8)
        .map(|_| {
            let mut stream = must(TcpStream::connect(&address), "a connection");
            let head = format!(
                "POST {LEAD} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
                 Content-Length: 1000\r\n\r\ngiven_name="
            );
            must(stream.write_all(head.as_bytes()), "the beginning of a form");
            stream
        })
        .collect();
    assert_eq!(host.post(&form_of(&host, "zoe")).status, 303);
    partner.wait_for(1);
    if kind == Kind::Preview {
        // At the edge it is the network's business to cut these off.
        for mut stream in slow {
            must(stream.set_read_timeout(Some(PATIENCE)), "a limit");
            let mut answer = String::new();
            must(stream.read_to_string(&mut answer), "an answer");
            assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
        }
    }
}

fn any_letters_survive_the_journey(kind: Kind) {
    let (host, partner) = opened(kind);
    let message = "😀 emoji, עברית right to left, العربية, 漢字, e\u{301}, \u{202e}turned\u{202c}, <script>alert(1)</script> & \"'";
    let reaction =
        host.post(&form_of(&host, "zoe").with("family_name", "Ó Súilleabháin-D’Arc").with("message", message));
    assert_eq!(reaction.status, 303, "{}", reaction.text());
    let lead = partner.wait_for(1)[0].json();
    assert_eq!(lead["data"]["person"]["family_name"], "Ó Súilleabháin-D’Arc");
    let received = lead["data"]["message"].as_str().unwrap_or_default().to_owned();
    assert!(received.contains('😀') && received.contains("<script>"), "{received}");
}
