//! What is said by itself, for a workstream or a number.

use std::collections::BTreeMap;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use serde::{Deserialize, Deserializer, Serialize};

use crate::app::App;
use crate::domain::automatic::{Change, InForce, Scope, Trigger};
use crate::domain::ids::{NumberId, WorkstreamId};
use crate::domain::language::Language;
use crate::domain::refusal::Refusal;
use crate::domain::time::Millis;
use crate::flows::automated_messages::{check_scope, follow, recommend, set};
use crate::store::{Fault, automated_message};
use crate::web::api::caller::{Admin, Agent};
use crate::web::api::error::ApiError;
use crate::web::api::input::{Body, Id, Params};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::{ApiResult, cursor, one, page};
use crate::web::page::blocking;

/// A text in each of our languages.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct AutomatedTexts {
    /// In English.
    #[cfg_attr(test, schema(required))]
    en: Option<String>,
    /// In Greek.
    #[cfg_attr(test, schema(required))]
    el: Option<String>,
}

/// Something that is said by itself when something happens.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct AutomatedMessage {
    /// What happens.
    #[cfg_attr(test, schema(example = "out_of_hours"))]
    trigger: &'static str,
    /// Where in a conversation.
    #[cfg_attr(test, schema(example = "beginning"))]
    group: &'static str,
    /// Whether it is said.
    active: bool,
    /// Whether it is switched elsewhere, in a queue or with a survey.
    switched_elsewhere: bool,
    /// Whose setting counts: `number`, `workstream`, or `default` where nobody set anything.
    origin: &'static str,
    /// What is said, with placeholders.
    texts: AutomatedTexts,
    /// Those of them that somebody wrote; null: it is ours.
    own_texts: AutomatedTexts,
    /// What these texts may name, beside what every text may.
    placeholders: &'static [&'static str],
    /// The time that belongs to it: after so long, or so long before the end. Null: none does.
    #[cfg_attr(test, schema(required))]
    after_seconds: Option<i64>,
    /// How long the same contact is not told again; null: each time.
    #[cfg_attr(test, schema(required))]
    once_per_seconds: Option<i64>,
}

impl AutomatedMessage {
    fn of(trigger: Trigger, InForce { setting, origin }: InForce) -> Self {
        let text = |language| Some(setting.text(trigger, language));
        let own = |language| setting.texts.get(&language).cloned();
        Self {
            trigger: trigger.word(),
            group: trigger.group().word(),
            active: setting.active,
            switched_elsewhere: trigger.is_switched_elsewhere(),
            origin: origin.word(),
            texts: AutomatedTexts { en: text(Language::En), el: text(Language::El) },
            own_texts: AutomatedTexts { en: own(Language::En), el: own(Language::El) },
            placeholders: trigger.placeholders(),
            after_seconds: setting.after.map(Millis::whole_seconds),
            once_per_seconds: setting.once_per.map(Millis::whole_seconds),
        }
    }
}

/// What changes about a text in each language; null: ours again.
#[derive(Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct AutomatedTextsChange {
    /// In English.
    #[serde(deserialize_with = "given")]
    #[cfg_attr(test, schema(value_type = Option<String>))]
    en: Option<Option<String>>,
    /// In Greek.
    #[serde(deserialize_with = "given")]
    #[cfg_attr(test, schema(value_type = Option<String>))]
    el: Option<Option<String>>,
}

/// What changes about something that is said by itself; what is left out stays as it is in force.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct AutomatedMessageChange {
    /// Whether it is said.
    active: Option<bool>,
    /// What is said, at most 1,600 UTF-16 units in each language.
    texts: AutomatedTextsChange,
    /// The time that belongs to it.
    after_seconds: Option<i64>,
    /// How long the same contact is not told again; null: each time.
    #[serde(deserialize_with = "given")]
    #[cfg_attr(test, schema(value_type = Option<i64>, minimum = 60, maximum = 2592000))]
    once_per_seconds: Option<Option<i64>>,
}

/// A field that is there, be it null.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(field: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(field).map(Some)
}

