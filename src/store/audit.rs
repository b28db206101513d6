//! The audit log: every administrative act, by whom, on what. Never a secret.

use rusqlite::OptionalExtension as _;
use serde_json::Value;

use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

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

/// The name of who acts under a scope such as `user:3`, if it has one.
///
/// # Errors
/// The store's.
pub fn actor_name(db: &Db, scope: &str) -> Result<Option<String>, Fault> {
    let sql = match scope.split_once(':') {
        Some(("user", _)) => "SELECT name FROM user WHERE id = ?1",
        Some(("token", _)) => "SELECT name FROM api_token WHERE id = ?1",
        _ => return Ok(None),
    };
    let id = scope.split_once(':').and_then(|(_, id)| id.parse::<i64>().ok());
    Ok(db.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?)
}

/// The same inside a query, where `scope` is what the scope stands in.
pub(super) fn name_of(scope: &str) -> String {
    format!(
        "CASE substr({scope}, 1, instr({scope} || ':', ':') - 1)
           WHEN 'user' THEN (SELECT name FROM user WHERE id = CAST(substr({scope}, 6) AS INTEGER))
           WHEN 'token' THEN (SELECT name FROM api_token WHERE id = CAST(substr({scope}, 7) AS INTEGER))
         END"
    )
}

/// An act as the log shows it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its row, and the cursor of the next page.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who: `user:3`, `token:2`, `command`.
    pub actor: String,
    /// The user's or the token's name, if there is one.
    pub actor_name: Option<String>,
    /// What, such as `account.created`.
    pub action: String,
    /// On what, such as `account:1`.
    pub subject: String,
    /// The name of the user, account, number or token it was done to, if there is one.
    pub subject_name: Option<String>,
    /// What changed, JSON.
    pub detail: String,
}

/// The `limit` acts before `before` (a row's id), the newest first.
///
/// # Errors
/// The store's.
pub fn page(db: &Db, before: Option<i64>, limit: u32) -> Result<Vec<Entry>, Fault> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT a.id, a.at, a.actor, a.action, a.subject, a.detail,
           {} AS actor_name,
           CASE substr(a.subject, 1, instr(a.subject || ':', ':') - 1)
             WHEN 'user' THEN (SELECT name FROM user WHERE id = CAST(substr(a.subject, 6) AS INTEGER))
             WHEN 'token' THEN (SELECT name FROM api_token WHERE id = CAST(substr(a.subject, 7) AS INTEGER))
             WHEN 'account' THEN (SELECT name FROM account WHERE id = CAST(substr(a.subject, 9) AS INTEGER))
             WHEN 'quick_reply' THEN (SELECT title FROM quick_reply WHERE id = CAST(substr(a.subject, 13) AS INTEGER))
             WHEN 'broadcast' THEN (SELECT name FROM broadcast WHERE id = CAST(substr(a.subject, 11) AS INTEGER))
             WHEN 'contact' THEN (SELECT coalesce(nullif(name, ''), nullif(profile_name, '')) FROM contact
               WHERE id = CAST(substr(a.subject, 9) AS INTEGER))
             WHEN 'workstream' THEN (SELECT name FROM workstream WHERE id = CAST(substr(a.subject, 12) AS INTEGER))
             WHEN 'rule_set' THEN (SELECT name FROM rule_set WHERE id = CAST(substr(a.subject, 10) AS INTEGER))
             WHEN 'rule' THEN (SELECT name FROM rule WHERE id = CAST(substr(a.subject, 6) AS INTEGER))
             WHEN 'queue' THEN (SELECT name FROM queue WHERE id = CAST(substr(a.subject, 7) AS INTEGER))
             WHEN 'hours' THEN (SELECT name FROM hours WHERE id = CAST(substr(a.subject, 7) AS INTEGER))
             WHEN 'skill' THEN (SELECT name FROM skill WHERE id = CAST(substr(a.subject, 7) AS INTEGER))
             WHEN 'presence' THEN (SELECT name FROM presence WHERE id = CAST(substr(a.subject, 10) AS INTEGER))
             WHEN 'outgoing_webhook' THEN (SELECT name FROM outgoing_webhook WHERE id = CAST(substr(a.subject, 18) AS INTEGER))
             WHEN 'number' THEN (SELECT name FROM number WHERE id = CAST(substr(a.subject, 8) AS INTEGER))
           END AS subject_name
         FROM audit a WHERE a.id < :before ORDER BY a.id DESC LIMIT :limit",
        name_of("a.actor")
    ))?;
    let parameters = rusqlite::named_params! { ":before": before.unwrap_or(i64::MAX), ":limit": limit };
    let rows = statement.query_map(parameters, |row| {
        Ok(Entry {
            id: row.get("id")?,
            at: row.get("at")?,
            actor: row.get("actor")?,
            actor_name: row.get("actor_name")?,
            action: row.get("action")?,
            subject: row.get("subject")?,
            subject_name: row.get("subject_name")?,
            detail: row.get("detail")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
