//! Messages in both directions, as the flows need them: found again by the provider's id, written once each, and moved from
//! status to status. What a page shows of one is in `thread_view`.

use std::collections::BTreeMap;

use rusqlite::OptionalExtension as _;

use crate::domain::automatic::Trigger;
use crate::domain::carried::Carried;
use crate::domain::event::Event;
use crate::domain::ids::{AccountId, ConversationId, MessageId, TemplateId, ThreadId, UserId};
use crate::domain::inbound::Inbound;
use crate::domain::message::{Author, Direction, Kind, Status};
use crate::domain::outgoing_webhook::{Happened, Topic};
use crate::domain::survey::After;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::store::row::json;
use crate::store::{Db, Fault, Tx, bot_session, media};

/// A message as the flows need it; pages have their own views.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// The account of its number.
    pub account_id: AccountId,
    /// Its thread.
    pub thread_id: ThreadId,
    /// Its conversation.
    pub conversation_id: ConversationId,
    /// Which way it went.
    pub direction: Direction,
    /// What it is.
    pub kind: Kind,
    /// Its text; of a template, the text with its values.
    pub body: String,
    /// How far it came.
    pub status: Status,
    /// The provider's id, once it has one.
    pub provider_sid: Option<String>,
    /// The user who wrote it.
    pub author_user: Option<UserId>,
    /// What made us send it, if nobody wrote it.
    pub trigger: Option<Trigger>,
    /// The template it was made from.
    pub template_id: Option<TemplateId>,
    /// The template's values.
    pub template_values: BTreeMap<String, String>,
    /// What else it carries, if it is one of ours.
    pub carried: Carried,
    /// The message of the thread that it quotes, if it is one of ours.
    pub quotes: Option<MessageId>,
    /// When it was written, or arrived.
    pub created_at: Timestamp,
    /// When it was handed to the provider.
    pub handed_over_at: Option<Timestamp>,
}

impl Message {
    /// What browsers are told about a change of it.
    #[must_use]
    pub const fn changed(&self) -> Event {
        Event::MessageChanged { thread: self.thread_id, conversation: self.conversation_id, message: self.id }
    }
}

const SELECT: &str = "SELECT id, account_id, thread_id, conversation_id, direction, kind, body, status, provider_sid,
    author, author_id, extra ->> '$.trigger' AS triggered_by, CASE direction WHEN 'out' THEN extra END AS extra, quoted_id,
    template_id, template_values, created_at, handed_over_at FROM message";

fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Message> {
    let author: Author = row.get("author")?;
    let author_id: Option<UserId> = row.get("author_id")?;
    let values: Option<String> = row.get("template_values")?;
    let triggered_by: Option<String> = row.get("triggered_by")?;
    let extra: Option<String> = row.get("extra")?;
    let extra = extra.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or(serde_json::Value::Null);
    let kind: Kind = row.get("kind")?;
    let direction: String = row.get("direction")?;
    Ok(Message {
        id: row.get("id")?,
        account_id: row.get("account_id")?,
        thread_id: row.get("thread_id")?,
        conversation_id: row.get("conversation_id")?,
        direction: if direction == "in" { Direction::In } else { Direction::Out },
        kind,
        body: row.get("body")?,
        status: row.get("status")?,
        provider_sid: row.get("provider_sid")?,
        author_user: author_id.filter(|_| author == Author::User),
        trigger: triggered_by.as_deref().filter(|_| author == Author::Automatic).and_then(Trigger::from_word),
        template_id: row.get("template_id")?,
        template_values: values.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default(),
        carried: Carried::of(kind, &extra),
        quotes: row.get("quoted_id")?,
        created_at: row.get("created_at")?,
        handed_over_at: row.get("handed_over_at")?,
    })
}

/// A message by id.
///
/// # Errors
/// [`Fault`] of the store.
pub fn by_id(db: &Db, id: MessageId) -> Result<Option<Message>, Fault> {
    Ok(db.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?.query_row([id], from_row).optional()?)
}

/// The message that the provider calls `sid` in this account.
///
/// # Errors
/// [`Fault`] of the store.
pub fn by_provider_sid(db: &Db, account: AccountId, sid: &str) -> Result<Option<Message>, Fault> {
    Ok(db
        .prepare_cached(&format!("{SELECT} WHERE account_id = ?1 AND provider_sid = ?2"))?
        .query_row((account, sid), from_row)
        .optional()?)
}

/// Whether the provider's id is known in this account: as a message, or as a word to the sandbox, which is none.
///
/// # Errors
/// [`Fault`] of the store.
pub fn is_known(db: &Db, account: AccountId, sid: &str) -> Result<bool, Fault> {
    Ok(db
        .prepare_cached(
            "SELECT 1 FROM message WHERE account_id = ?1 AND provider_sid = ?2
             UNION ALL SELECT 1 FROM sandbox_fact WHERE account_id = ?1 AND provider_sid = ?2",
        )?
        .exists((account, sid))?)
}

