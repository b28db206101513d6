//! The quiet lines of a thread: who took it, when the window ended, what the provider refused.

use crate::domain::ids::{ConversationId, ThreadId};
use crate::domain::message::words;
use crate::domain::time::Timestamp;
use crate::store::{Fault, Tx};

words! {
    /// What a line says. Its sentence is `event-<word with hyphens>` in `locales/`.
    ThreadEventKind {
        /// A conversation began.
        Opened = "opened",
        /// An agent took it.
        Taken = "taken",
        /// An agent took it from another: `from`.
        TakenOver = "taken_over",
        /// It was given to `to`.
        Given = "given",
        /// It was sent to a queue: `queue`.
        SentToQueue = "sent_to_queue",
        /// A second agent answers, too: `guest`.
        BroughtIn = "brought_in",
        /// The second agent answers no more: `guest`.
        GuestLeft = "guest_left",
        /// Its queue gave it to `to`.
        Assigned = "assigned",
        /// Its agent waits for the contact.
        LeftWaiting = "left_waiting",
        /// The contact wrote again, for whom its agent had waited.
        Returned = "returned",
        /// It was set aside: `until`, or nothing until the contact writes.
        Snoozed = "snoozed",
        /// Somebody ended that.
        SnoozeEnded = "snooze_ended",
        /// It came back from that: `why`.
        CameBack = "came_back",
        /// It was given back.
        Released = "released",
        /// Its agent ended it; paperwork is left.
        Ended = "ended",
        /// It was closed: `reason`.
        Closed = "closed",
        /// The 24 hours passed.
        WindowClosed = "window_closed",
        /// The provider said that the 24 hours had passed.
        WindowRefused = "window_refused",
        /// The contact opted out.
        OptedOut = "opted_out",
        /// The contact opted in again.
        OptedIn = "opted_in",
        /// Two contacts claim the sender's addresses.
        IdentityConflict = "identity_conflict",
        /// The contact joined the sandbox.
        SandboxJoined = "sandbox_joined",
        /// The contact left the sandbox.
        SandboxLeft = "sandbox_left",
        /// A bot answers it.
        BotBegan = "bot_began",
        /// A bot handed it over: `why`.
        BotHandedOver = "bot_handed_over",
        /// What a bot says about it, for agents alone: `summary`.
        BotSummary = "bot_summary",
        /// The number was deleted; what was said stays readable.
        NumberDeleted = "number_deleted",
    }
}

/// Adds a line: to a conversation, or to a thread that has none yet.
///
/// # Errors
/// [`Fault`] of the store.
pub fn insert(
    tx: &Tx<'_>,
    place: (ThreadId, impl Into<Option<ConversationId>>),
    kind: ThreadEventKind,
    actor: Option<&str>,
    detail: &serde_json::Value,
    at: Timestamp,
) -> Result<(), Fault> {
    tx.prepare_cached(
        "INSERT INTO thread_event (thread_id, conversation_id, kind, actor, detail, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((place.0, place.1.into(), kind.word(), actor, detail.to_string(), at))?;
    Ok(())
}
