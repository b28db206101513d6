//! What an admin should know about the way that a page came: the browser uses another address than the
//! public URL, or a proxy hands visitors on that nobody said to trust. Both go unnoticed for long otherwise:
//! signatures are then checked over an address that Twilio does not call, and all visitors count as one.

use std::net::IpAddr;

use url::Url;

use crate::config::is_local;
use crate::web::peer::Way;

/// What is worth a word on an admin's pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// By which other address the browser came.
    pub differs: Option<String>,
    /// The address that the world was told.
    pub public_url: String,
    /// The proxy that is not trusted.
    pub untrusted: Option<IpAddr>,
}

impl Origin {
    /// What there is to say; mostly nothing.
    #[must_use]
    pub fn of(way: &Way, public_url: &str, path: &str) -> Option<Self> {
        let differs = differs(way, public_url, path);
        let untrusted = way.connected.filter(|_| way.forwarded && !way.trusted);
        (differs.is_some() || untrusted.is_some()).then(|| Self {
            differs,
            public_url: public_url.to_owned(),
            untrusted,
        })
    }
}

fn differs(way: &Way, public_url: &str, path: &str) -> Option<String> {
    let public = Url::parse(public_url).ok()?;
    let scheme = way.scheme.as_deref().unwrap_or_else(|| public.scheme());
    let used = Url::parse(&format!("{scheme}://{}{path}", way.host.as_deref()?)).ok()?;
    let machine = is_local(used.as_str()) && is_local(public_url) && used.scheme() == public.scheme();
    let same_port = used.port_or_known_default() == public.port_or_known_default();
    let same = used.origin() == public.origin() || (machine && same_port);
    (!same).then(|| used.as_str().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn came(scheme: Option<&str>, host: &str) -> Way {
        Way { scheme: scheme.map(str::to_owned), host: Some(host.to_owned()), ..Way::default() }
    }

    #[test]
    fn another_address_is_told_and_the_same_is_not() {
        for (scheme, host, public, told) in [
            (Some("https"), "example.com", "https://Example.com/a", None),
            (Some("https"), "example.com:443", "https://example.com/a", None),
            (None, "example.com", "https://example.com/a", None),
            (Some("http"), "example.com", "https://example.com/a", Some("http://example.com/a")),
            (Some("https"), "other.com", "https://example.com/a", Some("https://other.com/a")),
            (None, "127.0.0.1:8080", "https://example.com/a", Some("https://127.0.0.1:8080/a")),
            (Some("http"), "localhost:8080", "http://127.0.0.1:8080/a", None),
            (Some("http"), "localhost:8081", "http://127.0.0.1:8080/a", Some("http://localhost:8081/a")),
            (Some("https"), "<script>", "https://example.com/a", None),
        ] {
            assert_eq!(differs(&came(scheme, host), public, "/a").as_deref(), told, "{scheme:?} {host} {public}");
        }
    }

    #[test]
    fn a_proxy_that_nobody_trusts_is_told() {
        let way = Way { forwarded: true, connected: Some(IpAddr::from([10, 0, 0, 2])), ..came(None, "example.com") };
        let told = Origin::of(&way, "https://example.com", "").unwrap();
        assert_eq!(told.untrusted, Some(IpAddr::from([10, 0, 0, 2])));
        assert_eq!(Origin::of(&Way { trusted: true, ..way }, "https://example.com", ""), None);
    }
}
