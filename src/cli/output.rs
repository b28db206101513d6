//! Lines for people: results on stdout, one complaint on stderr.

use std::io::{self, Write as _};

/// A line on stdout. When nobody reads it any more, there is nobody to tell.
pub(super) fn say(line: &str) {
    drop(writeln!(io::stdout().lock(), "{line}"));
}

/// Rows in columns as wide as their widest cell; the first row is the heading.
pub(super) fn table<const N: usize>(rows: &[[String; N]]) {
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..N).map(width).collect();
    for row in rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        say(cells.join("  ").trim_end());
    }
}

/// The one line on stderr.
pub(super) fn complain(text: &str) {
    drop(writeln!(io::stderr().lock(), "angelia: {}", one_line(text)));
}

/// Breaks and runs of blanks become one blank.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first sentence of a complaint about flags, and where to read on.
pub(super) fn one_line_of(error: &clap::Error) -> String {
    let text = error.to_string();
    let first = text.split("\n\n").next().unwrap_or_default().trim_start_matches("error: ");
    let first = match error.kind() {
        clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "no command was given",
        _ => first,
    };
    format!("{}. See angelia --help", one_line(first).trim_end_matches('.'))
}
