//! Quick replies that everybody shares; personal ones belong to their owners alone, and a program has none.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::{Bytes, Data};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::{ConversationId, QuickReplyId, WorkstreamId};
use crate::domain::placeholder::{self, Facts};
use crate::domain::quick_reply::Typed;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::flows::quick_replies::{create as creating, export as exporting, import as importing, load};
use crate::flows::quick_replies::{remove as removing, update as updating};
use crate::store::quick_reply::{self as stored, Around};
use crate::store::{Fault, contact, conversation, conversation_variable, number, queue};
use crate::web::api::caller::{Agent, Supervisor};
use crate::web::api::input::{Body, Id, Params, id as read_id};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::Time;
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::page::blocking;

/// Those of a search that are given at once.
const FOUND_MAX: usize = 50;

/// A prepared text.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct QuickReply {
    /// Its id.
    id: String,
    /// What it is called.
    title: String,
    /// What it says, with placeholders.
    #[cfg_attr(test, schema(example = "Good morning {{contact.first_name|there}}"))]
    text: String,
    /// BCP 47; null: any.
    #[cfg_attr(test, schema(required, example = "el"))]
    language: Option<String>,
    /// What else it is found by.
    tags: Vec<String>,
    /// Ids of the workstreams in which it is offered; none: all.
    workstreams: Vec<String>,
    /// When it was made.
    created_at: Time,
    /// When it last changed.
    updated_at: Time,
}

impl QuickReply {
    fn of(reply: stored::QuickReply) -> Self {
        Self {
            id: reply.id.to_string(),
            title: reply.title,
            text: reply.body,
            language: reply.language,
            tags: reply.tags,
            workstreams: reply.workstreams.iter().map(ToString::to_string).collect(),
            created_at: Time(reply.created_at),
            updated_at: Time(reply.updated_at),
        }
    }
}

/// All that everybody shares, oldest first; with `q` only those that fit, with `workstream_id` only those that are
/// offered there.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/quick-replies", operation_id = "list_quick_replies", tag = "quick-replies",
    params(("q" = Option<String>, Query, description = "Words of title, tags or text"),
        ("workstream_id" = Option<String>, Query), ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<QuickReply>), Refusals)))]
pub async fn list(caller: Agent, app: Data<App>, params: Params) -> ApiResult {
    let wanted = params.page(&["q", "workstream_id"])?;
    let (q, lang) = (params.get("q").unwrap_or_default().to_owned(), caller.l.lang());
    let workstream = params.id::<WorkstreamId>("workstream_id")?;
    let around = Around { workstream, contact: None, number: lang };
    let found = blocking(&app, move |app| app.store.read(|db| stored::found(db, None, &q, &around, usize::MAX)));
    page(&cursor::paged_whole(found.await?.0, &wanted, |row| row.id.0, QuickReply::of))
}

/// A quick reply.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/quick-replies/{id}", operation_id = "get_quick_reply", tag = "quick-replies",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<QuickReply>), Refusals)))]
pub async fn show(caller: Agent, app: Data<App>, id: Id<QuickReplyId>) -> ApiResult {
    let actor = caller.actor();
    one(QuickReply::of(blocking(&app, move |app| app.store.read(|db| load(db, actor, id.0))).await?))
}

/// A quick reply that is to be made.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewQuickReply {
    /// What it is called; no two have the same title in the same language.
    #[cfg_attr(test, schema(required, min_length = 1, max_length = 80))]
    title: String,
    /// What it says. Unknown placeholders are refused.
    #[cfg_attr(test, schema(required, min_length = 1))]
    text: String,
    /// BCP 47; left out: any.
    language: String,
    /// What else it is found by.
    tags: Vec<String>,
    /// Ids of the workstreams in which it is offered; none: all.
    workstreams: Vec<String>,
}

/// Ids as a body gives them.
fn workstream_ids(given: &[String]) -> Result<Vec<WorkstreamId>, FieldProblem> {
    given.iter().map(|text| read_id("workstreams", text)).collect()
}

/// Makes a quick reply that everybody shares.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/quick-replies", operation_id = "create_quick_reply", tag = "quick-replies",
    request_body = NewQuickReply, responses((status = 201, description = "Made", body = One<QuickReply>), Refusals)))]
pub async fn create(caller: Supervisor, app: Data<App>, body: Body<NewQuickReply>) -> ApiResult {
    let (actor, NewQuickReply { title, text, language, tags, workstreams }) = (caller.actor(), body.0);
    let typed = Typed { title, text, language, tags, workstreams: workstream_ids(&workstreams)? };
    let new = blocking(&app, move |app| {
        let id = creating::create(app, actor, true, &typed)?;
        app.store.read(|db| load(db, actor, id))
    });
    made(QuickReply::of(new.await?))
}

/// What changes about a quick reply; what is left out stays.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct QuickReplyChange {
    /// What it is called.
    #[cfg_attr(test, schema(min_length = 1, max_length = 80))]
    title: Option<String>,
    /// What it says.
    #[cfg_attr(test, schema(min_length = 1))]
    text: Option<String>,
    /// BCP 47; empty: any.
    language: Option<String>,
    /// What else it is found by; replaces all tags.
    tags: Option<Vec<String>>,
    /// Ids of the workstreams in which it is offered, instead of those before; none: all.
    workstreams: Option<Vec<String>>,
}

