//! What the installation takes: one value for all, changed by admins.

use serde_json::json;

use crate::app::App;
use crate::domain::media::{Rules, RulesChange};
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::store::{Db, Fault, audit, setting};

/// The rules in force.
///
/// # Errors
/// As every query.
pub fn rules(db: &Db) -> Result<Rules, Fault> {
    let stored = setting::get(db, setting::MEDIA_RULES)?;
    Ok(stored.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
}

/// Changes them.
///
/// # Errors
/// `NotAllowed`, or the first problem of a field.
pub fn change(app: &App, actor: Actor, change: RulesChange) -> Result<Rules, Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = rules(tx)?;
        let after = before.clone().changed(change)?;
        if after != before {
            setting::set(tx, setting::MEDIA_RULES, &serde_json::to_string(&after)?)?;
            let detail = json!({ "size_bytes_max": after.size_bytes_max, "blocked": after.blocked });
            audit::insert(tx, now, &actor.scope(), "media.rules", "setting:media", &detail)?;
        }
        Ok(after)
    })
}
