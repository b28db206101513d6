//! Bringing a file to this program's schema: plain SQL, append-only, one transaction each.
//!
//! A file of a newer program is refused, with the version that can open it; a foreign file is refused;
//! before the first migration of an upgrade a copy is put beside the file. Nothing is changed before
//! all of that is known.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension as _};

use crate::domain::time::Timestamp;
use crate::store::error::Fault;
use crate::store::open::{self, APPLICATION_ID};

/// One migration; its number is its place in the list, beginning with 1.
pub struct Migration {
    /// What it is called, without the number.
    pub name: &'static str,
    /// Its SQL.
    pub sql: &'static str,
}

/// All of them, in order. Append only: a landed one is never edited.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "foundation", sql: include_str!("../../migrations/0001_foundation.sql") },
    Migration { name: "quick_reply_workstream", sql: include_str!("../../migrations/0002_quick_reply_workstream.sql") },
    Migration { name: "conversation_variable", sql: include_str!("../../migrations/0003_conversation_variable.sql") },
    Migration { name: "opt_ins", sql: include_str!("../../migrations/0004_opt_ins.sql") },
    Migration { name: "planned_messages", sql: include_str!("../../migrations/0005_planned_messages.sql") },
    Migration { name: "broadcasts", sql: include_str!("../../migrations/0006_broadcasts.sql") },
    Migration { name: "routing", sql: include_str!("../../migrations/0007_routing.sql") },
    Migration { name: "rule_hits", sql: include_str!("../../migrations/0008_rule_hits.sql") },
    Migration { name: "automated_messages", sql: include_str!("../../migrations/0009_automated_messages.sql") },
    Migration { name: "bots", sql: include_str!("../../migrations/0010_bots.sql") },
    Migration { name: "surveys", sql: include_str!("../../migrations/0011_surveys.sql") },
    Migration { name: "outgoing_webhooks", sql: include_str!("../../migrations/0012_outgoing_webhooks.sql") },
    Migration { name: "media", sql: include_str!("../../migrations/0013_media.sql") },
    Migration { name: "uploads", sql: include_str!("../../migrations/0014_uploads.sql") },
    Migration { name: "scans", sql: include_str!("../../migrations/0015_scans.sql") },
    Migration { name: "beside", sql: include_str!("../../migrations/0016_beside.sql") },
    Migration { name: "text_days", sql: include_str!("../../migrations/0017_text_days.sql") },
    Migration { name: "quiet_and_secrets", sql: include_str!("../../migrations/0018_quiet_and_secrets.sql") },
    Migration { name: "notes_and_consults", sql: include_str!("../../migrations/0019_notes_and_consults.sql") },
    Migration { name: "preferences", sql: include_str!("../../migrations/0020_preferences.sql") },
    Migration { name: "outcomes", sql: include_str!("../../migrations/0021_outcomes.sql") },
    Migration { name: "search", sql: include_str!("../../migrations/0022_search.sql") },
    Migration { name: "contacts", sql: include_str!("../../migrations/0023_contacts.sql") },
    Migration { name: "list", sql: include_str!("../../migrations/0024_list.sql") },
    Migration { name: "merging", sql: include_str!("../../migrations/0025_merging.sql") },
    Migration { name: "teamwork", sql: include_str!("../../migrations/0026_teamwork.sql") },
    Migration { name: "forgetting", sql: include_str!("../../migrations/0027_forgetting.sql") },
];

/// The schema number of this program.
#[must_use]
pub fn current() -> u32 {
    u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX)
}

/// Why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// Not a database, or damaged at its head.
    #[error("{0} is not a readable database file. Restore a backup with `angelia restore FILE`")]
    NotADatabase(PathBuf),
    /// The system does not let us look.
    #[error("{path} cannot be read: {error}. Run this as the user who owns it, or choose another --data-dir")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// Somebody else's database.
    #[error("{0} is a database of another program. Choose another --data-dir")]
    Foreign(PathBuf),
    /// Made by a newer program.
    #[error("{path} was written by Angelia {version} (schema {found}; this one knows {known}). Run {version} or newer")]
    Newer {
        /// The file.
        path: PathBuf,
        /// The schema it has.
        found: u32,
        /// The schema we know.
        known: u32,
        /// The version that can open it.
        version: String,
    },
    /// The disk or the lock.
    #[error("{0}")]
    Store(#[from] Fault),
}

impl From<rusqlite::Error> for MigrateError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// What was done to a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Prepared {
    /// The schema it had; 0 for a new file.
    pub from: u32,
    /// The schema it has now.
    pub to: u32,
    /// The copy that was made before an upgrade.
    pub copy: Option<PathBuf>,
}

