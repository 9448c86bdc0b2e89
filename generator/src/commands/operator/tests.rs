//! What goes wrong between an operator and a site, on real connections.

use std::fs;
use std::net::TcpListener;
use std::time::Duration;

use serde_json::Value;

use super::stub::{Said, Stub};
use super::{Refusal, Site, Trouble, Wire};

fn json(status: u16, body: &str) -> Said {
    (status, vec![("content-type", "application/json")], body.to_owned())
}

fn ask(answer: impl Fn(&str) -> Said + Send + 'static) -> (Result<Value, Trouble>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let stub = Stub::answering(answer);
    let site = Site::open(&stub.access(folder.path())).unwrap();
    (site.get("status", &[("project", "leiehof"), ("limit", "10")]), stub.heads())
}

#[test]
fn a_question_carries_the_token_and_its_words() {
    let (answer, heads) = ask(|_| json(200, r#"{"counts":{}}"#));

    assert!(answer.unwrap().get("counts").is_some());
    let head = heads.concat();
    assert!(head.starts_with("get /operator/status?project=leiehof&limit=10 http/1.1"), "{head}");
    assert!(head.contains("authorization: bearer gvl_test"), "{head}");
}

#[test]
fn each_no_has_its_words_and_none_has_the_token() {
    for (status, expected) in [
        (401, "the token is not known there (401). It comes from the file"),
        (403, "the token may only read (403). It comes from the file"),
        (404, "there is no such thing (404)"),
        (503, "Because of this (503)"),
        (400, "Because of this (400)"),
        (429, "Because of this (429)"),
    ] {
        let (answer, _) = ask(move |_| json(status, r#"{"error":{"code":"x","message":"Because of this."}}"#));
        let words = answer.unwrap_err().to_string();
        assert!(words.contains(expected), "{words}");
        assert!(!words.contains("gvl_test"), "{words}");
    }
}

#[test]
fn a_site_without_usable_settings_is_not_taken_for_another_program() {
    let (answer, _) = ask(|_| (503, vec![], "This form is not in service.".to_owned()));

    assert!(matches!(answer, Err(Trouble::Refused { refusal: Refusal::Unavailable(None), .. })));
}

#[test]
fn an_answer_that_is_not_gevels_is_called_so() {
    for said in [
        (200, vec![("content-type", "text/html")], "<html>".to_owned()),
        json(200, "{"),
        (404, vec![], "Not found".to_owned()),
        (500, vec![], String::new()),
        json(401, "{}"),
    ] {
        let status = said.0;
        let (answer, _) = ask(move |_| said.clone());
        assert!(matches!(answer, Err(Trouble::NotGevel { status: told, .. }) if told == status), "{status}");
    }
}

#[test]
fn a_token_follows_no_redirect() {
    let (answer, heads) = ask(|_| (302, vec![("location", "/elsewhere")], String::new()));

    assert!(matches!(answer, Err(Trouble::Elsewhere { location, .. }) if location == "/elsewhere"));
    assert_eq!(heads.len(), 1);
}

#[test]
fn a_port_where_nothing_listens_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let free = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap();
    let site = format!("http://{free}").parse().unwrap();
    fs::write(folder.path().join("operator-token"), "gvl_test").unwrap();
    let access = crate::cli::Access { site, token_file: None, data: folder.path().to_owned() };

    let words = Site::open(&access).unwrap().get::<Value>("status", &[]).unwrap_err().to_string();

    assert!(words.contains("Is `gevel serve` running?"), "{words}");
}

#[test]
fn what_is_not_http_breaks_off_or_never_ends_is_told_apart() {
    let broken = Stub::speaking(|_| b"SSH-2.0-x\r\n\r\n".to_vec());
    assert!(matches!(Wire::to(&broken.site()).get("/", None), Err(Trouble::Broken { .. })));

    let cut = Stub::speaking(|_| b"HTTP/1.1 200 x\r\ncontent-length: 100\r\n\r\nshort".to_vec());
    assert!(matches!(Wire::to(&cut.site()).get("/", None), Err(Trouble::Broken { .. })));

    // Taken by the system, and never answered.
    let silent = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let site = format!("http://{}", silent.local_addr().unwrap()).parse().unwrap();
    let reply = Wire::patient(&site, Duration::from_millis(50)).get("/", None);
    assert!(matches!(reply, Err(Trouble::Timeout { .. })));
}

#[test]
fn a_server_without_encryption_is_not_spoken_to_in_the_open() {
    let open = Stub::answering(|_| json(200, "{}"));
    let site = open.site().as_str().replace("http://", "https://").parse().unwrap();

    let reply = Wire::to(&site).get("/", None);

    assert!(matches!(reply, Err(Trouble::Encryption { .. })), "{:?}", reply.err());
}
