//! A bot hears a message and answers, in the transaction in which the message is stored.

use crate::domain::bot::machine::{self, Action, Facts, Input, State};
use crate::domain::bot::menu::Menu;
use crate::domain::bot::parse::parse;
use crate::domain::bot::person::Words;
use crate::domain::bot::program::Program;
use crate::domain::bot::{Kind, Why};
use crate::domain::conversation::State as Standing;
use crate::domain::ids::{BotVersionId, WorkstreamId};
use crate::domain::inbound::{Inbound, OptOut};
use crate::domain::language::Language;
use crate::domain::placeholder;
use crate::domain::refusal::Refusal;
use crate::domain::text::folded;
use crate::domain::time::{Millis, Timestamp};
use crate::domain::variable::{self, Change, Variables};
use crate::flows::bots::part::{self, Handing};
use crate::flows::bots::{ask, open, say, today};
use crate::flows::messages::automatic;
use crate::store::bot::{self, Bot, Version};
use crate::store::bot_session::{self, Session};
use crate::store::conversation::Conversation;
use crate::store::thread::{self, Thread};
use crate::store::thread_event::{self, ThreadEventKind};
use crate::store::{Fault, Tx, contact, conversation_variable, number, workstream_variable};

/// Pictures of one album come one after the other; of those the first is answered.
const ALBUM: Millis = Millis::seconds(5);

/// A conversation begins with a message of a contact: whether a bot has it now. `of` is the workstream whose bot answers.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn begin(
    tx: &Tx<'_>,
    of: Option<WorkstreamId>,
    conversation: &Conversation,
    (said, inbound): (Option<OptOut>, &Inbound),
    now: Timestamp,
) -> Result<bool, Fault> {
    let Some(workstream) = of else { return Ok(false) };
    // STOP and its like are no talk, and one who is told nothing cannot be asked anything.
    let Some(thread) = thread::by_id(tx, conversation.thread_id)? else { return Ok(false) };
    if said.is_some() || !say::may(&thread, now) {
        return Ok(false);
    }
    let bot = bot::of(tx, workstream)?;
    let language = automatic::language_of(tx, &thread, Some(&inbound.body))?;
    match bot.kind {
        Kind::Off => Ok(false),
        Kind::Menu => begin_menu(tx, &bot, (conversation, &thread), language, inbound, now),
        Kind::Http if !bot.circuit.may_ask(now) || bot.words.is_one(&inbound.body) => Ok(false),
        Kind::Http => {
            let state = State { at: Some(0), misunderstood: 0, language };
            enter(tx, conversation, (workstream, None), &state, now)?;
            ask::put(tx, (conversation, workstream), "conversation_started", inbound, now)?;
            bot_session::note_heard(tx, conversation.id)?;
            Ok(true)
        }
    }
}

fn begin_menu(
    tx: &Tx<'_>,
    bot: &Bot,
    (conversation, thread): (&Conversation, &Thread),
    language: Language,
    inbound: &Inbound,
    now: Timestamp,
) -> Result<bool, Fault> {
    let Some(version) = bot.version.map(|id| bot::version(tx, id)).transpose()?.flatten() else { return Ok(false) };
    let talk = Talk { conversation, thread, words: &bot.words, version: &version };
    let program = program(&version.outline);
    let facts = (open(tx, &version.hours, now)?, today(tx, &version.hours, now)?);
    let facts = Facts { open: &facts.0, words: &bot.words, today: facts.1 };
    let (state, actions) = machine::start(&program, language, input(inbound), &facts);
    enter(tx, conversation, (bot.workstream, Some(version.id)), &state, now)?;
    bot_session::note_heard(tx, conversation.id)?;
    apply(tx, &talk, &state, true, actions, now)?;
    Ok(true)
}

fn enter(
    tx: &Tx<'_>,
    conversation: &Conversation,
    (workstream, version): (WorkstreamId, Option<BotVersionId>),
    state: &State,
    now: Timestamp,
) -> Result<(), Fault> {
    bot_session::insert(tx, conversation.id, workstream, version, state, now)?;
    let place = (conversation.thread_id, conversation.id);
    thread_event::insert(tx, place, ThreadEventKind::BotBegan, None, &serde_json::json!({}), now)?;
    tx.publish(conversation.changed(None));
    Ok(())
}

/// A message came in a conversation that somebody or something has; if that is a bot, it answers.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn hear(
    tx: &Tx<'_>,
    conversation: &Conversation,
    (said, inbound): (Option<OptOut>, &Inbound),
    now: Timestamp,
) -> Result<(), Fault> {
    if conversation.queue.is_some() || conversation.state != Standing::Open {
        return Ok(());
    }
    let Some(session) = bot_session::live(tx, conversation.id)? else { return Ok(()) };
    let Some(thread) = thread::by_id(tx, conversation.thread_id)? else { return Ok(()) };
    match said {
        Some(OptOut::Stop) => return part::stop(tx, conversation.id, now),
        Some(OptOut::Start | OptOut::Help) => return bot_session::note_heard(tx, conversation.id),
        None => {}
    }
    if !say::may(&thread, now) {
        return part::stop(tx, conversation.id, now);
    }
    let bot = bot::of(tx, session.workstream)?;
    if input(inbound) == Input::Other && now - conversation.last_message_at < ALBUM {
        return bot_session::note_heard(tx, conversation.id);
    }
    match session.version {
        Some(id) => hear_menu(tx, &bot, &session, id, (conversation, &thread), inbound, now),
        None if bot.words.is_one(&inbound.body) => {
            part::hand_over(tx, conversation.id, &Handing::plain(Why::Person), now)
        }
        None if !bot.circuit.may_ask(now) => part::hand_over(tx, conversation.id, &Handing::plain(Why::Down), now),
        None => {
            ask::put(tx, (conversation, session.workstream), "message", inbound, now)?;
            bot_session::note_heard(tx, conversation.id)
        }
    }
}

