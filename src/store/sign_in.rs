//! Sign-ins: one row per browser. The cookie itself is never stored, only its SHA-256.

use rusqlite::{OptionalExtension as _, Row, named_params};

use crate::domain::ids::{AccountId, OutgoingWebhookId, SignInId, UserId};
use crate::domain::language::Language;
use crate::domain::preferences::Preferences;
use crate::domain::time::{Millis, Timestamp};
use crate::domain::user::{Density, Role, SendKey, Theme};
use crate::store::{Db, Fault, Tx, preferences};

/// The SHA-256 of a cookie.
pub type TokenHash = [u8; 32];

/// What a request with a valid cookie is told about its user: one query per request.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The sign-in.
    pub id: SignInId,
    /// What every form of this sign-in carries.
    pub csrf: String,
    /// When it was last used, exact to some minutes.
    pub last_seen_at: Timestamp,
    /// The user.
    pub user: UserId,
    /// The user's name.
    pub name: String,
    /// The name that is typed to sign in.
    pub email: String,
    /// The role as it is now.
    pub role: Role,
    /// The chosen language; `None`: the browser's.
    pub language: Option<Language>,
    /// The chosen look.
    pub theme: Theme,
    /// The chosen height of rows.
    pub density: Density,
    /// The chosen IANA time zone; `None`: the browser's.
    pub time_zone: Option<String>,
    /// The chosen key to send.
    pub send_key: SendKey,
    /// Whether single keys work.
    pub single_keys: bool,
    /// What else they chose.
    pub preferences: Preferences,
    /// How many conversations wait for this user's answer.
    pub waiting: i64,
    /// How many planned messages of this user did not leave, and nobody has seen it.
    pub unsent: i64,
    /// For admins: an account whose credentials the provider refuses.
    pub alarm: Option<(AccountId, String)>,
    /// For admins: a webhook that we switched off.
    pub paused_webhook: Option<(OutgoingWebhookId, String)>,
    /// For admins: how many first steps are left.
    pub steps_left: usize,
}

/// A sign-in as its user sees it.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// The sign-in.
    pub id: SignInId,
    /// What the browser called itself.
    pub user_agent: String,
    /// From where.
    pub peer: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, exact to some minutes.
    pub last_seen_at: Timestamp,
}

/// A sign-in to be.
#[derive(Clone, Debug)]
pub struct NewSignIn {
    /// Whose.
    pub user: UserId,
    /// Of its cookie.
    pub token_hash: TokenHash,
    /// What its forms carry.
    pub csrf: String,
    /// What the browser calls itself.
    pub user_agent: String,
    /// From where.
    pub peer: String,
    /// When it ends unless it is used.
    pub expires_at: Timestamp,
}

/// Who is signed in with this cookie at `now`: neither expired, nor revoked, nor deactivated.
///
/// # Errors
/// The store's.
pub fn find(db: &Db, token_hash: &TokenHash, now: Timestamp) -> Result<Option<SignedIn>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT s.id, s.csrf, s.last_seen_at, u.id AS user_id, u.name, u.email, u.role, u.language, u.theme,
           u.density, u.time_zone, u.send_key, u.single_keys, u.signature, u.default_view, u.alerts,
           (SELECT COUNT(*) FROM conversation c
            WHERE c.assignee_id = u.id AND c.state <> 'closed' AND c.waiting_since_at IS NOT NULL) AS waiting,
           (SELECT COUNT(*) FROM planned_message p
            WHERE p.author_id = u.id AND p.author = 'user' AND p.state = 'refused' AND p.seen_at IS NULL) AS unsent
         FROM sign_in s JOIN user u ON u.id = s.user_id
         WHERE s.token_hash = :token_hash AND s.revoked_at IS NULL AND s.expires_at > :now AND u.active = 1",
    )?;
    let parameters = named_params! { ":token_hash": token_hash, ":now": now };
    Ok(statement.query_row(parameters, signed_in).optional()?)
}

