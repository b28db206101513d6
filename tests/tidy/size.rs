//! How long a file and a function may grow.

use crate::source::{Source, read, refuse, warn};
use crate::strip;
use regex::Regex;
use std::sync::LazyLock;

const FILE_LINES_WARNED: usize = 300;
const FILE_LINES_MAX: usize = 500;
const FUNCTION_LINES_WARNED: usize = 70;
const FUNCTION_LINES_MAX: usize = 110;

static FUNCTION: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\bfn\s+([a-z_][a-z0-9_]*)").expect("a pattern"));

/// Files with more lines than `limit`.
fn long_files(files: &[Source], limit: usize) -> Vec<String> {
    let lines = |file: &Source| file.text.lines().count();
    files
        .iter()
        .filter(|file| lines(file) > limit)
        .map(|file| format!("{}: {} lines", file.path, lines(file)))
        .collect()
}

/// Functions with more lines of code than `limit`; comments and blank lines are free.
fn long_functions(files: &[Source], limit: usize) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files {
        for found in FUNCTION.captures_iter(&file.code) {
            let start = found.get(0).expect("the whole").start();
            let Some(length) = strip::item_end(&file.code[start..]) else { continue };
            let lines = file.code[start..start + length].lines().filter(|line| !line.trim().is_empty()).count();
            if lines > limit {
                complaints.push(format!("{} {}: {lines} lines", file.place(&file.code, start), &found[1]));
            }
        }
    }
    complaints
}

fn everything() -> Vec<Source> {
    ["src", "tests", "benches"].iter().flat_map(|folder| read(folder, &[".rs"])).collect()
}

#[test]
fn files_stay_short() {
    let mut files = everything();
    files.extend(read("static", &[".js"]));
    files.extend(read("templates", &[".html"]));
    warn("files above 300 lines", &long_files(&files, FILE_LINES_WARNED));
    refuse(
        "A file is one noun and fits in the head; above 500 lines it holds two.\n\
         Move one of them to a file of its own, or the tests to NAME/tests.rs:",
        &long_files(&files, FILE_LINES_MAX),
    );
}

#[test]
fn functions_stay_short() {
    let files = everything();
    warn("functions above 70 lines", &long_functions(&files, FUNCTION_LINES_WARNED));
    refuse(
        "A function above 110 lines does several things in turn.\nGive each thing its name and let this one call them:",
        &long_functions(&files, FUNCTION_LINES_MAX),
    );
}

#[test]
fn a_long_file_is_seen() {
    let long = Source::new("src/x.rs", &"//! x\n".repeat(501));
    assert_eq!(long_files(&[long], FILE_LINES_MAX).len(), 1);
    assert!(long_files(&[Source::new("src/x.rs", "//! x\n")], FILE_LINES_MAX).is_empty());
}

#[test]
fn a_long_function_is_seen() {
    let body =
        |lines: usize| format!("fn short();\nfn f(a: [u8; 4]) {{\n{}}}\n", "    let s = \"}\"; // }\n".repeat(lines));
    assert_eq!(long_functions(&[Source::new("src/x.rs", &body(109))], FUNCTION_LINES_MAX).len(), 1);
    assert!(long_functions(&[Source::new("src/x.rs", &body(108))], FUNCTION_LINES_MAX).is_empty());
    assert!(
        long_functions(&[Source::new("src/x.rs", &format!("fn f() {{\n{}}}", "\n// x\n".repeat(200)))], 10).is_empty()
    );
}
