//! Lists of contacts as tables: which column says what, and how one is written.

use serde::{Deserialize, Serialize};

use crate::domain::address::bare_number;
use crate::domain::broadcast::columns::{LANGUAGE, NAME, NUMBER};
use crate::domain::ids::ContactFieldId;
use crate::domain::message::words;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::text::folded;

/// Rows of a list at most.
pub const ROWS_MAX: usize = 20_000;

words! {
    /// Where a list stands.
    State {
        /// It was looked through; nothing was written.
        Checked = "checked",
        /// Its lines are written.
        Running = "running",
        /// All of them are.
        Done = "done",
        /// It was put aside.
        Cancelled = "cancelled",
    }
}

/// What people do with a list that was looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Its lines are to be written.
    Begin,
    /// Nothing more of it is: what is written stays.
    PutAside,
}

impl State {
    /// Where a list stands after an act; `None`: it stands there already, for a button may be pressed twice.
    ///
    /// # Errors
    /// [`Refusal::NotNow`] for one that was put aside and is begun, or is through and put aside.
    pub const fn after(self, act: Act) -> Result<Option<Self>, Refusal> {
        match (act, self) {
            (Act::Begin, Self::Checked) => Ok(Some(Self::Running)),
            (Act::PutAside, Self::Checked | Self::Running) => Ok(Some(Self::Cancelled)),
            (Act::Begin, Self::Running | Self::Done) | (Act::PutAside, Self::Cancelled) => Ok(None),
            (Act::Begin, Self::Cancelled) | (Act::PutAside, Self::Done) => Err(Refusal::NotNow),
        }
    }
}

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Where the contact is reached.
    Number,
    /// The name we give.
    Name,
    /// The language.
    Language,
    /// The tags, with commas between them.
    Tags,
    /// The notes.
    Notes,
    /// An own field.
    Field(ContactFieldId),
    /// Something that is not taken.
    Other,
}

const TAGS: [&str; 4] = ["tags", "tag", "ετικετεσ", "ετικετα"];
const NOTES: [&str; 4] = ["notes", "note", "σημειωσεισ", "σημειωση"];

/// What each column is, by its name in either language; a name that an own field has is that field.
///
/// # Errors
/// The problem of `file` if no column is the number, or two are the same.
pub fn columns(names: &[String], fields: &[(ContactFieldId, String)]) -> Result<Vec<Column>, FieldProblem> {
    let is = |words: &[&str], plain: &str| words.iter().any(|word| folded(word) == plain);
    let column = |name: &String| {
        let plain = folded(name.trim());
        match fields.iter().find(|(_, field)| folded(field.trim()) == plain) {
            Some((id, _)) => Column::Field(*id),
            None if is(&NUMBER, &plain) => Column::Number,
            None if is(&NAME, &plain) => Column::Name,
            None if is(&LANGUAGE, &plain) => Column::Language,
            None if is(&TAGS, &plain) => Column::Tags,
            None if is(&NOTES, &plain) => Column::Notes,
            None => Column::Other,
        }
    };
    let columns: Vec<Column> = names.iter().map(column).collect();
    for (place, column) in columns.iter().enumerate().filter(|(_, column)| **column != Column::Other) {
        if columns.iter().take(place).any(|other| other == column) {
            let name = names.get(place).map(|name| name.chars().take(40).collect::<String>());
            return Err(FieldProblem::new("file", "csv-column-twice").with("column", name.unwrap_or_default()));
        }
    }
    if !columns.contains(&Column::Number) {
        return Err(FieldProblem::new("file", "list-no-number"));
    }
    Ok(columns)
}

/// A number as lists have it: `00` before the country's code is a plus sign, and a spreadsheet may have taken the plus for
/// arithmetic.
#[must_use]
pub fn number(cell: &str) -> String {
    let cell = cell.trim();
    let bare = bare_number(cell);
    match bare.strip_prefix("00") {
        Some(rest) if !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()) => format!("+{rest}"),
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_names_in_both_languages() {
        let fields = [(ContactFieldId(7), "Αριθμός πελάτη".to_owned()), (ContactFieldId(8), "Tags".to_owned())];
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        for (given, want) in [
            (vec!["Phone", "NAME", "x"], Ok(vec![Column::Number, Column::Name, Column::Other])),
            (
                vec!["Όνομα", "ΤΗΛΕΦΩΝΟ", "Ετικέτες", "σημειώσεις", "Γλώσσα"],
                Ok(vec![Column::Name, Column::Number, Column::Tags, Column::Notes, Column::Language]),
            ),
            (
                vec!["number", "αριθμοσ πελατη", "tags"],
                Ok(vec![Column::Number, Column::Field(ContactFieldId(7)), Column::Field(ContactFieldId(8))]),
            ),
            (vec!["name"], Err("list-no-number")),
            (vec!["number", "phone"], Err("csv-column-twice")),
        ] {
            let fields = if given.contains(&"Ετικέτες") { &[][..] } else { &fields[..] };
            let got = columns(&names(&given), fields).map_err(|problem| problem.problem);
            assert_eq!(got, want, "{given:?}");
        }
    }

    #[test]
    fn a_list_is_begun_once_and_put_aside_while_it_is_not_through() {
        for (state, begun, aside) in [
            (State::Checked, Ok(Some(State::Running)), Ok(Some(State::Cancelled))),
            (State::Running, Ok(None), Ok(Some(State::Cancelled))),
            (State::Done, Ok(None), Err(Refusal::NotNow)),
            (State::Cancelled, Err(Refusal::NotNow), Ok(None)),
        ] {
            assert_eq!((state.after(Act::Begin), state.after(Act::PutAside)), (begun, aside), "{state:?}");
        }
    }

    #[test]
    fn numbers_are_written_as_people_dial_them() {
        for (cell, want) in [
            (" 0030 690 000-0147 ", "+306900000147"),
            ("+30 690", "+30 690"),
            ("6900000147", "6900000147"),
            ("00", "00"),
            ("00 call", "00 call"),
        ] {
            assert_eq!(number(cell), want);
        }
    }
}
