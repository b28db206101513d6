//! What can be done with an account beyond changing it: asking Twilio about it, seeing its numbers there, deleting it.

use actix_web::web::Data;
use serde::Serialize;

use crate::app::App;
use crate::domain::ids::AccountId;
use crate::domain::report::Report;
use crate::flows::accounts::{check as checking, delete as deleting};
use crate::flows::numbers::connect::{self, Choice, Unlisted};
use crate::store::account as stored;
use crate::web::api::caller::Admin;
use crate::web::api::error::ApiError;
use crate::web::api::input::Id;
#[cfg(test)]
use crate::web::api::openapi::{One, Refusals, ToSchema};
use crate::web::api::wire::{Page, Time, time};
use crate::web::api::{ApiResult, one, page};
use crate::web::page::blocking;

/// What Twilio said of an account; null is a question that could not be answered.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Check {
    /// When it was asked.
    #[cfg_attr(test, schema(required))]
    at: Option<Time>,
    /// Whether Twilio answered at all.
    reachable: bool,
    /// Whether SID and auth token are right.
    #[cfg_attr(test, schema(required))]
    credentials: Option<bool>,
    /// Whether the second auth token is right, if there is one.
    #[cfg_attr(test, schema(required))]
    second_auth_token: Option<bool>,
    /// Whether the API key is right, if there is one.
    #[cfg_attr(test, schema(required))]
    api_key: Option<bool>,
    /// `active`, `suspended` or `closed`.
    #[cfg_attr(test, schema(required))]
    standing: Option<String>,
    /// Whether it is a trial.
    #[cfg_attr(test, schema(required))]
    trial: Option<bool>,
    /// What its owner calls it.
    #[cfg_attr(test, schema(required))]
    friendly_name: Option<String>,
    /// The account that it is a subaccount of.
    #[cfg_attr(test, schema(required))]
    parent: Option<String>,
    /// The WhatsApp numbers that it has there; the sandbox is never among them.
    #[cfg_attr(test, schema(required))]
    numbers: Option<Vec<String>>,
}

impl Check {
    fn of(report: Report, at: Option<Time>) -> Self {
        Self {
            at,
            reachable: report.reachable,
            credentials: report.credentials,
            second_auth_token: report.second_token,
            api_key: report.api_key,
            standing: report.standing,
            trial: report.trial,
            friendly_name: report.friendly_name,
            parent: report.parent,
            numbers: report.numbers,
        }
    }
}

/// Asks Twilio about an account. Takes up to a minute where Twilio does not answer.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/accounts/{id}/check", operation_id = "check_account", tag = "accounts",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Check>), Refusals)))]
pub async fn check(caller: Admin, app: Data<App>, id: Id<AccountId>) -> ApiResult {
    let (actor, id) = (caller.actor(), id.0);
    let checked = blocking(&app, move |app| {
        let report = checking::kept(app, actor, id)?;
        let at = app.store.read(|db| stored::get(db, id))?.checked_at;
        Ok(Check::of(report, time(at)))
    });
    one(checked.await?)
}

/// A WhatsApp number that an account has at Twilio.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Sender {
    /// `XE…`, Twilio's id of it.
    sid: String,
    /// `whatsapp:+…`.
    address: String,
    /// The name that contacts see.
    #[cfg_attr(test, schema(required))]
    display_name: Option<String>,
    /// Twilio's word for how it is, such as `ONLINE`.
    status: String,
    /// Whether it can send and receive now.
    online: bool,
    /// WhatsApp's judgement, such as `HIGH`.
    #[cfg_attr(test, schema(required))]
    quality_rating: Option<String>,
    /// How many contacts a day it may begin to write to.
    #[cfg_attr(test, schema(required))]
    messaging_limit: Option<String>,
    /// Why it is not online.
    offline_reasons: Vec<String>,
    /// Our number with this address in the same account.
    #[cfg_attr(test, schema(required))]
    number_id: Option<String>,
}

impl Sender {
    fn of(choice: Choice) -> Self {
        let sender = choice.sender;
        Self {
            sid: sender.sid,
            address: sender.address,
            display_name: sender.display_name,
            status: sender.state,
            online: sender.online,
            quality_rating: sender.quality,
            messaging_limit: sender.messaging_limit,
            offline_reasons: sender.offline_reasons,
            number_id: choice.number.map(|id| id.to_string()),
        }
    }
}

/// The WhatsApp numbers that the account has at Twilio, asked now; always one page.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/accounts/{id}/senders", operation_id = "list_senders", tag = "accounts",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = Page<Sender>), Refusals)))]
pub async fn senders(caller: Admin, app: Data<App>, id: Id<AccountId>) -> ApiResult {
    let actor = caller.actor();
    match blocking(&app, move |app| connect::senders(app, actor, id.0)).await? {
        Ok(choices) => page(&Page { data: choices.into_iter().map(Sender::of).collect(), next: None }),
        Err(Unlisted::WrongCredentials) => Err(ApiError::CredentialsRefused),
        Err(Unlisted::Refused(code)) => Err(ApiError::ProviderRefused(code)),
        Err(Unlisted::NoAnswer) => Err(ApiError::ProviderSilent),
    }
}

/// What hangs on an account.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct AccountDeletion {
    /// Numbers that are to be deleted before it.
    numbers: i64,
    /// Numbers that were deleted; their threads stay readable.
    deleted_numbers: i64,
    /// Templates that can then no longer be sent.
    templates: i64,
}

/// What hangs on an account, before it is deleted.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/accounts/{id}/deletion", operation_id = "get_account_deletion", tag = "accounts",
    params(("id" = String, Path)),
    responses((status = 200, description = "As asked", body = One<AccountDeletion>), Refusals)))]
pub async fn deletion(caller: Admin, app: Data<App>, id: Id<AccountId>) -> ApiResult {
    let actor = caller.actor();
    let facts = blocking(&app, move |app| deleting::facts(app, actor, id.0)).await?;
    one(AccountDeletion { numbers: facts.numbers, deleted_numbers: facts.deleted_numbers, templates: facts.templates })
}

/// Something that is deleted.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct DeletedAccount {
    /// Its id.
    id: String,
}

/// Deletes an account that has no numbers. Its secrets go at once; what was said over its numbers stays readable. One
/// with the same SID, made later, is the same account.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/accounts/{id}", operation_id = "delete_account", tag = "accounts",
    params(("id" = String, Path)),
    responses((status = 200, description = "Deleted", body = One<DeletedAccount>), Refusals)))]
pub async fn delete(caller: Admin, app: Data<App>, id: Id<AccountId>) -> ApiResult {
    let (actor, id) = (caller.actor(), id.0);
    blocking(&app, move |app| deleting::delete(app, actor, id)).await?;
    one(DeletedAccount { id: id.to_string() })
}