fn signed_in(row: &Row<'_>) -> rusqlite::Result<SignedIn> {
    Ok(SignedIn {
        id: row.get("id")?,
        csrf: row.get("csrf")?,
        last_seen_at: row.get("last_seen_at")?,
        user: row.get("user_id")?,
        name: row.get("name")?,
        email: row.get("email")?,
        role: row.get("role")?,
        language: row.get("language")?,
        theme: row.get("theme")?,
        density: row.get("density")?,
        time_zone: row.get("time_zone")?,
        send_key: row.get("send_key")?,
        single_keys: row.get("single_keys")?,
        preferences: preferences::from_row(row)?,
        waiting: row.get("waiting")?,
        unsent: row.get("unsent")?,
        alarm: None,
        paused_webhook: None,
        steps_left: 0,
    })
}

/// Keeps a new one.
///
/// # Errors
/// The store's.
pub fn insert(tx: &Tx<'_>, now: Timestamp, new: &NewSignIn) -> Result<SignInId, Fault> {
    tx.prepare_cached(
        "INSERT INTO sign_in (user_id, token_hash, csrf, user_agent, peer, created_at, last_seen_at, expires_at)
         VALUES (:user, :token_hash, :csrf, :user_agent, :peer, :now, :now, :expires_at)",
    )?
    .execute(named_params! {
        ":user": new.user,
        ":token_hash": new.token_hash,
        ":csrf": new.csrf,
        ":user_agent": new.user_agent,
        ":peer": new.peer,
        ":now": now,
        ":expires_at": new.expires_at,
    })?;
    Ok(SignInId(tx.last_insert_rowid()))
}

/// Notes that it was used, and moves its end.
///
/// # Errors
/// The store's.
pub fn touch(tx: &Tx<'_>, id: SignInId, now: Timestamp, expires_at: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE sign_in SET last_seen_at = :now, expires_at = :expires_at WHERE id = :id")?
        .execute(named_params! { ":now": now, ":expires_at": expires_at, ":id": id })?;
    Ok(())
}

/// The living ones of a user, the last used first.
///
/// # Errors
/// The store's.
pub fn of_user(db: &Db, user: UserId, now: Timestamp) -> Result<Vec<SignIn>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT id, user_agent, peer, created_at, last_seen_at FROM sign_in
         WHERE user_id = :user AND revoked_at IS NULL AND expires_at > :now ORDER BY last_seen_at DESC, id DESC",
    )?;
    let rows = statement.query_map(named_params! { ":user": user, ":now": now }, |row| {
        Ok(SignIn {
            id: row.get("id")?,
            user_agent: row.get("user_agent")?,
            peer: row.get("peer")?,
            created_at: row.get("created_at")?,
            last_seen_at: row.get("last_seen_at")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Ends one of a user's own; `false` if it is not theirs or has ended.
///
/// # Errors
/// The store's.
pub fn revoke(tx: &Tx<'_>, user: UserId, id: SignInId, now: Timestamp) -> Result<bool, Fault> {
    let changed = tx
        .prepare_cached(
            "UPDATE sign_in SET revoked_at = :now WHERE id = :id AND user_id = :user AND revoked_at IS NULL",
        )?
        .execute(named_params! { ":now": now, ":id": id, ":user": user })?;
    Ok(changed == 1)
}

/// How many of a user's count at `now`.
///
/// # Errors
/// The store's.
pub fn live_count(db: &Db, user: UserId, now: Timestamp) -> Result<i64, Fault> {
    let sql = "SELECT count(*) FROM sign_in WHERE user_id = ?1 AND revoked_at IS NULL AND expires_at > ?2";
    Ok(db.prepare_cached(sql)?.query_row((user, now), |row| row.get(0))?)
}

/// Ends all of a user's, but for one; returns how many.
///
/// # Errors
/// The store's.
pub fn revoke_all(tx: &Tx<'_>, user: UserId, except: Option<SignInId>, now: Timestamp) -> Result<usize, Fault> {
    let changed = tx
        .prepare_cached(
            "UPDATE sign_in SET revoked_at = :now
             WHERE user_id = :user AND revoked_at IS NULL AND id IS NOT :except",
        )?
        .execute(named_params! { ":now": now, ":user": user, ":except": except })?;
    Ok(changed)
}

/// Moves the times of all sign-ins along with a clock that jumps, so that nobody is signed out by it.
///
/// # Errors
/// As every write.
pub fn postpone(tx: &Tx<'_>, by: Millis) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE sign_in SET last_seen_at = last_seen_at + ?1, expires_at = expires_at + ?1")?
        .execute([by])?;
    Ok(())
}
