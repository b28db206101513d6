//! The way of a conversation from queue to queue, to where it waits or ends.

use crate::domain::ids::{QueueId, RuleId};
use crate::domain::overflow::{Before, Cause, Destination, During, Front, Passed, Placing, Reason};
use crate::domain::time::Timestamp;

/// Where a conversation goes for which rules chose `collected`, in the order of the rules. The first queue that does
/// not overflow wins; if all do, the one that can work soonest decides what is done. `look` tells of a queue; the
/// overflow of the fallback queue is not asked.
pub fn place(
    collected: &[(RuleId, QueueId)],
    fallback: QueueId,
    now: Timestamp,
    look: impl Fn(QueueId) -> Option<Front>,
) -> Placing {
    let mut way = Way { fallback, passed: Vec::new(), look: &look };
    let mut soonest: Option<(Timestamp, RuleId, QueueId, Cause, Before)> = None;
    for (rule, queue) in collected {
        let Some(front) = way.works(*queue) else { continue };
        let Some((cause, then)) = front.overflows() else {
            return way.end(Destination::Queue(*queue), Reason::Rule, Some(*rule));
        };
        way.passed.push(Passed { queue: *queue, cause });
        // A queue that is open but full works already.
        let at = front.standing.opens_at(now).unwrap_or(Timestamp(i64::MAX));
        if soonest.is_none_or(|(sooner, ..)| at < sooner) {
            soonest = Some((at, *rule, *queue, cause, then));
        }
    }
    match soonest {
        Some((_, rule, queue, cause, then)) => way.follow(queue, cause, then, Some(rule)),
        None if collected.is_empty() => way.end(Destination::Queue(fallback), Reason::NoRule, None),
        None => way.end(Destination::Queue(fallback), Reason::NoneLeft, None),
    }
}

/// Where a conversation goes that waited in `queue` for too long.
pub fn place_after_waiting(
    queue: QueueId,
    then: During,
    fallback: QueueId,
    look: impl Fn(QueueId) -> Option<Front>,
) -> Placing {
    let passed = vec![Passed { queue, cause: Cause::TooLong }];
    let then = match then {
        During::Other(other) => Before::Other(other),
        During::End => Before::End,
    };
    Way { fallback, passed, look: &look }.follow(queue, Cause::TooLong, then, None)
}

/// Where a conversation goes that somebody sends to `queue`: there, unless nobody works for it. Whoever chooses sees
/// that a queue is closed or full, so its overflow is not asked.
pub fn place_by_person(queue: QueueId, fallback: QueueId, look: impl Fn(QueueId) -> Option<Front>) -> Placing {
    let mut way = Way { fallback, passed: Vec::new(), look: &look };
    match way.works(queue) {
        Some(_) => way.end(Destination::Queue(queue), Reason::Person, None),
        None => way.end(Destination::Queue(fallback), Reason::NoneLeft, None),
    }
}

/// The way from queue to queue.
struct Way<'a, L> {
    fallback: QueueId,
    passed: Vec<Passed>,
    look: &'a L,
}

impl<L: Fn(QueueId) -> Option<Front>> Way<'_, L> {
    /// The queue if somebody works for it; else it is noted as passed by.
    fn works(&mut self, queue: QueueId) -> Option<Front> {
        let front = (self.look)(queue);
        let cause = if front.is_some() { Cause::NoMembers } else { Cause::Gone };
        let front = front.filter(|front| front.members > 0);
        if front.is_none() {
            self.passed.push(Passed { queue, cause });
        }
        front
    }

    /// Does what the overflow of `queue` says. Queues that lead in a circle are refused when they are saved; should
    /// there be one all the same, the conversation stays where the circle closes.
    fn follow(mut self, mut queue: QueueId, mut cause: Cause, mut then: Before, rule: Option<RuleId>) -> Placing {
        let mut visited = vec![queue];
        loop {
            let next = match then {
                Before::QueueAnyway => return self.end(Destination::Queue(queue), Reason::Anyway, rule),
                Before::End => return self.end(Destination::End(queue, cause), Reason::Overflow, rule),
                Before::Other(next) => next,
            };
            if next == self.fallback {
                return self.end(Destination::Queue(next), Reason::Overflow, rule);
            }
            if visited.contains(&next) {
                return self.end(Destination::Queue(next), Reason::Anyway, rule);
            }
            let Some(front) = self.works(next) else {
                let fallback = self.fallback;
                return self.end(Destination::Queue(fallback), Reason::NoneLeft, rule);
            };
            let Some((why, more)) = front.overflows() else {
                return self.end(Destination::Queue(next), Reason::Overflow, rule);
            };
            visited.push(next);
            let passed = Passed { queue: next, cause: why };
            if !self.passed.contains(&passed) {
                self.passed.push(passed);
            }
            (queue, cause, then) = (next, why, more);
        }
    }

    fn end(self, destination: Destination, reason: Reason, rule: Option<RuleId>) -> Placing {
        Placing { destination, reason, rule, passed: self.passed }
    }
}
