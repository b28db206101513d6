//! Who works for a queue, in the order of joining it.

use rusqlite::{Row, named_params};

use crate::domain::assignment::Member;
use crate::domain::ids::{QueueId, UserId};
use crate::domain::time::Timestamp;
use crate::store::queue::Queue;
use crate::store::{Db, Fault, Tx};

/// The members who are active: of the queue of everybody all active users, in the order in which they were added.
const MEMBERS: &str = "
    SELECT u.id AS user_id, m.id AS joined, m.last_assigned_at
      FROM queue q JOIN queue_member m ON m.queue_id = q.id JOIN user u ON u.id = m.user_id
      WHERE q.id = :queue AND q.everyone = 0 AND u.active = 1
    UNION ALL
    SELECT u.id, u.id, m.last_assigned_at
      FROM queue q JOIN user u ON u.active = 1
      LEFT JOIN queue_member m ON m.queue_id = q.id AND m.user_id = u.id
      WHERE q.id = :queue AND q.everyone = 1";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Member> {
    Ok(Member {
        agent: row.get("user_id")?,
        joined: row.get("joined")?,
        last_assigned_at: row.get("last_assigned_at")?,
    })
}

/// The active users who work for it, in the order of joining.
///
/// # Errors
/// The store's.
pub fn members(db: &Db, queue: QueueId) -> Result<Vec<Member>, Fault> {
    let mut statement = db.prepare_cached(&format!("{MEMBERS} ORDER BY joined"))?;
    let rows = statement.query_map(named_params! { ":queue": queue }, from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many active users work for it.
///
/// # Errors
/// The store's.
pub fn member_count(db: &Db, queue: QueueId) -> Result<usize, Fault> {
    let mut statement = db.prepare_cached(&format!("SELECT count(*) FROM ({MEMBERS})"))?;
    let count: i64 = statement.query_row(named_params! { ":queue": queue }, |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// Whether anybody who works for it is there, be it with all hands full.
///
/// # Errors
/// The store's.
pub fn somebody_here(db: &Db, queue: QueueId) -> Result<bool, Fault> {
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM ({MEMBERS}) w JOIN user u ON u.id = w.user_id
         WHERE u.presence NOT IN ('away', 'offline'))"
    );
    Ok(db.prepare_cached(&sql)?.query_row(named_params! { ":queue": queue }, |row| row.get(0))?)
}

/// How many active users were chosen for it; `None` for the queue of everybody, which nobody is chosen for and which may
/// be empty.
///
/// # Errors
/// The store's.
pub fn chosen_count(db: &Db, queue: &Queue) -> Result<Option<usize>, Fault> {
    if queue.everyone { Ok(None) } else { member_count(db, queue.id).map(Some) }
}

/// Who was chosen for it, active or not, in the order of joining. Of the queue of everybody nobody was.
///
/// # Errors
/// The store's.
pub fn member_ids(db: &Db, queue: QueueId) -> Result<Vec<UserId>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT m.user_id FROM queue_member m JOIN queue q ON q.id = m.queue_id
         WHERE m.queue_id = ?1 AND q.everyone = 0 ORDER BY m.id",
    )?;
    let rows = statement.query_map([queue], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The queues that somebody was chosen for; that of everybody is not among them.
///
/// # Errors
/// The store's.
pub fn of_user(db: &Db, user: UserId) -> Result<Vec<QueueId>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT m.queue_id FROM queue_member m JOIN queue q ON q.id = m.queue_id
         WHERE m.user_id = ?1 AND q.everyone = 0 AND q.deleted_at IS NULL ORDER BY q.priority, q.name, q.id",
    )?;
    let rows = statement.query_map([user], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn join(tx: &Tx<'_>, queue: QueueId, user: UserId) -> Result<(), Fault> {
    tx.prepare_cached("INSERT INTO queue_member (queue_id, user_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
        .execute((queue, user))?;
    Ok(())
}

fn leave(tx: &Tx<'_>, queue: QueueId, user: UserId) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM queue_member WHERE queue_id = ?1 AND user_id = ?2")?.execute((queue, user))?;
    Ok(())
}

/// Makes these its members. Who stays keeps the place, who is new comes behind in the given order. The queue of
/// everybody is left alone.
///
/// # Errors
/// The store's.
pub fn set_members(tx: &Tx<'_>, queue: QueueId, users: &[UserId]) -> Result<(), Fault> {
    for user in member_ids(tx, queue)?.into_iter().filter(|user| !users.contains(user)) {
        leave(tx, queue, user)?;
    }
    users.iter().try_for_each(|user| join(tx, queue, *user))
}

/// Makes these the queues that somebody works for, that of everybody left alone.
///
/// # Errors
/// The store's.
pub fn set_of_user(tx: &Tx<'_>, user: UserId, queues: &[QueueId]) -> Result<(), Fault> {
    for queue in of_user(tx, user)?.into_iter().filter(|queue| !queues.contains(queue)) {
        leave(tx, queue, user)?;
    }
    queues.iter().try_for_each(|queue| join(tx, *queue, user))
}

/// Somebody got a conversation in it.
///
/// # Errors
/// The store's.
pub fn note_assigned(tx: &Tx<'_>, queue: QueueId, user: UserId, now: Timestamp) -> Result<(), Fault> {
    // Of somebody who is no member of it any more, only the queue of everybody keeps when that was.
    tx.prepare_cached(
        "INSERT INTO queue_member (queue_id, user_id, last_assigned_at)
         SELECT :queue, :user, :now FROM queue q WHERE q.id = :queue AND (q.everyone = 1
           OR EXISTS (SELECT 1 FROM queue_member m WHERE m.queue_id = :queue AND m.user_id = :user))
         ON CONFLICT (queue_id, user_id) DO UPDATE SET last_assigned_at = excluded.last_assigned_at",
    )?
    .execute(named_params! { ":queue": queue, ":user": user, ":now": now })?;
    Ok(())
}
