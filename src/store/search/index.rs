//! The index: what is in it, what goes in next, what changed.
//!
//! Reading and folding needs no writer; a job of the writer only puts what was read into the index and says how far it
//! reaches now. What changes in between is noted by triggers and put in again.

use rusqlite::OptionalExtension as _;
use serde_json::Value;

use crate::domain::ids::{NumberId, ThreadId, UserId};
use crate::domain::message::Kind as MessageKind;
use crate::domain::search::{Fact, facts, indexed, phone_digits};
use crate::store::{Db, Fault, Tx};

/// What can be searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Messages with the names of their files.
    Message,
    /// Notes.
    Note,
    /// Contacts.
    Contact,
}

impl Kind {
    /// All of them, the shortest first.
    pub const ALL: [Self; 3] = [Self::Contact, Self::Note, Self::Message];

    /// As it is kept, and the name of the table that it comes from.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Note => "note",
            Self::Contact => "contact",
        }
    }

    /// The rows after `after`, up to `to`, in the order of their ids.
    fn read(self, db: &Db, after: i64, to: i64, limit: u32) -> Result<Vec<Doc>, Fault> {
        match self {
            Self::Message => messages(db, after, to, limit),
            Self::Note => notes(db, after, to, limit),
            Self::Contact => contacts(db, after, to, limit),
        }
    }
}

/// Something as it goes into the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doc {
    /// Which row.
    pub id: i64,
    /// Its words and facts.
    pub text: String,
}

/// What is in the index: everything after `low`, up to `high`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// What is older is not in it yet.
    pub low: i64,
    /// What is newer is not in it yet.
    pub high: i64,
}

/// What of a kind is in the index.
///
/// # Errors
/// As every query.
pub fn reach(db: &Db, kind: Kind) -> Result<Reach, Fault> {
    let sql = "SELECT low, high FROM search_reach WHERE kind = ?1";
    let found = db
        .prepare_cached(sql)?
        .query_row([kind.word()], |row| Ok(Reach { low: row.get("low")?, high: row.get("high")? }))
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// The newest row of a kind.
///
/// # Errors
/// As every query.
pub fn last(db: &Db, kind: Kind) -> Result<i64, Fault> {
    let sql = format!("SELECT max(id) FROM {}", kind.word());
    let last: Option<i64> = db.prepare_cached(&sql)?.query_row([], |row| row.get(0))?;
    Ok(last.unwrap_or_default())
}

/// What goes in next: what came since, else what was there before. `None`: everything is in. Gives the reach that it is
/// meant for, and the one afterwards.
///
/// # Errors
/// As every query.
pub fn next(db: &Db, kind: Kind, limit: u32) -> Result<Option<(Reach, Reach, Vec<Doc>)>, Fault> {
    let from = reach(db, kind)?;
    let last = last(db, kind)?;
    if last > from.high {
        let docs = kind.read(db, from.high, last, limit)?;
        let full = u32::try_from(docs.len()).unwrap_or(u32::MAX) >= limit;
        let high = docs.last().filter(|_| full).map_or(last, |doc| doc.id);
        return Ok(Some((from, Reach { high, ..from }, docs)));
    }
    if from.low > 0 {
        let low = from.low.saturating_sub(i64::from(limit)).max(0);
        let docs = kind.read(db, low, from.low, limit)?;
        return Ok(Some((from, Reach { low, ..from }, docs)));
    }
    Ok(None)
}

/// Puts in what was read, if the index is still as it was then.
///
/// # Errors
/// As every write.
pub fn put(tx: &Tx<'_>, kind: Kind, from: Reach, to: Reach, docs: &[Doc]) -> Result<bool, Fault> {
    let sql = "UPDATE search_reach SET low = ?4, high = ?5 WHERE kind = ?1 AND low = ?2 AND high = ?3";
    let moved = tx.prepare_cached(sql)?.execute((kind.word(), from.low, from.high, to.low, to.high))?;
    if moved == 0 {
        return Ok(false);
    }
    insert(tx, kind, docs)?;
    Ok(true)
}

fn insert(tx: &Tx<'_>, kind: Kind, docs: &[Doc]) -> Result<(), Fault> {
    let mut insert = tx.prepare_cached(&format!("INSERT INTO search_{} (rowid, text) VALUES (?1, ?2)", kind.word()))?;
    for doc in docs.iter().filter(|doc| !doc.text.is_empty()) {
        insert.execute((doc.id, &doc.text))?;
    }
    Ok(())
}

/// Puts in again what changed, at most `limit` of a kind; how many there were.
///
/// # Errors
/// As every write.
pub fn renew(tx: &Tx<'_>, kind: Kind, limit: u32) -> Result<u32, Fault> {
    let mut query = tx.prepare_cached("SELECT id FROM search_stale WHERE kind = ?1 ORDER BY id LIMIT ?2")?;
    let ids: Vec<i64> = query.query_map((kind.word(), limit), |row| row.get("id"))?.collect::<Result<_, _>>()?;
    let reach = reach(tx, kind)?;
    let word = kind.word();
    let mut known = tx.prepare_cached(&format!("SELECT 1 FROM search_{word}_docsize WHERE id = ?1"))?;
    let mut remove = tx.prepare_cached(&format!("DELETE FROM search_{word} WHERE rowid = ?1"))?;
    let mut settled = tx.prepare_cached("DELETE FROM search_stale WHERE kind = ?1 AND id = ?2")?;
    for id in &ids {
        settled.execute((word, id))?;
        // What is not in yet goes in as it is by then.
        if *id <= reach.low || *id > reach.high {
            continue;
        }
        if known.exists([id])? {
            remove.execute([id])?;
        }
        insert(tx, kind, &kind.read(tx, id.saturating_sub(1), *id, 1)?)?;
    }
    Ok(u32::try_from(ids.len()).unwrap_or(u32::MAX))
}

/// Whether anything of a kind changed.
///
/// # Errors
/// As every query.
pub fn is_stale(db: &Db, kind: Kind) -> Result<bool, Fault> {
    Ok(db.prepare_cached("SELECT 1 FROM search_stale WHERE kind = ?1")?.exists([kind.word()])?)
}

/// Puts parts of the index together, a few pages of it; whether there is more to do.
///
/// # Errors
/// As every write.
pub fn merge(tx: &Tx<'_>, kind: Kind, pages: u32) -> Result<bool, Fault> {
    let word = kind.word();
    let before = tx.total_changes();
    tx.prepare_cached(&format!("INSERT INTO search_{word} (search_{word}, rank) VALUES ('merge', ?1)"))?
        .execute([pages])?;
    Ok(tx.total_changes().saturating_sub(before) > 1)
}

/// Begins to write the whole index of a kind anew: what was taken out of it stands in its parts until they are put together.
///
/// # Errors
/// As every write.
pub fn rewrite(tx: &Tx<'_>, kind: Kind, pages: u32) -> Result<(), Fault> {
    let word = kind.word();
    tx.prepare_cached(&format!("INSERT INTO search_{word} (search_{word}, rank) VALUES ('merge', ?1)"))?
        .execute([-i64::from(pages)])?;
    Ok(())
}

/// How much of what was said cannot be found yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// How many of a hundred are in, while older ones are still going in.
    pub percent: Option<i64>,
    /// How many newer ones are not in yet.
    pub newer: i64,
}

