//! Conversations: who has them, how long they may be answered freely, and what is known about them. What is done with
//! one is in [`conversation_acts`](super::conversation_acts).

use std::collections::BTreeMap;

use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::conversation::{Phase, State};
use crate::domain::ids::{ConversationId, NumberId, OutcomeId};
use crate::domain::permission::may_read;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::flows::conversations::outcomes;
use crate::flows::conversations::set_tags::set_tags;
use crate::flows::conversations::set_variables::set_variables;
use crate::store::{Fault, api_view, conversation as stored};
use crate::web::api::caller::Agent;
use crate::web::api::input::{Body, Id, Params, id as read_id};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::{ConversationCloseReason, ConversationState, Named, Time, time};
use crate::web::api::{ApiResult, conversation_views, cursor, one, page};
use crate::web::page::blocking;

/// A conversation.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Conversation {
    /// Its id.
    id: String,
    /// Everything ever said between this number and this contact.
    thread_id: String,
    /// Where it stands.
    state: ConversationState,
    /// Our number.
    number_id: String,
    /// Who wrote.
    contact: ConversationContact,
    /// Who has it, or is asked to take it.
    #[cfg_attr(test, schema(required))]
    assignee: Option<Named>,
    /// What `active` means: `awaiting_acceptance` while it is offered to its assignee, else `in_conversation`.
    #[cfg_attr(test, schema(required, value_type = Option<String>))]
    phase: Option<&'static str>,
    /// Until when the offer to its assignee stands, while there is one.
    #[cfg_attr(test, schema(required))]
    offered_until: Option<Time>,
    /// The queue in which it waits, or last did.
    #[cfg_attr(test, schema(required))]
    queue: Option<Named>,
    /// Its own priority: of two that wait in a queue the smaller is given first.
    priority: i64,
    /// How long free text may be sent.
    window: Window,
    /// When the contact asked for no more messages; nothing can be sent until it writes START.
    #[cfg_attr(test, schema(required))]
    opted_out_at: Option<Time>,
    /// Messages of the contact that nobody has read.
    unread: i64,
    /// Since when the contact waits for an answer.
    #[cfg_attr(test, schema(required))]
    waiting_since_at: Option<Time>,
    /// When something was last said.
    last_message_at: Time,
    /// When it began.
    opened_at: Time,
    /// When it was closed.
    #[cfg_attr(test, schema(required))]
    closed_at: Option<Time>,
    /// Why.
    #[cfg_attr(test, schema(required))]
    close_reason: Option<ConversationCloseReason>,
    /// How it is set aside, while it is.
    #[cfg_attr(test, schema(required))]
    snoozed: Option<Snoozed>,
    /// What is known about it: `{{var.order_id}}` in a text takes the value of `order_id`.
    #[cfg_attr(test, schema(example = json!({ "order_id": "2041" })))]
    variables: BTreeMap<String, String>,
    /// Its own tags, which rules give or people.
    tags: Vec<String>,
    /// What was said to have become of it.
    outcomes: Vec<Named>,
}

/// That a conversation is set aside: it is in no working view until its time, or until the contact writes.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Snoozed {
    /// Since when.
    at: Time,
    /// Until when; null: until the contact writes, which ends it in any case.
    #[cfg_attr(test, schema(required))]
    until: Option<Time>,
    /// Who set it aside.
    #[cfg_attr(test, schema(example = "user:3"))]
    by: String,
}

/// The contact of a conversation.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ConversationContact {
    /// Its id.
    id: String,
    /// The name to show; empty if there is none.
    name: String,
    /// Where answers go.
    address: String,
}

/// The 24 hours after the contact's last message, with the safety margin taken off.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Window {
    /// Whether free text may be sent now.
    open: bool,
    /// When that ends, or ended; null if the contact has never written.
    #[cfg_attr(test, schema(required))]
    until: Option<Time>,
}

impl Conversation {
    pub(super) fn of(row: api_view::Conversation, now: Timestamp) -> Self {
        Self {
            id: row.id.to_string(),
            thread_id: row.thread.to_string(),
            state: ConversationState(row.state),
            number_id: row.number.to_string(),
            contact: ConversationContact {
                id: row.contact.to_string(),
                name: row.contact_name,
                address: row.address.to_string(),
            },
            assignee: row.assignee.map(|user| Named { id: user.id.to_string(), name: user.name }),
            phase: row.phase.map(Phase::word),
            offered_until: time(row.offered_until),
            queue: row.queue.map(|(id, name)| Named { id: id.to_string(), name }),
            priority: row.priority.number(),
            window: Window { open: row.window.is_open(now), until: time(row.window.until()) },
            opted_out_at: time(row.opted_out_at),
            unread: row.unread,
            waiting_since_at: time(row.waiting_since_at),
            last_message_at: Time(row.last_message_at),
            opened_at: Time(row.opened_at),
            closed_at: time(row.closed_at),
            close_reason: row.close_reason.map(ConversationCloseReason),
            snoozed: row.snoozed.map(|(at, by, until)| Snoozed { at: Time(at), until: time(until), by }),
            variables: row.variables,
            tags: row.tags,
            outcomes: row.outcomes.into_iter().map(|(id, name)| Named { id: id.to_string(), name }).collect(),
        }
    }
}

