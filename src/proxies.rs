//! Whose word about a visitor is believed.
//!
//! A proxy hands requests on over a connection of its own and says in headers whom it hands on. Anybody can
//! write such headers, so they count only on a connection from an address that the operator trusts: this
//! machine, unless told otherwise. A private network is not trusted by default: colleagues' machines, guests
//! and neighbouring containers are in one, too.

use std::net::IpAddr;
use std::str::FromStr;

/// What is trusted unless told otherwise: the machine itself.
pub const DEFAULT: [&str; 2] = ["127.0.0.0/8", "::1"];

/// An address, or all that begin like it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    ip: IpAddr,
    bits: u32,
}

/// Not an address and not a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANetwork;

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let (ip, bits) = match text.split_once('/') {
            Some((ip, bits)) => (ip, Some(bits)),
            None => (text, None),
        };
        let ip: IpAddr = ip.parse().map_err(|_| NotANetwork)?;
        let most = width(ip);
        let bits = match bits {
            Some(digits) if digits.bytes().all(|digit| digit.is_ascii_digit()) => {
                digits.parse().map_err(|_| NotANetwork)?
            }
            Some(_) => return Err(NotANetwork),
            None => most,
        };
        if bits > most {
            return Err(NotANetwork);
        }
        // ::ffff:10.0.0.1 is written by some for 10.0.0.1; a connection never has that form here.
        let same = ip.to_canonical();
        let bits = if same == ip { bits } else { bits.checked_sub(96).ok_or(NotANetwork)? };
        Ok(Self { ip: same, bits })
    }
}

impl Network {
    /// Whether an address is one of it.
    #[must_use]
    pub fn has(self, ip: IpAddr) -> bool {
        if width(ip) != width(self.ip) {
            return false;
        }
        // The addresses stand at the upper end of 128 bits, so that one comparison serves both kinds.
        let differs = upper(ip) ^ upper(self.ip);
        differs.leading_zeros() >= self.bits
    }
}

const fn width(ip: IpAddr) -> u32 {
    if ip.is_ipv4() { 32 } else { 128 }
}

fn upper(ip: IpAddr) -> u128 {
    match ip {
        IpAddr::V4(ip) => u128::from(u32::from(ip)) << 96,
        IpAddr::V6(ip) => u128::from(ip),
    }
}

/// Addresses and networks as an operator writes them.
///
/// # Errors
/// The first that is neither.
pub fn networks(texts: &[String]) -> Result<Vec<Network>, String> {
    let network = |text: &String| text.trim().parse().map_err(|NotANetwork| text.trim().to_owned());
    texts.iter().map(network).collect()
}

/// The proxies whose headers count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxies(Vec<Network>);

impl Default for Proxies {
    fn default() -> Self {
        Self(DEFAULT.iter().filter_map(|text| text.parse().ok()).collect())
    }
}

impl Proxies {
    /// These and no others; none given: the default.
    ///
    /// # Errors
    /// The first that is neither an address nor a network.
    pub fn parse(texts: &[String]) -> Result<Self, String> {
        if texts.is_empty() {
            return Ok(Self::default());
        }
        networks(texts).map(Self)
    }

    /// Whether what comes from there may speak for others.
    #[must_use]
    pub fn trusts(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        self.0.iter().any(|network| network.has(ip))
    }

    /// Who is at the other end: of what stands in `X-Forwarded-For`, the last hop that is no trusted proxy
    /// itself. Further left stands what a visitor may have written.
    #[must_use]
    pub fn visitor(&self, connected: IpAddr, hops: &str) -> IpAddr {
        let mut known = connected.to_canonical();
        for hop in hops.rsplit(',') {
            if !self.trusts(known) {
                break;
            }
            let Some(ip) = address(hop.trim()) else { break };
            known = ip.to_canonical();
        }
        known
    }
}

/// A hop, which some proxies write with its port.
fn address(hop: &str) -> Option<IpAddr> {
    let bare = hop.trim_start_matches('[');
    hop.parse()
        .ok()
        .or_else(|| hop.parse::<std::net::SocketAddr>().ok().map(|it| it.ip()))
        .or_else(|| bare.strip_suffix(']').and_then(|inner| inner.parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies(texts: &[&str]) -> Result<Proxies, String> {
        Proxies::parse(&texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn addresses_and_networks_are_read() {
        for good in ["10.0.0.1", "10.0.0.0/8", "0.0.0.0/0", "::1", "fd00::/8", "::ffff:10.0.0.1", "::ffff:10.0.0.0/104"]
        {
            assert!(proxies(&[good]).is_ok(), "{good}");
        }
        for bad in [
            "",
            "proxy",
            "10.0.0",
            "10.0.0.0/33",
            "10.0.0.0/",
            "10.0.0.0/-1",
            "10.0.0.0/+8",
            "::/129",
            "10.0.0.1:80",
            "::ffff:10.0.0.1/8",
        ] {
            assert_eq!(proxies(&["127.0.0.1", bad]), Err(bad.to_owned()), "{bad}");
        }
    }

    #[test]
    fn only_what_is_named_is_trusted() {
        let cases: [(&[&str], &str, bool); 15] = [
            (&[], "127.0.0.1", true),
            (&[], "127.8.9.1", true),
            (&[], "::1", true),
            (&[], "::ffff:127.0.0.1", true),
            (&[], "10.0.0.2", false),
            (&[], "192.168.1.2", false),
            (&["10.0.0.2"], "10.0.0.2", true),
            (&["10.0.0.2"], "10.0.0.3", false),
            (&["10.0.0.2"], "127.0.0.1", false),
            (&["172.16.0.0/12"], "172.31.255.255", true),
            (&["172.16.0.0/12"], "172.32.0.0", false),
            (&["0.0.0.0/0"], "9.9.9.9", true),
            (&["0.0.0.0/0"], "::1", false),
            (&["fd00::/8", "::1"], "fdff::1", true),
            (&["fd00::/8"], "fe00::1", false),
        ];
        for (named, ip, want) in cases {
            assert_eq!(proxies(named).unwrap().trusts(ip.parse().unwrap()), want, "{named:?} {ip}");
        }
    }

    #[test]
    fn a_visitor_cannot_write_where_he_comes_from() {
        for (connected, hops, want) in [
            ("127.0.0.1", "", "127.0.0.1"),
            ("127.0.0.1", "1.2.3.4, 5.6.7.8", "5.6.7.8"),
            ("127.0.0.1", "1.2.3.4,  5.6.7.8 , 127.0.0.2", "5.6.7.8"),
            ("127.0.0.1", "5.6.7.8:4711", "5.6.7.8"),
            ("127.0.0.1", "[2001:db8::1]:4711", "2001:db8::1"),
            ("127.0.0.1", "[2001:db8::1]", "2001:db8::1"),
            ("127.0.0.1", "1.2.3.4, nonsense", "127.0.0.1"),
            ("127.0.0.1", "127.0.0.1", "127.0.0.1"),
            ("10.0.0.2", "5.6.7.8", "10.0.0.2"),
            ("9.9.9.9", "5.6.7.8", "9.9.9.9"),
            ("::ffff:9.9.9.9", "5.6.7.8", "9.9.9.9"),
        ] {
            let seen = Proxies::default().visitor(connected.parse().unwrap(), hops);
            assert_eq!(seen.to_string(), want, "{connected} {hops:?}");
        }
    }
}
