//! Who may have a file: whoever may read its conversation, or the newest one of its thread, which shows them all.

use crate::app::App;
use crate::domain::ids::MediaId;
use crate::domain::permission::may_read;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::store::content::{self, Content};
use crate::store::media::{self, Media};
use crate::store::message::{self, Message};
use crate::store::{Db, Fault, conversation};

/// A file that may be had.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The attachment.
    pub media: Media,
    /// Its message.
    pub message: Message,
    /// Its bytes, if they are here and may be shown.
    pub content: Option<Content>,
}

/// Opens an attachment for `actor`.
///
/// # Errors
/// `NotFound` for one that does not exist, or is not the actor's to see.
pub fn open(app: &App, actor: Actor, id: MediaId) -> Result<Opened, Fault> {
    app.store.read(|db| {
        let media = media::by_id(db, id)?.ok_or(Refusal::NotFound)?;
        let message = readable(db, actor, &media)?;
        let content = media.content.filter(|_| media.state.is_shown());
        let content = content.map(|id| content::by_id(db, id)).transpose()?.flatten();
        Ok(Opened { media, message, content })
    })
}

/// The message of an attachment that `actor` may see.
pub(super) fn readable(db: &Db, actor: Actor, media: &Media) -> Result<Message, Fault> {
    let message = message::by_id(db, media.message)?.ok_or(Refusal::NotFound)?;
    let own = conversation::by_id(db, message.conversation_id)?;
    let newest = conversation::latest(db, message.thread_id)?;
    for conversation in [own, newest].into_iter().flatten() {
        if may_read(actor, &conversation.access(db, actor)?) {
            return Ok(message);
        }
    }
    Err(Refusal::NotFound.into())
}
