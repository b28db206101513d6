//! Quick replies out of a CSV file: every row is checked first, and either all of them count or none.

use std::collections::BTreeMap;

use serde_json::json;

use crate::app::App;
use crate::domain::ids::UserId;
use crate::domain::permission::may_change_quick_reply;
use crate::domain::quick_reply::{Checked, Typed, check, split_tags};
use crate::domain::refusal::{FieldProblem, Refusal, RowProblem};
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::flows::quick_replies::{note, owner, room};
use crate::flows::sheet::{self, Row, Wanted};
use crate::store::{Fault, Tx, quick_reply};

/// The columns, in the order in which they are written.
pub const COLUMNS: [&str; 4] = ["title", "text", "language", "tags"];
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
    let checked = checked(&sheet::read(bytes, &wanted)?)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let mut done = Imported::default();
        for row in &checked {
            keep(tx, owner, row, now, &mut done)?;
        }
        room(tx, owner, "file")?;
        let detail = json!({ "added": done.added, "changed": done.changed });
        note(tx, actor, owner, "quick_reply.imported", "quick_replies", &detail, now)?;
        Ok(done)
    })
}

fn checked(rows: &[Row]) -> Result<Vec<Checked>, Refusal> {
    let (mut fine, mut wrong) = (Vec::new(), Vec::new());
    let mut seen: BTreeMap<(String, Option<String>), i64> = BTreeMap::new();
    for row in rows {
        let typed = Typed {
            title: row.get("title").to_owned(),
            text: row.get("text").to_owned(),
            language: row.get("language").to_owned(),
            tags: split_tags(row.get("tags")),
        };
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

fn keep(tx: &Tx<'_>, owner: Option<UserId>, row: &Checked, now: Timestamp, done: &mut Imported) -> Result<(), Fault> {
    match quick_reply::same(tx, owner, row)? {
        None => {
            quick_reply::insert(tx, owner, row, now)?;
            done.added += 1;
        }
        Some(there) if there.title == row.title && there.body == row.text && there.tags == row.tags => {
            done.same += 1;
        }
        Some(there) => {
            quick_reply::update(tx, there.id, row, now)?;
            done.changed += 1;
        }
    }
    Ok(())
}
