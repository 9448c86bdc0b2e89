//! Names of hosts that leads and mails may be sent to: public names, spelt in the one plain way.
//!
//! Whoever follows a URL may read numbers, percent signs and look-alike letters as an address inside our own network.
//! Nothing of that has a meaning here, so nothing of it is let in: letters, digits, hyphens, and a last label that
//! cannot be a number.

/// Last labels that never name a public host: loopback, local networks, and names set aside for tests and tricks.
const PRIVATE_SUFFIXES: [&str; 14] = [
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "private",
    "lan",
    "home",
    "corp",
    "arpa",
    "test",
    "invalid",
    "onion",
    "alt",
];

const HOST_MAX_BYTES: usize = 253;
const LABEL_MAX_BYTES: usize = 63;

/// Why some text is not the name of a public host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HostFault {
    /// It is not labels of letters, digits and hyphens.
    Spelling,
    /// It is a number or an address, or could be read as one.
    Address,
    /// It is one label, or a name that only exists inside a network.
    Private,
}

/// The host in lower case. Error: it is not the plain name of a public host.
pub(super) fn public(text: &str) -> Result<String, HostFault> {
    let host = text.to_ascii_lowercase();
    if host.starts_with('[') || host.contains(':') {
        return Err(HostFault::Address);
    }
    let Some((front, last)) = host.rsplit_once('.') else {
        return Err(if is_numeric(&host) {
            HostFault::Address
        } else if is_label(&host) {
            HostFault::Private
        } else {
            HostFault::Spelling
        });
    };
    if is_numeric(last) {
        return Err(HostFault::Address);
    }
    if host.len() > HOST_MAX_BYTES || !front.split('.').all(is_label) || !is_top_level(last) {
        return Err(HostFault::Spelling);
    }
    if PRIVATE_SUFFIXES.contains(&last) {
        return Err(HostFault::Private);
    }
    Ok(host)
}

/// Whether browsers would take this last label, and with it the whole host, for an IPv4 address.
fn is_numeric(label: &str) -> bool {
    let hex = label.strip_prefix("0x");
    !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit())
        || hex.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn is_label(label: &str) -> bool {
    let is_spelt = (1..=LABEL_MAX_BYTES).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-');
    // Two hyphens there mean that the label stands for another one; `xn--` is the only such meaning there is.
    is_spelt && (label.get(2..4) != Some("--") || label.starts_with("xn--"))
}

fn is_top_level(label: &str) -> bool {
    is_label(label)
        && label.len() >= 2
        && (label.starts_with("xn--") || label.bytes().all(|byte| byte.is_ascii_lowercase()))
}
