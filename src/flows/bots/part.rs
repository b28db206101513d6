//! A bot's part is over: it hands the conversation over, ends it, or a person takes it.

use serde_json::json;

use crate::domain::bot::Why;
use crate::domain::bot::says::Says;
use crate::domain::conversation::{CloseReason, State};
use crate::domain::ids::{ConversationId, QueueId};
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::flows::bots::say;
use crate::flows::conversations::close::close_in;
use crate::flows::conversations::{distribute, greet, route};
use crate::flows::surveys::ask::ask;
use crate::store::conversation::{self, Conversation};
use crate::store::thread_event::{self, ThreadEventKind};
use crate::store::{Fault, Tx, bot_call, bot_session, message, thread};

/// How a bot gives a conversation away.
#[derive(Clone, Debug)]
pub(super) struct Handing {
    /// Why.
    pub why: Why,
    /// In which queue; `None`: where rules say.
    pub queue: Option<QueueId>,
    /// What only agents see.
    pub summary: Option<String>,
}

impl Handing {
    /// Where rules say, for a reason.
    pub(super) const fn plain(why: Why) -> Self {
        Self { why, queue: None, summary: None }
    }
}

/// Whether a bot may have a conversation that stands so. Costs nothing for all others.
const fn may_have(conversation: &Conversation) -> bool {
    matches!(conversation.state, State::Open) && conversation.queue.is_none()
}

/// Hands a conversation over to people: rules are read again, with what the bot found out. It may be given out at once.
///
/// # Errors
/// [`Fault`] of the store.
pub(super) fn hand_over(tx: &Tx<'_>, id: ConversationId, handing: &Handing, now: Timestamp) -> Result<(), Fault> {
    let Some(session) = bot_session::live(tx, id)? else { return Ok(()) };
    let conversation = conversation::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
    let Some(thread) = thread::by_id(tx, conversation.thread_id)? else { return Ok(()) };
    if handing.why.is_told() {
        say::words(tx, &thread, id, (Says::Person.words(session.state.language), &[]), now)?;
    }
    bot_session::end(tx, id, handing.why, handing.summary.as_deref(), now)?;
    bot_call::remove_of(tx, id)?;
    let place = (thread.id, id);
    let detail = json!({ "why": handing.why.word() });
    thread_event::insert(tx, place, ThreadEventKind::BotHandedOver, None, &detail, now)?;
    if let Some(summary) = handing.summary.as_deref().filter(|summary| !summary.is_empty()) {
        thread_event::insert(tx, place, ThreadEventKind::BotSummary, None, &json!({ "summary": summary }), now)?;
    }
    bot_session::note_given(tx, id, thread.opted_out_at.is_none(), now)?;
    to_people(tx, &conversation, handing.queue, now)
}

fn to_people(tx: &Tx<'_>, conversation: &Conversation, queue: Option<QueueId>, now: Timestamp) -> Result<(), Fault> {
    let first = message::first_inbound(tx, conversation.thread_id, conversation.id)?;
    let (body, extra) = first.unwrap_or_default();
    let facts = route::facts(tx, conversation, &body, &extra, now)?;
    route::arrive_in(tx, conversation.id, facts, (queue, false), now)?;
    tx.publish(conversation.changed(None));
    let says_place = greet::handed_over(tx, conversation.id, &body, now)?;
    distribute::distribute_for(tx, conversation.id, now)?;
    if says_place { greet::place(tx, conversation.id, now) } else { Ok(()) }
}

/// The bot ends a conversation.
///
/// # Errors
/// [`Fault`] of the store.
pub(super) fn end(tx: &Tx<'_>, id: ConversationId, now: Timestamp) -> Result<(), Fault> {
    if !bot_session::end(tx, id, Why::Ended, None, now)? {
        return Ok(());
    }
    bot_call::remove_of(tx, id)?;
    let conversation = conversation::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
    close_in(tx, &conversation, CloseReason::Bot, None, now)?;
    ask(tx, &conversation, now)
}

/// A conversation is moved by somebody else: the bot's part is over.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn leave(tx: &Tx<'_>, before: &Conversation, why: Why, now: Timestamp) -> Result<(), Fault> {
    if may_have(before) && bot_session::end(tx, before.id, why, None, now)? {
        bot_call::remove_of(tx, before.id)?;
    }
    Ok(())
}

/// Somebody wrote into a conversation that a bot has: it is for people from now on, and nobody waits yet.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn step_aside(tx: &Tx<'_>, before: &Conversation, now: Timestamp) -> Result<(), Fault> {
    if !may_have(before) || !bot_session::end(tx, before.id, Why::Taken, None, now)? {
        return Ok(());
    }
    bot_call::remove_of(tx, before.id)?;
    let conversation = conversation::by_id(tx, before.id)?.ok_or(Refusal::NotFound)?;
    to_people(tx, &conversation, None, now)
}

/// A contact said in it that nothing is to be sent any more.
///
/// # Errors
/// [`Fault`] of the store.
pub(super) fn stop(tx: &Tx<'_>, id: ConversationId, now: Timestamp) -> Result<(), Fault> {
    hand_over(tx, id, &Handing::plain(Why::Stopped), now)
}
