//! What happens because time passes: scheduled messages, WhatsApp's reviews, the state file.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use super::core::Core;
use super::message::{Message, Status};
use super::template::Approval;
use super::{keep, reports};

const STEP: Duration = Duration::from_millis(250);

/// The body of the one thread that watches the clock; it ends when the sender of `stop` is gone.
pub fn run(core: &Arc<Core>, stop: &Receiver<()>) {
    while let Err(RecvTimeoutError::Timeout) = stop.recv_timeout(STEP) {
        let now = core.now();
        send_due(core, now);
        review(core, now);
        save(core);
    }
}

/// Writes the state file if something changed since.
pub fn save(core: &Core) {
    if core.dirty.swap(false, Ordering::AcqRel)
        && let Err(error) = keep::save(core)
    {
        tracing::warn!(%error, "the state file could not be written");
    }
}

fn send_due(core: &Arc<Core>, now: i64) {
    let due = |message: &&Message| message.status == Status::Scheduled && message.send_at.is_some_and(|at| at <= now);
    let due: Vec<String> = core.lock().world.messages.values().filter(due).map(|message| message.sid.clone()).collect();
    for sid in due {
        core.change(|state| {
            if let Some(message) = state.world.message_mut(&sid) {
                message.status = Status::Accepted;
            }
        });
        reports::start(core, &sid);
    }
}

/// WhatsApp looks at a template after half of the time and approves it after all of it; one whose name says
/// so is refused.
fn review(core: &Core, now: i64) {
    let state = core.lock();
    let Some(after) = state.habits.approve_after else {
        return;
    };
    let next = |approval: Approval, submitted_at: Option<i64>, name: &str| {
        let waited = now - submitted_at?;
        match approval {
            Approval::Received if waited >= after / 2 => Some(Approval::Pending),
            Approval::Pending if waited >= after && name.contains("reject") => Some(Approval::Rejected),
            Approval::Pending if waited >= after => Some(Approval::Approved),
            _ => None,
        }
    };
    let moved = |(at, template): (usize, &super::template::Template)| {
        next(template.approval, template.submitted_at, &template.approval_name).map(|approval| (at, approval))
    };
    let moved: Vec<(usize, Approval)> = state.world.templates.iter().enumerate().filter_map(moved).collect();
    drop(state);
    if moved.is_empty() {
        return;
    }
    core.change(|state| {
        for (at, approval) in moved {
            if let Some(template) = state.world.templates.get_mut(at) {
                template.approval = approval;
                template.updated_at = now;
                if approval == Approval::Rejected {
                    "TAG_CONTENT_MISMATCH".clone_into(&mut template.rejection_reason);
                }
            }
        }
    });
}

/// Messages whose reports were cut off by the last stop go on.
pub fn resume(core: &Arc<Core>) {
    let state = core.lock();
    let on_their_way = |message: &&Message| {
        !message.inbound && message.status != Status::Scheduled && message.status.rank() < Status::Delivered.rank()
    };
    let sids: Vec<String> = state.world.messages.values().filter(on_their_way).map(|it| it.sid.clone()).collect();
    drop(state);
    for sid in sids {
        reports::start(core, &sid);
    }
}
