//! What routing keeps of a conversation: its queue, what it needs, whom it is kept for, and when time changes it.

use rusqlite::{OptionalExtension as _, named_params};

use crate::domain::assignment::Kept;
use crate::domain::automatic::Scope;
use crate::domain::ids::{ConversationId, QueueId, UserId};
use crate::domain::queue::Priority;
use crate::domain::skill::{Level, Skilled, Skills};
use crate::domain::time::Timestamp;
use crate::store::conversation::{Conversation, SELECT, from_row};
use crate::store::{Db, Fault, Tx};

/// The queues that a user works for: as SQL behind `IN`; `:viewer` is the user.
pub const OWN_QUEUES: &str =
    "(SELECT id FROM queue WHERE everyone = 1 UNION ALL SELECT queue_id FROM queue_member WHERE user_id = :viewer)";

/// Whether a user helps with a conversation `c` of somebody else: as SQL.
pub const HELPS: &str = "EXISTS (SELECT 1 FROM consult k WHERE k.conversation_id = c.id AND k.guest_id = :viewer
    AND k.ended_at IS NULL AND k.joined_at IS NOT NULL)";

/// The condition that a conversation `c`, whoever has it, is one that a user may see: by its queue, by a mention, or as one
/// who is asked about it. As SQL; `:viewer` is the user.
#[must_use]
pub fn seen() -> String {
    format!(
        "(c.queue_id IS NULL OR c.queue_id IN {OWN_QUEUES}
          OR c.id IN (SELECT conversation_id FROM mention WHERE user_id = :viewer)
          OR c.id IN (SELECT conversation_id FROM consult WHERE guest_id = :viewer AND ended_at IS NULL))"
    )
}

/// Whether a user may see a conversation that is not theirs, and whether they help with it.
///
/// # Errors
/// [`Fault`] of the store.
pub fn seen_by(db: &Db, id: ConversationId, user: UserId) -> Result<(bool, bool), Fault> {
    let sql = format!("SELECT {} AS seen, {HELPS} AS helps FROM conversation c WHERE c.id = :id", seen());
    let given = named_params! { ":viewer": user, ":id": id };
    Ok(db.prepare_cached(&sql)?.query_row(given, |row| Ok((row.get("seen")?, row.get("helps")?)))?)
}

/// Puts it into a queue at `now`.
///
/// # Errors
/// [`Fault`] of the store.
pub fn enter(tx: &Tx<'_>, id: ConversationId, queue: QueueId, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE conversation SET queue_id = ?2, queued_at = ?3 WHERE id = ?1")?
        .execute((id, queue, now))?;
    Ok(())
}

/// Says in which lane it waits to be pushed; `None`: nobody is looked for.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_lane(tx: &Tx<'_>, id: ConversationId, lane: Option<&str>) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE conversation SET lane = ?2 WHERE id = ?1 AND lane IS NOT ?2")?.execute((id, lane))?;
    Ok(())
}

/// Keeps it for an agent, or for nobody.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_kept(tx: &Tx<'_>, id: ConversationId, kept: Option<Kept>) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE conversation SET kept_for_id = ?2, kept_until_at = ?3 WHERE id = ?1")?.execute((
        id,
        kept.map(|kept| kept.agent),
        kept.map(|kept| kept.until),
    ))?;
    Ok(())
}

/// Gives it a priority of its own.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_priority(tx: &Tx<'_>, id: ConversationId, priority: Priority) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE conversation SET priority = ?2 WHERE id = ?1")?.execute((id, priority))?;
    Ok(())
}

/// So many of a queue are looked at to say who stands where: nobody wants to be told of a place behind them.
const LINE_MAX: i64 = 200;

/// Its place among those of its queue that wait to be pushed, from 1; `None` if it does not wait so, or far behind.
///
/// # Errors
/// [`Fault`] of the store.
pub fn place_in_line(db: &Db, conversation: &Conversation) -> Result<Option<i64>, Fault> {
    let sql = "WITH line AS (
          SELECT id, lane, priority, coalesce(waiting_since_at, queued_at) AS since
          FROM conversation WHERE queue_id = ?1 AND state = 'open' ORDER BY queued_at, id LIMIT ?3)
        SELECT (SELECT count(*) FROM line b WHERE b.lane IS NOT NULL
                AND (b.priority, b.since, b.id) <= (me.priority, me.since, me.id))
        FROM line me WHERE me.id = ?2 AND me.lane IS NOT NULL";
    let mut query = db.prepare_cached(sql)?;
    Ok(query.query_row((conversation.queue, conversation.id, LINE_MAX), |row| row.get(0)).optional()?)
}

