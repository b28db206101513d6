//! A contact is told who answers from now on: whoever took it, whoever it was given to, or somebody else than before.

use crate::domain::automatic::Trigger;
use crate::domain::ids::UserId;
use crate::domain::time::Timestamp;
use crate::flows::messages::automatic::{self, Extra};
use crate::store::conversation::{Conversation, routing};
use crate::store::{Fault, Tx};

/// How an agent came to a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Came {
    /// By taking or accepting it.
    Oneself,
    /// It was given, by a queue or by somebody.
    Given,
    /// With an answer, which says more than we could.
    Answering,
}

/// `agent` has `conversation`, which is as it was before. The same agent is not announced twice, and nobody where the
/// contact waits for nothing.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn tell(
    tx: &Tx<'_>,
    conversation: &Conversation,
    agent: UserId,
    came: Came,
    now: Timestamp,
) -> Result<(), Fault> {
    if conversation.joined == Some(agent) {
        return Ok(());
    }
    routing::set_joined(tx, conversation.id, agent)?;
    let trigger = match (conversation.joined, came) {
        (_, Came::Answering) => return Ok(()),
        (Some(_), _) => Trigger::TransferredToAgent,
        (None, _) if conversation.waiting_since_at.is_none() => return Ok(()),
        (None, Came::Oneself) => Trigger::AgentJoined,
        (None, Came::Given) => Trigger::Assigned,
    };
    automatic::tell(tx, conversation, trigger, &Extra { agent: Some(agent), ..Extra::default() }, now)?;
    Ok(())
}
