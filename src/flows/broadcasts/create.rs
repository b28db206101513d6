//! A broadcast begins: a name, a number of ours, a template, and a list.

use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::broadcast::columns::{self, Columns};
use crate::domain::broadcast::{NAME_CHARS_MAX, ROWS_MAX};
use crate::domain::compose::check_template;
use crate::domain::ids::{BroadcastId, NumberId, TemplateId};
use crate::domain::permission::may_broadcast;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::text;
use crate::domain::user::Actor;
use crate::flows::broadcasts::note;
use crate::flows::conversations::write_to::our_number;
use crate::flows::{once, sheet};
use crate::store::broadcast::{self, New, Sheet};
use crate::store::{Fault, template};

/// What a broadcast begins with.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// What it is called; for us alone.
    pub name: String,
    /// The number of ours.
    pub number: Option<NumberId>,
    /// The template, in the language that counts where no other fits.
    pub template: Option<TemplateId>,
    /// The list as a CSV file; `None`: it comes later.
    pub list: Option<Vec<u8>>,
    /// Which column says what; `None`: what their names suggest.
    pub columns: Option<Columns>,
}

/// Makes it. With a `key` that was used for the same before, that one is returned and no other is made.
///
/// # Errors
/// [`Refusal::NotAllowed`] for agents; the problems of `name`, `number_id` and `file`, naming row and column of what
/// cannot be read; what `compose` says of the template.
pub fn create(app: &App, actor: Actor, wanted: Wanted, key: Option<String>) -> Result<BroadcastId, Fault> {
    may_broadcast(actor)?;
    once::check_key(key.as_deref())?;
    let (name, sheet) = checked(&wanted)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let list = wanted.list.as_deref().map(|list| format!("{:x?}", Sha256::digest(list).as_slice()));
        let request = json!(["broadcast", name, wanted.number, wanted.template, list, wanted.columns]);
        once::once(tx, actor, key.as_deref(), &request, now, || {
            let number = our_number(tx, wanted.number.unwrap_or(NumberId(0)))?;
            let chosen = template::by_id(tx, wanted.template.ok_or(Refusal::TemplateUnknown)?)?
                .filter(|found| found.account_id == number.account_id)
                .ok_or(Refusal::TemplateUnknown)?;
            check_template(&chosen.facts(), false, number.sandbox)?;
            let columns = match &wanted.columns {
                Some(columns) => columns.clone(),
                None => columns::guess(&sheet.columns, &chosen.variables, &chosen.bindings),
            };
            let new = New {
                name: &name,
                number: number.id,
                template: chosen.id,
                sheet: &sheet,
                columns: &columns,
                by: &actor.scope(),
            };
            let id = broadcast::insert(tx, &new, now)?;
            note(tx, actor, id, "broadcast.created", &json!({ "rows": sheet.rows.len() }), now)?;
            Ok(id)
        })
    })
}

fn checked(wanted: &Wanted) -> Result<(String, Sheet), Refusal> {
    let mut problems = Vec::new();
    let name = text::one_line(&wanted.name, usize::MAX);
    if name.is_empty() {
        problems.push(FieldProblem::new("name", "missing"));
    } else if name.chars().count() > NAME_CHARS_MAX {
        let limit = i64::try_from(NAME_CHARS_MAX).unwrap_or(i64::MAX);
        problems.push(FieldProblem::with_limit("name", "too-long", limit));
    }
    let sheet = match wanted.list.as_deref().map(read_list) {
        None => Sheet::default(),
        Some(Ok(sheet)) => sheet,
        Some(Err(refusal)) => {
            problems.extend(refusal.problems());
            Sheet::default()
        }
    };
    Refusal::unless_empty(problems)?;
    Ok((name, sheet))
}

/// Reads a list. One without names above it, whose first cell is a phone number, gets some.
///
/// # Errors
/// The problem of the field `file`, naming row and column where there is one.
pub fn read_list(bytes: &[u8]) -> Result<Sheet, Refusal> {
    let bytes = &*sheet::as_utf8(bytes);
    let first = bytes.split(|byte| *byte == b'\n').next().and_then(|line| std::str::from_utf8(line).ok());
    let cells: Vec<&str> = first.map(|line| line.trim().split([',', ';', '\t']).collect()).unwrap_or_default();
    let bare = cells.first().is_some_and(|cell| Address::parse_typed(cell.trim_matches('"')).is_ok());
    let table = if bare {
        let separator = first.and_then(|line| line.chars().find(|c| matches!(c, ',' | ';' | '\t'))).unwrap_or(',');
        let names: Vec<String> =
            (1..=cells.len()).map(|place| if place == 1 { "number".to_owned() } else { place.to_string() }).collect();
        let mut named = format!("{}\n", names.join(&separator.to_string())).into_bytes();
        named.extend_from_slice(bytes);
        sheet::table(&named, ROWS_MAX, |_| Ok(()))?
    } else {
        sheet::table(bytes, ROWS_MAX, |_| Ok(()))?
    };
    let above = i64::from(bare);
    Ok(Sheet {
        columns: table.columns,
        rows: table.rows.into_iter().map(|line| (line.number - above, line.cells)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::read_list;

    #[test]
    fn a_bare_list_of_numbers_is_one_too() {
        let sheet = read_list(b"+306900000001;Anna\n+306900000002;Boris\n").unwrap();
        assert_eq!(sheet.columns, ["number", "2"]);
        assert_eq!(sheet.rows[0], (1, vec!["+306900000001".to_owned(), "Anna".to_owned()]));
        assert_eq!(sheet.rows[1].0, 2, "rows as the spreadsheet counts them");
        let sheet = read_list("Κινητό,Παραγγελία\n+306900000001,7\n".as_bytes()).unwrap();
        assert_eq!((sheet.columns[1].as_str(), sheet.rows[0].0), ("Παραγγελία", 2));
    }
}
