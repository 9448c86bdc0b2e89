//! The one kind of URL that leads are sent to.
//!
//! A stricter grammar than that of URLs: what it accepts, every reader of URLs reads alike and sends as it stands. It
//! judges names only. Whether a public name leads to an address inside our network shows when it is looked up, and is
//! the business of whoever connects.

use std::fmt;

use super::host::{self, HostFault};

/// The longest endpoint, in bytes.
pub const ENDPOINT_MAX_BYTES: usize = 2000;

/// Where signed requests go: `https`, a public host by its plain name, the usual port, no user, no fragment.
#[derive(Clone, PartialEq, Eq)]
pub struct Endpoint {
    url: String,
    host: String,
}

/// Whether requests may also go, without encryption, to the machine that sends them. For development only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loopback {
    /// They may not: the only right answer where leads are real.
    Refused,
    /// They may go to `http://127.0.0.1`, `http://localhost` and `http://[::1]`, at any port.
    Allowed,
}

/// Why some text is not an endpoint. It does not repeat the text, whose path may be secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndpointFault {
    /// Longer than [`ENDPOINT_MAX_BYTES`].
    TooLong,
    /// Has spaces, control characters, letters beyond ASCII, or others that must be written with `%`.
    Characters,
    /// Does not begin with `https://`.
    NotHttps,
    /// Names a user or a password.
    Credentials,
    /// The host is an IP address, or can be read as one.
    IpAddress,
    /// The host is not a name of letters, digits, hyphens and dots.
    Host,
    /// The host exists only on this machine or inside a network.
    PrivateHost,
    /// The port is not 443.
    Port,
    /// Has a part after `#`, which is never sent.
    Fragment,
    /// The path has `.` or `..` segments, which readers of URLs resolve.
    DotSegments,
}

impl Endpoint {
    /// The endpoint that this text is, its scheme and host in lower case. Error: the first reason why it is none.
    pub fn parse(text: &str, loopback: Loopback) -> Result<Self, EndpointFault> {
        if text.len() > ENDPOINT_MAX_BYTES {
            return Err(EndpointFault::TooLong);
        }
        if text.contains('#') {
            return Err(EndpointFault::Fragment);
        }
        let (scheme, rest) = text.split_once("://").ok_or(EndpointFault::NotHttps)?;
        let end = rest.find(['/', '?', '\\']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at_checked(end).ok_or(EndpointFault::Characters)?;
        if authority.contains('@') {
            return Err(EndpointFault::Credentials);
        }
        if !is_plain(path) {
            return Err(EndpointFault::Characters);
        }
        if has_dot_segments(path) {
            return Err(EndpointFault::DotSegments);
        }
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        if scheme.eq_ignore_ascii_case("https") {
            let host = public_host(authority)?;
            return Ok(Self { url: format!("https://{host}{path}"), host });
        }
        if scheme.eq_ignore_ascii_case("http") && loopback == Loopback::Allowed {
            let (host, port) = loopback_host(authority).ok_or(EndpointFault::NotHttps)?;
            return Ok(Self { url: format!("http://{host}{port}{path}"), host: host.to_owned() });
        }
        Err(EndpointFault::NotHttps)
    }

    /// The URL to send to. The path may be known to the partner only: it belongs in no log.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// The host, which may be shown.
    pub fn host(&self) -> &str {
        &self.host
    }
}

fn public_host(authority: &str) -> Result<String, EndpointFault> {
    if authority.starts_with('[') {
        return Err(EndpointFault::IpAddress);
    }
    let host = match authority.split_once(':') {
        Some((host, "443")) => host,
        // More than one colon is an IPv6 address that lacks its brackets.
        Some((_, port)) if port.contains(':') => return Err(EndpointFault::IpAddress),
        Some(_) => return Err(EndpointFault::Port),
        None => authority,
    };
    host::public(host).map_err(|fault| match fault {
        HostFault::Spelling => EndpointFault::Host,
        HostFault::Address => EndpointFault::IpAddress,
        HostFault::Private => EndpointFault::PrivateHost,
    })
}

/// A spelling of this machine that every reader takes for this machine, and the port with its colon.
fn loopback_host(authority: &str) -> Option<(&'static str, String)> {
    let host = ["127.0.0.1", "localhost", "[::1]"]
        .into_iter()
        .find(|host| authority.strip_prefix(host).is_some_and(|port| port.is_empty() || port.starts_with(':')))?;
    let Some(port) = authority.strip_prefix(host)?.strip_prefix(':') else {
        return Some((host, String::new()));
    };
    let is_decimal = !port.starts_with('0') && port.bytes().all(|byte| byte.is_ascii_digit());
    match port.parse::<u16>() {
        Ok(80) if is_decimal => Some((host, String::new())),
        Ok(port) if is_decimal && port > 0 => Some((host, format!(":{port}"))),
        _ => None,
    }
}

/// Whether path and query have only characters that no reader of URLs changes.
fn is_plain(path: &str) -> bool {
    let is_written = path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~!$&()*+,;=:@/?%".contains(&byte));
    let is_hex = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_hexdigit());
    let escapes_are_whole = path.split('%').skip(1).all(|after| {
        let mut bytes = after.bytes();
        is_hex(bytes.next()) && is_hex(bytes.next())
    });
    is_written && escapes_are_whole
}

fn has_dot_segments(path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default().to_ascii_lowercase().replace("%2e", ".");
    path.split('/').any(|segment| segment == "." || segment == "..")
}

/// Without the path, which may be secret.
impl fmt::Debug for Endpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Endpoint({}, …)", self.host)
    }
}

impl fmt::Display for EndpointFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(out, "a URL has at most {ENDPOINT_MAX_BYTES} bytes"),
            Self::Characters => out.write_str("a URL has no spaces and no special letters; write them with `%`"),
            Self::NotHttps => out.write_str("a URL must begin with `https://`"),
            Self::Credentials => out.write_str("a URL must not name a user; requests are signed instead"),
            Self::IpAddress => out.write_str("a URL must name its host; an IP address is refused"),
            Self::Host => out.write_str("the host must be a full name of letters, digits, hyphens and dots"),
            Self::PrivateHost => out.write_str("the host must have a public name; local names are refused"),
            Self::Port => out.write_str("the port must be 443; leave it out"),
            Self::Fragment => out.write_str("a URL must have no `#`, since what follows it is never sent"),
            Self::DotSegments => out.write_str("the path must have no `.` or `..` between slashes"),
        }
    }
}

impl std::error::Error for EndpointFault {}
