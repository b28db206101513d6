//! A few lines of HTTP server for the tests of this ring: it answers each connection with the next
//! prepared bytes and keeps what it was asked.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// What the server does with one connection after reading the request.
pub enum Reply {
    /// Write these bytes and close.
    Raw(String),
    /// Close without a word.
    Hang,
    /// Say nothing for as long as the client waits.
    Silence,
}

/// A status line, `application/json` and a body.
pub fn json(status: u16, body: &str) -> Reply {
    reply(status, "Content-Type: application/json\r\n", body)
}

/// A status line, headers (each ended by CRLF) and a body.
pub fn reply(status: u16, headers: &str, body: &str) -> Reply {
    let length = body.len();
    Reply::Raw(format!("HTTP/1.1 {status} X\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"))
}

/// Where the server listens, and the requests it got.
pub struct Server {
    pub base: String,
    requests: Receiver<String>,
}

impl Server {
    pub fn start(replies: Vec<Reply>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (sender, requests) = channel();
        std::thread::spawn(move || {
            for reply in replies {
                let Ok((mut stream, _)) = listener.accept() else { return };
                let request = read_request(&mut stream);
                if sender.send(request).is_err() {
                    return;
                }
                match reply {
                    Reply::Raw(bytes) => drop(stream.write_all(bytes.as_bytes())),
                    Reply::Hang => drop(stream),
                    // Ends when the client gives up and closes.
                    Reply::Silence => drop(stream.read(&mut [0; 1])),
                }
            }
        });
        Server { base, requests }
    }

    /// The next request, head and body.
    pub fn request(&self) -> String {
        self.requests.recv_timeout(Duration::from_secs(10)).unwrap()
    }
}

fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let wanted = head
                .lines()
                .filter_map(|line| line.split_once(':'))
                .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .map_or(0, |(_, value)| value.trim().parse().unwrap());
            if body.len() >= wanted {
                return text;
            }
        }
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => return text,
            Ok(n) => bytes.extend_from_slice(&chunk[..n]),
        }
    }
}
