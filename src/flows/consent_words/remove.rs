//! A word means nothing any more. Who opted out with it stays so.

use serde_json::json;

use crate::app::App;
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::store::{Fault, audit, consent_word};

/// Removes one.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub fn remove(app: &App, actor: Actor, id: i64) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let word = consent_word::remove(tx, id)?;
        let (subject, detail) = (format!("consent_word:{id}"), json!({ "name": word }));
        audit::insert(tx, now, &actor.scope(), "consent_word.removed", &subject, &detail)
    })
}
