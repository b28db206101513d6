//! The program between a journey and its browsers.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

const MISSING: &str =
    "chromedriver does not start: install it and Chromium (Debian: apt-get install chromium chromium-driver)";

/// A `chromedriver` on a port of its own, ended with the value.
pub struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts it on a port that the system chooses and waits until it says which.
    pub fn start() -> Self {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect(MISSING);
        let output = BufReader::new(process.stdout.take().expect("a pipe"));
        let (told, hears) = mpsc::channel();
        // The thread reads to the end, since a driver whose pipe is full stands still.
        thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                if let Some(port) = port_in(&line) {
                    let _first_only = told.send(port);
                }
            }
        });
        let port = hears.recv_timeout(Duration::from_secs(20)).expect(MISSING);
        Self { process, port }
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn port_in(line: &str) -> Option<u16> {
    line.split("successfully on port ").nth(1)?.trim_end_matches('.').parse().ok()
}

#[test]
fn the_port_is_read_from_what_the_driver_says() {
    assert_eq!(port_in("ChromeDriver was started successfully on port 35219."), Some(35219));
    assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0"), None);
}
