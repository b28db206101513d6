//! The data folder: what is in it, who holds it, and the key beside the database.
//!
//! Everything is looked at before anything is written, so that a wrong folder, a damaged file or a
//! missing key changes nothing. The lock is the system's own on an open file: it is gone with the
//! process that held it, however that ended.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::app::{KEY_FILE, database_path};
use crate::config::Settings;
use crate::domain::time::Timestamp;
use crate::store::Fault;
use crate::store::key_check;
use crate::store::migrate::{self, MigrateError, Prepared};
use crate::vault::{KeyError, Vault};

/// The lock file inside a data folder.
const LOCK_FILE: &str = "angelia.lock";

/// Why a data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Something else has that name.
    #[error("{0} is not a folder. Choose another --data-dir")]
    NotAFolder(PathBuf),
    /// The system does not let us write.
    #[error(
        "the folder {path} cannot be written: {error}. Give it to the user who runs this, or choose another --data-dir"
    )]
    NotWritable {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// Somebody holds it.
    #[error("{0} is in use by a running angelia. Stop that one first, or choose another --data-dir")]
    Held(PathBuf),
    /// Nothing there yet.
    #[error("there is no database in {0}. Start `angelia serve` once, or choose the right --data-dir")]
    Empty(PathBuf),
    /// Somebody's real data, or anything else that a demo must not remove.
    #[error("{0} is not empty and not a demo's folder. Choose another --data-dir")]
    NotADemo(PathBuf),
    /// A running program has an older schema than this one.
    #[error("the angelia that runs on {0} is older than this one. Restart it with this version first")]
    Outdated(PathBuf),
    /// The file cannot be used.
    #[error(transparent)]
    Migrate(#[from] MigrateError),
    /// The key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// Holds a data folder for as long as it lives.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing is not enough: a child process that is just being started shares the open file for a moment, and
        // with it the lock.
        if let Err(error) = self.file.unlock() {
            tracing::warn!(%error, "the lock of the data folder could not be given back; it ends with the program");
        }
    }
}

/// What was found without touching anything.
pub struct Inspected {
    /// The schema of the file; 0 if there is none.
    pub schema: u32,
    key: KeyFound,
}

enum KeyFound {
    Ready(Vault),
    ToMake,
}

/// Looks at folder, file and key, and changes nothing.
///
/// # Errors
/// [`FolderError`] if one of them cannot be used as it is.
pub fn inspect(settings: &Settings) -> Result<Inspected, FolderError> {
    let folder = &settings.data_dir;
    if folder.exists() && !folder.is_dir() {
        return Err(FolderError::NotAFolder(folder.clone()));
    }
    let database = database_path(folder);
    let schema = migrate::inspect(&database)?;
    let key_file = folder.join(KEY_FILE);
    let key = if let Some(text) = &settings.key {
        KeyFound::Ready(Vault::from_text(text, "ANGELIA_KEY")?)
    } else if settings.new_key {
        KeyFound::ToMake
    } else if key_file.exists() {
        KeyFound::Ready(Vault::from_file(&key_file)?)
    } else if schema > 0 && key_check::holds_secrets(&database).map_err(MigrateError::Store)? {
        return Err(KeyError::Missing(key_file).into());
    } else {
        KeyFound::ToMake
    };
    Ok(Inspected { schema, key })
}

/// Whether somebody holds the folder. Changes nothing; a folder without a lock file is free.
#[must_use]
pub fn is_held(folder: &Path) -> bool {
    let Ok(file) = OpenOptions::new().read(true).open(folder.join(LOCK_FILE)) else { return false };
    matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

/// Takes the folder, making it if need be.
///
/// # Errors
/// [`FolderError::Held`] if another process has it, [`FolderError::NotWritable`] if the system refuses.
pub fn lock(folder: &Path) -> Result<Lock, FolderError> {
    let not_writable = |error| FolderError::NotWritable { path: folder.to_owned(), error };
    make(folder).map_err(not_writable)?;
    let path = folder.join(LOCK_FILE);
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(path).map_err(not_writable)?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { file }),
        Err(TryLockError::WouldBlock) => Err(FolderError::Held(folder.to_owned())),
        Err(TryLockError::Error(error)) => Err(not_writable(error)),
    }
}

/// Makes the folder, for its owner only: there are people's conversations in it.
fn make(folder: &Path) -> std::io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

impl Inspected {
    /// Gives the key, making its file where there is to be a new one; a former one is put aside.
    ///
    /// # Errors
    /// [`KeyError::Io`].
    pub fn key(self, folder: &Path) -> Result<Vault, FolderError> {
        match self.key {
            KeyFound::Ready(vault) => Ok(vault),
            KeyFound::ToMake => Ok(new_key(folder)?),
        }
    }
}

