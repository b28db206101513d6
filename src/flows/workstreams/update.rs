//! The settings of a workstream change. They are in force at once, also for what waits.

use serde_json::{Value, json};

use crate::app::App;
use crate::domain::ids::WorkstreamId;
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::domain::workstream::{Change, Settings};
use crate::flows::conversations::distribute::place_all;
use crate::flows::workstreams::members;
use crate::store::{Fault, audit, workstream};

/// Changes one.
///
/// # Errors
/// `NotAllowed`, `NotFound`, or everything that is wrong with the fields.
pub fn update(app: &App, actor: Actor, id: WorkstreamId, change: Change) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = workstream::get(tx, id)?.settings;
        let known = members(tx, change.fallback_queue.unwrap_or(before.fallback_queue))?;
        let after = change.apply(&before, |_| known)?;
        if after == before {
            return Ok(());
        }
        workstream::update(tx, id, &after, now)?;
        audit::insert(tx, now, &actor.scope(), "workstream.changed", &format!("workstream:{id}"), &told(&after))?;
        place_all(tx, now)
    })
}

/// The settings as the audit log keeps them.
pub(super) fn told(settings: &Settings) -> Value {
    json!({
        "name": settings.name, "mode": settings.mode, "language": settings.language,
        "fallback_queue_id": settings.fallback_queue, "capacity_cost": settings.cost,
        "blocking": settings.block.blocking(), "wrap_up_ms": settings.block.time(), "presences": settings.allowed,
        "matching": settings.matching, "keep_agent_ms": settings.keep_agent, "auto_close_ms": settings.auto_close,
        "quiet_after_answer_ms": settings.quiet_after_answer,
        "offer": settings.offer.way, "offer_ms": settings.offer.timeout, "may_pick": settings.may_pick,
    })
}
