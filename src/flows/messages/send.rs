//! An answer is written: checked, stored and put into the outbox in one transaction.
//!
//! Nothing is handed over here. The recipient is fixed with the message, and the same key twice is the
//! same message once.

use std::collections::BTreeMap;

use crate::app::App;
use crate::domain::carried::Carried;
use crate::domain::compose::{self, Draft};
use crate::domain::event::Event;
use crate::domain::ids::{ConversationId, MessageId, TemplateId};
use crate::domain::list::List;
use crate::domain::message::Kind;
use crate::domain::place;
use crate::domain::placeholder::Facts;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::template;
use crate::domain::text;
use crate::domain::time::{Millis, Timestamp};
use crate::domain::user::Actor;
use crate::flows::bots;
use crate::flows::conversations::answer;
use crate::flows::once;
use crate::store::conversation::{self, Conversation};
use crate::store::message::{self, Outbound, Place};
use crate::store::template::Template;
use crate::store::thread::{self, Thread};
use crate::store::{
    Fault, Tx, contact, conversation_variable, draft, number, outbox, queue, template as templates, user,
};

/// What somebody wants to send.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// Free text.
    Text(String),
    /// Free text with answers that the contact can press.
    Buttons {
        /// The text.
        text: String,
        /// The answers.
        buttons: Vec<String>,
    },
    /// Free text with a list to choose from.
    List {
        /// The text.
        text: String,
        /// The list.
        list: List,
    },
    /// A place on the map.
    Place(place::Place),
    /// A template with its values.
    Template {
        /// Which one.
        template: TemplateId,
        /// Values by variable name.
        values: BTreeMap<String, String>,
    },
}

/// What an answer goes with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct With {
    /// The message of the same thread that it quotes.
    pub quotes: Option<MessageId>,
    /// The last message that its writer had seen; `None`: whatever was answered since is no matter.
    pub seen: Option<MessageId>,
}

impl From<Option<MessageId>> for With {
    fn from(quotes: Option<MessageId>) -> Self {
        Self { quotes, seen: None }
    }
}

/// Sends, or refuses with the reason. With a `key` that was used for the same before, the first message is returned and
/// nothing new is sent.
///
/// # Errors
/// [`Refusal`] as `domain::compose` and `domain::permission` say; the problem of `quoted_message_id`;
/// `text`/`colleague-answered`; [`Fault`] of the store.
pub fn send(
    app: &App,
    actor: Actor,
    conversation: ConversationId,
    wanted: Wanted,
    with: impl Into<With>,
    key: Option<String>,
) -> Result<MessageId, Fault> {
    let with = with.into();
    once::check_key(key.as_deref())?;
    let now = app.clock.now();
    let margin = app.window_margin;
    app.store.write(move |tx| {
        let mut request = match &wanted {
            Wanted::Text(text) => serde_json::json!([conversation, "text", text]),
            Wanted::Buttons { text, buttons } => serde_json::json!([conversation, "buttons", text, buttons]),
            Wanted::List { text, list } => serde_json::json!([conversation, "list", text, list]),
            Wanted::Place(place) => serde_json::json!([conversation, "place", place]),
            Wanted::Template { template, values } => serde_json::json!([conversation, "template", template, values]),
        };
        with_quote(&mut request, with.quotes);
        let work = || answer_in(tx, actor, conversation, (&wanted, with), margin, now);
        once::once(tx, actor, key.as_deref(), &request, now, work)
    })
}

/// What is quoted is a part of what was asked for.
pub(super) fn with_quote(request: &mut serde_json::Value, quotes: Option<MessageId>) {
    if let (Some(request), Some(quotes)) = (request.as_array_mut(), quotes) {
        request.push(serde_json::json!({ "quotes": quotes }));
    }
}

/// The same inside a transaction, without a key and a quote.
///
/// # Errors
/// As [`send`].
pub(crate) fn send_in(
    tx: &Tx<'_>,
    actor: Actor,
    id: ConversationId,
    wanted: &Wanted,
    margin: Millis,
    now: Timestamp,
) -> Result<MessageId, Fault> {
    answer_in(tx, actor, id, (wanted, With::default()), margin, now)
}

