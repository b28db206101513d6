//! A conversation goes to a colleague or to another queue, with a word for whoever gets it. Whoever gives it away has it no
//! more at once, and the contact is told if that is set.

use serde_json::json;

use crate::app::App;
use crate::domain::automatic::Trigger;
use crate::domain::conversation::{Act, State};
use crate::domain::event::Event;
use crate::domain::ids::{ConversationId, NoteId, QueueId, UserId};
use crate::domain::note;
use crate::domain::overflow::{Destination, Placing, Reason};
use crate::domain::permission::may_transfer;
use crate::domain::queue;
use crate::domain::refusal::FieldProblem;
use crate::domain::time::Timestamp;
use crate::domain::trace::Step;
use crate::domain::transfer::To;
use crate::domain::user::Actor;
use crate::flows::conversations::fronts::Fronts;
use crate::flows::conversations::{distribute, given, load, step, tell, wait};
use crate::flows::messages::automatic::{self, Extra};
use crate::flows::notes::add::add_in;
use crate::store::conversation::Conversation;
use crate::store::thread_event::ThreadEventKind;
use crate::store::{Fault, Tx, note as notes, queue as queues, snooze, trace_step, workstream};

/// Gives it away; `word` is a note for whoever gets it, or empty.
///
/// # Errors
/// [`crate::domain::refusal::Refusal`] as `may_transfer` and the state machine say; `user_id`/`unknown`, `user_id`/`has-it-already`;
/// `queue_id`/`unknown`, a queue without members or one that is closed; `text`/`too-long` for the note; the store's.
pub fn transfer(app: &App, actor: Actor, id: ConversationId, to: To, word: &str) -> Result<(), Fault> {
    let now = app.clock.now();
    let word = if word.trim().is_empty() { None } else { Some(note::checked(word)?) };
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        may_transfer(actor, &conversation.access(tx, actor)?)?;
        let left = |tx: &Tx<'_>| word.as_deref().map(|word| add_in(tx, actor, &conversation, word, now)).transpose();
        match to {
            To::Agent(agent) => {
                check_agent(tx, &conversation, agent)?;
                let note = left(tx)?;
                to_agent(tx, actor, &conversation, (agent, note), now)
            }
            To::Queue(queue) => {
                check_queue(tx, &conversation, queue, now)?;
                left(tx)?;
                to_queue(tx, actor, &conversation, queue, now)
            }
        }
    })
}

fn check_agent(tx: &Tx<'_>, conversation: &Conversation, agent: UserId) -> Result<(), Fault> {
    given::check_works_here(tx, agent)?;
    if conversation.assignee == Some(agent) && !conversation.is_offered() {
        return Err(FieldProblem::new("user_id", "has-it-already").into());
    }
    Ok(())
}

fn check_queue(tx: &Tx<'_>, conversation: &Conversation, queue: QueueId, now: Timestamp) -> Result<(), Fault> {
    let fronts = Fronts::new(tx, now);
    let front = fronts.look(queue);
    let front = fronts.trusted(front)?.ok_or(FieldProblem::new("queue_id", "unknown"))?;
    queue::check_target("queue_id", front.members)?;
    if !front.standing.is_open() {
        return Err(FieldProblem::new("queue_id", "queue-closed").into());
    }
    if conversation.state == State::Open && conversation.queue == Some(queue) {
        return Err(FieldProblem::new("queue_id", "waits-there-already").into());
    }
    Ok(())
}

fn to_agent(
    tx: &Tx<'_>,
    actor: Actor,
    conversation: &Conversation,
    (agent, note): (UserId, Option<NoteId>),
    now: Timestamp,
) -> Result<(), Fault> {
    given::hand_over(tx, actor, conversation, agent, now)?;
    if let Some(note) = note {
        notes::mention(tx, (note, conversation.id), agent, now)?;
    }
    if actor.user() != Some(agent) {
        tx.publish(Event::Given { user: agent, thread: conversation.thread_id, conversation: conversation.id });
    }
    distribute::distribute(tx, now)?;
    Ok(())
}

fn to_queue(
    tx: &Tx<'_>,
    actor: Actor,
    conversation: &Conversation,
    queue: QueueId,
    now: Timestamp,
) -> Result<(), Fault> {
    if conversation.state != State::Open {
        step::step(tx, conversation, Act::Release, None, now)?;
    } else if conversation.snoozed {
        // Whoever works there is to see it.
        snooze::end(tx, conversation.id)?;
    }
    let settings = workstream::of_number(tx, conversation.number_id)?.settings;
    wait::enter(tx, conversation.id, queue, None, &settings, now)?;
    let placing =
        Placing { destination: Destination::Queue(queue), reason: Reason::Person, rule: None, passed: Vec::new() };
    trace_step::add(tx, conversation.id, &Step::moved(&placing, actor.user()), now)?;
    let name = queues::get(tx, queue)?.settings.name;
    let detail = json!({ "queue": queue, "name": name, "from": conversation.assignee });
    tell(tx, conversation, ThreadEventKind::SentToQueue, &actor.scope(), &detail, now)?;
    let there = load(tx, conversation.id)?;
    if conversation.assignee.is_some() {
        automatic::tell(tx, &there, Trigger::TransferredToQueue, &Extra::default(), now)?;
    }
    tx.publish(conversation.changed(None));
    distribute::distribute_for(tx, conversation.id, now)
}
