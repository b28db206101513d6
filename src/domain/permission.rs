//! Who may do what, in one place. DESIGN's table is the test below.

use crate::domain::conversation::State;
use crate::domain::ids::UserId;
use crate::domain::refusal::Refusal;
use crate::domain::user::{Actor, Role};

/// The facts about a conversation that decide rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// Its state.
    pub state: State,
    /// Who has it.
    pub assignee: Option<UserId>,
    /// Whether the acting user may see it by queue or mention.
    pub in_own_queues: bool,
    /// Whether the acting user was brought in to answer with its agent.
    pub helps: bool,
}

/// Whether the actor may read the conversation.
#[must_use]
pub fn may_read(actor: Actor, access: &Access) -> bool {
    actor.role() >= Role::Supervisor
        || access.in_own_queues
        || access.helps
        || actor.user().is_some_and(|id| access.assignee == Some(id))
}

/// Whether the actor may write to the contact now, and whether that takes the conversation.
///
/// # Errors
/// [`Refusal::NotFound`] if it may not even be read, [`Refusal::ConversationClosed`],
/// [`Refusal::NotAssignedToYou`] for agents who have not taken it.
pub fn may_write(actor: Actor, access: &Access) -> Result<(), Refusal> {
    if !may_read(actor, access) {
        return Err(Refusal::NotFound);
    }
    if access.state == State::Closed {
        return Err(Refusal::ConversationClosed);
    }
    if access.helps { Ok(()) } else { may_finish(actor, access) }
}

/// Whether the actor may write to somebody first: every user, and programs from supervisor up, for an agent's token
/// has no conversation of its own to write in.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub const fn may_begin(actor: Actor) -> Result<(), Refusal> {
    match actor {
        Actor::Token { role: Role::Agent, .. } => Err(Refusal::NotAllowed),
        Actor::User { .. } | Actor::Token { .. } | Actor::Command => Ok(()),
    }
}

/// Whether the actor may say that two contacts are one, or that they are not: from supervisor up.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn may_merge(actor: Actor) -> Result<(), Refusal> {
    if actor.role() >= Role::Supervisor { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// Whether the actor may read a list of contacts in, or take all of them away: from supervisor up.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn may_import_contacts(actor: Actor) -> Result<(), Refusal> {
    may_merge(actor)
}

