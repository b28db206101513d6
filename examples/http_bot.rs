//! A bot as a program of your own: it greets, answers one question, asks for an order's number and hands over.
//!
//! ```sh
//! cargo run --example http_bot -- 127.0.0.1:8090 SECRET
//! ```
//!
//! Give its address and choose “A program of yours” on the tab Bot of a workstream; the secret is shown there once. A
//! program on your own machine or network has to be allowed: `angelia serve --call-network 127.0.0.1`.
//!
//! What it is asked is `BotQuestion` in `/api/v1/openapi.json`, what it may answer is `BotAnswer`. It remembers nothing:
//! where a talk stands is in the variables, which come with every question.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;

/// More than this is no question of Angelia's.
const BODY_BYTES_MAX: usize = 64 * 1024;

/// Answers questions for as long as it runs.
pub fn serve(listener: &TcpListener, secret: &str) {
    for stream in listener.incoming().flatten() {
        // Whoever hangs up has its own reasons; the next one is served all the same.
        drop(answer(&stream, secret));
    }
}

fn answer(stream: &TcpStream, secret: &str) -> std::io::Result<()> {
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
    if !is_signed(secret, &timestamp, &body, &signature) {
        return send(stream, "403 Forbidden", &json!({}));
    }
    match serde_json::from_slice(&body) {
        Ok(question) => send(stream, "200 OK", &think(&question)),
        Err(_) => send(stream, "400 Bad Request", &json!({})),
    }
}

/// HMAC-SHA256 over the seconds, a point and the body; compared in constant time. A real bot also refuses a timestamp
/// that is more than five minutes old.
fn is_signed(secret: &str, timestamp: &str, body: &[u8], signature: &str) -> bool {
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

/// The bot itself: a question in, an answer out.
fn think(question: &Value) -> Value {
    let text = |path: &str| question.pointer(path).and_then(Value::as_str).unwrap_or_default();
    let said = text("/message/text").to_lowercase();
    let buttons = ["Opening hours", "My order", "A person"];
    if text("/event") == "conversation_started" {
        return json!({ "reply": [{ "text": "Hello! What can I do for you?", "buttons": buttons }] });
    }
    if text("/variables/asked") == "order" {
        let number: String = said.chars().filter(char::is_ascii_digit).collect();
        if number.is_empty() {
            return json!({ "reply": [{ "text": "I need the number of your order, such as 1042." }] });
        }
        return json!({
            "set_variables": { "order_id": number, "asked": null },
            "reply": [{ "text": "Thank you. A colleague looks at it now." }],
            "hand_over": { "summary": format!("Asks about order {number}.") },
        });
    }
    match said.as_str() {
        "opening hours" => json!({ "reply": [{ "text": "Monday to Friday, 9 to 5.", "buttons": buttons }] }),
        "my order" => json!({
            "set_variables": { "asked": "order" },
            "reply": [{ "text": "What is the number of your order?" }],
        }),
        "a person" => json!({ "hand_over": { "summary": "Wants to talk to a person." } }),
        "bye" => json!({ "reply": [{ "text": "Goodbye!" }], "end": true }),
        _ => json!({ "reply": [{ "text": "Choose one of these.", "buttons": buttons }] }),
    }
}

fn send(mut stream: &TcpStream, status: &str, body: &Value) -> std::io::Result<()> {
    let body = body.to_string();
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\nconnection: close\r\n");
    write!(stream, "{head}content-length: {}\r\n\r\n{body}", body.len())
}

#[allow(dead_code, reason = "a test plays it without its command line")]
fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(address), Some(secret)) = (arguments.next(), arguments.next()) else {
        return Err(std::io::Error::other(
            "give an address to listen at and the secret: http_bot 127.0.0.1:8090 SECRET",
        ));
    };
    let listener = TcpListener::bind(&address)?;
    writeln!(std::io::stdout(), "listening at http://{}", listener.local_addr()?)?;
    serve(&listener, &secret);
    Ok(())
}
