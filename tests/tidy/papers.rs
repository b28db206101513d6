//! What is written beside the code: head comments, notes to oneself, the manifest's reasons, names of files.

use crate::source::{self, Source, exists, read, refuse};
use regex::Regex;
use std::sync::LazyLock;

static QUOTED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"`([^`\n]+)`").expect("a pattern"));
static LINK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\]\(([^)#\s]+)[^)]*\)").expect("a pattern"));
static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b[A-Za-z0-9_-]+\.md\b").expect("a pattern"));

/// Paths in backticks that do not exist, as `exists` tells.
fn lost_paths(document: &Source, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let ours = ["src/", "templates/", "static/", "locales/", "migrations/", "tests/", "benches/", "docs/", ".ci/"];
    let mut complaints = Vec::new();
    for found in QUOTED.captures_iter(&document.text) {
        let path = found[1].trim_end_matches('/');
        let is_path = ours.iter().any(|folder| found[1].starts_with(folder)) || path == "Cargo.toml";
        let pattern = path.contains(['*', '{', '…', ' ', '<']) || path.contains("NNNN");
        if is_path && !pattern && !exists(path) {
            complaints
                .push(format!("{} {path}", document.place(&document.text, found.get(0).expect("the whole").start())));
        }
    }
    complaints
}

/// Links to files that do not exist, from where the document stands.
fn lost_links(document: &Source, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let folder = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut complaints = Vec::new();
    for found in LINK.captures_iter(&document.text).filter(|found| !found[1].contains("://")) {
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        for part in found[1].split('/').filter(|part| !matches!(*part, "" | ".")) {
            if part == ".." {
                parts.pop();
            } else {
                parts.push(part);
            }
        }
        if !exists(&parts.join("/")) {
            let place = document.place(&document.text, found.get(0).expect("the whole").start());
            complaints.push(format!("{place} {}", &found[1]));
        }
    }
    complaints
}

/// Modules whose first line is not `//!`. The tests of one module, moved out for their length, need no word of their own.
fn headless(files: &[Source]) -> Vec<String> {
    let moved = |path: &str| path.starts_with("src/") && source::is_test(path);
    let bare = files.iter().filter(|file| !moved(&file.path) && !file.text.starts_with("//!"));
    bare.map(|file| file.path.clone()).collect()
}

/// Notes to oneself and left-over debugging.
fn leftovers(files: &[Source]) -> Vec<String> {
    let words = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX"), concat!("HA", "CK")];
    let notes = Regex::new(&format!(r"\b({})\b|\b{}!", words.join("|"), concat!("d", "bg"))).expect("a pattern");
    let mut complaints = Vec::new();
    for file in files {
        for hit in notes.find_iter(&file.text) {
            complaints.push(format!("{} {}", file.place(&file.text, hit.start()), hit.as_str()));
        }
    }
    complaints
}

/// Paths of one machine, and documents that the project does not have.
fn strangers(files: &[Source], documents: &[&str]) -> Vec<String> {
    let machine = Regex::new(concat!(r"(/ro", r"ot/|/ho", r"me/[a-z]|/wo", r"rk/|/tmp/w", r"t\b|\.\./sh", r"ared)"))
        .expect("a pattern");
    let mut complaints = Vec::new();
    for file in files {
        let named = DOCUMENT.find_iter(&file.text).filter(|hit| !documents.contains(&hit.as_str()));
        for hit in machine.find_iter(&file.text).chain(named) {
            complaints.push(format!("{} {}", file.place(&file.text, hit.start()), hit.as_str()));
        }
    }
    complaints
}

/// Dependencies of the manifest above which no comment says why they are there; neighbours may share one.
fn unexplained(manifest: &str) -> Vec<String> {
    let (mut listed, mut explained, mut complaints) = (false, false, Vec::new());
    for line in manifest.lines() {
        if line.starts_with('[') {
            listed = line.contains("dependencies]");
            explained = false;
        } else if line.starts_with("# --") || line.trim().is_empty() {
            explained = false;
        } else if line.starts_with('#') {
            explained = true;
        } else if listed
            && !explained
            && let Some((name, _)) = line.split_once('=')
        {
            complaints.push(format!("Cargo.toml: {}", name.trim()));
        }
    }
    complaints
}

fn everything() -> Vec<Source> {
    let mut files: Vec<Source> = ["src", "tests", "benches"].iter().flat_map(|folder| read(folder, &[".rs"])).collect();
    files.extend(read("templates", &[".html", ".svg"]));
    files.extend(read("static", &[".js", ".css"]));
    files.extend(read("locales", &[".ftl"]));
    files.extend(read("migrations", &[".sql"]));
    files.extend(read("docs", &[".md"]));
    files.push(Source::new("README.md", include_str!("../../README.md")));
    files.push(Source::new("Cargo.toml", include_str!("../../Cargo.toml")));
    files
}

#[test]
fn the_map_shows_only_what_exists() {
    let map = Source::new("docs/ARCHITECTURE.md", include_str!("../../docs/ARCHITECTURE.md"));
    refuse("A map with a wrong road is worse than none. Correct the path, or the map:", &lost_paths(&map, exists));
}

#[test]
fn every_link_leads_somewhere() {
    let mut documents = read("docs", &[".md"]);
    documents.push(Source::new("README.md", include_str!("../../README.md")));
    let lost: Vec<String> = documents.iter().flat_map(|document| lost_links(document, exists)).collect();
    refuse("A link is a promise. Correct it, or leave it out:", &lost);
}

#[test]
fn every_module_says_what_it_is_for() {
    let files: Vec<Source> = ["src", "tests", "benches"].iter().flat_map(|folder| read(folder, &[".rs"])).collect();
    refuse("The first line of a module is //! and says what it is for. Write it:", &headless(&files));
}

#[test]
fn nothing_is_left_for_later() {
    refuse("A note in the code is read by nobody. Do it, or leave it out:", &leftovers(&everything()));
}

#[test]
fn nothing_points_outside() {
    let mut names: Vec<String> = read("docs", &[".md"]).into_iter().map(|file| file.path).collect();
    names.push("README.md".to_owned());
    let names: Vec<&str> = names.iter().filter_map(|path| path.rsplit('/').next()).collect();
    refuse(
        "Whoever has only this repository must be able to follow every reference. Say it here, or leave it out:",
        &strangers(&everything(), &names),
    );
}

#[test]
fn every_dependency_has_its_reason() {
    refuse(
        "A dependency is code we answer for. Say above it what it is for:",
        &unexplained(include_str!("../../Cargo.toml")),
    );
}

#[test]
fn a_lost_path_is_seen() {
    let map = Source::new("docs/ARCHITECTURE.md", "`src/gone.rs` `src/here.rs` `cargo test` `src/{a,b}` `templates/`");
    let complaints = lost_paths(&map, |path| path == "src/here.rs" || path == "templates");
    assert_eq!(complaints, ["docs/ARCHITECTURE.md:1 src/gone.rs"]);
}

#[test]
fn a_lost_link_is_seen() {
    let page = Source::new("docs/adr/x", "[a](../HERE) [b](https://example.com) [c](#part) [d](y#part) [e](./gone)");
    let complaints = lost_links(&page, |path| path == "docs/HERE" || path == "docs/adr/y");
    assert_eq!(complaints, ["docs/adr/x:1 ./gone"]);
}

#[test]
fn a_module_without_head_is_seen() {
    assert_eq!(headless(&[Source::new("src/x.rs", "use std::fs;\n")]).len(), 1);
    assert!(headless(&[Source::new("src/x.rs", "//! What it is for.\n")]).is_empty());
}

#[test]
fn a_note_to_oneself_is_seen() {
    for word in [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("d", "bg!(x)")] {
        assert_eq!(leftovers(&[Source::new("src/x.rs", &format!("// {word}: later"))]).len(), 1, "{word}");
    }
}

#[test]
fn a_reference_to_the_outside_is_seen() {
    for text in [concat!("/ro", "ot/x"), concat!("../sh", "ared/x"), concat!("see GONE.", "md")] {
        assert_eq!(strangers(&[Source::new("src/x.rs", text)], &["README.md"]).len(), 1, "{text}");
    }
    assert!(strangers(&[Source::new("src/x.rs", "see README.md")], &["README.md"]).is_empty());
}

#[test]
fn a_dependency_without_reason_is_seen() {
    let manifest =
        "[dependencies]\n# Because.\na = \"1\"\nb = \"1\"\n\n# -- part --\nc = \"1\"\n[lints]\nd = \"deny\"\n";
    assert_eq!(unexplained(manifest), ["Cargo.toml: c"]);
}
