//! A virus scanner: one of our own that speaks clamd's protocol and can be in any mood, and the real one, from the machine's
//! package, with a signature of its own.
#![allow(dead_code, reason = "the browser journeys need only a part")]

use std::io::{Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use angelia::scanner::Address;

use super::eventually;

/// What every scanner of the world knows and nobody is hurt by. In two halves: this file is looked through, too.
pub fn eicar() -> Vec<u8> {
    [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].concat().into_bytes()
}

/// What it does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    /// It looks through files.
    #[default]
    Well,
    /// It takes connections and says nothing any more.
    Hanging,
    /// It hangs up at once.
    HangingUp,
    /// It is somebody else.
    Stranger,
    /// It answers, but hangs up over every file.
    FailingAtFiles,
    /// It answers, but never says what it found in a file.
    SlowWithFiles,
    /// It answers files with this.
    Saying(Vec<u8>),
}

#[derive(Default)]
struct State {
    mood: Mood,
    /// Bytes of one file that it takes.
    limit: Option<usize>,
    /// Commands, and how many bytes came with them.
    heard: Vec<(String, usize)>,
    /// Connections that are left open.
    open: Vec<UnixStream>,
}

/// A scanner of our own.
pub struct Clamd {
    path: PathBuf,
    state: Arc<Mutex<State>>,
    serving: Option<JoinHandle<()>>,
}

impl Clamd {
    /// One that is not there yet.
    pub fn away(folder: &Path) -> Self {
        Self { path: folder.join("clamd.socket"), state: Arc::default(), serving: None }
    }

    pub fn address(&self) -> Address {
        Address::Path(self.path.clone())
    }

    /// It is there from now on.
    pub fn begin(&mut self) {
        let listener = UnixListener::bind(&self.path).unwrap();
        let state = self.state.clone();
        self.serving = Some(std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let ended = answer(&state, stream);
                if ended {
                    return;
                }
            }
        }));
    }

    /// It is gone, as a program that ended.
    pub fn end(&mut self) {
        self.state.lock().unwrap().open.clear();
        let Some(serving) = self.serving.take() else { return };
        UnixStream::connect(&self.path).unwrap().write_all(b"zEND\0").unwrap();
        serving.join().unwrap();
        std::fs::remove_file(&self.path).unwrap();
    }

    pub fn set_mood(&self, mood: Mood) {
        self.state.lock().unwrap().mood = mood;
    }

    pub fn set_limit(&self, bytes: usize) {
        self.state.lock().unwrap().limit = Some(bytes);
    }

    /// The sizes of the files that it was given.
    pub fn files(&self) -> Vec<usize> {
        let state = self.state.lock().unwrap();
        state.heard.iter().filter(|(command, _)| command == "INSTREAM").map(|(_, bytes)| *bytes).collect()
    }
}

impl Drop for Clamd {
    fn drop(&mut self) {
        self.end();
    }
}

/// Answers one connection; whether it was the last.
fn answer(state: &Mutex<State>, mut stream: UnixStream) -> bool {
    let mood = state.lock().unwrap().mood.clone();
    if mood == Mood::HangingUp {
        let mut asked = [0; 5];
        return stream.read_exact(&mut asked).is_ok() && &asked == b"zEND\0";
    }
    let command = command(&mut stream);
    let said: &[u8] = match (command.as_str(), &mood) {
        ("END", _) => return true,
        (_, Mood::Hanging) | ("INSTREAM", Mood::SlowWithFiles) => {
            state.lock().unwrap().open.push(stream);
            return false;
        }
        (_, Mood::Stranger) => b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n\0",
        ("PING", _) => b"PONG\0",
        ("VERSION", _) => b"ClamAV 1.4.6/27500/<b>\x1b[2JThu\0",
        ("INSTREAM", mood) => {
            let answer = file(state, &mut stream, mood);
            drop(stream.write_all(&answer));
            return false;
        }
        (other, _) => panic!("nobody says {other} to clamd"),
    };
    drop(stream.write_all(said));
    false
}

fn command(stream: &mut UnixStream) -> String {
    let mut command = Vec::new();
    let mut byte = [0];
    while stream.read(&mut byte).is_ok_and(|count| count == 1) && byte != [0] {
        command.push(byte[0]);
    }
    String::from_utf8(command).unwrap().strip_prefix('z').unwrap_or_default().to_owned()
}

fn file(state: &Mutex<State>, stream: &mut UnixStream, mood: &Mood) -> Vec<u8> {
    let limit = state.lock().unwrap().limit.unwrap_or(usize::MAX);
    let mut bytes = Vec::new();
    loop {
        let mut length = [0; 4];
        if *mood == Mood::FailingAtFiles || stream.read_exact(&mut length).is_err() {
            return Vec::new();
        }
        let length = usize::try_from(u32::from_be_bytes(length)).unwrap();
        if length == 0 {
            break;
        }
        if bytes.len() + length > limit {
            return b"INSTREAM size limit exceeded. ERROR\0".to_vec();
        }
        let from = bytes.len();
        bytes.resize(from + length, 0);
        stream.read_exact(&mut bytes[from..]).unwrap();
    }
    state.lock().unwrap().heard.push(("INSTREAM".to_owned(), bytes.len()));
    let virus = eicar();
    match mood {
        Mood::Saying(answer) => answer.clone(),
        _ if bytes.windows(virus.len()).any(|window| window == virus) => {
            b"stream: Eicar-Test-Signature FOUND\0".to_vec()
        }
        _ => b"stream: OK\0".to_vec(),
    }
}

/// The real one.
pub struct RealClamd {
    child: Child,
    folder: tempfile::TempDir,
}

impl RealClamd {
    /// Where clamd is. Without one a test of it cannot run: that is said aloud, and where everything must run it is a failure,
    /// unless whoever runs the tests has said it.
    pub fn program() -> Option<PathBuf> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
        let found = folders.map(|folder| folder.join("clamd")).find(|program| program.exists());
        if found.is_none() {
            let said = std::env::var_os("ANGELIA_WITHOUT_CLAMD").is_some();
            assert!(said || std::env::var_os("CI").is_none(), "clamd is missing: ./tests/run installs it");
            // Not by a macro, whose words are kept back while all is fine.
            let said = "SKIPPED: clamd is not here, so no real scanner looked through anything. Install clamav-daemon.";
            std::io::stderr().write_all(format!("{said}\n").as_bytes()).unwrap();
        }
        found
    }

    /// Starts it with one signature, that of the test file, and a limit of 1 MB.
    pub fn start(program: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().display();
        let virus: String = eicar().iter().map(|byte| format!("{byte:02x}")).collect();
        std::fs::create_dir(folder.path().join("signatures")).unwrap();
        std::fs::write(folder.path().join("signatures/test.ndb"), format!("Angelia.Test.Eicar:0:*:{virus}\n")).unwrap();
        let conf = format!(
            "Foreground yes\nLocalSocket {at}/clamd.socket\nDatabaseDirectory {at}/signatures\nBytecode no\n\
             LogFile {at}/log\nTemporaryDirectory {at}\nStreamMaxLength 1M\nMaxFileSize 600K\nAlertExceedsMax yes\n"
        );
        std::fs::write(folder.path().join("clamd.conf"), conf).unwrap();
        let child = Command::new(program)
            .arg("-c")
            .arg(folder.path().join("clamd.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let real = Self { child, folder };
        eventually("clamd listens", || UnixStream::connect(real.path()).ok().map(drop));
        real
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("clamd.socket")
    }

    pub fn address(&self) -> Address {
        Address::Path(self.path())
    }
}

impl Drop for RealClamd {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
