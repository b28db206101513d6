//! Tables that people bring and take away as CSV.
//!
//! A spreadsheet writes what its country writes: commas, semicolons or tabs, with or without a mark at the
//! beginning. All of that is read. What cannot be read is refused with its row, as the spreadsheet counts them
//! (the names of the columns are row 1), and its column. A cell that a spreadsheet would take for a formula is
//! written with an apostrophe before it, which reading takes away again.

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

/// Reads a table. Rows in which nothing stands are passed over.
///
/// # Errors
/// The problem of the field `file`, naming row and column where there is one.
pub fn read(bytes: &[u8], wanted: &Wanted) -> Result<Vec<Row>, Refusal> {
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
    let columns = columns(&names, wanted)?;
    let mut rows = Vec::new();
    for (number, record) in layout.rows.iter().copied().skip(1).zip(records) {
        let record = record.map_err(|_| problem("csv-broken").with("row", number.to_string()))?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() == wanted.rows_max {
            let limit = i64::try_from(wanted.rows_max).unwrap_or(i64::MAX);
            return Err(FieldProblem::with_limit("file", "csv-too-many-rows", limit).into());
        }
        rows.push(row(number, &record, &columns)?);
    }
    if rows.is_empty() { Err(problem("csv-no-rows").into()) } else { Ok(rows) }
}

fn row(number: i64, record: &csv::StringRecord, columns: &[&'static str]) -> Result<Row, FieldProblem> {
    let too_many = record.iter().skip(columns.len()).any(|cell| !cell.trim().is_empty());
    if too_many || record.len() < columns.len() {
        return Err(problem("csv-cells")
            .with("row", number.to_string())
            .with("cells", record.len().to_string())
            .with("wanted", columns.len().to_string()));
    }
    let cells = columns.iter().copied().zip(record.iter().map(unguarded)).collect();
    Ok(Row { number, cells })
}

fn columns(names: &csv::StringRecord, wanted: &Wanted) -> Result<Vec<&'static str>, FieldProblem> {
    let mut columns: Vec<&'static str> = Vec::new();
    // A spreadsheet that was once wider leaves empty names behind.
    let empty = names.iter().collect::<Vec<_>>().into_iter().rev().take_while(|name| name.trim().is_empty()).count();
    for name in names.iter().take(names.len() - empty) {
        let plain = name.trim().to_lowercase();
        let shown: String = name.trim().chars().take(40).collect();
        match wanted.columns.iter().find(|column| **column == plain) {
            Some(column) if columns.contains(column) => return Err(problem("csv-column-twice").with("column", shown)),
            Some(column) => columns.push(column),
            None => {
                let known = wanted.columns.join(", ");
                return Err(problem("csv-column-unknown").with("column", shown).with("known", known));
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
    let broken = |error: csv::Error| Fault::Broken(format!("a table could not be written: {error}"));
    let mut writer = csv::Writer::from_writer(MARK.to_vec());
    writer.write_record(columns).map_err(broken)?;
    for row in rows {
        writer.write_record(row.into_iter().map(guarded)).map_err(broken)?;
    }
    writer.into_inner().map_err(|error| Fault::Broken(format!("a table could not be written: {error}")))
}

#[cfg(test)]
mod tests;
