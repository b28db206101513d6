//! The way to a virus scanner: `clamd` of ClamAV, over a socket of this machine or a port.
//!
//! Its protocol is one command for each connection: `zPING`, `zVERSION`, and `zINSTREAM`, after which the file goes over in
//! pieces, each behind its length, the last one empty. What it answers is read no further than a line, and every step has
//! an end in time: a scanner that hangs is one that is away. What was seen of it last is kept here for whoever looks.

use std::fmt;
use std::io::{ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::clock::Stopwatch;
use crate::domain::media::scan::{Verdict, verdict};
use crate::domain::text::one_line;
use crate::domain::time::{Millis, Timestamp};

/// How long reaching it, and a short answer, may take.
const ANSWER_MAX: Duration = Duration::from_secs(5);
/// How long one file may take: `clamd` itself stops after two minutes.
const SCAN_MAX: Duration = Duration::from_secs(150);
/// One that is away is asked again after this long, however many files wait.
const LEFT_ALONE: Millis = Millis::seconds(5);
/// The longest answer, in bytes; what comes after it is not read.
const ANSWER_BYTES_MAX: usize = 2_048;
/// What is handed over at once.
const PIECE_BYTES: usize = 64 * 1024;
/// The longest word of its version that is shown.
const VERSION_CHARS_MAX: usize = 100;

/// Where a scanner listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A socket in the file system.
    Path(PathBuf),
    /// `host:port`.
    Port(String),
}

impl Address {
    /// A path, which has a slash, or `host:port`; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.contains('/') {
            return text.starts_with('/').then(|| Self::Path(PathBuf::from(text)));
        }
        let (host, port) = text.rsplit_once(':')?;
        let fine = !host.is_empty() && !host.contains(char::is_whitespace) && port.parse::<u16>().is_ok_and(|n| n > 0);
        fine.then(|| Self::Port(text.to_owned()))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => path.display().fmt(f),
            Self::Port(port) => f.write_str(port),
        }
    }
}

/// Why a scanner did not look through a file.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// It cannot be reached, hangs, or says what nobody understands.
    #[error("{0}")]
    Away(String),
    /// The file cannot be read; the scanner is not to blame.
    #[error("the file cannot be read: {0}")]
    Source(std::io::Error),
}

/// What is known of a scanner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// When it was last asked.
    pub asked_at: Option<Timestamp>,
    /// Since when it has not answered; `None`: it answers.
    pub away_since: Option<Timestamp>,
    /// What is wrong with it.
    pub why: Option<String>,
    /// What it calls itself, with its signatures' number.
    pub version: Option<String>,
    /// The size of the last file that was too large for it, and when that came.
    pub too_large: Option<(u64, Timestamp)>,
}

/// A virus scanner.
#[derive(Debug)]
pub struct Scanner {
    address: Address,
    /// How long one file may take.
    patience: Duration,
    standing: Mutex<Standing>,
}

/// A connection, whichever way it goes.
enum Wire {
    #[cfg(unix)]
    Path(std::os::unix::net::UnixStream),
    Port(TcpStream),
}

/// A connection with the time that is left for it.
struct Talk {
    wire: Wire,
    watch: Stopwatch,
    limit: Duration,
}

impl Scanner {
    /// One that listens there; `patience` is how long one file may take if not as usual.
    #[must_use]
    pub fn new(address: Address, patience: Option<Duration>) -> Self {
        Self { address, patience: patience.unwrap_or(SCAN_MAX), standing: Mutex::default() }
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> &Address {
        &self.address
    }

    /// What is known of it.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.seen().clone()
    }

    /// Whether it is there. One that was away a moment ago is not asked.
    #[must_use]
    pub fn is_there(&self, now: Timestamp) -> bool {
        let known = self.standing();
        let asked_just_now = known.asked_at.is_some_and(|at| at <= now && now - at < LEFT_ALONE);
        if known.away_since.is_some() && asked_just_now {
            return false;
        }
        self.ping(now)
    }

    /// Asks whether it is there.
    pub fn ping(&self, now: Timestamp) -> bool {
        let answer = self.ask(b"zPING\0").and_then(|answer| match answer.as_str() {
            "PONG" => Ok(()),
            other => Err(format!("it does not answer as clamd does: {}", one_line(other, VERSION_CHARS_MAX))),
        });
        self.note(answer.err(), now)
    }

