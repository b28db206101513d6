//! The world is told that a window ended. The end itself needs no flow: it is computed at every send and
//! on every page, so a late tick can never keep a window open.

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::time::Timestamp;
use crate::domain::window::WINDOW;
use crate::flows::Counts;
use crate::store::thread_event::{self, ThreadEventKind};
use crate::store::{Fault, thread};

/// Windows told in one transaction.
const BATCH: u32 = 200;

/// Tells every window that ended by `now`: a quiet line in the thread, and the composers that have it open.
///
/// # Errors
/// [`Fault`] of the store.
pub fn expire(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    let mut told = 0;
    loop {
        let span = WINDOW - app.window_margin;
        if app.store.read(|db| thread::due(db, now - span, 1))?.is_empty() {
            return Ok(vec![("ended", told)]);
        }
        told += app.store.write(move |tx| {
            let mut ended = 0;
            for window in thread::due(tx, now - span, BATCH)? {
                if window.last_inbound_at > now - span {
                    thread::set_expiry_from(tx, window.thread, Some(window.last_inbound_at))?;
                    continue;
                }
                thread::set_expiry_from(tx, window.thread, None)?;
                ended += 1;
                let place = (window.thread, window.conversation);
                if window.live {
                    let at = window.last_inbound_at + span;
                    let detail = serde_json::json!({ "last_inbound_at": window.last_inbound_at });
                    thread_event::insert(tx, place, ThreadEventKind::WindowClosed, None, &detail, at)?;
                }
                tx.publish(Event::WindowChanged { thread: place.0, conversation: place.1, open: false });
            }
            Ok(ended)
        })?;
    }
}
