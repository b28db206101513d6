//! How much of an agent's capacity conversations take, and when it becomes free again.
//!
//! A conversation takes the cost of its workstream from the moment it is pushed, before anybody accepted it. Nothing
//! that is pushed goes above the capacity; a person's choice may, and then it is shown by how much.

use crate::domain::conversation::State;
use crate::domain::message::words;
use crate::domain::refusal::FieldProblem;
use crate::domain::time::{Millis, Timestamp};
use crate::domain::user::CAPACITY_MAX;

/// Units of capacity. What an agent has, what conversations take, and what is left; the last may be below zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Units(pub i64);

/// The shortest time for which a wrap-up may take capacity.
pub const BLOCK_MIN: Millis = Millis::seconds(30);
/// The longest.
pub const BLOCK_MAX: Millis = Millis::minutes(60);

impl Units {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// What a conversation of a workstream takes: 1 to 1,000 units.
    ///
    /// # Errors
    /// The problem of the field `capacity_cost`.
    pub fn cost(units: i64) -> Result<Self, FieldProblem> {
        let range = 1..=CAPACITY_MAX;
        let problem = FieldProblem::with_limit("capacity_cost", "limit-range", CAPACITY_MAX);
        if range.contains(&units) { Ok(Self(units)) } else { Err(problem) }
    }
}

words! {
    /// Whether a conversation takes capacity while it is in wrap-up.
    Blocking {
        /// Until it is closed.
        Always = "always",
        /// Not at all.
        Never = "never",
        /// For some time.
        Time = "time",
    }
}

/// Whether a conversation takes capacity while it is in wrap-up, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// Until it is closed.
    Always,
    /// Not at all.
    Never,
    /// For so long after its end.
    For(Millis),
}

impl Block {
    /// From its word and, for [`Blocking::Time`], how long.
    ///
    /// # Errors
    /// The problem of the field `wrap_up_seconds`: missing, or not within [`BLOCK_MIN`] and [`BLOCK_MAX`].
    pub fn new(blocking: Blocking, time: Option<Millis>) -> Result<Self, FieldProblem> {
        match (blocking, time) {
            (Blocking::Always, _) => Ok(Self::Always),
            (Blocking::Never, _) => Ok(Self::Never),
            (Blocking::Time, Some(time)) if BLOCK_MIN <= time && time <= BLOCK_MAX => Ok(Self::For(time)),
            (Blocking::Time, Some(_)) => {
                Err(FieldProblem::with_limit("wrap_up_seconds", "out-of-range", BLOCK_MAX.whole_seconds()))
            }
            (Blocking::Time, None) => Err(FieldProblem::new("wrap_up_seconds", "missing")),
        }
    }

    /// The word that is stored.
    #[must_use]
    pub const fn blocking(self) -> Blocking {
        match self {
            Self::Always => Blocking::Always,
            Self::Never => Blocking::Never,
            Self::For(_) => Blocking::Time,
        }
    }

    /// How long, where that is set.
    #[must_use]
    pub const fn time(self) -> Option<Millis> {
        match self {
            Self::For(time) => Some(time),
            Self::Always | Self::Never => None,
        }
    }
}

/// A conversation that somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its state.
    pub state: State,
    /// What its workstream says it costs.
    pub cost: Units,
    /// What its workstream says about wrap-up.
    pub block: Block,
    /// When it came into that state.
    pub since: Timestamp,
}

impl Held {
    /// What it takes of its agent's capacity at `now`.
    #[must_use]
    pub fn load(&self, now: Timestamp) -> Units {
        match (self.state, self.block) {
            (State::Active, _) | (State::WrapUp, Block::Always) => self.cost,
            (State::WrapUp, Block::For(time)) if now < self.since + time => self.cost,
            (State::Open | State::Waiting | State::WrapUp | State::Closed, _) => Units::ZERO,
        }
    }

    /// When it becomes free by itself, if that is still to come.
    #[must_use]
    pub fn frees_at(&self, now: Timestamp) -> Option<Timestamp> {
        match (self.state, self.block) {
            (State::WrapUp, Block::For(time)) => Some(self.since + time).filter(|at| now < *at),
            _ => None,
        }
    }
}

/// What an agent has, and what of it is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// The agent's capacity.
    pub total: Units,
    /// What conversations take of it.
    pub used: Units,
}

