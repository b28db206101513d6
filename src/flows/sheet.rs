//! Tables that people bring and take away as CSV.
//!
//! A spreadsheet writes what its country writes: commas, semicolons or tabs, with or without a mark at the
//! beginning. All of that is read. What cannot be read is refused with its row, as the spreadsheet counts them
//! (the names of the columns are row 1), and its column. A cell that a spreadsheet would take for a formula is
//! written with an apostrophe before it, which reading takes away again.

mod encoding;

pub use encoding::as_utf8;

use crate::domain::refusal::{FieldProblem, Refusal};
use crate::store::Fault;

/// The mark that some programs put before UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";
/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// What a table has to look like.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The columns it may have.
    pub columns: &'static [&'static str],
    /// Those it must have.
    pub required: &'static [&'static str],
    /// Rows at most, without that of the names.
    pub rows_max: usize,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// As the spreadsheet counts it; the first below the names is 2.
    pub number: i64,
    cells: Vec<(&'static str, String)>,
}

impl Row {
    /// What stands in a column; nothing if the table has no such column.
    #[must_use]
    pub fn get(&self, column: &str) -> &str {
        self.cells.iter().find(|(name, _)| *name == column).map_or("", |(_, cell)| cell)
    }

    /// Whether the table has a column.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.cells.iter().any(|(name, _)| *name == column)
    }
}

fn problem(what: &'static str) -> FieldProblem {
    FieldProblem::new("file", what)
}

/// A table whose columns are not known beforehand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Their names.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Line>,
}

/// A row of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// As the spreadsheet counts it.
    pub number: i64,
    /// A cell for each column.
    pub cells: Vec<String>,
}

/// Reads a table. Rows in which nothing stands are passed over.
///
/// # Errors
/// The problem of the field `file`, naming row and column where there is one.
pub fn read(bytes: &[u8], wanted: &Wanted) -> Result<Vec<Row>, Refusal> {
    let table = table(bytes, wanted.rows_max, |names| columns(names, wanted).map(drop))?;
    let columns = columns(&table.columns, wanted)?;
    let row = |line: Line| Row { number: line.number, cells: columns.iter().copied().zip(line.cells).collect() };
    Ok(table.rows.into_iter().map(row).collect())
}

/// Reads a table with any columns, each with a name of its own; `check` may refuse their names.
///
/// # Errors
/// As [`read`].
pub fn table(
    bytes: &[u8],
    rows_max: usize,
    check: impl FnOnce(&[String]) -> Result<(), FieldProblem>,
) -> Result<Table, Refusal> {
    let text = decoded(bytes)?;
    if text.trim().is_empty() {
        return Err(problem("csv-empty").into());
    }
    let separator = separator(text);
    let layout = layout(text, separator);
    if let Some(row) = layout.open {
        return Err(problem("csv-quote").with("row", row.to_string()).into());
    }
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut records = reader.records();
    let Some(Ok(names)) = records.next() else { return Err(problem("csv-empty").into()) };
    // A spreadsheet that was once wider leaves empty names behind.
    let empty = names.iter().collect::<Vec<_>>().into_iter().rev().take_while(|name| name.trim().is_empty()).count();
    let columns: Vec<String> =
        names.iter().take(names.len() - empty).map(|name| unguarded(name).trim().to_owned()).collect();
    check(&columns)?;
    different(&columns)?;
    let mut rows = Vec::new();
    for (number, record) in layout.rows.iter().copied().skip(1).zip(records) {
        let record = record.map_err(|_| problem("csv-broken").with("row", number.to_string()))?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() == rows_max {
            let limit = i64::try_from(rows_max).unwrap_or(i64::MAX);
            return Err(FieldProblem::with_limit("file", "csv-too-many-rows", limit).into());
        }
        rows.push(line(number, &record, columns.len())?);
    }
    if rows.is_empty() { Err(problem("csv-no-rows").into()) } else { Ok(Table { columns, rows }) }
}

fn line(number: i64, record: &csv::StringRecord, columns: usize) -> Result<Line, FieldProblem> {
    let too_many = record.iter().skip(columns).any(|cell| !cell.trim().is_empty());
    if too_many || record.len() < columns {
        return Err(problem("csv-cells")
            .with("row", number.to_string())
            .with("cells", record.len().to_string())
            .with("wanted", columns.to_string()));
    }
    Ok(Line { number, cells: record.iter().take(columns).map(unguarded).collect() })
}

/// As long as it fits into a sentence.
fn shown(name: &str) -> String {
    name.chars().take(40).collect()
}

