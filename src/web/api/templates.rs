//! WhatsApp templates: what can be sent at any time, and where each of them stands.

use std::collections::BTreeMap;

use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::{AccountId, TemplateId};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::template::Approval;
use crate::domain::user::Actor;
use crate::flows::templates::bind;
use crate::flows::templates::by_hand::{self, Added, ByHand};
use crate::flows::templates::sync::{self, Synced};
use crate::store::template_count::{self, Use};
use crate::store::{Db, Fault, account, template as stored};
use crate::web::api::caller::{Admin, Agent};
use crate::web::api::error::ApiError;
use crate::web::api::input::{Body, Id, MaybeBody, Params, id as read_id};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::{self, ErrorFacts, Named, TemplateStatus, Time};
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::page::blocking;

/// A WhatsApp template.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Template {
    /// Its id.
    id: String,
    /// The account it belongs to.
    account_id: String,
    /// `HX…`.
    content_sid: String,
    /// Its name at Twilio.
    name: String,
    /// Its language.
    #[cfg_attr(test, schema(example = "el"))]
    language: String,
    /// What it is made of.
    #[cfg_attr(test, schema(example = "quick-reply"))]
    kind: String,
    /// Where it stands with WhatsApp.
    status: TemplateStatus,
    /// WhatsApp's words, if it was refused.
    #[cfg_attr(test, schema(required))]
    rejection_reason: Option<String>,
    /// As WhatsApp sorts it.
    #[cfg_attr(test, schema(required, example = "utility"))]
    category: Option<String>,
    /// Its text, with `{{1}}` where variables go.
    body: String,
    /// The names of its variables, in body, header and buttons.
    variables: Vec<String>,
    /// Sample values by the names of the variables.
    samples: BTreeMap<String, String>,
    /// Addresses of its files; may hold variables.
    media: Vec<String>,
    /// Texts with placeholders that fill variables in.
    bindings: BTreeMap<String, String>,
    /// Handed over so far.
    sent: i64,
    /// Arrived.
    delivered: i64,
    /// Read.
    read: i64,
    /// Not arrived.
    failed: i64,
    /// When one was last handed over.
    #[cfg_attr(test, schema(required))]
    last_used_at: Option<Time>,
    /// When it was first read.
    created_at: Time,
    /// When something about it last changed.
    updated_at: Time,
}

impl Template {
    /// With what became of its sends.
    ///
    /// # Errors
    /// [`Fault`] of the store.
    pub(super) fn load(db: &Db, template: stored::Template) -> Result<Self, Fault> {
        let uses = template_count::by_template(db)?;
        Ok(Self::of(template, &uses))
    }

    fn of(template: stored::Template, uses: &BTreeMap<TemplateId, Use>) -> Self {
        let used = uses.get(&template.id).copied().unwrap_or_default();
        Self {
            id: template.id.to_string(),
            account_id: template.account_id.to_string(),
            content_sid: template.content_sid,
            name: template.name,
            language: template.language,
            kind: template.kind,
            status: TemplateStatus(template.status),
            rejection_reason: template.rejection_reason,
            category: template.category,
            body: template.body,
            variables: template.variables,
            samples: template.samples,
            media: template.media,
            bindings: template.bindings,
            sent: used.sent,
            delivered: used.delivered,
            read: used.read,
            failed: used.failed,
            last_used_at: wire::time(used.last_at),
            created_at: Time(template.created_at),
            updated_at: Time(template.updated_at),
        }
    }
}

/// All templates, oldest first; those that are gone at Twilio only when asked for by their status. With `sandbox` the
/// three of Twilio's sandbox instead, which can be sent to its members and to nobody else.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/templates", operation_id = "list_templates", tag = "templates",
    params(("account_id" = Option<String>, Query), ("status" = Option<TemplateStatus>, Query),
        ("sandbox" = Option<bool>, Query),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Template>), Refusals)))]
pub async fn list(_: Agent, app: Data<App>, params: Params) -> ApiResult {
    let wanted = params.page(&["account_id", "status", "sandbox"])?;
    let account: Option<AccountId> = params.id("account_id")?;
    let status = params.word("status", Approval::from_word)?;
    let sandbox = params.word("sandbox", |word| word.parse::<bool>().ok())?.unwrap_or(false);
    let read = if sandbox { stored::list_sandbox } else { stored::list };
    let (mut found, uses) =
        blocking(&app, move |app| app.store.read(|db| Ok((read(db)?, template_count::by_template(db)?)))).await?;
    found.retain(|template| {
        account.is_none_or(|account| template.account_id == account)
            && status.map_or(template.status != Approval::Deleted, |status| template.status == status)
    });
    page(&cursor::paged_whole(found, &wanted, |row| row.id.0, |row| Template::of(row, &uses)))
}

