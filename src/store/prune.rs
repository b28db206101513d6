//! Removing what has had its time, a handful of rows per job, so that no webhook waits for it.

use crate::domain::time::{Millis, Timestamp};
use crate::store::{Fault, Tx};

/// What is removed, how long after, and how. Each statement takes the limit of times and the number of rows.
/// Rows of the first kind are in the order of their ids, so the oldest are found without an index on time.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "raw_posts",
        keep: Millis::days(14),
        texts: true,
        sql: "DELETE FROM raw_post WHERE at < ?1 AND id IN (SELECT id FROM raw_post ORDER BY id LIMIT ?2)",
    },
    Kind {
        name: "refused_posts",
        keep: Millis::days(30),
        texts: true,
        sql: "DELETE FROM refused_post WHERE at < ?1 AND id IN (SELECT id FROM refused_post ORDER BY id LIMIT ?2)",
    },
    Kind {
        name: "idempotency_keys",
        keep: Millis::days(2),
        texts: true,
        sql: "DELETE FROM idempotency WHERE (scope, key) IN
                (SELECT scope, key FROM idempotency WHERE created_at < ?1 LIMIT ?2)",
    },
    Kind {
        name: "contact_import_lines",
        keep: Millis::days(30),
        texts: true,
        sql: "DELETE FROM contact_import_row WHERE (import_id, line) IN (SELECT r.import_id, r.line
                FROM contact_import i CROSS JOIN contact_import_row r ON r.import_id = i.id
                WHERE i.at < ?1 AND i.state <> 'running' LIMIT ?2)",
    },
    Kind {
        name: "sign_ins",
        keep: Millis::days(1),
        texts: false,
        sql: "DELETE FROM sign_in WHERE id IN
                (SELECT id FROM sign_in WHERE expires_at < ?1 OR revoked_at < ?1 LIMIT ?2)",
    },
    Kind {
        name: "sign_in_failures",
        keep: Millis::days(1),
        texts: false,
        sql: "DELETE FROM sign_in_failure WHERE key IN (SELECT key FROM sign_in_failure WHERE last_at < ?1 LIMIT ?2)",
    },
    Kind {
        name: "rule_hits",
        keep: Millis::days(30),
        texts: false,
        sql: "DELETE FROM rule_hit WHERE (rule_id, day_at) IN
                (SELECT rule_id, day_at FROM rule_hit WHERE day_at < ?1 LIMIT ?2)",
    },
    Kind {
        name: "one_time_links",
        keep: Millis::days(30),
        texts: false,
        sql: "DELETE FROM one_time_link WHERE id IN (SELECT id FROM one_time_link WHERE expires_at < ?1 LIMIT ?2)",
    },
    Kind {
        name: "webhook_deliveries",
        keep: Millis::days(14),
        texts: true,
        sql: "DELETE FROM webhook_delivery WHERE created_at < ?1 AND claimed_at IS NULL AND id IN
                (SELECT id FROM webhook_delivery ORDER BY id LIMIT ?2)",
    },
    Kind {
        name: "bulk_items",
        keep: Millis::days(2),
        texts: false,
        sql: "DELETE FROM bulk_item WHERE (bulk_id, conversation_id) IN
                (SELECT i.bulk_id, i.conversation_id FROM bulk b JOIN bulk_item i ON i.bulk_id = b.id
                 WHERE b.at < ?1 AND b.id <= (SELECT max(id) FROM bulk WHERE at < ?1) LIMIT ?2)",
    },
    Kind {
        name: "bulks",
        keep: Millis::days(2),
        texts: false,
        sql: "DELETE FROM bulk WHERE at < ?1 AND id IN (SELECT id FROM bulk ORDER BY id LIMIT ?2)
                AND NOT EXISTS (SELECT 1 FROM bulk_item i WHERE i.bulk_id = bulk.id)",
    },
    Kind {
        name: "deliveries_of_deleted_webhooks",
        keep: Millis::ZERO,
        texts: false,
        sql: "DELETE FROM webhook_delivery WHERE id IN
                (SELECT d.id FROM outgoing_webhook w CROSS JOIN webhook_delivery d ON d.webhook_id = w.id
                 WHERE w.deleted_at <= ?1 LIMIT ?2)",
    },
];

/// Something that is removed after its time.
pub struct Kind {
    /// Its word in logs.
    pub name: &'static str,
    /// How long it is kept.
    pub keep: Millis,
    /// Texts of contacts may stand in it: then it is kept no longer than those.
    pub texts: bool,
    sql: &'static str,
}

/// Removes at most `rows` of a kind that were done with before `limit`; says how many.
///
/// # Errors
/// As every write.
pub fn remove(tx: &Tx<'_>, kind: &Kind, limit: Timestamp, rows: u32) -> Result<u64, Fault> {
    let removed = tx.prepare_cached(kind.sql)?.execute((limit, rows))?;
    Ok(u64::try_from(removed).unwrap_or(u64::MAX))
}
