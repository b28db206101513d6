//! What a contact is told on writing: a greeting, or that nobody is there; and where it stands, if it waits.

use crate::domain::automatic::arrival;
use crate::domain::automatic::decide::Door;
use crate::domain::automatic::{Settings, Trigger};
use crate::domain::condition::Known;
use crate::domain::conversation::State;
use crate::domain::ids::ConversationId;
use crate::domain::time::Timestamp;
use crate::flows::messages::automatic::{self, Extra};
use crate::store::conversation::{self, Conversation, routing};
use crate::store::{Db, Fault, Tx, automated_message, queue};

/// A message that began a conversation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Came<'a> {
    /// Whether its contact had one before.
    pub(crate) known: Known,
    /// What it says.
    pub(crate) words: &'a str,
    /// Whether it belongs to a message just before it.
    pub(crate) album: bool,
}

/// Says what is said first, before anybody is looked for. Whether it may be told afterwards where it stands: nobody who
/// reads that we are closed wants to read that others are before them.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn first(tx: &Tx<'_>, id: ConversationId, came: Came<'_>, now: Timestamp) -> Result<bool, Fault> {
    let Some((conversation, settings)) = waiting(tx, id)? else { return Ok(false) };
    let door = automatic::standing(tx, &conversation, now)?.door;
    let here = somebody_here(tx, &conversation, &settings)?;
    let first = arrival::first(came.known, door, here, |trigger| settings.of(trigger).setting.active);
    if let Some(trigger) = first {
        let extra = Extra { words: Some(came.words), album: came.album, ..Extra::default() };
        automatic::tell_as_set(tx, &conversation, trigger, &settings.of(trigger).setting, &extra, now)?;
    }
    Ok(door == Door::Open && here && !came.album)
}

/// A bot hands it over, which greeted already: says that nobody is there, if that is so. Whether it may be told afterwards
/// where it stands.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn handed_over(tx: &Tx<'_>, id: ConversationId, words: &str, now: Timestamp) -> Result<bool, Fault> {
    let Some((conversation, settings)) = waiting(tx, id)? else { return Ok(false) };
    let door = automatic::standing(tx, &conversation, now)?.door;
    let here = somebody_here(tx, &conversation, &settings)?;
    if let Some(trigger) = arrival::away(door, here, |trigger| settings.of(trigger).setting.active) {
        let extra = Extra { words: Some(words), after_bot: true, ..Extra::default() };
        automatic::tell_as_set(tx, &conversation, trigger, &settings.of(trigger).setting, &extra, now)?;
    }
    Ok(door == Door::Open && here)
}

/// Says where it stands, if it waits to be pushed and that is news.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn place(tx: &Tx<'_>, id: ConversationId, now: Timestamp) -> Result<(), Fault> {
    let Some((conversation, settings)) = waiting(tx, id)? else { return Ok(()) };
    place_as_set(tx, &conversation, &settings, now)
}

/// The same for whoever has read what is set.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn place_as_set(
    tx: &Tx<'_>,
    conversation: &Conversation,
    settings: &Settings,
    now: Timestamp,
) -> Result<(), Fault> {
    if !tells_places(settings) {
        return Ok(());
    }
    let Some(place) = routing::place_in_line(tx, conversation)? else { return Ok(()) };
    let Some(trigger) = arrival::place(place, conversation.told_place) else { return Ok(()) };
    let setting = settings.of(trigger).setting;
    let extra = Extra { place: Some(place), ..Extra::default() };
    if somebody_here(tx, conversation, settings)?
        && automatic::tell_as_set(tx, conversation, trigger, &setting, &extra, now)?.is_sent()
    {
        routing::set_told_place(tx, conversation.id, place)?;
    }
    Ok(())
}

/// Whether anybody is ever told where they stand.
pub(crate) fn tells_places(settings: &Settings) -> bool {
    [Trigger::Queued, Trigger::NextInLine].into_iter().any(|trigger| settings.of(trigger).setting.active)
}

/// Somebody writes into a conversation that is under way: says that we are closed, if we are.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn away(tx: &Tx<'_>, conversation: &Conversation, words: &str, now: Timestamp) -> Result<(), Fault> {
    let door = automatic::standing(tx, conversation, now)?.door;
    if door == Door::Open {
        return Ok(());
    }
    let settings = automated_message::of_number(tx, conversation.number_id)?;
    let Some(trigger) = arrival::away(door, true, |trigger| settings.of(trigger).setting.active) else {
        return Ok(());
    };
    let extra = Extra { words: Some(words), ..Extra::default() };
    automatic::tell_as_set(tx, conversation, trigger, &settings.of(trigger).setting, &extra, now)?;
    Ok(())
}

/// The conversation, if it waits and anything is set.
fn waiting(db: &Db, id: ConversationId) -> Result<Option<(Conversation, Settings)>, Fault> {
    let Some(conversation) = conversation::by_id(db, id)?.filter(|found| found.state == State::Open) else {
        return Ok(None);
    };
    let settings = automated_message::of_number(db, conversation.number_id)?;
    Ok((!settings.is_empty()).then_some((conversation, settings)))
}

/// Whether somebody who works for its queue is there; asked only where it matters.
fn somebody_here(db: &Db, conversation: &Conversation, settings: &Settings) -> Result<bool, Fault> {
    let matters = settings.of(Trigger::NoAgent).setting.active || tells_places(settings);
    let Some(queue) = conversation.queue.filter(|_| matters) else { return Ok(true) };
    queue::somebody_here(db, queue)
}
