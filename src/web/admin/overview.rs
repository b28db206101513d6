//! `/admin` when no first step is left: how the installation is, in one look.

use std::path::Path;

use actix_web::web::Data;
use askama::Template;

use crate::app::{App, database_path};
use crate::domain::text::size;
use crate::domain::time::{Millis, Timestamp};
use crate::flows::numbers::health::{self, Health};
use crate::room::Room;
use crate::store::overview_view::{self, Overview};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, page};
use crate::web::shell::{Nav, Section, Shell};

/// A message that waits longer than this to be handed over is worth a word.
const OUTBOX_LATE: Millis = Millis::minutes(1);
/// A backup that is older is worth a word.
const BACKUP_OLD: Millis = Millis::days(7);

#[derive(Template)]
#[template(path = "admin/overview.html")]
struct OverviewPage {
    shell: Shell,
    numbers: Vec<Health>,
    found: Overview,
    room: Option<Room>,
    database: Option<u64>,
    public_url: String,
    /// Steps that are left although the list is hidden.
    left: usize,
}

impl OverviewPage {
    fn last_inbound_at(&self) -> Option<Timestamp> {
        self.numbers.iter().filter_map(|health| health.number.last_inbound_at).max()
    }

    fn last_sent_at(&self) -> Option<Timestamp> {
        self.numbers.iter().filter_map(|health| health.number.last_sent_at).max()
    }

    fn outbox_is_late(&self) -> bool {
        self.found.outbox_since.is_some_and(|since| self.shell.now - since > OUTBOX_LATE)
    }

    fn backup_is_old(&self) -> bool {
        self.found.backed_up_at.is_none_or(|at| self.shell.now - at > BACKUP_OLD)
    }

    fn disk_is_full(&self) -> bool {
        self.room.as_ref().is_some_and(Room::is_scarce)
    }

    /// `1.5 GiB`, with the comma of the language.
    fn bytes(&self, bytes: &u64) -> String {
        let text = size(*bytes);
        if self.shell.l.lang() == "el" { text.replace('.', ",") } else { text }
    }

    fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

/// The page; `left` steps are left although the list is hidden.
pub(super) async fn show(viewer: &Admin, app: &Data<App>, left: usize) -> PageResult {
    let (numbers, found, room, database) = blocking(app, |app| {
        let since = app.clock.now() - health::REFUSED_SINCE;
        let found = app.store.read(|db| overview_view::read(db, since))?;
        let folder = &app.data_dir;
        Ok((health::all(app)?, found, Room::of(folder).ok(), size_of(&database_path(folder))))
    })
    .await?;
    let shell = viewer.shell(Nav::Settings(Section::FirstSteps));
    page(&OverviewPage { shell, left, numbers, found, room, database, public_url: app.public_url.clone() })
}

fn size_of(file: &Path) -> Option<u64> {
    std::fs::metadata(file).ok().map(|known| known.len())
}
