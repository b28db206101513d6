//! The one place that opens the file, with the pragmas and their reasons.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::store::error::Fault;

/// "Ange" in ASCII: marks the file as ours, so that a foreign one is refused.
pub const APPLICATION_ID: i32 = 0x416e_6765;

/// How long a connection waits for another process, such as `angelia user add`, to finish its write.
const BUSY: Duration = Duration::from_secs(10);

/// How a connection that writes overwrites what it deletes, unless somebody is forgotten just now.
pub const SECURE_DELETE: &str = "fast";

/// A connection that may write. In the server only the writer's thread has one.
///
/// # Errors
/// [`Fault::Unavailable`] if the file cannot be opened.
pub fn writer(path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    // WAL: readers never wait for the writer. FULL: a commit is on the disk, not in a cache, when we
    // answer. Both have to be set on each connection that writes.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What is deleted or moved within a page is overwritten there. That writes no page more than without it; pages that
    // become free keep what they had (see `store::blank`).
    connection.pragma_update(None, "secure_delete", SECURE_DELETE)?;
    connection.pragma_update(None, "cache_size", -16_384)?; // 16 MiB
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // 32 MiB before a checkpoint: rows that change with every message are copied to the file once for many
    // commits, and its two fsyncs are shared by thousands of messages. Reading that much back at a start takes
    // some hundredths of a second.
    connection.pragma_update(None, "wal_autocheckpoint", 8_192)?;
    // A WAL that once grew is cut back to this after a checkpoint.
    connection.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(connection)
}

/// A connection that can only read; SQLite refuses everything else.
///
/// # Errors
/// [`Fault::Unavailable`] if the file cannot be opened.
pub fn reader(path: &Path) -> Result<Connection, Fault> {
    let connection = Connection::open_with_flags(path, reader_flags())?;
    prepare_reader(&connection)?;
    Ok(connection)
}

/// A connection for a look at a file that may be damaged or somebody else's. Reading a file in WAL mode
/// makes files beside it; where none is there, nobody has it open, and it can be read as it stands.
///
/// # Errors
/// [`Fault::Unavailable`] if the file cannot be opened.
pub fn glance(path: &Path) -> Result<Connection, Fault> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if Path::new(&log).exists() {
        return reader(path);
    }
    let as_it_stands = Connection::open_with_flags(immutable(path), reader_flags() | OpenFlags::SQLITE_OPEN_URI)?;
    // A page that somebody is writing at this moment looks damaged; then the proper way has the answer.
    if as_it_stands.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).is_err() {
        return reader(path);
    }
    Ok(as_it_stands)
}

fn immutable(path: &Path) -> String {
    use std::fmt::Write as _;
    let mut uri = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"/._-~".contains(byte);
        // Writing to a String cannot fail.
        let written = if plain { write!(uri, "{}", char::from(*byte)) } else { write!(uri, "%{byte:02X}") };
        debug_assert!(written.is_ok(), "a String takes everything");
    }
    uri + "?immutable=1"
}

/// The flags of a reader.
#[must_use]
pub fn reader_flags() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

/// The pragmas of a reader.
///
/// # Errors
/// The error of SQLite.
pub fn prepare_reader(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "cache_size", -2_048)?; // 2 MiB each: many readers, small pages
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}
