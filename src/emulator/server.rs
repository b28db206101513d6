//! The server's own threads: one that listens, a few that post, one that watches the clock.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc;
use std::sync::{Arc, atomic::Ordering};
use std::thread::JoinHandle;

use actix_web::dev::ServerHandle;
use actix_web::middleware::from_fn;
use actix_web::{App, HttpServer, web};

use super::core::Core;
use super::{Control, Settings, http, keep, page, tick};

const POSTERS: usize = 8;
pub(super) const LARGEST_BODY: usize = 20 * 1024 * 1024;

/// A running pocket Twilio. It stops when this is dropped.
pub struct Emulator {
    core: Arc<Core>,
    server: ServerHandle,
    clock: Option<mpsc::Sender<()>>,
    threads: Vec<JoinHandle<()>>,
}

impl Emulator {
    /// Binds at once (port 0 takes a free one) and serves on threads of its own.
    ///
    /// # Errors
    /// The address cannot be bound, or the state file cannot be read.
    pub fn start(settings: Settings) -> io::Result<Self> {
        let world = keep::load(settings.state_file.as_deref())?;
        let listener = TcpListener::bind(settings.listen)?;
        let core = Arc::new(Core::new(settings, listener.local_addr()?, world));
        let (tell, started) = mpsc::channel();
        let mut threads = Vec::new();
        let core_of_server = Arc::clone(&core);
        threads.push(spawn("emulator", move || serve(core_of_server, listener, &tell))?);
        let server = started.recv().map_err(io::Error::other)??;
        for _ in 0..POSTERS {
            let lanes = Arc::clone(&core.lanes);
            // Not joined at the end: one may sit in a post whose answer takes its 15 seconds.
            drop(spawn("emulator-post", move || lanes.work())?);
        }
        let (clock, stop) = mpsc::channel();
        let core_of_clock = Arc::clone(&core);
        threads.push(spawn("emulator-clock", move || tick::run(&core_of_clock, &stop))?);
        tick::resume(&core);
        Ok(Self { core, server, clock: Some(clock), threads })
    }

    /// The base of the API and of the phone page, such as `http://127.0.0.1:4010`.
    #[must_use]
    pub fn url(&self) -> String {
        self.core.url()
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.core.address
    }

    /// The handle that steers it.
    #[must_use]
    pub fn control(&self) -> Control {
        Control { core: Arc::clone(&self.core) }
    }

    /// Stops serving, lets go of what waits and writes the state file.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        self.core.stopping.store(true, Ordering::Release);
        self.core.lanes.stop();
        drop(self.clock.take());
        // The command is sent when `stop` is called; the future only waits for the end, as the join does.
        drop(self.server.stop(false));
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::warn!("a thread of the pocket Twilio panicked");
            }
        }
        tick::save(&self.core);
    }
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> io::Result<JoinHandle<()>> {
    std::thread::Builder::new().name(name.to_owned()).spawn(body)
}

fn serve(core: Arc<Core>, listener: TcpListener, tell: &mpsc::Sender<io::Result<ServerHandle>>) {
    actix_web::rt::System::new().block_on(async move {
        let server = HttpServer::new(move || {
            App::new()
                .app_data(web::Data::new(Arc::clone(&core)))
                .app_data(web::PayloadConfig::new(LARGEST_BODY))
                .wrap(from_fn(http::gate))
                .configure(http::routes)
                .configure(page::routes)
                .default_service(web::to(http::unknown))
        })
        .workers(1)
        .disable_signals()
        .shutdown_timeout(1)
        .on_connect(http::on_connect)
        .listen(listener);
        let server = match server {
            Ok(server) => server.run(),
            Err(error) => return drop(tell.send(Err(error))),
        };
        if tell.send(Ok(server.handle())).is_ok()
            && let Err(error) = server.await
        {
            tracing::warn!(%error, "the pocket Twilio's server ended");
        }
    });
}
