//! Room in the file that nothing uses says still what stood there last. It is taken up with nothing, a piece at a time, and
//! given back; and what the log of changes still says is brought home into the file.

use std::path::Path;
use std::time::Duration;

use crate::store::{Db, Fault, Tx, open};

/// How long whoever writes may wait for us at the most.
const PATIENCE: Duration = Duration::from_millis(100);

/// Takes up about `pages` pages of the room that is free; whether there is more.
///
/// # Errors
/// As every write.
pub fn take_up(tx: &Tx<'_>, pages: u32) -> Result<bool, Fault> {
    let free = free(tx)?;
    if free == 0 {
        return Ok(false);
    }
    let page: i64 = tx.pragma_query_value(None, "page_size", |row| row.get(0))?;
    // Each page of a long value keeps four bytes for where the next one is. What is more than whole pages stands in the row;
    // were it more than fits there, the last page would be filled in part, and keep the rest of what it had.
    let bytes = free.min(i64::from(pages)).saturating_mul(page.saturating_sub(4)).saturating_add(page / 4);
    tx.prepare_cached("INSERT INTO blank (filler) VALUES (zeroblob(?1))")?.execute([bytes])?;
    Ok(true)
}

/// Gives a piece back; whether there is more.
///
/// # Errors
/// As every write.
pub fn give_back(tx: &Tx<'_>) -> Result<bool, Fault> {
    Ok(tx.prepare_cached("DELETE FROM blank WHERE id = (SELECT max(id) FROM blank)")?.execute([])? > 0)
}

/// Pages that nothing uses.
///
/// # Errors
/// As every query.
pub fn free(db: &Db) -> Result<i64, Fault> {
    Ok(db.pragma_query_value(None, "freelist_count", |row| row.get(0))?)
}

/// Brings home what the log of changes has, and empties it; whether that went. It does not where somebody reads for long, or
/// writes much, just then.
///
/// # Errors
/// [`Fault::Unavailable`] if the file cannot be opened.
pub fn bring_home(path: &Path) -> Result<bool, Fault> {
    let connection = open::writer(path)?;
    // Most of it without anybody waiting.
    let stays = |mode: &str| connection.query_row(mode, [], |row| row.get::<_, bool>(0));
    stays("PRAGMA wal_checkpoint(PASSIVE)")?;
    connection.busy_timeout(PATIENCE)?;
    Ok(!stays("PRAGMA wal_checkpoint(TRUNCATE)")?)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::domain::time::Timestamp;
    use crate::store::{Store, migrate};

    fn file(folder: &Path) -> PathBuf {
        let path = folder.join("a.db");
        migrate::prepare(&path, Timestamp(0)).unwrap();
        path
    }

    /// Values that take pages of their own, put in and removed.
    fn come_and_go(db: &Db) {
        for part in 0..40 {
            let value = "quillfile ".repeat(2_000);
            db.execute("INSERT INTO setting (key, value) VALUES (?1, ?2)", (format!("a{part}"), value)).unwrap();
        }
        db.execute("DELETE FROM setting WHERE key LIKE 'a%'", []).unwrap();
    }

    #[test]
    fn free_room_says_nothing_any_more() {
        let folder = tempfile::tempdir().unwrap();
        let path = file(folder.path());
        let db = open::writer(&path).unwrap();
        come_and_go(&db);
        assert!(bring_home(&path).unwrap());
        let says = || std::fs::read(&path).unwrap().windows(9).any(|bytes| bytes == b"quillfile");
        let (free, before) = (free(&db).unwrap(), std::fs::metadata(&path).unwrap().len());
        assert!(free > 100 && says());
        drop(db);
        let store = Store::open(&path, 2, Box::new(|_| {})).unwrap();
        let mut pieces = 0;
        while store.write(|tx| take_up(tx, 32)).unwrap() {
            pieces += 1;
        }
        while store.write(give_back).unwrap() {}
        assert!(store.bring_home().unwrap());
        assert!(!says());
        assert!((4..=12).contains(&pieces), "{pieces}");
        let after = std::fs::metadata(&path).unwrap().len();
        assert!(after <= before + 4 * 4_096, "it grows by nothing worth a word: {before}, {after}");
        assert!(store.read(self::free).unwrap() >= free, "and is free again");
    }

    #[test]
    fn what_reads_for_long_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = file(folder.path());
        let (db, reader) = (open::writer(&path).unwrap(), open::reader(&path).unwrap());
        let reading = reader.unchecked_transaction().unwrap();
        let count = || reading.query_row("SELECT count(*) FROM setting", [], |row| row.get::<_, i64>(0)).unwrap();
        let before = count();
        come_and_go(&db);
        assert!(!bring_home(&path).unwrap());
        assert_eq!(count(), before);
        drop(reading);
        assert!(bring_home(&path).unwrap());
    }

    /// By the size of the log, which has every page once for each time that it was written.
    #[test]
    fn overwriting_within_pages_writes_no_page_more() {
        let written = |how: &str| {
            let folder = tempfile::tempdir().unwrap();
            let path = file(folder.path());
            let db = open::writer(&path).unwrap();
            db.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
            db.pragma_update(None, "secure_delete", how).unwrap();
            come_and_go(&db);
            std::fs::metadata(folder.path().join("a.db-wal")).unwrap().len() / 4_096
        };
        let (off, fast, on) = (written("off"), written(open::SECURE_DELETE), written("on"));
        assert_eq!(fast, off);
        assert!(on > off + 100, "{on}, {off}");
    }
}
