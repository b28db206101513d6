//! What a bot writes: ordinary messages of the conversation, marked as the bot's.

use std::collections::BTreeMap;

use crate::domain::ids::{MessageId, TemplateId};
use crate::domain::message::Kind;
use crate::domain::outgoing_webhook::{Happened, Topic};
use crate::domain::time::Timestamp;
use crate::store::message::Place;
use crate::store::upload::Upload;
use crate::store::{Fault, Tx};

/// One of them.
#[derive(Clone, Copy, Debug)]
pub struct BotMessage<'a> {
    /// The words, as the contact sees them.
    pub body: &'a str,
    /// Its buttons.
    pub buttons: &'a [String],
    /// The file that it consists of.
    pub file: Option<&'a Upload>,
    /// The template that it is made from, and its values.
    pub template: Option<(TemplateId, &'a BTreeMap<String, String>)>,
}

/// A message of a bot, pending.
///
/// # Errors
/// [`Fault`] of the store.
pub fn insert(tx: &Tx<'_>, place: Place, out: &BotMessage<'_>, now: Timestamp) -> Result<MessageId, Fault> {
    let extra = if out.buttons.is_empty() {
        serde_json::json!({ "bot": true })
    } else {
        serde_json::json!({ "bot": true, "buttons": out.buttons })
    };
    let kind = match (out.file, out.template) {
        (Some(file), _) => file.kind(),
        (None, Some(_)) => Kind::Template,
        (None, None) => Kind::Text,
    };
    let values = out.template.map(|(_, values)| serde_json::to_string(values)).transpose()?;
    tx.prepare_cached(
        "INSERT INTO message (account_id, thread_id, conversation_id, direction, kind, body, status, author, template_id,
           template_values, extra, created_at, status_at)
         VALUES (?1, ?2, ?3, 'out', ?4, ?5, 'pending', 'automatic', ?6, ?7, ?8, ?9, ?9)",
    )?
    .execute((
        place.account,
        place.thread,
        place.conversation,
        kind,
        out.body,
        out.template.map(|(id, _)| id),
        values,
        extra.to_string(),
        now,
    ))?;
    let id = MessageId(tx.last_insert_rowid());
    tx.tell(Happened::with(Topic::MessageOut, place.conversation, id, now));
    Ok(id)
}
