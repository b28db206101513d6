//! Every row of a list is checked before anything is sent.
//!
//! In portions, so that no message of a customer waits for a long list. Until the last portion is through it stays a
//! draft, and a check that begins later makes this one count for nothing.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde_json::json;

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::broadcast::columns::{self, Columns};
use crate::domain::broadcast::row::{self, Around, Fault as RowFault, Known, Ready};
use crate::domain::broadcast::{Act, State, transition};
use crate::domain::ids::BroadcastId;
use crate::domain::permission::may_broadcast;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Actor;
use crate::flows::broadcasts::{load, note, versions};
use crate::store::{Db, Fault, broadcast, broadcast_row, number, template, user, write_view};

/// Rows of one portion.
const PORTION: usize = 100;

/// What stands in a row, and what is to be kept of it.
type Checked = (i64, String, Result<Ready, RowFault>);

/// Checks it with these columns; days are days in `tz`. What was checked before is forgotten.
///
/// # Errors
/// [`Refusal::NotNow`] once it is confirmed; the problems of `file`, `columns.…`, `variables` and `opt_in.…`.
pub fn check(app: &App, actor: Actor, id: BroadcastId, columns: &Columns, tz: &TimeZone) -> Result<(), Fault> {
    may_broadcast(actor)?;
    let now = app.clock.now();
    let (sheet, number, versions, agent) = app.store.read(|db| {
        let found = load(db, id)?;
        transition(found.state, Act::Check)?;
        let (number, chosen) = (number::get(db, found.number)?, template::get(db, found.template)?);
        let sheet = broadcast::sheet(db, id)?;
        if sheet.rows.is_empty() {
            return Err(FieldProblem::new("file", "missing").into());
        }
        columns::check(columns, &sheet.columns, &chosen.variables, now).map_err(Refusal::Fields)?;
        let agent = user::voice(db, actor.user())?;
        let versions = versions(db, &number, &chosen)?;
        Ok((sheet, number, versions, agent))
    })?;
    let kept = columns.clone();
    let round = app.store.write(move |tx| {
        transition(load(tx, id)?.state, Act::Check)?;
        broadcast::begin_round(tx, id, &kept)
    })?;
    let around = Around {
        columns,
        versions: &versions,
        number: &number.address,
        number_name: &number.name,
        agent: &agent.name,
        signature: &agent.signature,
        tz,
        now,
    };
    let mut seen = BTreeMap::new();
    for portion in sheet.rows.chunks(PORTION) {
        let checked = app.store.read(|db| {
            let mut checked = Vec::new();
            for (row, cells) in portion {
                let cell = |name: &str| {
                    let place = sheet.columns.iter().position(|column| column == name);
                    place.and_then(|place| cells.get(place)).map_or("", String::as_str)
                };
                let given = cell(&columns.number).to_owned();
                let verdict = verdict(db, *row, &cell, &mut seen, number.id, &around)?;
                checked.push((*row, given, verdict));
            }
            Ok(checked)
        })?;
        app.store.write(move |tx| keep(tx, id, round, &checked))?;
    }
    app.store.write(move |tx| {
        same_round(tx, id, round)?;
        broadcast::set_state(tx, id, State::Checked, now)?;
        let counts = broadcast_row::counts(tx, id)?;
        note(tx, actor, id, "broadcast.checked", &json!({ "ready": counts.ready, "wrong": counts.wrong }), now)
    })
}

/// One row: who it is, whether they stand there twice, and what is known about them.
fn verdict<'a>(
    db: &Db,
    row: i64,
    cell: &impl Fn(&str) -> &'a str,
    seen: &mut BTreeMap<Address, i64>,
    number: crate::domain::ids::NumberId,
    around: &Around<'_>,
) -> Result<Result<Ready, RowFault>, Fault> {
    let address = match row::recipient(cell(&around.columns.number), around.number) {
        Ok(address) => address,
        Err(fault) => return Ok(Err(fault)),
    };
    let other = address.other_spelling();
    if let Some(first) = seen.get(&address).or_else(|| seen.get(other.as_ref()?)) {
        return Ok(Err(RowFault::new("twice").with("row", first.to_string())));
    }
    seen.insert(address.clone(), row);
    let known = match write_view::known_by_address(db, number, &address)? {
        Some(found) => Known {
            opted_out: found.opted_out_at().is_some(),
            on_file: found.opt_in.is_some(),
            name: found.name,
            language: found.language,
        },
        None => Known::default(),
    };
    Ok(row::check(address, cell, &known, around))
}

fn same_round(db: &Db, id: BroadcastId, round: i64) -> Result<(), Fault> {
    let found = load(db, id)?;
    if found.round == round && found.state == State::Draft { Ok(()) } else { Err(Refusal::NotNow.into()) }
}

fn keep(tx: &crate::store::Tx<'_>, id: BroadcastId, round: i64, checked: &[Checked]) -> Result<(), Fault> {
    same_round(tx, id, round)?;
    for (row, given, verdict) in checked {
        let given = crate::domain::text::one_line(given, 60);
        broadcast_row::insert(tx, id, *row, &given, verdict)?;
    }
    Ok(())
}
