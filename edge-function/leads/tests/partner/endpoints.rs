//! What can be sent to, and the many spellings of what cannot.

use leads::partner::EndpointFault::{
    Characters, Credentials, DotSegments, Fragment, Host, IpAddress, NotHttps, Port, PrivateHost, TooLong,
};
use leads::partner::{Endpoint, EndpointFault, Loopback};
use proptest::prelude::*;
use url::Url;

const HOSTILE: &[(&str, EndpointFault)] = &[
    // Not encrypted, or not the web.
    ("http://leiebouw.example/hook", NotHttps),
    ("ftp://leiebouw.example/hook", NotHttps),
    ("file:///etc/passwd", NotHttps),
    ("javascript://leiebouw.example/%0aalert(1)", NotHttps),
    ("data:text/plain,hello", NotHttps),
    ("gopher://leiebouw.example/_x", NotHttps),
    ("ws://leiebouw.example/", NotHttps),
    ("//leiebouw.example/hook", NotHttps),
    ("leiebouw.example/hook", NotHttps),
    ("https:leiebouw.example", NotHttps),
    ("https:/leiebouw.example", NotHttps),
    ("", NotHttps),
    (" https://leiebouw.example/", NotHttps),
    ("\thttps://leiebouw.example/", NotHttps),
    ("ht\ntps://leiebouw.example/", NotHttps),
    ("https\\://leiebouw.example/", NotHttps),
    ("http://127.0.0.1:8080/hook", NotHttps),
    ("http://localhost/hook", NotHttps),
    // IPv4, as people write it and as nobody should.
    ("https://127.0.0.1/", IpAddress),
    ("https://10.0.0.7/", IpAddress),
    ("https://192.168.1.1/", IpAddress),
    ("https://172.16.0.1/", IpAddress),
    ("https://169.254.169.254/latest/meta-data/", IpAddress),
    ("https://100.64.0.1/", IpAddress),
    ("https://8.8.8.8/", IpAddress),
    ("https://0.0.0.0/", IpAddress),
    ("https://0/", IpAddress),
    ("https://127.1/", IpAddress),
    ("https://127.0.1/", IpAddress),
    ("https://2130706433/", IpAddress),
    ("https://0x7f000001/", IpAddress),
    ("https://0x7f.0.0.1/", IpAddress),
    ("https://0X7F.0x0.0x0.0X1/", IpAddress),
    ("https://017700000001/", IpAddress),
    ("https://0177.0.0.1/", IpAddress),
    ("https://0177.0x0.0.1/", IpAddress),
    ("https://leiebouw.0x/", IpAddress),
    ("https://leiebouw.1/", IpAddress),
    ("https://4294967296/", IpAddress),
    ("https://127.0.0.1:443/", IpAddress),
    // With a dot behind, in other digits, percent-encoded.
    ("https://127.0.0.1./", Host),
    ("https://localhost./", Host),
    ("https://１２７.0.0.1/", IpAddress),
    ("https://①②⑦.⓪.⓪.①/", Host),
    ("https://127。0。0。1/", Host),
    ("https://%31%32%37.0.0.1/", IpAddress),
    ("https://%6c%6f%63%61%6c%68%6f%73%74/", Host),
    // IPv6, with and without brackets.
    ("https://[::1]/", IpAddress),
    ("https://[::]/", IpAddress),
    ("https://[::ffff:127.0.0.1]/", IpAddress),
    ("https://[::ffff:7f00:1]/", IpAddress),
    ("https://[fd00::1]/", IpAddress),
    ("https://[fe80::1%25eth0]/", IpAddress),
    ("https://[64:ff9b::7f00:1]/", IpAddress),
    ("https://[2001:db8::1]:443/", IpAddress),
    ("https://::1/", IpAddress),
    ("https://fd00::1/", IpAddress),
    ("https://[leiebouw.example]/", IpAddress),
    // Names that lead nowhere but inside.
    ("https://localhost/", PrivateHost),
    ("https://LOCALHOST/", PrivateHost),
    ("https://hook.localhost/", PrivateHost),
    ("https://printer.local/", PrivateHost),
    ("https://metadata.google.internal/", PrivateHost),
    ("https://db.intranet/", PrivateHost),
    ("https://nas.lan/", PrivateHost),
    ("https://router.home.arpa/", PrivateHost),
    ("https://1.0.0.127.in-addr.arpa/", PrivateHost),
    ("https://hidden.onion/", PrivateHost),
    ("https://partner.test/", PrivateHost),
    ("https://intranet/", PrivateHost),
    ("https://crm:443/", PrivateHost),
    // Users and passwords, and hosts dressed up as users.
    ("https://user@leiebouw.example/", Credentials),
    ("https://user:secret@leiebouw.example/", Credentials),
    ("https://@leiebouw.example/", Credentials),
    ("https://leiebouw.example@127.0.0.1/", Credentials),
    ("https://leiebouw.example:443@127.0.0.1/", Credentials),
    ("https://127.0.0.1\\@leiebouw.example/", Characters),
    ("https://leiebouw.example\\@127.0.0.1/", Characters),
    // Ports.
    ("https://leiebouw.example:80/", Port),
    ("https://leiebouw.example:8443/", Port),
    ("https://leiebouw.example:22/", Port),
    ("https://leiebouw.example:0443/", Port),
    ("https://leiebouw.example:+443/", Port),
    ("https://leiebouw.example:/", Port),
    ("https://leiebouw.example:65979/", Port),
    ("https://leiebouw.example:443:80/", IpAddress),
    // Fragments.
    ("https://leiebouw.example/hook#part", Fragment),
    ("https://leiebouw.example#@127.0.0.1/", Fragment),
    // Spelling of hosts.
    ("https:///hook", Host),
    ("https://?hook", Host),
    ("https://./", Host),
    ("https://.example/", Host),
    ("https://leiebouw..example/", Host),
    ("https://leiebouw.example./", Host),
    ("https://leiebouw_crm.example/", Host),
    ("https://-leiebouw.example/", Host),
    ("https://leiebouw-.example/", Host),
    ("https://leiébouw.example/", Host),
    ("https://leiebouw.example\0/", Host),
    ("https://leiebouw.exa mple/", Host),
    ("https://leiebouw.example\r\nx-injected: 1/", Port),
    ("https://leiebouw.e/", Host),
    ("https://leiebouw.ex4mple/", Host),
    ("https://xn--localhost-.example/", Host),
    ("https://ab--cd.example/", Host),
    ("https://*.example/", Host),
    ("https://${HOST}.example/", Host),
    // Paths and queries.
    ("https://leiebouw.example/a b", Characters),
    ("https://leiebouw.example/a\r\nHost: 127.0.0.1", Characters),
    ("https://leiebouw.example/é", Characters),
    ("https://leiebouw.example/%", Characters),
    ("https://leiebouw.example/%zz", Characters),
    ("https://leiebouw.example/<hook>", Characters),
    ("https://leiebouw.example/\"hook\"", Characters),
    ("https://leiebouw.example/a\\b", Characters),
    ("https://leiebouw.example\\.internal/", Characters),
    ("https://leiebouw.example/a/../b", DotSegments),
    ("https://leiebouw.example/./b", DotSegments),
    ("https://leiebouw.example/a/%2e%2E/b", DotSegments),
    ("https://leiebouw.example/a/..", DotSegments),
];

