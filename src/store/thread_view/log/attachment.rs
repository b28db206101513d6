//! The files of a message, and who is on them where they are cards of contacts.

use rusqlite::OptionalExtension as _;

use crate::domain::ids::{ContactId, ContentId, MediaId, MessageId};
use crate::domain::media::{Card, Reason, read_vcard};
use crate::domain::message::MediaState;
use crate::store::content;
use crate::store::error::Fault;
use crate::store::readers::Db;

/// So much of a file of contacts is read for a page.
const CARD_BYTES_MAX: u64 = 64 * 1024;

/// A media item of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// Which one.
    pub id: MediaId,
    /// What it is once it is ready; until then what it is called, untrusted.
    pub content_type: String,
    /// What the provider called it; untrusted.
    pub announced_type: String,
    /// Where its bytes are.
    pub state: MediaState,
    /// Why they are not here.
    pub reason: Option<Reason>,
    /// What the virus is called that was found in it.
    pub signature: Option<String>,
    /// Its file name; untrusted.
    pub name: Option<String>,
    /// Its size in bytes.
    pub size: Option<i64>,
    /// Width and height of its small picture, if it has one.
    pub preview: Option<(i64, i64)>,
    /// Who is on it, if it is a file of contacts.
    pub cards: Vec<Card>,
    /// For each of them the contact that has one of the numbers, and its name.
    pub known: Vec<Option<(ContactId, String)>>,
}

/// What came with a message, in its order.
pub(super) fn attachments(db: &Db, message: MessageId) -> Result<Vec<Media>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT m.id AS id, m.content_type AS content_type, m.announced_type AS announced_type, m.state AS state,
           m.reason AS reason, m.signature AS signature, m.name AS name, m.size AS size, m.content_id AS content_id, p.width AS width, p.height AS height
         FROM media m LEFT JOIN content_preview p ON p.content_id = m.content_id
         WHERE m.message_id = ?1 ORDER BY m.position",
    )?;
    let rows = statement.query_map([message], |row| {
        let width: Option<i64> = row.get("width")?;
        let found = Media {
            id: row.get("id")?,
            content_type: row.get("content_type")?,
            announced_type: row.get("announced_type")?,
            state: row.get("state")?,
            reason: row.get("reason")?,
            signature: row.get("signature")?,
            name: row.get("name")?,
            size: row.get("size")?,
            preview: width.zip(row.get("height")?),
            cards: Vec::new(),
            known: Vec::new(),
        };
        Ok((found, row.get("content_id")?))
    })?;
    let mut all = Vec::new();
    for row in rows {
        let (mut found, bytes): (Media, Option<ContentId>) = row?;
        if found.content_type == "text/vcard"
            && let Some(bytes) = bytes.filter(|_| found.state.is_shown())
        {
            found.cards = read_vcard(&content::read(db, bytes, 0, CARD_BYTES_MAX)?);
            found.known = found.cards.iter().map(|card| known(db, card)).collect::<Result<_, _>>()?;
        }
        all.push(found);
    }
    Ok(all)
}

/// Who has one of the numbers of a card.
fn known(db: &Db, card: &Card) -> Result<Option<(ContactId, String)>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT c.id, coalesce(nullif(c.name, ''), c.profile_name) FROM address a JOIN contact c ON c.id = a.contact_id
         WHERE a.value = 'whatsapp:' || ?1",
    )?;
    for e164 in card.phones.iter().filter_map(|phone| phone.e164.as_ref()) {
        let found = statement.query_row([e164], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}
