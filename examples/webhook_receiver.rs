//! A program that is told what happens in Angelia: it checks the signature, does nothing twice, and answers at once.
//!
//! ```sh
//! cargo run --example webhook_receiver -- 127.0.0.1:8091 SECRET
//! ```
//!
//! Give its address under Settings, Outgoing webhooks; the secret is shown there once. A program on your own machine or
//! network has to be allowed: `angelia serve --call-network 127.0.0.1`.
//!
//! What it is told is `WebhookEvent` in `/api/v1/openapi.json`.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::{SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;

/// More than this is no event of Angelia's.
const BODY_BYTES_MAX: usize = 1024 * 1024;
/// What was signed so long ago, in seconds, is somebody repeating what was said to us.
const SIGNED_LATELY: i64 = 300;

/// Takes events for as long as it runs. `now` is the time in seconds; `handle` does something with an event and says
/// with which status it is answered: anything but a 2xx and it comes again.
pub fn serve(listener: &TcpListener, secret: &str, now: &dyn Fn() -> i64, handle: &mut dyn FnMut(&Value) -> u16) {
    let mut seen = BTreeSet::new();
    for stream in listener.incoming().flatten() {
        // Whoever hangs up has its own reasons; the next one is served all the same.
        drop(answer(&stream, secret, now(), &mut seen, handle));
    }
}

fn answer(
    mut stream: &TcpStream,
    secret: &str,
    now: i64,
    seen: &mut BTreeSet<String>,
    handle: &mut dyn FnMut(&Value) -> u16,
) -> std::io::Result<()> {
    let (timestamp, signature, body) = read(stream)?;
    let lately = timestamp.parse::<i64>().is_ok_and(|at| (now - at).abs() <= SIGNED_LATELY);
    let status = match serde_json::from_slice::<Value>(&body) {
        _ if !lately || !is_signed(secret, &timestamp, &body, &signature) => 403,
        Err(_) => 400,
        Ok(event) => {
            let id = event.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
            // An answer of ours that got lost brings an event a second time.
            if seen.contains(&id) {
                200
            } else {
                let status = handle(&event);
                if (200..300).contains(&status) {
                    seen.insert(id);
                }
                status
            }
        }
    };
    write!(stream, "HTTP/1.1 {status} -\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
}

/// The signed time, the signature and the body of a request.
fn read(stream: &TcpStream) -> std::io::Result<(String, String, Vec<u8>)> {
    let mut reader = BufReader::new(stream);
    let (mut length, mut timestamp, mut signature) = (0_usize, String::new(), String::new());
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.split_once(':') else {
            if line.trim().is_empty() {
                break;
            }
            continue;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().unwrap_or_default(),
            "angelia-timestamp" => value.trim().clone_into(&mut timestamp),
            "angelia-signature" => value.trim().clone_into(&mut signature),
            _ => {}
        }
    }
    let mut body = vec![0; length.min(BODY_BYTES_MAX)];
    reader.read_exact(&mut body)?;
    Ok((timestamp, signature, body))
}

/// Whether one of the signatures fits: there are two while one secret takes the place of another.
fn is_signed(secret: &str, timestamp: &str, body: &[u8], signatures: &str) -> bool {
    signatures.split(',').any(|signature| fits(secret, timestamp, body, signature.trim()))
}

/// HMAC-SHA256 over the seconds, a point and the body; compared in constant time.
fn fits(secret: &str, timestamp: &str, body: &[u8], signature: &str) -> bool {
    let hex = signature.strip_prefix("v1=").unwrap_or_default().as_bytes();
    let nibble = |digit: &u8| char::from(*digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let bytes = hex.chunks(2).map(|pair| match pair {
        [high, low] => Some(nibble(high)? * 16 + nibble(low)?),
        _ => None,
    });
    let (Some(bytes), Ok(mut mac)) =
        (bytes.collect::<Option<Vec<u8>>>(), Hmac::<Sha256>::new_from_slice(secret.as_bytes()))
    else {
        return false;
    };
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac.verify_slice(&bytes).is_ok()
}

#[allow(dead_code, reason = "a test plays it without its command line")]
fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(address), Some(secret)) = (arguments.next(), arguments.next()) else {
        return Err(std::io::Error::other(
            "give an address to listen at and the secret: webhook_receiver 127.0.0.1:8091 SECRET",
        ));
    };
    let listener = TcpListener::bind(&address)?;
    writeln!(std::io::stdout(), "listening at http://{}", listener.local_addr()?)?;
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs().cast_signed());
    serve(&listener, &secret, &now, &mut |event| {
        let said = event.pointer("/data/message/text").and_then(Value::as_str).unwrap_or_default();
        let name = event.pointer("/data/conversation/contact/name").and_then(Value::as_str).unwrap_or_default();
        let event = event.get("event").and_then(Value::as_str).unwrap_or_default();
        // A real program puts it into its own queue here, and works on it afterwards.
        if writeln!(std::io::stdout(), "{event} {name} {said}").is_ok() { 200 } else { 503 }
    });
    Ok(())
}
