//! `_headers`: what the host sends with every file (page by page the same strict policy).
//!
//! Rules of the host: at most 100 blocks, 2,000 characters a line, values of several matching blocks are joined by a
//! comma, so a value that another block sets must first be taken away with `! Name`.

use std::collections::BTreeSet;

use base64::Engine as _;
use sha2::{Digest, Sha256};

/// As many style hashes as fit on one line of 2,000 characters beside the rest of the policy.
pub const MOST_STYLES: usize = 28;

/// The hashes by which a policy allows the `<style>` elements of a page.
pub fn style_hashes(html: &str) -> impl Iterator<Item = String> {
    html.split("<style>").skip(1).filter_map(|rest| {
        let (style, _) = rest.split_once("</style>")?;
        Some(format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(style.as_bytes()))))
    })
}

/// The `Content-Security-Policy` of pages with these styles, by their hashes.
pub fn policy<'a>(styles: impl IntoIterator<Item = &'a str>) -> String {
    let styles: Vec<&str> = styles.into_iter().collect();
    // The one script is the form's, and it connects to nothing but where the form goes.
    format!(
        "default-src 'none'; style-src {}; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; upgrade-insecure-requests",
        styles.join(" ")
    )
}

/// The `Content-Security-Policy` of the page on which the check is offered: what its documentation asks for, in the place
/// of our own script, and nothing that the page itself does not need.
pub fn checking_policy(styles: &[String]) -> String {
    format!(
        "default-src 'none'; style-src {}; script-src https://challenges.cloudflare.com; frame-src https://challenges.cloudflare.com; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; upgrade-insecure-requests",
        styles.join(" ")
    )
}

/// The file, with the hashes of all styles in use.
pub fn headers(styles: &BTreeSet<String>) -> String {
    format!(
        "/*
  Content-Security-Policy: {}
  Strict-Transport-Security: max-age=63072000
  X-Content-Type-Options: nosniff
  X-Frame-Options: DENY
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(self), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Resource-Policy: same-origin
/assets/*
  ! Cache-Control
  Cache-Control: public, max-age=31536000, immutable
/share/*
  ! Cache-Control
  Cache-Control: public, max-age=604800
  ! Cross-Origin-Resource-Policy
  Cross-Origin-Resource-Policy: cross-origin
",
        policy(styles.iter().map(String::as_str))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_policy_still_fits_its_line() {
        let page = (0..MOST_STYLES).fold(String::new(), |page, n| format!("{page}<style>{n}</style>"));
        let styles = style_hashes(&page).collect();
        assert!(headers(&styles).lines().all(|line| line.len() <= 2_000));
    }

    #[test]
    fn the_hash_is_of_exactly_what_stands_between_the_tags() {
        let page = "x<style>a{}</style><style></style>y";

        assert_eq!(
            style_hashes(page).collect::<Vec<_>>(),
            [
                "'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='",
                "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
            ]
        );
    }
}
