//! What happened is written down for the webhooks that want to be told of it, in the transaction in which it happened.

use serde_json::{Value, json};

use crate::domain::event::Event;
use crate::domain::outgoing_webhook::{Happened, VERSION};
use crate::domain::time::Timestamp;
use crate::random;
use crate::store::webhook_delivery::{self, New};
use crate::store::{Db, Fault, Tx, outgoing_webhook};

/// What is said of something that happened, as the API says it. `None`: there is nothing to say.
pub type Data = fn(&Db, &Happened) -> Result<Option<Value>, Fault>;

/// Writes down what happened; what is said of each thing is made once, however many webhooks are told.
///
/// # Errors
/// [`Fault`] of the store.
pub fn note(tx: &Tx<'_>, happened: &[Happened], data: Data) -> Result<(), Fault> {
    let webhooks = outgoing_webhook::on(tx)?;
    for one in happened {
        let mut wanting = webhooks.iter().filter(|webhook| webhook.topics.has(one.topic)).peekable();
        if wanting.peek().is_none() {
            continue;
        }
        let Some(data) = data(tx, one)? else { continue };
        let event_id = random::token();
        let body = body(&event_id, one.topic.word(), one.at, &data);
        let (conversation, message) = (Some(one.conversation), one.message);
        let new = New { event_id: &event_id, topic: one.topic, conversation, message, body: &body };
        for webhook in wanting {
            webhook_delivery::insert(tx, webhook.id, &new, one.at)?;
        }
        tx.publish(Event::DeliveriesDue);
    }
    Ok(())
}

/// What is posted.
pub(super) fn body(event_id: &str, event: &str, at: Timestamp, data: &Value) -> String {
    json!({ "id": event_id, "event": event, "version": VERSION, "occurred_at": at.to_string(), "data": data })
        .to_string()
}
