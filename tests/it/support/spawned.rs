//! The real program as a process of its own: for being killed, and for disks that are full.

use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::api::client;
use super::eventually;

/// A running `angelia serve`.
pub struct Spawned {
    child: Child,
    pub url: String,
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Spawned {
    /// Starts `serve` on `folder`. `limit`: no file may grow beyond so many KiB.
    pub fn serve(folder: &Path, port: u16, twilio_url: &str, limit: Option<u32>) -> Self {
        let program = env!("CARGO_BIN_EXE_angelia");
        let mut command = match limit {
            // With the signal ignored, writing beyond the limit is an error like any other.
            Some(kib) => {
                let mut shell = Command::new("bash");
                shell.args(["-c", &format!("trap '' XFSZ; ulimit -f {kib}; exec \"$0\" \"$@\""), program]);
                shell
            }
            None => Command::new(program),
        };
        let url = format!("http://127.0.0.1:{port}");
        let child = command
            .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--twilio-url", twilio_url, "--data-dir"])
            .arg(folder)
            .env("ANGELIA_LOG", "error")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut spawned = Self { child, url };
        let health = format!("{}/healthz", spawned.url);
        eventually("the program answers", || {
            if let Some(status) = spawned.child.try_wait().unwrap() {
                let mut said = String::new();
                spawned.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
                panic!("it ended with {status}: {said}");
            }
            client().get(&health).call().ok().filter(|answer| answer.status() == 200).map(drop)
        });
        spawned
    }

    /// SIGKILL: no chance to tidy up.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Spawned {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
