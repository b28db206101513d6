//! A list is brought. Every line is judged before anything is written, and nothing is written before somebody says so.

use std::collections::HashMap;

use serde_json::json;

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::contact_list::{self, Column, ROWS_MAX, State};
use crate::domain::ids::{ContactId, ContactImportId};
use crate::domain::permission::may_import_contacts;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::text;
use crate::domain::user::Actor;
use crate::flows::contacts::create;
use crate::flows::contacts::update::{self, Change};
use crate::flows::sheet;
use crate::store::contact::Contact;
use crate::store::contact_import::{self, Fate, Line, Reason};
use crate::store::{Db, Fault, audit, contact, contact_field};

/// Lines in one job of the writer.
const BATCH: usize = 200;
/// The longest name of a file that is kept, in characters.
const NAME_CHARS_MAX: usize = 100;

/// Reads and judges a list; what was found can be looked at before it is begun.
///
/// # Errors
/// [`Refusal::NotAllowed`] for agents; the problem of `file`; [`Fault`] of the store.
pub fn bring(app: &App, actor: Actor, name: &str, bytes: &[u8]) -> Result<ContactImportId, Fault> {
    may_import_contacts(actor)?;
    let now = app.clock.now();
    let (headers, columns, lines) = app.store.read(|db| {
        let fields: Vec<_> = contact_field::list(db)?.into_iter().map(|field| (field.id, field.name)).collect();
        let bytes = sheet::as_utf8(bytes);
        let table = sheet::table(&bytes, ROWS_MAX, |names| contact_list::columns(names, &fields).map(drop))?;
        let columns = contact_list::columns(&table.columns, &fields)?;
        let mut seen = HashMap::new();
        let mut lines = Vec::with_capacity(table.rows.len());
        for row in table.rows {
            lines.push(judged(db, &columns, row.number, row.cells, &mut seen)?);
        }
        Ok((table.columns, columns, lines))
    })?;
    let (name, scope) = (text::one_line(name, NAME_CHARS_MAX), actor.scope());
    let by = scope.clone();
    let id = app.store.write(move |tx| contact_import::insert(tx, &by, &name, (&columns, &headers), now))?;
    let all = lines.len();
    let mut lines = lines.into_iter().peekable();
    while lines.peek().is_some() {
        let batch: Vec<Line> = lines.by_ref().take(BATCH).collect();
        app.store.write(move |tx| batch.iter().try_for_each(|line| contact_import::insert_line(tx, id, line)))?;
    }
    app.store.write(move |tx| {
        contact_import::set_state(tx, id, State::Cancelled, State::Checked, now)?;
        audit::insert(
            tx,
            now,
            &scope,
            "contact_import.brought",
            &format!("contact_import:{id}"),
            &json!({ "rows": all }),
        )
    })?;
    Ok(id)
}

/// What becomes of a line, as things are.
fn judged(
    db: &Db,
    columns: &[Column],
    number: i64,
    cells: Vec<String>,
    seen: &mut HashMap<Address, i64>,
) -> Result<Line, Fault> {
    let (address, fate) = match read(columns, &cells) {
        Err(problem) => (None, Err(problem)),
        Ok((address, change)) => {
            let first = seen.get(&address).or_else(|| seen.get(&address.other_spelling()?)).copied();
            let fate = match first {
                Some(first) => Err(FieldProblem::new("address", "list-twice").with("row", first.to_string())),
                None => verdict(db, &address, &change)?.map(|(_, fate)| fate),
            };
            seen.entry(address.clone()).or_insert(number);
            (Some(address), fate)
        }
    };
    let (fate, reason) = match fate {
        Ok(fate) => (fate, None),
        Err(problem) => (Fate::Refused, Some(reason(&problem))),
    };
    Ok(Line { line: number, cells, address, fate, reason, contact: None })
}

/// Where the contact of a line is reached and what is kept about it; a cell in which nothing stands says nothing.
///
/// # Errors
/// The problem of `address`.
pub(super) fn read(columns: &[Column], cells: &[String]) -> Result<(Address, Change), FieldProblem> {
    let mut change = Change::default();
    let mut typed = "";
    for (column, cell) in columns.iter().zip(cells).filter(|(_, cell)| !cell.trim().is_empty()) {
        match column {
            Column::Number => typed = cell,
            Column::Name => change.name = Some(cell.clone()),
            Column::Language => change.language = Some(cell.trim().to_owned()),
            Column::Tags => change.tags = Some(cell.split(',').map(str::to_owned).collect()),
            Column::Notes => change.notes = Some(cell.clone()),
            Column::Field(id) => {
                change.fields.insert(*id, cell.clone());
            }
            Column::Other => {}
        }
    }
    Ok((create::address(&contact_list::number(typed))?, change))
}

/// Whose line it is and what becomes of it; or the first thing that is wrong with it.
///
/// # Errors
/// [`Fault`] of the store.
pub(super) fn verdict(
    db: &Db,
    address: &Address,
    change: &Change,
) -> Result<Result<(Option<Contact>, Fate), FieldProblem>, Fault> {
    let known = match contact::find(db, address)? {
        Some(known) => contact::by_id(db, known.id)?,
        None => None,
    };
    let nobody = || Contact {
        id: ContactId(0),
        name: String::new(),
        profile_name: String::new(),
        language: None,
        notes: String::new(),
    };
    let before = known.clone().unwrap_or_else(nobody);
    let changes = match update::judge(db, &before, change) {
        Ok(judged) => !judged.what().is_empty(),
        Err(Fault::Refused(refusal)) => return refused(refusal).map(Err),
        Err(fault) => return Err(fault),
    };
    let fate = match (&known, changes) {
        (None, _) => Fate::New,
        (Some(_), true) => Fate::Changed,
        (Some(_), false) => Fate::Same,
    };
    Ok(Ok((known, fate)))
}

fn refused(refusal: Refusal) -> Result<FieldProblem, Fault> {
    refusal.problems().into_iter().next().ok_or(Fault::Refused(refusal))
}

/// A problem as it is kept.
pub(super) fn reason(problem: &FieldProblem) -> Reason {
    Reason {
        field: problem.field.to_owned(),
        problem: problem.problem.to_owned(),
        limit: problem.limit,
        args: problem.args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
    }
}
