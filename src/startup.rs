//! From checked settings to a running appliance, and back down in order.
//!
//! Up: look at everything, take the port, take the folder, prepare the file, then the threads: senders,
//! scheduler, server. A refusal on the way leaves nothing changed. Down: no new requests, the open ones
//! finish, the sends under way finish, the scheduler stops, the file is closed.
//! Plain threads hold it together; what is asynchronous lives on one thread of its own, so that tests and
//! the demo can start an appliance from anywhere.

use std::net::TcpListener;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::rt::System;
use actix_web::web::Data;

use crate::app::{App, Demo, Jump, Parts};
use crate::bell::Bell;
use crate::config::{self, ConfigError, Settings};
use crate::domain::time::Millis;
use crate::flows::bots::{self, ask::ask_one};
use crate::flows::key::{self, KeyState};
use crate::flows::media::{self, fetch::fetch_one};
use crate::flows::messages::deliver::{Step, deliver_one};
use crate::flows::messages::recover;
use crate::flows::outgoing_webhooks;
use crate::flows::users::pages;
use crate::flows::{Fault, jump};
use crate::folder::{self, FolderError, Lock};
use crate::scheduler::{self, Jobs};
use crate::store::setting;
use crate::web::api::outgoing_event;
use crate::web::live::Hub;
use crate::web::server;

mod tell;

/// Threads that send. Each waits for one answer of the provider at a time.
const SENDERS: usize = 4;
/// Threads that ask the programs behind bots. Each waits for one answer at a time.
const ASKERS: usize = 2;
/// Threads that fetch files. Each waits for one file at a time.
const FETCHERS: usize = 2;
/// A sender with something in view looks again after this long at most.
const NAP: Millis = Millis::seconds(1);
/// A sender that sees nothing sleeps until it is woken; this is only a safety net.
const SLEEP: Millis = Millis::seconds(30);
/// How long a stop waits for each part before it goes on without.
const STOP_LIMIT: Duration = Duration::from_secs(12);

/// Why an appliance did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The data folder, its file or its key.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Anything that went wrong after the settings were found good.
    #[error("{0}")]
    Failed(String),
}

impl From<Fault> for StartError {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault.for_operator())
    }
}

/// A running appliance. Dropping it stops it; the file is closed with the last handle to the [`App`].
pub struct Appliance {
    /// Our address as the world calls it.
    pub url: String,
    /// Where it listens, as a browser on this machine would write it.
    pub local_url: String,
    app: Arc<App>,
    jobs: Arc<Jobs>,
    hub: Data<Hub>,
    halt: Arc<AtomicBool>,
    senders: Vec<JoinHandle<()>>,
    catching_up: Option<JoinHandle<()>>,
    door: Option<Door>,
    _lock: Lock,
}

/// The thread of the server and the scheduler.
struct Door {
    server: ServerHandle,
    ended: mpsc::Receiver<()>,
    thread: JoinHandle<()>,
}

/// Starts an appliance.
///
/// # Errors
/// [`StartError`]; nothing is left running, and a refused setting has changed nothing on disk.
pub fn start(settings: &Settings) -> Result<Appliance, StartError> {
    // A folder that is in use is the better reason than the port that its holder has.
    if folder::is_held(&settings.data_dir) {
        return Err(FolderError::Held(settings.data_dir.clone()).into());
    }
    folder::inspect(settings)?;
    start_on(settings.bind()?, settings, None)
}

