//! The pocket Twilio over HTTP, as the appliance meets it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicI64, AtomicU8, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use serde_json::Value;

use super::{Control, Emulator, Settings, Webhooks};

mod api;
mod content;
mod mischief;
mod phone;
mod services;
mod webhooks;

pub const ACCOUNT: &str = "AC00000000000000000000000000000001";
pub const TOKEN: &str = "0123456789abcdef";
pub const SHOP: &str = "whatsapp:+302100000001";
pub const EIRINI: &str = "whatsapp:+306900000147";
pub const START: i64 = 1_795_000_000_000;
pub const LONG: Duration = Duration::from_secs(20);

/// A pocket Twilio with one account, one number, one customer, and something that listens for its posts.
pub struct Stage {
    pub emulator: Emulator,
    pub twilio: Control,
    pub appliance: Listener,
    clock: Arc<AtomicI64>,
}

impl Stage {
    pub fn new() -> Self {
        Self::with(None)
    }

    pub fn with(state_file: Option<std::path::PathBuf>) -> Self {
        let clock = Arc::new(AtomicI64::new(START));
        let (now, moved, byte) = (Arc::clone(&clock), Arc::clone(&clock), AtomicU8::new(0));
        let settings = Settings {
            listen: "127.0.0.1:0".parse().unwrap(),
            now: Arc::new(move || now.load(Ordering::SeqCst)),
            advance: Some(Arc::new(move |ms| {
                moved.fetch_add(ms, Ordering::SeqCst);
            })),
            random: Arc::new(move |bytes| bytes.fill_with(|| byte.fetch_add(7, Ordering::SeqCst))),
            state_file,
            inbox_url: Some("http://127.0.0.1:8080/".to_owned()),
            heard: None,
            language: "en",
        };
        let emulator = Emulator::start(settings).unwrap();
        let twilio = emulator.control();
        let appliance = Listener::start();
        twilio.add_account(ACCOUNT, TOKEN, "Ελαιοπωλείο");
        twilio.add_sender(ACCOUNT, SHOP, "Ελαιοπωλείο", None, appliance.webhooks(""));
        twilio.add_customer("Ειρήνη", EIRINI, Some("whatsapp:GR.1A2B3C"));
        Self { emulator, twilio, appliance, clock }
    }

    pub fn pass(&self, ms: i64) {
        self.clock.fetch_add(ms, Ordering::SeqCst);
    }

    pub fn path(&self, tail: &str) -> String {
        format!("{}/2010-04-01/Accounts/{ACCOUNT}{tail}", self.emulator.url())
    }

    /// A send; the callback goes to the listener.
    pub fn send(&self, pairs: &[(&str, &str)]) -> (u16, Value) {
        let callback = self.appliance.url("/status?m=1");
        let mut form = vec![("To", EIRINI), ("From", SHOP), ("StatusCallback", callback.as_str())];
        form.retain(|(name, _)| pairs.iter().all(|(other, _)| other != name));
        form.extend(pairs.iter().filter(|(_, value)| *value != "-"));
        ask(agent().post(self.path("/Messages.json")).header("Authorization", &basic(ACCOUNT, TOKEN)).send_form(form))
    }

    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.emulator.url())
    }

    pub fn post(&self, path: &str, pairs: &[(&str, &str)]) -> (u16, Value) {
        let call = agent().post(self.at(path));
        ask(call.header("authorization", basic(ACCOUNT, TOKEN)).send_form(pairs.iter().copied()))
    }

    pub fn get(&self, url: &str) -> (u16, Value) {
        ask(agent().get(url).header("Authorization", &basic(ACCOUNT, TOKEN)).call())
    }

    pub fn idle(&self) {
        assert!(self.twilio.wait_idle(LONG), "the posts did not end");
    }
}

pub fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).proxy(None).build().new_agent()
}

pub fn basic(user: &str, password: &str) -> String {
    use base64::Engine as _;
    format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}")))
}

pub fn ask(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> (u16, Value) {
    let mut answer = answer.unwrap();
    let text = answer.body_mut().read_to_string().unwrap();
    (answer.status().as_u16(), serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

/// A post as the listener got it.
#[derive(Clone, Debug)]
pub struct Post {
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub params: Vec<(String, String)>,
}

impl Post {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }
}

#[derive(Default)]
struct Heard {
    posts: Vec<Post>,
    answers: Vec<(u16, &'static str, &'static str)>,
}

/// A web server for one test: it keeps what is posted and answers as it is told.
pub struct Listener {
    address: SocketAddr,
    heard: Arc<(Mutex<Heard>, Condvar)>,
}

impl Listener {
    pub fn start() -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = socket.local_addr().unwrap();
        let heard: Arc<(Mutex<Heard>, Condvar)> = Arc::default();
        let shared = Arc::clone(&heard);
        std::thread::spawn(move || {
            for stream in socket.incoming().flatten() {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || hear(stream, &shared));
            }
        });
        Self { address, heard }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn webhooks(&self, overrides: &str) -> Webhooks {
        Webhooks {
            callback_url: Some(self.url(&format!("/in{overrides}"))),
            fallback_url: Some(self.url("/fallback")),
            status_callback_url: Some(self.url("/status")),
            ..Webhooks::default()
        }
    }

    /// The next answers: status, content type, body. 204 when none is left.
    pub fn answer(&self, answers: &[(u16, &'static str, &'static str)]) {
        self.heard.0.lock().unwrap().answers.extend(answers);
    }

    pub fn posts(&self, path: &str) -> Vec<Post> {
        let heard = self.heard.0.lock().unwrap();
        heard.posts.iter().filter(|post| post.path.starts_with(path)).cloned().collect()
    }

    pub fn statuses(&self) -> Vec<String> {
        self.posts("/status").iter().map(|post| post.get("MessageStatus").unwrap().to_owned()).collect()
    }
}

fn hear(stream: TcpStream, shared: &(Mutex<Heard>, Condvar)) {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        headers.push((name.to_owned(), value.to_owned()));
    }
    let post = Post { path, headers, params: Vec::new() };
    let mut body = vec![0; post.header("content-length").parse().unwrap_or(0)];
    reader.read_exact(&mut body).unwrap();
    let params = form_urlencoded::parse(&body).into_owned().collect();
    let mut heard = shared.0.lock().unwrap();
    heard.posts.push(Post { params, ..post });
    let (status, kind, text) = if heard.answers.is_empty() { (204, "", "") } else { heard.answers.remove(0) };
    drop(heard);
    shared.1.notify_all();
    let kind = if kind.is_empty() { String::new() } else { format!("Content-Type: {kind}\r\n") };
    let head = format!("HTTP/1.1 {status} X\r\n{kind}Content-Length: {}\r\nConnection: close\r\n\r\n", text.len());
    reader.get_mut().write_all(format!("{head}{text}").as_bytes()).ok();
}
