//! An answer is written: checked, stored and put into the outbox in one transaction.
//!
//! Nothing is handed over here. The recipient is fixed with the message, and the same key twice is the
//! same message once.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::domain::compose::{self, Draft};
use crate::domain::event::Event;
use crate::domain::ids::{ConversationId, MessageId, TemplateId};
use crate::domain::message::Kind;
use crate::domain::placeholder::Facts;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::template;
use crate::domain::text;
use crate::domain::time::{Millis, Timestamp};
use crate::domain::user::Actor;
use crate::store::conversation::{self, Conversation};
use crate::store::message::{self, Outbound, Place};
use crate::store::template::Template;
use crate::store::thread::{self, Thread};
use crate::store::{
    Fault, Tx, contact, conversation_variable, draft, idempotency, number, outbox, template as templates, user,
};

/// The longest idempotency key, in bytes.
pub const KEY_BYTES_MAX: usize = 200;

/// What somebody wants to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Free text.
    Text(String),
    /// A template with its values.
    Template {
        /// Which one.
        template: TemplateId,
        /// Values by variable name.
        values: BTreeMap<String, String>,
    },
}

/// Sends, or refuses with the reason. With a `key` that was used for the same before, the first message
/// is returned and nothing new is sent.
///
/// # Errors
/// [`Refusal`] as `domain::compose` and `domain::permission` say; [`Fault`] of the store.
pub fn send(
    app: &App,
    actor: Actor,
    conversation: ConversationId,
    wanted: Wanted,
    key: Option<String>,
) -> Result<MessageId, Fault> {
    if key.as_ref().is_some_and(String::is_empty) {
        return Err(FieldProblem::new("idempotency_key", "missing").into());
    }
    if key.as_ref().is_some_and(|key| key.len() > KEY_BYTES_MAX) {
        return Err(FieldProblem::with_limit("idempotency_key", "too-long", limit(KEY_BYTES_MAX)).into());
    }
    let now = app.clock.now();
    let margin = app.window_margin;
    app.store.write(move |tx| {
        let Some(key) = key else {
            return send_once(tx, actor, conversation, &wanted, margin, now);
        };
        let (scope, hash) = (actor.scope(), request_hash(conversation, &wanted));
        if let Some(result) = idempotency::find(tx, &scope, &key, &hash)? {
            return result.parse().map_err(|_| Fault::Broken("a kept result is no message id".to_owned()));
        }
        let id = send_once(tx, actor, conversation, &wanted, margin, now)?;
        idempotency::keep(tx, &scope, &key, &hash, &id.to_string(), now)?;
        Ok(id)
    })
}

fn limit(max: usize) -> i64 {
    i64::try_from(max).unwrap_or(i64::MAX)
}

fn request_hash(conversation: ConversationId, wanted: &Wanted) -> Vec<u8> {
    let text = match wanted {
        Wanted::Text(text) => serde_json::json!([conversation, "text", text]),
        Wanted::Template { template, values } => serde_json::json!([conversation, "template", template, values]),
    };
    Sha256::digest(text.to_string()).to_vec()
}

fn send_once(
    tx: &Tx<'_>,
    actor: Actor,
    id: ConversationId,
    wanted: &Wanted,
    margin: Millis,
    now: Timestamp,
) -> Result<MessageId, Fault> {
    let conversation = conversation::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
    let thread = thread::by_id(tx, conversation.thread_id)?
        .ok_or_else(|| Fault::Broken(format!("conversation {id} has no thread")))?;
    let wanted = clean(wanted);
    let template = load_template(tx, &wanted, &thread)?;
    let wanted = fill_in(tx, actor, &conversation, &thread, wanted, template.as_ref())?;
    let draft = to_draft(&wanted, template.as_ref());
    compose::check_for(actor, &conversation.access(), &draft, &thread.facts(margin), now)?;
    store_message(tx, actor, &conversation, &thread, &draft, template.as_ref(), now)
}

/// As it will be sent: harmless, without blanks at the ends.
fn clean(wanted: &Wanted) -> Wanted {
    match wanted {
        Wanted::Text(text) => Wanted::Text(text::clean(text, usize::MAX).trim().to_owned()),
        Wanted::Template { template, values } => {
            let values = values.iter().map(|(name, value)| (name.clone(), value.trim().to_owned())).collect();
            Wanted::Template { template: *template, values }
        }
    }
}

/// Variables that were not given take what they are bound to. What was given empty stays so, and is refused.
fn fill_in(
    tx: &Tx<'_>,
    actor: Actor,
    conversation: &Conversation,
    thread: &Thread,
    wanted: Wanted,
    found: Option<&Template>,
) -> Result<Wanted, Fault> {
    let (Wanted::Template { template: id, mut values }, Some(found)) = (wanted.clone(), found) else {
        return Ok(wanted);
    };
    if found.bindings.keys().all(|name| values.contains_key(name)) {
        return Ok(wanted);
    }
    let contact = contact::by_id(tx, conversation.contact_id)?;
    let agent =
        actor.user().map(|id| user::find(tx, id)).transpose()?.flatten().map(|user| user.name).unwrap_or_default();
    let number = number::get(tx, thread.number_id)?.name;
    let facts = Facts {
        contact: contact.as_ref().and_then(contact::Contact::shown_name),
        agent: &agent,
        number: &number,
        queue: None,
        variables: conversation_variable::of(tx, conversation.id)?,
    };
    for (name, value) in template::bound(&found.bindings, &facts.values()) {
        values.entry(name).or_insert(value);
    }
    Ok(Wanted::Template { template: id, values })
}

fn load_template(tx: &Tx<'_>, wanted: &Wanted, thread: &Thread) -> Result<Option<Template>, Fault> {
    let Wanted::Template { template, .. } = wanted else { return Ok(None) };
    let found = templates::by_id(tx, *template)?.filter(|found| found.account_id == thread.account_id);
    Ok(Some(found.ok_or(Refusal::TemplateUnknown)?))
}

fn to_draft(wanted: &Wanted, template: Option<&Template>) -> Draft {
    match (wanted, template) {
        (Wanted::Template { values, .. }, Some(template)) => {
            Draft::Template { template: template.facts(), values: values.clone() }
        }
        (Wanted::Text(text), _) => Draft::Text(text.clone()),
        (Wanted::Template { .. }, None) => Draft::Text(String::new()),
    }
}

fn store_message(
    tx: &Tx<'_>,
    actor: Actor,
    conversation: &Conversation,
    thread: &Thread,
    draft: &Draft,
    template: Option<&Template>,
    now: Timestamp,
) -> Result<MessageId, Fault> {
    let place = Place { account: thread.account_id, thread: thread.id, conversation: conversation.id };
    let (kind, body, values) = match draft {
        Draft::Text(text) => (Kind::Text, text.clone(), None),
        Draft::Template { template, values } => (Kind::Template, template::fill(&template.body, values), Some(values)),
    };
    let out = Outbound {
        kind,
        body: &body,
        template: template.zip(values).map(|(template, values)| (template.id, values)),
        actor,
        trigger: None,
    };
    let id = message::insert_outbound(tx, place, &out, now)?;
    outbox::insert(tx, id, thread, now)?;
    conversation::note_outbound(tx, conversation.id, id, now)?;
    if let Some(user) = actor.user()
        && kind == Kind::Text
    {
        draft::remove(tx, user, thread.id)?;
    }
    tx.publish(Event::MessageAdded { thread: thread.id, conversation: conversation.id, message: id, inbound: false });
    tx.publish(Event::OutboxFilled);
    Ok(id)
}
