//! WhatsApp templates as they were last read from the provider. A row is never removed: messages refer
//! to it; one that is gone at the provider has the status `deleted`.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::compose::{TemplateFacts, check_template};
use crate::domain::ids::{AccountId, TemplateId};
use crate::domain::refusal::Refusal;
use crate::domain::sandbox;
use crate::domain::template::rules::Others;
use crate::domain::template::{Approval, variables};
use crate::domain::time::{Millis, Timestamp};
use crate::store::row::json;
use crate::store::{Db, Fault, Tx};

/// A template as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its id.
    pub id: TemplateId,
    /// The account it belongs to.
    pub account_id: AccountId,
    /// `HX…`.
    pub content_sid: String,
    /// Its name at the provider.
    pub name: String,
    /// Its language, such as `el` or `en_US`.
    pub language: String,
    /// Its kind without the provider's prefix, such as `quick-reply`.
    pub kind: String,
    /// `utility`, `marketing`, `authentication`, in lower case.
    pub category: Option<String>,
    /// Where it stands with WhatsApp.
    pub status: Approval,
    /// WhatsApp's words, if it was refused.
    pub rejection_reason: Option<String>,
    /// Its text with `{{1}}` where variables go.
    pub body: String,
    /// Its buttons, or the rows of its list.
    pub buttons: Vec<Button>,
    /// The names of its variables, in body, header and buttons, in the order people fill them in.
    pub variables: Vec<String>,
    /// Sample values by variable name.
    pub samples: BTreeMap<String, String>,
    /// Whether it is one of the sandbox's own, which stand in no list of the provider.
    pub sandbox: bool,
    /// Addresses of its files; may hold variables.
    pub media: Vec<String>,
    /// What fills its variables in: texts with placeholders, by variable name.
    pub bindings: BTreeMap<String, String>,
    /// When it was first read.
    pub created_at: Timestamp,
    /// When something about it last changed.
    pub updated_at: Timestamp,
}

impl Template {
    /// What decides whether it may be sent.
    #[must_use]
    pub fn facts(&self) -> TemplateFacts {
        TemplateFacts {
            approval: self.status,
            kind: self.kind.clone(),
            body: self.body.clone(),
            variables: self.variables.clone(),
            links: self.buttons.iter().any(|button| button.url.is_some() || button.phone.is_some()),
            sandbox: self.sandbox,
        }
    }
}

impl Template {
    /// Whether `compose` lets it go now.
    #[must_use]
    pub fn may_be_sent(&self, window_open: bool, sandbox: bool) -> bool {
        check_template(&self.facts(), window_open, sandbox).is_ok()
    }
}

/// A button, or a row of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Button {
    /// What is written on it.
    pub title: String,
    /// What comes back when it is pressed.
    pub id: Option<String>,
    /// Where it leads.
    pub url: Option<String>,
    /// Whom it calls.
    pub phone: Option<String>,
}

/// A template as the provider has it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// `HX…`, unique in the account.
    pub content_sid: String,
    /// Its name at the provider.
    pub name: String,
    /// Its language.
    pub language: String,
    /// Its kind without the provider's prefix.
    pub kind: String,
    /// Lower case.
    pub category: Option<String>,
    /// Where it stands with WhatsApp.
    pub status: Approval,
    /// WhatsApp's words, if it was refused.
    pub rejection_reason: Option<String>,
    /// Its text.
    pub body: String,
    /// Its buttons, or the rows of its list.
    pub buttons: Vec<Button>,
    /// The names of its variables.
    pub variables: Vec<String>,
    /// Sample values by variable name.
    pub samples: BTreeMap<String, String>,
    /// Addresses of its files.
    pub media: Vec<String>,
    /// The whole definition, JSON.
    pub content: String,
}

/// What an [`upsert`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upserted {
    /// It is new.
    Added(TemplateId),
    /// Something about it is different.
    Changed(TemplateId),
    /// Nothing is different.
    Same(TemplateId),
}

impl Upserted {
    /// The row.
    #[must_use]
    pub const fn id(self) -> TemplateId {
        match self {
            Self::Added(id) | Self::Changed(id) | Self::Same(id) => id,
        }
    }
}

