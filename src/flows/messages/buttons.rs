//! Buttons cannot be sent inline: the provider wants the text with its buttons as a content of its own. Each is made once
//! for an account and remembered; inside the window it needs no approval. Where it cannot be made, choices are numbered.

use std::collections::BTreeMap;

use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::domain::bot::machine::numbered;
use crate::domain::ids::AccountId;
use crate::domain::template::BUTTONS_PREFIX;
use crate::store::{Fault, button_content};
use crate::twilio::client::Credentials;

/// How a text with buttons leaves.
pub(super) enum Leaves {
    /// As this content.
    Content(String),
    /// As a text with numbers.
    Numbered(String),
}

/// Finds or makes the content of a text with buttons. A content that was made and whose answer was lost is made again: it
/// costs nothing and nobody sees it.
pub(super) fn leaves(app: &App, who: &Credentials, account: AccountId, body: &str, buttons: &[String]) -> Leaves {
    let found = content(app, who, account, body, buttons);
    found.map_or_else(|_| Leaves::Numbered(numbered(body, buttons)), Leaves::Content)
}

fn content(app: &App, who: &Credentials, account: AccountId, body: &str, buttons: &[String]) -> Result<String, Fault> {
    let hash = Sha256::digest(json!([body, buttons]).to_string().as_bytes()).to_vec();
    if let Some(sid) = app.store.read(|db| button_content::find(db, account, &hash))? {
        return Ok(sid);
    }
    let action = |(n, title): (usize, &String)| json!({ "type": "QUICK_REPLY", "title": title, "id": n.to_string() });
    let actions: Vec<_> = (1..).zip(buttons).map(action).collect();
    // A brace would be read as the beginning of a variable.
    let types = json!({ "twilio/quick-reply": { "body": body.replace("{{", "{ {"), "actions": actions } });
    let short: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("{BUTTONS_PREFIX}{short}");
    let made = app.twilio.create_content(who, &name, "en", &BTreeMap::new(), &types);
    let sid = made.map_err(|error| {
        tracing::warn!(%error, "a text with buttons could not be made; its choices are numbered");
        Fault::Broken("no content".to_owned())
    })?;
    let (kept, now) = (sid.clone(), app.clock.now());
    app.store.write(move |tx| button_content::keep(tx, account, &hash, &kept, now))?;
    Ok(sid)
}
