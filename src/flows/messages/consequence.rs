//! What follows when one of our messages moves or fails, whoever told us: the answer to a call, a
//! delivery report, or the provider's list.

use crate::domain::event::Event;
use crate::domain::message::{Kind, Status};
use crate::domain::outgoing_webhook::{Happened, Topic};
use crate::domain::refusal::Refusal;
use crate::domain::sandbox::Fact;
use crate::domain::template::counting;
use crate::domain::time::Timestamp;
use crate::domain::window::refusal_counts;
use crate::store::message::{self, Message, Progress};
use crate::store::thread_event::{self, ThreadEventKind};
use crate::store::{
    Fault, Tx, attempt, conversation, draft, link_check, number, outbox, sandbox_fact, template_count, thread,
};
use crate::twilio::codes::{self, Class};

/// Moves `message` to what `report` says, if that is forward, and does what follows from a failure.
/// Whether anything changed.
///
/// # Errors
/// [`Fault`] of the store.
pub fn apply(
    tx: &Tx<'_>,
    message: &Message,
    report: Status,
    code: Option<u32>,
    progress: &Progress<'_>,
    now: Timestamp,
) -> Result<bool, Fault> {
    let moved = message.status.after(report);
    let new_sid = progress.provider_sid.is_some() && message.provider_sid.is_none();
    if moved.is_none() && !new_sid {
        return Ok(false);
    }
    let status = moved.unwrap_or(message.status);
    set_status(tx, message, status, progress, now)?;
    count(tx, message, status, new_sid, progress, now)?;
    if status != Status::Pending && status != Status::Unknown {
        outbox::remove(tx, message.id)?;
        // The next message of this thread may have waited for this one.
        tx.publish(Event::OutboxFilled);
    }
    if let Some(failed) = moved.filter(|status| status.is_failure()) {
        fail(tx, message, failed, code, progress.error_code, now)?;
    }
    tx.publish(message.changed());
    Ok(true)
}

/// Moves one of our messages, and tells webhooks where it came to; the same again tells nothing.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn set_status(
    tx: &Tx<'_>,
    message: &Message,
    status: Status,
    progress: &Progress<'_>,
    now: Timestamp,
) -> Result<(), Fault> {
    message::set_status(tx, message.id, status, progress, now)?;
    if status != message.status {
        tx.tell(Happened::with(Topic::MessageStatus, message.conversation_id, message.id, now));
    }
    Ok(())
}

/// Counts what a message made from a template did, in the month in which it was handed over.
fn count(
    tx: &Tx<'_>,
    message: &Message,
    status: Status,
    handed_over: bool,
    progress: &Progress<'_>,
    now: Timestamp,
) -> Result<(), Fault> {
    let Some(template) = message.template_id else { return Ok(()) };
    let step = counting::step(message.status, status, handed_over);
    if let Some(thread) = thread::by_id(tx, message.thread_id)? {
        let at = message.handed_over_at.or(progress.handed_over_at).unwrap_or(message.created_at);
        template_count::count(tx, thread.number_id, template, &counting::month(at), step, now)?;
    }
    Ok(())
}

fn fail(
    tx: &Tx<'_>,
    message: &Message,
    status: Status,
    code: Option<u32>,
    error_code: Option<&str>,
    now: Timestamp,
) -> Result<(), Fault> {
    let Some(thread) = thread::by_id(tx, message.thread_id)? else { return Ok(()) };
    if let Some(error_code) = error_code {
        number::touch_error(tx, thread.number_id, now, error_code)?;
    }
    tracing::info!(message = message.id.0, status = status.word(), code, "a message was not delivered");
    if code == Some(codes::FILE_NOT_FETCHED) {
        link_check::ask(tx, message.id, now)?;
    }
    match code.map(codes::class) {
        Some(Class::WindowClosed) => refuse_window(tx, message, &thread, now),
        Some(Class::OptedOut) => opt_out(tx, message, now),
        Some(Class::Sandbox) => leave_sandbox(tx, message, &thread, now),
        // It waited here until the window had ended.
        None if error_code == Some(Refusal::WindowClosed { since: None }.code()) => offer_draft(tx, message, now),
        _ => Ok(()),
    }
}

/// The text becomes a draft of whoever wrote it.
fn offer_draft(tx: &Tx<'_>, message: &Message, now: Timestamp) -> Result<(), Fault> {
    if let Some(user) = message.author_user.filter(|_| message.kind == Kind::Text) {
        draft::offer(tx, user, message.thread_id, &message.body, now)?;
    }
    Ok(())
}

/// The provider says that the window is closed: it is right, unless the contact wrote after the message had
/// been handed over.
fn refuse_window(tx: &Tx<'_>, message: &Message, thread: &thread::Thread, now: Timestamp) -> Result<(), Fault> {
    offer_draft(tx, message, now)?;
    // A refusal at once, or a report that outran the answer: the attempt has the time.
    let attempted_at = match message.handed_over_at {
        Some(at) => Some(at),
        None => attempt::last_started_at(tx, message.id)?,
    };
    let handed_over_at = attempted_at.unwrap_or(message.created_at);
    if thread.refused_at.is_some() || !refusal_counts(handed_over_at, thread.last_inbound_at) {
        return Ok(());
    }
    // Closed since then, not since now: what the contact wrote meanwhile opens it again, whichever of the two is written first.
    thread::close_window(tx, message.thread_id, handed_over_at)?;
    let place = (message.thread_id, message.conversation_id);
    thread_event::insert(tx, place, ThreadEventKind::WindowRefused, None, &serde_json::json!({}), now)?;
    tx.publish(Event::WindowChanged { thread: place.0, conversation: place.1, open: false });
    Ok(())
}

/// Not in the sandbox: whoever wrote or joined after the message was made is in it all the same.
fn leave_sandbox(tx: &Tx<'_>, message: &Message, thread: &thread::Thread, now: Timestamp) -> Result<(), Fault> {
    let known = sandbox_fact::latest(tx, thread.id)?;
    if known.is_some_and(|(_, at)| at > message.created_at) {
        return Ok(());
    }
    let sid = message.provider_sid.clone().unwrap_or_else(|| format!("message:{}", message.id));
    sandbox_fact::insert(tx, (message.account_id, thread.id), &sid, Fact::Refused, now)
}

fn opt_out(tx: &Tx<'_>, message: &Message, now: Timestamp) -> Result<(), Fault> {
    if thread::set_opted_out(tx, message.thread_id, Some((now, "provider")))? {
        let place = (message.thread_id, message.conversation_id);
        thread_event::insert(
            tx,
            place,
            ThreadEventKind::OptedOut,
            None,
            &serde_json::json!({ "by": "provider" }),
            now,
        )?;
        if let Some(conversation) = conversation::by_id(tx, message.conversation_id)? {
            tx.publish(conversation.changed(conversation.assignee));
        }
    }
    Ok(())
}
