//! An act on many conversations is undone: each is put back, unless something else happened to it since.

use crate::app::App;
use crate::domain::bulk::{Act, Stand};
use crate::domain::conversation::{self as states, State};
use crate::domain::ids::BulkId;
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::flows::bulk::stand;
use crate::flows::conversations::snooze::{bring_back, set_aside};
use crate::flows::conversations::{distribute, given, load, step};
use crate::store::bulk::{self, Item};
use crate::store::conversation::{Conversation, routing};
use crate::store::{Fault, Tx};

/// Puts back what can be put back; what cannot is noted with the reason. Undoing twice is undoing once.
///
/// # Errors
/// [`Refusal::NotFound`] for what somebody else did; [`Refusal::NotNow`] once it is too late; the store's.
pub fn undo(app: &App, actor: Actor, id: BulkId) -> Result<(), Fault> {
    let now = app.clock.now();
    let found = app.store.read(|db| bulk::by_id(db, id))?.filter(|found| found.actor == actor.scope());
    let found = found.ok_or(Refusal::NotFound)?;
    if found.undone_at.is_some() {
        return Ok(());
    }
    if found.undo_until <= now {
        return Err(Refusal::NotNow.into());
    }
    if !app.store.write(move |tx| bulk::set_undone(tx, id, now))? {
        return Ok(());
    }
    for item in app.store.read(|db| bulk::items(db, id))? {
        let (one, act) = (item.conversation, found.act);
        if item.stands.is_none() {
            continue;
        }
        match app.store.write(move |tx| put_back(tx, actor, act, &item, now)) {
            Ok(()) => {}
            Err(Fault::Refused(refusal)) => {
                app.store.write(move |tx| bulk::set_kept(tx, id, one, refusal.code()))?;
            }
            Err(fault) => return Err(fault),
        }
    }
    app.store.write(move |tx| distribute::distribute(tx, now))?;
    Ok(())
}

fn put_back(tx: &Tx<'_>, actor: Actor, act: Act, item: &Item, now: Timestamp) -> Result<(), Fault> {
    let Some((before, after)) = &item.stands else { return Ok(()) };
    let conversation = load(tx, item.conversation)?;
    if !after.is_as_left(act, &stand(tx, &conversation)?) {
        return Err(Refusal::NotNow.into());
    }
    match act {
        Act::Tag => {
            let added: Vec<String> = after.tags.iter().filter(|tag| !before.tags.contains(tag)).cloned().collect();
            routing::remove_tags(tx, conversation.id, &added)?;
            tx.publish(conversation.changed(conversation.assignee));
            Ok(())
        }
        Act::Snooze | Act::Close => {
            bring_back(tx, &conversation, now)?;
            if before.snoozed && before.until.is_none_or(|until| now < until) {
                set_aside(tx, actor, &load(tx, conversation.id)?, before.until, now)?;
            }
            Ok(())
        }
        Act::Assign | Act::Reassign => give_back(tx, actor, &conversation, before, now),
    }
}

/// To whoever had it, as it was with them. What was only offered waits in its queue again.
fn give_back(
    tx: &Tx<'_>,
    actor: Actor,
    conversation: &Conversation,
    before: &Stand,
    now: Timestamp,
) -> Result<(), Fault> {
    // Nothing opens again what is over.
    if conversation.state == State::Closed {
        return Err(Refusal::ConversationClosed.into());
    }
    if (before.assignee, before.is_offered()) == (conversation.assignee, false) {
        return Ok(());
    }
    if before.is_offered() && conversation.assignee.is_none() {
        return Ok(());
    }
    let Some(agent) = before.assignee.filter(|_| !before.is_offered()) else {
        step::step(tx, conversation, states::Act::Release, None, now)?;
        tx.publish(conversation.changed(None));
        return Ok(());
    };
    given::check_works_here(tx, agent)?;
    given::hand_over(tx, actor, conversation, agent, now)?;
    let given = load(tx, conversation.id)?;
    if before.state() == Some(State::Waiting) {
        step::step(tx, &given, states::Act::Wait, Some(agent), now)?;
    }
    if before.snoozed && before.until.is_none_or(|until| now < until) {
        set_aside(tx, actor, &load(tx, conversation.id)?, before.until, now)?;
    }
    tx.publish(given.changed(Some(agent)));
    Ok(())
}
