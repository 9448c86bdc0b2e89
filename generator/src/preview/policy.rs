//! Rewrites the two headers that cannot be sent unchanged from one's own machine.
//!
//! There is no HTTPS on a preview. `upgrade-insecure-requests` would make browsers that do not except loopback
//! (Safari; and all of them when a phone looks on over the local network) ask for every style and picture over
//! TLS and get nothing. `Strict-Transport-Security` would, behind anything that does speak TLS for `localhost`,
//! lock every other program on the author's `localhost` out of the browser for two years. Both are left out.
//!
//! Live reload needs one script and one connection of the preview's own; the site's policy, which usually allows
//! neither, is widened by exactly that.

use axum::http::{HeaderMap, HeaderValue, header};
use sha2::{Digest, Sha256};

/// Takes out what demands HTTPS.
pub(crate) fn drop_https(headers: &mut HeaderMap) {
    headers.remove(header::STRICT_TRANSPORT_SECURITY);
    rewrite(headers, |policy| policy.drop("upgrade-insecure-requests"));
}

/// Allows the reload script and the connection it makes.
pub(super) fn allow_reload(headers: &mut HeaderMap) {
    rewrite(headers, |policy| {
        // A policy for script elements, where there is one, is asked instead of the general one.
        if policy.find("script-src-elem").is_some() {
            policy.allow_self("script-src-elem");
        }
        policy.allow_self("script-src");
        policy.allow_self("connect-src");
    });
}

/// The policy for a page of the preview itself: nothing but its own style elements.
pub(crate) fn of_notice(page: &str) -> String {
    let hashes: Vec<String> = styles(page).map(hash_source).collect();
    let style = if hashes.is_empty() { "'none'".to_owned() } else { hashes.join(" ") };
    format!("default-src 'none'; style-src {style}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
}

/// Sixty-four bits that differ when the bytes do.
pub(super) fn fingerprint(bytes: &[u8]) -> u64 {
    Sha256::digest(bytes).iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// One policy: directives in order, each with its sources.
struct Policy {
    directives: Vec<(String, Vec<String>)>,
}

impl Policy {
    fn parse(text: &str) -> Self {
        let directives = text.split(';').filter_map(|directive| {
            let mut words = directive.split_ascii_whitespace().map(str::to_owned);
            Some((words.next()?.to_ascii_lowercase(), words.collect()))
        });
        Self { directives: directives.collect() }
    }

    fn find(&self, name: &str) -> Option<&Vec<String>> {
        self.directives.iter().find(|(known, _)| known == name).map(|(_, sources)| sources)
    }

    fn drop(&mut self, name: &str) {
        self.directives.retain(|(known, _)| known != name);
    }

    /// Adds `'self'` to a directive. One that is absent means `default-src`, and starts from its sources; if that
    /// is absent too, everything is allowed already.
    fn allow_self(&mut self, name: &str) {
        let Some(mut sources) = self.find(name).or_else(|| self.find("default-src")).cloned() else {
            return;
        };
        sources.retain(|source| !source.eq_ignore_ascii_case("'none'"));
        if !sources.iter().any(|source| source.eq_ignore_ascii_case("'self'")) {
            sources.push("'self'".to_owned());
        }
        match self.directives.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = sources,
            None => self.directives.push((name.to_owned(), sources)),
        }
    }

    fn text(&self) -> String {
        let directives: Vec<String> = self
            .directives
            .iter()
            .map(|(name, sources)| [std::slice::from_ref(name), sources].concat().join(" "))
            .collect();
        directives.join("; ")
    }
}

/// Changes each policy of the header. Joined values are several policies, each of which must allow a thing.
fn rewrite(headers: &mut HeaderMap, change: impl Fn(&mut Policy)) {
    let Some(text) = headers.get(header::CONTENT_SECURITY_POLICY).and_then(|value| value.to_str().ok()) else {
        return;
    };
    let policies: Vec<String> = text
        .split(',')
        .map(|text| {
            let mut policy = Policy::parse(text);
            change(&mut policy);
            policy.text()
        })
        .filter(|text| !text.is_empty())
        .collect();
    match HeaderValue::from_str(&policies.join(", ")) {
        Ok(value) if !value.is_empty() => {
            headers.insert(header::CONTENT_SECURITY_POLICY, value);
        }
        Ok(_) | Err(_) => {
            headers.remove(header::CONTENT_SECURITY_POLICY);
        }
    }
}

/// The text of each `<style>` element.
fn styles(page: &str) -> impl Iterator<Item = &str> {
    page.split("<style>").skip(1).filter_map(|after| after.split_once("</style>")).map(|(style, _)| style)
}

fn hash_source(style: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(style.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0_usize, |bits, at| bits << 8 | usize::from(three.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let digit = DIGITS.get(bits >> (18 - 6 * at) & 63).copied().unwrap_or(b'=');
            // Three bytes make four digits, two make three, one makes two; the rest is padding.
            text.push(if at <= three.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use axum::http::{HeaderMap, HeaderValue, header};

    use super::{allow_reload, base64, drop_https, of_notice};

    fn after(change: impl Fn(&mut HeaderMap), policy: &'static str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000"));
        change(&mut headers);
        headers.get(header::CONTENT_SECURITY_POLICY).map(|value| value.to_str().unwrap().to_owned())
    }

    #[test]
    fn nothing_demands_https() {
        let policy = after(
            |headers| {
                drop_https(headers);
                assert!(!headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
            },
            "default-src 'none'; img-src 'self'; Upgrade-Insecure-Requests",
        );

        assert_eq!(policy.unwrap(), "default-src 'none'; img-src 'self'");
        assert_eq!(after(drop_https, "upgrade-insecure-requests"), None);
    }

    #[test]
    fn the_reload_script_is_allowed_where_nothing_was() {
        assert_eq!(
            after(allow_reload, "default-src 'none'; connect-src 'self'").unwrap(),
            "default-src 'none'; connect-src 'self'; script-src 'self'"
        );
    }

    #[test]
    fn sources_that_were_allowed_stay_allowed() {
        assert_eq!(
            after(allow_reload, "default-src https:; script-src 'sha256-abc'; script-src-elem 'none'").unwrap(),
            "default-src https:; script-src 'sha256-abc' 'self'; script-src-elem 'self'; connect-src https: 'self'"
        );
        assert_eq!(after(allow_reload, "img-src 'self'").unwrap(), "img-src 'self'");
    }

    #[test]
    fn each_of_two_joined_policies_is_widened() {
        assert_eq!(
            after(allow_reload, "script-src 'none'; connect-src *, script-src 'self'").unwrap(),
            "script-src 'self'; connect-src * 'self', script-src 'self'"
        );
    }

    #[test]
    fn a_notice_may_use_its_own_style_only() {
        // The digest of an empty text, as published with the algorithm.
        let empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

        assert!(of_notice("<style></style>").contains(&format!("style-src {empty};")));
        assert!(of_notice("<p>plain").contains("style-src 'none';"));
    }

    #[test]
    fn base64_pads_as_everyone_does() {
        assert_eq!(base64(b"f"), "Zg==");
        assert_eq!(base64(b"fo"), "Zm8=");
        assert_eq!(base64(b"foobar"), "Zm9vYmFy");
    }
}
