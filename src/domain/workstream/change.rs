//! What changes about the settings of a workstream: from a form or a program, as it was typed.

use crate::domain::capacity::{Block, Blocking, Units};
use crate::domain::ids::QueueId;
use crate::domain::language::Language;
use crate::domain::offer::Way;
use crate::domain::presence::Allowed;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::skill::Matching;
use crate::domain::text;
use crate::domain::time::Millis;
use crate::domain::user::Presence;
use crate::domain::workstream::settings::NAME_CHARS_MAX;
use crate::domain::workstream::{Mode, Settings};

/// What changes; what is left out stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// What people call it.
    pub name: Option<String>,
    /// Whether work is pushed or picked.
    pub mode: Option<Mode>,
    /// The language of what is sent by itself.
    pub language: Option<Language>,
    /// Where a conversation goes for which no rule finds a queue.
    pub fallback_queue: Option<QueueId>,
    /// What a conversation takes of an agent's capacity.
    pub cost: Option<i64>,
    /// Whether wrap-up takes it too.
    pub blocking: Option<Blocking>,
    /// For how long, where that is set.
    pub wrap_up_seconds: Option<i64>,
    /// In which presences agents are pushed work.
    pub presences: Option<Vec<Presence>>,
    /// How skills are compared.
    pub matching: Option<Matching>,
    /// For how long a conversation waits for its agent; `Some(None)`: it is not kept.
    pub keep_agent_seconds: Option<Option<i64>>,
    /// How long a contact may be silent in Waiting.
    pub auto_close_seconds: Option<i64>,
    /// So long after an answer nobody is told that nobody is there.
    pub quiet_after_answer_seconds: Option<i64>,
    /// How a conversation comes to the agent.
    pub offer: Option<Way>,
    /// How long an offer stands.
    pub offer_seconds: Option<i64>,
    /// Whether agents may take what would be pushed.
    pub may_pick: Option<bool>,
}

impl Change {
    /// The settings afterwards; `fallback_members` is how many agents work for a fallback queue: `Some(None)` where that is
    /// the queue of everybody, which may be empty, `None` if there is no such queue.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn apply(
        &self,
        before: &Settings,
        fallback_members: impl FnOnce(QueueId) -> Option<Option<usize>>,
    ) -> Result<Settings, Refusal> {
        let mut problems = Vec::new();
        let mut after = before.clone();
        if let Some(name) = &self.name {
            after.name = text::one_line(name, NAME_CHARS_MAX + 1);
        }
        after.mode = self.mode.unwrap_or(before.mode);
        after.language = self.language.unwrap_or(before.language);
        after.fallback_queue = self.fallback_queue.unwrap_or(before.fallback_queue);
        after.cost = self.cost.map_or(before.cost, Units);
        match self.block(before.block) {
            Ok(block) => after.block = block,
            Err(problem) => problems.push(problem),
        }
        match self.presences.as_deref().map(Allowed::new).transpose() {
            Ok(allowed) => after.allowed = allowed.unwrap_or(before.allowed),
            Err(problem) => problems.push(problem),
        }
        after.matching = self.matching.unwrap_or(before.matching);
        after.keep_agent = self.keep_agent_seconds.map_or(before.keep_agent, |seconds| seconds.map(Millis::seconds));
        after.auto_close = self.auto_close_seconds.map_or(before.auto_close, Millis::seconds);
        after.quiet_after_answer = self.quiet_after_answer_seconds.map_or(before.quiet_after_answer, Millis::seconds);
        after.offer.way = self.offer.unwrap_or(before.offer.way);
        after.offer.timeout = self.offer_seconds.map_or(before.offer.timeout, Millis::seconds);
        after.may_pick = self.may_pick.unwrap_or(before.may_pick);
        let members = fallback_members(after.fallback_queue);
        if members.is_none() {
            problems.push(FieldProblem::new("fallback_queue_id", "unknown"));
        }
        problems.extend(after.check(members.flatten()).err().map(|refusal| refusal.problems()).unwrap_or_default());
        Refusal::unless_empty(problems)?;
        Ok(after)
    }

    fn block(&self, before: Block) -> Result<Block, FieldProblem> {
        let time = self.wrap_up_seconds.map(Millis::seconds);
        match self.blocking {
            // A time alone means that it counts.
            None if time.is_some() => Block::new(Blocking::Time, time),
            None => Ok(before),
            Some(blocking) => Block::new(blocking, time.or_else(|| before.time())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANY: Option<Option<usize>> = Some(Some(3));

    fn fields(change: &Change, members: Option<Option<usize>>) -> Vec<(&'static str, &'static str)> {
        let before = Settings::new("WhatsApp", Mode::Push, QueueId(1));
        let problems = change.apply(&before, |_| members).err().map(|refusal| refusal.problems());
        problems.unwrap_or_default().iter().map(|problem| (problem.field, problem.problem)).collect()
    }

    #[test]
    fn what_is_left_out_stays() {
        let before = Settings { keep_agent: None, ..Settings::new("WhatsApp", Mode::Push, QueueId(1)) };
        assert_eq!(Change::default().apply(&before, |_| Some(None)).as_ref(), Ok(&before));
        let change = Change {
            name: Some(" Orders\n2 ".to_owned()),
            keep_agent_seconds: Some(Some(60)),
            wrap_up_seconds: Some(45),
            ..Change::default()
        };
        let after = change.apply(&before, |_| MANY).unwrap();
        assert_eq!(after.name, "Orders 2");
        assert_eq!((after.keep_agent, after.block), (Some(Millis::minutes(1)), Block::For(Millis::seconds(45))));
        let never = Change { blocking: Some(Blocking::Never), keep_agent_seconds: Some(None), ..Change::default() };
        let after = never.apply(&after, |_| MANY).unwrap();
        assert_eq!((after.keep_agent, after.block), (None, Block::Never));
    }

    #[test]
    fn everything_wrong_is_told_with_its_field() {
        let with = |change: Change| fields(&change, MANY);
        let cost = |cost| with(Change { cost: Some(cost), ..Change::default() });
        for wrong in [0, 1_001, -1, i64::MAX] {
            assert_eq!(cost(wrong), [("capacity_cost", "limit-range")], "{wrong}");
        }
        assert_eq!((cost(1), cost(1_000)), (vec![], vec![]));
        let seconds = |n| with(Change { offer_seconds: Some(n), ..Change::default() });
        for wrong in [29, 301, i64::MIN] {
            assert_eq!(seconds(wrong), [("offer_seconds", "offer-seconds")], "{wrong}");
        }
        assert_eq!((seconds(30), seconds(300)), (vec![], vec![]));
        let timeless = Change { blocking: Some(Blocking::Time), ..Change::default() };
        assert_eq!(with(timeless), [("wrap_up_seconds", "missing")]);
        let nobody = Change { presences: Some(vec![]), ..Change::default() };
        assert_eq!(with(nobody), [("presences", "missing")]);
        assert_eq!(fields(&Change::default(), None), [("fallback_queue_id", "unknown")]);
        assert_eq!(fields(&Change::default(), Some(Some(0))), [("fallback_queue_id", "queue-empty")]);
        assert_eq!(fields(&Change::default(), Some(None)), []);
        let long = Change { name: Some("x".repeat(101)), ..Change::default() };
        assert_eq!(with(long), [("name", "too-long")]);
    }
}