/// Where a message belongs.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The account of its number.
    pub account: AccountId,
    /// Its thread.
    pub thread: ThreadId,
    /// Its conversation.
    pub conversation: ConversationId,
}

/// A message of the contact. `recovered`: no webhook brought it.
///
/// # Errors
/// [`Fault`] of the store; the provider's id is unique per account.
pub fn insert_inbound(
    tx: &Tx<'_>,
    place: Place,
    inbound: &Inbound,
    recovered: bool,
    at: Timestamp,
    now: Timestamp,
) -> Result<MessageId, Fault> {
    let extra = kept_extra(inbound)?;
    tx.prepare_cached(
        "INSERT INTO message (account_id, thread_id, conversation_id, direction, kind, body, status, provider_sid,
           author, quoted_sid, extra, recovered, created_at, status_at)
         VALUES (?1, ?2, ?3, 'in', ?4, ?5, 'received', ?6, 'contact', ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(rusqlite::params![
        place.account,
        place.thread,
        place.conversation,
        inbound.kind,
        inbound.body,
        inbound.provider_sid,
        inbound.quoted_sid,
        extra,
        recovered,
        at,
        now
    ])?;
    let id = MessageId(tx.last_insert_rowid());
    for (position, found) in inbound.media.iter().enumerate() {
        media::insert(tx, (place.thread, id), position, found, now)?;
    }
    tx.tell(Happened::with(Topic::MessageIn, place.conversation, id, now));
    Ok(id)
}

/// What else came with it, as it is kept.
fn kept_extra(inbound: &Inbound) -> Result<Option<String>, Fault> {
    let mut extra = inbound.extra.clone();
    if inbound.kind == Kind::Unknown {
        extra.insert("raw_kind".to_owned(), inbound.raw_kind.clone().into());
    }
    if extra.is_empty() { Ok(None) } else { Ok(Some(serde_json::to_string(&extra)?)) }
}

/// Completes a message that was found in the provider's list with what its late webhook says; whether it was one.
///
/// # Errors
/// [`Fault`] of the store.
pub fn complete_recovered(tx: &Tx<'_>, id: MessageId, inbound: &Inbound) -> Result<bool, Fault> {
    let extra = kept_extra(inbound)?;
    let changed = tx
        .prepare_cached(
            "UPDATE message SET recovered = 0, kind = ?2, body = ?3, quoted_sid = ?4, extra = ?5 WHERE id = ?1 AND recovered = 1",
        )?
        .execute((id, inbound.kind, &inbound.body, &inbound.quoted_sid, extra))?;
    Ok(changed > 0)
}

/// A message of ours, about to leave.
#[derive(Clone, Debug)]
pub struct Outbound<'a> {
    /// Text or template.
    pub kind: Kind,
    /// The text as the contact will see it.
    pub body: &'a str,
    /// The template and its values.
    pub template: Option<(TemplateId, &'a BTreeMap<String, String>)>,
    /// Who wrote it.
    pub actor: Actor,
    /// What made us send it, if nobody wrote it.
    pub trigger: Option<Trigger>,
    /// What else it carries.
    pub carried: &'a Carried,
    /// The message of the thread that it quotes.
    pub quotes: Option<MessageId>,
}

/// A message of ours, pending.
///
/// # Errors
/// [`Fault`] of the store.
pub fn insert_outbound(tx: &Tx<'_>, place: Place, out: &Outbound<'_>, now: Timestamp) -> Result<MessageId, Fault> {
    let (author, author_id) = match out.actor {
        Actor::User { id, .. } => (Author::User, Some(id.0)),
        Actor::Token { id, .. } => (Author::Token, Some(id.0)),
        Actor::Command => (Author::Automatic, None),
    };
    let values = out.template.map(|(_, values)| serde_json::to_string(values)).transpose()?;
    let trigger = out.trigger.map(|trigger| serde_json::json!({ "trigger": trigger }));
    let extra = trigger.or_else(|| out.carried.kept()).map(|extra| extra.to_string());
    tx.prepare_cached(
        "INSERT INTO message (account_id, thread_id, conversation_id, direction, kind, body, status, author, author_id,
           template_id, template_values, extra, quoted_id, created_at, status_at)
         VALUES (?1, ?2, ?3, 'out', ?4, ?5, 'pending', ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12)",
    )?
    .execute(rusqlite::params![
        place.account,
        place.thread,
        place.conversation,
        out.kind,
        out.body,
        author,
        author_id,
        out.template.map(|(id, _)| id),
        values,
        extra,
        out.quotes,
        now
    ])?;
    let id = MessageId(tx.last_insert_rowid());
    tx.tell(Happened::with(Topic::MessageOut, place.conversation, id, now));
    Ok(id)
}

/// What is new about a message of ours.
#[derive(Clone, Debug, Default)]
pub struct Progress<'a> {
    /// The provider's id, if it came to be known.
    pub provider_sid: Option<&'a str>,
    /// Why it failed: the provider's number or a code of ours.
    pub error_code: Option<&'a str>,
    /// When it was handed over, if it just was.
    pub handed_over_at: Option<Timestamp>,
}