/// Changes a quick reply.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/quick-replies/{id}", operation_id = "change_quick_reply", tag = "quick-replies",
    params(("id" = String, Path)), request_body = QuickReplyChange,
    responses((status = 200, description = "As asked", body = One<QuickReply>), Refusals)))]
pub async fn update(
    caller: Supervisor,
    app: Data<App>,
    id: Id<QuickReplyId>,
    body: Body<QuickReplyChange>,
) -> ApiResult {
    let (actor, QuickReplyChange { title, text, language, tags, workstreams }) = (caller.actor(), body.0);
    let workstreams = workstreams.as_deref().map(workstream_ids).transpose()?;
    let change = updating::Change { title, text, language, tags, workstreams };
    let changed = blocking(&app, move |app| {
        updating::update(app, actor, id.0, change)?;
        app.store.read(|db| load(db, actor, id.0))
    });
    one(QuickReply::of(changed.await?))
}

/// Removes a quick reply. What was sent with it stays as it was sent.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/quick-replies/{id}", operation_id = "remove_quick_reply", tag = "quick-replies",
    params(("id" = String, Path)), responses((status = 204, description = "Removed"), Refusals)))]
pub async fn remove(caller: Supervisor, app: Data<App>, id: Id<QuickReplyId>) -> ApiResult {
    let actor = caller.actor();
    blocking(&app, move |app| removing::remove(app, actor, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What became of a file.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct QuickRepliesImported {
    /// New ones.
    added: i64,
    /// Those that were there with another text.
    changed: i64,
    /// Those that were there just so.
    same: i64,
}

/// Takes quick replies in out of CSV. The columns are `title,text,language,tags,workstreams` (names);
/// what stands in a column that the file has not stays. Every row is checked first, and
/// either all of them count or none. One with the title and language of a present one changes that.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/quick-replies/import", operation_id = "import_quick_replies", tag = "quick-replies",
    request_body(content = String, content_type = "text/csv"),
    responses((status = 200, description = "As asked", body = One<QuickRepliesImported>), Refusals)))]
pub async fn import(caller: Supervisor, app: Data<App>, body: Bytes) -> ApiResult {
    let actor = caller.actor();
    let done = blocking(&app, move |app| importing::import(app, actor, true, &body)).await?;
    one(QuickRepliesImported { added: done.added, changed: done.changed, same: done.same })
}

/// All that everybody shares, as CSV, in the form that the import takes.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/quick-replies/export", operation_id = "export_quick_replies", tag = "quick-replies",
    responses((status = 200, description = "As asked", content_type = "text/csv", body = String), Refusals)))]
pub async fn export(caller: Agent, app: Data<App>) -> ApiResult {
    let actor = caller.actor();
    let csv = blocking(&app, move |app| exporting::export(app, actor, true)).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"quick-replies.csv\""))
        .body(csv))
}

/// A quick reply as it would be said in a conversation.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct FilledQuickReply {
    /// Its id.
    id: String,
    /// What it is called.
    title: String,
    /// What it says there, with its placeholders filled.
    text: String,
    /// BCP 47; null: any.
    #[cfg_attr(test, schema(required))]
    language: Option<String>,
}

/// Quick replies that are offered in a conversation's workstream, the best fit first: with `q` those that fit, at most 50. `{{agent.name}}` is
/// whoever has the conversation.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/conversations/{id}/quick-replies", operation_id = "list_quick_replies_for_conversation",
    tag = "quick-replies", params(("id" = String, Path), ("q" = Option<String>, Query, description = "Words of title, tags or text")),
    responses((status = 200, description = "As asked", body = One<Vec<FilledQuickReply>>), Refusals)))]
pub async fn filled(_: Agent, app: Data<App>, id: Id<ConversationId>, params: Params) -> ApiResult {
    params.page::<1>(&["q"])?;
    let q = params.get("q").unwrap_or_default().to_owned();
    one(blocking(&app, move |app| said(app, id.0, &q)).await?)
}

fn said(app: &App, id: ConversationId, q: &str) -> Result<Vec<FilledQuickReply>, Fault> {
    app.store.read(|db| {
        let conversation = conversation::by_id(db, id)?.ok_or(Refusal::NotFound)?;
        let who = contact::by_id(db, conversation.contact_id)?.ok_or(Refusal::NotFound)?;
        let number = number::get(db, conversation.number_id)?;
        let agent = crate::store::user::voice(db, conversation.assignee)?;
        let queue = conversation.queue.map(|id| queue::told(db, id)).transpose()?.flatten();
        let facts = Facts {
            contact: who.shown_name(),
            agent: &agent.name,
            signature: &agent.signature,
            number: &number.name,
            queue: queue.as_deref(),
            variables: conversation_variable::of(db, id)?,
        };
        let facts = facts.values();
        let around = Around {
            workstream: Some(number.workstream_id),
            contact: who.language.as_deref(),
            number: number.language.code(),
        };
        let (found, _) = stored::found(db, None, q, &around, FOUND_MAX)?;
        let said = |reply: stored::QuickReply| FilledQuickReply {
            id: reply.id.to_string(),
            title: reply.title,
            text: placeholder::parse(&reply.body).map_or(reply.body, |pieces| placeholder::render(&pieces, &facts)),
            language: reply.language,
        };
        Ok(found.into_iter().map(said).collect())
    })
}
