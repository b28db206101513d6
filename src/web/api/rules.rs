//! Rules of workstreams: what a conversation is (sets of classification rules), and into which queue it goes (routes).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::condition::Clause;
use crate::domain::ids::{RuleId, RuleSetId, WorkstreamId};
use crate::domain::refusal::FieldProblem;
use crate::domain::rule::{Body as RuleBody, Join, Sets, To};
use crate::flows::rules::{
    Place, copy as copying, create as creating, order as ordering, remove as removing, update as updating,
};
use crate::store::rule::{self as stored, Says};
use crate::store::{Db, Fault};
use crate::web::api::caller::{Admin, Agent};
use crate::web::api::input::{Body, Id, id as read_id};
#[cfg(test)]
use crate::web::api::openapi::{One, Refusals, ToSchema};
use crate::web::api::{ApiResult, made, one};
use crate::web::i18n::Locale;
use crate::web::page::blocking;
use crate::web::rule_words::{Names, plain};

/// A rule.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
#[cfg_attr(test, schema(as = Rule))]
pub struct RuleFacts {
    /// Its id.
    id: String,
    /// The workstream that reads it.
    workstream_id: String,
    /// Its set; null: it chooses a queue.
    #[cfg_attr(test, schema(required))]
    rule_set_id: Option<String>,
    /// What we call it.
    name: String,
    /// Whether it is read.
    on: bool,
    /// Whether `all` of its conditions must hold, or `any` is enough.
    join: &'static str,
    /// Its conditions; none: it always holds.
    #[cfg_attr(test, schema(value_type = Vec<Object>))]
    when: serde_json::Value,
    /// What it says: `queue`, or any of `skills`, `priority`, `variables`, `tags`.
    #[cfg_attr(test, schema(value_type = Object))]
    then: serde_json::Value,
    /// The whole as a sentence.
    sentence: String,
}

impl RuleFacts {
    pub(super) fn of(rule: &stored::Rule, names: &Names, l: Locale) -> Result<Self, Fault> {
        let (join, when, then) = match &rule.says {
            Says::Sets(body) => (body.join, &body.when, serde_json::to_value(&body.then)?),
            Says::To(body) => (body.join, &body.when, serde_json::to_value(body.then)?),
        };
        Ok(Self {
            id: rule.id.to_string(),
            workstream_id: rule.workstream.to_string(),
            rule_set_id: rule.set.map(|id| id.to_string()),
            name: rule.name.clone(),
            on: rule.on,
            join: join.word(),
            when: serde_json::to_value(when)?,
            then,
            sentence: plain(&rule.says, names, l),
        })
    }
}

pub(super) fn load(db: &Db, id: RuleId, l: Locale) -> Result<RuleFacts, Fault> {
    RuleFacts::of(&stored::get(db, id)?, &Names::load(db)?, l)
}

pub(super) fn load_list(db: &Db, place: Place, l: Locale) -> Result<Vec<RuleFacts>, Fault> {
    let ((workstream, set), names) = (place.found(db)?, Names::load(db)?);
    stored::list(db, workstream, set)?.iter().map(|rule| RuleFacts::of(rule, &names, l)).collect()
}

/// A new classification rule.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, expecting = "an object")]
pub struct NewClassification {
    /// What we call it.
    #[cfg_attr(test, schema(min_length = 1, max_length = 100))]
    name: String,
    /// Whether it is read; it is unless said otherwise.
    on: Option<bool>,
    /// Whether `all` (unless said otherwise) of its conditions must hold, or `any` is enough.
    #[serde(default)]
    #[cfg_attr(test, schema(value_type = Option<String>))]
    join: Join,
    /// Its conditions, such as `{"is":{"first_message":{"contains":["order"]}},"not":false}`; none: it always holds.
    #[serde(default = "Vec::new")]
    #[cfg_attr(test, schema(value_type = Option<Vec<Object>>))]
    when: Vec<Clause>,
    /// Any of `skills` (each `{"skill":id,"level":1 to 10}`), `priority`, `variables`, `tags`.
    #[cfg_attr(test, schema(value_type = Object))]
    then: Sets,
}

