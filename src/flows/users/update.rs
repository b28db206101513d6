//! Changes several things about a user at once: all of it or nothing.

use serde_json::json;

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::UserId;
use crate::domain::permission::may_administer;
use crate::domain::presence::Happening;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::domain::user::{Actor, CAPACITY_MAX, Role};
use crate::flows::conversations::distribute::distribute;
use crate::flows::conversations::release::release_all;
use crate::flows::users::standing::happen;
use crate::flows::users::{at_work, checked_name, deactivate, keep_an_admin, load, subject};
use crate::store::user::User;
use crate::store::{Fault, Tx, audit, one_time_link, sign_in, user};

/// What to change; the default changes nothing.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// A new name.
    pub name: Option<String>,
    /// Another role.
    pub role: Option<Role>,
    /// How many conversations at once.
    pub capacity: Option<i64>,
    /// Whether they may sign in.
    pub active: Option<bool>,
    /// What routing takes from them.
    pub at_work: at_work::Change,
}

/// Changes a user.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `LastAdmin` of [`crate::domain::refusal::Refusal`]; the first problem of a field.
pub fn update(app: &App, actor: Actor, id: UserId, change: &Change) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    let name = change.name.as_deref().map(checked_name).transpose()?;
    if change.capacity.is_some_and(|capacity| !(1..=CAPACITY_MAX).contains(&capacity)) {
        return Err(FieldProblem::with_limit("capacity", "limit-range", CAPACITY_MAX).into());
    }
    let change = change.clone();
    app.store.write(move |tx| {
        let known = load(tx, id)?;
        Refusal::unless_empty(at_work::wrong(tx, &change.at_work)?)?;
        let name = name.filter(|name| *name != known.name);
        let capacity = change.capacity.filter(|capacity| *capacity != known.capacity);
        let role = change.role.filter(|role| *role != known.role);
        let active = change.active.filter(|active| *active != known.active);
        if let Some(name) = &name {
            user::set_name(tx, id, name, now)?;
        }
        if let Some(capacity) = capacity {
            user::set_capacity(tx, id, capacity, now)?;
            happen(tx, id, now, Happening::Load)?;
        }
        let others = at_work::set(tx, id, &change.at_work, now)?;
        if name.is_some() || capacity.is_some() || !others.is_empty() {
            let others = Some(others.join(", ")).filter(|others| !others.is_empty());
            let detail = json!({ "name": name, "capacity": capacity, "changed": others });
            audit::insert(tx, now, &actor.scope(), "user.changed", &subject(id), &detail)?;
        }
        if let Some(role) = role {
            if role < known.role {
                keep_an_admin(tx, &known)?;
            }
            user::set_role(tx, id, role, now)?;
            let detail = json!({ "from": known.role, "to": role });
            audit::insert(tx, now, &actor.scope(), "user.role", &subject(id), &detail)?;
        }
        if let Some(active) = active {
            set_active(tx, actor, &known, active, now)?;
        }
        if role.is_some() || active.is_some() {
            tx.publish(Event::UserChanged { user: id });
        }
        distribute(tx, now).map(|_| ())
    })
}

fn set_active(tx: &Tx<'_>, actor: Actor, known: &User, active: bool, now: Timestamp) -> Result<(), Fault> {
    let id = known.id;
    if active {
        user::set_active(tx, id, true, now)?;
        return audit::insert(tx, now, &actor.scope(), "user.reactivated", &subject(id), &json!({}));
    }
    keep_an_admin(tx, known)?;
    let released = release_all(tx, id, &actor.scope(), now)?;
    user::set_active(tx, id, false, now)?;
    sign_in::revoke_all(tx, id, None, now)?;
    one_time_link::use_up(tx, id, now)?;
    deactivate::leave(tx, id, now)?;
    audit::insert(tx, now, &actor.scope(), "user.deactivated", &subject(id), &json!({ "released": released }))
}