    /// Asks whether it is there and what it is.
    pub fn look(&self, now: Timestamp) -> bool {
        if !self.ping(now) {
            return false;
        }
        if let Ok(version) = self.ask(b"zVERSION\0") {
            self.seen().version = Some(one_line(&version, VERSION_CHARS_MAX)).filter(|version| !version.is_empty());
        }
        true
    }

    /// Has a file of `size` bytes looked through.
    ///
    /// # Errors
    /// [`ScanError`].
    pub fn scan(&self, from: &mut dyn Read, size: u64, now: Timestamp) -> Result<Verdict, ScanError> {
        let mut talk = Talk::begin(&self.address, self.patience).map_err(ScanError::Away)?;
        let answer = talk.hand_over(from)?;
        let found =
            verdict(&answer).map_err(|said| ScanError::Away(format!("it could not look through it: {said}")))?;
        if found == Verdict::TooLarge {
            self.seen().too_large = Some((size, now));
        }
        Ok(found)
    }

    fn ask(&self, command: &[u8]) -> Result<String, String> {
        let mut talk = Talk::begin(&self.address, ANSWER_MAX)?;
        talk.send(command).map_err(|error| error.to_string())?;
        let answer = talk.answer().map_err(|error| error.to_string())?;
        Ok(String::from_utf8_lossy(&answer).trim_end_matches(['\0', '\n']).to_owned())
    }

    /// Keeps what was seen; whether it is there.
    fn note(&self, wrong: Option<String>, now: Timestamp) -> bool {
        let mut seen = self.seen();
        seen.asked_at = Some(now);
        match (&wrong, seen.away_since) {
            (Some(why), None) => {
                tracing::error!(%why, address = %self.address, "the virus scanner is away: files wait for it");
                seen.away_since = Some(now);
            }
            (None, Some(_)) => {
                tracing::info!("the virus scanner is back");
                seen.away_since = None;
            }
            (Some(_), Some(_)) | (None, None) => {}
        }
        seen.why = wrong;
        seen.away_since.is_none()
    }

    fn seen(&self) -> MutexGuard<'_, Standing> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wire {
    fn open(address: &Address) -> std::io::Result<Self> {
        match address {
            #[cfg(unix)]
            Address::Path(path) => Ok(Self::Path(connect(path)?)),
            #[cfg(not(unix))]
            Address::Path(_) => Err(std::io::Error::from(ErrorKind::Unsupported)),
            Address::Port(port) => {
                let mut last = std::io::Error::from(ErrorKind::NotFound);
                for found in port.to_socket_addrs()?.take(4) {
                    match TcpStream::connect_timeout(&found, ANSWER_MAX) {
                        Ok(stream) => return Ok(Self::Port(stream)),
                        Err(error) => last = error,
                    }
                }
                Err(last)
            }
        }
    }

    fn limit(&self, left: Duration) -> std::io::Result<()> {
        let left = Some(left);
        match self {
            #[cfg(unix)]
            Self::Path(stream) => stream.set_read_timeout(left).and_then(|()| stream.set_write_timeout(left)),
            Self::Port(stream) => stream.set_read_timeout(left).and_then(|()| stream.set_write_timeout(left)),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            #[cfg(unix)]
            Self::Path(stream) => stream.write(bytes),
            Self::Port(stream) => stream.write(bytes),
        }
    }

    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self {
            #[cfg(unix)]
            Self::Path(stream) => stream.read(buffer),
            Self::Port(stream) => stream.read(buffer),
        }
    }
}

/// Connects within a time: where whoever listens accepts nobody any more, the standard library would wait for ever.
#[cfg(unix)]
fn connect(path: &std::path::Path) -> std::io::Result<std::os::unix::net::UnixStream> {
    use rustix::net::{AddressFamily, SocketAddrUnix, SocketType, connect, socket, sockopt};
    let made = socket(AddressFamily::UNIX, SocketType::STREAM, None)?;
    sockopt::set_socket_timeout(&made, sockopt::Timeout::Send, Some(ANSWER_MAX))?;
    connect(&made, &SocketAddrUnix::new(path)?)?;
    Ok(made.into())
}

impl Talk {
    fn begin(address: &Address, limit: Duration) -> Result<Self, String> {
        let watch = Stopwatch::start();
        let wire = Wire::open(address).map_err(|error| format!("it cannot be reached: {error}"))?;
        Ok(Self { wire, watch, limit })
    }

