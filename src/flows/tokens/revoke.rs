//! A token counts no more, from the next request on.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::TokenId;
use crate::domain::refusal::Refusal;
use crate::store::{Fault, audit, token};

/// Ends it.
///
/// # Errors
/// [`Refusal::NotFound`] if there is none or it has ended; the store's.
pub fn revoke(app: &App, actor: &str, id: TokenId) -> Result<(), Fault> {
    let now = app.clock.now();
    let actor = actor.to_owned();
    app.store.write(move |tx| {
        if !token::revoke(tx, id, now)? {
            return Err(Refusal::NotFound.into());
        }
        audit::insert(tx, now, &actor, "token.revoked", &format!("token:{id}"), &json!({}))
    })
}
