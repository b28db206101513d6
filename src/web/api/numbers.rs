//! Our WhatsApp numbers: what they are called, which workstream they lead to, which files they take, how long they keep.

use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::NumberId;
use crate::domain::language::Language;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::flows::numbers::connect::{self, Connected};
use crate::flows::numbers::{create as creating, set_active, update as updating};
use crate::store::{Fault, account, number as stored};
use crate::web::api::caller::{Admin, Agent};
use crate::web::api::input::{Body, Id, Params, id as read_id};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::Time;
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::page::blocking;

/// One of our WhatsApp numbers.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Number {
    /// Its id.
    id: String,
    /// The account it belongs to.
    account_id: String,
    /// The workstream it belongs to.
    workstream_id: String,
    /// What we call it.
    name: String,
    /// `whatsapp:+…`.
    address: String,
    /// Whether it is Twilio's shared sandbox number.
    sandbox: bool,
    /// The words after `join`, as far as somebody entered them.
    #[cfg_attr(test, schema(required))]
    sandbox_code: Option<String>,
    /// The language of our own texts in its threads: `en` or `el`.
    language: &'static str,
    /// Which of the four number colours marks it in lists, 1 to 4.
    colour: i64,
    /// Whether files of contacts are fetched.
    attachments_from_customers: bool,
    /// Whether agents may send files.
    attachments_from_agents: bool,
    /// For how many days files are kept; null: as long as messages are.
    #[cfg_attr(test, schema(required))]
    media_days: Option<i64>,
    /// Whether Twilio forgets a file when we do.
    media_erase_at_provider: bool,
    /// For how many days texts are kept; null: for ever.
    #[cfg_attr(test, schema(required))]
    text_days: Option<i64>,
    /// Whether Twilio forgets a message when we forget its text.
    text_erase_at_provider: bool,
    /// Whether contacts see that an agent writes, and that their messages were read.
    shows_typing: bool,
    /// Whether it is in use.
    active: bool,
    /// When it was made.
    created_at: Time,
    /// When it was last changed.
    updated_at: Time,
}

impl Number {
    fn of(number: stored::Number) -> Self {
        Self {
            id: number.id.to_string(),
            account_id: number.account_id.to_string(),
            workstream_id: number.workstream_id.to_string(),
            name: number.name,
            address: number.address.to_string(),
            sandbox: number.sandbox,
            sandbox_code: number.sandbox_code,
            language: number.language.code(),
            colour: number.colour,
            attachments_from_customers: number.attachments_from_customers,
            attachments_from_agents: number.attachments_from_agents,
            media_days: number.media_days,
            media_erase_at_provider: number.media_erase_at_provider,
            text_days: number.text_days,
            text_erase_at_provider: number.text_erase_at_provider,
            shows_typing: number.shows_typing,
            active: number.active,
            created_at: Time(number.created_at),
            updated_at: Time(number.updated_at),
        }
    }
}

fn load(app: &App, id: NumberId) -> Result<Number, Fault> {
    Ok(Number::of(app.store.read(|db| stored::get(db, id))?))
}

fn language(text: Option<&str>) -> Result<Option<Language>, FieldProblem> {
    let known = |text: &str| Language::ALL.into_iter().find(|language| language.code() == text);
    text.map(|text| known(text).ok_or(FieldProblem::new("language", "unknown"))).transpose()
}

/// All numbers, oldest first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/numbers", operation_id = "list_numbers", tag = "numbers",
    params(("account_id" = Option<String>, Query), ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Number>), Refusals)))]
pub async fn list(_: Agent, app: Data<App>, params: Params) -> ApiResult {
    let wanted = params.page(&["account_id"])?;
    let account = params.id("account_id")?;
    let found = blocking(&app, move |app| {
        app.store.read(|db| match account {
            Some(account) => stored::list_of_account(db, account),
            None => stored::list(db),
        })
    });
    page(&cursor::paged_whole(found.await?, &wanted, |row| row.id.0, Number::of))
}

/// A number.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/numbers/{id}", operation_id = "get_number", tag = "numbers",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Number>), Refusals)))]
pub async fn show(_: Agent, app: Data<App>, id: Id<NumberId>) -> ApiResult {
    one(blocking(&app, move |app| load(app, id.0)).await?)
}

/// A new number.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewNumber {
    /// The account it belongs to.
    #[cfg_attr(test, schema(required, min_length = 1))]
    account_id: String,
    /// What we call it.
    #[cfg_attr(test, schema(required, min_length = 1, max_length = 100))]
    name: String,
    /// `whatsapp:+` and 7 to 15 digits.
    #[cfg_attr(test, schema(required, example = "whatsapp:+302101234567"))]
    address: String,
    /// Whether it is Twilio's shared sandbox number.
    sandbox: bool,
    /// The words after `join`, for the sandbox.
    sandbox_code: String,
    /// The language of our own texts in its threads: `en` (if not given) or `el`.
    language: Option<String>,
    /// The workstream it belongs to; the default one if not given.
    workstream_id: Option<String>,
    /// True: refuse it with `number_not_theirs` unless Twilio's list of the account has it.
    verify: bool,
}