/// A template.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/templates/{id}", operation_id = "get_template", tag = "templates",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Template>), Refusals)))]
pub async fn show(_: Agent, app: Data<App>, id: Id<TemplateId>) -> ApiResult {
    one(blocking(&app, move |app| app.store.read(|db| Template::load(db, stored::get(db, id.0)?))).await?)
}

/// A template that exists at Twilio and is to be taken over at once.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewTemplate {
    /// The account it belongs to; may be left out while there is only one.
    account_id: Option<String>,
    /// `HX…`, as Twilio calls it.
    #[cfg_attr(test, schema(required, min_length = 1))]
    content_sid: String,
    /// Its name; if given, Twilio must have the same.
    name: Option<String>,
    /// Its language; if given, Twilio must have the same.
    language: Option<String>,
    /// Its text; if given, Twilio must have the same.
    body: Option<String>,
}

/// Takes over a template that was made at Twilio, with everything Twilio says about it now. One that is not
/// there, or that is another than was said, is refused with `field_invalid`. Writing new ones: see the drafts.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/templates", operation_id = "create_template", tag = "templates",
    request_body = NewTemplate, responses((status = 201, description = "Made", body = One<Template>), Refusals)))]
pub async fn create(caller: Admin, app: Data<App>, body: Body<NewTemplate>) -> ApiResult {
    let (actor, new) = (caller.actor(), body.0);
    let asked = account_id(new.account_id.as_deref())?;
    let typed = ByHand {
        content_sid: new.content_sid.trim().to_owned(),
        name: new.name.unwrap_or_default(),
        language: new.language.unwrap_or_default(),
        body: new.body.unwrap_or_default(),
    };
    if typed.content_sid.is_empty() {
        return Err(FieldProblem::new("content_sid", "missing").into());
    }
    let (added, template) = blocking(&app, move |app| {
        let added = by_hand::add(app, actor, the_account(app, asked)?, &typed)?;
        let template = match &added {
            Added::Done(id) => Some(app.store.read(|db| Template::load(db, stored::get(db, *id)?))?),
            Added::Differs { .. } | Added::NotNow(_) => None,
        };
        Ok((added, template))
    })
    .await?;
    match (added, template) {
        (_, Some(template)) => made(template),
        (Added::Differs { problems, .. }, None) => Err(Refusal::Fields(problems).into()),
        (Added::NotNow(synced), None) => Err(counts(synced).err().unwrap_or(ApiError::ProviderSilent)),
        (Added::Done(_), None) => Err(Refusal::NotFound.into()),
    }
}

/// What fills variables in.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct Bindings {
    /// Texts with placeholders, by the names of the variables; what is left out is bound to nothing.
    #[cfg_attr(test, schema(required, example = json!({"1": "{{contact.first_name|there}}"})))]
    bindings: BTreeMap<String, String>,
}

/// Says what fills the variables of a template in when they are not given.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(put, path = "/api/v1/templates/{id}/bindings", operation_id = "bind_template", tag = "templates",
    params(("id" = String, Path)), request_body = Bindings,
    responses((status = 200, description = "As asked", body = One<Template>), Refusals)))]
pub async fn bind(caller: Admin, app: Data<App>, id: Id<TemplateId>, body: Body<Bindings>) -> ApiResult {
    let actor = caller.actor();
    let bound = blocking(&app, move |app| {
        bind::bind(app, actor, id.0, body.0.bindings)?;
        app.store.read(|db| Template::load(db, stored::get(db, id.0)?))
    });
    one(bound.await?)
}

/// Templates sent from one number in one month and category.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct MonthCount {
    /// The month in UTC.
    #[cfg_attr(test, schema(example = "2026-11"))]
    month: String,
    /// The number.
    number: Named,
    /// The category; null: none known.
    #[cfg_attr(test, schema(required, example = "utility"))]
    category: Option<String>,
    /// Handed over.
    sent: i64,
    /// Arrived: what Meta charges for.
    delivered: i64,
    /// Read.
    read: i64,
    /// Not arrived.
    failed: i64,
}

