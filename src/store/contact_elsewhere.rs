//! Where else somebody stands who is forgotten: raw posts, calls of webhooks, lists of broadcasts and imports.

use rusqlite::named_params;

use crate::domain::address::{Address, bare_number};
use crate::domain::ids::{BroadcastId, ContactId};
use crate::store::broadcast::Sheet;
use crate::store::contact_erasure::{Marks, needles};
use crate::store::{Db, Fault, Tx, broadcast};

/// A table of texts in which somebody may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// What the provider posted.
    RawPosts,
    /// What was posted and refused.
    RefusedPosts,
    /// What programs were told, or are to be told.
    Deliveries,
    /// Lines of contact lists.
    ImportRows,
}

impl Place {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::RawPosts, Self::RefusedPosts, Self::Deliveries, Self::ImportRows];

    /// Whether it is only what came, which goes in some days anyway.
    const fn is_raw(self) -> bool {
        matches!(self, Self::RawPosts | Self::RefusedPosts)
    }

    /// Rows after `:after` in which one of the marks stands.
    const fn finds(self) -> &'static str {
        match self {
            Self::RawPosts => {
                "SELECT id FROM raw_post WHERE id > :after AND EXISTS
                (SELECT 1 FROM json_each(:needles) n WHERE instr(form, n.value)) ORDER BY id LIMIT :limit"
            }
            Self::RefusedPosts => {
                "SELECT id FROM refused_post WHERE id > :after AND EXISTS
                (SELECT 1 FROM json_each(:needles) n WHERE instr(detail, n.value)) ORDER BY id LIMIT :limit"
            }
            Self::Deliveries => {
                "SELECT d.id FROM webhook_delivery d WHERE d.id > :after AND d.body <> '{}' AND
                (d.conversation_id IN (SELECT id FROM conversation WHERE contact_id = :contact) OR EXISTS
                  (SELECT 1 FROM json_each(:needles) n WHERE instr(d.body, n.value))) ORDER BY d.id LIMIT :limit"
            }
            Self::ImportRows => {
                "SELECT (import_id << 20) + line AS id FROM contact_import_row
                WHERE (import_id << 20) + line > :after AND cells <> '[]' AND (contact_id = :contact OR EXISTS
                  (SELECT 1 FROM json_each(:needles) n WHERE instr(address, n.value) OR instr(cells, n.value)))
                ORDER BY import_id, line LIMIT :limit"
            }
        }
    }

    /// How they go. Of a call that was made it stays that it was made; one that was not is not made any more.
    const fn goes(self) -> &'static [&'static str] {
        match self {
            Self::RawPosts => &["DELETE FROM raw_post WHERE id = ?1"],
            Self::RefusedPosts => &["DELETE FROM refused_post WHERE id = ?1"],
            Self::Deliveries => &[
                "DELETE FROM webhook_delivery WHERE id = ?1 AND outcome = 'waiting' AND claimed_at IS NULL",
                "UPDATE webhook_delivery SET body = '{}', answer = NULL WHERE id = ?1",
            ],
            Self::ImportRows => &["UPDATE contact_import_row SET cells = '[]', address = NULL
                WHERE import_id = ?1 >> 20 AND line = ?1 & 1048575"],
        }
    }
}

/// Rows of a place after `after` in which somebody stands.
///
/// # Errors
/// [`Fault`] of the store.
pub fn find(
    db: &Db,
    place: Place,
    (contact, marks): (ContactId, &Marks),
    after: i64,
    limit: u32,
) -> Result<Vec<i64>, Fault> {
    let shared = marks.shared.iter().filter(|_| place.is_raw());
    let needles = serde_json::to_string(&needles(marks.own.iter().chain(shared)))?;
    let mut query = db.prepare_cached(place.finds())?;
    let contact = matches!(place, Place::Deliveries | Place::ImportRows).then_some(contact);
    let rows = match contact {
        Some(contact) => query
            .query_map(
                named_params! { ":after": after, ":needles": needles, ":limit": limit, ":contact": contact },
                |row| row.get(0),
            )?
            .collect::<Result<_, _>>()?,
        None => query
            .query_map(named_params! { ":after": after, ":needles": needles, ":limit": limit }, |row| row.get(0))?
            .collect::<Result<_, _>>()?,
    };
    Ok(rows)
}

/// Takes them away.
///
/// # Errors
/// [`Fault`] of the store.
pub fn remove(tx: &Tx<'_>, place: Place, ids: &[i64]) -> Result<(), Fault> {
    for sql in place.goes() {
        let mut statement = tx.prepare_cached(sql)?;
        for id in ids {
            statement.execute([id])?;
        }
    }
    Ok(())
}

/// Broadcasts after `after`, the oldest first.
///
/// # Errors
/// [`Fault`] of the store.
pub fn broadcasts(db: &Db, after: BroadcastId) -> Result<Option<BroadcastId>, Fault> {
    let sql = "SELECT min(id) FROM broadcast WHERE id > ?1";
    Ok(db.prepare_cached(sql)?.query_row([after], |row| row.get(0))?)
}

/// Takes somebody out of the list of a broadcast. What has not been sent to them is not sent.
///
/// # Errors
/// [`Fault`] of the store.
pub fn leave_broadcast(tx: &Tx<'_>, id: BroadcastId, marks: &Marks) -> Result<(), Fault> {
    let (addresses, needles) = (serde_json::to_string(&marks.own)?, needles(&marks.own));
    let json = serde_json::to_string(&needles)?;
    let mut query = tx.prepare_cached(
        "SELECT row FROM broadcast_row WHERE broadcast_id = ?1 AND (address IN (SELECT value FROM json_each(?2))
           OR EXISTS (SELECT 1 FROM json_each(?3) n WHERE instr(replace(replace(given, ' ', ''), '-', ''), n.value)))",
    )?;
    let rows: Vec<i64> = query.query_map((id, &addresses, &json), |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut sheet = broadcast::sheet(tx, id)?;
    if blank(&mut sheet, &rows, &needles) {
        broadcast::set_sheet(tx, id, &sheet)?;
    }
    let mut change = tx.prepare_cached(
        "UPDATE broadcast_row SET given = '', address = CASE WHEN address IS NOT NULL THEN ?3 || id END,
           ready = CASE WHEN ready IS NOT NULL
             THEN json_set(ready, '$.name', '', '$.values', json('{}'), '$.opt_in.words', '') END,
           fault = CASE state WHEN 'ready' THEN '{\"code\":\"erased\"}' ELSE fault END,
           state = CASE state WHEN 'ready' THEN 'refused' ELSE state END
         WHERE broadcast_id = ?1 AND row = ?2",
    )?;
    for row in rows {
        change.execute((id, row, Address::ERASED))?;
    }
    Ok(())
}

/// Empties these rows of a list, and those in which one of the needles stands.
fn blank(sheet: &mut Sheet, rows: &[i64], needles: &[String]) -> bool {
    let mut changed = false;
    for (number, cells) in &mut sheet.rows {
        let stands = |cell: &String| {
            let bare = bare_number(cell);
            needles.iter().any(|needle| bare.contains(needle.as_str()))
        };
        if rows.contains(number) || cells.iter().any(stands) {
            for cell in cells.iter_mut() {
                changed |= !cell.is_empty();
                cell.clear();
            }
        }
    }
    changed
}
