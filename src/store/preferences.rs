//! What users chose for themselves beside the look of the pages; columns of their row.

use rusqlite::{OptionalExtension as _, Row, named_params};

use crate::domain::ids::{SavedViewId, UserId};
use crate::domain::preferences::{Alerts, FirstView, Preferences, View};
use crate::domain::time::Timestamp;
use crate::store::row::json;
use crate::store::{Db, Fault, Tx};

/// From the columns `signature`, `default_view` and `alerts` of a user.
pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Preferences> {
    let chosen = row.get::<_, Option<String>>("alerts")?.is_some();
    Ok(Preferences {
        signature: row.get("signature")?,
        // Whatever was written there by another version, there is a list to begin with.
        view: FirstView::from_word(&row.get::<_, String>("default_view")?).unwrap_or(FirstView::Common(View::Mine)),
        alerts: if chosen { json(row, "alerts")? } else { Alerts::default() },
    })
}

/// What a user chose.
///
/// # Errors
/// The store's.
pub fn of(db: &Db, id: UserId) -> Result<Option<Preferences>, Fault> {
    let mut statement = db.prepare_cached("SELECT signature, default_view, alerts FROM user WHERE id = :id")?;
    Ok(statement.query_row(named_params! { ":id": id }, from_row).optional()?)
}

/// Keeps what a user chose.
///
/// # Errors
/// The store's.
pub fn set(tx: &Tx<'_>, id: UserId, to: &Preferences, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE user SET signature = :signature, default_view = :view, alerts = :alerts, updated_at = :now
         WHERE id = :id",
    )?
    .execute(named_params! {
        ":signature": to.signature, ":view": to.view.word(), ":alerts": serde_json::to_string(&to.alerts)?,
        ":now": now, ":id": id,
    })?;
    Ok(())
}

/// A saved view goes: whoever began with it begins with the usual list.
///
/// # Errors
/// The store's.
pub fn forget_view(tx: &Tx<'_>, id: SavedViewId) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE user SET default_view = :usual WHERE default_view = :gone")?
        .execute(named_params! { ":usual": View::Mine.word(), ":gone": FirstView::Saved(id).word() })?;
    Ok(())
}