/// A new rule that chooses a queue.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, expecting = "an object")]
pub struct NewRoute {
    /// What we call it.
    #[cfg_attr(test, schema(min_length = 1, max_length = 100))]
    name: String,
    /// Whether it is read; it is unless said otherwise.
    on: Option<bool>,
    /// Whether `all` (unless said otherwise) of its conditions must hold, or `any` is enough.
    #[serde(default)]
    #[cfg_attr(test, schema(value_type = Option<String>))]
    join: Join,
    /// Its conditions, such as `{"is":{"phone_prefix":["+30"]}}`; none: it always holds.
    #[serde(default = "Vec::new")]
    #[cfg_attr(test, schema(value_type = Option<Vec<Object>>))]
    when: Vec<Clause>,
    /// `{"queue":id}`; somebody must work for it.
    #[cfg_attr(test, schema(value_type = Object))]
    then: To,
}

async fn add(caller: Admin, app: Data<App>, place: Place, name: String, on: Option<bool>, says: Says) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    let new = blocking(&app, move |app| {
        let id = creating::create(app, actor, place, &name, on.unwrap_or(true), says)?;
        app.store.read(|db| load(db, id, l))
    });
    made(new.await?)
}

/// The rules of a set, in order.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/rule-sets/{id}/rules", operation_id = "list_rules", tag = "workstreams",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Vec<RuleFacts>>), Refusals)))]
pub async fn list(caller: Agent, app: Data<App>, id: Id<RuleSetId>) -> ApiResult {
    let l = caller.l;
    one(blocking(&app, move |app| app.store.read(|db| load_list(db, Place::Set(id.0), l))).await?)
}

/// Adds a classification rule behind the others of its set.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/rule-sets/{id}/rules", operation_id = "create_rule", tag = "workstreams",
    params(("id" = String, Path)), request_body = NewClassification,
    responses((status = 201, description = "Made", body = One<RuleFacts>), Refusals)))]
pub async fn create(caller: Admin, app: Data<App>, id: Id<RuleSetId>, body: Body<NewClassification>) -> ApiResult {
    let NewClassification { name, on, join, when, then } = body.0;
    add(caller, app, Place::Set(id.0), name, on, Says::Sets(RuleBody { join, when, then })).await
}

/// The rules of a workstream that choose a queue, in order.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/workstreams/{id}/routes", operation_id = "list_routes", tag = "workstreams",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Vec<RuleFacts>>), Refusals)))]
pub async fn routes(caller: Agent, app: Data<App>, id: Id<WorkstreamId>) -> ApiResult {
    let l = caller.l;
    one(blocking(&app, move |app| app.store.read(|db| load_list(db, Place::Routes(id.0), l))).await?)
}

/// Adds a rule that chooses a queue, behind the others.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/workstreams/{id}/routes", operation_id = "create_route", tag = "workstreams",
    params(("id" = String, Path)), request_body = NewRoute,
    responses((status = 201, description = "Made", body = One<RuleFacts>), Refusals)))]
pub async fn create_route(caller: Admin, app: Data<App>, id: Id<WorkstreamId>, body: Body<NewRoute>) -> ApiResult {
    let NewRoute { name, on, join, when, then } = body.0;
    add(caller, app, Place::Routes(id.0), name, on, Says::To(RuleBody { join, when, then })).await
}

/// A rule.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/rules/{id}", operation_id = "get_rule", tag = "workstreams",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<RuleFacts>), Refusals)))]
pub async fn show(caller: Agent, app: Data<App>, id: Id<RuleId>) -> ApiResult {
    let l = caller.l;
    one(blocking(&app, move |app| app.store.read(|db| load(db, id.0, l))).await?)
}

/// What changes about a rule; what is left out stays.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct RuleChange {
    /// What we call it.
    #[cfg_attr(test, schema(min_length = 1, max_length = 100))]
    name: Option<String>,
    /// Whether it is read.
    on: Option<bool>,
    /// Whether `all` of its conditions must hold, or `any` is enough.
    #[cfg_attr(test, schema(value_type = Option<String>))]
    join: Option<Join>,
    /// Its conditions, instead of those before.
    #[cfg_attr(test, schema(value_type = Option<Vec<Object>>))]
    when: Option<Vec<Clause>>,
    /// What it says, instead of before.
    #[cfg_attr(test, schema(value_type = Option<Object>))]
    then: Option<serde_json::Value>,
}

