//! What every flow and handler has at hand. Built by `startup`, shared by reference.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::bell::Bell;
use crate::caller::Caller;
use crate::clock::Clock;
use crate::domain::event::Event;
use crate::domain::time::Millis;
use crate::domain::window::MARGIN_DEFAULT;
use crate::looking::Looking;
use crate::pages::LivePages;
use crate::proxies::{Network, Proxies};
use crate::room::Limits;
use crate::scanner::Scanner;
use crate::signers::Signers;
use crate::store::{Fault, Store, Teller};
use crate::telemetry::Metrics;
use crate::twilio::client::Client;
use crate::vault::Vault;

/// The database file inside a data folder.
pub const DATABASE_FILE: &str = "angelia.db";
/// The key file inside a data folder.
pub const KEY_FILE: &str = "angelia.key";
/// Readers at most; each page uses one for some hundred microseconds.
const READERS_MAX: u32 = 8;

/// The appliance without its doors.
pub struct App {
    /// The file.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// The stored secrets.
    pub vault: Vault,
    /// The way to the provider.
    pub twilio: Client,
    /// The way to programs of others.
    pub caller: Caller,
    /// The way to files that the provider keeps at another host: public networks only, and any where the provider itself is
    /// somewhere else.
    pub media_caller: Caller,
    /// Who looks through files for viruses, if anybody does.
    pub scanner: Option<Scanner>,
    /// How much room on the disk is little.
    pub disk_limits: Limits,
    /// Our address as the world calls it, without a slash at the end.
    pub public_url: String,
    /// Whose word about a visitor counts.
    pub proxies: Proxies,
    /// The folder of database and key.
    pub data_dir: PathBuf,
    /// Rung when the outbox has something due.
    pub outbox_bell: Arc<Bell>,
    /// Rung when a bot's program is to be asked.
    pub bot_bell: Arc<Bell>,
    /// Rung when a program is to be told of something.
    pub delivery_bell: Arc<Bell>,
    /// Rung when a file is to be fetched.
    pub media_bell: Arc<Bell>,
    /// How long before the end of a window free text stops.
    pub window_margin: Millis,
    /// What makes this a demo, if it is one.
    pub demo: Option<Demo>,
    /// Who has a live page open.
    pub pages: Arc<LivePages>,
    /// Who has which thread open.
    pub looking: Looking,
    /// Who may post to which webhook address.
    pub signers: Arc<Signers>,
    /// What is counted for `/metrics`.
    pub metrics: Arc<Metrics>,
}

/// Moves the demo's clock forward, and lets everything happen that falls due with it.
/// Blocks until that is done.
pub type Jump = Arc<dyn Fn(&App, Millis) -> Result<(), Fault> + Send + Sync>;

/// What pages of a demo know beyond the others.
#[derive(Clone)]
pub struct Demo {
    /// Where the customer's phone is.
    pub phone_url: String,
    /// What the buttons of the bar do.
    pub jump: Jump,
}

/// What an [`App`] is made of.
pub struct Parts {
    /// The folder of database and key.
    pub data_dir: PathBuf,
    /// The time.
    pub clock: Clock,
    /// The stored secrets.
    pub vault: Vault,
    /// Instead of Twilio's own hosts: one base for all of its APIs.
    pub twilio_url: Option<String>,
    /// Networks of our own in which programs may be called.
    pub call_networks: Vec<Network>,
    /// Who looks through files for viruses.
    pub scanner: Option<Scanner>,
    /// How much room on the disk is little.
    pub disk_limits: Limits,
    /// Our address as the world calls it.
    pub public_url: String,
    /// Whose word about a visitor counts.
    pub proxies: Proxies,
    /// What makes this a demo.
    pub demo: Option<Demo>,
    /// Who writes down what webhooks are told.
    pub teller: Teller,
}

impl App {
    /// Opens the (migrated) file in the data folder. `tell` hears about everything that is committed.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] if the file cannot be opened.
    pub fn open(parts: Parts, tell: impl Fn(&[Event]) + Send + 'static) -> Result<Self, Fault> {
        let outbox_bell = Arc::new(Bell::default());
        let bot_bell = Arc::new(Bell::default());
        let delivery_bell = Arc::new(Bell::default());
        let media_bell = Arc::new(Bell::default());
        let (bell, bots) = (outbox_bell.clone(), bot_bell.clone());
        let (deliveries, files) = (delivery_bell.clone(), media_bell.clone());
        let signers = Arc::new(Signers::default());
        let remembered = signers.clone();
        let publisher = move |events: &[Event]| {
            if events.contains(&Event::OutboxFilled) {
                bell.ring();
            }
            if events.contains(&Event::BotAsked) {
                bots.ring();
            }
            if events.contains(&Event::DeliveriesDue) {
                deliveries.ring();
            }
            if events.contains(&Event::MediaWaits) {
                files.ring();
            }
            if events.iter().any(|event| matches!(event, Event::AccountTouched { .. })) {
                remembered.forget();
            }
            tell(events);
        };
        let open = if parts.demo.is_some() { Store::open_for_demo } else { Store::open };
        let store = open(&database_path(&parts.data_dir), READERS_MAX, Box::new(publisher))?;
        store.tell_others(parts.teller);
        Ok(Self {
            store,
            clock: parts.clock,
            vault: parts.vault,
            twilio: Client::new(parts.twilio_url.as_deref()),
            caller: Caller::new(parts.call_networks),
            media_caller: Caller::for_files(if parts.twilio_url.is_some() { everywhere() } else { Vec::new() }),
            scanner: parts.scanner,
            disk_limits: parts.disk_limits,
            public_url: parts.public_url.trim_end_matches('/').to_owned(),
            proxies: parts.proxies,
            data_dir: parts.data_dir,
            outbox_bell,
            bot_bell,
            delivery_bell,
            media_bell,
            window_margin: MARGIN_DEFAULT,
            demo: parts.demo,
            pages: Arc::default(),
            looking: Looking::default(),
            signers,
            metrics: Arc::default(),
        })
    }

    /// The path of the public URL, such as `/angelia`; empty at the root.
    #[must_use]
    pub fn path(&self) -> &str {
        let after = self.public_url.split_once("://").map_or("", |(_, after)| after);
        after.find('/').and_then(|at| after.get(at..)).unwrap_or_default()
    }
}

fn everywhere() -> Vec<Network> {
    ["0.0.0.0/0", "::/0"].iter().filter_map(|network| network.parse().ok()).collect()
}

/// Where the database is in a data folder.
#[must_use]
pub fn database_path(data_dir: &Path) -> PathBuf {
    data_dir.join(DATABASE_FILE)
}
