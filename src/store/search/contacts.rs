//! Finding contacts, and the conversations with them.

use rusqlite::named_params;

use crate::domain::ids::ContactId;
use crate::domain::search::{phone_digits, words};
use crate::domain::time::Millis;
use crate::store::error::Fault;
use crate::store::inbox_view::{IS_SOMEBODYS, Row, Viewer, from_row, outer};
use crate::store::readers::Db;

/// Words of a name that are looked at.
const WORDS_MAX: usize = 8;

/// The latest conversation of every thread whose contact's name has words that begin so, or whose
/// address has these digits; newest first. Looks through contacts one by one, up to a limit.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn found(db: &Db, viewer: Viewer, words: &str, margin: Millis, limit: usize) -> Result<Vec<Row>, Fault> {
    talks_with(db, viewer, &contacts_found(db, words, limit)?, margin)
}

/// The latest conversation of every thread of these contacts; newest first.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn talks_with(db: &Db, viewer: Viewer, contacts: &[ContactId], margin: Millis) -> Result<Vec<Row>, Fault> {
    let ids = serde_json::to_string(contacts)?;
    let inner = format!(
        "SELECT max(c.id) AS id, max(c.last_message_at) AS k FROM json_each(:ids) j
           CROSS JOIN conversation c ON c.contact_id = j.value AND {IS_SOMEBODYS} {} GROUP BY c.thread_id",
        viewer.sees()
    );
    let sql = outer(&inner, "x.k DESC, x.id DESC");
    let mut statement = db.prepare_cached(&sql)?;
    let given = named_params! { ":viewer": viewer.user, ":ids": ids };
    let rows = statement.query_map(given, |row| from_row(row, margin))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Contacts by their names, or by a part of their numbers; the newest first.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn contacts_found(db: &Db, words: &str, limit: usize) -> Result<Vec<ContactId>, Fault> {
    let Some(expression) = expression(words) else { return Ok(Vec::new()) };
    let mut statement = db.prepare_cached(
        "SELECT rowid FROM search_contact WHERE search_contact MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
    )?;
    let found = statement.query_map((expression, i64::try_from(limit).unwrap_or(i64::MAX)), |row| row.get("rowid"))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// What is asked of the index: every word begins a word of the name, or the digits stand somewhere in a number.
fn expression(typed: &str) -> Option<String> {
    if let Some(digits) = phone_digits(typed) {
        // A zero in front is dialled inside a country only.
        let bare = digits.trim_start_matches('0');
        let also = if bare.len() >= 3 && bare != digits { format!(" OR \"{bare}\"*") } else { String::new() };
        return Some(format!("\"{digits}\"*{also}"));
    }
    let wanted: Vec<String> =
        words(typed).into_iter().take(WORDS_MAX).map(|word| format!("\"{}\"*", word.text)).collect();
    (!wanted.is_empty()).then(|| wanted.join(" AND "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::UserId;
    use crate::store::inbox_view::tests::{MARGIN, arrival, house};
    use crate::store::search::index::tests::fill;

    /// Somebody who may see everything.
    const EVERYTHING: Viewer = Viewer { user: UserId(1), own_only: false };

    #[test]
    fn finds_by_words_and_by_digits() {
        let folder = tempfile::tempdir().unwrap();
        let db = house(folder.path());
        arrival(&db, "Γιώργος Παππάς", None, true, 1);
        arrival(&db, "Tom", None, true, 2);
        fill(&db);
        for (words, want) in [
            ("γιωργ", vec!["Γιώργος Παππάς"]),
            ("παππασ γι", vec!["Γιώργος Παππάς"]),
            ("ώργος", vec![]),
            ("0000 2", vec!["Tom"]),
            ("%", vec![]),
            ("", vec![]),
        ] {
            let found = found(&db, EVERYTHING, words, MARGIN, 20).unwrap();
            assert_eq!(found.into_iter().map(|row| row.name).collect::<Vec<_>>(), want, "{words}");
        }
    }
}
