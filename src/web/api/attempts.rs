//! The attempts to hand a message over to the provider.

use actix_web::web::Data;
use serde::Serialize;

use crate::app::App;
use crate::domain::ids::MessageId;
use crate::store::export_view;
use crate::web::api::caller::Agent;
use crate::web::api::conversations::readable;
use crate::web::api::input::{Id, Params};
use crate::web::api::messages::load;
#[cfg(test)]
use crate::web::api::openapi::{Page, Refusals, ToSchema};
use crate::web::api::wire::{Time, time};
use crate::web::api::{ApiResult, cursor, page};
use crate::web::page::blocking;

/// An attempt to hand a message over.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Attempt {
    /// 1 for the first.
    number: i64,
    /// When it began.
    started_at: Time,
    /// When it ended; null: it runs, or we were stopped in it.
    #[cfg_attr(test, schema(required))]
    ended_at: Option<Time>,
    /// What came of it: `accepted`, `rejected`, `throttled`, `unreachable`, `unknown`, or `found` at the provider later.
    #[cfg_attr(test, schema(required))]
    outcome: Option<String>,
    /// The status of the provider's answer.
    #[cfg_attr(test, schema(required))]
    http_status: Option<i64>,
    /// The provider's code.
    #[cfg_attr(test, schema(required))]
    code: Option<i64>,
    /// What the provider said.
    #[cfg_attr(test, schema(required))]
    note: Option<String>,
}

impl Attempt {
    fn of(kept: export_view::Attempt) -> Self {
        Self {
            number: kept.number,
            started_at: Time(kept.started_at),
            ended_at: time(kept.ended_at),
            outcome: kept.outcome,
            http_status: kept.http_status,
            code: kept.code,
            note: kept.note,
        }
    }
}

/// The attempts to hand a message over, the first first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/messages/{id}/attempts", operation_id = "list_attempts", tag = "messages",
    params(("id" = String, Path), ("limit" = Option<i64>, Query, minimum = 1, maximum = 200),
        ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Attempt>), Refusals)))]
pub async fn list(caller: Agent, app: Data<App>, id: Id<MessageId>, params: Params) -> ApiResult {
    let (actor, wanted) = (caller.actor(), params.page(&[])?);
    let rows = blocking(&app, move |app| {
        readable(app, actor, load(app, id.0)?.conversation)?;
        app.store.read(|db| export_view::attempts(db, id.0))
    });
    page(&cursor::paged_whole(rows.await?, &wanted, |row| row.number, Attempt::of))
}