/// How far behind the index is.
///
/// # Errors
/// As every query.
pub fn behind(db: &Db) -> Result<Behind, Fault> {
    let (mut percent, mut newer) = (None, 0_i64);
    for kind in Kind::ALL {
        let (reach, last) = (reach(db, kind)?, last(db, kind)?);
        if reach.low > 0 {
            let done = reach.high.saturating_sub(reach.low).saturating_mul(100).checked_div(reach.high).unwrap_or(0);
            percent = Some(percent.map_or(done, |known: i64| known.min(done)));
        }
        newer = newer.saturating_add(last.saturating_sub(reach.high).max(0));
    }
    Ok(Behind { percent, newer })
}

/// What a message says: its text, a place, the names of its files.
#[must_use]
pub fn parts(body: &str, kind: MessageKind, extra: Option<&str>, files: Option<&str>) -> Vec<String> {
    let mut all = vec![body.to_owned()];
    if let Some(extra) = extra.filter(|_| kind == MessageKind::Location)
        && let Ok(extra) = serde_json::from_str::<Value>(extra)
    {
        all.extend(["label", "address"].into_iter().filter_map(|name| extra.get(name)?.as_str().map(str::to_owned)));
    }
    all.extend(files.unwrap_or_default().split('\n').map(str::to_owned));
    all.retain(|part| !part.trim().is_empty());
    all.dedup();
    all
}

/// The names of the files of a message `m`: as SQL.
pub const FILES: &str = "(SELECT group_concat(f.name, char(10)) FROM media f WHERE f.message_id = m.id)";