pub(super) fn load(app: &App, id: ConversationId) -> Result<Conversation, Fault> {
    let found = app.store.read(|db| api_view::conversation(db, id, app.window_margin))?;
    Ok(Conversation::of(found.ok_or(Refusal::NotFound)?, app.clock.now()))
}

/// Fine if the conversation exists and the caller may read it.
///
/// # Errors
/// [`Refusal::NotFound`].
pub(super) fn readable(app: &App, actor: Actor, id: ConversationId) -> Result<(), Fault> {
    let found = app.store.read(|db| stored::by_id(db, id))?.ok_or(Refusal::NotFound)?;
    let access = app.store.read(|db| found.access(db, actor))?;
    if may_read(actor, &access) { Ok(()) } else { Err(Refusal::NotFound.into()) }
}

/// Conversations, newest first; with a view, or with a filter other than `state` and `number_id`, those of the list, in its
/// order: who waits first, then who was answered. A filter chooses among what goes on and is not set aside. One whose contact was
/// erased stands in no list, and is given by its id.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/conversations", operation_id = "list_conversations", tag = "conversations",
    params(("state" = Option<ConversationState>, Query), ("number_id" = Option<String>, Query),
        ("view" = Option<String>, Query, description = "`open`, `customer`, `closing`, `snoozed`, `all`, `closed`, or `saved-` and the id of a view"),
        ("queue_id" = Option<String>, Query), ("assignee_id" = Option<String>, Query, description = "The id of a user, or `nobody`"),
        ("tag" = Option<String>, Query, description = "Of the conversation or its contact"), ("unread" = Option<bool>, Query, description = "Only `true`"),
        ("sort" = Option<String>, Query, description = "`waiting`, `window` or `newest`"),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Conversation>), Refusals)))]
pub async fn list(_: Agent, app: Data<App>, params: Params) -> ApiResult {
    if conversation_views::is_asked(&params) {
        return conversation_views::list(&app, &params).await;
    }
    let asked = params.page::<1>(&["state", "number_id"])?;
    let wanted = api_view::Wanted {
        state: params.word("state", State::from_word)?,
        number: params.id::<NumberId>("number_id")?,
        before: asked.after.map(|[id]| ConversationId(id)),
        limit: asked.limit + 1,
    };
    let now = app.clock.now();
    let found = blocking(&app, move |app| app.store.read(|db| api_view::conversations(db, &wanted, app.window_margin)));
    page(&cursor::paged(found.await?, asked.limit, |row| vec![row.id.0], |row| Conversation::of(row, now)))
}

/// A conversation.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/conversations/{id}", operation_id = "get_conversation", tag = "conversations",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Conversation>), Refusals)))]
pub async fn show(caller: Agent, app: Data<App>, id: Id<ConversationId>) -> ApiResult {
    let actor = caller.actor();
    let found = blocking(&app, move |app| {
        readable(app, actor, id.0)?;
        load(app, id.0)
    });
    one(found.await?)
}

/// What changes about a conversation; what is left out stays.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct ConversationChange {
    /// Values by name (letters, digits, underscores; at most 32). Those that are not named stay; null or an empty
    /// one takes one away. At most 50, of at most 4,000 characters, which become one line.
    #[cfg_attr(test, schema(example = json!({ "order_id": "2041" })))]
    variables: BTreeMap<String, Option<String>>,
    /// Its own tags, instead of those it has: at most 20, of at most 30 characters, without commas.
    tags: Option<Vec<String>>,
    /// What became of it, instead of what was said before: ids of its workstream's outcomes.
    outcomes: Option<Vec<String>>,
}

/// The ids of outcomes.
pub(super) fn outcome_ids(ids: Option<Vec<String>>) -> Result<Option<Vec<OutcomeId>>, FieldProblem> {
    ids.map(|ids| ids.iter().map(|id| read_id("outcomes", id)).collect()).transpose()
}

/// Changes what is known about a conversation: its variables, its tags, its outcomes.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/conversations/{id}", operation_id = "change_conversation", tag = "conversations",
    params(("id" = String, Path)), request_body = ConversationChange,
    responses((status = 200, description = "As asked", body = One<Conversation>), Refusals)))]
pub async fn update(
    caller: Agent,
    app: Data<App>,
    id: Id<ConversationId>,
    body: Body<ConversationChange>,
) -> ApiResult {
    let (actor, ConversationChange { variables, tags, outcomes }) = (caller.actor(), body.0);
    let outcomes = outcome_ids(outcomes)?;
    let changed = blocking(&app, move |app| {
        set_variables(app, actor, id.0, variables)?;
        if let Some(tags) = tags {
            set_tags(app, actor, id.0, &tags)?;
        }
        if let Some(outcomes) = outcomes {
            outcomes::set(app, actor, id.0, outcomes)?;
        }
        load(app, id.0)
    });
    one(changed.await?)
}
