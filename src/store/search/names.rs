//! Who and what the operators of a question mean: contacts, numbers, colleagues, days.

use std::collections::HashSet;

use rusqlite::Row as SqlRow;

use crate::domain::ids::{NumberId, ThreadId, UserId};
use crate::domain::search::{Query, folded, phone_digits, words};
use crate::domain::time::Timestamp;
use crate::store::readers::Db;
use crate::store::search::contacts_found;
use crate::store::{Fault, erasure};

/// Contacts of one name that are looked at.
const CONTACTS_MAX: usize = 2_000;
/// What was found at the provider later is at most so much older than its neighbours.
const LATE_MS: i64 = 4 * 24 * 60 * 60 * 1000;

/// A question whose names are known.
#[derive(Clone, Debug, Default)]
pub struct Meant {
    /// In one of these threads, and written by the contact.
    pub threads: Option<HashSet<ThreadId>>,
    /// Over one of these numbers.
    pub numbers: Option<Vec<NumberId>>,
    /// Written by one of these.
    pub users: Option<Vec<UserId>>,
    /// With all of these tags, as they are compared.
    pub tags: Vec<String>,
    /// No message after this one can answer.
    pub last: Option<i64>,
    /// No message up to this one can answer.
    pub first: i64,
}

impl Meant {
    /// Whether something was named that is not there.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.threads.as_ref().is_some_and(HashSet::is_empty)
            || self.numbers.as_ref().is_some_and(Vec::is_empty)
            || self.users.as_ref().is_some_and(Vec::is_empty)
    }
}

/// Whether every word of `typed` begins a word of `name`.
fn is_called(name: &str, typed: &str) -> bool {
    let names = words(name);
    let wanted = words(typed);
    !wanted.is_empty() && wanted.iter().all(|word| names.iter().any(|name| name.text.starts_with(&word.text)))
}

/// Those of a short list that are called so, by all that is said of them.
fn called<T: Copy + PartialEq>(all: &[(T, String, String)], typed: &[String]) -> Vec<T> {
    let fits = |(_, name, address): &&(T, String, String)| {
        typed.iter().all(|typed| {
            let digits = phone_digits(typed);
            is_called(name, typed) || digits.is_some_and(|digits| address.contains(digits.trim_start_matches('0')))
        })
    };
    all.iter().filter(fits).map(|(id, ..)| *id).collect()
}

/// Finds out what is meant. `viewer` is who says *me*; `since` and `until` are the days as instants.
///
/// # Errors
/// As every query.
pub fn meant(
    db: &Db,
    query: &Query,
    viewer: Option<UserId>,
    (since, until): (Option<Timestamp>, Option<Timestamp>),
) -> Result<Meant, Fault> {
    let mut meant = Meant { tags: query.tag.iter().map(|tag| folded(tag.trim())).collect(), ..Meant::default() };
    for typed in &query.from {
        let found = threads_of(db, typed)?;
        meant.threads = Some(match meant.threads {
            Some(known) => known.intersection(&found).copied().collect(),
            None => found,
        });
    }
    if !query.number.is_empty() {
        let sql = "SELECT id, name, address FROM number";
        let mut statement = db.prepare_cached(sql)?;
        let all = statement.query_map([], three)?.collect::<Result<Vec<_>, _>>()?;
        meant.numbers = Some(called(&all, &query.number));
    }
    if !query.agent.is_empty() {
        let is_me = |typed: &String| matches!(folded(typed).as_str(), "me" | "εγω");
        let others: Vec<String> = query.agent.iter().filter(|typed| !is_me(typed)).cloned().collect();
        let mut statement = db.prepare_cached("SELECT id, name, email FROM user")?;
        let all = statement.query_map([], three)?.collect::<Result<Vec<_>, _>>()?;
        let mut users = called(&all, &others);
        if others.len() < query.agent.len() {
            users.retain(|user| Some(*user) == viewer);
        }
        meant.users = Some(users);
    }
    if let Some(since) = since {
        meant.first = erasure::last_before(db, since)?.0;
    }
    if let Some(until) = until {
        meant.last = Some(erasure::last_before(db, Timestamp(until.0.saturating_add(LATE_MS)))?.0);
    }
    Ok(meant)
}

fn three<T: rusqlite::types::FromSql>(row: &SqlRow<'_>) -> rusqlite::Result<(T, String, String)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

fn threads_of(db: &Db, typed: &str) -> Result<HashSet<ThreadId>, Fault> {
    let contacts = contacts_found(db, typed, CONTACTS_MAX)?;
    let ids = serde_json::to_string(&contacts)?;
    let sql = "SELECT t.id FROM json_each(?1) j CROSS JOIN thread t ON t.contact_id = j.value";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map([ids], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Names that go on as somebody types behind an operator: numbers, colleagues, tags; at most `limit`.
///
/// # Errors
/// As every query.
pub fn begun(db: &Db, what: Begun, typed: &str, limit: usize) -> Result<Vec<String>, Fault> {
    let sql = match what {
        Begun::Number => "SELECT name FROM number WHERE deleted_at IS NULL ORDER BY name LIMIT 500",
        Begun::Agent => "SELECT name FROM user WHERE active = 1 ORDER BY name LIMIT 500",
        Begun::Tag => {
            "SELECT tag FROM (SELECT tag FROM contact_tag LIMIT 5000) UNION SELECT tag FROM (SELECT tag FROM conversation_tag LIMIT 5000)
             ORDER BY tag"
        }
        Begun::Contact => return contacts_begun(db, typed, limit),
    };
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    let all: Vec<String> = rows.collect::<Result<_, _>>()?;
    let fits = |name: &String| typed.trim().is_empty() || is_called(name, typed);
    Ok(all.into_iter().filter(fits).take(limit).collect())
}

/// What is begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// The name of a number.
    Number,
    /// The name of a colleague.
    Agent,
    /// A tag.
    Tag,
    /// The name of a contact.
    Contact,
}

fn contacts_begun(db: &Db, typed: &str, limit: usize) -> Result<Vec<String>, Fault> {
    let mut names: Vec<String> = Vec::new();
    for id in contacts_found(db, typed, limit.saturating_mul(3))? {
        let sql = "SELECT coalesce(nullif(name, ''), profile_name) FROM contact WHERE id = ?1";
        let name: String = db.prepare_cached(sql)?.query_row([id], |row| row.get(0))?;
        if !name.trim().is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names.truncate(limit);
    Ok(names)
}
