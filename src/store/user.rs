//! Users: who may sign in and as what, without secrets except where a sign-in is decided ([`Credentials`]).

use rusqlite::{OptionalExtension as _, Row, named_params};

use crate::domain::ids::UserId;
use crate::domain::language::Language;
use crate::domain::refusal::FieldProblem;
use crate::domain::time::Timestamp;
use crate::domain::user::{Density, Person, Presence, Role, SendKey, Theme};
use crate::store::error::violates_unique;
use crate::store::row::json;
use crate::store::{Db, Fault, Tx};

/// A user without the secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Who.
    pub id: UserId,
    /// As colleagues call them.
    pub name: String,
    /// What is typed to sign in.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Whether they may sign in.
    pub active: bool,
    /// Whether a password was ever set.
    pub has_password: bool,
    /// How many conversations at once.
    pub capacity: i64,
    /// Since when.
    pub created_at: Timestamp,
}

/// A row of the list of users.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The user.
    pub user: User,
    /// When a sign-in of theirs was last used.
    pub last_seen_at: Option<Timestamp>,
    /// Until when their one-time link can be used, if there is one.
    pub link_until: Option<Timestamp>,
    /// How many conversations they have.
    pub conversations: i64,
}

/// What decides a sign-in.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Who.
    pub id: UserId,
    /// argon2id in PHC form; `None` until the one-time link was used.
    pub password_hash: Option<String>,
    /// Whether they may sign in.
    pub active: bool,
}

/// A user to be.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// As colleagues call them.
    pub name: String,
    /// What is typed to sign in.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// argon2id in PHC form.
    pub password_hash: Option<String>,
}

/// Who speaks where a text names its writer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voice {
    /// The name.
    pub name: String,
    /// How they sign.
    pub signature: String,
}

/// What users choose for themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// As colleagues call them.
    pub name: String,
    /// `None`: the browser's.
    pub language: Option<Language>,
    /// The look.
    pub theme: Theme,
    /// The height of rows.
    pub density: Density,
    /// IANA name; `None`: the browser's.
    pub time_zone: Option<String>,
    /// The key that sends.
    pub send_key: SendKey,
    /// Whether single keys work.
    pub single_keys: bool,
}

const COLUMNS: &str = "id, name, email, role, active, password_hash IS NOT NULL AS has_password, capacity, created_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<User> {
    Ok(User {
        id: row.get("id")?,
        name: row.get("name")?,
        email: row.get("email")?,
        role: row.get("role")?,
        active: row.get("active")?,
        has_password: row.get("has_password")?,
        capacity: row.get("capacity")?,
        created_at: row.get("created_at")?,
    })
}

/// The user with this id.
///
/// # Errors
/// The store's.
pub fn find(db: &Db, id: UserId) -> Result<Option<User>, Fault> {
    let mut statement = db.prepare_cached(&format!("SELECT {COLUMNS} FROM user WHERE id = :id"))?;
    Ok(statement.query_row(named_params! { ":id": id }, from_row).optional()?)
}

/// The user with this address, in whatever case it is written.
///
/// # Errors
/// The store's.
pub fn find_by_email(db: &Db, email: &str) -> Result<Option<User>, Fault> {
    let mut statement = db.prepare_cached(&format!("SELECT {COLUMNS} FROM user WHERE email = :email"))?;
    Ok(statement.query_row(named_params! { ":email": email }, from_row).optional()?)
}

