//! A number is set up on a workstream: the end of the steps that ask for number, language, behaviours and user features.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::{NumberId, WorkstreamId};
use crate::domain::language::Language;
use crate::domain::permission::may_administer;
use crate::domain::refusal::FieldProblem;
use crate::domain::user::Actor;
use crate::domain::workstream::Change;
use crate::flows::conversations::distribute::place_all;
use crate::flows::workstreams::members;
use crate::flows::workstreams::update::told;
use crate::store::{Fault, audit, number, workstream};

/// What the steps gathered.
#[derive(Clone, Debug)]
pub struct SetUp {
    /// The number that comes into the workstream.
    pub number: Option<NumberId>,
    /// The language of our own texts, in the workstream and to those who write to the number.
    pub language: Language,
    /// How the workstream behaves.
    pub behaviours: Change,
    /// Whether files of contacts are fetched.
    pub attachments_from_customers: bool,
    /// Whether agents may send files.
    pub attachments_from_agents: bool,
}

/// Keeps everything at once, or nothing.
///
/// # Errors
/// `NotAllowed`, `NotFound`, or everything that is wrong with the fields.
pub fn set_up(app: &App, actor: Actor, id: WorkstreamId, wanted: SetUp) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = workstream::get(tx, id)?.settings;
        let chosen = wanted.number.ok_or(FieldProblem::new("number", "missing"))?;
        let found = number::by_id(tx, chosen)?.filter(|number| number.deleted_at.is_none());
        let mut number = found.ok_or(FieldProblem::new("number", "unknown"))?;
        let change = Change { language: Some(wanted.language), ..wanted.behaviours };
        let known = members(tx, change.fallback_queue.unwrap_or(before.fallback_queue))?;
        let after = change.apply(&before, |_| known)?;
        workstream::update(tx, id, &after, now)?;
        number.workstream_id = id;
        number.language = wanted.language;
        number.attachments_from_customers = wanted.attachments_from_customers;
        number.attachments_from_agents = wanted.attachments_from_agents;
        number::update(tx, &number, now)?;
        let scope = actor.scope();
        audit::insert(tx, now, &scope, "workstream.changed", &format!("workstream:{id}"), &told(&after))?;
        let detail = json!({
            "workstream_id": id, "language": number.language,
            "attachments_from_customers": number.attachments_from_customers,
            "attachments_from_agents": number.attachments_from_agents,
        });
        audit::insert(tx, now, &scope, "number.changed", &format!("number:{chosen}"), &detail)?;
        place_all(tx, now)
    })
}