/// Every column has a name of its own.
fn different(names: &[String]) -> Result<(), FieldProblem> {
    for (place, name) in names.iter().enumerate() {
        if name.is_empty() {
            return Err(problem("csv-column-unnamed").with("place", (place + 1).to_string()));
        }
        if names.iter().take(place).any(|other| other.to_lowercase() == name.to_lowercase()) {
            return Err(problem("csv-column-twice").with("column", shown(name)));
        }
    }
    Ok(())
}

/// The columns that a table may have, in its own order.
fn columns(names: &[String], wanted: &Wanted) -> Result<Vec<&'static str>, FieldProblem> {
    let mut columns: Vec<&'static str> = Vec::new();
    for name in names {
        let plain = name.to_lowercase();
        match wanted.columns.iter().find(|column| **column == plain) {
            Some(column) if columns.contains(column) => {
                return Err(problem("csv-column-twice").with("column", shown(name)));
            }
            Some(column) => columns.push(column),
            None => {
                let known = wanted.columns.join(", ");
                return Err(problem("csv-column-unknown").with("column", shown(name)).with("known", known));
            }
        }
    }
    match wanted.required.iter().find(|column| !columns.contains(column)) {
        Some(missing) => Err(problem("csv-column-missing").with("column", *missing)),
        None => Ok(columns),
    }
}

/// The bytes as text, or where they stop being UTF-8.
fn decoded(bytes: &[u8]) -> Result<&str, FieldProblem> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(problem("csv-utf16"));
    }
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let (good, _) = bytes.split_at(error.valid_up_to());
        let good = String::from_utf8_lossy(good);
        let separator = char::from(separator(&good));
        let row = good.matches('\n').count() + 1;
        let place = good.rsplit('\n').next().map_or(0, |line| line.matches(separator).count());
        let name = good.lines().next().filter(|_| row > 1).and_then(|line| line.split(separator).nth(place));
        let column = name.map(|name| name.trim().trim_matches('"').to_owned()).filter(|name| !name.is_empty());
        problem("csv-encoding")
            .with("row", row.to_string())
            .with("column", column.unwrap_or_else(|| (place + 1).to_string()))
    })
}

/// What stands between the cells: whatever the row of names has most of.
fn separator(text: &str) -> u8 {
    let names = text.lines().next().unwrap_or_default();
    let count = |sign: u8| names.bytes().filter(|byte| *byte == sign).count();
    // The last of equals wins, and a comma is what is meant when there is only one column.
    [b'\t', b';', b','].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

/// How a table lies on the page.
#[derive(Default)]
struct Layout {
    /// The number of each row in which something stands; the reader passes over the others without a word.
    rows: Vec<i64>,
    /// The row in which a quotation opens that never ends.
    open: Option<i64>,
}

fn layout(text: &str, separator: u8) -> Layout {
    let mut layout = Layout::default();
    let (mut row, mut begins) = (1, true);
    for c in text.chars() {
        if layout.rows.last() != Some(&row) && !matches!(c, '\r' | '\n') {
            layout.rows.push(row);
        }
        match (c, layout.open) {
            // A doubled quotation mark closes and opens again at once.
            ('"', Some(_)) => (layout.open, begins) = (None, true),
            ('"', None) if begins => layout.open = Some(row),
            ('\n', None) => (row, begins) = (row + 1, true),
            (_, None) => begins = c == char::from(separator),
            (_, Some(_)) => {}
        }
    }
    layout
}

/// Without the apostrophe that keeps a spreadsheet from calculating.
fn unguarded(cell: &str) -> String {
    let bare = cell.strip_prefix('\'').filter(|rest| is_dangerous(rest));
    bare.unwrap_or(cell).to_owned()
}

fn guarded(cell: String) -> String {
    if is_dangerous(&cell) { format!("'{cell}") } else { cell }
}

/// Whether a cell needs the apostrophe, or begins with one that only looks like it.
fn is_dangerous(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(FORMULA)
}

/// Writes a table in UTF-8, with the mark by which spreadsheets know it.
///
/// # Errors
/// [`Fault::Broken`] if it cannot be written.
pub fn write(columns: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, Fault> {
    let names = columns.iter().map(|name| (*name).to_owned()).collect();
    lines(std::iter::once(names).chain(rows), true)
}

/// Writes some lines of a table; `mark`: they are its first.
///
/// # Errors
/// [`Fault::Broken`] if they cannot be written.
pub fn lines(rows: impl IntoIterator<Item = Vec<String>>, mark: bool) -> Result<Vec<u8>, Fault> {
    let broken = |error: csv::Error| Fault::Broken(format!("a table could not be written: {error}"));
    let mut writer = csv::Writer::from_writer(if mark { MARK.to_vec() } else { Vec::new() });
    for row in rows {
        writer.write_record(row.into_iter().map(guarded)).map_err(broken)?;
    }
    writer.into_inner().map_err(|error| Fault::Broken(format!("a table could not be written: {error}")))
}

#[cfg(test)]
mod tests;