impl Load {
    /// The load of an agent with these conversations at `now`.
    #[must_use]
    pub fn of<'a>(total: Units, held: impl IntoIterator<Item = &'a Held>, now: Timestamp) -> Self {
        let used = held.into_iter().fold(0_i64, |used, held| used.saturating_add(held.load(now).0));
        Self { total, used: Units(used) }
    }

    /// What is left; below zero after a person's choice.
    #[must_use]
    pub const fn free(self) -> Units {
        Units(self.total.0.saturating_sub(self.used.0))
    }

    /// Whether something of this cost may be pushed.
    #[must_use]
    pub fn fits(self, cost: Units) -> bool {
        cost <= self.free()
    }

    /// By how much something of this cost would go above the capacity; `None` if it fits. Nobody is stopped by
    /// it who chooses for themselves or for others, but everybody sees it.
    #[must_use]
    pub fn above_by(self, cost: Units) -> Option<Units> {
        if self.fits(cost) { None } else { Some(Units(cost.0.saturating_sub(self.free().0))) }
    }

    /// With something more.
    #[must_use]
    pub const fn and(self, cost: Units) -> Self {
        Self { total: self.total, used: Units(self.used.0.saturating_add(cost.0)) }
    }

    /// With something less.
    #[must_use]
    pub const fn without(self, cost: Units) -> Self {
        Self { total: self.total, used: Units(self.used.0.saturating_sub(cost.0)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COST: Units = Units(5);
    const HALF_HOUR: Block = Block::For(Millis::minutes(30));

    #[test]
    fn what_each_state_takes() {
        let since = Timestamp(0);
        let held = |state, block| Held { state, cost: COST, block, since };
        let (early, late) = (since + Millis::minutes(30) - Millis(1), since + Millis::minutes(30));
        // state, block, taken early, taken late, free by itself
        for (state, block, first, then, frees) in [
            (State::Open, Block::Always, 0, 0, false),
            (State::Active, Block::Never, 5, 5, false),
            (State::Active, HALF_HOUR, 5, 5, false),
            (State::Waiting, Block::Always, 0, 0, false),
            (State::WrapUp, Block::Always, 5, 5, false),
            (State::WrapUp, Block::Never, 0, 0, false),
            (State::WrapUp, HALF_HOUR, 5, 0, true),
            (State::Closed, Block::Always, 0, 0, false),
        ] {
            let held = held(state, block);
            assert_eq!((held.load(early), held.load(late)), (Units(first), Units(then)), "{held:?}");
            assert_eq!(held.frees_at(early), frees.then_some(late), "{held:?}");
            assert_eq!(held.frees_at(late), None, "{held:?}");
        }
    }

    #[test]
    fn a_choice_above_the_capacity_is_shown() {
        let now = Timestamp(0);
        let one = Held { state: State::Active, cost: COST, block: Block::Always, since: now };
        let load = Load::of(Units(15), &[one, one, one], now);
        assert_eq!((load.free(), load.fits(Units(1)), load.above_by(COST)), (Units(0), false, Some(COST)));
        let over = load.and(COST);
        assert_eq!((over.free(), over.above_by(Units(1))), (Units(-5), Some(Units(6))));
        assert_eq!(over.without(COST), load);
        assert_eq!(Load::of(Units(15), &[one, one], now).above_by(COST), None);
        assert!(!Load::default().fits(Units(1)), "no capacity, nothing pushed");
    }

    #[test]
    fn wrong_costs_and_times_are_refused() {
        for (units, fine) in [(0, false), (1, true), (1_000, true), (1_001, false), (-1, false)] {
            assert_eq!(Units::cost(units).is_ok(), fine, "{units}");
        }
        for (time, fine) in
            [(Some(29), false), (Some(30), true), (Some(3_600), true), (Some(3_601), false), (None, false)]
        {
            let block = Block::new(Blocking::Time, time.map(Millis::seconds));
            assert_eq!(block.is_ok(), fine, "{time:?}");
            let Ok(block) = block else { continue };
            assert_eq!(Block::new(block.blocking(), block.time()), Ok(block));
        }
        assert_eq!(Block::new(Blocking::Always, None).map(Block::blocking), Ok(Blocking::Always));
        assert_eq!(Block::new(Blocking::Never, None).map(Block::time), Ok(None));
    }
}