/// Notes which place in the line the contact is told.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_told_place(tx: &Tx<'_>, id: ConversationId, place: i64) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE conversation SET told_place = ?2 WHERE id = ?1")?.execute((id, place))?;
    Ok(())
}

/// Notes that the contact is told that it will be closed, or would be.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_reminded(tx: &Tx<'_>, id: ConversationId, at: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE conversation SET reminded_at = ?2 WHERE id = ?1")?.execute((id, at))?;
    Ok(())
}

/// Notes which agent the contact is told of, or reads.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_joined(tx: &Tx<'_>, id: ConversationId, agent: UserId) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE conversation SET joined_id = ?2 WHERE id = ?1")?.execute((id, agent))?;
    Ok(())
}

/// Says when it is to be looked at again.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_due(tx: &Tx<'_>, id: ConversationId, due_at: Option<Timestamp>) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE conversation SET due_at = ?2 WHERE id = ?1 AND due_at IS NOT ?2")?
        .execute((id, due_at))?;
    Ok(())
}

/// Has what is under way in a workstream or a number looked at again: what time does to it has changed.
///
/// # Errors
/// [`Fault`] of the store.
pub fn look_again(tx: &Tx<'_>, scope: Scope, now: Timestamp) -> Result<(), Fault> {
    let (numbers, id) = match scope {
        Scope::Workstream(id) => ("number_id IN (SELECT id FROM number WHERE workstream_id = ?1)", id.0),
        Scope::Number(id) => ("number_id = ?1", id.0),
    };
    // By the small index of what is not closed: left to choose, SQLite goes through all that a number ever had.
    tx.prepare_cached(&format!(
        "UPDATE conversation INDEXED BY conversation_state SET due_at = ?2 WHERE state <> 'closed' AND {numbers}"
    ))?
    .execute((id, now))?;
    Ok(())
}