const COLUMNS: &str = "id, account_id, content_sid, name, language, kind, category, status, rejection_reason, body, \
    buttons, variables, samples, media, bindings, sandbox, created_at, updated_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Template> {
    Ok(Template {
        id: row.get("id")?,
        account_id: row.get("account_id")?,
        content_sid: row.get("content_sid")?,
        name: row.get("name")?,
        language: row.get("language")?,
        kind: row.get("kind")?,
        category: row.get("category")?,
        status: row.get("status")?,
        rejection_reason: row.get("rejection_reason")?,
        body: row.get("body")?,
        buttons: json(row, "buttons")?,
        variables: json(row, "variables")?,
        samples: json(row, "samples")?,
        sandbox: row.get("sandbox")?,
        media: json(row, "media")?,
        bindings: json(row, "bindings")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

/// Adds or changes what was read from the provider.
///
/// # Errors
/// As every write.
pub fn upsert(tx: &Tx<'_>, account: AccountId, read: &Read, now: Timestamp) -> Result<Upserted, Fault> {
    let known: Option<TemplateId> = tx
        .prepare_cached("SELECT id FROM template WHERE account_id = ?1 AND content_sid = ?2")?
        .query_row((account, &read.content_sid), |row| row.get(0))
        .optional()?;
    let buttons = serde_json::to_string(&read.buttons)?;
    let variables = serde_json::to_string(&read.variables)?;
    let samples = serde_json::to_string(&read.samples)?;
    let media = serde_json::to_string(&read.media)?;
    let sql = "INSERT INTO template (account_id, content_sid, name, language, kind, category, status,
            rejection_reason, body, buttons, variables, samples, content, media, created_at, updated_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?15)
        ON CONFLICT (account_id, content_sid) DO UPDATE SET name = excluded.name, language = excluded.language,
            kind = excluded.kind, category = excluded.category, status = excluded.status,
            rejection_reason = excluded.rejection_reason, body = excluded.body, buttons = excluded.buttons,
            variables = excluded.variables, samples = excluded.samples, content = excluded.content,
            media = excluded.media, updated_at = excluded.updated_at
        WHERE (name, language, kind, category, status, rejection_reason, body, buttons, variables, samples, content,
                media)
            IS NOT (excluded.name, excluded.language, excluded.kind, excluded.category, excluded.status,
                excluded.rejection_reason, excluded.body, excluded.buttons, excluded.variables, excluded.samples,
                excluded.content, excluded.media)";
    let written = tx.prepare_cached(sql)?.execute(rusqlite::params![
        account,
        &read.content_sid,
        &read.name,
        &read.language,
        &read.kind,
        &read.category,
        read.status,
        &read.rejection_reason,
        &read.body,
        buttons,
        variables,
        samples,
        &read.content,
        media,
        now,
    ])?;
    Ok(match known {
        None => Upserted::Added(TemplateId(tx.last_insert_rowid())),
        Some(id) if written > 0 => Upserted::Changed(id),
        Some(id) => Upserted::Same(id),
    })
}

/// Sees that the account has the sandbox's three templates, as they are.
///
/// # Errors
/// As every write.
pub fn keep_sandbox(tx: &Tx<'_>, account: AccountId, now: Timestamp) -> Result<(), Fault> {
    let sql = "INSERT INTO template (account_id, content_sid, name, language, kind, category, status, body, variables,
            samples, sandbox, created_at, updated_at)
        VALUES (?1, ?2, ?3, 'en', 'text', 'utility', 'approved', ?4, ?5, ?6, 1, ?7, ?7)
        ON CONFLICT (account_id, content_sid) DO UPDATE SET sandbox = 1, status = 'approved'";
    for own in sandbox::TEMPLATES {
        let names = variables([own.body]);
        let samples: BTreeMap<&String, &str> = names.iter().zip(own.samples.iter().copied()).collect();
        tx.prepare_cached(sql)?.execute((
            account,
            own.content_sid,
            own.name,
            own.body,
            serde_json::to_string(&names)?,
            serde_json::to_string(&samples)?,
            now,
        ))?;
    }
    Ok(())
}

/// Marks those of the account that are not among `kept` (by SID) as deleted; returns how many were not
/// so before.
///
/// # Errors
/// As every write.
pub fn mark_gone(tx: &Tx<'_>, account: AccountId, kept: &[String], now: Timestamp) -> Result<usize, Fault> {
    let sql = "UPDATE template SET status = 'deleted', updated_at = ?3
        WHERE account_id = ?1 AND status <> 'deleted' AND sandbox = 0
            AND content_sid NOT IN (SELECT value FROM json_each(?2))";
    Ok(tx.prepare_cached(sql)?.execute((account, serde_json::to_string(kept)?, now))?)
}

