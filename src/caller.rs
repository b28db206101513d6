//! Calls programs of others: signed JSON to an address that an admin chose.
//!
//! A name that somebody typed may lead into a network of ours. So the caller resolves it itself, at every connection,
//! and goes nowhere but to public addresses and to those that the configuration allows; plain `http` only to the latter.
//! It follows no redirect, uses no proxy, and reads no more than it was told to.

use std::fmt::Write as _;
use std::io::Read;
use std::net::{IpAddr, Ipv6Addr, SocketAddr, ToSocketAddrs as _};
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use ureq::http::{Response, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body};

use crate::domain::time::Timestamp;
use crate::proxies::Network;

/// How long a whole call may take.
const CALL_TIMEOUT: Duration = Duration::from_secs(10);
/// How long fetching a file may take.
const FILE_TIMEOUT: Duration = Duration::from_secs(180);
/// How long an answer may take to begin.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(15);
/// How long finding and reaching the other side may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// The longest address, in bytes.
pub const URL_BYTES_MAX: usize = 2_000;

/// Why a call brought nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallFailed {
    /// No address that can be called.
    #[error("the address cannot be called; it begins with https:// and has a host")]
    NotAnAddress,
    /// It leads into a network that is not public and not allowed, or there without TLS.
    #[error("the address leads to a network that may not be called; see --call-network")]
    NotAllowed,
    /// No answer.
    #[error("no answer: {0}")]
    Silent(String),
    /// An answer other than 200.
    #[error("it answered {0}, not 200")]
    Status(u16),
}

/// What is posted.
#[derive(Clone, Copy, Debug)]
pub struct Post<'a> {
    /// Where to.
    pub url: &'a str,
    /// What signs it: one secret, or two while one takes the other's place.
    pub secrets: &'a [String],
    /// The same at every attempt.
    pub event_id: &'a str,
    /// JSON.
    pub body: &'a str,
}

/// What a program said that was told something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// HTTP status.
    pub status: u16,
    /// The first of what it says.
    pub said: Vec<u8>,
    /// In how many seconds it wants to be asked again, if it says so.
    pub retry_after: Option<u32>,
}

/// What a program of others gave.
pub struct Given {
    /// HTTP status.
    pub status: u16,
    /// What it is called there.
    pub disposition: Option<String>,
    /// The bytes, to be read once.
    pub body: Box<dyn Read>,
}

/// The way to programs of others. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Caller {
    agent: Agent,
    allowed: Vec<Network>,
}

impl Caller {
    /// One that may call public addresses, and these networks besides.
    #[must_use]
    pub fn new(allowed: Vec<Network>) -> Self {
        Self::with_time(allowed, CALL_TIMEOUT)
    }

    /// One whose calls may take long: for files.
    #[must_use]
    pub fn for_files(allowed: Vec<Network>) -> Self {
        Self::with_time(allowed, FILE_TIMEOUT)
    }

