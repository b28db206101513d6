//! What became of a conversation: said by whoever ends it, and corrected by whoever may read it.

use crate::app::App;
use crate::domain::conversation::State;
use crate::domain::ids::{ConversationId, OutcomeId};
use crate::domain::outcome::{check_end, chosen};
use crate::domain::permission::may_read;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::conversations::load;
use crate::store::conversation::Conversation;
use crate::store::{Fault, Tx, outcome};

/// A way of ending a conversation: whose, who does it, and what became of it.
pub type Ends = fn(&App, Actor, ConversationId, Option<Vec<OutcomeId>>) -> Result<(), Fault>;

/// Says what became of a conversation, ended or not.
///
/// # Errors
/// [`Refusal::NotFound`]; what [`chosen`] and, once it is ended, [`check_end`] refuse; [`Fault`] of the store.
pub fn set(app: &App, actor: Actor, id: ConversationId, said: Vec<OutcomeId>) -> Result<(), Fault> {
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        if !may_read(actor, &conversation.access(tx, actor)?) {
            return Err(Refusal::NotFound.into());
        }
        let over = matches!(conversation.state, State::WrapUp | State::Closed);
        settle(tx, &conversation, Some(&said), over)?;
        tx.publish(conversation.changed(conversation.assignee));
        Ok(())
    })
}

/// Keeps what was said of it, if anything was; where a person `ends` it, it must have what its workstream requires.
///
/// # Errors
/// What [`chosen`] and [`check_end`] refuse; [`Fault`] of the store.
pub(crate) fn settle(
    tx: &Tx<'_>,
    conversation: &Conversation,
    said: Option<&[OutcomeId]>,
    ends: bool,
) -> Result<(), Fault> {
    let (workstream, asks) = outcome::asked_at(tx, conversation.number_id)?;
    let has: Vec<OutcomeId> = outcome::of(tx, conversation.id)?.into_iter().map(|one| one.id).collect();
    let after = match said {
        Some(said) => {
            let known: Vec<OutcomeId> = outcome::list(tx, workstream)?.into_iter().map(|one| one.id).collect();
            chosen(said, &[known, has.clone()].concat(), asks.most)?
        }
        None => has.clone(),
    };
    if ends {
        check_end(asks.required, after.len())?;
    }
    if after != has {
        outcome::set_of(tx, conversation.id, &after)?;
    }
    Ok(())
}
