//! How the installation is, in one look, as `/admin` shows it when no first step is left.

use actix_web::web::Data;
use serde::Serialize;

use crate::app::App;
use crate::flows::numbers::health::Health;
use crate::store::Fault;
use crate::web::admin::overview::Known;
use crate::web::api::caller::Admin;
use crate::web::api::number_health::Finding;
#[cfg(test)]
use crate::web::api::openapi::{One, Refusals, ToSchema};
use crate::web::api::wire::{Named, Time, time};
use crate::web::api::{ApiResult, one};
use crate::web::i18n::Locale;
use crate::web::page::blocking;

/// How the installation is.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Overview {
    /// How each number is.
    numbers: Vec<NumberState>,
    /// Messages that wait to be handed to Twilio.
    outbox: OutboxState,
    /// Posts to our webhooks that were refused in the last 24 hours.
    refused: Vec<RefusedPosts>,
    /// Queues that a rule, a workstream or an overflow leads to although nobody works for them.
    queues_without_members: Vec<Named>,
    /// The address that Twilio and people use.
    public_url: String,
    /// The room on the disk of the data folder, in bytes; null: not known.
    #[cfg_attr(test, schema(required))]
    disk: Option<Disk>,
    /// The virus scanner; null: there is none.
    #[cfg_attr(test, schema(required))]
    scanner: Option<ScannerState>,
    /// The size of the database file in bytes; null: not known.
    #[cfg_attr(test, schema(required))]
    database_bytes: Option<u64>,
    /// When `angelia backup` last made a copy; null: never.
    #[cfg_attr(test, schema(required))]
    backed_up_at: Option<Time>,
    /// Whether it is time for a backup.
    backup_due: bool,
    /// The program's version.
    version: &'static str,
    /// The schema that the database file has.
    schema: u32,
}

/// How a number is.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct NumberState {
    /// The number.
    number_id: String,
    /// What we call it.
    name: String,
    /// `whatsapp:+…`.
    address: String,
    /// Whether it and its account are in use.
    active: bool,
    /// `ok`, `soon` (look at it), `bad`, `off` (switched off, or not known yet).
    #[cfg_attr(test, schema(example = "ok"))]
    level: &'static str,
    /// The one thing to know, and what to do about it.
    verdict: Finding,
    /// When a contact last wrote to it.
    #[cfg_attr(test, schema(required))]
    last_inbound_at: Option<Time>,
    /// When Twilio last accepted a message of it.
    #[cfg_attr(test, schema(required))]
    last_sent_at: Option<Time>,
}

impl NumberState {
    fn of(health: &Health, l: Locale) -> Self {
        let number = &health.number;
        Self {
            number_id: number.id.to_string(),
            name: number.name.clone(),
            address: number.address.as_str().to_owned(),
            active: number.active && health.account.active,
            level: health.level().word(),
            verdict: Finding::of(health.verdict(), l),
            last_inbound_at: time(number.last_inbound_at),
            last_sent_at: time(number.last_sent_at),
        }
    }
}

/// Messages that wait to be handed to Twilio.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct OutboxState {
    /// How many.
    waiting: i64,
    /// Since when the oldest of them.
    #[cfg_attr(test, schema(required))]
    since: Option<Time>,
    /// Whether that is longer than it should be.
    late: bool,
}

/// Posts to an account's webhooks that were refused for one reason.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct RefusedPosts {
    /// The account.
    account_id: String,
    /// Why.
    #[cfg_attr(test, schema(example = "bad_signature"))]
    reason: &'static str,
    /// How many.
    count: i64,
    /// The latest.
    last_at: Time,
}

/// The room on a disk, in bytes.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Disk {
    /// Free for us.
    free: u64,
    /// Altogether.
    total: u64,
    /// Whether it is time to make room.
    scarce: bool,
}

/// The virus scanner as it was seen last, half a minute ago at most.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ScannerState {
    /// Where it listens.
    #[cfg_attr(test, schema(example = "/run/clamav/clamd.ctl"))]
    address: String,
    /// Since when it has been away; null: it is there.
    #[cfg_attr(test, schema(required))]
    away_since: Option<Time>,
    /// What is wrong with it.
    #[cfg_attr(test, schema(required))]
    why: Option<String>,
    /// What it calls itself, with the number and date of its signatures.
    #[cfg_attr(test, schema(required))]
    version: Option<String>,
    /// Files of contacts that wait for it.
    waiting: i64,
}

fn load(app: &App, l: Locale) -> Result<Overview, Fault> {
    let (known, now) = (Known::of(app)?, app.clock.now());
    let refused = known.found.refused.iter().map(|(account, tally)| RefusedPosts {
        account_id: account.to_string(),
        reason: tally.reason.word(),
        count: tally.count,
        last_at: Time(tally.last_at),
    });
    Ok(Overview {
        numbers: known.numbers.iter().map(|health| NumberState::of(health, l)).collect(),
        outbox: OutboxState {
            waiting: known.found.outbox,
            since: time(known.found.outbox_since),
            late: known.outbox_is_late(now),
        },
        refused: refused.collect(),
        queues_without_members: known
            .found
            .nowhere
            .iter()
            .map(|queue| Named { id: queue.id.to_string(), name: queue.settings.name.clone() })
            .collect(),
        public_url: app.public_url.clone(),
        disk: known.room.map(|room| Disk { free: room.free, total: room.total, scarce: room.is_scarce() }),
        backup_due: known.backup_is_old(now),
        scanner: known.scanner.map(|seen| ScannerState {
            address: seen.address,
            away_since: time(seen.standing.away_since),
            why: seen.standing.why,
            version: seen.standing.version,
            waiting: seen.held,
        }),
        database_bytes: known.database,
        backed_up_at: time(known.found.backed_up_at),
        version: env!("CARGO_PKG_VERSION"),
        schema: known.found.schema,
    })
}

/// How the installation is: its numbers, what waits, what was refused, the machine.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/overview", operation_id = "get_overview", tag = "installation",
    responses((status = 200, description = "As asked", body = One<Overview>), Refusals)))]
pub async fn show(caller: Admin, app: Data<App>) -> ApiResult {
    let l = caller.l;
    one(blocking(&app, move |app| load(app, l)).await?)
}