    /// Sets the time that is left as the limit of the next step.
    fn hurry(&self) -> std::io::Result<()> {
        let left = self.limit.saturating_sub(self.watch.elapsed());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        self.wire.limit(left)
    }

    fn send(&mut self, mut bytes: &[u8]) -> std::io::Result<()> {
        while !bytes.is_empty() {
            self.hurry()?;
            match self.wire.write(bytes) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(sent) => bytes = bytes.get(sent..).unwrap_or_default(),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(in_time(error)),
            }
        }
        Ok(())
    }

    /// Its answer up to the end of the line.
    fn answer(&mut self) -> std::io::Result<Vec<u8>> {
        let mut answer = Vec::new();
        let mut buffer = [0; 512];
        while answer.len() < ANSWER_BYTES_MAX {
            self.hurry()?;
            let count = match self.wire.read(&mut buffer) {
                Ok(count) => count,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(in_time(error)),
            };
            let part = buffer.get(..count).unwrap_or_default();
            let end = part.iter().position(|byte| *byte == 0);
            answer.extend_from_slice(part.get(..end.unwrap_or(count)).unwrap_or_default());
            if count == 0 || end.is_some() {
                return if answer.is_empty() { Err(ErrorKind::UnexpectedEof.into()) } else { Ok(answer) };
            }
        }
        Err(std::io::Error::new(ErrorKind::InvalidData, "its answer does not end"))
    }

    /// Sends a file and hears what it says. One that has seen enough hangs up in the middle: then its answer is there.
    fn hand_over(&mut self, from: &mut dyn Read) -> Result<Vec<u8>, ScanError> {
        let mut sent = self.send(b"zINSTREAM\0");
        let mut piece = vec![0; PIECE_BYTES];
        while sent.is_ok() {
            let count = match from.read(&mut piece) {
                Ok(count) => count,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(ScanError::Source(error)),
            };
            let length = u32::try_from(count).unwrap_or(u32::MAX).to_be_bytes();
            sent = self.send(&length).and_then(|()| self.send(piece.get(..count).unwrap_or_default()));
            if count == 0 {
                break;
            }
        }
        let away = |error: std::io::Error| ScanError::Away(format!("it gave no answer to a file: {error}"));
        match (self.answer(), sent) {
            (Ok(answer), _) => Ok(answer),
            (Err(_), Err(error)) | (Err(error), Ok(())) => Err(away(error)),
        }
    }
}

/// Sockets say that they would have to wait where they mean that the time is over.
fn in_time(error: std::io::Error) -> std::io::Error {
    if error.kind() == ErrorKind::WouldBlock { ErrorKind::TimedOut.into() } else { error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_paths_or_ports() {
        for (text, want) in [
            ("/run/clamav/clamd.ctl", Some(Address::Path("/run/clamav/clamd.ctl".into()))),
            ("127.0.0.1:3310", Some(Address::Port("127.0.0.1:3310".to_owned()))),
            ("[::1]:3310", Some(Address::Port("[::1]:3310".to_owned()))),
            ("clamav:3310", Some(Address::Port("clamav:3310".to_owned()))),
            ("run/clamd.ctl", None),
            ("clamav", None),
            (":3310", None),
            ("clamav:0", None),
            ("clamav:port", None),
            ("", None),
        ] {
            assert_eq!(Address::parse(text), want, "{text}");
        }
    }

    #[test]
    fn who_is_away_is_left_alone_for_a_moment_and_its_beginning_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("socket");
        let scanner = Scanner::new(Address::Path(path.clone()), None);
        let began = Timestamp(1_000_000);
        assert!(!scanner.is_there(began));
        assert!(!scanner.is_there(began + Millis::seconds(6)));
        let known = scanner.standing();
        assert_eq!(known.away_since, Some(began));
        assert!(known.why.unwrap().starts_with("it cannot be reached: "));

        let listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
        let answering = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = [0; 6];
            stream.read_exact(&mut asked).unwrap();
            stream.write_all(b"PONG\0").unwrap();
            asked
        });
        assert!(!scanner.is_there(began + Millis::seconds(7)), "not asked");
        assert!(scanner.is_there(began + Millis::seconds(12)));
        assert_eq!(&answering.join().unwrap(), b"zPING\0");
        assert_eq!(scanner.standing().away_since, None);
    }
}
