//! From which address a request comes.
//!
//! A proxy says so in `X-Forwarded-For`; it is believed only when the connection itself comes from this
//! machine or a private network, and only its last hop, the one that our proxy wrote.

use std::net::IpAddr;

use actix_web::HttpRequest;

/// The address as text; `unknown` if the connection has none.
#[must_use]
pub fn address(request: &HttpRequest) -> String {
    let connected = request.peer_addr().map(|peer| peer.ip().to_canonical());
    let hops = request.headers().get_all("x-forwarded-for").filter_map(|line| line.to_str().ok()).last();
    match connected {
        Some(ip) => believe(ip, hops).to_string(),
        None => "unknown".to_owned(),
    }
}

fn believe(connected: IpAddr, hops: Option<&str>) -> IpAddr {
    let near = match connected {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
    };
    let last = hops.and_then(|hops| hops.rsplit(',').next()).and_then(|hop| hop.trim().parse::<IpAddr>().ok());
    last.filter(|_| near).map_or(connected, |ip| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_near_proxy_is_believed() {
        for (connected, hops, want) in [
            ("127.0.0.1", None, "127.0.0.1"),
            ("127.0.0.1", Some("1.2.3.4, 5.6.7.8"), "5.6.7.8"),
            ("10.0.0.2", Some("5.6.7.8"), "5.6.7.8"),
            ("fd00::1", Some("5.6.7.8"), "5.6.7.8"),
            ("9.9.9.9", Some("5.6.7.8"), "9.9.9.9"),
            ("127.0.0.1", Some("nonsense"), "127.0.0.1"),
        ] {
            assert_eq!(believe(connected.parse().unwrap(), hops).to_string(), want, "{connected} {hops:?}");
        }
    }
}