impl AutomatedMessageChange {
    fn change(self) -> Change {
        let typed = [(Language::En, self.texts.en), (Language::El, self.texts.el)];
        let texts: BTreeMap<_, _> =
            typed.into_iter().filter_map(|(language, text)| text.map(|text| (language, text))).collect();
        Change {
            active: self.active,
            texts,
            after_seconds: self.after_seconds,
            once_per_seconds: self.once_per_seconds,
        }
    }
}

/// How many were switched on.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SwitchedOn {
    /// So many.
    switched_on: usize,
}

/// The `{trigger}` of the address; one that is none, or that nothing makes happen yet, is simply not found.
pub struct Which(Trigger);

impl FromRequest for Which {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let found = request.match_info().get("trigger").and_then(Trigger::from_word);
        ready(found.map(Self).ok_or_else(|| Refusal::NotFound.into()))
    }
}

fn load(app: &App, scope: Scope, trigger: Trigger) -> Result<AutomatedMessage, Fault> {
    app.store.read(|db| {
        check_scope(db, scope)?;
        Ok(AutomatedMessage::of(trigger, automated_message::of(db, scope)?.of(trigger)))
    })
}

async fn list(app: Data<App>, scope: Scope, params: Params) -> ApiResult {
    let wanted = params.page(&[])?;
    let settings = blocking(&app, move |app| {
        app.store.read(|db| {
            check_scope(db, scope)?;
            automated_message::of(db, scope)
        })
    });
    let settings = settings.await?;
    let rows: Vec<(i64, Trigger)> = (1..).zip(Trigger::ALL.iter().copied()).collect();
    page(&cursor::paged_whole(
        rows,
        &wanted,
        |(place, _)| *place,
        |(_, trigger)| AutomatedMessage::of(trigger, settings.of(trigger)),
    ))
}

async fn change(caller: &Admin, app: Data<App>, scope: Scope, which: Which, body: AutomatedMessageChange) -> ApiResult {
    let (actor, change) = (caller.actor(), body.change());
    let changed = blocking(&app, move |app| {
        set::set(app, actor, scope, which.0, change)?;
        load(app, scope, which.0)
    });
    one(changed.await?)
}

async fn reset(caller: &Admin, app: Data<App>, scope: Scope, which: Which) -> ApiResult {
    let actor = caller.actor();
    let changed = blocking(&app, move |app| {
        follow::follow(app, actor, scope, which.0)?;
        load(app, scope, which.0)
    });
    one(changed.await?)
}

async fn switch_on(caller: &Admin, app: Data<App>, scope: Scope) -> ApiResult {
    let actor = caller.actor();
    one(SwitchedOn { switched_on: blocking(&app, move |app| recommend::recommend(app, actor, scope)).await? })
}

/// Everything that may be said by itself in a workstream, in the order of a conversation.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/workstreams/{id}/automated-messages", tag = "workstreams",
    operation_id = "list_workstream_automated_messages",
    params(("id" = String, Path), ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<AutomatedMessage>), Refusals)))]
pub async fn of_workstream(_: Agent, app: Data<App>, id: Id<WorkstreamId>, params: Params) -> ApiResult {
    list(app, Scope::Workstream(id.0), params).await
}

/// Everything that may be said by itself for a number: its own settings, else those of its workstream.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/numbers/{id}/automated-messages", tag = "numbers",
    operation_id = "list_number_automated_messages",
    params(("id" = String, Path), ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<AutomatedMessage>), Refusals)))]
pub async fn of_number(_: Agent, app: Data<App>, id: Id<NumberId>, params: Params) -> ApiResult {
    list(app, Scope::Number(id.0), params).await
}

/// One of them, of a workstream.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/workstreams/{id}/automated-messages/{trigger}", tag = "workstreams",
    operation_id = "get_workstream_automated_message", params(("id" = String, Path), ("trigger" = String, Path)),
    responses((status = 200, description = "As asked", body = One<AutomatedMessage>), Refusals)))]
pub async fn show_of_workstream(_: Agent, app: Data<App>, id: Id<WorkstreamId>, which: Which) -> ApiResult {
    one(blocking(&app, move |app| load(app, Scope::Workstream(id.0), which.0)).await?)
}

