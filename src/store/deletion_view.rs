//! What hangs on a number or an account that somebody wants to delete.

use crate::domain::deletion::{AccountFacts, MESSAGES_COUNTED, NumberFacts};
use crate::domain::ids::{AccountId, NumberId};
use crate::store::conversation::Conversation;
use crate::store::{Db, Fault, conversation, rule};

/// What hangs on a number.
///
/// # Errors
/// As every query.
pub fn of_number(db: &Db, id: NumberId) -> Result<NumberFacts, Fault> {
    let count = |sql: &str| -> Result<i64, Fault> { Ok(db.prepare_cached(sql)?.query_row([id], |row| row.get(0))?) };
    let messages = "SELECT count(*) FROM (SELECT 1 FROM thread t JOIN message m ON m.thread_id = t.id
        WHERE t.number_id = ?1 LIMIT ?2)";
    Ok(NumberFacts {
        // By the small index of what is not closed, not by everything that ever was.
        open: count(
            "SELECT count(*) FROM conversation INDEXED BY conversation_state WHERE state <> 'closed' AND number_id = ?1",
        )?,
        waiting: count("SELECT count(*) FROM outbox WHERE number_id = ?1")?,
        contacts: count("SELECT count(*) FROM thread WHERE number_id = ?1")?,
        messages: db.prepare_cached(messages)?.query_row((id, MESSAGES_COUNTED), |row| row.get(0))?,
        rules: rule::asking_number(db, id)?,
    })
}

/// The conversations of a number that are not closed.
///
/// # Errors
/// As every query.
pub fn live(db: &Db, id: NumberId) -> Result<Vec<Conversation>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT id FROM conversation INDEXED BY conversation_state WHERE state <> 'closed' AND number_id = ?1 ORDER BY id",
    )?;
    let ids = statement.query_map([id], |row| row.get("id"))?.collect::<Result<Vec<_>, _>>()?;
    let mut found = Vec::new();
    for id in ids {
        found.extend(conversation::by_id(db, id)?);
    }
    Ok(found)
}

/// What hangs on an account.
///
/// # Errors
/// As every query.
pub fn of_account(db: &Db, id: AccountId) -> Result<AccountFacts, Fault> {
    let count = |sql: &str| -> Result<i64, Fault> { Ok(db.prepare_cached(sql)?.query_row([id], |row| row.get(0))?) };
    Ok(AccountFacts {
        numbers: count("SELECT count(*) FROM number WHERE account_id = ?1 AND deleted_at IS NULL")?,
        deleted_numbers: count("SELECT count(*) FROM number WHERE account_id = ?1 AND deleted_at IS NOT NULL")?,
        templates: count(
            "SELECT count(*) FROM template WHERE account_id = ?1 AND status <> 'deleted' AND sandbox = 0",
        )?,
    })
}
