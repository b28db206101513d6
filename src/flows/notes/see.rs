//! Whoever was asked to look has looked.

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::{ConversationId, UserId};
use crate::store::{Fault, note};

/// Notes that `user` has opened the conversation.
///
/// # Errors
/// The store's.
pub fn see(app: &App, user: UserId, id: ConversationId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        if note::see(tx, user, id, now)? {
            tx.publish(Event::MentionsSeen { user });
        }
        Ok(())
    })
}