fn hear_menu(
    tx: &Tx<'_>,
    bot: &Bot,
    session: &Session,
    version: BotVersionId,
    (conversation, thread): (&Conversation, &Thread),
    inbound: &Inbound,
    now: Timestamp,
) -> Result<(), Fault> {
    let Some(version) = bot::version(tx, version)? else { return part::stop(tx, conversation.id, now) };
    let talk = Talk { conversation, thread, words: &bot.words, version: &version };
    let program = program(&version.outline);
    let (open, today) = (open(tx, &version.hours, now)?, today(tx, &version.hours, now)?);
    let facts = Facts { open: &open, words: talk.words, today };
    let (state, actions) = machine::step(&program, &session.state, input(inbound), &facts);
    let moved = state.at != session.state.at || state.misunderstood == 0;
    bot_session::note_heard(tx, conversation.id)?;
    apply(tx, &talk, &state, moved, actions, now)
}

/// A talk of a menu bot.
struct Talk<'a> {
    conversation: &'a Conversation,
    thread: &'a Thread,
    words: &'a Words,
    version: &'a Version,
}

/// Does what the machine decided, in its order.
fn apply(
    tx: &Tx<'_>,
    talk: &Talk<'_>,
    state: &State,
    moved: bool,
    actions: Vec<Action>,
    now: Timestamp,
) -> Result<(), Fault> {
    let id = talk.conversation.id;
    bot_session::set_state(tx, id, state, moved, now)?;
    for action in actions {
        match action {
            Action::Say { text, choices } => {
                let text = say::filled(&text, &values(tx, talk.conversation)?);
                if !say::words(tx, talk.thread, id, (&text, &choices), now)? {
                    return part::stop(tx, id, now);
                }
            }
            Action::Set { name, value } => {
                let value = say::filled(&value, &values(tx, talk.conversation)?);
                keep(tx, talk.conversation, &Change::from([(name, Some(value))]), now)?;
            }
            Action::Language(language) => set_language(tx, talk.conversation, language.code(), now)?,
            Action::HandOver { queue, why } => {
                let queue = queue.and_then(|name| talk.version.queues.get(&folded(&name)).copied());
                return part::hand_over(tx, id, &Handing { why, queue, summary: None }, now);
            }
            Action::End => return part::end(tx, id, now),
        }
    }
    Ok(())
}

/// Keeps variables; what does not fit what the workstream says of them is left out.
///
/// # Errors
/// [`Fault`] of the store.
pub(super) fn keep(
    tx: &Tx<'_>,
    conversation: &Conversation,
    change: &Change,
    now: Timestamp,
) -> Result<Vec<String>, Fault> {
    let declared = workstream_variable::of_number(tx, conversation.number_id)?;
    let wrong: Vec<String> = variable::misfits(&declared, change)
        .into_iter()
        .flat_map(|problem| problem.args)
        .filter(|(name, _)| *name == "name")
        .map(|(_, name)| name)
        .collect();
    let change = change.clone().into_iter().filter(|(name, _)| !wrong.contains(name)).collect();
    let before: Variables = conversation_variable::of(tx, conversation.id)?;
    if let Ok(after) = variable::changed(&before, &change) {
        conversation_variable::replace(tx, conversation.id, &before, &after, now)?;
    }
    Ok(wrong)
}

/// The contact speaks this language.
///
/// # Errors
/// [`Fault`] of the store.
pub(super) fn set_language(tx: &Tx<'_>, conversation: &Conversation, tag: &str, now: Timestamp) -> Result<(), Fault> {
    let Some(known) = contact::by_id(tx, conversation.contact_id)? else { return Ok(()) };
    if known.language.as_deref() == Some(tag) {
        return Ok(());
    }
    contact::update(tx, conversation.contact_id, &known.name, Some(tag), now)
}

fn values(tx: &Tx<'_>, conversation: &Conversation) -> Result<placeholder::Values, Fault> {
    let known = contact::by_id(tx, conversation.contact_id)?.ok_or(Refusal::NotFound)?;
    let number = number::by_id(tx, conversation.number_id)?.map(|number| number.name).unwrap_or_default();
    let variables = conversation_variable::of(tx, conversation.id)?;
    let facts = placeholder::Facts { contact: known.shown_name(), number: &number, variables, ..Default::default() };
    Ok(facts.values())
}

fn input(inbound: &Inbound) -> Input<'_> {
    if inbound.body.trim().is_empty() || !inbound.media.is_empty() { Input::Other } else { Input::Text(&inbound.body) }
}

/// What was published could be read; if it cannot any more, people answer.
pub(super) fn program(outline: &str) -> Program {
    Program::of(&parse(outline).unwrap_or_else(|_| Menu::default()))
}
