//! Whether an agent is there, who said so, and what changes it by itself.
//!
//! Five presences decide; named ones (“Lunch”) stand for one of the five. What a person chose lasts: Away, Offline and
//! Do not disturb until it is changed, Available and Busy until the next conversation comes or goes. A live page that is
//! lost counts after [`GRACE`] only, since every click on a link loses one for a moment; while another tab is open
//! nothing is lost at all, and somebody whose presence was set without ever opening a page has none to lose.

use crate::domain::capacity::{Load, Units};
use crate::domain::ids::PresenceId;
use crate::domain::message::words;
use crate::domain::refusal::FieldProblem;
use crate::domain::time::{Millis, Timestamp};
use crate::domain::user::Presence;

/// How long an agent without a live page still counts as there.
pub const GRACE: Millis = Millis::seconds(150);
/// The longest name of a presence, in characters.
pub const NAME_CHARS_MAX: usize = 40;

words! {
    /// Who or what made a presence.
    #[derive(serde::Deserialize)]
    By {
        /// The agent, a supervisor or a program.
        Person = "person",
        /// How much of the capacity is taken.
        Capacity = "capacity",
        /// An offer that was not answered in time.
        Missed = "missed",
        /// An offer that was declined.
        Declined = "declined",
        /// No live page for longer than [`GRACE`].
        Connection = "connection",
    }
}

/// A presence as people see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Which of the five it counts as.
    pub base: Presence,
    /// The named one that was chosen.
    pub named: Option<PresenceId>,
}

impl Shown {
    /// One of the five, without a name of its own.
    #[must_use]
    pub const fn plain(base: Presence) -> Self {
        Self { base, named: None }
    }
}

/// Where an agent stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What is shown and counts.
    pub shown: Shown,
    /// Who or what made it so.
    pub by: By,
    /// What stood before the connection was lost.
    pub before: Option<(Shown, By)>,
}

/// Which presences change by themselves; all off means that only people change them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Automatic {
    /// With the capacity that is taken.
    pub capacity: bool,
    /// To Away, after an offer that was not answered in time.
    pub missed: bool,
    /// To Do not disturb, after an offer that was declined.
    pub declined: bool,
}

impl Default for Automatic {
    fn default() -> Self {
        Self { capacity: true, missed: true, declined: false }
    }
}

/// What happens to an agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// Somebody chose a presence.
    Chosen(Shown),
    /// A conversation came or went.
    Load(Load),
    /// An offer was not answered in time.
    Missed,
    /// An offer was declined.
    Declined,
    /// [`Pages::lost`] became true.
    Lost,
    /// A live page is there again.
    Back(Load),
    /// A sign-in of somebody who was offline.
    SignedIn {
        /// The presence that the agent begins with.
        begins: Presence,
        /// What is taken already.
        load: Load,
    },
    /// The last sign-in ended.
    SignedOut,
    /// Somebody lets it follow the capacity again.
    Reset(Load),
}

impl Standing {
    /// What a person chose.
    #[must_use]
    pub const fn chosen(shown: Shown) -> Self {
        Self { shown, by: By::Person, before: None }
    }

    const fn made(base: Presence, by: By) -> Self {
        Self { shown: Shown::plain(base), by, before: None }
    }

    /// Whether it stays when conversations come and go.
    const fn lasts(self) -> bool {
        match (self.by, self.shown.base) {
            (By::Capacity, _) | (By::Person, Presence::Available | Presence::Busy) => false,
            (By::Person | By::Missed | By::Declined | By::Connection, _) => true,
        }
    }

    /// Where the agent stands after something happened.
    #[must_use]
    pub fn after(self, happening: Happening, automatic: Automatic) -> Self {
        match happening {
            Happening::Chosen(shown) => Self::chosen(shown),
            Happening::Load(load) if automatic.capacity && !self.lasts() => {
                let base = by_capacity(load).unwrap_or(self.shown.base);
                // What is right already keeps its name, and who chose it.
                if base == self.shown.base { self } else { Self::made(base, By::Capacity) }
            }
            Happening::Missed if automatic.missed && self.is_here() => Self::made(Presence::Away, By::Missed),
            Happening::Declined if automatic.declined && self.is_here() => {
                Self::made(Presence::DoNotDisturb, By::Declined)
            }
            Happening::Lost if self.shown.base != Presence::Offline => {
                Self { shown: Shown::plain(Presence::Offline), by: By::Connection, before: Some((self.shown, self.by)) }
            }
            Happening::Back(load) if self.by == By::Connection => self.restored(load),
            Happening::SignedIn { begins, load } if self.shown.base == Presence::Offline => match begins {
                Presence::Away | Presence::Offline => Self::made(begins, By::Person),
                Presence::Available | Presence::Busy | Presence::DoNotDisturb => {
                    Self::made(by_capacity(load).unwrap_or(begins), By::Capacity)
                }
            },
            Happening::SignedOut => Self::made(Presence::Offline, By::Connection),
            Happening::Reset(load) => Self::made(by_capacity(load).unwrap_or(Presence::Available), By::Capacity),
            Happening::Load(_)
            | Happening::Missed
            | Happening::Declined
            | Happening::Lost
            | Happening::Back(_)
            | Happening::SignedIn { .. } => self,
        }
    }

