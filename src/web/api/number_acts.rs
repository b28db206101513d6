//! What can be done with a number beyond changing it: seeing who is in its sandbox, deleting it.

use actix_web::web::Data;
use serde::Serialize;

use crate::app::App;
use crate::domain::deletion::{MESSAGES_COUNTED, Open};
use crate::domain::ids::NumberId;
use crate::domain::sandbox::{Fact, Membership, membership};
use crate::domain::time::Timestamp;
use crate::flows::numbers::delete::{self as deleting, Choice, Deleted, Webhooks};
use crate::store::number as stored;
use crate::store::sandbox_fact::{self, Member as StoredMember};
use crate::web::api::caller::{Admin, Agent};
use crate::web::api::error::ApiError;
use crate::web::api::input::{Id, Params};
#[cfg(test)]
use crate::web::api::openapi::{One, Refusals, ToSchema};
use crate::web::api::wire::{Page, Time};
use crate::web::api::{ApiResult, one, page};
use crate::web::page::blocking;

/// Somebody of whom it is known whether they are in the sandbox.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Member {
    /// Who.
    contact: MemberContact,
    /// Whether messages reach them now.
    member: bool,
    /// When that ends or ended.
    until: Time,
    /// Whether the joining itself was seen; if not, it ends at `until` at the latest.
    exact: bool,
}

/// A contact, as it writes to the sandbox.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct MemberContact {
    /// Its id.
    id: String,
    /// Its name; empty if there is none.
    name: String,
    /// Where it writes from.
    address: String,
}

impl Member {
    fn of(row: StoredMember, now: Timestamp) -> Self {
        let (member, until) = match membership(row.fact, row.at, now) {
            Membership::Until(end) | Membership::AtMostUntil(end) => (true, end),
            Membership::Over(end) => (false, end),
        };
        let contact =
            MemberContact { id: row.contact.to_string(), name: row.name, address: row.address.as_str().to_owned() };
        Self { contact, member, until: Time(until), exact: row.fact != Fact::Wrote }
    }
}

/// Who joined the sandbox, and until when; always one page. Of any other number nobody.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/numbers/{id}/members", operation_id = "list_sandbox_members", tag = "numbers",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = Page<Member>), Refusals)))]
pub async fn members(_: Agent, app: Data<App>, id: Id<NumberId>) -> ApiResult {
    let rows = blocking(&app, move |app| {
        let now = app.clock.now();
        let rows = app.store.read(|db| {
            stored::get(db, id.0)?;
            sandbox_fact::members(db, id.0)
        })?;
        Ok(rows.into_iter().map(|row| Member::of(row, now)).collect())
    });
    page(&Page { data: rows.await?, next: None })
}

/// What hangs on a number.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct NumberDeletion {
    /// Conversations that are not closed.
    open: i64,
    /// Messages that have not left yet; while there are any it cannot be deleted.
    waiting: i64,
    /// Contacts who wrote to it or were written to.
    contacts: i64,
    /// Messages that stay readable.
    messages: i64,
    /// Whether there are more messages than were counted.
    more_messages: bool,
    /// Rules that ask for it; that condition never holds again.
    rules: i64,
}

/// What hangs on a number, before it is deleted.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/numbers/{id}/deletion", operation_id = "get_number_deletion", tag = "numbers",
    params(("id" = String, Path)),
    responses((status = 200, description = "As asked", body = One<NumberDeletion>), Refusals)))]
pub async fn deletion(caller: Admin, app: Data<App>, id: Id<NumberId>) -> ApiResult {
    let actor = caller.actor();
    let facts = blocking(&app, move |app| deleting::facts(app, actor, id.0)).await?;
    one(NumberDeletion {
        open: facts.open,
        waiting: facts.waiting,
        contacts: facts.contacts,
        messages: facts.messages,
        more_messages: facts.messages >= MESSAGES_COUNTED,
        rules: facts.rules,
    })
}

/// What deleting a number did.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct DeletedNumber {
    /// Its id.
    id: String,
    /// Conversations that were closed.
    closed: usize,
    /// Conversations that were left to be read.
    kept: usize,
    /// What became of our addresses at Twilio: `left`, `cleared`, `not_ours` where there were none, `shared` where they
    /// stay at a Messaging Service that another number here is in.
    webhooks: &'static str,
}

/// Deletes a number. Its threads stay readable, and the same number, added later, finds them. `open` says what becomes
/// of conversations that are not closed (`close` or `keep`); it is needed if there are any. `clear_webhooks` takes our
/// addresses away at Twilio first, from the number and from its Messaging Service; if that fails, nothing is deleted.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/numbers/{id}", operation_id = "delete_number", tag = "numbers",
    params(("id" = String, Path), ("open" = Option<String>, Query), ("clear_webhooks" = Option<bool>, Query)),
    responses((status = 200, description = "Deleted", body = One<DeletedNumber>), Refusals)))]
pub async fn delete(caller: Admin, app: Data<App>, id: Id<NumberId>, params: Params) -> ApiResult {
    let (actor, id) = (caller.actor(), id.0);
    let choice = Choice {
        open: params.word("open", Open::from_word)?,
        clear_webhooks: params.word("clear_webhooks", |word| word.parse().ok())?.unwrap_or(false),
    };
    match blocking(&app, move |app| deleting::delete(app, actor, id, choice)).await? {
        Deleted::Done { closed, kept, webhooks } => {
            let webhooks = match webhooks {
                Webhooks::Left => "left",
                Webhooks::Cleared => "cleared",
                Webhooks::NotOurs => "not_ours",
                Webhooks::Shared => "shared",
            };
            one(DeletedNumber { id: id.to_string(), closed, kept, webhooks })
        }
        Deleted::NotCleared => Err(ApiError::ProviderSilent),
    }
}
