//! Lists of contacts, in and out.

use actix_web::web::Data;
use serde::Serialize;

use crate::app::App;
use crate::domain::contact_list::Act;
use crate::domain::ids::ContactImportId;
use crate::domain::user::Actor;
use crate::flows::contact_imports::{check, run};
use crate::store::Fault;
use crate::store::contact_import::{self, Line};
use crate::web::api::caller::Supervisor;
use crate::web::api::cursor;
use crate::web::api::input::{Id, MaybeBody, Params, Whole};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::outgoing_webhooks::Empty;
use crate::web::api::wire::Time;
use crate::web::api::{ApiResult, made, one, page};
use crate::web::contacts::export;
use crate::web::contacts::import::{download, result, told};
use crate::web::page::blocking;

/// A list of contacts that was brought.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ContactImport {
    /// Its id.
    id: String,
    /// `checked`, `running`, `done` or `cancelled`.
    #[cfg_attr(test, schema(value_type = String))]
    state: &'static str,
    /// Lines that make a contact, or made one.
    new: i64,
    /// Lines that change a contact.
    changed: i64,
    /// Lines about which all is kept already.
    same: i64,
    /// Lines that are not taken.
    refused: i64,
    /// Lines that are through.
    done: i64,
    /// When it was brought.
    at: Time,
    /// When it was through.
    #[cfg_attr(test, schema(required))]
    ended_at: Option<Time>,
}

fn load(app: &App, actor: Actor, id: ContactImportId) -> Result<ContactImport, Fault> {
    app.store.read(|db| {
        let import = run::load(db, actor, id)?;
        let counts = contact_import::counts(db, id)?;
        Ok(ContactImport {
            id: id.to_string(),
            state: import.state.word(),
            new: counts.new,
            changed: counts.changed,
            same: counts.same,
            refused: counts.refused,
            done: counts.done,
            at: Time(import.at),
            ended_at: import.ended_at.map(Time),
        })
    })
}

/// Brings a list as CSV and has every line judged; nothing is written before it is begun. One column is the number (`number`,
/// `phone`, `αριθμός`…); others are `name`, `language`, `tags`, `notes` and own fields by their names. A cell in which nothing
/// stands changes nothing.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/contact-imports", operation_id = "bring_contacts", tag = "contacts",
    request_body(content = String, content_type = "text/csv"),
    responses((status = 201, description = "Made", body = One<ContactImport>), Refusals)))]
pub async fn create(caller: Supervisor, app: Data<App>, body: Whole) -> ApiResult {
    let actor = caller.actor();
    let brought = blocking(&app, move |app| {
        let id = check::bring(app, actor, "contacts.csv", &body.0)?;
        load(app, actor, id)
    });
    made(brought.await?)
}

/// How far a list is.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/contact-imports/{id}", operation_id = "get_contact_import", tag = "contacts",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<ContactImport>), Refusals)))]
pub async fn show(caller: Supervisor, app: Data<App>, id: Id<ContactImportId>) -> ApiResult {
    let actor = caller.actor();
    one(blocking(&app, move |app| load(app, actor, id.0)).await?)
}

/// A line of a list.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ContactImportLine {
    /// As a spreadsheet counts it.
    line: i64,
    /// `new`, `changed`, `same` or `refused`.
    #[cfg_attr(test, schema(value_type = String))]
    result: &'static str,
    /// Why it is not taken.
    #[cfg_attr(test, schema(required))]
    message: Option<String>,
    /// Its contact, once it is written.
    #[cfg_attr(test, schema(required))]
    contact_id: Option<String>,
}

/// The lines of a list, with what becomes of each.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/contact-imports/{id}/lines", operation_id = "list_contact_import_lines", tag = "contacts",
    params(("id" = String, Path), ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<ContactImportLine>), Refusals)))]
pub async fn lines(caller: Supervisor, app: Data<App>, id: Id<ContactImportId>, params: Params) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    let wanted = params.page::<1>(&[])?;
    let found = blocking(&app, move |app| {
        app.store.read(|db| {
            run::load(db, actor, id.0)?;
            let after = wanted.after.map_or(i64::MIN, |[line]| line);
            contact_import::lines(db, id.0, None, after, wanted.limit + 1)
        })
    });
    let line = |line: Line| ContactImportLine {
        line: line.line,
        result: line.fate.word(),
        message: line.reason.map(|reason| told(&reason, l)),
        contact_id: line.contact.map(|id| id.to_string()),
    };
    page(&cursor::paged(found.await?, wanted.limit, |row| vec![row.line], line))
}

/// Does something to a list and answers with how it stands then.
async fn act(caller: &Supervisor, app: &Data<App>, id: ContactImportId, act: Act) -> ApiResult {
    let actor = caller.actor();
    let done = blocking(app, move |app| {
        run::act(app, actor, id, act)?;
        load(app, actor, id)
    });
    one(done.await?)
}

/// Begins to write a list.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/contact-imports/{id}/begin", operation_id = "begin_contact_import", tag = "contacts",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<ContactImport>), Refusals)))]
pub async fn begin(caller: Supervisor, app: Data<App>, id: Id<ContactImportId>, _: MaybeBody<Empty>) -> ApiResult {
    act(&caller, &app, id.0, Act::Begin).await
}

/// Puts a list aside: what is written stays, nothing more is written.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/contact-imports/{id}/cancel", operation_id = "cancel_contact_import", tag = "contacts",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<ContactImport>), Refusals)))]
pub async fn cancel(caller: Supervisor, app: Data<App>, id: Id<ContactImportId>, _: MaybeBody<Empty>) -> ApiResult {
    act(&caller, &app, id.0, Act::PutAside).await
}

/// The list again, with what becomes of each line, as CSV.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/contact-imports/{id}/result", operation_id = "get_contact_import_result", tag = "contacts",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", content_type = "text/csv", body = String), Refusals)))]
pub async fn take(caller: Supervisor, app: Data<App>, id: Id<ContactImportId>) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    let csv = blocking(&app, move |app| {
        app.store.read(|db| {
            let import = run::load(db, actor, id.0)?;
            result(db, &import, l, |fate| fate.word().to_owned())
        })
    });
    Ok(download(csv.await?, id.0))
}

/// Contacts as CSV, in the form that the import takes; with `q` and `tag` those that the page shows with them.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/contact-export", operation_id = "export_contacts", tag = "contacts",
    params(("q" = Option<String>, Query), ("tag" = Option<String>, Query)),
    responses((status = 200, description = "As asked", content_type = "text/csv", body = String), Refusals)))]
pub async fn export(caller: Supervisor, app: Data<App>, params: Params) -> ApiResult {
    params.only(&["q", "tag"])?;
    let wanted = export::wanted(params.get("q").unwrap_or_default(), params.get("tag").unwrap_or_default());
    Ok(export::file(app, caller.actor(), caller.l, (wanted, true)).await?)
}
