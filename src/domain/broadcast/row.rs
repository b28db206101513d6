//! One row of a list: to whom, in which language, with which values; or why not.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::domain::address::Address;
use crate::domain::broadcast::columns::{Columns, Source};
use crate::domain::ids::TemplateId;
use crate::domain::opt_in::{self, How, OptIn, Typed, WORDS_CHARS_MAX};
use crate::domain::placeholder::{self, Facts};
use crate::domain::refusal::Refusal;
use crate::domain::template::{check_values, languages, value_problem};
use crate::domain::text;
use crate::domain::time::Timestamp;

/// The longest name of a contact, in characters.
pub const NAME_CHARS_MAX: usize = 100;

/// Why a row is not sent: the tail of the key `row-fault-…` in `locales/`, and what the sentence names.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Fault {
    /// A stable word.
    pub code: String,
    /// What the sentence names, such as the variable.
    #[serde(default)]
    pub args: BTreeMap<String, String>,
}

impl Fault {
    /// One that names nothing.
    #[must_use]
    pub fn new(code: impl Into<String>) -> Self {
        Self { code: code.into(), args: BTreeMap::new() }
    }

    /// The same, with something that its sentence names.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }
}

/// A template in one of its languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Which.
    pub id: TemplateId,
    /// Its language.
    pub language: String,
    /// Its text.
    pub body: String,
    /// Its variables.
    pub variables: Vec<String>,
    /// Whether it is the one that was chosen, which counts where no other fits.
    pub chosen: bool,
}

/// What is known beside the row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The contact's name, if we have one.
    pub name: Option<String>,
    /// The contact's language.
    pub language: Option<String>,
    /// Whether the contact wrote STOP here.
    pub opted_out: bool,
    /// Whether an opt-in is on file.
    pub on_file: bool,
}

/// What is the same for all rows.
#[derive(Clone, Debug)]
pub struct Around<'a> {
    /// Which column says what.
    pub columns: &'a Columns,
    /// The template in its languages; never empty.
    pub versions: &'a [Version],
    /// Our number.
    pub number: &'a Address,
    /// Its name.
    pub number_name: &'a str,
    /// Who sends.
    pub agent: &'a str,
    /// How they sign.
    pub signature: &'a str,
    /// The zone of days.
    pub tz: &'a TimeZone,
    /// When it is checked.
    pub now: Timestamp,
}

/// A row that can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    /// To whom.
    pub address: Address,
    /// The name for a contact without one; empty: none.
    pub name: String,
    /// The template in the language that fits.
    pub template: TemplateId,
    /// Its values.
    pub values: BTreeMap<String, String>,
    /// The opt-in to be kept; `None`: the one on file counts.
    pub opt_in: Option<OptIn>,
}

/// The recipient of a row.
///
/// # Errors
/// Why there is none.
pub fn recipient(cell: &str, ours: &Address) -> Result<Address, Fault> {
    if cell.trim().is_empty() {
        return Err(Fault::new("number-missing"));
    }
    match Address::parse_typed(cell) {
        Err(_) => Err(Fault::new("number")),
        Ok(address) if address == *ours => Err(Fault::new("number-own")),
        Ok(address) => Ok(address),
    }
}