/// As [`start`], on a port that was taken before; with a phone's address it is a demo.
///
/// # Errors
/// As [`start`].
pub fn start_on(
    listener: TcpListener,
    settings: &Settings,
    phone_url: Option<String>,
) -> Result<Appliance, StartError> {
    let bound = listener.local_addr().map_err(|error| StartError::Failed(format!("the port is gone: {error}")))?;
    let inspected = folder::inspect(settings)?;
    let lock = folder::lock(&settings.data_dir)?;
    let vault = inspected.key(&settings.data_dir)?;
    folder::prepare(&settings.data_dir, settings.clock.now())?;

    let (hub, jobs) = (Data::new(Hub::new()), Arc::new(Jobs::new(settings.timed_jobs)));
    let parts = Parts {
        data_dir: settings.data_dir.clone(),
        clock: settings.clock.clone(),
        vault,
        twilio_url: settings.twilio_url.clone(),
        call_networks: settings.call_networks.clone(),
        scanner: settings.scanner(),
        disk_limits: settings.disk_limits,
        public_url: settings.url(bound),
        proxies: settings.proxies.clone(),
        demo: phone_url.map(|phone_url| Demo { phone_url, jump: jump_with(jobs.clone()) }),
        teller: outgoing_event::tell,
    };
    let told = hub.clone();
    let app = Arc::new(App::open(parts, move |events| told.publish(events))?);
    check_key(&app)?;
    note_url(&app)?;
    recover::recover(&app, app.clock.now())?;
    bots::pass::recover(&app, app.clock.now())?;
    outgoing_webhooks::pass::recover(&app, app.clock.now())?;
    media::pass::recover(&app, app.clock.now())?;
    pages::recall(&app, app.clock.now())?;

    let halt = Arc::new(AtomicBool::new(false));
    let mut appliance = Appliance {
        url: app.public_url.clone(),
        local_url: config::local_url(bound),
        app: app.clone(),
        jobs,
        hub,
        halt,
        senders: Vec::new(),
        catching_up: None,
        door: None,
        _lock: lock,
    };
    // From here on dropping it takes down what is up already.
    appliance.start_threads(&app, listener)?;
    Ok(appliance)
}

fn jump_with(jobs: Arc<Jobs>) -> Jump {
    Arc::new(move |app, by| {
        jump::jump(app, by)?;
        app.outbox_bell.ring();
        jobs.run_all(app);
        Ok(())
    })
}

fn check_key(app: &App) -> Result<(), Fault> {
    if let KeyState::Misses(accounts) = key::check(app)? {
        tracing::error!(
            accounts = accounts.len(),
            "the key does not fit the stored tokens: give these accounts their tokens again, or put the right key back"
        );
    }
    Ok(())
}

/// For the links that commands beside us print, and that flows send.
fn note_url(app: &App) -> Result<(), Fault> {
    let url = app.public_url.clone();
    app.store.write(move |tx| setting::set(tx, setting::PUBLIC_URL, &url))
}

impl Appliance {
    fn start_threads(&mut self, app: &Arc<App>, listener: TcpListener) -> Result<(), StartError> {
        for number in 1..=SENDERS {
            let (app, halt) = (app.clone(), self.halt.clone());
            self.senders.push(thread(format!("sender-{number}"), move || {
                work_until(&app, &halt, &app.outbox_bell, deliver_one);
            })?);
        }
        for number in 1..=ASKERS {
            let (app, halt) = (app.clone(), self.halt.clone());
            self.senders
                .push(thread(format!("asker-{number}"), move || work_until(&app, &halt, &app.bot_bell, ask_one))?);
        }
        let (telling, halt) = (app.clone(), self.halt.clone());
        self.senders.push(thread("telling".to_owned(), move || tell::work(&telling, &halt))?);
        for number in 1..=FETCHERS {
            let (app, halt) = (app.clone(), self.halt.clone());
            self.senders.push(thread(format!("fetcher-{number}"), move || {
                work_until(&app, &halt, &app.media_bell, fetch_one);
            })?);
        }
        let (tell, told) = mpsc::channel();
        let (end, ended) = mpsc::channel();
        let (door_app, jobs, hub) = (app.clone(), self.jobs.clone(), self.hub.clone());
        let thread_of_door = thread("door".to_owned(), move || {
            open_door(listener, door_app, jobs, hub, &tell);
            if end.send(()).is_err() {
                tracing::debug!("nobody waits for the end of the server");
            }
        })?;
        let server = told.recv().map_err(|_| StartError::Failed("the server did not start".to_owned()))??;
        self.door = Some(Door { server, ended, thread: thread_of_door });
        let (app, jobs) = (app.clone(), self.jobs.clone());
        self.catching_up = Some(thread("catch-up".to_owned(), move || jobs.catch_up(&app))?);
        Ok(())
    }

    /// The appliance behind the doors.
    #[must_use]
    pub const fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// The scheduled jobs.
    #[must_use]
    pub fn jobs(&self) -> Arc<Jobs> {
        self.jobs.clone()
    }

    /// Runs every scheduled job once, now, on this thread.
    pub fn run_jobs_once(&self) {
        self.jobs.run_all(&self.app);
    }