/// Templates sent by month, number and category, newest month first. Counts, not a bill: Meta's prices differ
/// by country and category.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/templates/counts", operation_id = "count_templates", tag = "templates",
    params(("since" = Option<String>, Query, description = "The first month, such as 2026-01"),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<MonthCount>), Refusals)))]
pub async fn sent(_: Admin, app: Data<App>, params: Params) -> ApiResult {
    let wanted = params.page(&["since"])?;
    let since = params.get("since").unwrap_or_default().to_owned();
    let rows = blocking(&app, move |app| app.store.read(|db| template_count::by_month(db, &since))).await?;
    let rows: Vec<(i64, template_count::Month)> = (1..).zip(rows).collect();
    let count = |(_, row): (i64, template_count::Month)| MonthCount {
        month: row.month,
        number: Named { id: row.number_id.to_string(), name: row.number_name },
        category: Some(row.category).filter(|word| !word.is_empty()),
        sent: row.sent,
        delivered: row.delivered,
        read: row.read,
        failed: row.failed,
    };
    page(&cursor::paged_whole(rows, &wanted, |row| row.0, count))
}

pub(super) fn account_id(text: Option<&str>) -> Result<Option<AccountId>, FieldProblem> {
    text.map(|text| read_id("account_id", text)).transpose()
}

/// The account that was named, or the only one there is.
pub(super) fn the_account(app: &App, asked: Option<AccountId>) -> Result<AccountId, Fault> {
    let all = app.store.read(account::list)?;
    match (asked, all.as_slice()) {
        (Some(id), all) if all.iter().any(|account| account.id == id) => Ok(id),
        (Some(_), _) => Err(FieldProblem::new("account_id", "unknown").into()),
        (None, [only]) => Ok(only.id),
        (None, _) => Err(FieldProblem::new("account_id", "missing").into()),
    }
}

pub(super) fn counts(synced: Synced) -> Result<sync::Counts, ApiError> {
    match synced {
        Synced::Read(counts) => Ok(counts),
        Synced::WrongCredentials => Err(ApiError::CredentialsRefused),
        Synced::Refused(code) => Err(ApiError::ProviderRefused(code)),
        Synced::NoAnswer => Err(ApiError::ProviderSilent),
    }
}

/// Whose templates are read.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct SyncWanted {
    /// One account; left out: all that are in use.
    account_id: Option<String>,
}

/// What reading the templates changed, over all accounts that were read.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SyncDone {
    /// Templates at Twilio now.
    total: usize,
    /// New to us.
    added: usize,
    /// Different from before.
    changed: usize,
    /// No longer at Twilio.
    gone: usize,
    /// Accounts whose templates could not be read.
    failed: Vec<SyncFailed>,
}

/// An account whose templates could not be read.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SyncFailed {
    /// The account.
    account_id: String,
    /// Why.
    error: ErrorFacts,
}

/// Reads the templates from Twilio, with their approval.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/templates/sync", operation_id = "sync_templates", tag = "templates",
    request_body(content = Option<SyncWanted>), responses((status = 200, description = "As asked", body = One<SyncDone>), Refusals)))]
pub async fn sync(caller: Admin, app: Data<App>, body: MaybeBody<SyncWanted>) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    let asked = account_id(body.0.account_id.as_deref())?;
    let all = blocking(&app, move |app| sync_all(app, actor, asked)).await?;
    let only = all.len() == 1;
    let mut done = SyncDone::default();
    for (account, synced) in all {
        match counts(synced) {
            Ok(counts) => {
                done.total += counts.total;
                done.added += counts.added;
                done.changed += counts.changed;
                done.gone += counts.gone;
            }
            Err(error) if only => return Err(error),
            Err(error) => {
                done.failed.push(SyncFailed { account_id: account.to_string(), error: error.facts(l) });
            }
        }
    }
    one(done)
}

fn sync_all(app: &App, actor: Actor, asked: Option<AccountId>) -> Result<Vec<(AccountId, Synced)>, Fault> {
    let accounts = match asked {
        Some(id) => vec![the_account(app, Some(id))?],
        None => {
            let all = app.store.read(account::list)?;
            all.into_iter().filter(|account| account.active).map(|account| account.id).collect()
        }
    };
    accounts.into_iter().map(|id| Ok((id, sync::sync(app, Some(actor), id)?))).collect()
}
