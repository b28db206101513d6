//! `angelia demo`: the appliance and a pocket Twilio in one process, with one clock and a shop to play in.
//!
//! What a visitor finds was not written into the tables: customers wrote on the phone, agents took and
//! answered, reports came back, all through the same doors as in service, while the shared clock was moved
//! from three weeks ago to now. So the demo cannot show what the program cannot do.

mod bot;
mod cast;
mod routing;
mod seed;
mod story;

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, Weak};

use crate::app::{App, DATABASE_FILE};
use crate::clock::Clock;
use crate::config::{ConfigError, Settings};
use crate::domain::time::Millis;
use crate::emulator::{self, Emulator};
use crate::flows::jump;
use crate::folder::{self, FolderError};
use crate::random;
use crate::scheduler::Jobs;
use crate::startup::{self, Appliance, StartError};
use crate::store::{open, setting};

pub use cast::{PASSWORD, People};

/// Says that a folder is a demo's, and so may be removed by `--fresh`.
const MARK: &str = "this-is-a-demo.txt";
/// Where the pocket Twilio remembers its side.
const STATE: &str = "pocket-twilio.json";
/// Set when everything was told; without it the next start begins anew.
const TOLD: &str = "demo_told";

/// What a demo is started with.
#[derive(Clone, Debug)]
pub struct DemoSettings {
    /// Its own data folder.
    pub data_dir: PathBuf,
    /// Where the inbox listens; the phone is on the next port. Port 0 takes free ones for both.
    pub listen: String,
    /// Remove what is in the folder first.
    pub fresh: bool,
}

/// A running demo; dropping it stops both.
pub struct Demo {
    // Dropped in this order: the appliance may still speak to its Twilio while it stops.
    appliance: Appliance,
    emulator: Emulator,
}

impl Demo {
    /// The appliance.
    #[must_use]
    pub const fn appliance(&self) -> &Appliance {
        &self.appliance
    }

    /// The pocket Twilio.
    #[must_use]
    pub const fn emulator(&self) -> &Emulator {
        &self.emulator
    }
}

/// Starts a demo, and tells its story if the folder is new.
///
/// # Errors
/// [`StartError`]; a folder that is not a demo's is not touched.
pub fn start(wanted: &DemoSettings) -> Result<Demo, StartError> {
    let known = look_at(&wanted.data_dir, wanted.fresh)?;
    let clock = Clock::shifted(if known { offset_of(&wanted.data_dir) } else { story::BEGINS });
    let mut settings = Settings::new(&wanted.data_dir);
    settings.listen.clone_from(&wanted.listen);
    settings.clock = clock.clone();
    let listener = settings.bind()?;
    let bound = listener.local_addr().map_err(|error| StartError::Failed(format!("the port is gone: {error}")))?;

    let phone_at = next_port(&wanted.listen, bound)?;
    if !known {
        // Before anything is removed or made: the phone's port may be somebody else's.
        drop(bind_phone(phone_at)?);
        make_anew(&wanted.data_dir)?;
    }
    let hook = Arc::new(OnceLock::new());
    let emulator = start_emulator(phone_at, &settings, bound, &clock, &hook)?;
    settings.twilio_url = Some(emulator.url());
    let appliance = startup::start_on(listener, &settings, Some(emulator.url()))?;
    if hook.set((Arc::downgrade(appliance.app()), appliance.jobs())).is_err() {
        return Err(StartError::Failed("the clock of the demo was taken".to_owned()));
    }
    if !known {
        seed::tell(appliance.app(), &emulator.control())
            .map_err(|fault| StartError::Failed(format!("the demo could not be filled: {fault}")))?;
        appliance.run_jobs_once();
        appliance.app().store.write(|tx| setting::set(tx, TOLD, "yes"))?;
    }
    Ok(Demo { appliance, emulator })
}

