//! `/admin` when no first step is left: how the installation is, in one look.

use actix_web::web::Data;
use askama::Template;

use crate::app::{App, database_path};
use crate::domain::text::size;
use crate::domain::time::{Millis, Timestamp};
use crate::flows::numbers::health::{self, Health};
use crate::room::Room;
use crate::scanner::Standing;
use crate::store::overview_view::{self, Overview};
use crate::store::{Fault, media};
use crate::web::agent::file_size;
use crate::web::guards::Admin;
use crate::web::i18n::Locale;
use crate::web::page::{PageResult, blocking, page};
use crate::web::shell::{Nav, Section, Shell};

/// A message that waits longer than this to be handed over is worth a word.
const OUTBOX_LATE: Millis = Millis::minutes(1);
/// A backup that is older is worth a word.
const BACKUP_OLD: Millis = Millis::days(7);

/// What is known about the installation, for the page and for the API.
pub(in crate::web) struct Known {
    /// How each number is.
    pub numbers: Vec<Health>,
    /// What waits, what was refused, when it was last backed up.
    pub found: Overview,
    /// The virus scanner, if there is one.
    pub scanner: Option<Seen>,
    /// The room on the disk, if the system tells.
    pub room: Option<Room>,
    /// The size of the database file in bytes, if the system tells.
    pub database: Option<u64>,
}

impl Known {
    /// Reads it; nobody outside is asked.
    ///
    /// # Errors
    /// [`Fault`] of the store.
    pub fn of(app: &App) -> Result<Self, Fault> {
        let since = app.clock.now() - health::REFUSED_SINCE;
        let database = std::fs::metadata(database_path(&app.data_dir)).ok().map(|known| known.len());
        Ok(Self {
            numbers: health::all(app)?,
            scanner: Seen::of(app)?,
            found: app.store.read(|db| overview_view::read(db, since))?,
            room: Room::of(&app.data_dir).ok(),
            database,
        })
    }

    /// Whether the oldest message that waits has done so for too long.
    pub fn outbox_is_late(&self, now: Timestamp) -> bool {
        self.found.outbox_since.is_some_and(|since| now - since > OUTBOX_LATE)
    }

    /// Whether there is no backup, or only an old one.
    pub fn backup_is_old(&self, now: Timestamp) -> bool {
        self.found.backed_up_at.is_none_or(|at| now - at > BACKUP_OLD)
    }
}

/// The virus scanner as it was seen last.
pub(in crate::web) struct Seen {
    /// Where it listens.
    pub address: String,
    /// What is known of it.
    pub standing: Standing,
    /// How many files wait for it.
    pub held: i64,
}

impl Seen {
    /// It; nobody is asked.
    ///
    /// # Errors
    /// [`Fault`] of the store.
    pub fn of(app: &App) -> Result<Option<Self>, Fault> {
        let Some(scanner) = &app.scanner else { return Ok(None) };
        let held = app.store.read(media::waiting_for_scanner)?;
        Ok(Some(Self { address: scanner.address().to_string(), standing: scanner.standing(), held }))
    }

    /// The size of the last file that was too large for it, and when that came.
    pub fn too_large(&self, l: &Locale) -> Option<(String, Timestamp)> {
        let (bytes, at) = self.standing.too_large?;
        Some((file_size(i64::try_from(bytes).unwrap_or(i64::MAX), *l), at))
    }
}

#[derive(Template)]
#[template(path = "admin/overview.html")]
struct OverviewPage {
    shell: Shell,
    known: Known,
    public_url: String,
    /// Steps that are left although the list is hidden.
    left: usize,
}

impl OverviewPage {
    fn last_inbound_at(&self) -> Option<Timestamp> {
        self.known.numbers.iter().filter_map(|health| health.number.last_inbound_at).max()
    }

    fn last_sent_at(&self) -> Option<Timestamp> {
        self.known.numbers.iter().filter_map(|health| health.number.last_sent_at).max()
    }

    fn outbox_is_late(&self) -> bool {
        self.known.outbox_is_late(self.shell.now)
    }

    fn backup_is_old(&self) -> bool {
        self.known.backup_is_old(self.shell.now)
    }

    fn disk_is_full(&self) -> bool {
        self.known.room.as_ref().is_some_and(Room::is_scarce)
    }

    /// `1.5 GiB`, with the comma of the language.
    fn bytes(&self, bytes: &u64) -> String {
        let text = size(*bytes);
        if self.shell.l.lang() == "el" { text.replace('.', ",") } else { text }
    }

    fn file_bytes(&self) -> String {
        self.bytes(&u64::try_from(self.known.found.files.0).unwrap_or(0))
    }

    fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

/// The page; `left` steps are left although the list is hidden.
pub(super) async fn show(viewer: &Admin, app: &Data<App>, left: usize) -> PageResult {
    let known = blocking(app, Known::of).await?;
    let shell = viewer.shell(Nav::Settings(Section::FirstSteps));
    page(&OverviewPage { shell, left, known, public_url: app.public_url.clone() })
}
