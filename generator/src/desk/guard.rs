//! Who may look at the inbox, and set off deliveries: the person at this machine, and whoever has its token. Not a page
//! of some other site that is open in the same browser.

use axum::http::{HeaderMap, StatusCode, header};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use leads::{deployment::token_hash, door::Response};
use std::net::IpAddr;

/// The answer to a request that is not let through, if it is not. `token` is the hash of the machine's token.
pub(super) fn refusal(headers: &HeaderMap, from: IpAddr, token: &str) -> Option<Response> {
    if is_from_another_site(headers) {
        let words = "This can only be asked for by a page of the preview itself.";
        return Some(Response::text(StatusCode::FORBIDDEN.as_u16(), words));
    }
    if from.to_canonical().is_loopback() || password(headers).is_some_and(|password| token_hash(&password) == token) {
        return None;
    }
    let words = "Enquiries are shown on the machine that took them. From another machine, sign in with any name and \
                 the content of the file `operator-token` as the password.";
    let refusal = Response::text(StatusCode::UNAUTHORIZED.as_u16(), words);
    Some(refusal.with("www-authenticate", "Basic realm=\"gevel\", charset=\"UTF-8\""))
}

/// Browsers say where a request comes from; whoever says nothing is no browser, and no other site.
fn is_from_another_site(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let is_own_site = text("sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
    let is_own_origin = text(header::ORIGIN.as_str()).is_none_or(|origin| {
        let host = origin.split_once("://").map(|(_, host)| host);
        host.is_some() && host == text(header::HOST.as_str())
    });
    !is_own_site || !is_own_origin
}

/// The password of basic authentication.
fn password(headers: &HeaderMap) -> Option<String> {
    let (scheme, encoded) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let decoded = scheme.eq_ignore_ascii_case("basic").then(|| STANDARD.decode(encoded.trim()).ok())??;
    let text = String::from_utf8(decoded).ok()?;
    text.split_once(':').map(|(_, password)| password.trim().to_owned())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::net::IpAddr;

    use axum::http::{HeaderMap, HeaderName, HeaderValue};
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use leads::deployment::token_hash;

    use super::refusal;

    fn status(from: &str, headers: &[(&'static str, &str)]) -> Option<u16> {
        let from: IpAddr = from.parse().unwrap();
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()))
            .collect();
        refusal(&headers, from, &token_hash("gvl_secret")).map(|response| response.status)
    }

    #[test]
    fn the_person_at_this_machine_may_look() {
        let host = ("host", "localhost:4000");
        for headers in [
            vec![host],
            vec![host, ("sec-fetch-site", "none")],
            vec![host, ("sec-fetch-site", "same-origin"), ("origin", "http://localhost:4000")],
        ] {
            assert_eq!(status("127.0.0.1", &headers), None, "{headers:?}");
            assert_eq!(status("::ffff:127.0.0.1", &headers), None, "{headers:?}");
        }
    }

    #[test]
    fn another_site_in_the_same_browser_may_not() {
        let host = ("host", "localhost:4000");
        for header in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "http://localhost:4001"),
            ("origin", "null"),
        ] {
            assert_eq!(status("127.0.0.1", &[host, header]), Some(403), "{header:?}");
        }
    }

    #[test]
    fn another_machine_needs_the_token() {
        let basic = |password: &str| format!("Basic {}", STANDARD.encode(format!("me:{password}")));

        assert_eq!(status("192.168.1.7", &[]), Some(401));
        assert_eq!(status("192.168.1.7", &[("authorization", &basic("guess"))]), Some(401));
        assert_eq!(status("192.168.1.7", &[("authorization", "Basic ???")]), Some(401));
        assert_eq!(status("192.168.1.7", &[("authorization", &basic("gvl_secret"))]), None);
        assert_eq!(status("192.168.1.7", &[("authorization", &basic("gvl_secret\n"))]), None);
    }
}
