//! Somebody asks for a file again that did not come.

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::MediaId;
use crate::domain::media::Reason;
use crate::domain::message::MediaState;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::media::open::readable;
use crate::store::{Fault, media};

/// Asks for it from the beginning, whatever was in the way before.
///
/// # Errors
/// `NotFound` for one that does not exist or is in a conversation that is not the actor's to see; `NotNow` if there is
/// nothing to ask for.
pub fn again(app: &App, actor: Actor, id: MediaId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let found = media::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
        let message = readable(tx, actor, &found)?;
        let may = match found.state {
            MediaState::Failed | MediaState::Refused => found.url.is_some() && found.reason != Some(Reason::Foreign),
            // It is being tried by itself, perhaps an hour from now.
            MediaState::Loading => true,
            MediaState::Ready | MediaState::Held | MediaState::Removed => false,
        };
        if !may {
            return Err(Refusal::NotNow.into());
        }
        media::restart(tx, id, now)?;
        tx.publish(message.changed());
        tx.publish(Event::MediaWaits);
        Ok(())
    })
}
