//! One-time links: an invitation or a new password. The token itself is never stored.

use rusqlite::{OptionalExtension as _, named_params};

use crate::domain::ids::UserId;
use crate::domain::message::words;
use crate::domain::time::Timestamp;
use crate::store::sign_in::TokenHash;
use crate::store::{Db, Fault, Tx};

words! {
    /// What a link is for.
    Purpose {
        /// The first password of a new user.
        Invite = "invite",
        /// A new password instead of a lost one.
        Reset = "reset",
    }
}

/// A link that can be used.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its row.
    pub id: i64,
    /// Whose.
    pub user: UserId,
    /// The user's name.
    pub name: String,
    /// What the user types to sign in.
    pub email: String,
    /// Whether it is the first password.
    pub invites: bool,
}

/// Keeps a new one.
///
/// # Errors
/// The store's.
pub fn insert(
    tx: &Tx<'_>,
    now: Timestamp,
    user: UserId,
    token_hash: &TokenHash,
    purpose: Purpose,
    expires_at: Timestamp,
) -> Result<(), Fault> {
    tx.prepare_cached(
        "INSERT INTO one_time_link (user_id, token_hash, purpose, created_at, expires_at)
         VALUES (:user, :token_hash, :purpose, :now, :expires_at)",
    )?
    .execute(named_params! {
        ":user": user,
        ":token_hash": token_hash,
        ":purpose": purpose.word(),
        ":now": now,
        ":expires_at": expires_at,
    })?;
    Ok(())
}

/// The link of a token if it can be used at `now`: unused, not expired, its user active.
///
/// # Errors
/// The store's.
pub fn find(db: &Db, token_hash: &TokenHash, now: Timestamp) -> Result<Option<Link>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT l.id, l.user_id, l.purpose, u.name, u.email
         FROM one_time_link l JOIN user u ON u.id = l.user_id
         WHERE l.token_hash = :token_hash AND l.used_at IS NULL AND l.expires_at > :now AND u.active = 1",
    )?;
    let found = statement.query_row(named_params! { ":token_hash": token_hash, ":now": now }, |row| {
        let purpose: String = row.get("purpose")?;
        Ok(Link {
            id: row.get("id")?,
            user: row.get("user_id")?,
            name: row.get("name")?,
            email: row.get("email")?,
            invites: purpose == Purpose::Invite.word(),
        })
    });
    Ok(found.optional()?)
}

/// Uses up all links of a user: the one that was used, and any older one that still lies in a mailbox.
///
/// # Errors
/// The store's.
pub fn use_up(tx: &Tx<'_>, user: UserId, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE one_time_link SET used_at = :now WHERE user_id = :user AND used_at IS NULL")?
        .execute(named_params! { ":now": now, ":user": user })?;
    Ok(())
}
