//! The check that whoever sent a suspicious enquiry may do on the page they see then: Cloudflare's Turnstile, switched
//! on by its public key. The secret that belongs to it is never written into a file of the project.

use super::raw::RawTurnstile;
use crate::problem::{Problem, Problems};
use crate::source::{At, Place, need_text};

/// Keys of sites are shorter than secrets, which begin alike.
const LONGEST_SITE_KEY: usize = 30;

/// The check, as the pages offer it.
#[derive(Debug, Clone, PartialEq)]
pub struct Turnstile {
    /// The public key of the widget.
    pub site_key: String,
    /// Where it is switched on.
    pub place: Place,
}

pub(super) fn check_turnstile(written: At<RawTurnstile>, problems: &mut Problems) -> Option<Turnstile> {
    let place = written.place;
    let key = need_text(written.value.site_key, "site_key", place, "\"0x4AAAAAAA…\"", problems)?;
    let is_key = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if key.len() > LONGEST_SITE_KEY {
        // It may be the secret, so no message repeats it.
        problems.add(
            Problem::error("Y-12", key.place, "this is longer than a site key, and may be the secret of the widget").help(
                "Write the site key here. If this is the secret, make a new one; it belongs in the setting `TURNSTILE` only.",
            ),
        );
        return None;
    }
    if !is_key {
        problems.add(
            Problem::error("Y-12", key.place, format!("`{}` is not a site key of Turnstile", key.value))
                .help("Copy it from the widget's page at Cloudflare; it begins with `0x`."),
        );
        return None;
    }
    Some(Turnstile { site_key: key.value, place })
}
