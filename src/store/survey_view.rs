//! What contacts said, as pages and programs see it: counted by score, by week, by agent and by number, and one by one.

use rusqlite::{Row, named_params};

use crate::domain::address::Address;
use crate::domain::ids::{NumberId, SurveyId, UserId};
use crate::domain::survey::{Kind, NotSent};
use crate::domain::time::{Millis, Timestamp};
use crate::store::survey::{Survey, from_row};
use crate::store::{Db, Fault};

/// Which are meant.
#[derive(Clone, Copy, Debug)]
pub struct Filter {
    /// Of this number only.
    pub number: Option<NumberId>,
    /// Of this agent only.
    pub user: Option<UserId>,
    /// Asked since.
    pub since: Timestamp,
}

/// How often a score was given.
pub type Count = (Kind, i64, i64);

const WHERE: &str = "s.asked_at >= :since AND (:number IS NULL OR s.number_id = :number)
    AND (:user IS NULL OR s.user_id = :user)";

/// Rows of `sql`, in which `{WHERE}` stands for what is meant.
fn rows<T>(
    db: &Db,
    sql: &str,
    filter: &Filter,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, Fault> {
    let mut query = db.prepare_cached(&sql.replace("{WHERE}", WHERE))?;
    let given = named_params! { ":since": filter.since, ":number": filter.number, ":user": filter.user };
    Ok(query.query_map(given, read)?.collect::<Result<_, _>>()?)
}

fn count(row: &Row<'_>, first: usize) -> rusqlite::Result<Count> {
    Ok((row.get(first)?, row.get(first + 1)?, row.get(first + 2)?))
}

/// How often each score was given.
///
/// # Errors
/// The store's.
pub fn scores(db: &Db, filter: &Filter) -> Result<Vec<Count>, Fault> {
    let sql = "SELECT s.kind, s.score, count(*) FROM survey s WHERE {WHERE} AND s.score IS NOT NULL
        GROUP BY s.kind, s.score ORDER BY s.kind, s.score";
    rows(db, sql, filter, |row| count(row, 0))
}

/// How many were asked; how many were not, and why.
///
/// # Errors
/// The store's.
pub fn asked(db: &Db, filter: &Filter) -> Result<(i64, Vec<(NotSent, i64)>), Fault> {
    let sql = "SELECT s.not_sent, count(*) FROM survey s WHERE {WHERE} GROUP BY s.not_sent ORDER BY count(*) DESC";
    let all = rows(db, sql, filter, |row| Ok((row.get::<_, Option<NotSent>>(0)?, row.get::<_, i64>(1)?)))?;
    let asked = all.iter().filter(|(why, _)| why.is_none()).map(|(_, n)| n).sum();
    Ok((asked, all.into_iter().filter_map(|(why, n)| why.map(|why| (why, n))).collect()))
}

/// The same by span of time: the number of the span since the filter's begin, and its counts.
///
/// # Errors
/// The store's.
pub fn by_span(db: &Db, filter: &Filter, span: Millis) -> Result<Vec<(i64, Count)>, Fault> {
    let sql = format!(
        "SELECT (s.asked_at - :since) / {} AS span, s.kind, s.score, count(*) FROM survey s
         WHERE {{WHERE}} AND s.score IS NOT NULL GROUP BY span, s.kind, s.score ORDER BY span, s.kind, s.score",
        span.0.max(1)
    );
    rows(db, &sql, filter, |row| Ok((row.get(0)?, count(row, 1)?)))
}

/// The same by agent, in the order of their names.
///
/// # Errors
/// The store's.
pub fn by_agent(db: &Db, filter: &Filter) -> Result<Vec<(String, Count)>, Fault> {
    let sql = "SELECT u.name, s.kind, s.score, count(*) FROM survey s JOIN user u ON u.id = s.user_id
        WHERE {WHERE} AND s.score IS NOT NULL GROUP BY u.id, s.kind, s.score ORDER BY u.name, u.id, s.kind, s.score";
    rows(db, sql, filter, |row| Ok((row.get(0)?, count(row, 1)?)))
}

/// The same by number, in the order of their names.
///
/// # Errors
/// The store's.
pub fn by_number(db: &Db, filter: &Filter) -> Result<Vec<(String, Count)>, Fault> {
    let sql = "SELECT n.name, s.kind, s.score, count(*) FROM survey s JOIN number n ON n.id = s.number_id
        WHERE {WHERE} AND s.score IS NOT NULL GROUP BY n.id, s.kind, s.score ORDER BY n.name, n.id, s.kind, s.score";
    rows(db, sql, filter, |row| Ok((row.get(0)?, count(row, 1)?)))
}

/// A survey with the names of those whom it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The survey.
    pub survey: Survey,
    /// The contact: our name, else the profile's, else the address as people read it.
    pub contact: String,
    /// Who had the conversation.
    pub agent: Option<String>,
    /// Our number.
    pub number: String,
}

/// One by one, the newest first; those before `before`, at most `limit`. `answered`: only those with a score.
///
/// # Errors
/// The store's.
pub fn list(
    db: &Db,
    filter: &Filter,
    answered: bool,
    before: Option<SurveyId>,
    limit: i64,
) -> Result<Vec<Told>, Fault> {
    let sql = format!(
        "SELECT s.*, coalesce(nullif(p.name, ''), p.profile_name) AS contact, t.address AS address, u.name AS agent,
           n.name AS number
         FROM survey s JOIN thread t ON t.id = s.thread_id JOIN contact p ON p.id = t.contact_id
           JOIN number n ON n.id = s.number_id LEFT JOIN user u ON u.id = s.user_id
         WHERE {{WHERE}} AND p.erased_at IS NULL AND s.id < {} {} ORDER BY s.id DESC LIMIT {limit}",
        before.map_or(i64::MAX, |id| id.0),
        if answered { "AND s.score IS NOT NULL" } else { "" },
    );
    rows(db, &sql, filter, |row| {
        let (name, address): (String, Address) = (row.get("contact")?, row.get("address")?);
        Ok(Told {
            survey: from_row(row)?,
            contact: if name.trim().is_empty() { address.display() } else { name },
            agent: row.get("agent")?,
            number: row.get("number")?,
        })
    })
}
