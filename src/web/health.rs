//! For whoever watches over the appliance: `GET /healthz` and `GET /metrics`.

use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::clock::Clock;
use crate::flows::tokens::authenticate::authenticate;
use crate::flows::{key, probe};
use crate::store::{Fault, health_view, media, webhook_delivery};
use crate::telemetry::OutboxFigures;
use crate::web::live::Hub;
use crate::web::origin::Origin;
use crate::web::{page, peer};

/// The header with the secret of `angelia doctor`.
pub const PROBE: &str = "x-angelia-probe";
/// What proxies add. With one of these the request comes from elsewhere, however near its peer is.
const FORWARDED: &[&str] =
    &["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"];

/// GET /healthz: 200 if the file can be read and the writer answers, else 503.
/// With the secret of `angelia doctor` it also says how the request came.
pub async fn healthz(app: Data<App>, request: HttpRequest) -> HttpResponse {
    let version = env!("CARGO_PKG_VERSION");
    let presented = request.headers().get(PROBE).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let asked = page::blocking(&app, |app| {
        app.store.write(|_| Ok(()))?;
        let probed = match presented {
            Some(secret) => probe::is_known(app, &secret, Clock::default().now())?,
            None => false,
        };
        Ok((app.store.read(health_view::schema)?, key::unreadable(app)?.len(), probed))
    });
    let Ok((schema, accounts, probed)) = asked.await else {
        return HttpResponse::ServiceUnavailable()
            .insert_header((header::RETRY_AFTER, "5"))
            .json(json!({ "status": "unavailable", "version": version }));
    };
    let mut told = vec![("status", json!("ok")), ("version", json!(version)), ("schema", json!(schema))];
    if probed {
        told.push(("way", way(&app, &request)));
    } else {
        if accounts > 0 {
            // It runs, and can be read; but these accounts neither send nor receive.
            told.push(("accounts_without_readable_tokens", json!(accounts)));
        }
        if let Some(since) = app.scanner.as_ref().and_then(|scanner| scanner.standing().away_since) {
            // Files wait, and nothing else does.
            told.push(("scanner_away_since", json!(since.to_string())));
        }
    }
    let told: Map<String, Value> = told.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    HttpResponse::Ok().json(told)
}

/// How a request came: who connected, whether that one speaks for others, and by which other address than the
/// public URL we were called.
fn way(app: &App, request: &HttpRequest) -> Value {
    let way = peer::way(request);
    let differs = Origin::of(&way, &app.public_url, app.path()).and_then(|origin| origin.differs);
    json!({
        "connected": way.connected.map(|ip| ip.to_string()), "forwarded": way.forwarded, "trusted": way.trusted,
        "scheme": way.scheme, "differs": differs,
    })
}

/// GET /metrics: for a token, or from this very machine without a proxy.
pub async fn metrics(app: Data<App>, hub: Data<Hub>, request: HttpRequest) -> HttpResponse {
    let live = hub.connections();
    let presented = request.headers().get(header::AUTHORIZATION).cloned();
    let may = presented.is_none() && is_local(&request);
    let rendered = page::blocking(&app, move |app| {
        if !may && !brings_token(app, presented.as_ref())? {
            return Ok(None);
        }
        let now = app.clock.now();
        let (depth, oldest) = app.store.read(health_view::waiting)?;
        let deliveries = app.store.read(webhook_delivery::depth)?;
        let scanner_away = app.scanner.as_ref().and_then(|scanner| scanner.standing().away_since).map(|at| now - at);
        let held = app.store.read(media::waiting_for_scanner)?;
        let outbox = OutboxFigures { depth, oldest: oldest.map(|at| now - at), deliveries, held, scanner_away };
        Ok(Some(app.metrics.render(outbox, live, app.store.writer_stats())))
    });
    match rendered.await {
        Ok(Some(text)) => HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text),
        Ok(None) => HttpResponse::Unauthorized()
            .insert_header((header::WWW_AUTHENTICATE, "Bearer"))
            .content_type("text/plain; charset=utf-8")
            .body("An API token is needed from here: Authorization: Bearer …\n"),
        Err(_) => HttpResponse::ServiceUnavailable().finish(),
    }
}

/// Whether a living API token came along, of whatever role: figures name nobody.
fn brings_token(app: &App, presented: Option<&HeaderValue>) -> Result<bool, Fault> {
    let text = presented.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let token = text.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    match token {
        Some((_, token)) => Ok(authenticate(app, token)?.is_some()),
        None => Ok(false),
    }
}

/// Whether the request comes from this machine, was meant for it, and passed no proxy. The `Host` counts
/// since a page of somebody else can make a browser on this machine ask.
fn is_local(request: &HttpRequest) -> bool {
    let near = request.peer_addr().is_some_and(|peer| peer.ip().to_canonical().is_loopback());
    let headers = request.headers();
    near && is_loopback_host(headers.get(header::HOST)) && !was_forwarded(headers)
}

fn was_forwarded(headers: &HeaderMap) -> bool {
    FORWARDED.iter().any(|name| headers.contains_key(*name))
}

fn is_loopback_host(host: Option<&HeaderValue>) -> bool {
    let Some(host) = host.and_then(|host| host.to_str().ok()) else { return false };
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn only_this_machine_itself_is_local() {
        let from = |peer: &str, host: &str, extra: Option<&str>| {
            let mut request = TestRequest::get().peer_addr(peer.parse().unwrap()).insert_header(("host", host));
            if let Some(extra) = extra {
                request = request.insert_header((extra, "x"));
            }
            is_local(&request.to_http_request())
        };
        for (peer, host) in [
            ("127.0.0.1:5", "127.0.0.1:8080"),
            ("127.0.0.1:5", "localhost"),
            ("[::1]:5", "[::1]:8080"),
            ("[::ffff:127.0.0.1]:5", "LOCALHOST:1"),
        ] {
            assert!(from(peer, host, None), "{peer} {host}");
        }
        assert!(!from("10.0.0.1:5", "127.0.0.1", None));
        for host in ["inbox.example.com", "localhost.example.com", "127.0.0.1.example.com", "", "[::2]"] {
            assert!(!from("127.0.0.1:5", host, None), "{host}");
        }
        for extra in FORWARDED {
            assert!(!from("127.0.0.1:5", "127.0.0.1", Some(extra)), "{extra}");
        }
    }
}
