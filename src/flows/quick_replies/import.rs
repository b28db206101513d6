//! Quick replies out of a CSV file: every row is checked first, and either all of them count or none.

use std::collections::BTreeMap;

use serde_json::json;

use crate::app::App;
use crate::domain::ids::{UserId, WorkstreamId};
use crate::domain::permission::may_change_quick_reply;
use crate::domain::quick_reply::{Checked, Typed, check, split_tags};
use crate::domain::refusal::{FieldProblem, Refusal, RowProblem};
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::domain::workstream::named;
use crate::flows::quick_replies::{note, owner, room};
use crate::flows::sheet::{self, Row, Wanted};
use crate::store::quick_reply::{self, QuickReply};
use crate::store::{Fault, Tx, workstream};

/// The columns, in the order in which they are written.
pub const COLUMNS: [&str; 5] = ["title", "text", "language", "tags", "workstreams"];
/// The most rows of one file.
pub const ROWS_MAX: usize = 1_000;

/// What became of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// New ones.
    pub added: i64,
    /// Those that were there with another text.
    pub changed: i64,
    /// Those that were there just so.
    pub same: i64,
}

/// Takes a file in. One that has the title and language of a present one changes that.
///
/// # Errors
/// [`Refusal::NotAllowed`]; the problem of the `file`; [`Refusal::Rows`] with every row that is wrong; the store's.
pub fn import(app: &App, actor: Actor, shared: bool, bytes: &[u8]) -> Result<Imported, Fault> {
    let owner = owner(actor, shared)?;
    may_change_quick_reply(actor, owner)?;
    let wanted = Wanted { columns: &COLUMNS, required: &["title", "text"], rows_max: ROWS_MAX };
    let workstreams: Vec<(WorkstreamId, String)> =
        app.store.read(workstream::list)?.into_iter().map(|one| (one.id, one.settings.name)).collect();
    let rows = sheet::read(bytes, &wanted)?;
    let has = |column: &str| rows.first().is_some_and(|row| row.has(column));
    let told = Told { tags: has("tags"), workstreams: has("workstreams") };
    let checked = checked(&rows, &workstreams)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let mut done = Imported::default();
        for row in &checked {
            keep(tx, owner, row, told, now, &mut done)?;
        }
        room(tx, owner, "file")?;
        let detail = json!({ "added": done.added, "changed": done.changed });
        note(tx, actor, owner, "quick_reply.imported", "quick_replies", &detail, now)?;
        Ok(done)
    })
}

fn checked(rows: &[Row], known: &[(WorkstreamId, String)]) -> Result<Vec<Checked>, Refusal> {
    let (mut fine, mut wrong) = (Vec::new(), Vec::new());
    let mut seen: BTreeMap<(String, Option<String>), i64> = BTreeMap::new();
    for row in rows {
        let workstreams = named(row.get("workstreams"), known);
        let typed = Typed {
            title: row.get("title").to_owned(),
            text: row.get("text").to_owned(),
            language: row.get("language").to_owned(),
            tags: split_tags(row.get("tags")),
            workstreams: workstreams.clone().unwrap_or_default(),
        };
        wrong.extend(workstreams.err().map(|problem| RowProblem { row: row.number, problem }));
        match check(&typed) {
            Ok(checked) => {
                if let Some(first) = seen.insert((checked.key(), checked.language.clone()), row.number) {
                    let twice = FieldProblem::new("title", "row-twice").with("row", first.to_string());
                    wrong.push(RowProblem { row: row.number, problem: twice });
                }
                fine.push(checked);
            }
            Err(problems) => {
                wrong.extend(problems.into_iter().map(|problem| RowProblem { row: row.number, problem }));
            }
        }
    }
    if wrong.is_empty() { Ok(fine) } else { Err(Refusal::Rows(wrong)) }
}

/// The columns that a file has. What stands in those that it has not stays.
#[derive(Clone, Copy)]
struct Told {
    tags: bool,
    workstreams: bool,
}

impl Told {
    fn over(self, there: &QuickReply, row: &Checked) -> Checked {
        let mut after = row.clone();
        if !self.tags {
            after.tags.clone_from(&there.tags);
        }
        if !self.workstreams {
            after.workstreams.clone_from(&there.workstreams);
        }
        after
    }
}

fn keep(
    tx: &Tx<'_>,
    owner: Option<UserId>,
    row: &Checked,
    told: Told,
    now: Timestamp,
    done: &mut Imported,
) -> Result<(), Fault> {
    match quick_reply::same(tx, owner, row)? {
        None => {
            quick_reply::insert(tx, owner, row, now)?;
            done.added += 1;
        }
        Some(there) => {
            let after = told.over(&there, row);
            if is_same(&there, &after) {
                done.same += 1;
            } else {
                quick_reply::update(tx, there.id, &after, now)?;
                done.changed += 1;
            }
        }
    }
    Ok(())
}

fn is_same(there: &QuickReply, row: &Checked) -> bool {
    (&there.title, &there.body, &there.tags, &there.workstreams) == (&row.title, &row.text, &row.tags, &row.workstreams)
}