fn replace<T: DeserializeOwned>(
    body: &mut RuleBody<T>,
    join: Option<Join>,
    when: Option<Vec<Clause>>,
    then: Option<serde_json::Value>,
) -> Result<(), Fault> {
    body.join = join.unwrap_or(body.join);
    if let Some(when) = when {
        body.when = when;
    }
    if let Some(then) = then {
        let wrong =
            |error: serde_json::Error| FieldProblem::new("then", "unreadable").with("reason", error.to_string());
        body.then = serde_json::from_value(then).map_err(wrong)?;
    }
    Ok(())
}

/// Changes a rule.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/rules/{id}", operation_id = "change_rule", tag = "workstreams",
    params(("id" = String, Path)), request_body = RuleChange,
    responses((status = 200, description = "As asked", body = One<RuleFacts>), Refusals)))]
pub async fn update(caller: Admin, app: Data<App>, id: Id<RuleId>, body: Body<RuleChange>) -> ApiResult {
    let (actor, l, RuleChange { name, on, join, when, then }) = (caller.actor(), caller.l, body.0);
    let changed = blocking(&app, move |app| {
        updating::update(app, actor, id.0, move |rule| {
            if let Some(name) = name {
                rule.name = name;
            }
            rule.on = on.unwrap_or(rule.on);
            match &mut rule.says {
                Says::Sets(body) => replace(body, join, when, then),
                Says::To(body) => replace(body, join, when, then),
            }
        })?;
        app.store.read(|db| load(db, id.0, l))
    });
    one(changed.await?)
}

/// Copies a rule, right behind itself and switched off.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/rules/{id}/copy", operation_id = "copy_rule", tag = "workstreams",
    params(("id" = String, Path)), responses((status = 201, description = "Made", body = One<RuleFacts>), Refusals)))]
pub async fn copy(caller: Admin, app: Data<App>, id: Id<RuleId>) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    let new = blocking(&app, move |app| {
        let copied = copying::copy(app, actor, id.0, &l.t("workstreams-copy-of"))?;
        app.store.read(|db| load(db, copied, l))
    });
    made(new.await?)
}

/// Removes a rule. The trace of old conversations still names it.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/rules/{id}", operation_id = "remove_rule", tag = "workstreams",
    params(("id" = String, Path)), responses((status = 204, description = "Removed"), Refusals)))]
pub async fn remove(caller: Admin, app: Data<App>, id: Id<RuleId>) -> ApiResult {
    let actor = caller.actor();
    blocking(&app, move |app| removing::remove(app, actor, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// An order.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, expecting = "an object")]
pub struct Order {
    /// The ids of all, each once.
    pub(super) order: Vec<String>,
}

async fn reorder(caller: Admin, app: Data<App>, place: Place, order: Order) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    let wanted = order.order.iter().map(|id| read_id("order", id)).collect::<Result<Vec<RuleId>, _>>()?;
    let ordered = blocking(&app, move |app| {
        ordering::rules(app, actor, place, wanted)?;
        app.store.read(|db| load_list(db, place, l))
    });
    one(ordered.await?)
}

/// Puts the rules of a set into another order.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(put, path = "/api/v1/rule-sets/{id}/rules/order", operation_id = "order_rules", tag = "workstreams",
    params(("id" = String, Path)), request_body = Order,
    responses((status = 200, description = "As asked", body = One<Vec<RuleFacts>>), Refusals)))]
pub async fn order(caller: Admin, app: Data<App>, id: Id<RuleSetId>, body: Body<Order>) -> ApiResult {
    reorder(caller, app, Place::Set(id.0), body.0).await
}

/// Puts the rules of a workstream that choose a queue into another order.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(put, path = "/api/v1/workstreams/{id}/routes/order", operation_id = "order_routes", tag = "workstreams",
    params(("id" = String, Path)), request_body = Order,
    responses((status = 200, description = "As asked", body = One<Vec<RuleFacts>>), Refusals)))]
pub async fn order_routes(caller: Admin, app: Data<App>, id: Id<WorkstreamId>, body: Body<Order>) -> ApiResult {
    reorder(caller, app, Place::Routes(id.0), body.0).await
}
