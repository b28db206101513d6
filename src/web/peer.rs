//! Who is at the other end of a request, and by which address the browser calls us.
//!
//! What a proxy says about it in `X-Forwarded-For`, `-Proto` and `-Host` counts only on a connection from
//! a trusted one ([`crate::proxies`]).

use std::net::IpAddr;

use actix_web::HttpRequest;
use actix_web::http::header::HOST;
use actix_web::web::Data;

use crate::app::App;

/// What a request says about the way that it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// At the other end of the connection.
    pub connected: Option<IpAddr>,
    /// Whether a proxy says that it hands somebody on.
    pub forwarded: bool,
    /// Whether what it says counts.
    pub trusted: bool,
    /// `http` or `https`, as far as it is known.
    pub scheme: Option<String>,
    /// The host that the browser called, perhaps with a port.
    pub host: Option<String>,
    /// Who visits.
    pub visitor: Option<IpAddr>,
}

/// The visitor's address as text; `unknown` if the connection has none.
#[must_use]
pub fn address(request: &HttpRequest) -> String {
    way(request).visitor.map_or_else(|| "unknown".to_owned(), |ip| ip.to_string())
}

/// The way that a request came.
#[must_use]
pub fn way(request: &HttpRequest) -> Way {
    let text = |name: &str| {
        let lines = request.headers().get_all(name).filter_map(|line| line.to_str().ok());
        lines.collect::<Vec<_>>().join(",")
    };
    let connected = request.peer_addr().map(|peer| peer.ip().to_canonical());
    let Some((app, connected)) = request.app_data::<Data<App>>().zip(connected) else { return Way::default() };
    let hops = text("x-forwarded-for");
    let trusted = app.proxies.trusts(connected);
    // The last one wrote its line, or its part of the line, at the end.
    let last = |name: &str| {
        let said = text(name);
        let said = said.rsplit(',').next().unwrap_or_default().trim().to_ascii_lowercase();
        (trusted && !said.is_empty()).then_some(said)
    };
    let forwarded = !hops.is_empty();
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).map(str::to_ascii_lowercase);
    Way {
        connected: Some(connected),
        forwarded,
        trusted,
        scheme: last("x-forwarded-proto").or_else(|| (!forwarded).then(|| "http".to_owned())),
        host: last("x-forwarded-host").or(host),
        visitor: Some(app.proxies.visitor(connected, &hops)),
    }
}
