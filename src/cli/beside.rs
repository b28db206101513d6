//! The appliance without its doors, for commands that work beside a running one: an own handle to the
//! same file. What they write is in force at the running one's next request.

use super::Failure;
use crate::app::{App, Parts};
use crate::config::{Settings, local_url};
use crate::folder;
use crate::store::{open, setting};
use crate::web::api::outgoing_event;

/// Opens the file of the data folder, making it if need be. Links are made with the address that the
/// running appliance noted, unless one is given.
pub(super) fn open_app(settings: &Settings) -> Result<App, Failure> {
    let vault = folder::ready(settings, settings.clock.now())?;
    let noted = open::reader(&crate::app::database_path(&settings.data_dir))
        .and_then(|db| setting::get(&db, setting::PUBLIC_URL))
        .unwrap_or_default();
    let listen = settings.listen.parse().map_or_else(|_| format!("http://{}", settings.listen), local_url);
    let parts = Parts {
        data_dir: settings.data_dir.clone(),
        clock: settings.clock.clone(),
        vault,
        twilio_url: settings.twilio_url.clone(),
        call_networks: settings.call_networks.clone(),
        scanner: settings.scanner(),
        disk_limits: settings.disk_limits,
        public_url: settings.public_url.clone().or(noted).unwrap_or(listen),
        proxies: settings.proxies.clone(),
        demo: None,
        teller: outgoing_event::tell,
    };
    // Nobody here listens to what is published; the running one reads it from the file.
    Ok(App::open(parts, |_| ())?)
}

/// As [`open_app`], for commands that make no sense without a database: they make none.
pub(super) fn open_existing(settings: &Settings) -> Result<App, Failure> {
    folder::existing(settings)?;
    open_app(settings)
}
