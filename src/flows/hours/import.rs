//! Holidays out of a calendar file are added to those that there are.

use serde_json::json;

use crate::app::App;
use crate::domain::hours::ics::{self, LeftOut};
use crate::domain::hours::{Holiday, Hours};
use crate::domain::ids::HoursId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Actor;
use crate::store::{Fault, audit, hours};

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Holidays that are new.
    pub added: usize,
    /// Holidays that were there just so.
    pub same: usize,
    /// What was left out, by line.
    pub left_out: Vec<LeftOut>,
}

/// Adds the holidays of a file.
///
/// # Errors
/// [`Refusal::NotAllowed`], [`Refusal::NotFound`]; a problem of the field `file`; the store's.
pub fn import(app: &App, actor: Actor, id: HoursId, bytes: &[u8]) -> Result<Imported, Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    let found = ics::read(bytes)?;
    app.store.write(move |tx| {
        let before = hours::get(tx, id)?;
        let known = before.hours.holidays();
        let new: Vec<Holiday> = found.holidays.iter().filter(|one| !known.contains(one)).cloned().collect();
        let imported =
            Imported { added: new.len(), same: found.holidays.len() - new.len(), left_out: found.left_out.clone() };
        if new.is_empty() {
            return Ok(imported);
        }
        let all = known.iter().cloned().chain(new).collect();
        let after = Hours::new(before.hours.zone().name(), before.hours.spans().to_vec(), all).map_err(of_file)?;
        hours::update(tx, id, &before.name, &after, now)?;
        let detail = json!({ "name": before.name, "added": imported.added });
        audit::insert(tx, now, &actor.scope(), "hours.imported", &format!("hours:{id}"), &detail)?;
        Ok(imported)
    })
}

/// What is wrong with the holidays is wrong with the file that brought them.
fn of_file(problems: Vec<FieldProblem>) -> Refusal {
    Refusal::Fields(problems.into_iter().map(|problem| FieldProblem { field: "file", ..problem }).collect())
}