/// Checks a row whose recipient is known to be one. `cell` gives what stands in a column.
///
/// # Errors
/// The first reason why it is not sent.
pub fn check<'a>(
    address: Address,
    cell: &impl Fn(&str) -> &'a str,
    known: &Known,
    around: &Around<'_>,
) -> Result<Ready, Fault> {
    if known.opted_out {
        return Err(Fault::new("opted-out"));
    }
    let columns = around.columns;
    let given = text::one_line(cell(&columns.name), usize::MAX);
    if given.chars().count() > NAME_CHARS_MAX {
        return Err(Fault::new("name-too-long").with("limit", NAME_CHARS_MAX.to_string()));
    }
    let opt_in = opt_in_of(cell, known, around)?;
    let language = Some(cell(&columns.language).trim()).filter(|tag| !tag.is_empty()).or(known.language.as_deref());
    let version = version(around.versions, language).ok_or_else(|| Fault::new("template"))?;
    let name = known.name.as_deref().or(Some(given.as_str()).filter(|name| !name.is_empty()));
    let facts = Facts {
        contact: name,
        agent: around.agent,
        signature: &text::one_line(around.signature, usize::MAX),
        number: around.number_name,
        ..Facts::default()
    }
    .values();
    let mut values = BTreeMap::new();
    for variable in &version.variables {
        let value = match columns.variables.get(variable) {
            Some(Source::Column(column)) => cell(column).trim().to_owned(),
            Some(Source::Text(text)) => match placeholder::parse(text) {
                Ok(pieces) => placeholder::render(&pieces, &facts).trim().to_owned(),
                Err(_) => String::new(),
            },
            None => String::new(),
        };
        if let Some(problem) = value_problem(&value) {
            return Err(Fault::new(format!("variable-{}", problem.word())).with("name", variable.clone()));
        }
        values.insert(variable.clone(), value);
    }
    match check_values(&version.body, &version.variables, &values) {
        Ok(()) => Ok(Ready { address, name: given, template: version.id, values, opt_in }),
        Err(Refusal::TextTooLong { over, limit }) => {
            Err(Fault::new("text-too-long").with("over", over.to_string()).with("limit", limit.to_string()))
        }
        Err(_) => Err(Fault::new("template")),
    }
}

/// The template in the language that fits: the contact's, else the one that was chosen.
fn version<'a>(versions: &'a [Version], language: Option<&str>) -> Option<&'a Version> {
    let chosen = versions.iter().find(|version| version.chosen).or_else(|| versions.first());
    let rank = |version: &&Version| languages::rank(&version.language, language, "", version.chosen);
    versions.iter().min_by_key(rank).filter(|best| rank(best) <= 1).or(chosen)
}

/// What the row says of the opt-in, else what is so for all, else what is on file.
fn opt_in_of<'a>(cell: &impl Fn(&str) -> &'a str, known: &Known, around: &Around<'_>) -> Result<Option<OptIn>, Fault> {
    let (columns, all) = (around.columns, &around.columns.opt_in_of_all);
    let said = text::one_line(cell(&columns.opt_in), usize::MAX);
    if said.is_empty() {
        return opt_in::check(all, known.on_file, around.now).map_err(|_| Fault::new("no-opt-in"));
    }
    let day = cell(&columns.opt_in_at).trim();
    let given_at = match day {
        "" => all.given_at,
        day => Some(read_day(day, around.tz).ok_or_else(|| Fault::new("opt-in-day").with("given", cut(day)))?),
    };
    let word = said.to_lowercase().replace([' ', '-'], "_");
    let typed = match How::from_word(&word) {
        Some(how) if how != How::Other => Typed { how: how.word().to_owned(), words: String::new(), given_at },
        _ => Typed { how: How::Other.word().to_owned(), words: said, given_at },
    };
    opt_in::check(&typed, false, around.now).map_err(|problems| {
        match problems.first().map(|problem| (problem.field, problem.problem)) {
            Some(("opt_in.words", _)) => Fault::new("opt-in-words").with("limit", WORDS_CHARS_MAX.to_string()),
            Some((_, "opt-in-future")) => Fault::new("opt-in-future"),
            _ => Fault::new("opt-in-when"),
        }
    })
}

fn cut(text: &str) -> String {
    text::one_line(text, 30)
}

/// A day as spreadsheets write it: `2026-11-20`, `20/11/2026`, `20.11.2026`.
fn read_day(text: &str, tz: &TimeZone) -> Option<Timestamp> {
    let iso = text.parse::<Date>().ok();
    let date = iso.or_else(|| {
        let mut parts = text.split(['/', '.', '-']).map(str::trim);
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 {
            return None;
        }
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    })?;
    let zoned = date.at(0, 0, 0, 0).to_zoned(tz.clone()).ok()?;
    Some(Timestamp(zoned.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests;