/// Keeps what fills the variables of a template in.
///
/// # Errors
/// As every write.
pub fn set_bindings(tx: &Tx<'_>, id: TemplateId, bindings: &BTreeMap<String, String>) -> Result<(), Fault> {
    let text = serde_json::to_string(bindings)?;
    tx.prepare_cached("UPDATE template SET bindings = ?2 WHERE id = ?1")?.execute((id, text))?;
    Ok(())
}

/// How long WhatsApp keeps a name after it refused or lost it.
const NAME_KEPT: Millis = Millis::days(30);

/// Whether the name is in use in the language, or kept by WhatsApp.
///
/// # Errors
/// As every query.
pub fn others(db: &Db, account: AccountId, name: &str, language: &str, now: Timestamp) -> Result<Others, Fault> {
    let sql = "SELECT EXISTS (SELECT 1 FROM template WHERE account_id = ?1 AND name = ?2 AND language = ?3
            AND status NOT IN ('rejected', 'deleted', 'unsubmitted')),
        EXISTS (SELECT 1 FROM template WHERE account_id = ?1 AND name = ?2 AND language = ?3
            AND status IN ('rejected', 'deleted') AND updated_at > ?4)";
    let since = now - NAME_KEPT;
    Ok(db
        .prepare_cached(sql)?
        .query_row((account, name, language, since), |row| Ok(Others { taken: row.get(0)?, blocked: row.get(1)? }))?)
}

/// The template, if it exists.
///
/// # Errors
/// As every query.
pub fn by_id(db: &Db, id: TemplateId) -> Result<Option<Template>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM template WHERE id = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([id], from_row).optional()?)
}

/// The template.
///
/// # Errors
/// [`Refusal::NotFound`] if there is none.
pub fn get(db: &Db, id: TemplateId) -> Result<Template, Fault> {
    by_id(db, id)?.ok_or(Fault::Refused(Refusal::NotFound))
}

/// The template of an account with this SID.
///
/// # Errors
/// As every query.
pub fn by_sid(db: &Db, account: AccountId, content_sid: &str) -> Result<Option<Template>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM template WHERE account_id = ?1 AND content_sid = ?2");
    Ok(db.prepare_cached(&sql)?.query_row((account, content_sid), from_row).optional()?)
}

/// All templates of all accounts, by account and name; those that are gone at the end. The sandbox's own are not
/// among them: they are nobody's to change, and reach nobody but its members.
///
/// # Errors
/// As every query.
pub fn list(db: &Db) -> Result<Vec<Template>, Fault> {
    listed(db, false)
}

/// The sandbox's own templates, of every account that has it.
///
/// # Errors
/// As every query.
pub fn list_sandbox(db: &Db) -> Result<Vec<Template>, Fault> {
    listed(db, true)
}

fn listed(db: &Db, sandbox: bool) -> Result<Vec<Template>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM template
         WHERE sandbox = ?1 AND account_id IN (SELECT id FROM account WHERE deleted_at IS NULL)
         ORDER BY account_id, status = 'deleted', name COLLATE NOCASE, language, id"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([sandbox], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The templates of an account by name, each name's first one first.
///
/// # Errors
/// As every query.
pub fn of_account(db: &Db, account: AccountId) -> Result<Vec<Template>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM template WHERE account_id = ?1 ORDER BY name COLLATE NOCASE, id");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([account], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many of the account's templates may be sent at any time.
///
/// # Errors
/// As every query.
pub fn approved_count(db: &Db, account: AccountId) -> Result<i64, Fault> {
    let sql = "SELECT count(*) FROM template WHERE account_id = ?1 AND status = 'approved' AND sandbox = 0";
    Ok(db.prepare_cached(sql)?.query_row([account], |row| row.get(0))?)
}

/// Since when the newest of the account's templates that wait for WhatsApp's judgement does so.
///
/// # Errors
/// As every query.
pub fn undecided_since(db: &Db, account: AccountId) -> Result<Option<Timestamp>, Fault> {
    let sql = "SELECT max(updated_at) FROM template WHERE account_id = ?1 AND status IN ('pending', 'received')";
    Ok(db.prepare_cached(sql)?.query_row([account], |row| row.get(0))?)
}