/// Makes a new key file; a former one gets another name.
///
/// # Errors
/// [`KeyError::Io`].
pub fn new_key(folder: &Path) -> Result<Vault, KeyError> {
    let path = folder.join(KEY_FILE);
    if path.exists() {
        let free = (1_u32..).map(|n| folder.join(format!("{KEY_FILE}.old-{n}"))).find(|aside| !aside.exists());
        let aside = free.unwrap_or_else(|| folder.join(format!("{KEY_FILE}.old")));
        std::fs::rename(&path, &aside).map_err(|error| KeyError::Io { path: path.clone(), error })?;
        tracing::warn!(aside = %aside.display(), "the former key was put aside");
    }
    Vault::create(&path)
}

/// A folder made ready for a command that works beside a running program: made and migrated if nobody
/// holds it, else as it is.
///
/// # Errors
/// [`FolderError`].
pub fn ready(settings: &Settings, now: Timestamp) -> Result<Vault, FolderError> {
    // The running one keeps the key that it read: what it stores from now on would fit neither.
    if settings.new_key && is_held(&settings.data_dir) {
        return Err(FolderError::Held(settings.data_dir.clone()));
    }
    let inspected = inspect(settings)?;
    if inspected.schema < migrate::current() {
        let held = lock(&settings.data_dir);
        match held {
            Ok(_lock) => {
                let vault = inspected.key(&settings.data_dir)?;
                prepare(&settings.data_dir, now)?;
                return Ok(vault);
            }
            Err(FolderError::Held(folder)) => return Err(FolderError::Outdated(folder)),
            Err(other) => return Err(other),
        }
    }
    inspected.key(&settings.data_dir)
}

/// As [`ready`], for commands that make no sense without a database.
///
/// # Errors
/// [`FolderError::Empty`] if there is none, and those of [`inspect`].
pub fn existing(settings: &Settings) -> Result<PathBuf, FolderError> {
    let database = database_path(&settings.data_dir);
    match database.try_exists() {
        Ok(true) => Ok(database),
        Ok(false) => Err(FolderError::Empty(settings.data_dir.clone())),
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            Err(FolderError::Empty(settings.data_dir.clone()))
        }
        Err(error) => Err(MigrateError::Unreadable { path: database, error }.into()),
    }
}

/// Creates or upgrades the file. The caller holds the lock.
///
/// # Errors
/// [`MigrateError`].
pub fn prepare(folder: &Path, now: Timestamp) -> Result<Prepared, FolderError> {
    let prepared = migrate::prepare(&database_path(folder), now).map_err(|error| match error {
        MigrateError::Store(Fault::Unavailable(text)) => {
            FolderError::NotWritable { path: folder.to_owned(), error: std::io::Error::other(text) }
        }
        other => other.into(),
    })?;
    if prepared.from != prepared.to {
        tracing::info!(from = prepared.from, to = prepared.to, copy = ?prepared.copy, "the schema was brought up to date");
    }
    Ok(prepared)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    #[test]
    fn only_one_holds_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data");
        assert!(!is_held(&path));
        let first = lock(&path).unwrap();
        assert!(is_held(&path));
        assert!(matches!(lock(&path), Err(FolderError::Held(_))));
        drop(first);
        assert!(!is_held(&path));
        assert!(lock(&path).is_ok());
    }

    #[test]
    fn a_key_is_missed_only_where_it_is_needed() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings::new(folder.path().join("data"));
        ready(&settings, NOW).unwrap();
        let key = settings.data_dir.join(KEY_FILE);
        std::fs::remove_file(&key).unwrap();
        ready(&settings, NOW).expect("without accounts a new key does no harm");

        let connection = crate::store::open::writer(&database_path(&settings.data_dir)).unwrap();
        let sql = "INSERT INTO account (name, account_sid, webhook_key, auth_token, created_at, updated_at)
                   VALUES ('a', 'AC1', 'k', x'00', 0, 0)";
        connection.execute(sql, []).unwrap();
        drop(connection);
        std::fs::remove_file(&key).unwrap();
        assert!(matches!(ready(&settings, NOW), Err(FolderError::Key(KeyError::Missing(_)))));
        assert!(!key.exists());
        assert!(matches!(
            inspect(&Settings { key: Some("short".to_owned()), ..settings.clone() }),
            Err(FolderError::Key(KeyError::Malformed(_)))
        ));
        let wants_new = Settings { new_key: true, ..settings.clone() };
        ready(&wants_new, NOW).unwrap();
        ready(&wants_new, NOW).unwrap();
        let _running = lock(&settings.data_dir).unwrap();
        assert!(matches!(ready(&wants_new, NOW), Err(FolderError::Held(_))), "a running one has the former key");
        assert!(settings.data_dir.join(format!("{KEY_FILE}.old-1")).exists());
    }

    #[test]
    fn a_wrong_folder_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "x").unwrap();
        assert!(matches!(inspect(&Settings::new(&file)), Err(FolderError::NotAFolder(_))));
        assert!(matches!(lock(&file.join("below")), Err(FolderError::NotWritable { .. })));
        assert!(matches!(existing(&Settings::new(folder.path())), Err(FolderError::Empty(_))));
    }
}
