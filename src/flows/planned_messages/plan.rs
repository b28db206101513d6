//! A first message is planned for later. Everything is checked as if it left at once, but for what may have ended
//! by then: its window is looked at as it will be at its time.

use serde_json::json;

use crate::app::App;
use crate::domain::compose::{self, Draft};
use crate::domain::ids::PlannedMessageId;
use crate::domain::planned_message::{Planner, check_time};
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::flows::conversations::write_to::{self, Wanted};
use crate::flows::messages::send::{self, Wanted as Sending};
use crate::flows::once;
use crate::store::{Fault, audit, planned_message};

/// Plans a message for `at`. Contact, thread and opt-in are kept now. The same `key` for the same plans it once.
///
/// # Errors
/// As [`write_to`](write_to::write_to) but for a conversation that is live now; the problem of `send_at`.
pub fn plan(
    app: &App,
    actor: Actor,
    wanted: Wanted,
    at: Option<Timestamp>,
    key: Option<String>,
) -> Result<PlannedMessageId, Fault> {
    once::check_key(key.as_deref())?;
    let planner = Planner::of(actor).ok_or(Refusal::NotAllowed)?;
    let (now, margin) = (app.clock.now(), app.window_margin);
    app.store.write(move |tx| {
        let request = json!(["plan", wanted, at]);
        once::once(tx, actor, key.as_deref(), &request, now, || {
            let time = check_time(at, now);
            let thread = match (write_to::open_thread(tx, actor, &wanted, now), &time) {
                (Ok(thread), _) => thread,
                (Err(fault), Err(problem)) => return Err(with(fault, problem)),
                (Err(fault), Ok(_)) => return Err(fault),
            };
            let due_at = time?;
            let sending = Sending::Template { template: wanted.template, values: wanted.values.clone() };
            let prepared = send::prepare(tx, actor, &thread, None, &sending)?;
            compose::check(&prepared.draft, &thread.facts(margin), due_at)?;
            // What bindings gave is kept with the rest: it will say what was seen when it was planned.
            let values = match prepared.draft {
                Draft::Template { values, .. } => values,
                Draft::Text(_) | Draft::File { .. } | Draft::Place => {
                    return Err(Fault::Broken("a template became a text".to_owned()));
                }
            };
            let id = planned_message::insert(tx, thread.id, (wanted.template, &values), due_at, planner, now)?;
            let detail = json!({ "send_at": due_at.to_string(), "template": wanted.template.to_string() });
            let subject = format!("contact:{}", thread.contact_id);
            audit::insert(tx, now, &actor.scope(), "planned_message.planned", &subject, &detail)?;
            Ok(id)
        })
    })
}

/// One more problem beside those of the other fields.
fn with(fault: Fault, problem: &crate::domain::refusal::FieldProblem) -> Fault {
    match fault.refusal().map(Refusal::problems) {
        Some(problems) if !problems.is_empty() => {
            Refusal::Fields(problems.into_iter().chain([problem.clone()]).collect()).into()
        }
        _ => fault,
    }
}