/// The schema of a file, without changing anything: 0 for none yet.
///
/// # Errors
/// [`MigrateError`] if it is not ours, damaged, or newer than this program.
pub fn inspect(path: &Path) -> Result<u32, MigrateError> {
    match std::fs::File::open(path).and_then(|file| file.metadata()) {
        Ok(data) if data.len() == 0 => return Ok(0),
        Ok(_) => {}
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(0),
        Err(error) => return Err(MigrateError::Unreadable { path: path.to_owned(), error }),
    }
    let connection = open::glance(path).map_err(|_| MigrateError::NotADatabase(path.to_owned()))?;
    let application: i32 = connection
        .pragma_query_value(None, "application_id", |row| row.get(0))
        .map_err(|_| MigrateError::NotADatabase(path.to_owned()))?;
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(MigrateError::Foreign(path.to_owned()));
    }
    if found > current() {
        let version: Option<String> = connection
            .query_row("SELECT app_version FROM migration ORDER BY number DESC LIMIT 1", [], |row| row.get(0))
            .optional()
            .unwrap_or(None);
        return Err(MigrateError::Newer {
            path: path.to_owned(),
            found,
            known: current(),
            version: version.unwrap_or_else(|| "a newer version".to_owned()),
        });
    }
    Ok(found)
}

/// Creates or upgrades the file at `path`.
///
/// # Errors
/// As [`inspect`], and [`MigrateError::Store`] if the disk refuses; a migration is kept whole or not at all.
pub fn prepare(path: &Path, now: Timestamp) -> Result<Prepared, MigrateError> {
    let from = inspect(path)?;
    let to = current();
    let copy = if from > 0 && from < to { Some(copy_beside(path, from)?) } else { None };
    let mut connection = open::writer(path)?;
    migrate(&mut connection, from, to, now)?;
    Ok(Prepared { from, to, copy })
}

/// Applies the migrations after `from` up to `to`.
///
/// # Errors
/// The error of SQLite; each migration is one transaction.
pub fn migrate(connection: &mut Connection, from: u32, to: u32, now: Timestamp) -> Result<(), rusqlite::Error> {
    let numbered = MIGRATIONS.iter().zip(1_u32..);
    for (migration, number) in numbered.filter(|(_, number)| *number > from && *number <= to) {
        let tx = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        tx.execute_batch(migration.sql)?;
        tx.execute(
            "INSERT INTO migration (number, name, app_version, applied_at) VALUES (?1, ?2, ?3, ?4)",
            (number, migration.name, env!("CARGO_PKG_VERSION"), now),
        )?;
        tx.pragma_update(None, "user_version", number)?;
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.commit()?;
    }
    Ok(())
}

fn copy_beside(path: &Path, schema: u32) -> Result<PathBuf, MigrateError> {
    let copy = path.with_file_name(format!("angelia-before-upgrade-from-schema-{schema}.db"));
    if copy.exists() {
        std::fs::remove_file(&copy)
            .map_err(|error| Fault::Unavailable(format!("{} cannot be replaced: {error}", copy.display())))?;
    }
    let source = open::writer(path)?;
    source.execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(connection: &Connection) -> Vec<String> {
        connection
            .prepare("SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap()
    }

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    #[test]
    fn upgraded_equals_fresh_from_every_version() {
        let folder = tempfile::tempdir().unwrap();
        let fresh = folder.path().join("fresh.db");
        assert_eq!(prepare(&fresh, NOW).unwrap(), Prepared { from: 0, to: current(), copy: None });
        let want = schema(&open::reader(&fresh).unwrap());
        for start in 1..=current() {
            let path = folder.path().join(format!("from-{start}.db"));
            migrate(&mut open::writer(&path).unwrap(), 0, start, NOW).unwrap();
            let prepared = prepare(&path, NOW).unwrap();
            assert_eq!((prepared.from, prepared.to), (start, current()));
            assert_eq!(prepared.copy.is_some(), start < current());
            assert_eq!(schema(&open::reader(&path).unwrap()), want, "from {start}");
        }
    }

    #[test]
    fn refuses_newer_foreign_and_damaged_files_and_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let newer = folder.path().join("newer.db");
        prepare(&newer, NOW).unwrap();
        let connection = open::writer(&newer).unwrap();
        connection.execute("INSERT INTO migration VALUES (99, 'future', '9.9.9', 0)", []).unwrap();
        connection.pragma_update(None, "user_version", 99).unwrap();
        drop(connection);
        let refused = prepare(&newer, NOW).unwrap_err().to_string();
        assert!(refused.contains("9.9.9") && refused.contains("schema 99"), "{refused}");

        let foreign = folder.path().join("foreign.db");
        open::writer(&foreign).unwrap().execute_batch("CREATE TABLE a (b)").unwrap();
        assert!(matches!(prepare(&foreign, NOW), Err(MigrateError::Foreign(_))));

        let damaged = folder.path().join("damaged.db");
        std::fs::write(&damaged, vec![7_u8; 4_096]).unwrap();
        assert!(matches!(prepare(&damaged, NOW), Err(MigrateError::NotADatabase(_))));
        assert_eq!(std::fs::read(&damaged).unwrap(), vec![7_u8; 4_096]);
    }

    #[test]
    fn readers_cannot_write_and_strict_tables_check_types() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        prepare(&path, NOW).unwrap();
        let reader = open::reader(&path).unwrap();
        assert!(reader.execute("INSERT INTO setting VALUES ('a', 'b')", []).is_err());
        let writer = open::writer(&path).unwrap();
        assert!(writer.execute("INSERT INTO contact (created_at, updated_at) VALUES ('x', 1)", []).is_err());
    }
}
