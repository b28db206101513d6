//! What happened to a conversation, in the order it happened.

use rusqlite::OptionalExtension as _;
use serde_json::Value;

use crate::domain::ids::{ConversationId, UserId};
use crate::domain::time::Timestamp;
use crate::domain::trace::Step;
use crate::store::{Db, Fault, audit};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its row.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// What, as `store::thread_event` calls it.
    pub kind: String,
    /// Who did it, such as `user:3`; `None` for the system.
    pub actor: Option<String>,
    /// The name of who did it, if it still has one.
    pub actor_name: Option<String>,
    /// Who had it before.
    pub from_name: Option<String>,
    /// Who got it.
    pub to_name: Option<String>,
    /// What else is known.
    pub detail: Value,
    /// The step of routing, if it is one.
    pub step: Option<Step>,
    /// Whether it is one: of the same instant, what happened comes before what followed.
    pub source: i64,
}

/// The lines of a conversation after the place `after` (instant, source, row), oldest first.
///
/// # Errors
/// As every query.
pub fn trace(db: &Db, conversation: ConversationId, after: [i64; 3], limit: i64) -> Result<Vec<Line>, Fault> {
    // What a quiet line says already is not said again as a step, and the other way round.
    let mut statement = db.prepare_cached(
        "SELECT at, 0 AS source, id, kind, actor, detail FROM thread_event
           WHERE conversation_id = ?1 AND kind <> 'assigned' AND (at, 0, id) > (?2, ?3, ?4)
         UNION ALL
         SELECT at, 1 AS source, id, 'step' AS kind, NULL AS actor, step AS detail FROM trace_step
           WHERE conversation_id = ?1 AND (at, 1, id) > (?2, ?3, ?4)
             AND json_extract(step, '$.released') IS NULL AND json_extract(step, '$.closed') IS NULL
             AND NOT (coalesce(json_extract(step, '$.assigned.how'), '') IN ('picked', 'given')
               AND json_extract(step, '$.assigned.above_by') IS NULL)
         ORDER BY at, source, id LIMIT ?5",
    )?;
    let [at, source, id] = after;
    let rows = statement.query_map((conversation, at, source, id, limit), |row| {
        let detail: String = row.get("detail")?;
        let source: i64 = row.get("source")?;
        let step: Option<Step> = if source == 1 { serde_json::from_str(&detail).ok() } else { None };
        let kind = step.as_ref().map_or(row.get("kind")?, |step| step.key().to_owned());
        Ok(Line {
            id: row.get("id")?,
            at: row.get("at")?,
            kind,
            actor: row.get("actor")?,
            actor_name: None,
            from_name: None,
            to_name: None,
            detail: serde_json::from_str(&detail).unwrap_or_default(),
            step,
            source,
        })
    })?;
    let mut lines: Vec<Line> = rows.collect::<Result<_, _>>()?;
    for line in &mut lines {
        line.actor_name = line.actor.as_deref().map(|scope| audit::actor_name(db, scope)).transpose()?.flatten();
        line.from_name = person(db, &line.detail, "from")?;
        line.to_name = person(db, &line.detail, "to")?;
    }
    Ok(lines)
}

fn person(db: &Db, detail: &Value, field: &str) -> Result<Option<String>, Fault> {
    match detail.get(field).and_then(Value::as_i64) {
        Some(id) => user_name(db, UserId(id)),
        None => Ok(None),
    }
}

fn user_name(db: &Db, id: UserId) -> Result<Option<String>, Fault> {
    Ok(db.prepare_cached("SELECT name FROM user WHERE id = ?1")?.query_row([id], |row| row.get(0)).optional()?)
}
