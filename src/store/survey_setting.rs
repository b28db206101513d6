//! What numbers ask when a conversation is over.

use rusqlite::{OptionalExtension as _, Row, named_params};

use crate::domain::ids::{NumberId, TemplateId};
use crate::domain::survey::{After, Settings};
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

fn from_row(row: &Row<'_>) -> rusqlite::Result<Settings> {
    let template: Option<TemplateId> = row.get("template_id")?;
    let variable: Option<String> = row.get("template_variable")?;
    Ok(Settings {
        active: row.get("active")?,
        kind: row.get("kind")?,
        way: row.get("way")?,
        comment: row.get("comment")?,
        template: template.zip(variable),
    })
}

/// What somebody set for just these; `None`: nobody did.
///
/// # Errors
/// The store's.
pub fn own(db: &Db, number: NumberId, after: After) -> Result<Option<Settings>, Fault> {
    let sql = "SELECT active, kind, way, comment, template_id, template_variable FROM survey_setting
        WHERE number_id = ?1 AND after = ?2";
    Ok(db.prepare_cached(sql)?.query_row((number, after), from_row).optional()?)
}

/// What counts: for those of bots what is set for people, unless they have their own.
///
/// # Errors
/// The store's.
pub fn of(db: &Db, number: NumberId, after: After) -> Result<Settings, Fault> {
    if let Some(own) = own(db, number, after)? {
        return Ok(own);
    }
    Ok(if after == After::Bot { own(db, number, After::Person)?.unwrap_or_default() } else { Settings::default() })
}

/// Sets it; `None`: those of bots take again what is set for people.
///
/// # Errors
/// The store's.
pub fn set(tx: &Tx<'_>, number: NumberId, after: After, to: Option<&Settings>, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM survey_setting WHERE number_id = ?1 AND after = ?2")?.execute((number, after))?;
    let Some(to) = to else { return Ok(()) };
    tx.prepare_cached(
        "INSERT INTO survey_setting (number_id, after, active, kind, way, comment, template_id, template_variable, updated_at)
         VALUES (:number, :after, :active, :kind, :way, :comment, :template, :variable, :now)",
    )?
    .execute(named_params! {
        ":number": number, ":after": after, ":active": to.active, ":kind": to.kind, ":way": to.way,
        ":comment": to.comment, ":template": to.template.as_ref().map(|(id, _)| *id),
        ":variable": to.template.as_ref().map(|(_, name)| name), ":now": now,
    })?;
    Ok(())
}
