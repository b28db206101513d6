//! What a proxy does to a request on its way: asked through the public URL, told by the running program.

use serde::Deserialize;

use super::Finding::{self, Bad, Fine, Worth};
use crate::app::App;
use crate::cli::Failure;
use crate::clock::Clock;
use crate::flows::probe;
use crate::web::health::PROBE;

/// What the program says of the request.
#[derive(Default, Deserialize)]
struct Way {
    connected: Option<String>,
    forwarded: bool,
    trusted: bool,
    scheme: Option<String>,
    differs: Option<String>,
}

#[derive(Deserialize)]
struct Answer {
    way: Way,
}

/// Nothing where the public URL does not lead here: that has its line already.
pub(super) fn finding(agent: &ureq::Agent, app: &App, running: bool) -> Result<Option<Finding>, Failure> {
    if !running {
        return Ok(None);
    }
    let secret = probe::begin(app, Clock::default().now())?;
    let answer = agent.get(format!("{}/healthz", app.public_url)).header(PROBE, secret);
    // The very address is meant, and the secret goes nowhere else.
    let answer = answer.config().max_redirects(0).max_redirects_will_error(false).proxy(None).build().call();
    let told = answer.ok().and_then(|mut answer| answer.body_mut().read_json::<Answer>().ok());
    probe::end(app)?;
    Ok(told.map(|answer| judged(&answer.way, &app.public_url)))
}

fn judged(way: &Way, public_url: &str) -> Finding {
    let proxy = way.connected.as_deref().unwrap_or("unknown");
    let tls = public_url.starts_with("https://");
    if way.forwarded && !way.trusted {
        return Bad(format!(
            "the proxy at {proxy} is not trusted, so all visitors count as one when sign-ins are throttled: \
             if it is yours, start with --trusted-proxy {proxy}"
        ));
    }
    if let Some(other) = &way.differs {
        return Worth(format!(
            "asked by {public_url}, the proxy calls us {other}: let it pass on Host and X-Forwarded-Proto"
        ));
    }
    if tls && !way.forwarded {
        return Worth(format!(
            "the proxy at {proxy} does not say whom it hands on, so all visitors count as one when sign-ins are \
             throttled: let it send X-Forwarded-For"
        ));
    }
    if tls && way.scheme.is_none() {
        return Worth(format!("the proxy at {proxy} does not say X-Forwarded-Proto: let it send that, too"));
    }
    if way.forwarded {
        Fine(format!("the proxy at {proxy} is trusted and says host, scheme and visitor"))
    } else {
        Fine("no proxy is in front".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(forwarded: bool, trusted: bool, scheme: Option<&str>, differs: Option<&str>) -> Way {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Way { connected: owned(Some("10.0.0.2")), forwarded, trusted, scheme: owned(scheme), differs: owned(differs) }
    }

    #[test]
    fn each_fault_of_a_proxy_has_its_line() {
        let https = "https://example.com";
        for (way, url, word) in [
            (way(true, false, None, None), https, "bad --trusted-proxy 10.0.0.2"),
            (way(true, true, Some("http"), Some("http://example.com")), https, "warn Host"),
            (way(false, true, Some("https"), None), https, "warn X-Forwarded-For"),
            (way(true, true, None, None), https, "warn X-Forwarded-Proto"),
            (way(true, true, Some("https"), None), https, "ok is trusted"),
            (way(false, true, Some("http"), None), "http://127.0.0.1:8080", "ok no proxy"),
        ] {
            let said = match judged(&way, url) {
                Fine(text) => format!("ok {text}"),
                Worth(text) => format!("warn {text}"),
                Bad(text) => format!("bad {text}"),
            };
            let (level, part) = word.split_once(' ').unwrap();
            assert!(said.starts_with(level) && said.contains(part), "{said}");
        }
    }
}
