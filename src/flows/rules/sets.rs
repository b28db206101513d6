//! Sets of classification rules.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::{RuleSetId, WorkstreamId};
use crate::domain::permission::may_administer;
use crate::domain::rule::check::{NAME_CHARS_MAX, SETS_MAX, one_more};
use crate::domain::text;
use crate::domain::user::Actor;
use crate::store::{Fault, audit, rule_set, workstream};

/// Adds one behind the others of a workstream.
///
/// # Errors
/// `NotAllowed`, `NotFound`; what is wrong with `name`.
pub fn create(app: &App, actor: Actor, id: WorkstreamId, name: &str) -> Result<RuleSetId, Fault> {
    may_administer(actor)?;
    let (now, name) = (app.clock.now(), text::one_line(name, NAME_CHARS_MAX + 1));
    text::check_name(&name, NAME_CHARS_MAX)?;
    app.store.write(move |tx| {
        workstream::get(tx, id)?;
        one_more("name", rule_set::list(tx, id)?.len(), SETS_MAX)?;
        let set = rule_set::insert(tx, id, &name, now)?;
        let detail = json!({ "name": name, "workstream_id": id });
        audit::insert(tx, now, &actor.scope(), "rule_set.created", &format!("rule_set:{set}"), &detail)?;
        Ok(set)
    })
}

/// Gives one another name.
///
/// # Errors
/// As [`create`].
pub fn rename(app: &App, actor: Actor, id: RuleSetId, name: &str) -> Result<(), Fault> {
    may_administer(actor)?;
    let (now, name) = (app.clock.now(), text::one_line(name, NAME_CHARS_MAX + 1));
    text::check_name(&name, NAME_CHARS_MAX)?;
    app.store.write(move |tx| {
        if rule_set::get(tx, id)?.name == name {
            return Ok(());
        }
        rule_set::rename(tx, id, &name, now)?;
        let detail = json!({ "name": name });
        audit::insert(tx, now, &actor.scope(), "rule_set.changed", &format!("rule_set:{id}"), &detail)
    })
}

/// Removes one with its rules. The rows stay, for old conversations name them.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub fn remove(app: &App, actor: Actor, id: RuleSetId) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = rule_set::get(tx, id)?;
        rule_set::delete(tx, id, now)?;
        let detail = json!({ "name": before.name });
        audit::insert(tx, now, &actor.scope(), "rule_set.removed", &format!("rule_set:{id}"), &detail)
    })
}
