//! What the template picker offers: everything of an account that can be sent at any time, and how many
//! more there are that cannot.

use std::collections::BTreeMap;

use crate::domain::ids::{AccountId, TemplateId};
use crate::domain::template::Approval;
use crate::store::error::Fault;
use crate::store::readers::Db;

/// Templates of a picker at most; a search in the browser goes over these.
const TEMPLATES_MAX: i64 = 300;

/// A template that may be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Which one.
    pub id: TemplateId,
    /// Its name at the provider.
    pub name: String,
    /// Its language.
    pub language: String,
    /// Its kind, without the provider's prefix.
    pub kind: String,
    /// Its category.
    pub category: Option<String>,
    /// Its text with `{{1}}`.
    pub body: String,
    /// Its buttons.
    pub buttons: serde_json::Value,
    /// Its variables in order.
    pub variables: Vec<String>,
    /// Sample values by variable.
    pub samples: BTreeMap<String, String>,
}

/// All approved templates of an account by name, and the count of those that cannot be sent now. To the sandbox
/// only its own three can be sent at any time.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn choices(db: &Db, account: AccountId, sandbox: bool) -> Result<(Vec<Choice>, i64), Fault> {
    let mut statement = db.prepare_cached(
        "SELECT id, name, language, kind, category, body, buttons, variables, samples FROM template
         WHERE account_id = ?1 AND status = ?2 AND sandbox = ?4 ORDER BY name, language, id LIMIT ?3",
    )?;
    let mut rows = statement.query((account, Approval::Approved, TEMPLATES_MAX, sandbox))?;
    let mut choices = Vec::new();
    while let Some(row) = rows.next()? {
        choices.push(Choice {
            id: row.get("id")?,
            name: row.get("name")?,
            language: row.get("language")?,
            kind: row.get("kind")?,
            category: row.get("category")?,
            body: row.get("body")?,
            buttons: json(row.get_ref("buttons")?.as_str()),
            variables: json(row.get_ref("variables")?.as_str()),
            samples: json(row.get_ref("samples")?.as_str()),
        });
    }
    let others = db
        .prepare_cached(
            "SELECT count(*) FROM template WHERE account_id = ?1 AND ((status NOT IN ('approved', 'deleted') AND NOT ?2)
               OR (status <> 'deleted' AND ?2 AND sandbox = 0))",
        )?
        .query_row((account, sandbox), |row| row.get(0))?;
    Ok((choices, others))
}

/// What a column of JSON holds; nothing if it is not what we expect, for a picker with one bad row is
/// better than none.
fn json<T: serde::de::DeserializeOwned + Default, E>(text: Result<&str, E>) -> T {
    text.ok().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}
