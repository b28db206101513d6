//! How often rules matched, counted by day as it happens.

use std::collections::BTreeMap;

use crate::domain::ids::{RuleId, WorkstreamId};
use crate::domain::time::{Millis, Timestamp};
use crate::store::{Db, Fault, Tx};

/// For how long the page counts.
pub const HITS_DAYS: i64 = 7;

fn day_of(at: Timestamp) -> Timestamp {
    Timestamp(at.0 - at.0.rem_euclid(Millis::days(1).0))
}

/// Each of these matched once.
///
/// # Errors
/// As every write.
pub fn note(tx: &Tx<'_>, rules: impl IntoIterator<Item = RuleId>, now: Timestamp) -> Result<(), Fault> {
    let sql = "INSERT INTO rule_hit (rule_id, day_at, hits) VALUES (?1, ?2, 1)
        ON CONFLICT (rule_id, day_at) DO UPDATE SET hits = hits + 1";
    for rule in rules {
        tx.prepare_cached(sql)?.execute((rule, day_of(now)))?;
    }
    Ok(())
}

/// How often each rule of a workstream matched today and in the six days before; those that never did are not there.
///
/// # Errors
/// As every query.
pub fn of(db: &Db, workstream: WorkstreamId, now: Timestamp) -> Result<BTreeMap<RuleId, i64>, Fault> {
    let sql = "SELECT h.rule_id, sum(h.hits) FROM rule r JOIN rule_hit h ON h.rule_id = r.id
        WHERE r.workstream_id = ?1 AND r.deleted_at IS NULL AND h.day_at >= ?2 GROUP BY h.rule_id";
    let since = day_of(now) - Millis::days(HITS_DAYS - 1);
    let mut query = db.prepare_cached(sql)?;
    Ok(query.query_map((workstream, since), |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
}
