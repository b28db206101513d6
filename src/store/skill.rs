//! Skills, and who has which.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::ids::{SkillId, UserId};
use crate::domain::in_use::{By, Use};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::skill::{Level, Skilled, Skills};
use crate::domain::time::Timestamp;
use crate::store::error::violates_unique;
use crate::store::{Db, Fault, Tx, rule};

/// So many conversations are counted where it matters only that there are any.
const COUNTED_MAX: i64 = 1_000;

/// A skill as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skill {
    /// Which.
    pub id: SkillId,
    /// What people call it.
    pub name: String,
    /// When it was deleted; old conversations name it still.
    pub deleted_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Skill> {
    Ok(Skill {
        id: row.get("id")?,
        name: row.get("name")?,
        deleted_at: row.get("deleted_at")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

/// The skill with this id, deleted or not.
///
/// # Errors
/// The store's.
pub fn by_id(db: &Db, id: SkillId) -> Result<Option<Skill>, Fault> {
    let sql = "SELECT id, name, deleted_at, created_at, updated_at FROM skill WHERE id = ?1";
    Ok(db.prepare_cached(sql)?.query_row([id], from_row).optional()?)
}

/// The skill, unless it is deleted.
///
/// # Errors
/// [`Refusal::NotFound`]; the store's.
pub fn get(db: &Db, id: SkillId) -> Result<Skill, Fault> {
    by_id(db, id)?.filter(|skill| skill.deleted_at.is_none()).ok_or(Fault::Refused(Refusal::NotFound))
}

/// All that are not deleted, by name.
///
/// # Errors
/// The store's.
pub fn list(db: &Db) -> Result<Vec<Skill>, Fault> {
    let sql = "SELECT id, name, deleted_at, created_at, updated_at FROM skill WHERE deleted_at IS NULL
        ORDER BY name, id";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What all are called, the deleted ones too.
///
/// # Errors
/// The store's.
pub fn names(db: &Db) -> Result<BTreeMap<SkillId, String>, Fault> {
    let mut statement = db.prepare_cached("SELECT id, name FROM skill")?;
    let rows = statement.query_map([], |row| Ok((row.get("id")?, row.get("name")?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn skilled(row: &Row<'_>) -> rusqlite::Result<Option<Skilled>> {
    let skill = row.get("skill_id")?;
    // The column's CHECK says the same as the type.
    Ok(Level::new(row.get("level")?).ok().map(|level| Skilled { skill, level }))
}

/// What somebody knows.
///
/// # Errors
/// The store's.
pub fn of_user(db: &Db, user: UserId) -> Result<Skills, Fault> {
    let mut statement = db.prepare_cached("SELECT skill_id, level FROM user_skill WHERE user_id = ?1")?;
    let rows = statement.query_map([user], skilled)?;
    let known: Vec<Skilled> = rows.filter_map(Result::transpose).collect::<Result<_, _>>()?;
    Ok(known.into())
}

/// Who knows a skill and how well, the best first.
///
/// # Errors
/// The store's.
pub fn who_has(db: &Db, id: SkillId) -> Result<Vec<(UserId, i64)>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT s.user_id, s.level FROM user_skill s JOIN user u ON u.id = s.user_id
         WHERE s.skill_id = ?1 AND u.active = 1 ORDER BY s.level DESC, u.name COLLATE NOCASE, u.id",
    )?;
    let rows = statement.query_map([id], |row| Ok((row.get("user_id")?, row.get("level")?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Makes these what somebody knows.
///
/// # Errors
/// The store's.
pub fn set_of_user(tx: &Tx<'_>, user: UserId, skills: &Skills) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM user_skill WHERE user_id = ?1")?.execute([user])?;
    let mut statement = tx.prepare_cached("INSERT INTO user_skill (user_id, skill_id, level) VALUES (?1, ?2, ?3)")?;
    for skilled in skills.iter() {
        statement.execute((user, skilled.skill, skilled.level.number()))?;
    }
    Ok(())
}

/// What leads to it, counted. Agents who have it are not asked: it goes from them with it.
///
/// # Errors
/// The store's.
pub fn uses(db: &Db, id: SkillId) -> Result<Vec<Use>, Fault> {
    let conversations = db
        .prepare_cached(
            "SELECT count(*) FROM (SELECT 1 FROM conversation_skill s JOIN conversation c ON c.id = s.conversation_id
             WHERE s.skill_id = ?1 AND c.state <> 'closed' LIMIT ?2)",
        )?
        .query_row((id, COUNTED_MAX), |row| row.get(0))?;
    Ok(vec![
        Use { by: By::Rules, count: rule::needing_skill(db, id)? },
        Use { by: By::Conversations, count: conversations },
    ])
}

fn taken(error: rusqlite::Error) -> Fault {
    if violates_unique(&error, "skill.name") { FieldProblem::new("name", "name-taken").into() } else { error.into() }
}

/// Keeps a new one.
///
/// # Errors
/// `name`/`name-taken`; the store's.
pub fn insert(tx: &Tx<'_>, name: &str, now: Timestamp) -> Result<SkillId, Fault> {
    tx.prepare_cached("INSERT INTO skill (name, created_at, updated_at) VALUES (?1, ?2, ?2)")?
        .execute((name, now))
        .map_err(taken)?;
    Ok(SkillId(tx.last_insert_rowid()))
}

/// Gives it another name.
///
/// # Errors
/// `name`/`name-taken`; the store's.
pub fn update(tx: &Tx<'_>, id: SkillId, name: &str, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE skill SET name = ?2, updated_at = ?3 WHERE id = ?1")?
        .execute((id, name, now))
        .map_err(taken)?;
    Ok(())
}

/// Deletes it; the row stays, and nobody has it any more.
///
/// # Errors
/// The store's.
pub fn delete(tx: &Tx<'_>, id: SkillId, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM user_skill WHERE skill_id = ?1")?.execute([id])?;
    tx.prepare_cached("UPDATE skill SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1")?.execute((id, now))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::inbox_view::tests::arrival;
    use crate::store::queue::tests::house;

    fn level(level: i64) -> Level {
        Level::new(level).unwrap()
    }

    #[test]
    fn who_has_which_is_kept() {
        let (_folder, store) = house();
        let [german, french] =
            ["German", "French"].map(|name| store.write(move |tx| insert(tx, name, Timestamp(5))).unwrap());
        let taken = store.write(|tx| insert(tx, "german", Timestamp(5))).unwrap_err();
        assert_eq!(taken.refusal(), Some(&Refusal::Field(FieldProblem::new("name", "name-taken"))));
        let skills: Skills =
            vec![Skilled { skill: german, level: level(7) }, Skilled { skill: french, level: level(2) }].into();
        let set = skills.clone();
        store.write(move |tx| set_of_user(tx, UserId(1), &set)).unwrap();
        store
            .write(move |tx| set_of_user(tx, UserId(2), &vec![Skilled { skill: german, level: level(9) }].into()))
            .unwrap();
        assert_eq!(store.read(|db| of_user(db, UserId(1))).unwrap(), skills);
        assert_eq!(store.read(|db| who_has(db, german)).unwrap(), [(UserId(2), 9), (UserId(1), 7)]);
        store.write(move |tx| update(tx, german, "Deutsch", Timestamp(6))).unwrap();
        let listed: Vec<String> = store.read(list).unwrap().into_iter().map(|skill| skill.name).collect();
        assert_eq!(listed, ["Deutsch", "French"]);
        store.write(move |tx| delete(tx, german, Timestamp(7))).unwrap();
        assert_eq!(store.read(|db| of_user(db, UserId(1))).unwrap().len(), 1);
        assert_eq!(store.read(|db| get(db, german)).unwrap_err().refusal(), Some(&Refusal::NotFound));
        assert_eq!(store.read(names).unwrap().get(&german).map(String::as_str), Some("Deutsch"));
    }

    #[test]
    fn what_needs_it_is_counted() {
        let (folder, store) = house();
        let id = store.write(|tx| insert(tx, "German", Timestamp(5))).unwrap();
        let counts = || store.read(|db| uses(db, id)).unwrap().iter().map(|one| one.count).collect::<Vec<_>>();
        assert_eq!(counts(), [0, 0]);
        let db = crate::store::open::writer(&folder.path().join("a.db")).unwrap();
        let conversation = arrival(&db, "Γιώργος", None, true, 1);
        db.execute("INSERT INTO conversation_skill VALUES (?1, 1, 5)", [conversation]).unwrap();
        db.execute_batch(
            r#"INSERT INTO rule_set (workstream_id, name, position, created_at, updated_at) VALUES (1, 's', 1, 0, 0);
               INSERT INTO rule (workstream_id, rule_set_id, name, position, body, created_at, updated_at) VALUES
                 (1, 1, 'a', 1, '{"then":{"skills":[{"skill":"1","level":5}]}}', 0, 0),
                 (1, 1, 'b', 2, '{"then":{"skills":[{"skill":"2","level":5}]}}', 0, 0),
                 (1, 1, 'c', 3, '{"then":{"priority":5}}', 0, 0);"#,
        )
        .unwrap();
        assert_eq!(counts(), [1, 1]);
    }
}
