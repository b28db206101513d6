//! The pool of read-only connections.

use std::path::Path;
use std::time::Duration;

use r2d2_sqlite::SqliteConnectionManager;

use crate::store::error::Fault;
use crate::store::open;

/// What queries run on. (The name lets `web` pass it along without knowing the SQL library.)
pub type Db = rusqlite::Connection;

/// Read-only connections to one file, opened when they are first needed.
#[derive(Clone)]
pub struct Readers {
    pool: r2d2::Pool<SqliteConnectionManager>,
}

impl Readers {
    /// A pool of at most `max` connections.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] if not even one can be opened.
    pub fn open(path: &Path, max: u32) -> Result<Self, Fault> {
        let manager = SqliteConnectionManager::file(path)
            .with_flags(open::reader_flags())
            .with_init(|connection| open::prepare_reader(connection));
        let pool = r2d2::Pool::builder()
            .max_size(max)
            .min_idle(Some(1))
            .connection_timeout(Duration::from_secs(10))
            // A broken connection shows at its next query; asking before each would double the work.
            .test_on_check_out(false)
            .build(manager)?;
        Ok(Self { pool })
    }

    /// Runs one query.
    ///
    /// # Errors
    /// Whatever `query` returns; [`Fault::Unavailable`] if no connection becomes free in ten seconds.
    pub fn with<T>(&self, query: impl FnOnce(&Db) -> Result<T, Fault>) -> Result<T, Fault> {
        query(&*self.pool.get()?)
    }
}