fn answer_in(
    tx: &Tx<'_>,
    actor: Actor,
    id: ConversationId,
    (wanted, with): (&Wanted, With),
    margin: Millis,
    now: Timestamp,
) -> Result<MessageId, Fault> {
    let conversation = conversation::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
    let thread = thread::by_id(tx, conversation.thread_id)?
        .ok_or_else(|| Fault::Broken(format!("conversation {id} has no thread")))?;
    let mut prepared = prepare(tx, actor, &thread, Some(conversation.id), wanted)?;
    compose::check_for(actor, &conversation.access(tx, actor)?, &prepared.draft, &thread.facts(margin), now)?;
    prepared.quotes = quoted(tx, &thread, with.quotes)?;
    check_seen(tx, actor, &thread, with.seen)?;
    take_offered(tx, actor, &conversation, now)?;
    let id = write_out(tx, actor, conversation.id, &thread, &prepared, now)?;
    let drafted = matches!(prepared.draft, Draft::Text(_));
    answered(tx, actor, &conversation, (&[id], drafted), now)?;
    Ok(id)
}

/// A message that is quoted is one of the same thread.
pub(super) fn quoted(tx: &Tx<'_>, thread: &Thread, quotes: Option<MessageId>) -> Result<Option<MessageId>, Fault> {
    let Some(id) = quotes else { return Ok(None) };
    let found = message::by_id(tx, id)?.filter(|message| message.thread_id == thread.id);
    found.map(|_| Some(id)).ok_or_else(|| FieldProblem::new("quoted_message_id", "quote-unknown").into())
}

/// Two must never both answer unknowingly: whoever had not seen what a colleague answered is asked.
pub(super) fn check_seen(tx: &Tx<'_>, actor: Actor, thread: &Thread, seen: Option<MessageId>) -> Result<(), Fault> {
    let Some((seen, user)) = seen.zip(actor.user()) else { return Ok(()) };
    if message::is_answered_since(tx, thread.id, seen, user)? {
        return Err(FieldProblem::new("text", "colleague-answered").into());
    }
    Ok(())
}

/// Whoever answers what is offered to them has taken it.
pub(super) fn take_offered(
    tx: &Tx<'_>,
    actor: Actor,
    conversation: &Conversation,
    now: Timestamp,
) -> Result<(), Fault> {
    if conversation.is_offered() && actor.user().is_some() && actor.user() == conversation.assignee {
        answer::accept_answering(tx, actor, conversation, now)?;
    }
    Ok(())
}

/// What follows from an answer of these messages; `drafted`: what stood in the field is among them.
pub(super) fn answered(
    tx: &Tx<'_>,
    actor: Actor,
    conversation: &Conversation,
    (sent, drafted): (&[MessageId], bool),
    now: Timestamp,
) -> Result<(), Fault> {
    let thread = conversation.thread_id;
    for message in sent {
        conversation::note_outbound(tx, conversation.id, *message, now)?;
        let (conversation, message) = (conversation.id, *message);
        tx.publish(Event::MessageAdded { thread, conversation, message, inbound: false });
    }
    bots::part::step_aside(tx, conversation, now)?;
    if let Some(user) = actor.user().filter(|_| drafted) {
        draft::remove(tx, user, thread)?;
    }
    Ok(())
}

/// What is to be sent, with its values filled in, as `compose` judges it.
pub(crate) struct Prepared {
    pub(crate) draft: Draft,
    template: Option<Template>,
    carried: Carried,
    quotes: Option<MessageId>,
}

/// Makes a message ready for a thread; variables of the `conversation`, if there is one, may fill it in.
///
/// # Errors
/// [`Refusal::TemplateUnknown`] if the template is not one of the thread's account; [`Fault`] of the store.
pub(crate) fn prepare(
    tx: &Tx<'_>,
    actor: Actor,
    thread: &Thread,
    conversation: Option<ConversationId>,
    wanted: &Wanted,
) -> Result<Prepared, Fault> {
    let wanted = clean(wanted);
    let carried = match &wanted {
        Wanted::Buttons { text, buttons } => {
            compose::check_buttons(text, buttons)?;
            Carried::Buttons(buttons.clone())
        }
        Wanted::List { text, list } => {
            list.check(text)?;
            Carried::List(list.clone())
        }
        Wanted::Place(place) => Carried::Place(place.checked()?),
        Wanted::Text(_) | Wanted::Template { .. } => Carried::Nothing,
    };
    let template = load_template(tx, &wanted, thread)?;
    let wanted = fill_in(tx, actor, thread, conversation, wanted, template.as_ref())?;
    Ok(Prepared { draft: to_draft(&wanted, template.as_ref()), template, carried, quotes: None })
}