fn messages(db: &Db, after: i64, to: i64, limit: u32) -> Result<Vec<Doc>, Fault> {
    let sql = format!(
        "SELECT m.id AS id, m.body AS body, m.kind AS kind, m.extra AS extra, m.direction AS direction,
           CASE m.author WHEN 'user' THEN m.author_id END AS user_id, m.thread_id AS thread_id, t.number_id AS number_id,
           {FILES} AS files, EXISTS (SELECT 1 FROM media f WHERE f.message_id = m.id) AS has_file
         FROM message m CROSS JOIN thread t ON t.id = m.thread_id
         WHERE m.id > ?1 AND m.id <= ?2 ORDER BY m.id LIMIT ?3"
    );
    let mut query = db.prepare_cached(&sql)?;
    let mut rows = query.query((after, to, limit))?;
    let mut docs = Vec::new();
    while let Some(row) = rows.next()? {
        let (extra, files) = (row.get_ref("extra")?, row.get_ref("files")?);
        let body = row.get_ref("body")?;
        let said = parts(
            body.as_str().unwrap_or_default(),
            row.get("kind")?,
            extra.as_str_or_null().unwrap_or_default(),
            files.as_str_or_null().unwrap_or_default(),
        );
        let thread: ThreadId = row.get("thread_id")?;
        let number: NumberId = row.get("number_id")?;
        let mut known = vec![Fact::Thread(thread), Fact::Number(number)];
        known.extend(row.get::<_, Option<UserId>>("user_id")?.map(Fact::User));
        if row.get_ref("direction")?.as_str() == Ok("in") {
            known.push(Fact::Inbound);
        }
        if row.get("has_file")? {
            known.push(Fact::File);
        }
        docs.push(Doc { id: row.get("id")?, text: facts(indexed(&said.join("\n")), &known) });
    }
    Ok(docs)
}