#[test]
fn a_hostile_url_is_refused_for_what_is_wrong_with_it() {
    let answers: Vec<_> =
        HOSTILE.iter().map(|(url, _)| (*url, Endpoint::parse(url, Loopback::Refused).err())).collect();
    let expected: Vec<_> = HOSTILE.iter().map(|(url, fault)| (*url, Some(*fault))).collect();
    assert_eq!(answers, expected);
}

#[test]
fn the_development_setting_lets_in_no_hostile_url_but_plain_loopback() {
    for (url, _) in HOSTILE {
        let endpoint = Endpoint::parse(url, Loopback::Allowed).ok();
        let is_loopback = ["http://127.0.0.1:8080/hook", "http://localhost/hook"].contains(url);
        assert_eq!(endpoint.is_some(), is_loopback, "{url}");
    }
    for url in [
        "http://127.0.0.2/",
        "http://127.1/",
        "http://2130706433/",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost.example/",
        "http://127.0.0.1.example/",
        "http://10.0.0.1/",
        "http://localhost:0/",
        "http://localhost:65536/",
        "http://localhost:/",
        "http://localhost:08080/",
        "http://a@localhost/",
        "http://localhost:80@evil.example/",
        "https://localhost/",
    ] {
        assert!(Endpoint::parse(url, Loopback::Allowed).is_err(), "{url}");
    }
}

