//! A queue is changed: all of it or nothing.

use serde_json::{Map, json};

use crate::app::App;
use crate::domain::ids::{QueueId, UserId};
use crate::domain::permission::may_administer;
use crate::domain::queue::Settings;
use crate::domain::refusal::Refusal;
use crate::domain::time::Millis;
use crate::domain::user::Actor;
use crate::flows::conversations::distribute::distribute;
use crate::flows::queues::{Change, wrong};
use crate::store::{Fault, audit, queue};

/// Changes one.
///
/// # Errors
/// [`Refusal::NotAllowed`], [`Refusal::NotFound`]; everything that is wrong with its fields; the store's.
pub fn update(app: &App, actor: Actor, id: QueueId, change: Change) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = queue::get(tx, id)?.settings;
        let mut problems = Vec::new();
        let after = change.apply(before.clone(), &mut problems);
        problems.extend(wrong(tx, Some(id), &after, &change)?);
        Refusal::unless_empty(problems)?;
        let known = queue::member_ids(tx, id)?;
        let members = change.members.filter(|members| !same_people(members, &known));
        if before == after && members.is_none() {
            return Ok(());
        }
        queue::update(tx, id, &after, now)?;
        if let Some(members) = &members {
            queue::set_members(tx, id, members)?;
        }
        if before.overflow.too_long != after.overflow.too_long {
            queue::look_again(tx, id, now)?;
        }
        let detail = noted(&before, &after, members.as_deref());
        audit::insert(tx, now, &actor.scope(), "queue.changed", &format!("queue:{id}"), &detail.into())?;
        distribute(tx, now).map(|_| ())
    })
}

fn same_people(one: &[UserId], other: &[UserId]) -> bool {
    let sorted = |people: &[UserId]| {
        let mut people = people.to_vec();
        people.sort_unstable();
        people.dedup();
        people
    };
    sorted(one) == sorted(other)
}

/// What the audit log says: only what changed.
fn noted(before: &Settings, after: &Settings, members: Option<&[UserId]>) -> Map<String, serde_json::Value> {
    let seconds = |goal: Option<Millis>| goal.map(Millis::whole_seconds);
    let mut detail = Map::new();
    detail.insert("name".to_owned(), json!(after.name));
    let mut note = |name: &str, changed: bool, value: serde_json::Value| {
        if changed {
            detail.insert(name.to_owned(), value);
        }
    };
    note("priority", before.priority != after.priority, json!(after.priority));
    note("method", before.method != after.method, json!(after.method));
    note("hours", before.hours != after.hours, json!(after.hours.map(|id| id.to_string())));
    note("overflow", before.overflow != after.overflow, json!(after.overflow));
    note("goal_seconds", before.goal != after.goal, json!(seconds(after.goal)));
    note("members", members.is_some(), json!(members.map(<[UserId]>::len)));
    detail
}
