//! A consistent copy of the file beside a running program, its way back, and a search for damage.
//!
//! The copy is made by SQLite itself (`VACUUM INTO`: one read transaction, no writer waits, no side
//! files), under another name, read back in full, and only then given its name: a file that has the
//! name is a good one. Not chosen: copying the file with the system, which can catch it half-written.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::domain::time::Timestamp;
use crate::store::Fault;
use crate::store::migrate::{self, MigrateError};
use crate::store::open;

/// Why a copy was not made or not put in place.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The name is taken.
    #[error("{0} exists already. Choose another name")]
    Exists(PathBuf),
    /// Not a file of ours.
    #[error("{0} is not a backup of Angelia. Choose another file")]
    NotABackup(PathBuf),
    /// The system does not let us look.
    #[error("{path} cannot be read: {error}. Run this as a user who may, or choose another file")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// Ours, but damaged.
    #[error("{path} is damaged ({problem}). Choose another backup")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The first thing that was found.
        problem: String,
    },
    /// Made by a newer program.
    #[error(transparent)]
    Newer(MigrateError),
    /// The disk.
    #[error("{path}: {error}. Check the disk and the rights, and try again")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] Fault),
}

impl From<rusqlite::Error> for BackupError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// What a file has in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its schema.
    pub schema: u32,
    /// Its size.
    pub bytes: u64,
    /// Rows by noun.
    pub counts: Vec<(&'static str, i64)>,
    /// What is damaged; empty for a good file.
    pub problems: Vec<String>,
}

/// Problems listed at most; one is enough to know.
const PROBLEMS_MAX: usize = 20;

/// What is counted.
const COUNTED: &[(&str, &str)] = &[
    ("users", "SELECT count(*) FROM user"),
    ("accounts", "SELECT count(*) FROM account"),
    ("numbers", "SELECT count(*) FROM number"),
    ("contacts", "SELECT count(*) FROM contact"),
    ("conversations", "SELECT count(*) FROM conversation"),
    ("messages", "SELECT count(*) FROM message"),
];

/// Reads the whole file and looks for damage.
///
/// # Errors
/// [`BackupError::NotABackup`] if it is not ours, [`BackupError::Newer`] if it is newer than this program.
pub fn verify(path: &Path) -> Result<Report, BackupError> {
    let schema = match migrate::inspect(path) {
        Ok(0) | Err(MigrateError::NotADatabase(_) | MigrateError::Foreign(_)) => {
            return Err(BackupError::NotABackup(path.to_owned()));
        }
        Ok(schema) => schema,
        Err(MigrateError::Store(fault)) => return Err(fault.into()),
        Err(MigrateError::Unreadable { path, error }) => return Err(BackupError::Unreadable { path, error }),
        Err(newer @ MigrateError::Newer { .. }) => return Err(BackupError::Newer(newer)),
    };
    let bytes = path.metadata().map_err(|error| io(path, error))?.len();
    let db = open::reader(path)?;
    let mut report = Report { schema, bytes, counts: Vec::new(), problems: Vec::new() };
    // A page that cannot be read at all ends the question with an error; that is an answer, too.
    if let Err(error) = integrity(&db, &mut report.problems) {
        report.problems.push(error.to_string());
    }
    for (noun, sql) in COUNTED {
        match db.query_row(sql, [], |row| row.get(0)) {
            Ok(count) => report.counts.push((noun, count)),
            Err(error) => report.problems.push(format!("{noun}: {error}")),
        }
    }
    report.problems.truncate(PROBLEMS_MAX);
    Ok(report)
}

