//! `join …` and `stop`, said to the provider's sandbox: a quiet line in the thread and nobody's work. No conversation
//! begins or comes back, nothing is unread. But whoever says them has written, so the window opens.

use crate::domain::event::Event;
use crate::domain::ids::AccountId;
use crate::domain::inbound::Inbound;
use crate::domain::sandbox::{self, Fact, Word};
use crate::domain::time::{Millis, Timestamp};
use crate::domain::window::{WINDOW, Window};
use crate::store::thread::Thread;
use crate::store::thread_event::{self, ThreadEventKind};
use crate::store::{Fault, Tx, conversation, sandbox_fact, thread};

/// Keeps the word. To leave the sandbox is to opt out, as far as anything can reach that phone; to join is to want
/// messages again.
///
/// # Errors
/// [`Fault`] of the store.
pub fn keep(
    tx: &Tx<'_>,
    account: AccountId,
    thread: &Thread,
    (inbound, word): (&Inbound, Word),
    at: Timestamp,
    now: Timestamp,
) -> Result<(), Fault> {
    let (fact, kind, opted_out_at) = match word {
        Word::Join => (Fact::Joined, ThreadEventKind::SandboxJoined, None),
        Word::Leave => (Fact::Left, ThreadEventKind::SandboxLeft, Some((now, "contact"))),
    };
    sandbox_fact::insert(tx, (account, thread.id), &inbound.provider_sid, fact, at)?;
    let latest = conversation::latest(tx, thread.id)?;
    thread_event::insert(
        tx,
        (thread.id, latest.as_ref().map(|latest| latest.id)),
        kind,
        None,
        &serde_json::json!({}),
        now,
    )?;
    thread::set_opted_out(tx, thread.id, opted_out_at)?;
    let before =
        Window { last_inbound_at: thread.last_inbound_at, refused_at: thread.refused_at, margin: Millis::ZERO };
    thread::extend_window(tx, thread, &inbound.from, at)?;
    if let Some(latest) = latest {
        tx.publish(latest.changed(latest.assignee));
        if !before.is_open(now) && now < at + WINDOW {
            tx.publish(Event::WindowChanged { thread: thread.id, conversation: latest.id, open: true });
        }
    }
    Ok(())
}

/// A message that is meant for us tells that its sender has joined, if we did not know.
///
/// # Errors
/// [`Fault`] of the store.
pub fn note_member(
    tx: &Tx<'_>,
    account: AccountId,
    thread: &Thread,
    inbound: &Inbound,
    at: Timestamp,
) -> Result<(), Fault> {
    if sandbox::message_tells(sandbox_fact::latest(tx, thread.id)?, at) {
        sandbox_fact::insert(tx, (account, thread.id), &inbound.provider_sid, Fact::Wrote, at)?;
    }
    Ok(())
}