/// Those that are to be looked at, by `now`, the longest due first.
///
/// # Errors
/// [`Fault`] of the store.
pub fn due(db: &Db, now: Timestamp, limit: u32) -> Result<Vec<Conversation>, Fault> {
    let sql = format!("{SELECT} WHERE due_at <= ?1 ORDER BY due_at, id LIMIT ?2");
    let mut query = db.prepare_cached(&sql)?;
    let found = query.query_map((now, limit), from_row)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// The open conversations after `after`, by id: what is looked through when settings changed.
///
/// # Errors
/// [`Fault`] of the store.
pub fn open_after(db: &Db, after: ConversationId, limit: u32) -> Result<Vec<Conversation>, Fault> {
    let sql = format!(
        "{SELECT} INDEXED BY conversation_state WHERE state = 'open' AND state <> 'closed' AND id > ?1 ORDER BY id LIMIT ?2"
    );
    let mut query = db.prepare_cached(&sql)?;
    let found = query.query_map((after, limit), from_row)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// The lanes in which something waits to be pushed.
///
/// # Errors
/// [`Fault`] of the store.
pub fn lanes(db: &Db) -> Result<Vec<String>, Fault> {
    // From one lane to the next, however many stand in each.
    let sql = "WITH RECURSIVE one (lane) AS (
          SELECT min(lane) FROM conversation WHERE lane IS NOT NULL
          UNION ALL
          SELECT (SELECT min(lane) FROM conversation WHERE lane > one.lane) FROM one WHERE one.lane IS NOT NULL)
        SELECT lane FROM one WHERE lane IS NOT NULL";
    let mut query = db.prepare_cached(sql)?;
    let found = query.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// Whether it waits to be pushed.
///
/// # Errors
/// [`Fault`] of the store.
pub fn is_in_lane(db: &Db, id: ConversationId) -> Result<bool, Fault> {
    let sql = "SELECT EXISTS (SELECT 1 FROM conversation WHERE id = ?1 AND lane IS NOT NULL)";
    Ok(db.prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
}

/// The first of a lane, in the order in which they are given.
///
/// # Errors
/// [`Fault`] of the store.
pub fn first_of_lane(db: &Db, lane: &str, limit: i64) -> Result<Vec<Conversation>, Fault> {
    let sql = format!("{SELECT} WHERE lane = ?1 ORDER BY priority, coalesce(waiting_since_at, queued_at), id LIMIT ?2");
    let mut query = db.prepare_cached(&sql)?;
    let found = query.query_map((lane, limit), from_row)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// The skills that it needs.
///
/// # Errors
/// [`Fault`] of the store.
pub fn skills(db: &Db, id: ConversationId) -> Result<Skills, Fault> {
    let mut query = db.prepare_cached("SELECT skill_id, level FROM conversation_skill WHERE conversation_id = ?1")?;
    let rows = query.query_map([id], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)))?;
    let mut skills = Vec::new();
    for row in rows {
        let (skill, level) = row?;
        skills.extend(Level::new(level).map(|level| Skilled { skill, level }));
    }
    Ok(skills.into())
}

/// Replaces the skills that it needs.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_skills(tx: &Tx<'_>, id: ConversationId, skills: &Skills) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM conversation_skill WHERE conversation_id = ?1")?.execute([id])?;
    let mut insert =
        tx.prepare_cached("INSERT INTO conversation_skill (conversation_id, skill_id, level) VALUES (?1, ?2, ?3)")?;
    for needed in skills.iter() {
        insert.execute((id, needed.skill, needed.level.number()))?;
    }
    Ok(())
}

/// Its own tags, and those of its contact.
///
/// # Errors
/// [`Fault`] of the store.
pub fn tags(db: &Db, conversation: &Conversation) -> Result<Vec<String>, Fault> {
    let mut query = db.prepare_cached(
        "SELECT tag FROM conversation_tag WHERE conversation_id = ?1
         UNION SELECT tag FROM contact_tag WHERE contact_id = ?2",
    )?;
    let found = query.query_map((conversation.id, conversation.contact_id), |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The tags of a conversation alone, by name.
///
/// # Errors
/// [`Fault`] of the store.
pub fn given_tags(db: &Db, id: ConversationId) -> Result<Vec<String>, Fault> {
    let mut query = db.prepare_cached("SELECT tag FROM conversation_tag WHERE conversation_id = ?1 ORDER BY tag")?;
    let found = query.query_map([id], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Adds tags; those that it has already are left alone.
///
/// # Errors
/// [`Fault`] of the store.
pub fn add_tags(tx: &Tx<'_>, id: ConversationId, tags: &[String]) -> Result<(), Fault> {
    let mut insert =
        tx.prepare_cached("INSERT OR IGNORE INTO conversation_tag (conversation_id, tag) VALUES (?1, ?2)")?;
    for tag in tags {
        insert.execute((id, tag))?;
    }
    Ok(())
}

/// Makes these its tags.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_tags(tx: &Tx<'_>, id: ConversationId, tags: &[String]) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM conversation_tag WHERE conversation_id = ?1")?.execute([id])?;
    add_tags(tx, id, tags)
}

/// Takes tags off.
///
/// # Errors
/// [`Fault`] of the store.
pub fn remove_tags(tx: &Tx<'_>, id: ConversationId, tags: &[String]) -> Result<(), Fault> {
    let mut remove = tx.prepare_cached("DELETE FROM conversation_tag WHERE conversation_id = ?1 AND tag = ?2")?;
    for tag in tags {
        remove.execute((id, tag))?;
    }
    Ok(())
}

/// Whether its contact had a conversation with us before, at whatever number.
///
/// # Errors
/// [`Fault`] of the store.
pub fn wrote_before(db: &Db, conversation: &Conversation) -> Result<bool, Fault> {
    let sql = "SELECT EXISTS (SELECT 1 FROM conversation WHERE contact_id = ?1 AND id <> ?2 AND quiet = 0)";
    Ok(db.prepare_cached(sql)?.query_row((conversation.contact_id, conversation.id), |row| row.get(0))?)
}

/// What the contact wrote in `from` since `since` is the beginning of `to` instead.
///
/// # Errors
/// [`Fault`] of the store.
pub fn hand_over(tx: &Tx<'_>, from: &Conversation, to: ConversationId, since: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE message SET conversation_id = ?2
         WHERE thread_id = ?3 AND conversation_id = ?1 AND direction = 'in' AND created_at >= ?4",
    )?
    .execute((from.id, to, from.thread_id, since))?;
    tx.prepare_cached(
        "UPDATE conversation SET opened_at = ?2, waiting_since_at = ?2,
           (unread, has_unread) = (SELECT count(*), count(*) > 0 FROM message m
             WHERE m.thread_id = conversation.thread_id AND m.created_at >= ?2 AND m.conversation_id = ?1
               AND m.direction = 'in'),
           (last_message_id, last_message_at) = (SELECT m.id, m.created_at FROM message m
             WHERE m.thread_id = conversation.thread_id AND m.created_at >= ?2 AND m.conversation_id = ?1
             ORDER BY m.created_at DESC, m.id DESC LIMIT 1)
         WHERE id = ?1",
    )?
    .execute((to, since))?;
    tx.prepare_cached("UPDATE conversation SET unread = 0, has_unread = 0 WHERE id = ?1")?.execute([from.id])?;
    Ok(())
}