/// As it will be sent: harmless, without blanks at the ends.
fn clean(wanted: &Wanted) -> Wanted {
    match wanted {
        Wanted::Text(text) => Wanted::Text(text::clean(text, usize::MAX).trim().to_owned()),
        Wanted::Buttons { text, buttons } => Wanted::Buttons {
            text: text::clean(text, usize::MAX).trim().to_owned(),
            buttons: buttons
                .iter()
                .map(|button| text::one_line(button, usize::MAX).trim().to_owned())
                .filter(|button| !button.is_empty())
                .collect(),
        },
        Wanted::List { text, list } => {
            Wanted::List { text: text::clean(text, usize::MAX).trim().to_owned(), list: list.cleaned() }
        }
        Wanted::Place(place) => Wanted::Place(place.clone()),
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
    thread: &Thread,
    conversation: Option<ConversationId>,
    wanted: Wanted,
    found: Option<&Template>,
) -> Result<Wanted, Fault> {
    let (Wanted::Template { template: id, mut values }, Some(found)) = (wanted.clone(), found) else {
        return Ok(wanted);
    };
    if found.bindings.keys().all(|name| values.contains_key(name)) {
        return Ok(wanted);
    }
    let contact = contact::by_id(tx, thread.contact_id)?;
    let agent = user::voice(tx, actor.user())?;
    let number = number::get(tx, thread.number_id)?.name;
    let queue = conversation.map(|id| conversation::by_id(tx, id)).transpose()?.flatten().and_then(|found| found.queue);
    let queue = queue.map(|id| queue::told(tx, id)).transpose()?.flatten();
    let facts = Facts {
        contact: contact.as_ref().and_then(contact::Contact::shown_name),
        agent: &agent.name,
        signature: &agent.signature,
        number: &number,
        queue: queue.as_deref(),
        variables: conversation.map(|id| conversation_variable::of(tx, id)).transpose()?.unwrap_or_default(),
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
        (Wanted::Text(text) | Wanted::Buttons { text, .. } | Wanted::List { text, .. }, _) => Draft::Text(text.clone()),
        (Wanted::Place(_), _) => Draft::Place,
        (Wanted::Template { .. }, None) => Draft::Text(String::new()),
    }
}

/// Writes the message and its row of the outbox.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn write_out(
    tx: &Tx<'_>,
    actor: Actor,
    conversation: ConversationId,
    thread: &Thread,
    prepared: &Prepared,
    now: Timestamp,
) -> Result<MessageId, Fault> {
    let place = Place { account: thread.account_id, thread: thread.id, conversation };
    let (kind, body, values) = match &prepared.draft {
        Draft::Text(text) | Draft::File { text } => (Kind::Text, text.clone(), None),
        Draft::Place => {
            let words = if let Carried::Place(place) = &prepared.carried { place.words() } else { String::new() };
            (Kind::Location, words, None)
        }
        Draft::Template { template, values } => (Kind::Template, template::fill(&template.body, values), Some(values)),
    };
    let out = Outbound {
        kind,
        body: &body,
        template: prepared.template.as_ref().zip(values).map(|(template, values)| (template.id, values)),
        actor,
        trigger: None,
        carried: &prepared.carried,
        quotes: prepared.quotes,
    };
    put_out(tx, place, thread, &out, now)
}

/// A message and its row of the outbox.
pub(super) fn put_out(
    tx: &Tx<'_>,
    place: Place,
    thread: &Thread,
    out: &Outbound<'_>,
    now: Timestamp,
) -> Result<MessageId, Fault> {
    let id = message::insert_outbound(tx, place, out, now)?;
    outbox::insert(tx, id, thread, now)?;
    tx.publish(Event::OutboxFilled);
    Ok(id)
}
