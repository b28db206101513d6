//! Workstreams: the settings that routing takes from. Each number belongs to one.

use actix_web::web::Data;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::store::workstream as stored;
use crate::web::api::caller::Agent;
use crate::web::api::input::Params;
use crate::web::api::openapi::Refusals;
use crate::web::api::wire::Page;
use crate::web::api::{ApiResult, cursor, page};
use crate::web::page::blocking;

/// A workstream.
#[derive(Debug, Serialize, ToSchema)]
pub struct Workstream {
    /// Its id.
    id: String,
    /// What we call it.
    name: String,
    /// `push`: work is offered; `pick`: it is taken.
    mode: &'static str,
}

/// All workstreams, oldest first.
///
/// # Errors
/// As documented.
#[utoipa::path(get, path = "/api/v1/workstreams", operation_id = "list_workstreams", tag = "numbers",
    params(("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Workstream>), Refusals))]
pub async fn list(_: Agent, app: Data<App>, params: Params) -> ApiResult {
    let wanted = params.page(&[])?;
    let rows = blocking(&app, |app| app.store.read(stored::list)).await?;
    let of = |row: stored::Workstream| Workstream {
        id: row.id.to_string(),
        name: row.settings.name,
        mode: row.settings.mode.word(),
    };
    page(&cursor::paged_whole(rows, &wanted, |row| row.id.0, of))
}
