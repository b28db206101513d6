//! Buttons and lists cannot be sent inline: the provider wants the text with them as a content of its own. Each is made once
//! for an account and remembered; inside the window it needs no approval. Where it cannot be made, choices are numbered.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::domain::bot::machine::numbered;
use crate::domain::carried::Carried;
use crate::domain::ids::AccountId;
use crate::domain::list::{Item, List};
use crate::domain::template::BUTTONS_PREFIX;
use crate::store::{Fault, button_content};
use crate::twilio::client::Credentials;

/// How a text with choices leaves.
pub(super) enum Leaves {
    /// As this content.
    Content(String),
    /// As a text with numbers.
    Numbered(String),
}

/// Finds or makes the content of a text with choices; `None` if it has none. A content that was made and whose answer was
/// lost is made again: it costs nothing and nobody sees it.
pub(super) fn leaves(
    app: &App,
    who: &Credentials,
    account: AccountId,
    body: &str,
    carried: &Carried,
) -> Option<Leaves> {
    let (about, types, choices) = match carried {
        Carried::Buttons(buttons) if !buttons.is_empty() => {
            (json!([body, buttons]), quick_reply(body, buttons), buttons.clone())
        }
        Carried::List(list) => (json!([body, "list", list]), list_picker(body, list), list.lines()),
        Carried::Buttons(_) | Carried::Nothing | Carried::Place(_) => return None,
    };
    let found = content(app, who, account, &about, &types);
    Some(found.map_or_else(|_| Leaves::Numbered(numbered(body, &choices)), Leaves::Content))
}

/// A brace would be read as the beginning of a variable.
fn plain(text: &str) -> String {
    text.replace("{{", "{ {")
}

fn quick_reply(body: &str, buttons: &[String]) -> Value {
    let action = |(n, title): (usize, &String)| json!({ "type": "QUICK_REPLY", "title": title, "id": n.to_string() });
    let actions: Vec<_> = (1..).zip(buttons).map(action).collect();
    json!({ "twilio/quick-reply": { "body": plain(body), "actions": actions } })
}

fn list_picker(body: &str, list: &List) -> Value {
    let line = |(n, item): (usize, &Item)| {
        let mut line = json!({ "id": n.to_string(), "item": plain(&item.title) });
        if let (Some(line), false) = (line.as_object_mut(), item.description.is_empty()) {
            line.insert("description".to_owned(), plain(&item.description).into());
        }
        line
    };
    let items: Vec<_> = (1..).zip(&list.items).map(line).collect();
    json!({ "twilio/list-picker": { "body": plain(body), "button": plain(&list.button), "items": items } })
}

fn content(app: &App, who: &Credentials, account: AccountId, about: &Value, types: &Value) -> Result<String, Fault> {
    let hash = Sha256::digest(about.to_string().as_bytes()).to_vec();
    if let Some(sid) = app.store.read(|db| button_content::find(db, account, &hash))? {
        return Ok(sid);
    }
    let short: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("{BUTTONS_PREFIX}{short}");
    let made = app.twilio.create_content(who, &name, "en", &BTreeMap::new(), types);
    let sid = made.map_err(|error| {
        tracing::warn!(%error, "a text with choices could not be made; its choices are numbered");
        Fault::Broken("no content".to_owned())
    })?;
    let (kept, now) = (sid.clone(), app.clock.now());
    app.store.write(move |tx| button_content::keep(tx, account, &hash, &kept, now))?;
    Ok(sid)
}