    fn with_time(allowed: Vec<Network>, whole: Duration) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_resolve(Some(CONNECT_TIMEOUT))
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .timeout_recv_response(Some(whole.min(ANSWER_TIMEOUT)))
            .timeout_global(Some(whole))
            // Kept connections would go on to where a name led before.
            .max_idle_connections(0)
            .proxy(None)
            .user_agent(concat!("angelia/", env!("CARGO_PKG_VERSION")))
            .build();
        let resolver = Guarded { allowed: allowed.clone(), inner: DefaultResolver::default() };
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), resolver), allowed }
    }

    /// Whether an address may be called, as far as its name leads now. A name that leads nowhere may be mended later.
    ///
    /// # Errors
    /// [`CallFailed::NotAnAddress`] or [`CallFailed::NotAllowed`].
    pub fn check(&self, url: &str) -> Result<(), CallFailed> {
        let uri: Uri = url.parse().map_err(|_| CallFailed::NotAnAddress)?;
        let host = uri.host().filter(|host| !host.is_empty()).ok_or(CallFailed::NotAnAddress)?;
        let port = match (uri.scheme_str(), uri.port_u16()) {
            (Some("https"), port) => port.unwrap_or(443),
            (Some("http"), port) => port.unwrap_or(80),
            _ => return Err(CallFailed::NotAnAddress),
        };
        if url.len() > URL_BYTES_MAX || uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            return Err(CallFailed::NotAnAddress);
        }
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let found: Vec<SocketAddr> = (bare, port).to_socket_addrs().map(Iterator::collect).unwrap_or_default();
        let tls = uri.scheme_str() == Some("https");
        if found.iter().all(|address| may_reach(&self.allowed, address.ip(), tls)) && (tls || !found.is_empty()) {
            Ok(())
        } else {
            Err(CallFailed::NotAllowed)
        }
    }

    /// Asks for what is at an address, without credentials. A redirect is answered, not followed.
    ///
    /// # Errors
    /// [`CallFailed`]; an answer of any status is none.
    pub fn get(&self, url: &str) -> Result<Given, CallFailed> {
        let answer = self.agent.get(url).call().map_err(failed)?;
        let disposition = answer.headers().get("content-disposition").and_then(|value| value.to_str().ok());
        Ok(Given {
            status: answer.status().as_u16(),
            disposition: disposition.map(str::to_owned),
            body: Box::new(answer.into_body().into_reader()),
        })
    }

    /// Posts it and returns the answer, at most `bytes_max` of it.
    ///
    /// # Errors
    /// [`CallFailed`].
    pub fn post(&self, post: &Post<'_>, bytes_max: usize, now: Timestamp) -> Result<Vec<u8>, CallFailed> {
        let mut answer = self.send(post, now)?;
        if answer.status() != 200 {
            return Err(CallFailed::Status(answer.status().as_u16()));
        }
        let limit = u64::try_from(bytes_max).unwrap_or(u64::MAX).saturating_add(1);
        answer.body_mut().with_config().limit(limit).read_to_vec().map_err(failed)
    }

    /// Posts it and returns the status of the answer, whatever it is, and the first `bytes_max` of what it says.
    ///
    /// # Errors
    /// [`CallFailed`], but never [`CallFailed::Status`].
    pub fn tell(&self, post: &Post<'_>, bytes_max: u64, now: Timestamp) -> Result<Told, CallFailed> {
        let mut answer = self.send(post, now)?;
        let mut said = Vec::new();
        // The status says whether it was taken; an answer that breaks off after it changes nothing.
        if let Err(error) = answer.body_mut().as_reader().take(bytes_max).read_to_end(&mut said) {
            tracing::debug!(%error, "an answer broke off");
        }
        let retry_after = answer.headers().get("retry-after").and_then(|value| value.to_str().ok());
        let retry_after = retry_after.and_then(|value| value.trim().parse().ok());
        Ok(Told { status: answer.status().as_u16(), said, retry_after })
    }

    fn send(&self, post: &Post<'_>, now: Timestamp) -> Result<Response<Body>, CallFailed> {
        let mut call = self.agent.post(post.url).header("content-type", "application/json");
        for (name, value) in headers(post.secrets, post.event_id, post.body, now) {
            call = call.header(name, value);
        }
        call.send(post.body).map_err(failed)
    }
}

/// What is sent beside a body: which event it is, when it is sent, and a signature over time and body with each secret.
#[must_use]
pub fn headers(secrets: &[String], event_id: &str, body: &str, now: Timestamp) -> [(&'static str, String); 3] {
    let seconds = now.0.div_euclid(1_000);
    let signatures: Vec<_> = secrets.iter().map(|secret| format!("v1={}", sign(secret, seconds, body))).collect();
    [
        ("angelia-event", event_id.to_owned()),
        ("angelia-timestamp", seconds.to_string()),
        ("angelia-signature", signatures.join(",")),
    ]
}

/// HMAC-SHA256 under `secret` over the seconds, a point and the body, in lower-case hex.
#[must_use]
pub fn sign(secret: &str, seconds: i64, body: &str) -> String {
    // HMAC takes a key of any length, so this cannot fail.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        return String::new();
    };
    mac.update(format!("{seconds}.{body}").as_bytes());
    mac.finalize().into_bytes().iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        if write!(hex, "{byte:02x}").is_err() {
            hex.clear();
        }
        hex
    })
}

fn failed(error: ureq::Error) -> CallFailed {
    match error {
        ureq::Error::Other(other) if other.is::<Refused>() => CallFailed::NotAllowed,
        other => CallFailed::Silent(crate::domain::text::one_line(&other.to_string(), 200)),
    }
}

/// A name led where nothing may be called.
#[derive(Debug, thiserror::Error)]
#[error("not allowed")]
struct Refused;

/// Resolves names as always, and refuses where they lead to.
#[derive(Debug)]
struct Guarded {
    allowed: Vec<Network>,
    inner: DefaultResolver,
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let tls = uri.scheme_str() == Some("https");
        if found.iter().all(|address| may_reach(&self.allowed, address.ip(), tls)) {
            Ok(found)
        } else {
            Err(ureq::Error::Other(Box::new(Refused)))
        }
    }
}

fn may_reach(allowed: &[Network], ip: IpAddr, tls: bool) -> bool {
    let ip = ip.to_canonical();
    allowed.iter().any(|network| network.has(ip)) || (tls && is_public(ip))
}

/// Whether an address belongs to the internet, and to nobody's own network.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            let shared = a == 100 && (64..128).contains(&b);
            let special = a == 0 || a >= 240 || (a == 192 && b == 0 && c == 0) || (a == 198 && (b == 18 || b == 19));
            !(ip.is_private()
                || ip.is_loopback()
                || ip.is_link_local()
                || ip.is_multicast()
                || ip.is_documentation()
                || shared
                || special)
        }
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

/// Global unicast, without what wraps other addresses: 6to4, Teredo, documentation.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    let global = (first & 0xe000) == 0x2000;
    let wraps = first == 0x2002 || (first == 0x2001 && (second == 0 || second == 0xdb8));
    global && !wraps
}

#[cfg(test)]
mod tests;
