//! Another list for a broadcast that was not confirmed yet.

use serde_json::json;

use crate::app::App;
use crate::domain::broadcast::columns::{self, Columns};
use crate::domain::broadcast::{Act, transition};
use crate::domain::ids::BroadcastId;
use crate::domain::permission::may_broadcast;
use crate::domain::user::Actor;
use crate::flows::broadcasts::create::read_list;
use crate::flows::broadcasts::{load, note};
use crate::store::{Fault, broadcast, template};

/// Keeps it, and returns which column says what: what was said before where the list has that column, else what the
/// names suggest.
///
/// # Errors
/// [`NotNow`](crate::domain::refusal::Refusal::NotNow) once it is confirmed; the problem of the field `file`.
pub fn set_list(app: &App, actor: Actor, id: BroadcastId, list: &[u8]) -> Result<Columns, Fault> {
    may_broadcast(actor)?;
    let sheet = read_list(list)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let found = load(tx, id)?;
        transition(found.state, Act::Check)?;
        let chosen = template::get(tx, found.template)?;
        let guessed = columns::guess(&sheet.columns, &chosen.variables, &chosen.bindings);
        let kept = |before: &String, guess: &String| {
            if before.is_empty() { guess.clone() } else { before.clone() }
        };
        let before = &found.columns;
        let mut columns = Columns {
            number: kept(&before.number, &guessed.number),
            name: kept(&before.name, &guessed.name),
            language: kept(&before.language, &guessed.language),
            opt_in: kept(&before.opt_in, &guessed.opt_in),
            opt_in_at: kept(&before.opt_in_at, &guessed.opt_in_at),
            variables: guessed.variables,
            opt_in_of_all: before.opt_in_of_all.clone(),
        };
        for (variable, source) in &before.variables {
            let empty = matches!(source, columns::Source::Text(text) if text.is_empty());
            if !empty {
                columns.variables.insert(variable.clone(), source.clone());
            }
        }
        broadcast::set_sheet(tx, id, &sheet)?;
        broadcast::begin_round(tx, id, &columns)?;
        note(tx, actor, id, "broadcast.list_changed", &json!({ "rows": sheet.rows.len() }), now)?;
        Ok(columns)
    })
}
