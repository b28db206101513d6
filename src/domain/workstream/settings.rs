//! The settings of a workstream, and what may stand in them.

use crate::domain::assignment::Needs;
use crate::domain::automatic::{QUIET_AFTER_ANSWER, QUIET_AFTER_ANSWER_MAX};
use crate::domain::capacity::{Block, Units};
use crate::domain::conversation::timers::{AUTO_CLOSE, AUTO_CLOSE_MAX, AUTO_CLOSE_MIN};
use crate::domain::ids::QueueId;
use crate::domain::language::Language;
use crate::domain::offer::Manner;
use crate::domain::presence::Allowed;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::skill::{Matching, Skills};
use crate::domain::time::Millis;
use crate::domain::workstream::Mode;
use crate::domain::{queue, text};

/// The longest name of a workstream, in characters.
pub const NAME_CHARS_MAX: usize = 100;
/// The longest time for which a conversation is kept for an agent who is not there.
pub const KEEP_MAX: Millis = Millis::hours(24);
/// The time that a new workstream has for it.
pub const KEEP: Millis = Millis::minutes(5);

/// The settings of a workstream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What people call it.
    pub name: String,
    /// Whether work is pushed or picked.
    pub mode: Mode,
    /// The language of what is sent by itself, where a number has none of its own.
    pub language: Language,
    /// Where a conversation goes for which no rule finds a queue.
    pub fallback_queue: QueueId,
    /// What a conversation takes of an agent's capacity.
    pub cost: Units,
    /// Whether wrap-up takes it too.
    pub block: Block,
    /// In which presences agents are pushed work.
    pub allowed: Allowed,
    /// How skills are compared.
    pub matching: Matching,
    /// Whether a conversation that comes back stays with its agent, and for how long it waits for one who is not there
    /// or has no room; `None`: it does not.
    pub keep_agent: Option<Millis>,
    /// How long a contact may be silent in Waiting.
    pub auto_close: Millis,
    /// So long after a person or a bot answered nobody is told that nobody is there; zero: it is told all the same.
    pub quiet_after_answer: Millis,
    /// How conversations are offered.
    pub offer: Manner,
    /// Whether agents may take what would be pushed.
    pub may_pick: bool,
}

impl Settings {
    /// The settings of a new workstream.
    #[must_use]
    pub fn new(name: &str, mode: Mode, fallback_queue: QueueId) -> Self {
        Self {
            name: name.to_owned(),
            mode,
            language: Language::default(),
            fallback_queue,
            cost: Units(1),
            block: Block::Always,
            allowed: Allowed::default(),
            matching: Matching::None,
            keep_agent: Some(KEEP),
            auto_close: AUTO_CLOSE,
            quiet_after_answer: QUIET_AFTER_ANSWER,
            offer: Manner::default(),
            may_pick: true,
        }
    }

    /// Checks what an admin wants; `fallback_members` is how many agents work for the fallback queue, unless that is
    /// the queue of everybody, which may be empty.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn check(&self, fallback_members: Option<usize>) -> Result<(), Refusal> {
        let mut problems = Vec::new();
        problems.extend(text::check_name(&self.name, NAME_CHARS_MAX).err());
        problems.extend(fallback_members.and_then(|members| queue::check_target("fallback_queue_id", members).err()));
        problems.extend(Units::cost(self.cost.0).err());
        problems.extend(Block::new(self.block.blocking(), self.block.time()).err());
        problems.extend(self.offer.check().err());
        if self.keep_agent.is_some_and(|keep| keep < Millis::ZERO || KEEP_MAX < keep) {
            problems.push(FieldProblem::with_limit("keep_agent_seconds", "out-of-range", KEEP_MAX.whole_seconds()));
        }
        if self.auto_close < AUTO_CLOSE_MIN || AUTO_CLOSE_MAX < self.auto_close {
            problems.push(FieldProblem::with_limit(
                "auto_close_seconds",
                "out-of-range",
                AUTO_CLOSE_MAX.whole_seconds(),
            ));
        }
        if self.quiet_after_answer < Millis::ZERO || QUIET_AFTER_ANSWER_MAX < self.quiet_after_answer {
            let limit = QUIET_AFTER_ANSWER_MAX.whole_seconds();
            problems.push(FieldProblem::with_limit("quiet_after_answer_seconds", "out-of-range", limit));
        }
        Refusal::unless_empty(problems)
    }

    /// What a conversation in `queue` that needs these skills asks of an agent.
    #[must_use]
    pub fn needs(&self, queue: QueueId, skills: Skills) -> Needs {
        Needs { queue, cost: self.cost, allowed: self.allowed, matching: self.matching, skills }
    }

    /// Whether an agent may take a conversation that nobody has.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] where everything is pushed and nothing may be picked.
    pub const fn check_pick(&self) -> Result<(), Refusal> {
        match self.mode {
            Mode::Push if !self.may_pick => Err(Refusal::NotAllowed),
            Mode::Push | Mode::Pick => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_workstream_is_fine_and_wrong_ones_say_everything() {
        let fine = Settings::new("WhatsApp", Mode::Push, QueueId(1));
        assert_eq!(fine.check(Some(1)), Ok(()));
        assert_eq!(fine.check(None), Ok(()));
        let wrong = Settings {
            name: String::new(),
            cost: Units(1_001),
            block: Block::For(Millis::hours(2)),
            offer: Manner { timeout: Millis::seconds(29), ..Manner::default() },
            keep_agent: Some(Millis::days(2)),
            auto_close: Millis::ZERO,
            quiet_after_answer: Millis::days(2),
            ..fine
        };
        let fields: Vec<_> = wrong.check(Some(0)).unwrap_err().problems().iter().map(|problem| problem.field).collect();
        assert_eq!(
            fields,
            [
                "name",
                "fallback_queue_id",
                "capacity_cost",
                "wrap_up_seconds",
                "offer_seconds",
                "keep_agent_seconds",
                "auto_close_seconds",
                "quiet_after_answer_seconds"
            ]
        );
        let nothing = Settings { cost: Units(0), ..Settings::new("x", Mode::Pick, QueueId(1)) };
        assert!(nothing.check(None).is_err());
    }

    #[test]
    fn picking_from_push_can_be_forbidden() {
        for (mode, may_pick, fine) in
            [(Mode::Push, true, true), (Mode::Push, false, false), (Mode::Pick, true, true), (Mode::Pick, false, true)]
        {
            let settings = Settings { may_pick, ..Settings::new("x", mode, QueueId(1)) };
            assert_eq!(settings.check_pick().is_ok(), fine, "{mode:?} {may_pick}");
        }
    }
}
