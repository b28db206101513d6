//! API tokens. What is stored is the SHA-256; the token itself is shown once.

use rusqlite::{OptionalExtension as _, named_params};

use crate::domain::ids::TokenId;
use crate::domain::time::Timestamp;
use crate::domain::user::Role;
use crate::store::sign_in::TokenHash;
use crate::store::{Db, Fault, Tx};

/// A token as the list shows it.
#[derive(Clone, Debug)]
pub struct Token {
    /// Which.
    pub id: TokenId,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was last used, exact to some minutes.
    pub last_used_at: Option<Timestamp>,
    /// Since when it counts no more.
    pub revoked_at: Option<Timestamp>,
}

/// A token that a request brought.
#[derive(Clone, Copy, Debug)]
pub struct Presented {
    /// Which.
    pub id: TokenId,
    /// What it may do.
    pub role: Role,
    /// When it was last used, exact to some minutes.
    pub last_used_at: Option<Timestamp>,
}

/// The living token of this hash.
///
/// # Errors
/// The store's.
pub fn find(db: &Db, token_hash: &TokenHash) -> Result<Option<Presented>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT id, role, last_used_at FROM api_token WHERE token_hash = :token_hash AND revoked_at IS NULL",
    )?;
    let found = statement.query_row(named_params! { ":token_hash": token_hash }, |row| {
        Ok(Presented { id: row.get("id")?, role: row.get("role")?, last_used_at: row.get("last_used_at")? })
    });
    Ok(found.optional()?)
}

/// All of them, the living ones first, the newest first.
///
/// # Errors
/// The store's.
pub fn all(db: &Db) -> Result<Vec<Token>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT id, name, role, created_at, last_used_at, revoked_at FROM api_token
         ORDER BY revoked_at IS NOT NULL, id DESC",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(Token {
            id: row.get("id")?,
            name: row.get("name")?,
            role: row.get("role")?,
            created_at: row.get("created_at")?,
            last_used_at: row.get("last_used_at")?,
            revoked_at: row.get("revoked_at")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The role of one that was not revoked.
///
/// # Errors
/// The store's.
pub fn role_of(db: &Db, id: TokenId) -> Result<Option<Role>, Fault> {
    let mut statement = db.prepare_cached("SELECT role FROM api_token WHERE id = ?1 AND revoked_at IS NULL")?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?)
}

/// Keeps a new one.
///
/// # Errors
/// The store's.
pub fn insert(tx: &Tx<'_>, now: Timestamp, name: &str, role: Role, token_hash: &TokenHash) -> Result<TokenId, Fault> {
    tx.prepare_cached(
        "INSERT INTO api_token (name, token_hash, role, created_at) VALUES (:name, :token_hash, :role, :now)",
    )?
    .execute(named_params! { ":name": name, ":token_hash": token_hash, ":role": role, ":now": now })?;
    Ok(TokenId(tx.last_insert_rowid()))
}

/// Ends it; `false` if there is none or it has ended.
///
/// # Errors
/// The store's.
pub fn revoke(tx: &Tx<'_>, id: TokenId, now: Timestamp) -> Result<bool, Fault> {
    let changed = tx
        .prepare_cached("UPDATE api_token SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")?
        .execute(named_params! { ":now": now, ":id": id })?;
    Ok(changed == 1)
}

/// Notes that it was used.
///
/// # Errors
/// The store's.
pub fn touch(tx: &Tx<'_>, id: TokenId, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE api_token SET last_used_at = :now WHERE id = :id")?
        .execute(named_params! { ":now": now, ":id": id })?;
    Ok(())
}
