//! Contacts as a table that the import takes again: in portions, so that a long list holds nothing up.

use serde_json::json;

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::ids::ContactId;
use crate::domain::permission::may_import_contacts;
use crate::domain::user::Actor;
use crate::flows::sheet;
use crate::store::contact_field::{self, ContactField};
use crate::store::contact_view::{self, Row, Wanted};
use crate::store::{Db, Fault, audit, contact};

/// Contacts of one portion.
pub const PORTION: usize = 500;

/// The names of the columns that every list has; those of own fields come behind them.
#[derive(Clone, Debug)]
pub struct Names {
    /// In their order: number, other addresses, name, name in WhatsApp, language, tags, notes.
    pub fixed: [String; 7],
}

/// The first line, with the mark for spreadsheets if that is wanted. That somebody takes contacts away is noted.
///
/// # Errors
/// [`crate::domain::refusal::Refusal::NotAllowed`] for agents; [`Fault`] of the store.
pub fn begin(app: &App, actor: Actor, names: &Names, mark: bool) -> Result<Vec<u8>, Fault> {
    may_import_contacts(actor)?;
    let now = app.clock.now();
    let fields = app.store.write(move |tx| {
        audit::insert(tx, now, &actor.scope(), "contacts.exported", "contacts", &json!({}))?;
        contact_field::list(tx)
    })?;
    let fields = fields.into_iter().map(|field| field.name);
    sheet::lines([names.fixed.iter().cloned().chain(fields).collect()], mark)
}

/// A portion of lines, and where the next begins.
///
/// # Errors
/// [`Fault`] of the store.
pub fn portion(db: &Db, wanted: &Wanted) -> Result<(Vec<u8>, Option<ContactId>), Fault> {
    let fields = contact_field::list(db)?;
    let (rows, next) = contact_view::list(db, wanted)?;
    let lines = rows.iter().map(|row| line(db, row, &fields)).collect::<Result<Vec<_>, _>>()?;
    Ok((sheet::lines(lines, false)?, next))
}

fn line(db: &Db, row: &Row, fields: &[ContactField]) -> Result<Vec<String>, Fault> {
    let addresses = contact::addresses(db, row.id)?;
    let shown = |address: &Address| address.bare().to_owned();
    let kept = contact::by_id(db, row.id)?;
    let (name, profile, notes) = kept.map(|kept| (kept.name, kept.profile_name, kept.notes)).unwrap_or_default();
    let mut cells = vec![
        addresses.first().map(shown).unwrap_or_default(),
        addresses.iter().skip(1).map(shown).collect::<Vec<_>>().join(" "),
        name,
        profile,
        row.language.clone().unwrap_or_default(),
        row.tags.join(", "),
        notes,
    ];
    let values = contact_field::values(db, row.id)?;
    cells.extend(fields.iter().map(|field| values.get(&field.id).cloned().unwrap_or_default()));
    Ok(cells)
}