/// One of them, of a number.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/numbers/{id}/automated-messages/{trigger}", tag = "numbers",
    operation_id = "get_number_automated_message", params(("id" = String, Path), ("trigger" = String, Path)),
    responses((status = 200, description = "As asked", body = One<AutomatedMessage>), Refusals)))]
pub async fn show_of_number(_: Agent, app: Data<App>, id: Id<NumberId>, which: Which) -> ApiResult {
    one(blocking(&app, move |app| load(app, Scope::Number(id.0), which.0)).await?)
}

/// Sets one for a workstream. It is in force at once, also for what waits.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/workstreams/{id}/automated-messages/{trigger}", tag = "workstreams",
    operation_id = "change_workstream_automated_message", params(("id" = String, Path), ("trigger" = String, Path)),
    request_body = AutomatedMessageChange,
    responses((status = 200, description = "As asked", body = One<AutomatedMessage>), Refusals)))]
pub async fn change_of_workstream(
    caller: Admin,
    app: Data<App>,
    id: Id<WorkstreamId>,
    which: Which,
    body: Body<AutomatedMessageChange>,
) -> ApiResult {
    change(&caller, app, Scope::Workstream(id.0), which, body.0).await
}

/// Sets one for a number. It counts instead of what its workstream says.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/numbers/{id}/automated-messages/{trigger}", tag = "numbers",
    operation_id = "change_number_automated_message", params(("id" = String, Path), ("trigger" = String, Path)),
    request_body = AutomatedMessageChange,
    responses((status = 200, description = "As asked", body = One<AutomatedMessage>), Refusals)))]
pub async fn change_of_number(
    caller: Admin,
    app: Data<App>,
    id: Id<NumberId>,
    which: Which,
    body: Body<AutomatedMessageChange>,
) -> ApiResult {
    change(&caller, app, Scope::Number(id.0), which, body.0).await
}

/// Takes back what was set for a workstream.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/workstreams/{id}/automated-messages/{trigger}", tag = "workstreams",
    operation_id = "reset_workstream_automated_message", params(("id" = String, Path), ("trigger" = String, Path)),
    responses((status = 200, description = "What counts now", body = One<AutomatedMessage>), Refusals)))]
pub async fn reset_of_workstream(caller: Admin, app: Data<App>, id: Id<WorkstreamId>, which: Which) -> ApiResult {
    reset(&caller, app, Scope::Workstream(id.0), which).await
}

/// Takes back what was set for a number: what its workstream says counts again.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/numbers/{id}/automated-messages/{trigger}", tag = "numbers",
    operation_id = "reset_number_automated_message", params(("id" = String, Path), ("trigger" = String, Path)),
    responses((status = 200, description = "What counts now", body = One<AutomatedMessage>), Refusals)))]
pub async fn reset_of_number(caller: Admin, app: Data<App>, id: Id<NumberId>, which: Which) -> ApiResult {
    reset(&caller, app, Scope::Number(id.0), which).await
}

/// Switches the recommended ones on in a workstream.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/workstreams/{id}/automated-messages/recommended", tag = "workstreams",
    operation_id = "switch_on_workstream_automated_messages", params(("id" = String, Path)),
    responses((status = 200, description = "Switched on", body = One<SwitchedOn>), Refusals)))]
pub async fn recommend_for_workstream(caller: Admin, app: Data<App>, id: Id<WorkstreamId>) -> ApiResult {
    switch_on(&caller, app, Scope::Workstream(id.0)).await
}

/// Switches the recommended ones on for a number.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/numbers/{id}/automated-messages/recommended", tag = "numbers",
    operation_id = "switch_on_number_automated_messages", params(("id" = String, Path)),
    responses((status = 200, description = "Switched on", body = One<SwitchedOn>), Refusals)))]
pub async fn recommend_for_number(caller: Admin, app: Data<App>, id: Id<NumberId>) -> ApiResult {
    switch_on(&caller, app, Scope::Number(id.0)).await
}
