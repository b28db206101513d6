//! Contacts and their addresses.

use rusqlite::OptionalExtension as _;

use crate::domain::address::{Address, AddressKind};
use crate::domain::ids::ContactId;
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx, contact_candidate};

/// A contact as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// The name we gave; empty: none.
    pub name: String,
    /// The name they chose; empty: none.
    pub profile_name: String,
    /// BCP 47; `None`: not known.
    pub language: Option<String>,
    /// What the team notes on them.
    pub notes: String,
}

impl Contact {
    /// The name to show, if there is one.
    #[must_use]
    pub fn shown_name(&self) -> Option<&str> {
        [self.name.as_str(), self.profile_name.as_str()].into_iter().find(|name| !name.is_empty())
    }
}

/// Who has an address, and the name they chose, as far as we know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The contact.
    pub id: ContactId,
    /// The name they chose; empty: none.
    pub profile_name: String,
}

/// The contact with this address, or with the other spelling of the same number. The exact one counts first.
///
/// # Errors
/// [`Fault`] of the store.
pub fn find(db: &Db, address: &Address) -> Result<Option<Known>, Fault> {
    match (by_address(db, address)?, address.other_spelling()) {
        (None, Some(other)) => by_address(db, &other),
        (found, _) => Ok(found),
    }
}

/// Who has a number, in either of its spellings, and at which of them: as we have it, if we have it.
///
/// # Errors
/// [`Fault`] of the store.
pub fn reach(db: &Db, typed: Address) -> Result<(Option<ContactId>, Address), Fault> {
    if let Some(known) = by_address(db, &typed)? {
        return Ok((Some(known.id), typed));
    }
    if let Some(other) = typed.other_spelling()
        && let Some(known) = by_address(db, &other)?
    {
        return Ok((Some(known.id), other));
    }
    Ok((None, typed))
}

/// The contact with exactly this address.
///
/// # Errors
/// [`Fault`] of the store.
pub fn by_address(db: &Db, address: &Address) -> Result<Option<Known>, Fault> {
    let sql = "SELECT c.id, c.profile_name FROM address a JOIN contact c ON c.id = a.contact_id WHERE a.value = ?1";
    Ok(db
        .prepare_cached(sql)?
        .query_row([address], |row| Ok(Known { id: row.get("id")?, profile_name: row.get("profile_name")? }))
        .optional()?)
}

/// A contact by id, unless it is erased or became another one.
///
/// # Errors
/// [`Fault`] of the store.
pub fn by_id(db: &Db, id: ContactId) -> Result<Option<Contact>, Fault> {
    Ok(db
        .prepare_cached(
            "SELECT id, name, profile_name, language, notes FROM contact
             WHERE id = ?1 AND merged_into_id IS NULL AND erased_at IS NULL",
        )?
        .query_row([id], |row| {
            Ok(Contact {
                id: row.get("id")?,
                name: row.get("name")?,
                profile_name: row.get("profile_name")?,
                language: row.get("language")?,
                notes: row.get("notes")?,
            })
        })
        .optional()?)
}

/// What a contact became when it was merged.
///
/// # Errors
/// [`Fault`] of the store.
pub fn merged_into(db: &Db, id: ContactId) -> Result<Option<ContactId>, Fault> {
    let sql = "SELECT merged_into_id FROM contact WHERE id = ?1";
    Ok(db.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?.flatten())
}

/// All addresses of a contact, phone numbers first; of one whose addresses belong to others those that it writes from.
///
/// # Errors
/// [`Fault`] of the store.
pub fn addresses(db: &Db, id: ContactId) -> Result<Vec<Address>, Fault> {
    let mut query = db.prepare_cached("SELECT value FROM address WHERE contact_id = ?1 ORDER BY kind, id")?;
    let found: Vec<Address> = query.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?;
    if found.is_empty() { contact_candidate::claims(db, id) } else { Ok(found) }
}

/// A new contact with its first address.
///
/// # Errors
/// [`Fault`] of the store; an address belongs to one contact only.
pub fn insert(tx: &Tx<'_>, address: &Address, profile_name: &str, now: Timestamp) -> Result<ContactId, Fault> {
    let id = insert_bare(tx, profile_name, now)?;
    add_address(tx, id, address, now)?;
    Ok(id)
}

/// A new contact without an address of its own: those that it writes from belong to others, as far as anybody knows.
///
/// # Errors
/// [`Fault`] of the store.
pub fn insert_bare(tx: &Tx<'_>, profile_name: &str, now: Timestamp) -> Result<ContactId, Fault> {
    tx.prepare_cached("INSERT INTO contact (profile_name, created_at, updated_at) VALUES (?1, ?2, ?2)")?
        .execute((profile_name, now))?;
    Ok(ContactId(tx.last_insert_rowid()))
}

/// Links one more address; nothing happens if it has a contact already.
///
/// # Errors
/// [`Fault`] of the store.
pub fn add_address(tx: &Tx<'_>, id: ContactId, address: &Address, now: Timestamp) -> Result<(), Fault> {
    let kind = match address.kind() {
        AddressKind::Phone => "phone",
        AddressKind::UserId => "user_id",
    };
    tx.prepare_cached(
        "INSERT INTO address (contact_id, value, kind, created_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (value) DO NOTHING",
    )?
    .execute((id, address, kind, now))?;
    Ok(())
}

/// Keeps the name that the contact chose.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_profile_name(tx: &Tx<'_>, id: ContactId, profile_name: &str, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE contact SET profile_name = ?2, updated_at = ?3 WHERE id = ?1")?.execute((
        id,
        profile_name,
        now,
    ))?;
    Ok(())
}

/// Writes what people of ours may change: the name we give, the language, the notes.
///
/// # Errors
/// [`Fault`] of the store.
pub fn change(tx: &Tx<'_>, to: &Contact, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE contact SET name = ?2, language = ?3, notes = ?4, updated_at = ?5 WHERE id = ?1")?
        .execute((to.id, &to.name, &to.language, &to.notes, now))?;
    Ok(())
}

/// Gives an address of somebody to another.
///
/// # Errors
/// [`Fault`] of the store.
pub fn move_address(tx: &Tx<'_>, to: ContactId, address: &Address) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE address SET contact_id = ?1, origin_id = NULL WHERE value = ?2")?
        .execute((to, address))?;
    Ok(())
}

/// Takes an address away.
///
/// # Errors
/// [`Fault`] of the store.
pub fn remove_address(tx: &Tx<'_>, id: ContactId, address: &Address) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM address WHERE contact_id = ?1 AND value = ?2")?.execute((id, address))?;
    Ok(())
}

/// Writes the name that we give, and the language.
///
/// # Errors
/// [`Fault`] of the store.
pub fn update(tx: &Tx<'_>, id: ContactId, name: &str, language: Option<&str>, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE contact SET name = ?2, language = ?3, updated_at = ?4 WHERE id = ?1")?
        .execute((id, name, language, now))?;
    Ok(())
}
