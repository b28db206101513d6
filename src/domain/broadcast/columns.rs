//! Which column of a list says what.

use std::collections::BTreeMap;

use crate::domain::opt_in;
use crate::domain::placeholder;
use crate::domain::refusal::FieldProblem;
use crate::domain::text::folded;

/// What fills a variable in.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The cell of a column.
    Column(String),
    /// The same text for everybody, which may have placeholders.
    Text(String),
}

/// The columns of a list, by their names in its first row.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Columns {
    /// The phone number.
    pub number: String,
    /// The name; empty: none.
    pub name: String,
    /// The language; empty: none.
    pub language: String,
    /// How the contact agreed; empty: none.
    pub opt_in: String,
    /// When the contact agreed; empty: none.
    pub opt_in_at: String,
    /// What fills the variables in.
    pub variables: BTreeMap<String, Source>,
    /// That all of them agreed in the same way, where their row says nothing.
    pub opt_in_of_all: opt_in::Typed,
}

/// What people call the column of the number, folded.
pub(crate) const NUMBER: [&str; 9] =
    ["number", "phone", "mobile", "telephone", "whatsapp", "to", "αριθμοσ", "τηλεφωνο", "κινητο"];
/// The same of the name.
pub(crate) const NAME: [&str; 4] = ["name", "full name", "ονομα", "ονοματεπωνυμο"];
/// The same of the language.
pub(crate) const LANGUAGE: [&str; 3] = ["language", "lang", "γλωσσα"];
const OPT_IN: [&str; 4] = ["opt_in", "opt-in", "consent", "συγκαταθεση"];
const OPT_IN_AT: [&str; 5] = ["opt_in_at", "opt_in_date", "opt-in date", "consent date", "ημερομηνια συγκαταθεσησ"];

/// What the names of the columns suggest. A variable takes the column of its name, else what it is bound to.
#[must_use]
pub fn guess(names: &[String], variables: &[String], bindings: &BTreeMap<String, String>) -> Columns {
    let find = |words: &[&str]| names.iter().find(|name| words.contains(&plain(name).as_str())).cloned();
    let source = |variable: &String| match find(&[plain(variable).as_str()]) {
        Some(column) => Source::Column(column),
        None => Source::Text(bindings.get(variable).cloned().unwrap_or_default()),
    };
    Columns {
        number: find(&NUMBER).unwrap_or_default(),
        name: find(&NAME).unwrap_or_default(),
        language: find(&LANGUAGE).unwrap_or_default(),
        opt_in: find(&OPT_IN).unwrap_or_default(),
        opt_in_at: find(&OPT_IN_AT).unwrap_or_default(),
        variables: variables.iter().map(|variable| (variable.clone(), source(variable))).collect(),
        opt_in_of_all: opt_in::Typed::default(),
    }
}

fn plain(name: &str) -> String {
    folded(name.trim())
}

/// Checks that the columns are those of the list and that every variable is filled by something; what is one text
/// for everybody may hold no unknown placeholder.
///
/// # Errors
/// The problems of `columns.number` and the others, of `variables.…` and of the opt-in, all at once.
pub fn check(
    columns: &Columns,
    names: &[String],
    variables: &[String],
    now: crate::domain::time::Timestamp,
) -> Result<(), Vec<FieldProblem>> {
    let mut problems = Vec::new();
    if columns.number.is_empty() {
        problems.push(FieldProblem::new("columns.number", "missing"));
    }
    for (field, column) in [
        ("columns.number", &columns.number),
        ("columns.name", &columns.name),
        ("columns.language", &columns.language),
        ("columns.opt_in", &columns.opt_in),
        ("columns.opt_in_at", &columns.opt_in_at),
    ] {
        if !column.is_empty() && !names.contains(column) {
            problems.push(FieldProblem::new(field, "column-unknown").with("column", column.clone()));
        }
    }
    for variable in variables {
        let named = |problem: FieldProblem| problem.with("variable", variable.clone());
        match columns.variables.get(variable) {
            None => problems.push(named(FieldProblem::new("variables", "variable-unfilled"))),
            Some(Source::Text(text)) if text.trim().is_empty() => {
                problems.push(named(FieldProblem::new("variables", "variable-unfilled")));
            }
            Some(Source::Text(text)) => {
                if let Err(error) = placeholder::parse(text) {
                    problems.push(named(error.problem("variables")));
                }
            }
            Some(Source::Column(column)) if !names.contains(column) => {
                let problem = FieldProblem::new("variables", "column-unknown").with("column", column.clone());
                problems.push(named(problem));
            }
            Some(Source::Column(_)) => {}
        }
    }
    if !columns.opt_in_of_all.how.is_empty()
        && let Err(wrong) = opt_in::check(&columns.opt_in_of_all, false, now)
    {
        problems.extend(wrong);
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Timestamp;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn columns_are_guessed_in_both_languages() {
        let variables = names(&["1", "order"]);
        let bindings = [("1".to_owned(), "{{contact.first_name|there}}".to_owned())].into();
        let guessed = guess(&names(&["Τηλέφωνο", "Όνομα", "Order"]), &variables, &bindings);
        assert_eq!((guessed.number.as_str(), guessed.name.as_str()), ("Τηλέφωνο", "Όνομα"));
        assert_eq!(guessed.variables.get("order"), Some(&Source::Column("Order".to_owned())));
        assert_eq!(guessed.variables.get("1"), Some(&Source::Text("{{contact.first_name|there}}".to_owned())));
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let listed = names(&["phone", "name"]);
        let mut columns = guess(&listed, &names(&["1", "2", "3"]), &BTreeMap::new());
        columns.language = "lang".to_owned();
        columns.variables.insert("1".to_owned(), Source::Text("{{contact.nmae}}".to_owned()));
        columns.variables.insert("2".to_owned(), Source::Column("gone".to_owned()));
        columns.opt_in_of_all.how = "paper".to_owned();
        let wrong = check(&columns, &listed, &names(&["1", "2", "3"]), Timestamp(5)).unwrap_err();
        let told: Vec<_> = wrong.iter().map(|problem| (problem.field, problem.problem)).collect();
        assert_eq!(
            told,
            [
                ("columns.language", "column-unknown"),
                ("variables", "placeholder-near"),
                ("variables", "column-unknown"),
                ("variables", "variable-unfilled"),
                ("opt_in.at", "opt-in-when"),
            ]
        );
    }
}
