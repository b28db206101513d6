//! What became of templates, counted as it happens, so that no page counts over messages.

use std::collections::BTreeMap;

use crate::domain::ids::{NumberId, TemplateId};
use crate::domain::template::counting::Step;
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

/// Counts what a message made from a template just did. The category is the one that it has now: WhatsApp
/// may change it, and what was counted before stays where it was.
///
/// # Errors
/// As every write.
pub fn count(
    tx: &Tx<'_>,
    number: NumberId,
    template: TemplateId,
    month: &str,
    step: Step,
    now: Timestamp,
) -> Result<(), Fault> {
    if step == Step::default() {
        return Ok(());
    }
    let sql =
        "INSERT INTO template_count (number_id, month, template_id, category, sent, delivered, read, failed, last_at)
        SELECT ?1, ?2, id, coalesce(category, ''), ?4, ?5, ?6, ?7, ?8 FROM template WHERE id = ?3
        ON CONFLICT (number_id, month, template_id, category) DO UPDATE SET sent = sent + excluded.sent,
            delivered = delivered + excluded.delivered, read = read + excluded.read, failed = failed + excluded.failed,
            last_at = CASE WHEN excluded.sent > 0 THEN excluded.last_at ELSE last_at END";
    tx.prepare_cached(sql)?.execute((
        number,
        month,
        template,
        step.sent,
        step.delivered,
        step.read,
        step.failed,
        now,
    ))?;
    Ok(())
}

/// What became of all sends of a template.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Use {
    /// Handed over.
    pub sent: i64,
    /// Arrived.
    pub delivered: i64,
    /// Read.
    pub read: i64,
    /// Not arrived.
    pub failed: i64,
    /// When one was last handed over.
    pub last_at: Option<Timestamp>,
}

/// What became of each template.
///
/// # Errors
/// As every query.
pub fn by_template(db: &Db) -> Result<BTreeMap<TemplateId, Use>, Fault> {
    let sql = "SELECT template_id, sum(sent), sum(delivered), sum(read), sum(failed), max(last_at)
        FROM template_count GROUP BY template_id";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        let (id, sent): (TemplateId, i64) = (row.get(0)?, row.get(1)?);
        let last_at: Option<Timestamp> = row.get(5)?;
        let used = Use {
            sent,
            delivered: row.get(2)?,
            read: row.get(3)?,
            failed: row.get(4)?,
            last_at: last_at.filter(|_| sent > 0),
        };
        Ok((id, used))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How often each template was sent from a number in a month.
///
/// # Errors
/// As every query.
pub fn sent(db: &Db, number: NumberId, month: &str) -> Result<BTreeMap<TemplateId, i64>, Fault> {
    let sql = "SELECT template_id, sum(sent) FROM template_count WHERE number_id = ?1 AND month = ?2
        GROUP BY template_id";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map((number, month), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// From which numbers a template was sent, by name, and how often.
///
/// # Errors
/// As every query.
pub fn by_number(db: &Db, template: TemplateId) -> Result<Vec<(String, i64)>, Fault> {
    let sql = "SELECT n.name, sum(c.sent) FROM template_count c JOIN number n ON n.id = c.number_id
        WHERE c.template_id = ?1 GROUP BY c.number_id HAVING sum(c.sent) > 0 ORDER BY n.name COLLATE NOCASE, n.id";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([template], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Sends of one category from one number in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// The month, such as `2026-11`, in UTC.
    pub month: String,
    /// Our number.
    pub number_id: NumberId,
    /// Its name.
    pub number_name: String,
    /// Lower case; empty: none known.
    pub category: String,
    /// Handed over.
    pub sent: i64,
    /// Arrived: what Meta charges for.
    pub delivered: i64,
    /// Read.
    pub read: i64,
    /// Not arrived.
    pub failed: i64,
}

/// The sends of the months from `since` on, newest month first.
///
/// # Errors
/// As every query.
pub fn by_month(db: &Db, since: &str) -> Result<Vec<Month>, Fault> {
    let sql = "SELECT c.month, c.number_id, n.name, c.category, sum(c.sent), sum(c.delivered), sum(c.read), sum(c.failed)
        FROM template_count c JOIN number n ON n.id = c.number_id WHERE c.month >= ?1
        GROUP BY c.month, c.number_id, c.category ORDER BY c.month DESC, n.name COLLATE NOCASE, c.number_id, c.category";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([since], |row| {
        Ok(Month {
            month: row.get(0)?,
            number_id: row.get(1)?,
            number_name: row.get(2)?,
            category: row.get(3)?,
            sent: row.get(4)?,
            delivered: row.get(5)?,
            read: row.get(6)?,
            failed: row.get(7)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
