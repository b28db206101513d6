//! What an operator decides: a flag, else the environment, else a default. Checked as a whole before
//! anything is touched, so that a wrong value changes nothing on disk.

mod address;

use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::clock::Clock;
use crate::domain::time::Millis;
use crate::proxies::{Network, Proxies, networks};
use crate::room::Limits;
use crate::scanner::{self, Scanner};

pub use address::is_local;
use address::{public_url, twilio_url};

/// Where `serve` listens unless told otherwise.
pub const LISTEN_DEFAULT: &str = "127.0.0.1:8080";
/// Worker threads at least: one page that takes long must not stop the others.
const WORKERS_MIN: usize = 2;
/// Worker threads at most; the writer is one, so more would only wait for it.
const WORKERS_MAX: usize = 8;

/// The options of `serve`, and of every command that works on its folder.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Folder of database, key and lock
    #[arg(long, env = "ANGELIA_DATA_DIR", value_name = "FOLDER", default_value = "angelia-data", global = true)]
    pub data_dir: PathBuf,
    /// Where to listen
    #[arg(long, env = "ANGELIA_LISTEN", value_name = "HOST:PORT", default_value = LISTEN_DEFAULT, global = true)]
    pub listen: String,
    /// The address that people and Twilio use, such as `https://inbox.example.com` or `https://example.com/angelia` [default: `http://` and where it listens]
    #[arg(long, env = "ANGELIA_PUBLIC_URL", value_name = "URL", global = true)]
    pub public_url: Option<String>,
    /// A proxy whose `X-Forwarded-…` headers count: an address or a network such as `10.0.0.0/8`; more with commas or by repeating it [default: this machine, `127.0.0.0/8,::1`]
    #[arg(
        long = "trusted-proxy",
        env = "ANGELIA_TRUSTED_PROXIES",
        value_name = "ADDRESS",
        value_delimiter = ',',
        global = true
    )]
    pub trusted_proxies: Vec<String>,
    /// One base address instead of Twilio's own, for tests and the emulator
    #[arg(long, env = "ANGELIA_TWILIO_URL", value_name = "URL", global = true)]
    pub twilio_url: Option<String>,
    /// A network that is not public where programs of yours, such as an HTTP bot, may be called, such as `10.1.0.0/24`; more with commas or by repeating it [default: none]
    #[arg(
        long = "call-network",
        env = "ANGELIA_CALL_NETWORKS",
        value_name = "ADDRESS",
        value_delimiter = ',',
        global = true
    )]
    pub call_networks: Vec<String>,
    /// Where clamd of ClamAV listens, to look through files for viruses: a path such as `/run/clamav/clamd.ctl`, or `host:port` [default: nobody does]
    #[arg(long, env = "ANGELIA_CLAMD", value_name = "SOCKET", global = true)]
    pub clamd: Option<String>,
    /// Below how many percent of free disk admins are warned
    #[arg(long, env = "ANGELIA_DISK_LOW", value_name = "PERCENT", default_value_t = Limits::default().low, global = true)]
    pub disk_low: u64,
    /// Below how many percent of free disk files are not fetched any more; texts still are
    #[arg(long, env = "ANGELIA_DISK_FULL", value_name = "PERCENT", default_value_t = Limits::default().full, global = true)]
    pub disk_full: u64,
    /// By how many seconds the clock is wrong on purpose, for tests and demonstrations
    #[arg(long, value_name = "SECONDS", default_value_t = 0, allow_negative_numbers = true, global = true)]
    pub clock_offset: i64,
    /// Make a new key; stored tokens have to be given again
    #[arg(long, global = true)]
    pub new_key: bool,
    /// The key itself instead of the file `angelia.key`: 32 bytes in base64
    #[arg(skip = key_of_environment())]
    pub key: Option<String>,
}

/// A checked configuration.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Folder of database, key and lock.
    pub data_dir: PathBuf,
    /// Where to listen, as `host:port`; port 0 takes a free one.
    pub listen: String,
    /// Our address as the world calls it; `None`: `http://` and where it listens.
    pub public_url: Option<String>,
    /// Whose word about a visitor counts.
    pub proxies: Proxies,
    /// Networks of our own in which programs may be called.
    pub call_networks: Vec<Network>,
    /// Where a virus scanner listens.
    pub clamd: Option<scanner::Address>,
    /// How long it may take for one file, if not as usual; for tests.
    pub clamd_patience: Option<Duration>,
    /// How much room on the disk is little.
    pub disk_limits: Limits,
    /// One base instead of Twilio's own hosts.
    pub twilio_url: Option<String>,
    /// The time; clones share it.
    pub clock: Clock,
    /// The key as base64 text; `None`: from its file.
    pub key: Option<String>,
    /// Put the key aside and make a new one.
    pub new_key: bool,
    /// Threads that answer requests.
    pub workers: usize,
    /// Whether jobs of every few minutes run by the clock on the wall. Tests run them when they want, so that
    /// none of them asks the provider in between.
    pub timed_jobs: bool,
}

