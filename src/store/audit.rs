//! The audit log: every administrative act, by whom, on what. Never a secret.

use serde_json::Value;

use crate::domain::time::Timestamp;
use crate::store::{Fault, Tx};

/// Notes an act: `actor` is a scope such as `user:3` or `command`, `action` such as `account.created`,
/// `subject` such as `account:1`, `detail` what changed.
///
/// # Errors
/// As every write.
pub fn insert(
    tx: &Tx<'_>,
    now: Timestamp,
    actor: &str,
    action: &str,
    subject: &str,
    detail: &Value,
) -> Result<(), Fault> {
    let sql = "INSERT INTO audit (at, actor, action, subject, detail) VALUES (?1, ?2, ?3, ?4, ?5)";
    tx.prepare_cached(sql)?.execute((now, actor, action, subject, detail.to_string()))?;
    Ok(())
}
