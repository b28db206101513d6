//! Notes of colleagues in a conversation. Nothing of them is ever sent to a contact.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::{ConversationId, NoteId};
use crate::domain::permission::may_read;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::notes::{add as adding, change as changing, readable, remove as removing};
use crate::store::note::{self as stored};
use crate::store::{Db, Fault, conversation};
use crate::web::api::caller::Agent;
use crate::web::api::input::{Body, Id, Params};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::{Time, time};
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::page::blocking;

/// What a colleague said to the others.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Note {
    /// Its id.
    id: String,
    /// The conversation that it stands in.
    conversation_id: String,
    /// The user who wrote it; null: a program.
    #[cfg_attr(test, schema(required))]
    user_id: Option<String>,
    /// The name of who wrote it.
    author: String,
    /// Its words; empty once it was removed.
    text: String,
    /// The users whom it asks to look.
    mentions: Vec<String>,
    /// When it was written.
    created_at: Time,
    /// When its author last changed it.
    #[cfg_attr(test, schema(required))]
    changed_at: Option<Time>,
    /// When it was removed.
    #[cfg_attr(test, schema(required))]
    removed_at: Option<Time>,
}

fn of(db: &Db, note: stored::Note) -> Result<Note, Fault> {
    Ok(Note {
        id: note.id.to_string(),
        conversation_id: note.conversation.to_string(),
        user_id: note.user.map(|user| user.to_string()),
        author: note.author,
        text: note.body,
        mentions: stored::mentioned(db, note.id)?.iter().map(ToString::to_string).collect(),
        created_at: Time(note.created_at),
        changed_at: time(note.changed_at),
        removed_at: time(note.removed_at),
    })
}

fn load(app: &App, actor: Actor, id: NoteId) -> Result<Note, Fault> {
    app.store.read(|db| of(db, readable(db, actor, id)?.0))
}

/// The notes of a conversation, oldest first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/conversations/{id}/notes", operation_id = "list_notes", tag = "notes",
    params(("id" = String, Path), ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Note>), Refusals)))]
pub async fn list(caller: Agent, app: Data<App>, id: Id<ConversationId>, params: Params) -> ApiResult {
    let wanted = params.page::<1>(&[])?;
    let (actor, limit) = (caller.actor(), wanted.limit);
    let after = wanted.after.map_or(0, |[after]| after);
    let found = blocking(&app, move |app| {
        app.store.read(|db| {
            let conversation = conversation::by_id(db, id.0)?.ok_or(Refusal::NotFound)?;
            if !may_read(actor, &conversation.access(db, actor)?) {
                return Err(Refusal::NotFound.into());
            }
            let rows = stored::of_conversation(db, id.0, after, limit.saturating_add(1))?;
            rows.into_iter().map(|note| Ok((note.id.0, of(db, note)?))).collect::<Result<Vec<_>, Fault>>()
        })
    });
    page(&cursor::paged(found.await?, limit, |(id, _)| vec![*id], |(_, note)| note))
}

/// A note to be.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewNote {
    /// What it says. `@` and the name of a colleague asks them to look.
    #[cfg_attr(test, schema(required, min_length = 1, max_length = 4000))]
    text: String,
}

/// Leaves a note for colleagues. The contact never sees it.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/conversations/{id}/notes", operation_id = "create_note", tag = "notes",
    params(("id" = String, Path)), request_body = NewNote,
    responses((status = 201, description = "Made", body = One<Note>), Refusals)))]
pub async fn create(caller: Agent, app: Data<App>, id: Id<ConversationId>, body: Body<NewNote>) -> ApiResult {
    let (actor, NewNote { text }) = (caller.actor(), body.0);
    let new = blocking(&app, move |app| {
        let note = adding::add(app, actor, id.0, &text)?;
        load(app, actor, note)
    });
    made(new.await?)
}

/// Changes a note of one's own.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/notes/{id}", operation_id = "change_note", tag = "notes",
    params(("id" = String, Path)), request_body = NewNote,
    responses((status = 200, description = "As asked", body = One<Note>), Refusals)))]
pub async fn update(caller: Agent, app: Data<App>, id: Id<NoteId>, body: Body<NewNote>) -> ApiResult {
    let (actor, NewNote { text }) = (caller.actor(), body.0);
    let changed = blocking(&app, move |app| {
        changing::change(app, actor, id.0, &text)?;
        load(app, actor, id.0)
    });
    one(changed.await?)
}

/// Removes a note: its words are gone, that there was one is not.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/notes/{id}", operation_id = "remove_note", tag = "notes",
    params(("id" = String, Path)), responses((status = 204, description = "Removed"), Refusals)))]
pub async fn remove(caller: Agent, app: Data<App>, id: Id<NoteId>) -> ApiResult {
    let actor = caller.actor();
    blocking(&app, move |app| removing::remove(app, actor, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