/// A value that cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ConfigError {
    /// An address without scheme, host, or with more than those and a port.
    #[error("{flag} {value}: {problem}. Write it like https://inbox.example.com")]
    Url {
        /// The flag.
        flag: &'static str,
        /// What was given.
        value: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// Neither an address nor a network.
    #[error("--trusted-proxy {0} is not an address. Write it like 10.0.0.2, or like 10.0.0.0/8 for a network")]
    Proxy(String),
    /// Neither an address nor a network.
    #[error("--call-network {0} is not an address. Write it like 10.0.0.2, or like 10.0.0.0/8 for a network")]
    CallNetwork(String),
    /// No percents, or in the wrong order.
    #[error(
        "--disk-low {low} and --disk-full {full} do not fit: both are percents, and the second is not above the first"
    )]
    DiskLimits {
        /// Where the warning begins.
        low: u64,
        /// Where fetching ends.
        full: u64,
    },
    /// Neither a path nor a host and a port.
    #[error("--clamd {0} is no socket. Write it like /run/clamav/clamd.ctl, or like 127.0.0.1:3310")]
    Clamd(String),
    /// Not a host and a port.
    #[error("--listen {0} is not a host and a port. Write it like 127.0.0.1:8080")]
    Listen(String),
    /// The port is somebody else's.
    #[error("{0} is taken by another program. Stop that one, or choose another address with --listen")]
    Taken(String),
    /// The next port, where the demo's phone is to be, is somebody else's.
    #[error("{0}, for the customer's phone, is taken by another program. Choose another address with --listen")]
    PhoneTaken(String),
    /// The system does not let us listen there.
    #[error("cannot listen on {address}: {error}. Choose another address with --listen")]
    NotListening {
        /// Where.
        address: String,
        /// What the system said.
        error: String,
    },
    /// More than time can hold.
    #[error("--clock-offset {0} is too far. Stay within a hundred years")]
    Offset(i64),
}

impl Settings {
    /// Everything by default in this folder, on a free port: what tests begin with.
    #[must_use]
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            listen: "127.0.0.1:0".to_owned(),
            public_url: None,
            proxies: Proxies::default(),
            call_networks: Vec::new(),
            clamd: None,
            clamd_patience: None,
            disk_limits: Limits::default(),
            twilio_url: None,
            clock: Clock::default(),
            key: None,
            new_key: false,
            workers: WORKERS_MIN,
            timed_jobs: true,
        }
    }

    /// Checks what was given.
    ///
    /// # Errors
    /// [`ConfigError`] about the first value that cannot be used.
    pub fn check(options: Options) -> Result<Self, ConfigError> {
        let a_century = 100 * 366 * 24 * 3_600;
        if options.clock_offset.unsigned_abs() > a_century {
            return Err(ConfigError::Offset(options.clock_offset));
        }
        if options.disk_low > 100 || options.disk_full > options.disk_low {
            return Err(ConfigError::DiskLimits { low: options.disk_low, full: options.disk_full });
        }
        resolve(&options.listen)?;
        Ok(Self {
            public_url: options.public_url.map(|text| public_url(&text)).transpose()?,
            proxies: Proxies::parse(&options.trusted_proxies).map_err(ConfigError::Proxy)?,
            call_networks: networks(&options.call_networks).map_err(ConfigError::CallNetwork)?,
            clamd: options.clamd.filter(|text| !text.is_empty()).map(clamd).transpose()?,
            clamd_patience: None,
            disk_limits: Limits { low: options.disk_low, full: options.disk_full },
            twilio_url: options.twilio_url.map(|text| twilio_url(&text)).transpose()?,
            data_dir: options.data_dir,
            listen: options.listen,
            clock: Clock::shifted(Millis::seconds(options.clock_offset)),
            key: options.key,
            new_key: options.new_key,
            timed_jobs: true,
            workers: std::thread::available_parallelism()
                .map_or(WORKERS_MIN, std::num::NonZero::get)
                .clamp(WORKERS_MIN, WORKERS_MAX),
        })
    }

    /// Takes the address. Done before anything is written: a taken port must leave no folder behind.
    ///
    /// # Errors
    /// [`ConfigError::Taken`] and its siblings.
    pub fn bind(&self) -> Result<TcpListener, ConfigError> {
        let addresses = resolve(&self.listen)?;
        TcpListener::bind(addresses.as_slice()).map_err(|error| match error.kind() {
            std::io::ErrorKind::AddrInUse => ConfigError::Taken(self.listen.clone()),
            _ => ConfigError::NotListening { address: self.listen.clone(), error: error.to_string() },
        })
    }

    /// Who looks through files for viruses, if anybody does.
    #[must_use]
    pub fn scanner(&self) -> Option<Scanner> {
        self.clamd.clone().map(|address| Scanner::new(address, self.clamd_patience))
    }

    /// Our address as the world calls it, when we listen on `bound`.
    #[must_use]
    pub fn url(&self, bound: SocketAddr) -> String {
        self.public_url.clone().unwrap_or_else(|| local_url(bound))
    }
}

