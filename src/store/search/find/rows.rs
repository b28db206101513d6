//! Rows that the index gives: whether they count for whoever asks, and what they say.

use std::collections::{HashMap, HashSet};

use rusqlite::{OptionalExtension as _, named_params};

use crate::domain::ids::{ConversationId, MessageId, NoteId, ThreadId};
use crate::domain::message::Kind as MessageKind;
use crate::domain::search::folded;
use crate::domain::time::Timestamp;
use crate::store::Fault;
use crate::store::conversation::routing::seen;
use crate::store::inbox_view::IS_SOMEBODYS;
use crate::store::readers::Db;
use crate::store::search::find::{Hit, Wanted};
use crate::store::search::index::{FILES, Kind, parts};
use crate::store::search::names::Meant;

/// A row that may answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The message or note.
    pub id: i64,
    /// Its thread.
    pub thread: ThreadId,
    /// Its conversation.
    pub conversation: ConversationId,
    /// When it was said.
    pub at: Timestamp,
    /// Where the reader sees it.
    pub open: ConversationId,
}

/// The rows of one kind, and what was found out about their conversations.
pub(super) struct Rows<'a> {
    db: &'a Db,
    wanted: &'a Wanted<'a>,
    meant: &'a Meant,
    kind: Kind,
    newest: HashMap<ThreadId, Option<ConversationId>>,
    seen: HashMap<ConversationId, bool>,
    tags: HashMap<ConversationId, bool>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(db: &'a Db, wanted: &'a Wanted<'a>, meant: &'a Meant, kind: Kind) -> Self {
        let (newest, seen, tags) = (HashMap::new(), HashMap::new(), HashMap::new());
        Self { db, wanted, meant, kind, newest, seen, tags }
    }

    /// The newest row of the kind.
    pub(super) fn newest(&self) -> Result<i64, Fault> {
        super::super::index::last(self.db, self.kind)
    }

    /// When a row, or the next after it, was said.
    pub(super) fn time_of(&self, id: i64) -> Result<Option<Timestamp>, Fault> {
        let sql = format!("SELECT created_at FROM {} WHERE id >= ?1 ORDER BY id LIMIT 1", self.kind.word());
        Ok(self.db.prepare_cached(&sql)?.query_row([id], |row| row.get(0)).optional()?)
    }

    /// Gives the rows between `low` and `high` to `take`, the newest first, with whether they count, until it says that it is
    /// enough.
    pub(super) fn each(
        &mut self,
        expression: Option<&str>,
        low: i64,
        high: i64,
        take: &mut dyn FnMut(Candidate, bool) -> bool,
    ) -> Result<(), Fault> {
        let (db, table) = (self.db, self.kind.word());
        let sql = if expression.is_some() {
            format!(
                "SELECT m.id AS id, m.thread_id AS thread_id, m.conversation_id AS conversation_id, m.created_at AS at
                 FROM search_{table} CROSS JOIN {table} m ON m.id = search_{table}.rowid
                 WHERE search_{table} MATCH :expression AND search_{table}.rowid > :low AND search_{table}.rowid < :high
                 ORDER BY search_{table}.rowid DESC"
            )
        } else {
            format!(
                "SELECT m.id AS id, m.thread_id AS thread_id, m.conversation_id AS conversation_id, m.created_at AS at
                 FROM {table} m WHERE :expression IS NULL AND m.id > :low AND m.id < :high ORDER BY m.id DESC"
            )
        };
        let mut statement = db.prepare_cached(&sql)?;
        let mut rows = statement.query(named_params! { ":expression": expression, ":low": low, ":high": high })?;
        while let Some(row) = rows.next()? {
            let conversation = row.get(2)?;
            let mut one =
                Candidate { id: row.get(0)?, thread: row.get(1)?, conversation, at: row.get(3)?, open: conversation };
            let fits = self.fits(&mut one)?;
            if take(one, fits) {
                break;
            }
        }
        Ok(())
    }

    /// Whether a row counts; says where it is seen.
    fn fits(&mut self, one: &mut Candidate) -> Result<bool, Fault> {
        let (since, until) = (self.wanted.since, self.wanted.until);
        if since.is_some_and(|since| one.at < since) || until.is_some_and(|until| one.at >= until) {
            return Ok(false);
        }
        if self.meant.threads.as_ref().is_some_and(|threads| !threads.contains(&one.thread)) {
            return Ok(false);
        }
        let Some(open) = self.open(one)? else { return Ok(false) };
        one.open = open;
        self.is_tagged(one.conversation)
    }

    /// Where whoever asks sees it: in the newest conversation of its thread, which shows them all, else in its own.
    fn open(&mut self, one: &Candidate) -> Result<Option<ConversationId>, Fault> {
        let newest = match self.newest.get(&one.thread) {
            Some(known) => *known,
            None => {
                let sql = format!("SELECT max(c.id) FROM conversation c WHERE c.thread_id = ?1 AND {IS_SOMEBODYS}");
                let newest: Option<ConversationId> =
                    self.db.prepare_cached(&sql)?.query_row([one.thread], |row| row.get(0))?;
                self.newest.insert(one.thread, newest);
                newest
            }
        };
        // Its contact was erased.
        let Some(newest) = newest else { return Ok(None) };
        for conversation in [newest, one.conversation] {
            if self.sees(conversation)? {
                return Ok(Some(conversation));
            }
        }
        Ok(None)
    }

    fn sees(&mut self, conversation: ConversationId) -> Result<bool, Fault> {
        let Some(viewer) = self.wanted.viewer.filter(|viewer| viewer.own_only) else { return Ok(true) };
        if let Some(known) = self.seen.get(&conversation) {
            return Ok(*known);
        }
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM conversation c WHERE c.id = :id AND (c.assignee_id IS :viewer OR {}))",
            seen()
        );
        let given = named_params! { ":id": conversation, ":viewer": viewer.user };
        let sees = self.db.prepare_cached(&sql)?.query_row(given, |row| row.get(0))?;
        self.seen.insert(conversation, sees);
        Ok(sees)
    }

    fn is_tagged(&mut self, conversation: ConversationId) -> Result<bool, Fault> {
        if self.meant.tags.is_empty() {
            return Ok(true);
        }
        if let Some(known) = self.tags.get(&conversation) {
            return Ok(*known);
        }
        let sql = "SELECT tag FROM conversation_tag WHERE conversation_id = ?1
            UNION SELECT t.tag FROM conversation c CROSS JOIN contact_tag t ON t.contact_id = c.contact_id WHERE c.id = ?1";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([conversation], |row| row.get::<_, String>(0))?;
        let has: HashSet<String> = rows.map(|tag| tag.map(|tag| folded(&tag))).collect::<Result<_, _>>()?;
        let fits = self.meant.tags.iter().all(|tag| has.contains(tag));
        self.tags.insert(conversation, fits);
        Ok(fits)
    }
}