#[test]
fn an_endpoint_is_kept_in_the_spelling_in_which_it_is_sent() {
    for (written, kept) in [
        ("https://hook.leiebouw.example/in?key=a%20b&x=1", "https://hook.leiebouw.example/in?key=a%20b&x=1"),
        ("HTTPS://Hook.Leiebouw.Example:443", "https://hook.leiebouw.example/"),
        ("https://leiebouw.example?x", "https://leiebouw.example/?x"),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
        ("https://1e.0x-net.example/", "https://1e.0x-net.example/"),
    ] {
        assert_eq!(Endpoint::parse(written, Loopback::Refused).unwrap().as_str(), kept);
    }
    for (written, kept) in [
        ("http://127.0.0.1:8787/hook", "http://127.0.0.1:8787/hook"),
        ("http://localhost:80", "http://localhost/"),
        ("http://[::1]:9/", "http://[::1]:9/"),
    ] {
        assert_eq!(Endpoint::parse(written, Loopback::Allowed).unwrap().as_str(), kept);
    }
}

#[test]
fn an_endpoint_has_an_end() {
    let with_bytes = |count: usize| format!("https://leiebouw.example/{}", "a".repeat(count - 25));
    assert!(Endpoint::parse(&with_bytes(2_000), Loopback::Refused).is_ok());
    assert_eq!(Endpoint::parse(&with_bytes(2_001), Loopback::Refused), Err(TooLong));
}

#[test]
fn debug_output_does_not_show_a_path_that_may_be_secret() {
    let endpoint = Endpoint::parse("https://hooks.leiebouw.example/in/s3cr3t?key=s3cr3t", Loopback::Refused).unwrap();
    assert_eq!(format!("{endpoint:?}"), "Endpoint(hooks.leiebouw.example, …)");
}

/// Text that looks more or less like a URL.
fn near_urls() -> impl Strategy<Value = String> {
    let host = prop_oneof![
        "[a-zA-Z0-9-]{1,8}(\\.[a-zA-Z0-9-]{1,8}){0,3}",
        "(0x|xn--)?[0-9a-f]{1,10}(\\.[0-9a-fx-]{1,5}){0,3}"
    ];
    let path = "[/?]([a-z0-9/?.=&%~!$()*+,;:@_' \\\\-]{0,20})";
    (
        prop_oneof!["https", "http", "HTTPS"],
        host,
        "(:[0-9]{0,5})?",
        prop_oneof![Just(String::new()), path.prop_map(|path| path)],
    )
        .prop_map(|(scheme, host, port, path)| format!("{scheme}://{host}{port}{path}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn any_text_has_an_answer(text in ".{0,60}") {
        let _ = Endpoint::parse(&text, Loopback::Allowed);
        let _ = Endpoint::parse(&format!("https://{text}"), Loopback::Refused);
    }

    /// The platforms that send follow the URL standard. What they make of an endpoint must be what was checked.
    #[test]
    fn what_is_accepted_means_the_same_to_every_reader_of_urls(text in near_urls()) {
        if let Ok(endpoint) = Endpoint::parse(&text, Loopback::Refused) {
            let Ok(read) = Url::parse(endpoint.as_str()) else {
                // Letters that stand for no name, which cannot be looked up either.
                prop_assert!(endpoint.host().contains("xn--"), "{}", endpoint.as_str());
                return Ok(());
            };
            prop_assert_eq!(read.as_str(), endpoint.as_str());
            prop_assert_eq!(read.scheme(), "https");
            prop_assert!(matches!(read.host(), Some(url::Host::Domain(host)) if host == endpoint.host()));
            prop_assert_eq!((read.port(), read.username(), read.password(), read.fragment()), (None, "", None, None));
        }
    }
}
