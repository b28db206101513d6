//! On the wire: what came from the appliance and what was posted to it, the last few hundred.

use std::collections::VecDeque;
use std::fmt;

use super::message::Status;

const KEPT: usize = 300;

/// What went over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A status report was posted.
    Report(Status),
    /// A customer's message was posted.
    MessageIn,
    /// The same to the fallback address.
    Fallback,
    /// The appliance asked to send.
    Create,
    /// It asked for one message.
    Fetch,
    /// It read the list of messages.
    List,
    /// It changed or deleted a message.
    Change,
    /// It fetched or deleted a file.
    Media,
    /// It asked for the account.
    Account,
    /// It read or changed templates.
    Content,
    /// It read or set senders.
    Senders,
    /// It says that somebody is typing.
    Typing,
    /// We fetched a file that it sends.
    FileOut,
    /// Something that Twilio does not know.
    Unknown,
}

impl What {
    /// The word for the page's text.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Report(_) => "phone-wire-report",
            Self::MessageIn => "phone-wire-message-in",
            Self::Fallback => "phone-wire-fallback",
            Self::Create => "phone-wire-create",
            Self::Fetch => "phone-wire-fetch",
            Self::List => "phone-wire-list",
            Self::Change => "phone-wire-change",
            Self::Media => "phone-wire-media",
            Self::Account => "phone-wire-account",
            Self::Content => "phone-wire-content",
            Self::Senders => "phone-wire-senders",
            Self::Typing => "phone-wire-typing",
            Self::FileOut => "phone-wire-file-out",
            Self::Unknown => "phone-wire-unknown",
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Report(status) => write!(to, "report {}", status.as_str()),
            Self::MessageIn => to.write_str("message in"),
            Self::Fallback => to.write_str("message in, fallback"),
            Self::Create => to.write_str("create message"),
            Self::Fetch => to.write_str("fetch message"),
            Self::List => to.write_str("list messages"),
            Self::Change => to.write_str("change message"),
            Self::Media => to.write_str("media"),
            Self::Account => to.write_str("account"),
            Self::Content => to.write_str("content"),
            Self::Senders => to.write_str("senders"),
            Self::Typing => to.write_str("typing"),
            Self::FileOut => to.write_str("fetch file"),
            Self::Unknown => to.write_str("unknown"),
        }
    }
}

/// Why an entry is worth a second look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The second copy of the same post.
    SecondCopy,
    /// On purpose not in the order of events.
    OutOfOrder,
    /// Signed with a wrong key.
    WrongKey,
    /// There was no connection.
    NoConnection,
    /// There was no answer in time.
    NoAnswer,
    /// It took this many attempts.
    Attempts(u32),
    /// The error that it carries or got.
    Code(u32),
    /// Accepted, and on purpose not answered.
    Swallowed,
    /// Refused, since Twilio plays unreachable.
    Unreachable,
    /// The answer holds text for the customer.
    Answered,
    /// This many items.
    Count(usize),
}

impl Note {
    /// The word for the page's text, and its number.
    #[must_use]
    pub fn key(&self) -> (&'static str, u64) {
        match self {
            Self::SecondCopy => ("phone-note-second-copy", 0),
            Self::OutOfOrder => ("phone-note-out-of-order", 0),
            Self::WrongKey => ("phone-note-wrong-key", 0),
            Self::NoConnection => ("phone-note-no-connection", 0),
            Self::NoAnswer => ("phone-note-no-answer", 0),
            Self::Attempts(count) => ("phone-note-attempts", u64::from(*count)),
            Self::Code(code) => ("phone-note-code", u64::from(*code)),
            Self::Swallowed => ("phone-note-swallowed", 0),
            Self::Unreachable => ("phone-note-unreachable", 0),
            Self::Answered => ("phone-note-answered", 0),
            Self::Count(count) => ("phone-note-count", u64::try_from(*count).unwrap_or(u64::MAX)),
        }
    }
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// UTC milliseconds.
    pub at: i64,
    /// What it was.
    pub what: What,
    /// The status of the answer; none when there was none.
    pub status: Option<u16>,
    /// How long it took, milliseconds.
    pub ms: u64,
    /// The message concerned.
    pub sid: Option<String>,
    /// The customer's address concerned.
    pub party: Option<String>,
    /// What is special.
    pub notes: Vec<Note>,
}

/// The last entries, oldest first.
#[derive(Debug, Default)]
pub struct Journal {
    entries: VecDeque<Entry>,
}

impl Journal {
    /// Adds an entry and forgets the oldest.
    pub fn add(&mut self, entry: Entry) {
        if self.entries.len() >= KEPT {
            self.entries.pop_front();
        }
        self.entries.push_back(entry);
    }

    /// All entries, oldest first.
    #[must_use]
    pub fn all(&self) -> Vec<Entry> {
        self.entries.iter().cloned().collect()
    }

    /// The newest `count` entries, newest first.
    #[must_use]
    pub fn newest(&self, count: usize) -> Vec<Entry> {
        self.entries.iter().rev().take(count).cloned().collect()
    }
}
