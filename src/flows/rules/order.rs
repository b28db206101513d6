//! Rules are put into another order.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::{RuleId, RuleSetId, WorkstreamId};
use crate::domain::permission::may_administer;
use crate::domain::rule::order;
use crate::domain::user::Actor;
use crate::flows::rules::Place;
use crate::store::{Db, Fault, audit, rule, rule_set, workstream};

/// Has the rules of a list read in this order.
///
/// # Errors
/// `NotAllowed`, `NotFound`; `order`/`order-incomplete` unless each of them is named once.
pub fn rules(app: &App, actor: Actor, place: Place, wanted: Vec<RuleId>) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        order::complete(&now_in(tx, place)?, &wanted)?;
        rule::reorder(tx, &wanted)?;
        let detail = json!({ "order": wanted });
        audit::insert(tx, now, &actor.scope(), "rule.ordered", &subject(place), &detail)
    })
}

/// Moves one rule by one place; at the end of its list it stays.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub fn move_rule(app: &App, actor: Actor, id: RuleId, up: bool) -> Result<(), Fault> {
    let (place, known) = list_of(app, id)?;
    rules(app, actor, place, order::moved(&known, id, up))
}

/// Puts one rule at a place of its list, counted from 1; beyond the end it is the last.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub fn place_rule(app: &App, actor: Actor, id: RuleId, at: usize) -> Result<(), Fault> {
    let (place, known) = list_of(app, id)?;
    rules(app, actor, place, order::placed(&known, id, at))
}

/// The list that a rule stands in, as it is now.
fn list_of(app: &App, id: RuleId) -> Result<(Place, Vec<RuleId>), Fault> {
    app.store.read(|db| {
        let place = Place::of(&rule::get(db, id)?);
        Ok((place, now_in(db, place)?))
    })
}

/// Has the sets of a workstream read in this order.
///
/// # Errors
/// As [`rules`].
pub fn sets(app: &App, actor: Actor, id: WorkstreamId, wanted: Vec<RuleSetId>) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        workstream::get(tx, id)?;
        order::complete(&sets_in(tx, id)?, &wanted)?;
        rule_set::reorder(tx, &wanted, now)?;
        let detail = json!({ "order": wanted });
        audit::insert(tx, now, &actor.scope(), "rule_set.ordered", &format!("workstream:{id}"), &detail)
    })
}

/// Moves one set by one place.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub fn move_set(app: &App, actor: Actor, id: RuleSetId, up: bool) -> Result<(), Fault> {
    let (workstream, known) = app.store.read(|db| {
        let workstream = rule_set::get(db, id)?.workstream;
        Ok((workstream, sets_in(db, workstream)?))
    })?;
    sets(app, actor, workstream, order::moved(&known, id, up))
}

fn now_in(db: &Db, place: Place) -> Result<Vec<RuleId>, Fault> {
    let (workstream, set) = place.found(db)?;
    Ok(rule::list(db, workstream, set)?.into_iter().map(|rule| rule.id).collect())
}

fn sets_in(db: &Db, id: WorkstreamId) -> Result<Vec<RuleSetId>, Fault> {
    Ok(rule_set::list(db, id)?.into_iter().map(|set| set.id).collect())
}

fn subject(place: Place) -> String {
    match place {
        Place::Set(id) => format!("rule_set:{id}"),
        Place::Routes(id) => format!("workstream:{id}"),
    }
}