/// Everything that is shown of a row.
pub(super) fn hit(db: &Db, kind: Kind, one: Candidate) -> Result<Option<Hit>, Fault> {
    let is_note = kind == Kind::Note;
    let columns = if is_note {
        "m.body AS body, 'text' AS kind, NULL AS extra, 'out' AS direction, NULL AS files, m.user_id AS user_id,
         coalesce(u.name, k.name) AS author FROM note m LEFT JOIN user u ON u.id = m.user_id
           LEFT JOIN api_token k ON k.id = m.token_id"
            .to_owned()
    } else {
        format!(
            "m.body AS body, m.kind AS kind, m.extra AS extra, m.direction AS direction, {FILES} AS files,
             CASE m.author WHEN 'user' THEN m.author_id END AS user_id, coalesce(u.name, k.name) AS author
             FROM message m LEFT JOIN user u ON m.author = 'user' AND u.id = m.author_id
               LEFT JOIN api_token k ON m.author = 'token' AND k.id = m.author_id"
        )
    };
    let sql = format!(
        "SELECT t.contact_id AS contact_id, t.address AS address, n.id AS number_id, n.name AS number_name,
           n.colour AS number_colour, coalesce(nullif(p.name, ''), p.profile_name) AS name, {columns}
           JOIN thread t ON t.id = m.thread_id JOIN contact p ON p.id = t.contact_id JOIN number n ON n.id = t.number_id
         WHERE m.id = ?1"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let found = statement.query_row([one.id], |row| {
        let (body, extra, files): (String, Option<String>, Option<String>) =
            (row.get("body")?, row.get("extra")?, row.get("files")?);
        let kind: MessageKind = row.get("kind")?;
        Ok(Hit {
            message: (!is_note).then_some(MessageId(one.id)),
            note: is_note.then_some(NoteId(one.id)),
            conversation: one.conversation,
            open: one.open,
            contact: row.get("contact_id")?,
            name: row.get("name")?,
            address: row.get("address")?,
            number: row.get("number_id")?,
            number_name: row.get("number_name")?,
            number_colour: row.get("number_colour")?,
            at: one.at,
            inbound: row.get::<_, String>("direction")? == "in",
            author: row.get("author")?,
            user: row.get("user_id")?,
            kind,
            said: parts(&body, kind, extra.as_deref(), files.as_deref()),
        })
    });
    Ok(found.optional()?)
}
