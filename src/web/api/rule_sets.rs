//! Sets of classification rules: of each, the first rule that holds counts.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::{RuleSetId, WorkstreamId};
use crate::flows::rules::{Place, order as ordering, sets};
use crate::store::{Db, Fault, rule_set as stored, workstream};
use crate::web::api::caller::{Admin, Agent};
use crate::web::api::input::{Body, Id, id as read_id};
#[cfg(test)]
use crate::web::api::openapi::{One, Refusals, ToSchema};
use crate::web::api::rules::{Order, RuleFacts, load_list};
use crate::web::api::{ApiResult, made, one};
use crate::web::i18n::Locale;
use crate::web::page::blocking;

/// A set of classification rules.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct RuleSet {
    /// Its id.
    id: String,
    /// The workstream that reads it.
    workstream_id: String,
    /// What we call it.
    name: String,
    /// Its rules, in order.
    rules: Vec<RuleFacts>,
}

fn of(db: &Db, set: stored::RuleSet, l: Locale) -> Result<RuleSet, Fault> {
    let rules = load_list(db, Place::Set(set.id), l)?;
    Ok(RuleSet { id: set.id.to_string(), workstream_id: set.workstream.to_string(), name: set.name, rules })
}

fn load(db: &Db, id: RuleSetId, l: Locale) -> Result<RuleSet, Fault> {
    of(db, stored::get(db, id)?, l)
}

fn all(db: &Db, id: WorkstreamId, l: Locale) -> Result<Vec<RuleSet>, Fault> {
    workstream::get(db, id)?;
    stored::list(db, id)?.into_iter().map(|set| of(db, set, l)).collect()
}

/// The sets of a workstream with their rules, in order.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/workstreams/{id}/rule-sets", operation_id = "list_rule_sets", tag = "workstreams",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Vec<RuleSet>>), Refusals)))]
pub async fn list(caller: Agent, app: Data<App>, id: Id<WorkstreamId>) -> ApiResult {
    let l = caller.l;
    one(blocking(&app, move |app| app.store.read(|db| all(db, id.0, l))).await?)
}

/// A name.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, expecting = "an object")]
pub struct RuleSetName {
    /// What we call it.
    #[cfg_attr(test, schema(min_length = 1, max_length = 100))]
    name: String,
}

/// Adds a set behind the others.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/workstreams/{id}/rule-sets", operation_id = "create_rule_set", tag = "workstreams",
    params(("id" = String, Path)), request_body = RuleSetName,
    responses((status = 201, description = "Made", body = One<RuleSet>), Refusals)))]
pub async fn create(caller: Admin, app: Data<App>, id: Id<WorkstreamId>, body: Body<RuleSetName>) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    let new = blocking(&app, move |app| {
        let set = sets::create(app, actor, id.0, &body.0.name)?;
        app.store.read(|db| load(db, set, l))
    });
    made(new.await?)
}

/// A set with its rules, in order.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/rule-sets/{id}", operation_id = "get_rule_set", tag = "workstreams",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<RuleSet>), Refusals)))]
pub async fn show(caller: Agent, app: Data<App>, id: Id<RuleSetId>) -> ApiResult {
    let l = caller.l;
    one(blocking(&app, move |app| app.store.read(|db| load(db, id.0, l))).await?)
}

/// Gives a set another name.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/rule-sets/{id}", operation_id = "rename_rule_set", tag = "workstreams",
    params(("id" = String, Path)), request_body = RuleSetName,
    responses((status = 200, description = "As asked", body = One<RuleSet>), Refusals)))]
pub async fn update(caller: Admin, app: Data<App>, id: Id<RuleSetId>, body: Body<RuleSetName>) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    let changed = blocking(&app, move |app| {
        sets::rename(app, actor, id.0, &body.0.name)?;
        app.store.read(|db| load(db, id.0, l))
    });
    one(changed.await?)
}

/// Removes a set with its rules. The trace of old conversations still names them.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/rule-sets/{id}", operation_id = "remove_rule_set", tag = "workstreams",
    params(("id" = String, Path)), responses((status = 204, description = "Removed"), Refusals)))]
pub async fn remove(caller: Admin, app: Data<App>, id: Id<RuleSetId>) -> ApiResult {
    let actor = caller.actor();
    blocking(&app, move |app| sets::remove(app, actor, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Puts the sets of a workstream into another order.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(put, path = "/api/v1/workstreams/{id}/rule-sets/order", operation_id = "order_rule_sets", tag = "workstreams",
    params(("id" = String, Path)), request_body = Order,
    responses((status = 200, description = "As asked", body = One<Vec<RuleSet>>), Refusals)))]
pub async fn order(caller: Admin, app: Data<App>, id: Id<WorkstreamId>, body: Body<Order>) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    let wanted = body.0.order.iter().map(|id| read_id("order", id)).collect::<Result<Vec<RuleSetId>, _>>()?;
    let ordered = blocking(&app, move |app| {
        ordering::sets(app, actor, id.0, wanted)?;
        app.store.read(|db| all(db, id.0, l))
    });
    one(ordered.await?)
}
