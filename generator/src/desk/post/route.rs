//! Where a request goes, taken from an endpoint that was checked: nothing is decided here but which addresses are its.

use std::net::IpAddr;

use axum::http::{Uri, uri::Scheme};
use leads::{partner::Endpoint, relay::Silence};

use super::{Failure, public::is_public};

/// The parts of an endpoint.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Route {
    /// Whether it is `https`.
    pub(super) encrypted: bool,
    /// Name or address of the host, without brackets.
    pub(super) host: String,
    pub(super) port: u16,
    /// What the header `Host` says.
    pub(super) authority: String,
    /// Path and query.
    pub(super) path: String,
}

impl Route {
    pub(super) fn to(endpoint: &Endpoint) -> Result<Self, Failure> {
        Self::read(endpoint.as_str()).ok_or(Failure::Silence(Silence::Unknown))
    }

    fn read(url: &str) -> Option<Self> {
        let url: Uri = url.parse().ok()?;
        let encrypted = url.scheme() == Some(&Scheme::HTTPS);
        let authority = url.authority()?;
        Some(Self {
            encrypted,
            host: authority.host().trim_start_matches('[').trim_end_matches(']').to_owned(),
            port: authority.port_u16().unwrap_or(if encrypted { 443 } else { 80 }),
            authority: authority.to_string(),
            path: url.path_and_query()?.to_string(),
        })
    }

    /// Whether a request may go to this address. An endpoint without encryption exists for this machine alone; every
    /// other one has a public name, behind which nothing else may hide.
    pub(super) fn may_go_to(&self, address: IpAddr) -> bool {
        if self.encrypted { is_public(address) } else { address.is_loopback() }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::Route;

    #[test]
    fn an_endpoint_is_taken_apart_as_it_stands() {
        let route = Route::read("https://crm.leiebouw.example/in?x=%2f").unwrap();
        assert_eq!((route.encrypted, route.host.as_str(), route.port), (true, "crm.leiebouw.example", 443));
        assert_eq!((route.authority.as_str(), route.path.as_str()), ("crm.leiebouw.example", "/in?x=%2f"));

        let route = Route::read("http://[::1]:9000/").unwrap();
        assert_eq!((route.encrypted, route.host.as_str(), route.port), (false, "::1", 9000));
        assert_eq!((route.authority.as_str(), route.path.as_str()), ("[::1]:9000", "/"));
    }

    #[test]
    fn this_machine_is_for_development_and_the_internet_for_the_rest() {
        let (own, public) = ("127.0.0.1".parse().unwrap(), "203.0.114.1".parse().unwrap());
        let development = Route::read("http://localhost:9000/").unwrap();
        let partner = Route::read("https://crm.leiebouw.example/").unwrap();

        assert!(development.may_go_to(own) && !development.may_go_to(public));
        assert!(partner.may_go_to(public) && !partner.may_go_to(own));
    }
}