/// Moves a message of ours to `status` and keeps what came with it.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_status(
    tx: &Tx<'_>,
    id: MessageId,
    status: Status,
    progress: &Progress<'_>,
    now: Timestamp,
) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE message SET status = ?2, status_at = ?3,
           provider_sid = coalesce(provider_sid, ?4),
           error_code = coalesce(?5, error_code),
           handed_over_at = coalesce(handed_over_at, ?6),
           delivered_at = CASE WHEN ?2 IN ('delivered', 'read') THEN coalesce(delivered_at, ?3) ELSE delivered_at END,
           read_at = CASE WHEN ?2 = 'read' THEN coalesce(read_at, ?3) ELSE read_at END
         WHERE id = ?1",
    )?
    .execute((id, status, now, progress.provider_sid, progress.error_code, progress.handed_over_at))?;
    Ok(())
}

/// A message of ours whose end is not known, with what is needed to ask.
#[derive(Clone, Debug)]
pub struct Unfinished {
    /// Which one.
    pub id: MessageId,
    /// The provider's id.
    pub provider_sid: String,
    /// What we know of it.
    pub status: Status,
}

/// Messages of ours in this account, handed over before `before` and after `after`, without a final status.
///
/// # Errors
/// [`Fault`] of the store.
pub fn unfinished(
    db: &Db,
    account: AccountId,
    after: Timestamp,
    before: Timestamp,
    limit: u32,
) -> Result<Vec<Unfinished>, Fault> {
    let mut query = db.prepare_cached(
        "SELECT id, provider_sid, status FROM message
         WHERE direction = 'out' AND status IN ('accepted', 'queued', 'sending', 'sent')
           AND created_at > ?2 AND created_at <= ?3 AND account_id = ?1 AND provider_sid IS NOT NULL
         ORDER BY created_at LIMIT ?4",
    )?;
    let rows = query.query_map((account, after, before, limit), |row| {
        Ok(Unfinished { id: row.get("id")?, provider_sid: row.get("provider_sid")?, status: row.get("status")? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The provider's id of the contact's newest message in a thread.
///
/// # Errors
/// [`Fault`] of the store.
pub fn last_inbound_sid(db: &Db, thread: ThreadId) -> Result<Option<String>, Fault> {
    let sql = "SELECT provider_sid FROM message WHERE thread_id = ?1 AND direction = 'in' AND provider_sid IS NOT NULL
        ORDER BY created_at DESC, id DESC LIMIT 1";
    Ok(db.prepare_cached(sql)?.query_row([thread], |row| row.get(0)).optional()?)
}

/// Whether a colleague of `user` wrote to the contact after message `seen` of a thread.
///
/// # Errors
/// [`Fault`] of the store.
pub fn is_answered_since(db: &Db, thread: ThreadId, seen: MessageId, user: UserId) -> Result<bool, Fault> {
    let sql =
        "SELECT EXISTS (SELECT 1 FROM message WHERE thread_id = ?1 AND id > ?2 AND author = 'user' AND author_id <> ?3
        AND created_at >= coalesce((SELECT created_at FROM message WHERE id = ?2 AND thread_id = ?1), 0))";
    Ok(db.prepare_cached(sql)?.query_row((thread, seen, user), |row| row.get(0))?)
}

/// What else came with a message.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// Who answered in a conversation: somebody of us, in person or by a program, or only a bot; `None`: nobody.
///
/// # Errors
/// [`Fault`] of the store.
pub fn answered_by(db: &Db, conversation: &crate::store::conversation::Conversation) -> Result<Option<After>, Fault> {
    let sql = "SELECT EXISTS (SELECT 1 FROM message WHERE thread_id = ?1 AND created_at >= ?2 AND conversation_id = ?3
        AND author IN ('user', 'token', 'outside'))";
    let given = (conversation.thread_id, conversation.opened_at, conversation.id);
    let person: bool = db.prepare_cached(sql)?.query_row(given, |row| row.get(0))?;
    if person {
        return Ok(Some(After::Person));
    }
    Ok(bot_session::of(db, conversation.id)?.map(|_| After::Bot))
}

/// What the contact wrote first in a conversation, and what else came with it.
///
/// # Errors
/// [`Fault`] of the store.
pub fn first_inbound(
    db: &Db,
    thread: ThreadId,
    conversation: ConversationId,
) -> Result<Option<(String, Extra)>, Fault> {
    let sql = "SELECT body, coalesce(extra, '{}') AS extra FROM message
        WHERE thread_id = ?1 AND conversation_id = ?2 AND direction = 'in' ORDER BY created_at, id LIMIT 1";
    let mut query = db.prepare_cached(sql)?;
    let found = query.query_row((thread, conversation), |row| Ok((row.get("body")?, json(row, "extra")?)));
    Ok(found.optional()?)
}
