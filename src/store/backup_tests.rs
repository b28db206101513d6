//! Backups made beside a writer, put back, and damaged on purpose.

use super::*;

const NOW: Timestamp = Timestamp(1_800_000_000_000);

fn filled(path: &Path) -> rusqlite::Connection {
    migrate::prepare(path, NOW).unwrap();
    let connection = open::writer(path).unwrap();
    connection.execute("INSERT INTO setting VALUES ('colour', 'green')", []).unwrap();
    connection
}

fn colour(path: &Path) -> String {
    let sql = "SELECT value FROM setting WHERE key = 'colour'";
    open::reader(path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn goes_out_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let (database, file) = (folder.path().join("angelia.db"), folder.path().join("backup.db"));
    let running = filled(&database);
    let report = copy(&database, &file).unwrap();
    assert_eq!((report.schema, report.problems.len()), (migrate::current(), 0));
    assert!(matches!(copy(&database, &file), Err(BackupError::Exists(_))));
    running.execute("UPDATE setting SET value = 'red' WHERE key = 'colour'", []).unwrap();
    drop(running);

    let aside = folder.path().join("aside.db");
    restore(&file, &database, &aside, NOW).unwrap();
    let names = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let litter: Vec<_> = names.filter(|name| name.to_string_lossy().contains("restoring")).collect();
    assert!(litter.is_empty(), "{litter:?}");
    assert_eq!((colour(&database), colour(&aside)), ("green".to_owned(), "red".to_owned()));
    let mut names: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| !name.ends_with("-shm") && !name.ends_with("-wal"));
    names.sort();
    assert_eq!(names, ["angelia.db", "aside.db", "backup.db"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_damaged_or_foreign_file_is_not_put_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let (database, file) = (folder.path().join("angelia.db"), folder.path().join("backup.db"));
    let connection = filled(&database);
    // A page that is read for no other reason than to look whether it is sound.
    let sql = "SELECT (rootpage - 1) * 4096 FROM sqlite_schema WHERE name = 'outbox_due'";
    let page: i64 = connection.query_row(sql, [], |row| row.get(0)).unwrap();
    let page = usize::try_from(page).unwrap();
    drop(connection);
    copy(&database, &file).unwrap();
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[page..page + 64].fill(0xff);
    std::fs::write(&file, bytes).unwrap();
    assert!(!verify(&file).unwrap().problems.is_empty());
    let aside = folder.path().join("aside.db");
    assert!(matches!(restore(&file, &database, &aside, NOW), Err(BackupError::Damaged { .. })));
    std::fs::write(&file, "not a database at all").unwrap();
    assert!(matches!(restore(&file, &database, &aside, NOW), Err(BackupError::NotABackup(_))));
    assert!(matches!(restore(&folder.path().join("gone"), &database, &aside, NOW), Err(BackupError::NotABackup(_))));
    assert_eq!(colour(&database), "green");
    assert!(!aside.exists());
}

#[test]
fn what_waited_is_looked_up_before_it_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let (database, file) = (folder.path().join("angelia.db"), folder.path().join("backup.db"));
    let connection = filled(&database);
    connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    // A row of its own: whom it belongs to does not matter to the copy.
    connection
        .execute_batch("PRAGMA ignore_check_constraints = ON; INSERT INTO outbox (message_id, thread_id, number_id, address, state, due_at, created_at) VALUES (1, 1, 1, 'x', 'due', 5, 5)")
        .unwrap();
    drop(connection);
    let staged = folder.path().join("staged.db");
    // `sound` sees the orphan, so only the staging is looked at here.
    let refused = copy(&database, &file).unwrap_err().to_string();
    assert!(refused.contains("does not exist"), "{refused}");
    assert!(stage(&database, &staged, NOW).is_err());
    let state: String =
        open::reader(&staged).unwrap().query_row("SELECT state FROM outbox", [], |row| row.get(0)).unwrap();
    assert_eq!(state, "look_up");
}