fn notes(db: &Db, after: i64, to: i64, limit: u32) -> Result<Vec<Doc>, Fault> {
    let sql = "SELECT m.id AS id, m.body AS body, m.user_id AS user_id, m.thread_id AS thread_id,
          t.number_id AS number_id FROM note m CROSS JOIN thread t ON t.id = m.thread_id
        WHERE m.id > ?1 AND m.id <= ?2 ORDER BY m.id LIMIT ?3";
    let mut query = db.prepare_cached(sql)?;
    let rows = query.query_map((after, to, limit), |row| {
        let mut known = vec![Fact::Thread(row.get("thread_id")?), Fact::Number(row.get("number_id")?)];
        known.extend(row.get::<_, Option<UserId>>("user_id")?.map(Fact::User));
        let body: String = row.get("body")?;
        // One that was removed says nothing any more.
        let text = if body.is_empty() { String::new() } else { facts(indexed(&body), &known) };
        Ok(Doc { id: row.get("id")?, text })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A contact by its names, and by its numbers from any digit on.
fn contacts(db: &Db, after: i64, to: i64, limit: u32) -> Result<Vec<Doc>, Fault> {
    let sql = "SELECT m.id AS id, m.name AS name, m.profile_name AS profile_name,
          (SELECT group_concat(a.value, ' ') FROM address a WHERE a.contact_id = m.id) AS addresses,
          m.merged_into_id IS NULL AND m.erased_at IS NULL AS is_there
        FROM contact m WHERE m.id > ?1 AND m.id <= ?2 ORDER BY m.id LIMIT ?3";
    let mut query = db.prepare_cached(sql)?;
    let rows = query.query_map((after, to, limit), |row| {
        // One that became another or was erased is found no more.
        if !row.get::<_, bool>("is_there")? {
            return Ok(Doc { id: row.get("id")?, text: String::new() });
        }
        let (name, profile): (String, String) = (row.get("name")?, row.get("profile_name")?);
        let mut text = indexed(&format!("{name}\n{profile}"));
        let addresses: Option<String> = row.get("addresses")?;
        for address in addresses.iter().flat_map(|all| all.split(' ')) {
            let bare = address.strip_prefix("whatsapp:").unwrap_or(address);
            match phone_digits(bare) {
                Some(digits) => {
                    for from in 0..=digits.len().saturating_sub(3) {
                        text.push(' ');
                        text.push_str(digits.get(from..).unwrap_or_default());
                    }
                }
                None => {
                    text.push(' ');
                    text.push_str(&indexed(bare));
                }
            }
        }
        Ok(Doc { id: row.get("id")?, text })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::Path;

    use rusqlite::Connection;

    use super::*;
    use crate::store::Store;

    /// Puts everything in at once.
    pub(crate) fn fill(db: &Connection) {
        for kind in Kind::ALL {
            let docs = kind.read(db, 0, i64::MAX, 10_000).unwrap();
            let sql = format!("INSERT INTO search_{} (rowid, text) VALUES (?1, ?2)", kind.word());
            for doc in docs {
                db.execute(&sql, (doc.id, doc.text)).unwrap();
            }
            db.execute(
                "UPDATE search_reach SET low = 0, high = (SELECT max(seq) FROM sqlite_sequence) WHERE kind = ?1",
                [kind.word()],
            )
            .unwrap();
        }
    }

    fn store(path: &Path) -> Store {
        Store::open(path, 2, Box::new(|_| {})).unwrap()
    }

    fn found(store: &Store, kind: Kind, expression: &str) -> Vec<i64> {
        let sql = format!("SELECT rowid FROM search_{0} WHERE search_{0} MATCH ?1 ORDER BY rowid DESC", kind.word());
        store
            .read(|db| {
                let mut statement = db.prepare(&sql)?;
                let rows = statement.query_map([expression], |row| row.get(0))?;
                Ok(rows.collect::<Result<_, _>>()?)
            })
            .unwrap()
    }

    /// Everything that there is to do; whether anything was.
    fn step(store: &Store, kind: Kind, limit: u32) -> bool {
        let renewed = store.write(move |tx| renew(tx, kind, limit)).unwrap() > 0;
        let Some((from, to, docs)) = store.read(|db| next(db, kind, limit)).unwrap() else { return renewed };
        assert!(store.write(move |tx| put(tx, kind, from, to, &docs)).unwrap());
        store.write(move |tx| merge(tx, kind, 16)).unwrap();
        true
    }

    #[test]
    fn what_was_there_goes_in_from_the_newest_back_and_what_comes_follows() {
        use crate::store::inbox_view::tests::{NOW, arrival, house, message};
        let folder = tempfile::tempdir().unwrap();
        let db = house(folder.path());
        let conversation = arrival(&db, "Γιώργος", None, true, 1);
        for number in 0..10 {
            message(&db, 1, conversation, "in", &format!("before {number}"), NOW);
        }
        db.execute_batch(
            "UPDATE search_reach SET (low, high) = (11, 11) WHERE kind = 'message'; DELETE FROM search_stale",
        )
        .unwrap();
        drop(db);
        let store = store(&folder.path().join("a.db"));
        let behind_now = || store.read(behind).unwrap();
        assert_eq!((behind_now().percent, behind_now().newer), (Some(0), 1));
        assert!(step(&store, Kind::Message, 4));
        assert_eq!(found(&store, Kind::Message, "before"), [11, 10, 9, 8], "the newest are there first");
        store
            .write(|tx| {
                let sql = "INSERT INTO message (account_id, thread_id, conversation_id, direction, kind, body, status, author,
                    created_at, status_at) VALUES (1, 1, 1, 'in', 'text', 'after', 'received', 'contact', 0, 0)";
                tx.execute(sql, [])?;
                tx.execute("UPDATE message SET body = 'Ἀλλαγή' WHERE id IN (2, 11)", [])?;
                Ok(())
            })
            .unwrap();
        while step(&store, Kind::Message, 4) {}
        assert_eq!(found(&store, Kind::Message, "after"), [12]);
        assert_eq!(found(&store, Kind::Message, "αλλαγη"), [11, 2], "changed before and after it went in");
        assert_eq!(found(&store, Kind::Message, "before").len(), 8);
        assert_eq!(behind_now(), Behind { percent: None, newer: 1 }, "the contact");
        while step(&store, Kind::Contact, 4) {}
        assert_eq!(found(&store, Kind::Contact, "γιωργοσ AND \"0000001\""), [1], "a number from any digit on");
        let raced = store.read(|db| next(db, Kind::Message, 4)).unwrap();
        assert_eq!(raced, None);
        store
            .write(|tx| {
                tx.execute("UPDATE contact SET name = 'Μαρία' WHERE id = 1", [])?;
                tx.execute("UPDATE message SET body = '' WHERE id = 12", [])?;
                tx.execute("DELETE FROM message WHERE id = 3", [])?;
                Ok(())
            })
            .unwrap();
        while step(&store, Kind::Contact, 4) || step(&store, Kind::Message, 4) {}
        assert_eq!(found(&store, Kind::Contact, "μαρια"), [1]);
        assert!(found(&store, Kind::Message, "after").is_empty());
        assert!(!found(&store, Kind::Message, "before").contains(&3));
        let whole: String = store.read(|db| Ok(db.query_row("PRAGMA integrity_check", [], |row| row.get(0))?)).unwrap();
        assert_eq!(whole, "ok");
    }

    #[test]
    fn nothing_goes_in_twice() {
        use crate::store::inbox_view::tests::{arrival, house};
        let folder = tempfile::tempdir().unwrap();
        let db = house(folder.path());
        arrival(&db, "Anna", None, true, 1);
        drop(db);
        let store = store(&folder.path().join("a.db"));
        let (from, to, docs) = store.read(|db| next(db, Kind::Message, 4)).unwrap().unwrap();
        let again = docs.clone();
        assert!(store.write(move |tx| put(tx, Kind::Message, from, to, &docs)).unwrap());
        assert!(!store.write(move |tx| put(tx, Kind::Message, from, to, &again)).unwrap());
        assert_eq!(store.read(|db| next(db, Kind::Message, 4)).unwrap(), None);
    }
}