/// `http://` and an address that a browser on this machine can use.
#[must_use]
pub fn local_url(mut bound: SocketAddr) -> String {
    if bound.ip().is_unspecified() {
        let loopback = match bound.ip() {
            IpAddr::V4(_) => IpAddr::from([127, 0, 0, 1]),
            IpAddr::V6(_) => IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1]),
        };
        bound.set_ip(loopback);
    }
    format!("http://{bound}")
}

/// What is to be logged, in the syntax of `RUST_LOG`: `ANGELIA_LOG`, else `RUST_LOG`.
#[must_use]
pub fn log_filter() -> Option<String> {
    ["ANGELIA_LOG", "RUST_LOG"].into_iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
}

/// The key is no flag: a command line can be read by everybody on the machine.
fn key_of_environment() -> Option<String> {
    std::env::var("ANGELIA_KEY").ok().filter(|value| !value.is_empty())
}

fn clamd(text: String) -> Result<scanner::Address, ConfigError> {
    scanner::Address::parse(&text).ok_or(ConfigError::Clamd(text))
}

fn resolve(listen: &str) -> Result<Vec<SocketAddr>, ConfigError> {
    let not_one = || ConfigError::Listen(listen.to_owned());
    let (host, port) = listen.rsplit_once(':').ok_or_else(not_one)?;
    if host.is_empty() || port.parse::<u16>().is_err() {
        return Err(not_one());
    }
    let found: Vec<SocketAddr> = listen.to_socket_addrs().map_err(|_| not_one())?.collect();
    if found.is_empty() { Err(not_one()) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> Options {
        Options {
            data_dir: "x".into(),
            listen: "127.0.0.1:0".to_owned(),
            public_url: None,
            trusted_proxies: Vec::new(),
            call_networks: Vec::new(),
            clamd: None,
            disk_low: 10,
            disk_full: 5,
            twilio_url: None,
            clock_offset: 0,
            new_key: false,
            key: None,
        }
    }

    #[test]
    fn addresses_are_checked() {
        let refused = Settings::check(Options { trusted_proxies: vec!["proxy".to_owned()], ..options() });
        assert_eq!(refused.unwrap_err(), ConfigError::Proxy("proxy".to_owned()));
        let refused = Settings::check(Options { clamd: Some("clamav".to_owned()), ..options() });
        assert_eq!(refused.unwrap_err(), ConfigError::Clamd("clamav".to_owned()));
        for (low, full) in [(101, 5), (4, 5)] {
            let refused = Settings::check(Options { disk_low: low, disk_full: full, ..options() });
            assert_eq!(refused.unwrap_err(), ConfigError::DiskLimits { low, full });
        }
        for bad in ["8080", ":8080", "127.0.0.1", "127.0.0.1:99999", "127.0.0.1:http", ""] {
            let refused = Settings::check(Options { listen: bad.to_owned(), ..options() });
            assert_eq!(refused.unwrap_err(), ConfigError::Listen(bad.to_owned()));
        }
        for far in [i64::MIN, i64::MAX] {
            let refused = Settings::check(Options { clock_offset: far, ..options() });
            assert_eq!(refused.unwrap_err(), ConfigError::Offset(far));
        }
        assert_eq!(
            Settings::check(Options { clock_offset: -60, ..options() }).unwrap().clock.offset(),
            Millis::minutes(-1)
        );
    }

    #[test]
    fn a_taken_port_is_told_and_a_free_one_is_called_by_its_number() {
        let settings = Settings::new("x");
        let listener = settings.bind().unwrap();
        let bound = listener.local_addr().unwrap();
        assert_eq!(settings.url(bound), format!("http://{bound}"));
        let second = Settings { listen: bound.to_string(), ..settings };
        assert_eq!(second.bind().unwrap_err(), ConfigError::Taken(bound.to_string()));
        assert_eq!(local_url("0.0.0.0:81".parse().unwrap()), "http://127.0.0.1:81");
    }
}
