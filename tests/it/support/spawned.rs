//! The real program as a process of its own: for being killed, and for disks that are full.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::api::client;
use super::eventually;

/// A running `angelia serve`.
pub struct Spawned {
    child: Child,
    pub url: String,
}

impl Spawned {
    /// Starts `serve` on `folder`. `limit`: no file may grow beyond so many KiB.
    pub fn serve(folder: &Path, twilio_url: &str, limit: Option<u32>) -> Self {
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
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0", "--twilio-url", twilio_url, "--data-dir"])
            .arg(folder)
            .env("ANGELIA_LOG", "error")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let Some(Ok(line)) = lines.next() else {
            let mut said = String::new();
            child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
            panic!("it ended with {}: {said}", child.wait().unwrap());
        };
        let url = format!("http://{}", line.rsplit("http://").next().unwrap().trim_end_matches('/'));
        // Whoever prints into a closed or a full pipe may stumble; both are drained for as long as it runs.
        let mut said = child.stderr.take().unwrap();
        std::thread::spawn(move || lines.for_each(drop));
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        let spawned = Self { child, url };
        let health = format!("{}/healthz", spawned.url);
        eventually("the program answers", || {
            client().get(&health).call().ok().filter(|answer| answer.status() == 200).map(drop)
        });
        spawned
    }

    /// The id of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
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
