//! Opening hours: a week in a time zone, and holidays. Queues, rules and menus name them; what is named is not deleted.

use rusqlite::types::Type;
use rusqlite::{OptionalExtension as _, Row, named_params};

use crate::domain::hours::Hours;
use crate::domain::ids::HoursId;
use crate::domain::in_use::{By, Use};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::store::error::violates_unique;
use crate::store::row::json;
use crate::store::{Db, Fault, Tx, bot, rule};

/// Opening hours as they are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpeningHours {
    /// Which.
    pub id: HoursId,
    /// What people call them.
    pub name: String,
    /// The week, its zone and the holidays.
    pub hours: Hours,
    /// When they were deleted; old conversations name them still.
    pub deleted_at: Option<Timestamp>,
    /// When they were made.
    pub created_at: Timestamp,
    /// When they last changed.
    pub updated_at: Timestamp,
}

const COLUMNS: &str = "id, name, time_zone, spans, holidays, deleted_at, created_at, updated_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<OpeningHours> {
    let zone: String = row.get("time_zone")?;
    let hours = Hours::new(&zone, json(row, "spans")?, json(row, "holidays")?)
        .map_err(|_| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, "opening hours that are wrong".into()))?;
    Ok(OpeningHours {
        id: row.get("id")?,
        name: row.get("name")?,
        hours,
        deleted_at: row.get("deleted_at")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

/// The hours with this id, deleted or not.
///
/// # Errors
/// The store's.
pub fn by_id(db: &Db, id: HoursId) -> Result<Option<OpeningHours>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM hours WHERE id = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([id], from_row).optional()?)
}

/// The hours, unless they are deleted.
///
/// # Errors
/// [`Refusal::NotFound`]; the store's.
pub fn get(db: &Db, id: HoursId) -> Result<OpeningHours, Fault> {
    by_id(db, id)?.filter(|hours| hours.deleted_at.is_none()).ok_or(Fault::Refused(Refusal::NotFound))
}

/// All that are not deleted, by name.
///
/// # Errors
/// The store's.
pub fn list(db: &Db) -> Result<Vec<OpeningHours>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM hours WHERE deleted_at IS NULL ORDER BY name, id");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What is about to be deleted is asked: how many queues open by them, and how many rules ask for them.
///
/// # Errors
/// The store's.
pub fn uses(db: &Db, id: HoursId) -> Result<Vec<Use>, Fault> {
    let queues: i64 = db
        .prepare_cached("SELECT count(*) FROM queue WHERE hours_id = ?1 AND deleted_at IS NULL")?
        .query_row([id], |row| row.get(0))?;
    Ok(vec![
        Use { by: By::Queues, count: queues },
        Use { by: By::Conditions, count: rule::asking_hours(db, id)? },
        Use { by: By::Bots, count: bot::naming_hours(db, id)? },
    ])
}

fn taken(error: rusqlite::Error) -> Fault {
    if violates_unique(&error, "hours.name") { FieldProblem::new("name", "name-taken").into() } else { error.into() }
}

/// Keeps new ones.
///
/// # Errors
/// `name`/`name-taken`; the store's.
pub fn insert(tx: &Tx<'_>, name: &str, hours: &Hours, now: Timestamp) -> Result<HoursId, Fault> {
    tx.prepare_cached(
        "INSERT INTO hours (name, time_zone, spans, holidays, created_at, updated_at)
         VALUES (:name, :zone, :spans, :holidays, :now, :now)",
    )?
    .execute(named_params! {
        ":name": name, ":zone": hours.zone().name(), ":spans": serde_json::to_string(hours.spans())?,
        ":holidays": serde_json::to_string(hours.holidays())?, ":now": now,
    })
    .map_err(taken)?;
    Ok(HoursId(tx.last_insert_rowid()))
}

