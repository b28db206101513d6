//! An agent answers an offer: takes the conversation, or declines it. The clock answers for who does not.

use serde_json::json;

use crate::app::App;
use crate::domain::conversation::Act;
use crate::domain::event::Event;
use crate::domain::ids::{ConversationId, UserId};
use crate::domain::offer::{Answer, Outcome};
use crate::domain::presence::Happening;
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::domain::trace::Step;
use crate::domain::user::Actor;
use crate::flows::conversations::joined::{self, Came};
use crate::flows::conversations::{distribute, load, step, tell};
use crate::flows::users::standing;
use crate::store::conversation::Conversation;
use crate::store::offer::{self, Stored};
use crate::store::thread_event::ThreadEventKind;
use crate::store::{Fault, Tx, trace_step};

/// Takes what was offered.
///
/// # Errors
/// [`Refusal::NotAllowed`] for what is offered to somebody else, [`Refusal::NotNow`] after its time or if nothing is offered.
pub fn accept(app: &App, actor: Actor, id: ConversationId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| accept_in(tx, actor, &load(tx, id)?, now))
}

/// The same inside a transaction: for whoever takes it by hand.
///
/// # Errors
/// As [`accept`].
pub(crate) fn accept_in(tx: &Tx<'_>, actor: Actor, conversation: &Conversation, now: Timestamp) -> Result<(), Fault> {
    accept_as(tx, actor, conversation, Came::Oneself, now)
}

/// The same for whoever accepts by answering.
///
/// # Errors
/// As [`accept`].
pub(crate) fn accept_answering(
    tx: &Tx<'_>,
    actor: Actor,
    conversation: &Conversation,
    now: Timestamp,
) -> Result<(), Fault> {
    accept_as(tx, actor, conversation, Came::Answering, now)
}

fn accept_as(tx: &Tx<'_>, actor: Actor, conversation: &Conversation, came: Came, now: Timestamp) -> Result<(), Fault> {
    let user = actor.user().ok_or(Refusal::NotAllowed)?;
    let made = offer::standing(tx, conversation.id)?.ok_or(Refusal::NotNow)?;
    made.offer.answered(Answer::Accepted, Some(user), now)?;
    note(tx, &made, Answer::Accepted, now)?;
    step::step(tx, conversation, Act::Accept, Some(user), now)?;
    tell(tx, conversation, ThreadEventKind::Taken, &actor.scope(), &json!({}), now)?;
    joined::tell(tx, conversation, user, came, now)?;
    tx.publish(conversation.changed(Some(user)));
    Ok(())
}

/// Does not take what was offered: it goes to somebody else.
///
/// # Errors
/// As [`accept`]; [`Refusal::NotNow`] also where the workstream lets nobody decline.
pub fn decline(app: &App, actor: Actor, id: ConversationId) -> Result<(), Fault> {
    let (now, user) = (app.clock.now(), actor.user().ok_or(Refusal::NotAllowed)?);
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        let made = offer::standing(tx, id)?.ok_or(Refusal::NotNow)?;
        let outcome = made.offer.answered(Answer::Declined, Some(user), now)?;
        if outcome == Outcome::Back {
            back(tx, &conversation, &made, Answer::Declined, now)?;
        }
        Ok(())
    })
}

/// An offer whose time is over: the conversation goes to somebody else. Part of a larger transaction.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn time_out(tx: &Tx<'_>, made: &Stored, now: Timestamp) -> Result<(), Fault> {
    let conversation = load(tx, made.offer.conversation)?;
    if made.offer.answered(Answer::TimedOut, None, now)? == Outcome::Back {
        back(tx, &conversation, made, Answer::TimedOut, now)?;
    }
    Ok(())
}

/// Takes back everything that is offered to a user who is gone; it counts against nobody. Part of a larger transaction.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn take_back(tx: &Tx<'_>, user: UserId, now: Timestamp) -> Result<(), Fault> {
    for made in offer::standing_of(tx, user)? {
        let conversation = load(tx, made.offer.conversation)?;
        step::step(tx, &conversation, Act::Release, None, now)?;
        tx.publish(conversation.changed(None));
        distribute::distribute_for(tx, conversation.id, now)?;
    }
    Ok(())
}

/// It goes back to its queue, and to somebody else first.
fn back(tx: &Tx<'_>, conversation: &Conversation, made: &Stored, answer: Answer, now: Timestamp) -> Result<(), Fault> {
    let agent = made.offer.agent;
    note(tx, made, answer, now)?;
    step::step(tx, conversation, Act::Release, None, now)?;
    let happening = if answer == Answer::Declined { Happening::Declined } else { Happening::Missed };
    standing::happen(tx, agent, now, |_| happening)?;
    tx.publish(conversation.changed(None));
    distribute::distribute_for(tx, conversation.id, now)
}

/// Notes what became of an offer. Part of a larger transaction.
///
/// # Errors
/// [`Fault`] of the store.
pub(super) fn note(tx: &Tx<'_>, made: &Stored, answer: Answer, now: Timestamp) -> Result<(), Fault> {
    let agent = made.offer.agent;
    offer::set_answer(tx, made.id, answer, now)?;
    let refused = offer::refused(tx, made.offer.conversation)?.count(agent);
    trace_step::add(tx, made.offer.conversation, &Step::Answered { agent, answer, refused }, now)?;
    tx.publish(Event::OffersChanged { user: agent });
    Ok(())
}