/// Adds a number to an account.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/numbers", operation_id = "create_number", tag = "numbers",
    request_body = NewNumber, responses((status = 201, description = "Made", body = One<Number>), Refusals)))]
pub async fn create(caller: Admin, app: Data<App>, body: Body<NewNumber>) -> ApiResult {
    let (actor, new) = (caller.actor(), body.0);
    if new.account_id.is_empty() {
        return Err(FieldProblem::new("account_id", "missing").into());
    }
    let account_id = read_id("account_id", &new.account_id)?;
    let language = language(new.language.as_deref())?;
    let workstream = new.workstream_id.as_deref().map(|id| read_id("workstream_id", id)).transpose()?;
    let wanted = creating::Wanted {
        name: new.name,
        address: new.address,
        sandbox: new.sandbox,
        sandbox_code: new.sandbox_code,
        language,
        workstream,
    };
    let sure = !new.verify;
    let created = blocking(&app, move |app| {
        if app.store.read(|db| account::by_id(db, account_id))?.is_none() {
            return Err(FieldProblem::new("account_id", "unknown").into());
        }
        if sure {
            return load(app, creating::create(app, actor, account_id, &wanted)?);
        }
        match connect::connect(app, actor, account_id, &wanted, false)? {
            Connected::Made { id, .. } => load(app, id),
            Connected::Problems(problems) => Err(Refusal::Fields(problems).into()),
            Connected::NotTheirs => Err(Refusal::NumberNotTheirs.into()),
        }
    });
    made(created.await?)
}

/// What changes about a number; what is left out stays. Account and address stay for ever: threads hang on them.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NumberChange {
    /// A new name.
    #[cfg_attr(test, schema(max_length = 100))]
    name: Option<String>,
    /// The language of our own texts in its threads: `en` or `el`.
    language: Option<String>,
    /// 1 to 4.
    #[cfg_attr(test, schema(minimum = 1, maximum = 4))]
    colour: Option<i64>,
    /// Whether it is Twilio's shared sandbox number.
    sandbox: Option<bool>,
    /// The words after `join`; empty: they go.
    sandbox_code: Option<String>,
    /// Another workstream.
    workstream_id: Option<String>,
    /// Whether files of contacts are fetched.
    attachments_from_customers: Option<bool>,
    /// Whether agents may send files.
    attachments_from_agents: Option<bool>,
    /// For how many days files are kept; 0: as long as messages are.
    #[cfg_attr(test, schema(minimum = 0, maximum = 3650))]
    media_days: Option<i64>,
    /// Whether Twilio forgets a file when we do.
    media_erase_at_provider: Option<bool>,
    /// For how many days texts are kept; 0: for ever.
    #[cfg_attr(test, schema(minimum = 0, maximum = 3650))]
    text_days: Option<i64>,
    /// Whether Twilio forgets a message when we forget its text.
    text_erase_at_provider: Option<bool>,
    /// Whether contacts see that an agent writes, and that their messages were read.
    shows_typing: Option<bool>,
    /// Whether it is in use.
    active: Option<bool>,
}

/// Changes a number. It is in force at once.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/numbers/{id}", operation_id = "change_number", tag = "numbers",
    params(("id" = String, Path)), request_body = NumberChange,
    responses((status = 200, description = "As asked", body = One<Number>), Refusals)))]
pub async fn update(caller: Admin, app: Data<App>, id: Id<NumberId>, body: Body<NumberChange>) -> ApiResult {
    let (actor, id, asked) = (caller.actor(), id.0, body.0);
    let change = updating::Change {
        language: language(asked.language.as_deref())?,
        name: asked.name,
        colour: asked.colour,
        sandbox: asked.sandbox,
        sandbox_code: asked.sandbox_code,
        workstream: asked.workstream_id.as_deref().map(|id| read_id("workstream_id", id)).transpose()?,
        attachments_from_customers: asked.attachments_from_customers,
        attachments_from_agents: asked.attachments_from_agents,
        media_days: asked.media_days.map(|days| Some(days).filter(|days| *days != 0)),
        media_erase_at_provider: asked.media_erase_at_provider,
        text_days: asked.text_days.map(|days| Some(days).filter(|days| *days != 0)),
        text_erase_at_provider: asked.text_erase_at_provider,
        shows_typing: asked.shows_typing,
    };
    let changed = blocking(&app, move |app| {
        updating::update(app, actor, id, &change)?;
        // Cannot be refused any more, so nothing is left half done.
        if let Some(active) = asked.active {
            set_active::set_active(app, actor, id, active)?;
        }
        load(app, id)
    });
    one(changed.await?)
}
