//! Where a page belongs, and the list of settings that leads from one to another.

use crate::domain::user::Role;
use crate::web::shell::Shell;

/// Which part of the program a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nav {
    /// The inbox.
    Inbox,
    /// The board.
    Board,
    /// The contacts.
    Contacts,
    /// The settings, and which of them.
    Settings(Section),
    /// The user's own page.
    Profile,
    /// None: sign-in, errors.
    None,
}

/// The entries of the settings list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What is still to be done.
    FirstSteps,
    /// Accounts and their numbers.
    Accounts,
    /// Templates.
    Templates,
    /// Quick replies, which everybody has.
    QuickReplies,
    /// Broadcasts, which supervisors have.
    Broadcasts,
    /// What contacts said, likewise.
    Surveys,
    /// Workstreams and their rules.
    Workstreams,
    /// Queues.
    Queues,
    /// Opening hours.
    Hours,
    /// Skills.
    Skills,
    /// Presences.
    Presences,
    /// Own fields of contacts.
    ContactFields,
    /// Users.
    Users,
    /// API tokens.
    Tokens,
    /// Outgoing webhooks.
    Webhooks,
    /// The audit log.
    Audit,
}

/// An entry of the settings list: its address, the key of its name, whether it is shown now.
pub type Entry = (&'static str, &'static str, bool);

impl Shell {
    /// Whether the inbox is shown.
    #[must_use]
    pub fn in_inbox(&self) -> bool {
        self.nav == Nav::Inbox
    }

    /// Whether the board is shown.
    #[must_use]
    pub fn in_board(&self) -> bool {
        self.nav == Nav::Board
    }

    /// Whether contacts are shown.
    #[must_use]
    pub fn in_contacts(&self) -> bool {
        self.nav == Nav::Contacts
    }

    /// Whether a page of the settings is shown.
    #[must_use]
    pub const fn in_settings(&self) -> bool {
        matches!(self.nav, Nav::Settings(_))
    }

    /// Whether the settings are this user's to change.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.viewer.as_ref().is_some_and(|person| person.role >= Role::Admin)
    }

    /// Whether the user may write to many at once.
    #[must_use]
    pub fn may_broadcast(&self) -> bool {
        self.viewer.as_ref().is_some_and(|person| person.role >= Role::Supervisor)
    }

    /// The settings list: the key of each group's name, and its entries.
    #[must_use]
    pub fn settings(&self) -> Vec<(&'static str, Vec<Entry>)> {
        let here = |section| self.nav == Nav::Settings(section);
        let home = if self.steps_left > 0 { "settings-first-steps" } else { "settings-overview" };
        vec![
            (
                "settings-start",
                vec![
                    ("/admin", home, here(Section::FirstSteps)),
                    ("/admin/accounts", "settings-accounts", here(Section::Accounts)),
                ],
            ),
            (
                "settings-messages",
                vec![
                    ("/admin/templates", "settings-templates", here(Section::Templates)),
                    ("/quick-replies", "settings-quick-replies", here(Section::QuickReplies)),
                    ("/broadcasts", "settings-broadcasts", here(Section::Broadcasts)),
                    ("/surveys", "settings-surveys", here(Section::Surveys)),
                ],
            ),
            (
                "settings-distribution",
                vec![
                    ("/admin/workstreams", "settings-workstreams", here(Section::Workstreams)),
                    ("/admin/queues", "settings-queues", here(Section::Queues)),
                    ("/admin/hours", "settings-hours", here(Section::Hours)),
                    ("/admin/skills", "settings-skills", here(Section::Skills)),
                    ("/admin/presences", "settings-presences", here(Section::Presences)),
                ],
            ),
            (
                "settings-people",
                vec![
                    ("/admin/users", "settings-users", here(Section::Users)),
                    ("/admin/contact-fields", "settings-contact-fields", here(Section::ContactFields)),
                ],
            ),
            (
                "settings-system",
                vec![
                    ("/admin/tokens", "settings-tokens", here(Section::Tokens)),
                    ("/admin/webhooks", "settings-webhooks", here(Section::Webhooks)),
                    ("/admin/audit", "settings-audit", here(Section::Audit)),
                ],
            ),
        ]
    }
}
