//! Finding contacts, and the conversations with them.

use rusqlite::named_params;

use crate::domain::ids::ContactId;
use crate::domain::text;
use crate::domain::time::Millis;
use crate::store::error::Fault;
use crate::store::inbox_view::{Row, Viewer, from_row, outer};
use crate::store::readers::Db;

/// Contacts that one search looks through at most, newest first.
const SEARCHED_MAX: i64 = 100_000;

/// The latest conversation of every thread whose contact's name has words that begin so, or whose
/// address has these digits; newest first. Looks through contacts one by one, up to a limit.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn found(db: &Db, viewer: Viewer, words: &str, margin: Millis, limit: usize) -> Result<Vec<Row>, Fault> {
    let contacts = contacts_found(db, words, limit)?;
    let ids = serde_json::to_string(&contacts)?;
    let inner = format!(
        "SELECT max(c.id) AS id, max(c.last_message_at) AS k FROM json_each(:ids) j
           CROSS JOIN conversation c ON c.contact_id = j.value {} GROUP BY c.thread_id",
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
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= 3 && !words.chars().any(char::is_alphabetic) {
        let mut statement = db.prepare_cached(
            "SELECT DISTINCT contact_id FROM address WHERE instr(value, ?1) > 0 ORDER BY contact_id DESC LIMIT ?2",
        )?;
        let found = statement.query_map((digits, i64::try_from(limit).unwrap_or(i64::MAX)), |row| row.get(0))?;
        return Ok(found.collect::<Result<_, _>>()?);
    }
    let wanted = text::folded(words);
    let wanted: Vec<&str> = wanted.split_whitespace().collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = db.prepare_cached("SELECT id, name, profile_name FROM contact ORDER BY id DESC LIMIT ?1")?;
    let mut rows = statement.query([SEARCHED_MAX])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()?
        && found.len() < limit
    {
        let names = text::folded(&format!(
            "{} {}",
            row.get_ref("name")?.as_str().unwrap_or(""),
            row.get_ref("profile_name")?.as_str().unwrap_or("")
        ));
        let begins = |word: &&str| names.split(|c: char| !c.is_alphanumeric()).any(|name| name.starts_with(*word));
        if wanted.iter().all(begins) {
            found.push(row.get("id")?);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::UserId;
    use crate::store::inbox_view::tests::{MARGIN, arrival, house};

    /// Somebody who may see everything.
    const EVERYTHING: Viewer = Viewer { user: UserId(1), own_only: false };

    #[test]
    fn finds_by_words_and_by_digits() {
        let folder = tempfile::tempdir().unwrap();
        let db = house(folder.path());
        arrival(&db, "Γιώργος Παππάς", None, true, 1);
        arrival(&db, "Tom", None, true, 2);
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
