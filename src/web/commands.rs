//! The commands of the pages, in one table. `?` lists them with their keys, the scripts (`static/commands.js`) read
//! which key calls which and add what it does, and the palette names them: what is listed, pressed and found is the same.

use crate::domain::user::{Role, SendKey};
use crate::web::shell::Shell;

/// A row of the table.
pub struct Command {
    /// What scripts call it; empty for what a field or the browser does by itself.
    pub id: &'static str,
    /// The key of its name in `locales/`.
    pub label: &'static str,
    /// Its keys as they are printed.
    pub keys: &'static [&'static str],
    /// How scripts read them: one after the other, together, or any of them.
    pub how: How,
}

/// How the keys of a command are pressed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// One after the other, while nobody types.
    Each,
    /// Any of them, while nobody types.
    Any,
    /// Together, also while typing.
    Together,
}

impl How {
    /// The word that scripts read.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Each => "each",
            Self::Any => "any",
            Self::Together => "together",
        }
    }
}

/// A part of the list of keys.
pub struct Group {
    /// The key of its title in `locales/`.
    pub title: &'static str,
    /// Its rows.
    pub commands: Vec<Command>,
}

const fn key(id: &'static str, label: &'static str, keys: &'static [&'static str]) -> Command {
    Command { id, label, keys, how: How::Each }
}

const fn chord(id: &'static str, label: &'static str, keys: &'static [&'static str]) -> Command {
    Command { id, label, keys, how: How::Together }
}

/// On every page.
const EVERYWHERE: [Command; 10] = [
    chord("palette", "keys-palette", &["Ctrl", "K"]),
    key("keys", "keys-this-list", &["?"]),
    key("search", "keys-search", &["/"]),
    key("go-inbox", "keys-go-inbox", &["g", "i"]),
    key("write", "write-title", &["w"]),
    key("go-profile", "keys-go-profile", &["g", "p"]),
    key("accept", "keys-accept", &["y"]),
    chord("accept-typing", "keys-accept-typing", &["Alt", "Y"]),
    key("decline", "keys-decline", &["x"]),
    key("", "keys-leave", &["Esc"]),
];
/// For those who have a board.
const SUPERVISORS: [Command; 1] = [key("go-board", "keys-go-board", &["g", "b"])];
/// For those who have settings.
const ADMINS: [Command; 1] = [key("go-settings", "keys-go-settings", &["g", "s"])];
/// In the inbox.
const LIST: [Command; 7] = [
    key("choose", "keys-choose", &["v"]),
    key("undo", "keys-undo", &["z"]),
    key("next", "keys-next", &["j"]),
    key("previous", "keys-previous", &["k"]),
    key("", "keys-open", &["Enter"]),
    key("unread", "keys-unread", &["u"]),
    Command { id: "tabs", label: "keys-tabs", keys: &["1", "2", "3", "4", "5"], how: How::Any },
];
/// Where a conversation is open.
const THREAD: [Command; 10] = [
    key("snooze", "snooze-do", &["s"]),
    key("tag", "bulk-tag", &["l"]),
    key("reply", "keys-reply", &["r"]),
    key("note", "keys-note", &["n"]),
    key("transfer", "thread-transfer", &["a"]),
    key("template", "keys-template", &["t"]),
    key("quote", "keys-quote", &["q"]),
    key("end", "keys-end", &["e"]),
    key("wait", "keys-wait", &["h"]),
    key("contact", "keys-contact", &["i"]),
];
/// What the field does by itself.
const FIELD: [Command; 3] = [
    chord("", "keys-quick-replies", &["/"]),
    chord("", "keys-bold", &["Ctrl", "B"]),
    chord("", "keys-italic", &["Ctrl", "I"]),
];

impl Shell {
    /// The commands of this page for this user.
    #[must_use]
    pub fn commands(&self) -> Vec<Group> {
        let role = self.viewer.as_ref().map_or(Role::Agent, |person| person.role);
        let mut everywhere = Vec::from(EVERYWHERE);
        if role >= Role::Supervisor {
            everywhere.splice(4..4, SUPERVISORS);
        }
        if role >= Role::Admin {
            everywhere.splice(4..4, ADMINS);
        }
        let mut groups = vec![Group { title: "keys-everywhere", commands: everywhere }];
        if self.in_inbox() {
            let [send, new_line]: [&'static [&'static str]; 2] = match self.send_key {
                SendKey::Enter => [&["Enter"], &["Shift", "Enter"]],
                SendKey::CtrlEnter => [&["Ctrl", "Enter"], &["Enter"]],
            };
            let mut field = Vec::from(FIELD);
            field.extend([chord("", "keys-send", send), chord("", "keys-new-line", new_line)]);
            groups.extend([
                Group { title: "keys-list", commands: Vec::from(LIST) },
                Group { title: "keys-thread", commands: Vec::from(THREAD) },
                Group { title: "keys-writing", commands: field },
            ]);
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_key_calls_two_commands() {
        let all = [&EVERYWHERE[..], &SUPERVISORS, &ADMINS, &LIST, &THREAD];
        let mut seen = BTreeSet::new();
        for command in all.into_iter().flatten().filter(|command| !command.id.is_empty()) {
            let pressed = match command.how {
                How::Any => command.keys.iter().map(|key| (*key).to_owned()).collect(),
                How::Each | How::Together => vec![command.keys.join(" ")],
            };
            for keys in pressed {
                assert!(seen.insert(keys.clone()), "{keys} calls two");
            }
        }
        assert!(!seen.contains("g"), "what begins a sequence is no command");
    }
}