    /// Waits for an order to stop (SIGINT, SIGTERM), or for the server's end.
    ///
    /// # Errors
    /// [`StartError::Failed`] if the server ended by itself, or signals cannot be heard.
    pub fn wait(&self) -> Result<(), StartError> {
        let failed = |error: std::io::Error| StartError::Failed(format!("signals cannot be heard: {error}"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let Some(door) = &self.door else { return Ok(()) };
        runtime.block_on(async {
            let told = told_to_stop();
            tokio::pin!(told);
            loop {
                tokio::select! {
                    result = &mut told => return result.map_err(failed),
                    () = tokio::time::sleep(Duration::from_secs(1)) => {
                        if door.thread.is_finished() {
                            return Err(StartError::Failed("the server ended by itself; the log says why".to_owned()));
                        }
                    }
                }
            }
        })
    }

    /// Stops in order; returns when the file is closed.
    pub fn stop(mut self) {
        self.halt_all();
    }

    fn halt_all(&mut self) {
        self.jobs.stop();
        if let Some(door) = self.door.take() {
            self.hub.stop();
            // The order is given here; that it was carried out is told by the end of the thread.
            drop(door.server.stop(true));
            match door.ended.recv_timeout(STOP_LIMIT) {
                Ok(()) => join(door.thread),
                Err(_) => tracing::warn!("the server took too long to stop and is left behind"),
            }
        }
        self.halt.store(true, Ordering::Release);
        self.app.outbox_bell.ring();
        self.app.bot_bell.ring();
        self.app.delivery_bell.ring();
        self.app.media_bell.ring();
        self.senders.drain(..).for_each(join);
        if let Some(catching_up) = self.catching_up.take().filter(JoinHandle::is_finished) {
            join(catching_up);
        }
    }
}

impl Drop for Appliance {
    fn drop(&mut self) {
        self.halt_all();
    }
}

fn thread(name: String, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, StartError> {
    std::thread::Builder::new()
        .name(name)
        .spawn(work)
        .map_err(|error| StartError::Failed(format!("no thread can be started: {error}")))
}

fn join(thread: JoinHandle<()>) {
    let name = thread.thread().name().unwrap_or_default().to_owned();
    if thread.join().is_err() {
        tracing::error!(name, "a thread ended with a panic");
    }
}

/// The loop of a thread that does what is due, one after the other: a sender, one that asks bots, or one that fetches files.
fn work_until(app: &App, halt: &AtomicBool, bell: &Bell, work: fn(&App) -> Result<Step, Fault>) {
    while !halt.load(Ordering::Acquire) {
        let seen = bell.count();
        let step = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(app)));
        match step.unwrap_or_else(|_| Err(Fault::Broken("a thread's work panicked".to_owned()))) {
            Ok(Step::Did) => {}
            Ok(Step::Idle(None)) => bell.wait(seen, SLEEP),
            Ok(Step::Idle(Some(next))) => {
                let left = next - app.clock.now();
                bell.wait(seen, left.clamp(Millis::ZERO, NAP));
            }
            Err(fault) => {
                tracing::error!(%fault, "what is due could not be worked on");
                bell.wait(seen, NAP);
            }
        }
    }
}

/// Runs the server and the scheduler until the server is told to stop.
fn open_door(
    listener: TcpListener,
    app: Arc<App>,
    jobs: Arc<Jobs>,
    hub: Data<Hub>,
    tell: &mpsc::Sender<Result<ServerHandle, StartError>>,
) {
    System::new().block_on(async move {
        let more = move |cfg: &mut actix_web::web::ServiceConfig| {
            cfg.app_data(hub.clone());
        };
        let server = match server::server(listener, app.clone(), more) {
            Ok(server) => server,
            Err(error) => {
                drop(tell.send(Err(StartError::Failed(format!("the server did not start: {error}")))));
                return;
            }
        };
        let handle = server.handle();
        let scheduler = match scheduler::start(app, jobs.clone()).await {
            Ok(scheduler) => scheduler,
            Err(error) => {
                drop(tell.send(Err(StartError::Failed(format!("the scheduler did not start: {error}")))));
                return;
            }
        };
        drop(tell.send(Ok(handle)));
        if let Err(error) = server.await {
            tracing::error!(%error, "the server ended");
        }
        jobs.stop();
        let mut scheduler = scheduler;
        if let Err(error) = scheduler.shutdown().await {
            tracing::debug!(%error, "the scheduler had stopped already");
        }
    });
}

async fn told_to_stop() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            result = tokio::signal::ctrl_c() => result,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
