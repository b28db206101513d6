//! What browsers are told after a commit: ids only. Whoever may read fetches the rest.

use crate::domain::ids::{AccountId, ConversationId, MessageId, NoteId, NumberId, ThreadId, UserId};
use crate::domain::looking::Doing;

/// Something that happened, published by the writer after the commit that made it so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A message came or was written.
    MessageAdded {
        /// Its thread.
        thread: ThreadId,
        /// Its conversation.
        conversation: ConversationId,
        /// The message.
        message: MessageId,
        /// Whether the contact wrote it.
        inbound: bool,
    },
    /// A message's status, error or media changed.
    MessageChanged {
        /// Its thread.
        thread: ThreadId,
        /// Its conversation.
        conversation: ConversationId,
        /// The message.
        message: MessageId,
    },
    /// A conversation's state, assignee, or unread count changed.
    ConversationChanged {
        /// Its thread.
        thread: ThreadId,
        /// The conversation.
        conversation: ConversationId,
        /// Who has it now.
        assignee: Option<UserId>,
    },
    /// A note was left, said otherwise, or removed.
    NoteChanged {
        /// Its thread.
        thread: ThreadId,
        /// Its conversation.
        conversation: ConversationId,
        /// The note.
        note: NoteId,
    },
    /// A note asks a user to look.
    Mentioned {
        /// Who is asked.
        user: UserId,
        /// Its thread.
        thread: ThreadId,
        /// Its conversation.
        conversation: ConversationId,
        /// The note.
        note: NoteId,
    },
    /// A colleague gave a conversation to a user.
    Given {
        /// Who has it now.
        user: UserId,
        /// Its thread.
        thread: ThreadId,
        /// The conversation.
        conversation: ConversationId,
    },
    /// A conversation that a user had set aside is back.
    CameBack {
        /// Who had.
        user: UserId,
        /// Its thread.
        thread: ThreadId,
        /// The conversation.
        conversation: ConversationId,
    },
    /// A user is asked by a colleague about a conversation.
    Consulted {
        /// Who is asked.
        user: UserId,
        /// Its thread.
        thread: ThreadId,
        /// The conversation.
        conversation: ConversationId,
    },
    /// Something changed in the talk of two about a conversation.
    ConsultChanged {
        /// Those two.
        users: [UserId; 2],
        /// Its thread.
        thread: ThreadId,
        /// The conversation.
        conversation: ConversationId,
    },
    /// A user has looked where they were asked to.
    MentionsSeen {
        /// Who.
        user: UserId,
    },
    /// The window of a thread ended or came back.
    WindowChanged {
        /// The thread.
        thread: ThreadId,
        /// Its latest conversation.
        conversation: ConversationId,
        /// Whether free text is allowed now.
        open: bool,
    },
    /// Something is due in the outbox.
    OutboxFilled,
    /// A bot's program is to be asked.
    BotAsked,
    /// A program is to be told of something.
    DeliveriesDue,
    /// A file is to be fetched.
    MediaWaits,
    /// Templates of an account changed.
    TemplatesChanged {
        /// The account.
        account: AccountId,
    },
    /// A first message, a status or a refusal arrived for an account: its health page changes.
    AccountTouched {
        /// The account.
        account: AccountId,
    },
    /// What may be sent from a number changed: it, or its account, was switched, deleted, or came back.
    NumberChanged {
        /// The number.
        number: NumberId,
    },
    /// Whether a user is there, or how much of the capacity is taken, changed.
    PresenceChanged {
        /// The user.
        user: UserId,
    },
    /// What is offered to a user changed.
    OffersChanged {
        /// The user.
        user: UserId,
    },
    /// A user looks at a thread, writes there, or left it. Of the moment: nothing was committed, nothing is told again.
    Looking {
        /// Who.
        user: UserId,
        /// The thread.
        thread: ThreadId,
        /// The conversation that is shown of it.
        conversation: ConversationId,
        /// What they do; `None`: they left.
        doing: Option<Doing>,
        /// Counts such events, which may overtake each other.
        told: i64,
    },
    /// A user's sign-ins were revoked or its role changed.
    UserChanged {
        /// The user.
        user: UserId,
    },
}