/// Changes them.
///
/// # Errors
/// `name`/`name-taken`; the store's.
pub fn update(tx: &Tx<'_>, id: HoursId, name: &str, hours: &Hours, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE hours SET name = :name, time_zone = :zone, spans = :spans, holidays = :holidays, updated_at = :now
         WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": id, ":name": name, ":zone": hours.zone().name(), ":spans": serde_json::to_string(hours.spans())?,
        ":holidays": serde_json::to_string(hours.holidays())?, ":now": now,
    })
    .map_err(taken)?;
    Ok(())
}

/// Deletes them; the row stays.
///
/// # Errors
/// The store's.
pub fn delete(tx: &Tx<'_>, id: HoursId, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE hours SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1")?.execute((id, now))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::hours::{Day, Holiday, Span, TimeOfDay};
    use crate::store::queue::tests::house;

    fn week(from: &str, to: &str) -> Hours {
        let [from, to] = [from, to].map(|time| TimeOfDay::parse(time).unwrap());
        let holiday = Holiday {
            first: "2026-12-25".parse().unwrap(),
            last: "2026-12-26".parse().unwrap(),
            name: "Χριστούγεννα".to_owned(),
            yearly: true,
        };
        Hours::new("Europe/Athens", vec![Span { day: Day::Monday, from, to }], vec![holiday]).unwrap()
    }

    #[test]
    fn they_are_kept_changed_and_deleted() {
        let (_folder, store) = house();
        let id = store.write(|tx| insert(tx, "Shop", &week("09:00", "17:00"), Timestamp(5))).unwrap();
        let kept = store.read(|db| get(db, id)).unwrap();
        assert_eq!((kept.name.as_str(), &kept.hours), ("Shop", &week("09:00", "17:00")));
        let again = store.write(|tx| insert(tx, "SHOP", &week("09:00", "17:00"), Timestamp(5)));
        let taken = Refusal::Field(FieldProblem::new("name", "name-taken"));
        assert_eq!(again.unwrap_err().refusal(), Some(&taken));
        store.write(move |tx| update(tx, id, "Shop", &week("10:00", "24:00"), Timestamp(6))).unwrap();
        assert_eq!(store.read(list).unwrap().first().unwrap().hours, week("10:00", "24:00"));
        store.write(move |tx| delete(tx, id, Timestamp(7))).unwrap();
        assert_eq!(store.read(|db| get(db, id)).unwrap_err().refusal(), Some(&Refusal::NotFound));
        assert_eq!(store.read(|db| by_id(db, id)).unwrap().unwrap().deleted_at, Some(Timestamp(7)));
        assert_eq!(store.read(list).unwrap(), []);
        store.write(|tx| insert(tx, "Shop", &week("09:00", "17:00"), Timestamp(8))).unwrap();
    }

    #[test]
    fn who_uses_them_is_counted() {
        let (_folder, store) = house();
        let id = store.write(|tx| insert(tx, "Shop", &week("09:00", "17:00"), Timestamp(5))).unwrap();
        let counts = |queues, conditions| {
            let by = [(By::Queues, queues), (By::Conditions, conditions), (By::Bots, 0)];
            by.map(|(by, count)| Use { by, count }).to_vec()
        };
        assert_eq!(store.read(|db| uses(db, id)).unwrap(), counts(0, 0));
        let used = store.write(move |tx| {
            tx.execute_batch(
                r#"INSERT INTO queue (name, method, hours_id, created_at, updated_at)
                     VALUES ('Q', 'round_robin', 1, 0, 0);
                   INSERT INTO queue (name, method, hours_id, deleted_at, created_at, updated_at)
                     VALUES ('R', 'round_robin', 1, 0, 0, 0);
                   INSERT INTO rule (workstream_id, name, position, body, created_at, updated_at) VALUES
                     (1, 'a', 1, '{"when":[{"is":{"hours":{"hours":"1","open":true}}}],"then":{"queue":"1"}}', 0, 0),
                     (1, 'b', 2, '{"when":[{"is":{"hours":{"hours":"2","open":true}}}],"then":{"queue":"1"}}', 0, 0);"#,
            )?;
            uses(tx, id)
        });
        assert_eq!(used.unwrap(), counts(1, 1));
    }
}
