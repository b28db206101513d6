//! The outcomes of a workstream: which there are, and what is asked of whoever ends a conversation.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::WorkstreamId;
use crate::domain::outcome::{self, Wanted};
use crate::domain::permission::may_administer;
use crate::domain::refusal::FieldProblem;
use crate::domain::user::Actor;
use crate::store::{Fault, audit, outcome as stored, workstream};

/// Makes these its outcomes. What is left out is offered no more and stays with the conversations that have it.
///
/// # Errors
/// [`Refusal::NotAllowed`](crate::domain::refusal::Refusal::NotAllowed), `NotFound`; everything that is wrong, as
/// [`outcome::checked`] says, and `outcomes`/`unknown` for an id of another workstream; the store's.
pub fn set_outcomes(app: &App, actor: Actor, id: WorkstreamId, wanted: Wanted) -> Result<(), Fault> {
    may_administer(actor)?;
    let (wanted, now) = (outcome::checked(wanted)?, app.clock.now());
    app.store.write(move |tx| {
        workstream::get(tx, id)?;
        let before = stored::wanted(tx, id)?;
        let known = |entry: &outcome::Entry| before.entries.iter().any(|kept| kept.id == entry.id);
        if wanted.entries.iter().any(|entry| entry.id.is_some() && !known(entry)) {
            return Err(FieldProblem::new("outcomes", "unknown").into());
        }
        if wanted == before {
            return Ok(());
        }
        stored::set(tx, id, &wanted, now)?;
        let names: Vec<&str> = wanted.entries.iter().map(|entry| entry.name.as_str()).collect();
        let detail = json!({ "required": wanted.required, "max": wanted.most, "outcomes": names });
        audit::insert(tx, now, &actor.scope(), "workstream.outcomes_changed", &format!("workstream:{id}"), &detail)
    })
}
