//! `/admin/webhooks`: programs that are told what happens here.

pub mod deliveries;
pub mod edit;

use actix_web::web::Data;

use crate::app::App;
use crate::domain::outgoing_webhook::{Topic, WEBHOOKS_MAX};
use crate::domain::time::Timestamp;
use crate::store::outgoing_webhook::{self, OutgoingWebhook};
use crate::store::{Fault, webhook_delivery};
use crate::web::guards::Admin;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Section, Shell};

const NAV: Nav = Nav::Settings(Section::Webhooks);

/// The key of what an event is called.
#[must_use]
pub fn topic_key(topic: &Topic) -> String {
    format!("webhook-event-{}", topic.word().replace('.', "-"))
}

/// How a webhook stands, in one word: the tail of its keys.
#[must_use]
pub fn state(webhook: &OutgoingWebhook) -> &'static str {
    match webhook.paused {
        _ if !webhook.active => "off",
        Some(_) => "paused",
        None if webhook.health.failures > 0 => "failing",
        None => "on",
    }
}

/// One in the list.
struct Row {
    webhook: OutgoingWebhook,
    /// Since when something waits for it.
    waits_since: Option<Timestamp>,
}

#[derive(askama::Template)]
#[template(path = "admin/webhooks/list.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<Row>,
    full: bool,
}

/// GET /admin/webhooks
///
/// # Errors
/// The store's.
pub async fn list(viewer: Admin, app: Data<App>) -> PageResult {
    let rows = page::blocking(&app, |app| {
        app.store.read(|db| {
            let row = |webhook: OutgoingWebhook| {
                Ok(Row { waits_since: webhook_delivery::oldest_waiting(db, webhook.id)?, webhook })
            };
            outgoing_webhook::list(db)?.into_iter().map(row).collect::<Result<Vec<_>, Fault>>()
        })
    })
    .await?;
    let full = i64::try_from(rows.len()).is_ok_and(|count| count >= WEBHOOKS_MAX);
    page::page(&ListPage { shell: viewer.shell(NAV), rows, full })
}
