//! Reading the tree, and telling what is wrong with it.

use crate::strip;
use std::fs;
use std::path::Path;

/// One text file of the project.
pub struct Source {
    /// Path from the root of the project, with `/`.
    pub path: String,
    /// The text as it is.
    pub text: String,
    /// For Rust: the text without comments and literals. Else the text.
    pub code: String,
    /// For Rust: the same without test code; empty for a file that is all test.
    pub live: String,
}

impl Source {
    /// A file from its path and text; the rules' own tests make theirs this way.
    pub fn new(path: &str, text: &str) -> Self {
        let (code, live) = if path.ends_with(".rs") {
            let code = strip::code(text);
            let live = if is_test(path) { String::new() } else { strip::live(&code) };
            (code, live)
        } else {
            (text.to_owned(), text.to_owned())
        };
        Self { path: path.to_owned(), text: text.to_owned(), code, live }
    }

    /// `path:line` of a byte offset; it is the same in all three texts.
    pub fn place(&self, text: &str, offset: usize) -> String {
        let line = text.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1;
        format!("{}:{line}", self.path)
    }

    /// Whether a byte offset of the text lies in what runs outside tests and comments.
    pub fn is_live(&self, offset: usize) -> bool {
        self.live.as_bytes().get(offset).is_some_and(|byte| !byte.is_ascii_whitespace())
    }

    /// The file's name without folder and ending; a folder's `mod.rs` is called as its folder.
    pub fn stem(&self) -> &str {
        let stem = |path: &'_ str| -> usize { path.rfind('/').map_or(0, |slash| slash + 1) };
        let bare = self.path.rsplit_once('.').map_or(self.path.as_str(), |(bare, _)| bare);
        let bare = bare.strip_suffix("/mod").unwrap_or(bare);
        &bare[stem(bare)..]
    }
}

/// Whether a file holds tests only.
pub fn is_test(path: &str) -> bool {
    path.starts_with("tests/")
        || path.starts_with("benches/")
        || path.ends_with("/tests.rs")
        || path.ends_with("_tests.rs")
        || path.contains("/tests/")
}

/// Every file under `folder` (from the root of the project) with one of these endings, sorted by path.
pub fn read(folder: &str, endings: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(&root.join(folder), &mut |file| {
        let path = file.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
        if endings.iter().any(|ending| path.ends_with(ending)) {
            let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{path}: {error}"));
            found.push(Source::new(&path, &text));
        }
    });
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// Whether a file or folder exists at this path from the root of the project.
pub fn exists(path: &str) -> bool {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path).exists()
}

fn walk(folder: &Path, visit: &mut impl FnMut(&Path)) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            walk(&path, visit);
        } else {
            visit(&path);
        }
    }
}

/// Fails when there are complaints, and says why and what to do.
pub fn refuse(reason: &str, complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{reason}\n  {}\n", complaints.join("\n  "));
}

/// Prints what is not wrong yet.
pub fn warn(reason: &str, complaints: &[String]) {
    if !complaints.is_empty() {
        println!("warning: {reason}\n  {}", complaints.join("\n  "));
    }
}

#[test]
fn a_file_is_called_by_its_name_or_its_folder() {
    assert_eq!(Source::new("src/web/agent/inbox.rs", "").stem(), "inbox");
    assert_eq!(Source::new("src/web/agent/mod.rs", "").stem(), "agent");
}

#[test]
#[should_panic(expected = "because")]
fn complaints_fail() {
    refuse("because", &["src/x.rs:1".to_owned()]);
}
