//! A question in the words of the index.

use crate::domain::ids::ThreadId;
use crate::domain::search::{Alternative, Fact, Query};
use crate::store::Fault;
use crate::store::readers::Db;
use crate::store::search::index::Kind;
use crate::store::search::names::Meant;

/// Beginnings of so many characters have an index of their own.
const INDEXED: std::ops::RangeInclusive<usize> = 2..=4;
/// A longer beginning stands for so many words at most; for more of them the index has to be looked through.
const WORDS_MAX: usize = 200;
/// So many threads are asked of the index; more are looked at row by row.
const THREADS_MAX: usize = 40;

/// What is asked of the index; `Some(None)`: nothing, every row is looked at. `None`: nothing of this kind can answer.
pub(super) fn expression(db: &Db, query: &Query, meant: &Meant, kind: Kind) -> Result<Option<Option<String>>, Fault> {
    // A note is written by one of us and has no files.
    if kind == Kind::Note && (query.has_file || meant.threads.is_some()) {
        return Ok(None);
    }
    let mut parts = Vec::new();
    for term in &query.terms {
        let mut any = Vec::new();
        for one in &term.any {
            any.extend(alternative(db, one, kind)?);
        }
        if any.is_empty() {
            return Ok(None);
        }
        parts.push(any.join(" OR "));
    }
    let any = |facts: Vec<Fact>| facts.into_iter().map(|fact| quoted(&fact.words())).collect::<Vec<_>>().join(" OR ");
    if let Some(threads) = &meant.threads {
        parts.push(quoted(&Fact::Inbound.words()));
        if threads.len() <= THREADS_MAX {
            parts.push(any(threads.iter().map(|id: &ThreadId| Fact::Thread(*id)).collect()));
        }
    }
    if let Some(numbers) = &meant.numbers {
        parts.push(any(numbers.iter().map(|id| Fact::Number(*id)).collect()));
    }
    if let Some(users) = &meant.users {
        parts.push(any(users.iter().map(|id| Fact::User(*id)).collect()));
    }
    if query.has_file {
        parts.push(quoted(&Fact::File.words()));
    }
    let parts: Vec<String> = parts.into_iter().map(|part| format!("({part})")).collect();
    Ok(Some((!parts.is_empty()).then(|| parts.join(" AND "))))
}

/// Words are letters and digits only, so that nothing in them means anything to the index.
fn quoted(words: &str) -> String {
    format!("\"{words}\"")
}

/// Words side by side; the last of which may go on.
fn alternative(db: &Db, one: &Alternative, kind: Kind) -> Result<Vec<String>, Fault> {
    let whole = quoted(&one.words.join(" "));
    let Some((last, before)) = one.words.split_last().filter(|_| one.prefix) else { return Ok(vec![whole]) };
    let length = last.chars().count();
    if INDEXED.contains(&length) {
        return Ok(vec![format!("{whole}*")]);
    }
    // One letter alone is the beginning of half of everything: it stands for itself.
    if length < *INDEXED.start() {
        return Ok(vec![whole]);
    }
    let words = going_on(db, last, kind)?;
    if words.len() > WORDS_MAX {
        return Ok(vec![format!("{whole}*")]);
    }
    let before = before.iter().fold(String::new(), |text, word| text + word + " ");
    Ok(words.iter().map(|word| quoted(&format!("{before}{word}"))).collect())
}

/// The words of the index that begin so, from one to the next however often each occurs: a beginning that is asked for
/// as such would have all their places put together first, which for a common one are millions.
fn going_on(db: &Db, begun: &str, kind: Kind) -> Result<Vec<String>, Fault> {
    let sql = format!("SELECT term FROM search_{}_word WHERE term >= ?1 LIMIT 1", kind.word());
    let mut statement = db.prepare_cached(&sql)?;
    let mut all = Vec::new();
    let mut from = begun.to_owned();
    while all.len() <= WORDS_MAX {
        let mut rows = statement.query([&from])?;
        let Some(row) = rows.next()? else { break };
        let word: String = row.get(0)?;
        if !word.starts_with(begun) {
            break;
        }
        from = format!("{word}\u{1}");
        all.push(word);
    }
    Ok(all)
}
