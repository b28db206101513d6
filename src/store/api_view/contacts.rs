//! Contacts by id, the newest first; one that was merged is found by its id alone, with what it became.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::address::Address;
use crate::domain::ids::{ContactFieldId, ContactId};
use crate::domain::time::Timestamp;
use crate::store::row::json;
use crate::store::{Db, Fault};

/// A contact with all of its addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// The name to show: ours, else the profile's, else empty.
    pub name: String,
    /// The name that the contact chose.
    pub profile_name: String,
    /// BCP 47.
    pub language: Option<String>,
    /// Phone numbers first.
    pub addresses: Vec<String>,
    /// Its tags, by name.
    pub tags: Vec<String>,
    /// What the team notes on it.
    pub notes: String,
    /// What it became when it was merged.
    pub merged_into: Option<ContactId>,
    /// What stands in its own fields.
    pub fields: BTreeMap<ContactFieldId, String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

const SELECT: &str = "SELECT c.id AS id, coalesce(nullif(c.name, ''), c.profile_name) AS name,
    c.profile_name AS profile_name, c.language AS language, c.created_at AS created_at, c.updated_at AS updated_at,
    (SELECT json_group_array(value) FROM
      (SELECT value FROM address WHERE contact_id = c.id ORDER BY kind, id)) AS addresses,
    (SELECT json_group_array(value) FROM address_claim WHERE contact_id = c.id) AS claims,
    (SELECT json_group_array(tag ORDER BY tag) FROM contact_tag WHERE contact_id = c.id) AS tags,
    c.notes AS notes, c.merged_into_id AS merged_into,
    (SELECT json_group_object(CAST(field_id AS TEXT), value) FROM contact_value WHERE contact_id = c.id) AS fields
  FROM contact c";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Contact> {
    let addresses: Vec<String> = json(row, "addresses")?;
    // Whoever writes from what belongs to others has no other.
    let addresses = if addresses.is_empty() { json(row, "claims")? } else { addresses };
    Ok(Contact {
        id: row.get("id")?,
        name: row.get("name")?,
        profile_name: row.get("profile_name")?,
        language: row.get("language")?,
        addresses,
        merged_into: row.get("merged_into")?,
        tags: json(row, "tags")?,
        notes: row.get("notes")?,
        fields: json::<BTreeMap<String, String>>(row, "fields")?
            .into_iter()
            .filter_map(|(id, value)| Some((id.parse().ok()?, value)))
            .collect(),
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

/// One contact.
///
/// # Errors
/// As every query.
pub fn contact(db: &Db, id: ContactId) -> Result<Option<Contact>, Fault> {
    Ok(db
        .prepare_cached(&format!("{SELECT} WHERE c.id = ?1 AND c.merged_into_id IS NULL AND c.erased_at IS NULL"))?
        .query_row([id], from_row)
        .optional()?)
}

/// One contact, or what is left of one that became another.
///
/// # Errors
/// As every query.
pub fn contact_or_merged(db: &Db, id: ContactId) -> Result<Option<Contact>, Fault> {
    Ok(db
        .prepare_cached(&format!("{SELECT} WHERE c.id = ?1 AND c.erased_at IS NULL"))?
        .query_row([id], from_row)
        .optional()?)
}

/// Contacts, newest first: older ones than `before`; with `address` only the one that has it.
///
/// # Errors
/// As every query.
pub fn contacts(
    db: &Db,
    address: Option<&Address>,
    before: Option<ContactId>,
    limit: i64,
) -> Result<Vec<Contact>, Fault> {
    let whose = address
        .map_or("?2 IS NULL AND ?4 IS NULL", |_| "c.id = (SELECT contact_id FROM address WHERE value IN (?2, ?4))");
    let sql = format!(
        "{SELECT} WHERE c.id < ?1 AND {whose} AND c.merged_into_id IS NULL AND c.erased_at IS NULL
         ORDER BY c.id DESC LIMIT ?3"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let before = before.map_or(i64::MAX, |id| id.0);
    let other = address.and_then(Address::other_spelling);
    let rows = statement.query_map((before, address, limit, other), from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}