fn integrity(db: &rusqlite::Connection, problems: &mut Vec<String>) -> rusqlite::Result<()> {
    let mut check = db.prepare("PRAGMA integrity_check(20)")?;
    for line in check.query_map([], |row| row.get::<_, String>(0))? {
        let line = line?;
        if line != "ok" {
            problems.push(line);
        }
    }
    let mut check = db.prepare("PRAGMA foreign_key_check")?;
    let mut rows = check.query([])?;
    while let Some(row) = rows.next()?
        && problems.len() < PROBLEMS_MAX
    {
        let (table, id, parent): (String, Option<i64>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        problems.push(format!("{table} {} names a {parent} that does not exist", id.unwrap_or_default()));
    }
    Ok(())
}

/// Copies the database at `source` to `target`, which must not exist.
///
/// # Errors
/// [`BackupError`]; then there is no `target`.
pub fn copy(source: &Path, target: &Path) -> Result<Report, BackupError> {
    if target.exists() {
        return Err(BackupError::Exists(target.to_owned()));
    }
    let part = beside(target, "part");
    remove(&part)?;
    private_file(&part)?;
    let made = copy_to(source, &part).and_then(|report| {
        std::fs::rename(&part, target).map_err(|error| io(target, error))?;
        sync_folder(target)?;
        Ok(report)
    });
    if made.is_err() {
        remove(&part)?;
    }
    made
}

fn copy_to(source: &Path, part: &Path) -> Result<Report, BackupError> {
    let connection = open::writer(source)?;
    connection.execute("VACUUM INTO ?1", [part.to_string_lossy()])?;
    sync(part)?;
    sound(part)
}

/// Puts the backup at `file` in the place of `database`, whose former file stays as `aside`.
/// The caller holds the folder. Nothing is changed before the backup was read in full.
///
/// # Errors
/// [`BackupError`]; then the former file is where it was.
pub fn restore(file: &Path, database: &Path, aside: &Path, now: Timestamp) -> Result<Report, BackupError> {
    sound(file)?;
    let staged = beside(database, "restoring");
    remove_all(&staged)?;
    let report = stage(file, &staged, now).and_then(|report| {
        swap(&staged, database, aside)?;
        Ok(report)
    });
    if report.is_err() {
        remove_all(&staged)?;
    }
    report
}

fn stage(file: &Path, staged: &Path, now: Timestamp) -> Result<Report, BackupError> {
    private_file(staged)?;
    let source = open::reader(file)?;
    let mut target = open::writer(staged)?;
    rusqlite::backup::Backup::new(&source, &mut target)?.run_to_completion(4_096, Duration::ZERO, None)?;
    // What waited when the backup was made may have been sent since: look at the provider's before sending.
    target.execute("UPDATE outbox SET state = 'look_up', lookups = 0, claimed_at = NULL, due_at = ?1", [now])?;
    target.pragma_update(None, "wal_checkpoint", "TRUNCATE").or_else(ignore_rows)?;
    drop((source, target));
    sync(staged)?;
    let report = sound(staged)?;
    // Reading it back made them; nothing is in them, and nobody would ever remove them.
    family(staged).iter().skip(1).try_for_each(|path| remove(path))?;
    Ok(report)
}

/// `wal_checkpoint` answers with a row, which is of no interest here.
fn ignore_rows(error: rusqlite::Error) -> rusqlite::Result<()> {
    match error {
        rusqlite::Error::ExecuteReturnedResults => Ok(()),
        other => Err(other),
    }
}

fn swap(staged: &Path, database: &Path, aside: &Path) -> Result<(), BackupError> {
    move_all(database, aside)?;
    let placed = std::fs::rename(staged, database).map_err(|error| io(database, error));
    if placed.is_err() {
        move_all(aside, database)?;
    }
    placed.and_then(|()| sync_folder(database))
}

fn sound(path: &Path) -> Result<Report, BackupError> {
    let report = verify(path)?;
    match report.problems.first() {
        Some(problem) => Err(BackupError::Damaged { path: path.to_owned(), problem: problem.clone() }),
        None => Ok(report),
    }
}

/// The same name with something appended.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// A database and the files that belong to it.
fn family(path: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|ending| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    })
}

fn move_all(from: &Path, to: &Path) -> Result<(), BackupError> {
    for (from, to) in family(from).into_iter().zip(family(to)) {
        if from.exists() {
            std::fs::rename(&from, &to).map_err(|error| io(&from, error))?;
        }
    }
    Ok(())
}

fn remove_all(path: &Path) -> Result<(), BackupError> {
    family(path).iter().try_for_each(|path| remove(path))
}

fn remove(path: &Path) -> Result<(), BackupError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(io(path, error)),
        _ => Ok(()),
    }
}

/// An empty file that only its owner can read: conversations are in it.
fn private_file(path: &Path) -> Result<(), BackupError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(|error| io(path, error))
}

fn sync(path: &Path) -> Result<(), BackupError> {
    File::open(path).and_then(|file| file.sync_all()).map_err(|error| io(path, error))
}

/// Makes a rename last; only Unix has folders that can be synchronised.
fn sync_folder(path: &Path) -> Result<(), BackupError> {
    match path.parent().filter(|folder| cfg!(unix) && !folder.as_os_str().is_empty()) {
        Some(folder) => sync(folder),
        None => Ok(()),
    }
}

fn io(path: &Path, error: std::io::Error) -> BackupError {
    BackupError::Io { path: path.to_owned(), error }
}

#[cfg(test)]
#[path = "backup_tests.rs"]
mod tests;
