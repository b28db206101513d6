//! Twilio accounts. No secret ever comes out again.

use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::AccountId;
use crate::flows::accounts::update::{ApiKey, Change, Second};
use crate::flows::accounts::{create as creating, set_active, update as updating, webhooks};
use crate::store::{Fault, account as stored};
use crate::web::api::caller::Admin;
use crate::web::api::input::{Body, Id, Params};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::{Time, time};
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::page::blocking;

/// A Twilio account.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Account {
    /// Its id.
    id: String,
    /// What we call it.
    name: String,
    /// `AC…`.
    account_sid: String,
    /// Where Twilio keeps it: `us1`, `ie1`, `au1` or `jp1`.
    region: &'static str,
    /// Whether it is in use.
    active: bool,
    /// Whether signatures of a second auth token are accepted too.
    second_auth_token: bool,
    /// `SK…`, if calls are made with an API key.
    #[cfg_attr(test, schema(required))]
    api_key_sid: Option<String>,
    /// How often in a row Twilio refused the credentials.
    auth_failures: i64,
    /// When its templates were last read.
    #[cfg_attr(test, schema(required))]
    templates_synced_at: Option<Time>,
    /// The addresses to enter at Twilio, with the wish for retries.
    webhooks: Webhooks,
    /// When it was made.
    created_at: Time,
    /// When it was last changed.
    updated_at: Time,
}

/// The addresses that Twilio posts to.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Webhooks {
    /// For messages of contacts.
    inbound: String,
    /// For the status of our messages.
    status: String,
    /// For messages when the first address failed.
    fallback: String,
}

impl Account {
    fn of(app: &App, account: stored::Account) -> Self {
        let urls = webhooks::urls(app, &account);
        Self {
            id: account.id.to_string(),
            name: account.name,
            account_sid: account.account_sid,
            region: account.region.word(),
            active: account.active,
            second_auth_token: account.auth_token_second.is_some(),
            api_key_sid: account.api_key_sid,
            auth_failures: account.auth_failures,
            templates_synced_at: time(account.templates_synced_at),
            webhooks: Webhooks { inbound: urls.inbound, status: urls.status, fallback: urls.fallback },
            created_at: Time(account.created_at),
            updated_at: Time(account.updated_at),
        }
    }
}

fn load(app: &App, id: AccountId) -> Result<Account, Fault> {
    Ok(Account::of(app, app.store.read(|db| stored::get(db, id))?))
}

/// All accounts, oldest first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/accounts", operation_id = "list_accounts", tag = "accounts",
    params(("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Account>), Refusals)))]
pub async fn list(_: Admin, app: Data<App>, params: Params) -> ApiResult {
    let wanted = params.page(&[])?;
    let found = blocking(&app, move |app| {
        let rows = app.store.read(stored::list)?;
        Ok(cursor::paged_whole(rows, &wanted, |row| row.id.0, |row| Account::of(app, row)))
    });
    page(&found.await?)
}

/// An account.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/accounts/{id}", operation_id = "get_account", tag = "accounts",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Account>), Refusals)))]
pub async fn show(_: Admin, app: Data<App>, id: Id<AccountId>) -> ApiResult {
    one(blocking(&app, move |app| load(app, id.0)).await?)
}

/// A new account.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
#[derive(Default)]
pub struct NewAccount {
    /// What we call it.
    #[cfg_attr(test, schema(required, min_length = 1, max_length = 100))]
    name: String,
    /// `AC` and 32 hexadecimal digits.
    #[cfg_attr(test, schema(required, pattern = "^AC[0-9a-fA-F]{32}$"))]
    account_sid: String,
    /// Verifies signatures too.
    #[cfg_attr(test, schema(required, min_length = 1))]
    auth_token: String,
    /// `SK…`, with its secret or not at all.
    api_key_sid: String,
    /// Given once, never shown.
    api_key_secret: String,
    /// `us1` (if not given), `ie1`, `au1` or `jp1`: where Twilio keeps the account.
    region: String,
}

/// Keeps a new account. Whether Twilio accepts its credentials shows at the first call.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/accounts", operation_id = "create_account", tag = "accounts",
    request_body = NewAccount, responses((status = 201, description = "Made", body = One<Account>), Refusals)))]
pub async fn create(caller: Admin, app: Data<App>, body: Body<NewAccount>) -> ApiResult {
    let (actor, new) = (caller.actor(), body.0);
    let wanted = creating::Wanted {
        name: new.name,
        account_sid: new.account_sid,
        auth_token: new.auth_token,
        api_key_sid: new.api_key_sid,
        api_key_secret: new.api_key_secret,
        region: new.region,
    };
    made(blocking(&app, move |app| load(app, creating::create(app, actor, &wanted)?)).await?)
}

/// What changes about an account; what is left out stays.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct AccountChange {
    /// A new name.
    #[cfg_attr(test, schema(max_length = 100))]
    name: Option<String>,
    /// A new auth token.
    auth_token: Option<String>,
    /// A second auth token, accepted too while a token is rotated; empty: it goes.
    auth_token_second: Option<String>,
    /// True: the second auth token becomes the first, which ends a rotation.
    promote_auth_token_second: bool,
    /// `SK…`, with its secret; both empty: calls are made with the auth token.
    api_key_sid: Option<String>,
    /// Given once, never shown.
    api_key_secret: Option<String>,
    /// Another region of Twilio.
    region: Option<String>,
    /// Whether it is in use.
    active: Option<bool>,
}

impl AccountChange {
    fn change(self) -> Change {
        let second = match self.auth_token_second {
            _ if self.promote_auth_token_second => Second::Promote,
            None => Second::Keep,
            Some(token) if token.is_empty() => Second::Remove,
            Some(token) => Second::Set(token),
        };
        let api_key = match (self.api_key_sid, self.api_key_secret) {
            (None, None) => ApiKey::Keep,
            (sid, secret) => match (sid.unwrap_or_default(), secret.unwrap_or_default()) {
                (sid, secret) if sid.is_empty() && secret.is_empty() => ApiKey::Remove,
                (sid, secret) => ApiKey::Set { sid, secret },
            },
        };
        Change { name: self.name, auth_token: self.auth_token, second, api_key, region: self.region }
    }
}

/// Changes an account. It is in force at once.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/accounts/{id}", operation_id = "change_account", tag = "accounts",
    params(("id" = String, Path)), request_body = AccountChange,
    responses((status = 200, description = "As asked", body = One<Account>), Refusals)))]
pub async fn update(caller: Admin, app: Data<App>, id: Id<AccountId>, body: Body<AccountChange>) -> ApiResult {
    let (actor, id, active) = (caller.actor(), id.0, body.0.active);
    let change = body.0.change();
    let changed = blocking(&app, move |app| {
        updating::update(app, actor, id, &change)?;
        // Cannot be refused any more, so nothing is left half done.
        if let Some(active) = active {
            set_active::set_active(app, actor, id, active)?;
        }
        load(app, id)
    });
    one(changed.await?)
}
