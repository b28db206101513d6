//! The servers under load, each a process of its own, gone when dropped.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::posts;
use crate::settings::Kind;

/// The command that is measured.
pub const ANGELIA: &str = env!("CARGO_BIN_EXE_angelia");

/// Linux counts processor time for programs in hundredths of a second.
const TICKS_PER_SECOND: f64 = 100.0;

/// A running server.
pub struct Server {
    child: Child,
    /// Where it listens on 127.0.0.1.
    pub port: u16,
    /// From its start to its first answer.
    pub started_in: Duration,
}

impl Server {
    /// The appliance itself, as it is shipped.
    pub fn appliance(folder: &Path) -> Self {
        let port = free_port();
        let mut command = Command::new(ANGELIA);
        command.arg("serve").arg("--data-dir").arg(folder).arg("--listen").arg(format!("127.0.0.1:{port}"));
        // Nobody listens there: no call leaves the machine.
        command.args(["--public-url", posts::PUBLIC_URL, "--twilio-url", "http://127.0.0.1:9"]);
        Self::start(command, port)
    }

    /// One of the servers to compare with.
    pub fn comparison(kind: Kind, folder: &Path) -> Self {
        let port = free_port();
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.arg("--serve").arg(kind.word()).arg(folder).arg(port.to_string());
        Self::start(command, port)
    }

    fn start(mut command: Command, port: u16) -> Self {
        let start = Instant::now();
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut server = Self { child: child.expect("a process"), port, started_in: Duration::ZERO };
        while !answers(port) {
            let gone = server.child.try_wait().expect("its state");
            assert!(gone.is_none(), "the server ended by itself: {command:?}");
            assert!(start.elapsed() < Duration::from_secs(20), "the server does not answer: {command:?}");
            std::thread::sleep(Duration::from_micros(500));
        }
        server.started_in = start.elapsed();
        server
    }

    /// Resident and proportional memory in MiB.
    pub fn memory(&self) -> (f64, f64) {
        let text = std::fs::read_to_string(format!("/proc/{}/smaps_rollup", self.child.id())).expect("its memory");
        let field = |name: &str| {
            let line = text.lines().find(|line| line.starts_with(name)).expect("the field");
            line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).expect("a number") / 1024.0
        };
        (field("Rss:"), field("Pss:"))
    }

    /// Seconds of processor time that it used so far.
    pub fn processor_seconds(&self) -> f64 {
        let text = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).expect("its state");
        let after_name = text.rsplit_once(')').expect("its name").1;
        let ticks = after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
        ticks.sum::<f64>() / TICKS_PER_SECOND
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().and_then(|()| self.child.wait()).expect("the end of the server");
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    listener.local_addr().expect("its address").port()
}

/// Whether it answers a request for its health with 200.
fn answers(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    let mut start = [0; 12];
    stream
        .write_all(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        .and_then(|()| stream.read_exact(&mut start))
        .is_ok_and(|()| start.ends_with(b" 200"))
}
