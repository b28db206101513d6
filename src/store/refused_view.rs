//! The posts of an account that were refused lately, for its page.

use crate::domain::health;
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
    /// The other address that it was rightly signed for.
    pub signed_for: Option<String>,
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
    let sql = "SELECT hook, reason, detail, signed_for, at FROM refused_post
        WHERE account_id = ?1 AND at >= ?2 ORDER BY id DESC LIMIT ?3";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map((account, since, limit), |row| {
        let words = (row.get::<_, String>("hook")?, row.get::<_, String>("reason")?);
        Ok((words, row.get("detail")?, row.get("signed_for")?, row.get("at")?))
    })?;
    let mut found = Vec::new();
    for row in rows {
        let ((hook, reason), detail, signed_for, at) = row?;
        if let (Some(hook), Some(reason)) = (Hook::from_word(&hook), RefusedReason::from_word(&reason)) {
            found.push(Refused { hook, reason, detail, signed_for, at });
        }
    }
    Ok(found)
}

/// Why posts were refused since `since`, as the verdict on a number wants it.
///
/// # Errors
/// As every query.
pub fn causes(db: &Db, account: AccountId, since: Timestamp) -> Result<Vec<health::Refused>, Fault> {
    let sql = "SELECT reason, signed_for IS NOT NULL AS elsewhere, max(at) AS last_at FROM refused_post
        WHERE account_id = ?1 AND at >= ?2 GROUP BY reason, elsewhere ORDER BY last_at DESC";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map((account, since), |row| {
        Ok((row.get::<_, String>("reason")?, row.get("elsewhere")?, row.get("last_at")?))
    })?;
    let mut found = Vec::new();
    for row in rows {
        let (reason, signed_elsewhere, last_at) = row?;
        if let Some(reason) = RefusedReason::from_word(&reason) {
            found.push(health::Refused { reason, last_at, signed_elsewhere });
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
