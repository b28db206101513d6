//! The posts of an account that were refused lately, for its page.

use crate::domain::ids::AccountId;
use crate::domain::time::Timestamp;
use crate::store::post::{Hook, RefusedReason};
use crate::store::{Db, Fault};

/// One refused post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which address was called.
    pub hook: Hook,
    /// Why it was refused.
    pub reason: RefusedReason,
    /// What helps to mend it.
    pub detail: String,
    /// When.
    pub at: Timestamp,
}

/// How often a reason was met since a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Why.
    pub reason: RefusedReason,
    /// How often.
    pub count: i64,
    /// The latest time.
    pub last_at: Timestamp,
}

/// The newest refused posts since `since`, at most `limit`.
///
/// # Errors
/// As every query.
pub fn newest(db: &Db, account: AccountId, since: Timestamp, limit: u32) -> Result<Vec<Refused>, Fault> {
    let sql = "SELECT hook, reason, detail, at FROM refused_post
        WHERE account_id = ?1 AND at >= ?2 ORDER BY id DESC LIMIT ?3";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map((account, since, limit), |row| {
        Ok((row.get::<_, String>("hook")?, row.get::<_, String>("reason")?, row.get("detail")?, row.get("at")?))
    })?;
    let mut found = Vec::new();
    for row in rows {
        let (hook, reason, detail, at) = row?;
        if let (Some(hook), Some(reason)) = (Hook::from_word(&hook), RefusedReason::from_word(&reason)) {
            found.push(Refused { hook, reason, detail, at });
        }
    }
    Ok(found)
}

/// How often each reason was met since `since`, the most frequent first.
///
/// # Errors
/// As every query.
pub fn tallies(db: &Db, account: AccountId, since: Timestamp) -> Result<Vec<Tally>, Fault> {
    let sql = "SELECT reason, count(*) AS count, max(at) AS last_at FROM refused_post
        WHERE account_id = ?1 AND at >= ?2 GROUP BY reason ORDER BY count DESC, reason";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map((account, since), |row| {
        Ok((row.get::<_, String>("reason")?, row.get("count")?, row.get("last_at")?))
    })?;
    let mut found = Vec::new();
    for row in rows {
        let (reason, count, last_at) = row?;
        if let Some(reason) = RefusedReason::from_word(&reason) {
            found.push(Tally { reason, count, last_at });
        }
    }
    Ok(found)
}
