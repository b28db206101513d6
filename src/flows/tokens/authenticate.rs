//! Whose token a request brings.

use crate::app::App;
use crate::domain::time::Millis;
use crate::domain::user::Actor;
use crate::flows::sign_ins::hash;
use crate::store::{Fault, token};

/// How old "last used" may be before it is written again.
const USED_EXACT_TO: Millis = Millis::minutes(5);

/// The actor behind a token; `None` if it is none of ours or has ended.
///
/// # Errors
/// The store's.
pub fn authenticate(app: &App, presented: &str) -> Result<Option<Actor>, Fault> {
    let now = app.clock.now();
    let Some(found) = app.store.read(|db| token::find(db, &hash(presented.trim())))? else { return Ok(None) };
    if found.last_used_at.is_none_or(|last| now - last >= USED_EXACT_TO) {
        app.store.submit(
            move |tx| token::touch(tx, found.id, now),
            |result| {
                if let Err(error) = result {
                    tracing::warn!(%error, "the use of a token could not be noted");
                }
            },
        );
    }
    Ok(Some(Actor::Token { id: found.id, role: found.role }))
}