/// Whether the actor may have a contact forgotten, for good: admins alone.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn may_erase_contact(actor: Actor) -> Result<(), Refusal> {
    if actor.role() >= Role::Admin { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// Whether the actor may write to many at once, which costs money and the number's good name: from supervisor up.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn may_broadcast(actor: Actor) -> Result<(), Refusal> {
    if actor.role() >= Role::Supervisor { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// Whether the actor may take the conversation: nobody's by everyone, somebody else's after asking
/// (the page asks; both are told).
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::ConversationClosed`].
pub fn may_take(actor: Actor, access: &Access) -> Result<(), Refusal> {
    if !may_read(actor, access) {
        return Err(Refusal::NotFound);
    }
    if access.state == State::Closed { Err(Refusal::ConversationClosed) } else { Ok(()) }
}

/// Whether the actor may release, end or close it: its agent, or anybody from supervisor up. Whoever only helps may not.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::ConversationClosed`], [`Refusal::NotAssignedToYou`].
pub fn may_finish(actor: Actor, access: &Access) -> Result<(), Refusal> {
    if !may_read(actor, access) {
        return Err(Refusal::NotFound);
    }
    if access.state == State::Closed {
        return Err(Refusal::ConversationClosed);
    }
    let own = actor.user().is_some() && access.assignee == actor.user();
    if actor.role() >= Role::Supervisor || own { Ok(()) } else { Err(Refusal::NotAssignedToYou) }
}

/// Whether the actor may give the conversation to somebody.
///
/// # Errors
/// [`Refusal::NotAllowed`] for agents, except to themselves.
pub fn may_assign(actor: Actor, access: &Access, to: UserId) -> Result<(), Refusal> {
    may_take(actor, access)?;
    if actor.role() >= Role::Supervisor || actor.user() == Some(to) { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// Whether the actor may give away all that somebody has: from supervisor up.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn may_reassign(actor: Actor) -> Result<(), Refusal> {
    may_broadcast(actor)
}

/// Whether the actor may give the conversation to a colleague or a queue, or ask a colleague to help: its agent, or anybody
/// from supervisor up.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::ConversationClosed`], [`Refusal::NotAssignedToYou`].
pub fn may_transfer(actor: Actor, access: &Access) -> Result<(), Refusal> {
    may_finish(actor, access)
}

/// Whether the actor may set the conversation aside, or bring it back: whoever may read it, as long as it goes on.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::ConversationClosed`].
pub fn may_snooze(actor: Actor, access: &Access) -> Result<(), Refusal> {
    may_take(actor, access)
}

/// Whether the actor may see a saved view: shared ones everybody, own ones their owner.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn may_see_view(actor: Actor, owner: Option<UserId>) -> Result<(), Refusal> {
    may_see_quick_reply(actor, owner)
}

/// Whether the actor may make, change and remove a saved view: own ones their owner, shared ones from supervisor up.
///
/// # Errors
/// [`Refusal::NotFound`] for somebody else's, [`Refusal::NotAllowed`].
pub fn may_change_view(actor: Actor, owner: Option<UserId>) -> Result<(), Refusal> {
    may_change_quick_reply(actor, owner)
}

/// Whether the actor may say whether `user` is there: everybody of themselves, from supervisor up of anybody.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn may_set_presence(actor: Actor, user: UserId) -> Result<(), Refusal> {
    if actor.role() >= Role::Supervisor || actor.user() == Some(user) { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// Whether the actor may see a quick reply: shared ones everybody, personal ones their owner.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn may_see_quick_reply(actor: Actor, owner: Option<UserId>) -> Result<(), Refusal> {
    if owner.is_none() || actor.user() == owner { Ok(()) } else { Err(Refusal::NotFound) }
}

/// Whether the actor may make, change and remove a quick reply: personal ones their owner, shared ones
/// from supervisor up.
///
/// # Errors
/// [`Refusal::NotFound`] for somebody else's, [`Refusal::NotAllowed`].
pub fn may_change_quick_reply(actor: Actor, owner: Option<UserId>) -> Result<(), Refusal> {
    may_see_quick_reply(actor, owner)?;
    if owner.is_some() || actor.role() >= Role::Supervisor { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// Whether the actor may say a note otherwise: its author alone. `author`: the user who wrote it; `None`: a program.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn may_change_note(actor: Actor, author: Option<UserId>) -> Result<(), Refusal> {
    if actor.user().is_some() && actor.user() == author { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// Whether the actor may remove a note: its author, or anybody from supervisor up.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn may_remove_note(actor: Actor, author: Option<UserId>) -> Result<(), Refusal> {
    if actor.role() >= Role::Supervisor { Ok(()) } else { may_change_note(actor, author) }
}

/// Whether the actor may change settings: accounts, numbers, templates, users, tokens.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn may_administer(actor: Actor) -> Result<(), Refusal> {
    if actor.role() >= Role::Admin { Ok(()) } else { Err(Refusal::NotAllowed) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::TokenId;

    fn user(id: i64, role: Role) -> Actor {
        Actor::User { id: UserId(id), role }
    }

    #[test]
    fn writing_is_for_the_assignee_and_from_supervisor_up() {
        use Refusal::{ConversationClosed, NotAssignedToYou, NotFound};
        let mine = Access { state: State::Active, assignee: Some(UserId(1)), in_own_queues: true, helps: false };
        let other = Access { assignee: Some(UserId(2)), ..mine };
        let open = Access { state: State::Open, assignee: None, ..mine };
        let closed = Access { state: State::Closed, ..mine };
        let foreign = Access { in_own_queues: false, ..other };
        let (agent, supervisor) = (user(1, Role::Agent), user(3, Role::Supervisor));
        let token = |role| Actor::Token { id: TokenId(1), role };
        for (name, actor, access, want) in [
            ("own", agent, mine, Ok(())),
            ("somebody else's", agent, other, Err(NotAssignedToYou)),
            ("nobody's", agent, open, Err(NotAssignedToYou)),
            ("closed", agent, closed, Err(ConversationClosed)),
            ("not to be seen", agent, foreign, Err(NotFound)),
            ("supervisor, other", supervisor, other, Ok(())),
            ("supervisor, nobody's", supervisor, open, Ok(())),
            ("supervisor, closed", supervisor, closed, Err(ConversationClosed)),
            ("agent token", token(Role::Agent), mine, Err(NotAssignedToYou)),
            ("supervisor token", token(Role::Supervisor), open, Ok(())),
            ("admin token", token(Role::Admin), other, Ok(())),
        ] {
            assert_eq!(may_write(actor, &access), want, "{name}");
        }
    }

    #[test]
    fn shared_quick_replies_are_changed_by_supervisors_and_personal_ones_by_their_owner() {
        use Refusal::{NotAllowed, NotFound};
        let token = |role| Actor::Token { id: TokenId(1), role };
        let (agent, supervisor, admin) = (user(1, Role::Agent), user(2, Role::Supervisor), user(3, Role::Admin));
        for (actor, owner, see, change) in [
            (agent, None, Ok(()), Err(NotAllowed)),
            (supervisor, None, Ok(()), Ok(())),
            (admin, None, Ok(()), Ok(())),
            (agent, Some(UserId(1)), Ok(()), Ok(())),
            (supervisor, Some(UserId(2)), Ok(()), Ok(())),
            (supervisor, Some(UserId(1)), Err(NotFound), Err(NotFound)),
            (admin, Some(UserId(1)), Err(NotFound), Err(NotFound)),
            (token(Role::Agent), None, Ok(()), Err(NotAllowed)),
            (token(Role::Supervisor), None, Ok(()), Ok(())),
            (token(Role::Admin), Some(UserId(1)), Err(NotFound), Err(NotFound)),
        ] {
            assert_eq!(may_see_quick_reply(actor, owner), see, "{actor:?} {owner:?}");
            assert_eq!(may_change_quick_reply(actor, owner), change, "{actor:?} {owner:?}");
        }
    }

    #[test]
    fn writing_first_is_for_everybody_but_agents_tokens_and_to_many_from_supervisor_up() {
        let token = |role| Actor::Token { id: TokenId(1), role };
        for (actor, begin) in [
            (user(1, Role::Agent), Ok(())),
            (user(1, Role::Supervisor), Ok(())),
            (user(1, Role::Admin), Ok(())),
            (token(Role::Agent), Err(Refusal::NotAllowed)),
            (token(Role::Supervisor), Ok(())),
            (token(Role::Admin), Ok(())),
        ] {
            assert_eq!(may_begin(actor), begin, "{actor:?}");
            assert_eq!(may_broadcast(actor).is_ok(), actor.role() >= Role::Supervisor, "{actor:?}");
        }
    }

    #[test]
    fn a_colleague_who_was_brought_in_answers_and_does_no_more() {
        let brought = Access { state: State::Active, assignee: Some(UserId(1)), in_own_queues: true, helps: true };
        let guest = user(2, Role::Agent);
        assert_eq!(may_write(guest, &brought), Ok(()));
        assert_eq!(may_finish(guest, &brought), Err(Refusal::NotAssignedToYou));
        assert_eq!(may_transfer(guest, &brought), Err(Refusal::NotAssignedToYou));
        let asked = Access { helps: false, ..brought };
        assert!(may_read(guest, &asked));
        assert_eq!(may_write(guest, &asked), Err(Refusal::NotAssignedToYou));
        let closed = Access { state: State::Closed, ..brought };
        assert_eq!(may_write(guest, &closed), Err(Refusal::ConversationClosed));
    }

    #[test]
    fn notes_are_changed_by_their_authors_and_removed_by_supervisors_too() {
        let token = Actor::Token { id: TokenId(1), role: Role::Supervisor };
        for (actor, author, change, remove) in [
            (user(1, Role::Agent), Some(UserId(1)), true, true),
            (user(1, Role::Agent), Some(UserId(2)), false, false),
            (user(1, Role::Agent), None, false, false),
            (user(3, Role::Supervisor), Some(UserId(2)), false, true),
            (token, None, false, true),
        ] {
            assert_eq!(may_change_note(actor, author).is_ok(), change, "{actor:?} {author:?}");
            assert_eq!(may_remove_note(actor, author).is_ok(), remove, "{actor:?} {author:?}");
        }
    }

    #[test]
    fn whoever_reads_a_conversation_may_set_it_aside() {
        let other = Access { state: State::Waiting, assignee: Some(UserId(2)), in_own_queues: true, helps: false };
        let foreign = Access { in_own_queues: false, ..other };
        let closed = Access { state: State::Closed, ..other };
        for (actor, access, want) in [
            (user(1, Role::Agent), other, Ok(())),
            (user(2, Role::Agent), foreign, Ok(())),
            (user(1, Role::Agent), foreign, Err(Refusal::NotFound)),
            (user(1, Role::Supervisor), foreign, Ok(())),
            (user(1, Role::Admin), closed, Err(Refusal::ConversationClosed)),
        ] {
            assert_eq!(may_snooze(actor, &access), want, "{actor:?} {access:?}");
        }
    }

    #[test]
    fn assigning_others_is_for_supervisors() {
        let open = Access { state: State::Open, assignee: None, in_own_queues: true, helps: false };
        assert_eq!(may_assign(user(1, Role::Agent), &open, UserId(1)), Ok(()));
        assert_eq!(may_assign(user(1, Role::Agent), &open, UserId(2)), Err(Refusal::NotAllowed));
        assert_eq!(may_assign(user(1, Role::Supervisor), &open, UserId(2)), Ok(()));
        assert_eq!(may_reassign(user(1, Role::Agent)), Err(Refusal::NotAllowed));
        assert_eq!(may_reassign(user(1, Role::Supervisor)), Ok(()));
        assert_eq!(may_administer(user(1, Role::Supervisor)), Err(Refusal::NotAllowed));
        assert_eq!(may_administer(user(1, Role::Admin)), Ok(()));
    }
}
