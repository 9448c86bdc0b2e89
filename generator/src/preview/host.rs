//! Refuses requests that reached a loopback preview under a foreign name.
//!
//! A web page anywhere may point its own name at 127.0.0.1 once it is loaded ("DNS rebinding") and then read
//! unpublished pages, and later enquiries, as if they were its own. The name it must use gives it away.

use std::net::IpAddr;

use axum::{
    extract::Request,
    http::{HeaderMap, StatusCode, Uri, header, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Lets a request through only if every name it gives for this server is one of this machine's own.
pub(super) async fn only_local(request: Request, next: Next) -> Response {
    if is_local(request.uri(), request.headers()) {
        return next.run(request).await;
    }
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")];
    let why = "This preview answers only to this machine's own names: open it as http://localhost with the same \
               port. To show it to other machines, start it with --host 0.0.0.0.\n";
    (StatusCode::MISDIRECTED_REQUEST, headers, why).into_response()
}

fn is_local(uri: &Uri, headers: &HeaderMap) -> bool {
    let mut names = headers.get_all(header::HOST).iter().peekable();
    names.peek().is_some()
        && uri.authority().is_none_or(names_this_machine)
        && names.all(|name| Authority::try_from(name.as_bytes()).is_ok_and(|name| names_this_machine(&name)))
}

/// The port is not looked at: a forwarded port has another number on the outside.
fn names_this_machine(name: &Authority) -> bool {
    let host = name.host();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, Uri, header};

    use super::is_local;

    fn local(names: &[&'static str]) -> bool {
        let mut headers = HeaderMap::new();
        for name in names {
            headers.append(header::HOST, HeaderValue::from_static(name));
        }
        is_local(&Uri::from_static("/"), &headers)
    }

    #[test]
    fn this_machines_own_names_are_local_with_any_port() {
        for name in ["localhost", "LocalHost:4000", "127.0.0.1:9", "127.1.2.3", "[::1]", "[::1]:4000"] {
            assert!(local(&[name]), "{name}");
        }
    }

    #[test]
    fn other_names_are_not() {
        for name in ["evil.example", "localhost.evil.example", "192.168.1.4", "127.0.0.1.evil.example", "", "[::2]"] {
            assert!(!local(&[name]), "{name}");
        }
        assert!(!local(&[]));
        assert!(!local(&["localhost", "evil.example"]));
    }

    #[test]
    fn a_foreign_name_in_the_address_counts_too() {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("localhost"));

        assert!(!is_local(&Uri::from_static("http://evil.example/"), &headers));
    }
}
