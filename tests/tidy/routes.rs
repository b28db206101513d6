//! The one route table, and the numbering of migrations.

use crate::source::{Source, read, refuse};
use regex::Regex;
use std::sync::LazyLock;

const TABLE: [&str; 2] = ["src/web/routes.rs", "src/web/routes/programs.rs"];

static HANDLER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\bpub async fn\s+([a-z_][a-z0-9_]*)").expect("a pattern"));
static MIGRATION: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\d{4})_[a-z0-9_]+\.sql$").expect("a pattern"));

/// Handlers that the route table does not name as `file::function`.
fn unrouted(files: &[Source]) -> Vec<String> {
    let of_table = |file: &&Source| TABLE.contains(&file.path.as_str());
    let table: String = files.iter().filter(of_table).map(|file| file.code.as_str()).collect();
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| file.path.starts_with("src/web/") && !of_table(file)) {
        for found in HANDLER.captures_iter(&file.live) {
            let named = Regex::new(&format!(r"\b{}::{}\b", file.stem(), &found[1])).expect("a pattern");
            if !named.is_match(&table) {
                let place = file.place(&file.live, found.get(0).expect("the whole").start());
                complaints.push(format!("{place} {}::{}", file.stem(), &found[1]));
            }
        }
    }
    complaints
}

/// Names that are not `NNNN_name.sql`, counted up from 0001 without a gap.
fn misnumbered(names: &[&str]) -> Vec<String> {
    let mut complaints = Vec::new();
    for (place, name) in names.iter().enumerate() {
        let expected = format!("{:04}", place + 1);
        match MIGRATION.captures(name) {
            Some(found) if found[1] == expected => {}
            _ => complaints.push(format!("migrations/{name}: here {expected}_name.sql is expected")),
        }
    }
    complaints
}

#[test]
fn every_handler_stands_in_the_route_table() {
    refuse(
        "One table shows every address with its guard, so that a newcomer reads the whole surface top to bottom.\n\
         Name the handler in src/web/routes.rs, or of the API in src/web/routes/programs.rs, as file::function; a helper that is none is pub(crate) or pub(super):",
        &unrouted(&read("src/web", &[".rs"])),
    );
}

#[test]
fn migrations_are_numbered_without_a_gap() {
    let files = read("migrations", &[""]);
    let names: Vec<&str> = files.iter().map(|file| file.path.trim_start_matches("migrations/")).collect();
    refuse(
        "The number of a migration is the version of the schema; a gap or a double would skip one:",
        &misnumbered(&names),
    );
}

#[test]
fn every_migration_is_run() {
    let files = read("migrations", &[""]);
    let names: Vec<&str> = files.iter().map(|file| file.path.trim_start_matches("migrations/")).collect();
    let table = read("src/store", &["migrate.rs"]);
    let table: String = table.iter().map(|file| file.text.as_str()).collect();
    refuse(
        "A migration that no program knows changes nothing; name it in src/store/migrate.rs:",
        &unlisted(&names, &table),
    );
}

fn unlisted(names: &[&str], table: &str) -> Vec<String> {
    names
        .iter()
        .filter(|name| !table.contains(&format!("migrations/{name}\"")))
        .map(|name| (*name).to_owned())
        .collect()
}

#[test]
fn a_migration_that_nobody_runs_is_seen() {
    let table = "include_str!(\"../../migrations/0001_first.sql\")";
    assert!(unlisted(&["0001_first.sql"], table).is_empty());
    assert_eq!(unlisted(&["0001_first.sql", "0002_second.sql"], table), ["0002_second.sql"]);
}

#[test]
fn a_handler_without_a_route_is_seen() {
    let table = Source::new(TABLE[0], "route(get, inbox::list) // inbox::show");
    let handlers = Source::new(
        "src/web/agent/inbox.rs",
        "pub async fn list() {}\npub async fn show() {}\npub(super) async fn help() {}",
    );
    let complaints = unrouted(&[table, handlers]);
    assert_eq!(complaints, ["src/web/agent/inbox.rs:2 inbox::show"]);
}

#[test]
fn a_wrong_migration_number_is_seen() {
    assert!(misnumbered(&["0001_first.sql", "0002_second.sql"]).is_empty());
    assert_eq!(misnumbered(&["0001_first.sql", "0003_third.sql"]).len(), 1);
    assert_eq!(misnumbered(&["0001_first.sql", "0001_other.sql", "readme"]).len(), 2);
}
