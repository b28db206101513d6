//! A list is begun, or put aside; its lines are written in portions. Each is judged once more when its turn comes.

use serde_json::json;

use crate::app::App;
use crate::domain::contact_list::{Act, State};
use crate::domain::ids::ContactImportId;
use crate::domain::permission::may_import_contacts;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::flows::Counts;
use crate::flows::contact_imports::check::{read, reason, verdict};
use crate::flows::contacts::update;
use crate::store::contact_import::{self, Fate, Import, Line};
use crate::store::{Db, Fault, Tx, audit, contact};

/// Lines in one job of the writer.
const BATCH: u32 = 100;
/// Jobs in one run; the rest waits for the next, a second later.
const JOBS_MAX: u32 = 50;

/// A list that the actor may see.
///
/// # Errors
/// [`Refusal::NotAllowed`] for agents; [`Refusal::NotFound`].
pub fn load(db: &Db, actor: Actor, id: ContactImportId) -> Result<Import, Fault> {
    may_import_contacts(actor)?;
    Ok(contact_import::get(db, id)?.ok_or(Refusal::NotFound)?)
}

/// Begins to write it, or puts it aside. Twice is once.
///
/// # Errors
/// As [`load`]; [`Refusal::NotNow`] as [`State::after`] says.
pub fn act(app: &App, actor: Actor, id: ContactImportId, act: Act) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let found = load(tx, actor, id)?;
        let Some(state) = found.state.after(act)? else { return Ok(()) };
        contact_import::set_state(tx, id, found.state, state, now)?;
        let word = match act {
            Act::Begin => "contact_import.begun",
            Act::PutAside => "contact_import.cancelled",
        };
        audit::insert(tx, now, &actor.scope(), word, &format!("contact_import:{id}"), &json!({}))
    })
}

/// Goes on with those that were begun.
///
/// # Errors
/// [`Fault`] of the store; what is written stays written.
pub fn run(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    let mut written = 0;
    for import in app.store.read(contact_import::running)? {
        for _ in 0..JOBS_MAX {
            let id = import.id;
            let count = app.store.write(move |tx| portion(tx, id, now))?;
            written += count;
            if count == 0 {
                break;
            }
        }
    }
    Ok(vec![("lines", written)])
}

/// Some lines; how many there were.
fn portion(tx: &Tx<'_>, id: ContactImportId, now: Timestamp) -> Result<u64, Fault> {
    let Some(import) = contact_import::get(tx, id)?.filter(|import| import.state == State::Running) else {
        return Ok(0);
    };
    let lines = contact_import::waiting(tx, id, BATCH)?;
    if lines.is_empty() {
        contact_import::set_state(tx, id, State::Running, State::Done, now)?;
        let counts = contact_import::counts(tx, id)?;
        let detail = json!({ "new": counts.new, "changed": counts.changed, "refused": counts.refused });
        audit::insert(tx, now, &import.actor, "contact_import.done", &format!("contact_import:{id}"), &detail)?;
        return Ok(0);
    }
    for line in &lines {
        write(tx, &import, line, now)?;
    }
    Ok(u64::try_from(lines.len()).unwrap_or(u64::MAX))
}

fn write(tx: &Tx<'_>, import: &Import, line: &Line, now: Timestamp) -> Result<(), Fault> {
    let settle = |fate, problem: Option<&FieldProblem>, contact| {
        contact_import::settle(tx, import.id, line.line, fate, problem.map(reason).as_ref(), contact)
    };
    // Its contact was erased meanwhile.
    if line.cells.is_empty() {
        return settle(Fate::Refused, Some(&FieldProblem::new("address", "list-erased")), None);
    }
    let (address, change) = match read(&import.columns, &line.cells) {
        Ok(found) => found,
        Err(problem) => return settle(Fate::Refused, Some(&problem), None),
    };
    match verdict(tx, &address, &change)? {
        Err(problem) => settle(Fate::Refused, Some(&problem), None),
        Ok((Some(known), fate)) => {
            if !update::apply(tx, &known, &change, now)?.is_empty() {
                update::told(tx, known.id)?;
            }
            settle(fate, None, Some(known.id))
        }
        Ok((None, fate)) => {
            let id = contact::insert(tx, &address, "", now)?;
            let made = contact::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
            update::apply(tx, &made, &change, now)?;
            settle(fate, None, Some(id))
        }
    }
}
