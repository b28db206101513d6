//! Posts of the provider: the raw form of those we took, the reason of those we refused.

use crate::domain::event::Event;
pub use crate::domain::hooks::{Hook, RefusedReason};
use crate::domain::ids::AccountId;
use crate::domain::time::Timestamp;
use crate::store::{Fault, Tx};

/// Refused posts kept in detail per account; older ones are only counted.
const REFUSED_KEPT: i64 = 500;

/// Keeps the raw form of a post.
///
/// # Errors
/// [`Fault`] of the store.
pub fn keep_raw(tx: &Tx<'_>, account: AccountId, hook: Hook, form: &str, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("INSERT INTO raw_post (account_id, hook, form, at) VALUES (?1, ?2, ?3, ?4)")?.execute((
        account,
        hook.word(),
        form,
        now,
    ))?;
    Ok(())
}

/// Counts a refused post and keeps its detail among the newest.
///
/// # Errors
/// [`Fault`] of the store.
pub fn refuse(
    tx: &Tx<'_>,
    account: AccountId,
    hook: Hook,
    reason: RefusedReason,
    detail: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    refuse_signed_for(tx, account, (hook, reason), detail, None, now)
}

/// As [`refuse`], with the other address that it was rightly signed for.
///
/// # Errors
/// [`Fault`] of the store.
pub fn refuse_signed_for(
    tx: &Tx<'_>,
    account: AccountId,
    (hook, reason): (Hook, RefusedReason),
    detail: &str,
    signed_for: Option<&str>,
    now: Timestamp,
) -> Result<(), Fault> {
    tx.prepare_cached(
        "INSERT INTO refused_count (account_id, reason, count, last_at) VALUES (?1, ?2, 1, ?3)
         ON CONFLICT DO UPDATE SET count = count + 1, last_at = excluded.last_at",
    )?
    .execute((account, reason.word(), now))?;
    let sql = "INSERT INTO refused_post (account_id, hook, reason, detail, signed_for, at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    tx.prepare_cached(sql)?.execute((account, hook.word(), reason.word(), detail, signed_for, now))?;
    // Whoever floods us with forged posts must not fill the disk.
    tx.prepare_cached(
        "DELETE FROM refused_post WHERE account_id = ?1 AND id <=
           (SELECT id FROM refused_post WHERE account_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
    )?
    .execute((account, REFUSED_KEPT))?;
    tx.publish(Event::AccountTouched { account });
    Ok(())
}
