//! How a person names a site, and where the key to it lies. A token is never typed: what is typed can be read by every
//! program on the machine, and stays in the history of the shell.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::str::FromStr;

use axum::http::Uri;
use clap::Args;

/// Which site is asked, and with which token.
#[derive(Debug, Clone, Args)]
pub struct Access {
    /// Address of the site
    #[arg(long, global = true, value_name = "URL", default_value = "http://127.0.0.1:4000")]
    pub site: SiteAddress,
    /// File with the token, unless the environment has it as `GEVEL_TOKEN`
    #[arg(long, global = true, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// Folder of the preview; its token is used for a site on this machine
    #[arg(long, global = true, value_name = "DIR", default_value = ".gevel")]
    pub data: PathBuf,
}

/// Scheme, host and port of a site to which a token may travel: encrypted, or on this very machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteAddress {
    text: String,
    is_here: bool,
}

impl SiteAddress {
    /// The address without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is on this machine.
    pub fn is_here(&self) -> bool {
        self.is_here
    }

    /// Whether everything said is encrypted on the way.
    pub fn is_encrypted(&self) -> bool {
        self.text.starts_with("https://")
    }
}

impl fmt::Display for SiteAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

impl FromStr for SiteAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = super::web_address(text)?;
        let host =
            text.parse::<Uri>().ok().and_then(|uri| uri.host().map(str::to_owned)).filter(|host| !host.is_empty());
        let host = host.ok_or("write scheme and host, such as https://www.example.com")?;
        let is_here = is_this_machine(&host);
        if !is_here && !text.starts_with("https://") {
            return Err("a token must not travel in the open: write https://".to_owned());
        }
        Ok(Self { text, is_here })
    }
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::SiteAddress;

    #[test]
    fn a_token_travels_encrypted_or_stays_on_this_machine() {
        for (text, is_here) in [
            ("https://www.example.com/", false),
            ("https://www.example.com:8443", false),
            ("http://127.0.0.1:4000", true),
            ("http://[::1]:4000", true),
            ("http://localhost:4000/", true),
            ("https://localhost", true),
        ] {
            assert_eq!(text.parse().map(|site: SiteAddress| site.is_here()), Ok(is_here), "{text}");
        }
        for text in [
            "http://www.example.com",
            "http://192.168.1.4:4000",
            "http://127.0.0.1.evil.example",
            "http://localhost.evil.example",
            "https://user@www.example.com",
            "https://www.example.com/path",
            "https://:443",
            "www.example.com",
            "ftp://www.example.com",
            "",
        ] {
            assert!(text.parse::<SiteAddress>().is_err(), "{text}");
        }
    }
}
