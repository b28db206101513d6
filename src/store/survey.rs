//! Contacts who are asked how a conversation was, and what they said.

use rusqlite::{OptionalExtension as _, Row, named_params};

use crate::domain::ids::{ConversationId, NumberId, SurveyId, ThreadId, UserId};
use crate::domain::language::Language;
use crate::domain::outgoing_webhook::{Happened, Topic};
use crate::domain::survey::{After, Kind, NotSent, Through};
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

/// SHA-256 of the token in a link.
pub type TokenHash = [u8; 32];

/// One that is asked now, or noted as not sent.
#[derive(Clone, Debug)]
pub struct NewSurvey {
    /// About which conversation.
    pub conversation: ConversationId,
    /// In which thread.
    pub thread: ThreadId,
    /// Of which number.
    pub number: NumberId,
    /// Who had the conversation.
    pub user: Option<UserId>,
    /// After whom.
    pub after: After,
    /// What is asked for.
    pub kind: Kind,
    /// Whether a comment is, too.
    pub comment_wanted: bool,
    /// In which language.
    pub language: Language,
    /// How, or why not.
    pub outcome: Result<Through, NotSent>,
    /// Of the link, if there is one.
    pub token_hash: Option<TokenHash>,
    /// Until when an answer is taken.
    pub until: Timestamp,
}

/// One as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// Which.
    pub id: SurveyId,
    /// About which conversation.
    pub conversation: ConversationId,
    /// In which thread.
    pub thread: ThreadId,
    /// Of which number.
    pub number: NumberId,
    /// Who had the conversation.
    pub user: Option<UserId>,
    /// After whom.
    pub after: After,
    /// What is asked for.
    pub kind: Kind,
    /// Whether a comment is, too.
    pub comment_wanted: bool,
    /// In which language.
    pub language: Language,
    /// How; `None`: nobody was asked.
    pub through: Option<Through>,
    /// Why nobody was.
    pub not_sent: Option<NotSent>,
    /// When they were asked, or were not.
    pub asked_at: Timestamp,
    /// Until when an answer is taken.
    pub until: Timestamp,
    /// The answer.
    pub score: Option<i64>,
    /// What they said beside it; may be empty.
    pub comment: String,
    /// When they first answered.
    pub answered_at: Option<Timestamp>,
    /// When they last did.
    pub changed_at: Option<Timestamp>,
}

const COLUMNS: &str =
    "id, conversation_id, thread_id, number_id, user_id, after, kind, comment_wanted, language, through,
    not_sent, asked_at, until_at, score, comment, answered_at, changed_at";

pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Survey> {
    Ok(Survey {
        id: row.get("id")?,
        conversation: row.get("conversation_id")?,
        thread: row.get("thread_id")?,
        number: row.get("number_id")?,
        user: row.get("user_id")?,
        after: row.get("after")?,
        kind: row.get("kind")?,
        comment_wanted: row.get("comment_wanted")?,
        language: row.get("language")?,
        through: row.get("through")?,
        not_sent: row.get("not_sent")?,
        asked_at: row.get("asked_at")?,
        until: row.get("until_at")?,
        score: row.get("score")?,
        comment: row.get("comment")?,
        answered_at: row.get("answered_at")?,
        changed_at: row.get("changed_at")?,
    })
}

/// Keeps one. A conversation has one at most: whether it is new.
///
/// # Errors
/// The store's.
pub fn insert(tx: &Tx<'_>, new: &NewSurvey, now: Timestamp) -> Result<bool, Fault> {
    let (through, not_sent) = match new.outcome {
        Ok(through) => (Some(through), None),
        Err(not_sent) => (None, Some(not_sent)),
    };
    let added = tx
        .prepare_cached(
            "INSERT INTO survey (conversation_id, thread_id, number_id, user_id, after, kind, comment_wanted, language,
               through, not_sent, token_hash, asked_at, until_at)
             VALUES (:conversation, :thread, :number, :user, :after, :kind, :comment, :language, :through, :not_sent,
               :token, :now, :until) ON CONFLICT (conversation_id) DO NOTHING",
        )?
        .execute(named_params! {
            ":conversation": new.conversation, ":thread": new.thread, ":number": new.number, ":user": new.user,
            ":after": new.after, ":kind": new.kind, ":comment": new.comment_wanted, ":language": new.language,
            ":through": through, ":not_sent": not_sent, ":token": new.token_hash, ":now": now, ":until": new.until,
        })?;
    Ok(added > 0)
}

/// That of a conversation.
///
/// # Errors
/// The store's.
pub fn of(db: &Db, conversation: ConversationId) -> Result<Option<Survey>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM survey WHERE conversation_id = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([conversation], from_row).optional()?)
}

/// That of a link.
///
/// # Errors
/// The store's.
pub fn by_token(db: &Db, hash: &TokenHash) -> Result<Option<Survey>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM survey WHERE token_hash = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([hash], from_row).optional()?)
}

/// The last one of a thread that was asked.
///
/// # Errors
/// The store's.
pub fn latest(db: &Db, thread: ThreadId) -> Result<Option<Survey>, Fault> {
    let sql =
        format!("SELECT {COLUMNS} FROM survey WHERE thread_id = ?1 AND through IS NOT NULL ORDER BY id DESC LIMIT 1");
    Ok(db.prepare_cached(&sql)?.query_row([thread], from_row).optional()?)
}

/// The score, given for the first time or changed.
///
/// # Errors
/// The store's.
pub fn answer(tx: &Tx<'_>, survey: &Survey, score: i64, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE survey SET score = ?2, answered_at = coalesce(answered_at, ?3), changed_at = ?3 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((survey.id, score, now))?;
    tx.tell(Happened::to(Topic::SurveyAnswered, survey.conversation, now));
    Ok(())
}

/// What they said beside it.
///
/// # Errors
/// The store's.
pub fn comment(tx: &Tx<'_>, survey: &Survey, comment: &str, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE survey SET comment = ?2, changed_at = ?3 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((survey.id, comment, now))?;
    tx.tell(Happened::to(Topic::SurveyAnswered, survey.conversation, now));
    Ok(())
}

/// Whether an answer may come in the chat of a thread, and until when.
///
/// # Errors
/// The store's.
pub fn wait_in_chat(tx: &Tx<'_>, thread: ThreadId, until: Option<Timestamp>) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE thread SET survey_until_at = ?2 WHERE id = ?1")?.execute((thread, until))?;
    Ok(())
}
