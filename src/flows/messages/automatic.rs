//! Tells a contact something that nobody wrote: the one way for everything that is said by itself.
//!
//! Whether it is said is decided by `domain/automatic`. Whether it may still leave is asked again when the outbox hands
//! it over, as for every message.

use crate::domain::automatic::decide::Door;
use crate::domain::automatic::text::moment;
use crate::domain::automatic::{Facts, Said, Setting, Silent, Trigger, decide, language_for};
use crate::domain::carried::Carried;
use crate::domain::event::Event;
use crate::domain::hours::Standing;
use crate::domain::ids::{ConversationId, MessageId, UserId};
use crate::domain::language::Language;
use crate::domain::message::Kind;
use crate::domain::placeholder::{self, Values};
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::domain::trace::Step;
use crate::domain::user::Actor;
use crate::domain::window::MARGIN_DEFAULT;
use crate::store::automated_message as told;
use crate::store::conversation::Conversation;
use crate::store::message::{self, Outbound, Place};
use crate::store::number::Number;
use crate::store::thread::{self, Thread};
use crate::store::{
    Db, Fault, Tx, contact, conversation, conversation_variable, hours, number, outbox, queue, trace_step, user,
    workstream,
};

/// What else is known when something is told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extra<'a> {
    /// The agent whom it is about.
    pub agent: Option<UserId>,
    /// The place in the queue.
    pub place: Option<i64>,
    /// So many minutes.
    pub minutes: Option<i64>,
    /// Where the survey is, or how it is answered.
    pub survey_link: Option<&'a str>,
    /// What the contact has just written, where that is known; else it is looked up.
    pub words: Option<&'a str>,
    /// What stands below the text.
    pub more: Option<&'a str>,
    /// It ends the conversation, and so is said whatever is set.
    pub ends: bool,
    /// What the contact wrote belongs to a message just before it.
    pub album: bool,
    /// A bot hands over: that it answered a moment ago does not mean that somebody is there.
    pub after_bot: bool,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is in the outbox.
    Sent(MessageId),
    /// Nothing is said, for this reason.
    Silent(Silent),
}

impl Told {
    /// Whether something is said.
    #[must_use]
    pub const fn is_sent(self) -> bool {
        matches!(self, Self::Sent(_))
    }
}

/// Tells the contact of a conversation what `trigger` says, if it is to be said now.
///
/// # Errors
/// [`Fault`] of the store.
pub fn tell(
    tx: &Tx<'_>,
    conversation: &Conversation,
    trigger: Trigger,
    extra: &Extra<'_>,
    now: Timestamp,
) -> Result<Told, Fault> {
    let setting = told::of_number(tx, conversation.number_id)?.of(trigger).setting;
    tell_as_set(tx, conversation, trigger, &setting, extra, now)
}

/// The same for whoever has read the setting already.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn tell_as_set(
    tx: &Tx<'_>,
    conversation: &Conversation,
    trigger: Trigger,
    setting: &Setting,
    extra: &Extra<'_>,
    now: Timestamp,
) -> Result<Told, Fault> {
    let must = extra.ends || trigger.is_switched_elsewhere();
    if !must && !setting.active {
        return Ok(Told::Silent(Silent::Off));
    }
    let Some(thread) = thread::by_id(tx, conversation.thread_id)? else { return Ok(Told::Silent(Silent::NumberOff)) };
    match weigh(tx, conversation, &thread, (trigger, setting), (must, extra), now)? {
        Err(silent) => {
            if silent.is_worth_a_line() {
                trace_step::add(tx, conversation.id, &Step::NotTold { trigger, why: silent }, now)?;
            }
            Ok(Told::Silent(silent))
        }
        Ok(mut said) => {
            // A text that leaves the link out asks nothing that can be answered.
            let link = extra.survey_link.filter(|link| !said.text.contains(link));
            for more in [link, extra.more].into_iter().flatten() {
                said.text.push('\n');
                said.text.push_str(more);
            }
            Ok(Told::Sent(send(tx, &thread, conversation, (trigger, &said), now)?))
        }
    }
}

