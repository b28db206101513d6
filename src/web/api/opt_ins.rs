//! That contacts agreed to be written to: each time is a line that stays, with how and when.

use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::ContactId;
use crate::domain::opt_in::Typed;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::flows::contacts::record_opt_in::record_opt_in;
use crate::store::opt_in::Recorded;
use crate::store::{Fault, contact, opt_in as stored};
use crate::web::api::caller::Agent;
use crate::web::api::input::{Body, Id, Params};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::{OptInHow, Time};
use crate::web::api::{ApiResult, cursor, made, page};
use crate::web::page::blocking;

/// That a contact agreed.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct OptIn {
    /// Its id.
    id: String,
    /// How.
    how: OptInHow,
    /// What else is known about it.
    words: String,
    /// When the contact agreed.
    at: Time,
    /// Who recorded it, such as `user:3`.
    recorded_by: String,
    /// When it was recorded.
    recorded_at: Time,
}

impl OptIn {
    fn of(kept: Recorded) -> Self {
        Self {
            id: kept.id.to_string(),
            how: OptInHow(kept.opt_in.how),
            words: kept.opt_in.words,
            at: Time(kept.opt_in.given_at),
            recorded_by: kept.by,
            recorded_at: Time(kept.recorded_at),
        }
    }
}

/// That a contact agreed, to be recorded.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewOptIn {
    /// One of `web_form`, `in_person`, `phone`, `paper`, `message`, `other`.
    #[cfg_attr(test, schema(required, example = "web_form"))]
    how: String,
    /// What else is known about it; needed for `other`.
    #[cfg_attr(test, schema(max_length = 200, example = "https://shop.example/newsletter"))]
    words: String,
    /// When the contact agreed: RFC 3339.
    #[cfg_attr(test, schema(required, example = "2026-11-20T09:00:00Z"))]
    at: String,
}

impl NewOptIn {
    /// As the flows take it.
    ///
    /// # Errors
    /// The problem of `opt_in.at` if it is no instant.
    pub(super) fn typed(self) -> Result<Typed, FieldProblem> {
        let given_at = match self.at.as_str() {
            "" => None,
            text => Some(Timestamp::parse(text).ok_or(FieldProblem::new("opt_in.at", "time-format"))?),
        };
        Ok(Typed { how: self.how, words: self.words, given_at })
    }
}

/// The opt-ins of a contact, in the order in which they were recorded.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/contacts/{id}/opt-ins", operation_id = "list_opt_ins", tag = "contacts",
    params(("id" = String, Path), ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<OptIn>), Refusals)))]
pub async fn list(_: Agent, app: Data<App>, id: Id<ContactId>, params: Params) -> ApiResult {
    let wanted = params.page(&[])?;
    let found = blocking(&app, move |app| {
        app.store.read(|db| {
            contact::by_id(db, id.0)?.ok_or(Refusal::NotFound)?;
            stored::all(db, id.0)
        })
    });
    page(&cursor::paged_whole(found.await?, &wanted, |row| row.id, OptIn::of))
}

/// Records that a contact agreed to be written to. None is ever changed or removed.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/contacts/{id}/opt-ins", operation_id = "record_opt_in", tag = "contacts",
    params(("id" = String, Path)), request_body = NewOptIn,
    responses((status = 201, description = "Made", body = One<OptIn>), Refusals)))]
pub async fn create(caller: Agent, app: Data<App>, id: Id<ContactId>, body: Body<NewOptIn>) -> ApiResult {
    let (actor, typed) = (caller.actor(), body.0.typed()?);
    let kept = blocking(&app, move |app| {
        record_opt_in(app, actor, id.0, &typed)?;
        let kept = app.store.read(|db| stored::latest(db, id.0))?;
        kept.ok_or_else(|| Fault::Broken("an opt-in vanished after it was kept".to_owned()))
    });
    made(OptIn::of(kept.await?))
}
