//! Asks ourselves through our public address, as the provider would: does it lead here, and until when is
//! its certificate good? Nothing is followed from there, so that nobody can send us elsewhere.

use std::net::{TcpStream, ToSocketAddrs as _};
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, RootCertStore};
use url::Url;

use crate::domain::certificate;
use crate::domain::health::{Outcome, Reach};
use crate::domain::text::one_line;
use crate::domain::time::Timestamp;

/// How long a connection may take to come up.
const CONNECT: Duration = Duration::from_secs(3);
/// How long everything may take.
const WHOLE: Duration = Duration::from_secs(6);
/// Our own answer has some hundred bytes.
const ANSWER_BYTES_MAX: u64 = 64 * 1024;
/// The longest complaint of the network that is kept, in characters.
const DETAIL_CHARS_MAX: usize = 200;

/// Asks `{public_url}/healthz`.
#[must_use]
pub fn ask(public_url: &str, now: Timestamp) -> Reach {
    let (outcome, detail) = match call(public_url) {
        Ok(()) => (Outcome::Answers, String::new()),
        Err((outcome, detail)) => (outcome, one_line(&detail, DETAIL_CHARS_MAX)),
    };
    let certificate_until = (outcome == Outcome::Answers).then(|| certificate_until(public_url)).flatten();
    Reach { at: now, url: public_url.to_owned(), outcome: outcome.word().to_owned(), detail, certificate_until }
}

/// Asks for the head of a file of ours; what is wrong with the answer.
///
/// # Errors
/// In a few words for whoever looks after the address.
pub fn file(url: &str, content_type: &str) -> Result<(), String> {
    let answer = agent().head(url).call().map_err(|error| one_line(&error.to_string(), DETAIL_CHARS_MAX))?;
    let told = answer.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    match answer.status().as_u16() {
        200 if told == content_type => Ok(()),
        200 => Err(format!("another type: {}", one_line(told, DETAIL_CHARS_MAX))),
        status => Err(format!("HTTP {status}")),
    }
}

/// Takes every status for an answer, and goes nowhere else.
fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_resolve(Some(CONNECT))
        .timeout_connect(Some(CONNECT))
        .timeout_global(Some(WHOLE))
        // The very address is meant, whatever proxy the environment names.
        .proxy(None)
        .user_agent(concat!("angelia/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent()
}

fn call(public_url: &str) -> Result<(), (Outcome, String)> {
    let mut answer = agent().get(format!("{public_url}/healthz")).call().map_err(|error| {
        let detail = error.to_string();
        // The TLS library has a word for each thing that can be wrong with a certificate, all with this in them.
        let refused = public_url.starts_with("https://") && detail.contains("certificate");
        (if refused { Outcome::Certificate } else { Outcome::Silent }, detail)
    })?;
    let status = answer.status();
    if status.is_redirection() {
        let to = answer.headers().get("location").and_then(|to| to.to_str().ok()).unwrap_or_default();
        return Err((Outcome::Stranger, format!("it sends on to {to}")));
    }
    let text = answer.body_mut().with_config().limit(ANSWER_BYTES_MAX).read_to_string().unwrap_or_default();
    let told: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    // Whatever state we are in, we say our version.
    let ours = told.get("version").is_some() && told.get("status").is_some();
    if ours { Ok(()) } else { Err((Outcome::Stranger, format!("HTTP {}", status.as_u16()))) }
}

/// Until when the certificate is good that the server of an address shows.
fn certificate_until(public_url: &str) -> Option<Timestamp> {
    let url = Url::parse(public_url).ok().filter(|url| url.scheme() == "https")?;
    let host = url.host_str()?.to_owned();
    let address = (host.trim_matches(['[', ']']), url.port_or_known_default()?).to_socket_addrs().ok()?.next()?;
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().ok()?;
    let config = versions.with_root_certificates(roots).with_no_client_auth();
    let mut connection = ClientConnection::new(Arc::new(config), ServerName::try_from(host).ok()?).ok()?;
    let mut stream = TcpStream::connect_timeout(&address, CONNECT).ok()?;
    stream.set_read_timeout(Some(CONNECT)).ok()?;
    stream.set_write_timeout(Some(CONNECT)).ok()?;
    while connection.is_handshaking() {
        connection.complete_io(&mut stream).ok()?;
    }
    certificate::not_after(connection.peer_certificates()?.first()?)
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;

    use super::*;

    /// A server that gives one answer.
    fn answering(answer: &'static str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut heard = [0_u8; 1024];
            assert!(stream.read(&mut heard).unwrap() > 0);
            stream.write_all(answer.as_bytes()).unwrap();
        });
        address
    }

    fn outcome(url: &str) -> Option<Outcome> {
        Outcome::from_word(&ask(url, Timestamp(0)).outcome)
    }

    #[test]
    fn who_answers_is_told_apart() {
        let ours =
            "HTTP/1.1 200 OK\r\ncontent-length: 45\r\n\r\n{\"status\":\"ok\",\"version\":\"0.1.0\",\"schema\":12}";
        assert_eq!(outcome(&answering(ours)), Some(Outcome::Answers));
        let other = "HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\nwelcome";
        assert_eq!(outcome(&answering(other)), Some(Outcome::Stranger));
        let moved = "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n";
        let seen = ask(&answering(moved), Timestamp(0));
        assert_eq!((seen.outcome.as_str(), seen.detail.as_str()), ("stranger", "it sends on to http://127.0.0.1:1/"));
        assert_eq!(outcome("http://127.0.0.1:9"), Some(Outcome::Silent));
        assert_eq!(outcome("nonsense"), Some(Outcome::Silent));
    }
}