/// What would be said, or why nothing would.
fn weigh(
    tx: &Tx<'_>,
    conversation: &Conversation,
    thread: &Thread,
    (trigger, setting): (Trigger, &Setting),
    (must, extra): (bool, &Extra<'_>),
    now: Timestamp,
) -> Result<Result<Said, Silent>, Fault> {
    // What belonged to a number that was deleted is closed in its time, and nothing is said.
    let Some(number) = number::by_id(tx, thread.number_id)? else { return Ok(Err(Silent::NumberOff)) };
    let standing = standing(tx, conversation, now)?;
    let language = language(tx, thread, &number, extra.words)?;
    let values = values(tx, conversation, &number, (language, extra), &standing)?;
    let quiet = workstream::quiet_after_answer(tx, number.workstream_id)?;
    let facts = Facts {
        setting,
        must,
        sending: thread.facts(MARGIN_DEFAULT),
        door: standing.door,
        quiet,
        answered_at: if extra.after_bot { None } else { told::answered_at(tx, thread.id, now - quiet)? },
        told_at: told::told_at(tx, thread.id, trigger)?,
        album: extra.album,
        language,
        values: &values,
    };
    Ok(decide(trigger, &facts, now))
}

/// Puts what is said into the outbox.
fn send(
    tx: &Tx<'_>,
    thread: &Thread,
    conversation: &Conversation,
    (trigger, said): (Trigger, &Said),
    now: Timestamp,
) -> Result<MessageId, Fault> {
    let place = Place { account: thread.account_id, thread: thread.id, conversation: conversation.id };
    let out = Outbound {
        kind: Kind::Text,
        body: &said.text,
        template: None,
        actor: Actor::Command,
        trigger: Some(trigger),
        carried: &Carried::Nothing,
        quotes: None,
    };
    let id = message::insert_outbound(tx, place, &out, now)?;
    told::note_told(tx, thread.id, trigger, now)?;
    leave(tx, thread, conversation.id, id, now)?;
    Ok(id)
}

/// A message that no person wrote leaves: whoever waits waits on.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn leave(
    tx: &Tx<'_>,
    thread: &Thread,
    conversation: ConversationId,
    message: MessageId,
    now: Timestamp,
) -> Result<(), Fault> {
    outbox::insert(tx, message, thread, now)?;
    conversation::note_automatic(tx, conversation, message, now)?;
    tx.publish(Event::MessageAdded { thread: thread.id, conversation, message, inbound: false });
    tx.publish(Event::OutboxFilled);
    Ok(())
}

/// Whether the queue of a conversation is open, and when it will be, as the clock there says it.
pub(crate) struct Opening {
    /// Open, closed, or a holiday.
    pub(crate) door: Door,
    /// When it opens, if it is closed and that is known.
    pub(crate) opens: Option<jiff::civil::DateTime>,
}

/// The opening of the queue that a conversation is in; what is in none is open.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn standing(db: &Db, conversation: &Conversation, now: Timestamp) -> Result<Opening, Fault> {
    let open = Opening { door: Door::Open, opens: None };
    // It may have been put into a queue since it was read.
    let queue = match conversation.queue {
        Some(queue) => Some(queue),
        None => conversation::by_id(db, conversation.id)?.and_then(|fresh| fresh.queue),
    };
    let Some(queue) = queue.map(|id| queue::by_id(db, id)).transpose()?.flatten() else { return Ok(open) };
    let Some(hours) = queue.settings.hours.map(|id| hours::by_id(db, id)).transpose()?.flatten() else {
        return Ok(open);
    };
    let standing = hours.hours.standing(now);
    let opens = standing.opens_at(now).and_then(|at| hours.hours.zone().wall(at));
    Ok(match standing {
        Standing::Open { .. } => open,
        Standing::Closed { holiday: None, .. } => Opening { door: Door::Closed, opens },
        Standing::Closed { holiday: Some(_), .. } => Opening { door: Door::Holiday, opens },
    })
}

/// The language in which somebody is told something now; `words` is what the contact has just written, where that is known.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn language_of(db: &Db, thread: &Thread, words: Option<&str>) -> Result<Language, Fault> {
    language(db, thread, &number::get(db, thread.number_id)?, words)
}

fn language(db: &Db, thread: &Thread, number: &Number, words: Option<&str>) -> Result<Language, Fault> {
    let contact = contact::by_id(db, thread.contact_id)?.and_then(|contact| contact.language);
    let looked_up = match words {
        Some(_) => None,
        None => told::last_words(db, thread.id)?,
    };
    Ok(language_for(contact.as_deref(), words.or(looked_up.as_deref()).unwrap_or_default(), number.language))
}

/// What stands for the placeholders of a text.
pub(crate) fn values(
    db: &Db,
    conversation: &Conversation,
    number: &Number,
    (language, extra): (Language, &Extra<'_>),
    opening: &Opening,
) -> Result<Values, Fault> {
    let contact = contact::by_id(db, conversation.contact_id)?;
    let agent = user::voice(db, extra.agent.or(conversation.assignee))?;
    let queue = conversation.queue.map(|id| queue::told(db, id)).transpose()?.flatten();
    let facts = placeholder::Facts {
        contact: contact.as_ref().and_then(contact::Contact::shown_name),
        agent: &agent.name,
        signature: &agent.signature,
        queue: queue.as_deref(),
        number: &number.name,
        variables: conversation_variable::of(db, conversation.id)?,
    };
    let mut values = facts.values();
    let own = [
        ("position", extra.place.map(|place| place.to_string())),
        ("minutes", extra.minutes.map(|minutes| minutes.to_string())),
        ("opens_at", opening.opens.map(|at| moment(at, language))),
        ("survey.link", extra.survey_link.map(str::to_owned)),
    ];
    values.extend(own.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    Ok(values)
}

/// What stands for the placeholders in a conversation, for whoever tries a text; where its moment has not come, an example.
///
/// # Errors
/// [`Fault`] of the store; [`Refusal::NotFound`].
pub fn sample(db: &Db, id: ConversationId, language: Language, now: Timestamp) -> Result<Values, Fault> {
    let conversation = conversation::by_id(db, id)?.ok_or(Refusal::NotFound)?;
    let number = number::by_id(db, conversation.number_id)?.ok_or(Refusal::NotFound)?;
    let opening = standing(db, &conversation, now)?;
    let extra = Extra { agent: conversation.assignee.or(conversation.former_assignee), ..Extra::default() };
    values(db, &conversation, &number, (language, &extra), &opening)
}