/// Everybody, by name, the active ones first.
///
/// # Errors
/// The store's.
pub fn all(db: &Db) -> Result<Vec<User>, Fault> {
    let mut statement =
        db.prepare_cached(&format!("SELECT {COLUMNS} FROM user ORDER BY active DESC, name COLLATE NOCASE, id"))?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Who works here, and so can be given a conversation or be mentioned: by name.
///
/// # Errors
/// [`Fault`] of the store.
pub fn people(db: &Db) -> Result<Vec<Person>, Fault> {
    let mut statement = db.prepare_cached("SELECT id, name FROM user WHERE active ORDER BY name, id")?;
    let rows = statement.query_map([], |row| Ok(Person { id: row.get("id")?, name: row.get("name")? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Everybody as the list shows them at `now`.
///
/// # Errors
/// The store's.
pub fn listed(db: &Db, now: Timestamp) -> Result<Vec<Listed>, Fault> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT {COLUMNS},
           (SELECT MAX(s.last_seen_at) FROM sign_in s WHERE s.user_id = user.id) AS last_seen_at,
           (SELECT MAX(l.expires_at) FROM one_time_link l
            WHERE l.user_id = user.id AND l.used_at IS NULL AND l.expires_at > :now) AS link_until,
           (SELECT COUNT(*) FROM conversation c
            WHERE c.assignee_id = user.id AND c.state <> 'closed') AS conversations
         FROM user ORDER BY active DESC, name COLLATE NOCASE, id"
    ))?;
    let rows = statement.query_map(named_params! { ":now": now }, |row| {
        Ok(Listed {
            user: from_row(row)?,
            last_seen_at: row.get("last_seen_at")?,
            link_until: row.get("link_until")?,
            conversations: row.get("conversations")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What decides a sign-in with this address.
///
/// # Errors
/// The store's.
pub fn credentials(db: &Db, email: &str) -> Result<Option<Credentials>, Fault> {
    let mut statement = db.prepare_cached("SELECT id, password_hash, active FROM user WHERE email = :email")?;
    let found = statement.query_row(named_params! { ":email": email }, |row| {
        Ok(Credentials { id: row.get("id")?, password_hash: row.get("password_hash")?, active: row.get("active")? })
    });
    Ok(found.optional()?)
}

/// What a user chose for itself.
///
/// # Errors
/// The store's.
pub fn profile(db: &Db, id: UserId) -> Result<Option<Profile>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT name, language, theme, density, time_zone, send_key, single_keys FROM user WHERE id = :id",
    )?;
    let found = statement.query_row(named_params! { ":id": id }, |row| {
        Ok(Profile {
            name: row.get("name")?,
            language: row.get("language")?,
            theme: row.get("theme")?,
            density: row.get("density")?,
            time_zone: row.get("time_zone")?,
            send_key: row.get("send_key")?,
            single_keys: row.get("single_keys")?,
        })
    });
    Ok(found.optional()?)
}

/// How a user is named in texts; nobody has no name and does not sign.
///
/// # Errors
/// The store's.
pub fn voice(db: &Db, id: Option<UserId>) -> Result<Voice, Fault> {
    let mut statement = db.prepare_cached("SELECT name, signature FROM user WHERE id = :id")?;
    let found = statement.query_row(named_params! { ":id": id }, |row| {
        Ok(Voice { name: row.get("name")?, signature: row.get("signature")? })
    });
    Ok(found.optional()?.unwrap_or_default())
}

/// How many active admins with a password there are, but for one user.
///
/// # Errors
/// The store's.
pub fn active_admins(db: &Db, except: Option<UserId>) -> Result<i64, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT COUNT(*) FROM user
         WHERE role = 'admin' AND active = 1 AND password_hash IS NOT NULL AND id IS NOT :except",
    )?;
    Ok(statement.query_row(named_params! { ":except": except }, |row| row.get(0))?)
}

/// Keeps a new one.
///
/// # Errors
/// A problem of the field `email` if it is taken; the store's.
pub fn insert(tx: &Tx<'_>, now: Timestamp, new: &NewUser) -> Result<UserId, Fault> {
    let done = tx
        .prepare_cached(
            // Nobody is there before they were seen, or somebody said so.
            "INSERT INTO user (name, email, role, password_hash, presence, created_at, updated_at)
             VALUES (:name, :email, :role, :password_hash, 'offline', :now, :now)",
        )?
        .execute(named_params! {
            ":name": new.name,
            ":email": new.email,
            ":role": new.role,
            ":password_hash": new.password_hash,
            ":now": now,
        });
    match done {
        Ok(_) => Ok(UserId(tx.last_insert_rowid())),
        Err(error) if violates_unique(&error, "user.email") => Err(FieldProblem::new("email", "email-taken").into()),
        Err(error) => Err(error.into()),
    }
}

/// Gives a role.
///
/// # Errors
/// The store's.
pub fn set_role(tx: &Tx<'_>, id: UserId, role: Role, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE user SET role = :role, updated_at = :now WHERE id = :id")?
        .execute(named_params! { ":role": role, ":now": now, ":id": id })?;
    Ok(())
}

/// Lets in or keeps out.
///
/// # Errors
/// The store's.
pub fn set_active(tx: &Tx<'_>, id: UserId, active: bool, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE user SET active = :active, updated_at = :now WHERE id = :id")?
        .execute(named_params! { ":active": active, ":now": now, ":id": id })?;
    Ok(())
}

/// Sets the hash of a password.
///
/// # Errors
/// The store's.
pub fn set_password(tx: &Tx<'_>, id: UserId, password_hash: &str, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE user SET password_hash = :hash, updated_at = :now WHERE id = :id")?
        .execute(named_params! { ":hash": password_hash, ":now": now, ":id": id })?;
    Ok(())
}

/// Keeps what a user chose.
///
/// # Errors
/// The store's.
pub fn set_profile(tx: &Tx<'_>, id: UserId, profile: &Profile, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE user SET name = :name, language = :language, theme = :theme, density = :density,
           time_zone = :time_zone, send_key = :send_key, single_keys = :single_keys, updated_at = :now
         WHERE id = :id",
    )?
    .execute(named_params! {
        ":name": profile.name,
        ":language": profile.language,
        ":theme": profile.theme,
        ":density": profile.density,
        ":time_zone": profile.time_zone,
        ":send_key": profile.send_key,
        ":single_keys": profile.single_keys,
        ":now": now,
        ":id": id,
    })?;
    Ok(())
}

/// Changes how many conversations at once.
///
/// # Errors
/// The store's.
pub fn set_capacity(tx: &Tx<'_>, id: UserId, capacity: i64, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE user SET capacity = :capacity, updated_at = :now WHERE id = :id")?
        .execute(named_params! { ":capacity": capacity, ":now": now, ":id": id })?;
    Ok(())
}

/// Gives another name.
///
/// # Errors
/// The store's.
pub fn set_name(tx: &Tx<'_>, id: UserId, name: &str, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE user SET name = :name, updated_at = :now WHERE id = :id")?
        .execute(named_params! { ":name": name, ":now": now, ":id": id })?;
    Ok(())
}

/// Says whether they are there.
///
/// # Errors
/// The store's.
pub fn set_presence(tx: &Tx<'_>, id: UserId, presence: Presence, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE user SET presence = :presence, updated_at = :now WHERE id = :id")?
        .execute(named_params! { ":presence": presence, ":now": now, ":id": id })?;
    Ok(())
}

/// What routing takes from a user, beside capacity, skills and queues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtWork {
    /// BCP 47, the best first.
    pub languages: Vec<String>,
    /// The presence that a day begins with.
    pub default_presence: Presence,
}

/// The languages of a user, and the presence that a day begins with.
///
/// # Errors
/// The store's.
pub fn at_work(db: &Db, id: UserId) -> Result<Option<AtWork>, Fault> {
    let mut statement = db.prepare_cached("SELECT languages, default_presence FROM user WHERE id = :id")?;
    let found = statement.query_row(named_params! { ":id": id }, |row| {
        Ok(AtWork { languages: json(row, "languages")?, default_presence: row.get("default_presence")? })
    });
    Ok(found.optional()?)
}

/// Changes them.
///
/// # Errors
/// The store's.
pub fn set_at_work(tx: &Tx<'_>, id: UserId, to: &AtWork, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE user SET languages = :languages, default_presence = :presence, updated_at = :now WHERE id = :id",
    )?
    .execute(named_params! {
        ":languages": serde_json::to_string(&to.languages)?, ":presence": to.default_presence, ":now": now, ":id": id,
    })?;
    Ok(())
}