/// Whether there is a demo to go on with. Changes nothing.
fn look_at(folder: &Path, fresh: bool) -> Result<bool, StartError> {
    if folder::is_held(folder) {
        return Err(FolderError::Held(folder.to_owned()).into());
    }
    let Ok(mut entries) = fs::read_dir(folder) else {
        return if folder.exists() { Err(FolderError::NotAFolder(folder.to_owned()).into()) } else { Ok(false) };
    };
    if entries.next().is_some() && !folder.join(MARK).exists() {
        return Err(FolderError::NotADemo(folder.to_owned()).into());
    }
    Ok(!fresh && setting_of(folder, TOLD).is_some())
}

/// Empties a demo's folder, or makes one.
fn make_anew(folder: &Path) -> Result<(), FolderError> {
    let not_writable = |error| FolderError::NotWritable { path: folder.to_owned(), error };
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(not_writable)?;
    }
    // Made by the lock as every data folder is, which then is free again for the appliance.
    drop(folder::lock(folder)?);
    let text = "This folder belongs to `angelia demo`. Nothing in it is real; `angelia demo --fresh` removes it.\n";
    fs::write(folder.join(MARK), text).map_err(not_writable)
}

fn setting_of(folder: &Path, key: &str) -> Option<String> {
    let database = folder.join(DATABASE_FILE);
    if !database.exists() {
        return None;
    }
    open::glance(&database).and_then(|db| setting::get(&db, key)).ok().flatten()
}

/// How far the clock of an earlier run had been moved.
fn offset_of(folder: &Path) -> Millis {
    let kept = setting_of(folder, jump::OFFSET).and_then(|text| text.parse().ok());
    Millis(kept.unwrap_or(0))
}

/// The phone is beside the inbox: the same host, the next port.
fn next_port(listen: &str, bound: SocketAddr) -> Result<SocketAddr, ConfigError> {
    let mut phone = bound;
    if listen.ends_with(":0") {
        phone.set_port(0);
    } else {
        phone.set_port(bound.port().checked_add(1).ok_or_else(|| ConfigError::Listen(listen.to_owned()))?);
    }
    Ok(phone)
}

fn bind_phone(at: SocketAddr) -> Result<TcpListener, ConfigError> {
    TcpListener::bind(at).map_err(|_| ConfigError::PhoneTaken(at.to_string()))
}

type Hook = Arc<OnceLock<(Weak<App>, Arc<Jobs>)>>;

fn start_emulator(
    listen: SocketAddr,
    settings: &Settings,
    inbox: SocketAddr,
    clock: &Clock,
    hook: &Hook,
) -> Result<Emulator, StartError> {
    let (now, hook) = (clock.clone(), hook.clone());
    let wanted = emulator::Settings {
        listen,
        now: Arc::new(move || now.now().0),
        advance: Some(Arc::new(move |by| jump_from_the_phone(&hook, Millis(by)))),
        random: Arc::new(random::fill),
        state_file: Some(settings.data_dir.join(STATE)),
        inbox_url: Some(settings.url(inbox)),
        heard: None,
        language: "en",
    };
    Emulator::start(wanted).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => ConfigError::PhoneTaken(listen.to_string()).into(),
        _ => StartError::Failed(format!("the pocket Twilio cannot run: {error}")),
    })
}

/// As the bar in the inbox does it, but without waiting for the work that falls due: that work asks the
/// pocket Twilio, whose one server thread is the one that called us.
fn jump_from_the_phone(hook: &Hook, by: Millis) {
    let Some((app, jobs)) = hook.get() else { return };
    let Some(app) = app.upgrade() else { return };
    if let Err(error) = jump::jump(&app, by) {
        tracing::error!(%error, "the clock could not be moved");
        return;
    }
    let jobs = jobs.clone();
    let started = std::thread::Builder::new().name("jump".to_owned()).spawn(move || {
        app.outbox_bell.ring();
        jobs.run_all(&app);
    });
    if let Err(error) = started {
        tracing::error!(%error, "what is due runs at its next time");
    }
}

#[cfg(test)]
#[path = "demo/tests.rs"]
mod tests;
