//! The tags of a conversation, by hand. Rules give some too; both are the same afterwards.

use crate::app::App;
use crate::domain::ids::ConversationId;
use crate::domain::permission::may_read;
use crate::domain::refusal::Refusal;
use crate::domain::tag;
use crate::domain::user::Actor;
use crate::flows::conversations::load;
use crate::store::Fault;
use crate::store::conversation::routing;

/// Makes these its tags. Everybody may who may read the conversation.
///
/// # Errors
/// [`Refusal::NotFound`]; the problem of `tags` as [`tag::checked`] says; [`Fault`] of the store.
pub fn set_tags(app: &App, actor: Actor, id: ConversationId, tags: &[String]) -> Result<(), Fault> {
    let tags = tag::checked(tags)?;
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        if !may_read(actor, &conversation.access(tx, actor)?) {
            return Err(Refusal::NotFound.into());
        }
        if routing::given_tags(tx, id)? != tags {
            routing::set_tags(tx, id, &tags)?;
            tx.publish(conversation.changed(conversation.assignee));
        }
        Ok(())
    })
}