    /// Neither away nor offline.
    #[must_use]
    pub const fn is_here(self) -> bool {
        matches!(self.shown.base, Presence::Available | Presence::Busy | Presence::DoNotDisturb)
    }

    /// After a lost connection: what lasts is as it was, the rest follows the capacity.
    fn restored(self, load: Load) -> Self {
        match self.before {
            Some((shown, by)) if (Self { shown, by, before: None }).lasts() => Self { shown, by, before: None },
            _ => Self::made(by_capacity(load).unwrap_or(Presence::Available), By::Capacity),
        }
    }
}

/// The presence that a load makes: nothing taken is Available, something is Busy, everything (or more) is Do not
/// disturb. `None` for somebody without any capacity, whom nothing is pushed to whatever the presence says.
#[must_use]
pub fn by_capacity(load: Load) -> Option<Presence> {
    if load.total <= Units::ZERO {
        None
    } else if load.free() <= Units::ZERO {
        Some(Presence::DoNotDisturb)
    } else if load.used > Units::ZERO {
        Some(Presence::Busy)
    } else {
        Some(Presence::Available)
    }
}

/// The live pages of an agent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pages {
    /// How many are open now.
    pub open: u32,
    /// When the last one went; `None` if there never was one.
    pub gone_at: Option<Timestamp>,
}

impl Pages {
    /// When the agent counts as gone, unless a page comes back.
    #[must_use]
    pub fn lost_at(self) -> Option<Timestamp> {
        if self.open > 0 { None } else { self.gone_at.map(|gone| gone + GRACE) }
    }

    /// Whether the agent counts as gone.
    #[must_use]
    pub fn lost(self, now: Timestamp) -> bool {
        self.lost_at().is_some_and(|at| at <= now)
    }
}

/// The presences in which a workstream pushes work to agents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "Vec<Presence>", into = "Vec<Presence>")]
pub struct Allowed(u8);

impl Allowed {
    /// These presences.
    ///
    /// # Errors
    /// The problem of the field `presences` if there are none: then nothing would ever reach anybody.
    pub fn new(presences: &[Presence]) -> Result<Self, FieldProblem> {
        let bits = presences.iter().fold(0_u8, |bits, presence| bits | Self::bit(*presence));
        if bits == 0 { Err(FieldProblem::new("presences", "missing")) } else { Ok(Self(bits)) }
    }

    const fn bit(presence: Presence) -> u8 {
        match presence {
            Presence::Available => 1,
            Presence::Busy => 2,
            Presence::DoNotDisturb => 4,
            Presence::Away => 8,
            Presence::Offline => 16,
        }
    }

    /// Whether work is pushed in this presence.
    #[must_use]
    pub const fn allows(self, presence: Presence) -> bool {
        self.0 & Self::bit(presence) != 0
    }

    /// The presences, in the order in which menus show them.
    #[must_use]
    pub fn presences(self) -> Vec<Presence> {
        Presence::ALL.iter().copied().filter(|presence| self.allows(*presence)).collect()
    }
}

impl Default for Allowed {
    fn default() -> Self {
        Self(Self::bit(Presence::Available) | Self::bit(Presence::Busy))
    }
}

impl TryFrom<Vec<Presence>> for Allowed {
    type Error = &'static str;
    fn try_from(presences: Vec<Presence>) -> Result<Self, Self::Error> {
        Self::new(&presences).map_err(|_| "at least one presence is needed")
    }
}

impl From<Allowed> for Vec<Presence> {
    fn from(allowed: Allowed) -> Self {
        allowed.presences()
    }
}

/// Checks the name of a presence of an admin's own.
///
/// # Errors
/// The problem of the field `name`.
pub fn check_name(name: &str) -> Result<(), FieldProblem> {
    crate::domain::text::check_name(name, NAME_CHARS_MAX)
}

#[cfg(test)]
mod tests;
