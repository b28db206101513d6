//! What became of each row of a broadcast (supervisor).

use actix_web::web::Data;
use serde::Serialize;

use crate::app::App;
use crate::domain::broadcast::State;
use crate::domain::broadcast::row::Fault as RowFault;
use crate::domain::ids::BroadcastId;
use crate::flows::broadcasts::load;
use crate::store::broadcast_row::{self, Shown};
use crate::web::api::caller::Supervisor;
use crate::web::api::input::{Id, Params};
#[cfg(test)]
use crate::web::api::openapi::{Page, Refusals, ToSchema};
use crate::web::api::wire::{Time, time};
use crate::web::api::{ApiResult, cursor, page};
use crate::web::broadcasts::{fault_words, status_of};
use crate::web::i18n::Locale;
use crate::web::page::blocking;

/// A row of a list and what became of it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct BroadcastRow {
    /// As a spreadsheet counts it.
    row: i64,
    /// What stood there for the number.
    number: String,
    /// `wrong`, `waiting`, `leaving`, `sent`, `delivered`, `read`, `failed`, `refused` or `cancelled`.
    #[cfg_attr(test, schema(example = "delivered"))]
    status: &'static str,
    /// Why it is wrong, was refused or failed.
    #[cfg_attr(test, schema(required))]
    error: Option<BroadcastRowError>,
    /// The message that it became.
    #[cfg_attr(test, schema(required))]
    message_id: Option<String>,
    /// Where that stands.
    #[cfg_attr(test, schema(required))]
    conversation_id: Option<String>,
    /// When something last happened to it.
    #[cfg_attr(test, schema(required))]
    at: Option<Time>,
}

/// Why a row did not arrive.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct BroadcastRowError {
    /// For programs.
    #[cfg_attr(test, schema(example = "twice"))]
    code: String,
    /// For people.
    sentence: String,
}

impl BroadcastRow {
    fn of(row: Shown, state: State, l: Locale) -> Self {
        let error = |fault: &RowFault| BroadcastRowError {
            code: fault.code.replace('-', "_"),
            sentence: fault_words(fault, l),
        };
        let failed = row.message.filter(|(_, _, status)| status.is_failure()).map(|_| {
            let code = row.error_code.clone().unwrap_or_else(|| "unknown".to_owned());
            BroadcastRowError { sentence: l.code_sentence(&code), code }
        });
        Self {
            row: row.row,
            status: status_of(&row, state),
            error: row.fault.as_ref().map(error).or(failed),
            message_id: row.message.map(|(message, _, _)| message.to_string()),
            conversation_id: row.message.map(|(_, conversation, _)| conversation.to_string()),
            at: time(row.at),
            number: row.given,
        }
    }
}

/// The rows of a broadcast, in the order of its list.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/broadcasts/{id}/rows", operation_id = "list_broadcast_rows", tag = "broadcasts",
    params(("id" = String, Path), ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<BroadcastRow>), Refusals)))]
pub async fn list(caller: Supervisor, app: Data<App>, id: Id<BroadcastId>, params: Params) -> ApiResult {
    let wanted = params.page::<1>(&[])?;
    let after = wanted.after.map_or(i64::MIN, |[row]| row);
    let (state, found) = blocking(&app, move |app| {
        app.store.read(|db| Ok((load(db, id.0)?.state, broadcast_row::page(db, id.0, after, false, wanted.limit + 1)?)))
    })
    .await?;
    page(&cursor::paged(found, wanted.limit, |row| vec![row.row], |row| BroadcastRow::of(row, state, caller.l)))
}
