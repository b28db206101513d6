//! A workstream is copied, with its rules and without its numbers.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::{RuleSetId, WorkstreamId};
use crate::domain::in_use::copy_name;
use crate::domain::permission::may_administer;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::domain::workstream::settings::NAME_CHARS_MAX;
use crate::store::rule::{self, NewRule};
use crate::store::{Fault, Tx, audit, outcome, rule_set, workstream};

/// Copies one; `prefix` is “copy of” in the reader's language.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub fn copy(app: &App, actor: Actor, id: WorkstreamId, prefix: &str) -> Result<WorkstreamId, Fault> {
    may_administer(actor)?;
    let (now, prefix) = (app.clock.now(), prefix.to_owned());
    app.store.write(move |tx| {
        let mut settings = workstream::get(tx, id)?.settings;
        settings.name = copy_name(&prefix, &settings.name, NAME_CHARS_MAX);
        let new = workstream::insert(tx, &settings, now)?;
        for set in rule_set::list(tx, id)? {
            let copied = rule_set::insert(tx, new, &set.name, now)?;
            rules(tx, (id, Some(set.id)), (new, Some(copied)), now)?;
        }
        rules(tx, (id, None), (new, None), now)?;
        let mut outcomes = outcome::wanted(tx, id)?;
        outcomes.entries.iter_mut().for_each(|entry| entry.id = None);
        outcome::set(tx, new, &outcomes, now)?;
        let detail = json!({ "name": settings.name, "copied_from": id });
        audit::insert(tx, now, &actor.scope(), "workstream.created", &format!("workstream:{new}"), &detail)?;
        Ok(new)
    })
}

type Place = (WorkstreamId, Option<RuleSetId>);

fn rules(tx: &Tx<'_>, from: Place, (workstream, set): Place, now: Timestamp) -> Result<(), Fault> {
    for rule in rule::list(tx, from.0, from.1)? {
        let new = NewRule { workstream, set, name: rule.name, on: rule.on, says: rule.says };
        rule::insert(tx, &new, now)?;
    }
    Ok(())
}
