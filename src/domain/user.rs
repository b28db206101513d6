//! The three roles of a user, and who is acting.

use crate::domain::ids::{TokenId, UserId};
use crate::domain::message::words;

words! {
    /// What a user (or an API token) may do; each includes the one before.
    #[derive(PartialOrd, Ord, serde::Deserialize)]
    Role {
        /// Answers conversations.
        #[serde(alias = "Agent")]
        Agent = "agent",
        /// Also watches, assigns and reports.
        #[serde(alias = "Supervisor")]
        Supervisor = "supervisor",
        /// Also sets everything up.
        #[serde(alias = "Admin")]
        Admin = "admin",
    }
}

/// A user as pages and colleagues name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: UserId,
    /// The name.
    pub name: String,
}

words! {
    /// Whether a user can be given work.
    #[derive(PartialOrd, Ord, serde::Deserialize)]
    Presence {
        /// Here.
        Available = "available",
        /// Here, with enough to do.
        Busy = "busy",
        /// Here, for nobody.
        DoNotDisturb = "do_not_disturb",
        /// Back soon.
        Away = "away",
        /// Not here.
        Offline = "offline",
    }
}

/// The most conversations that a user can be set to have at once.
pub const CAPACITY_MAX: i64 = 1_000;

words! {
    /// How a user wants the pages to look.
    Theme {
        /// As the device is set.
        System = "system",
        /// Light, whatever the device says.
        Light = "light",
        /// Dark, whatever the device says.
        Dark = "dark",
    }
}

words! {
    /// How much room a row takes.
    Density {
        /// Two lines.
        Comfortable = "comfortable",
        /// One line.
        Compact = "compact",
    }
}

words! {
    /// Which key sends what is being written.
    SendKey {
        /// Enter sends, Shift+Enter breaks the line.
        Enter = "enter",
        /// Ctrl+Enter sends, Enter breaks the line.
        CtrlEnter = "ctrl_enter",
    }
}

/// Who acts: always known, for every write is somebody's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in user.
    User {
        /// Which one.
        id: UserId,
        /// In which role.
        role: Role,
    },
    /// A program with an API token.
    Token {
        /// Which one.
        id: TokenId,
        /// In the role it was made with.
        role: Role,
    },
    /// Somebody at the machine's command line, who could read the file anyway.
    Command,
}

impl Actor {
    /// The role that counts.
    #[must_use]
    pub const fn role(self) -> Role {
        match self {
            Self::User { role, .. } | Self::Token { role, .. } => role,
            Self::Command => Role::Admin,
        }
    }

    /// The user, if it is one.
    #[must_use]
    pub const fn user(self) -> Option<UserId> {
        match self {
            Self::User { id, .. } => Some(id),
            Self::Token { .. } | Self::Command => None,
        }
    }

    /// The token, if it is one.
    #[must_use]
    pub const fn token(self) -> Option<TokenId> {
        match self {
            Self::Token { id, .. } => Some(id),
            Self::User { .. } | Self::Command => None,
        }
    }

    /// A stable text such as `user:3`, the scope of idempotency keys.
    #[must_use]
    pub fn scope(self) -> String {
        match self {
            Self::User { id, .. } => format!("user:{id}"),
            Self::Token { id, .. } => format!("token:{id}"),
            Self::Command => "command".to_owned(),
        }
    }
}

/// The shortest password we take, in characters.
pub const PASSWORD_CHARS_MIN: usize = 10;
/// The longest password we take, in bytes: argon2 would take more, a request should not.
pub const PASSWORD_BYTES_MAX: usize = 256;
