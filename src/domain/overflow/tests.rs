//! Every overflow as a row; ways that end, whatever is set.

use std::collections::BTreeMap;

use super::*;

const FALLBACK: QueueId = QueueId(9);
const NOW: Timestamp = Timestamp(1_000_000);

fn open() -> Standing {
    Standing::Open { until: None }
}

fn closed(until: i64) -> Standing {
    Standing::Closed { until: Some(NOW + Millis::hours(until)), holiday: None }
}

fn takes_everything() -> Front {
    Front { members: 2, waiting: 5, standing: open(), overflow: Overflow::default() }
}

fn out_of_hours(until: i64, then: Before) -> Front {
    let overflow = Overflow { out_of_hours: Some(then), ..Overflow::default() };
    Front { standing: closed(until), overflow, ..takes_everything() }
}

fn full(then: Before) -> Front {
    let overflow = Overflow { too_many: Some(TooMany { waiting_max: 5, then }), ..Overflow::default() };
    Front { overflow, ..takes_everything() }
}

fn nobody() -> Front {
    Front { members: 0, ..takes_everything() }
}

#[test]
fn hours_come_before_the_number_that_waits() {
    let both = Overflow {
        out_of_hours: Some(Before::End),
        too_many: Some(TooMany { waiting_max: 3, then: Before::QueueAnyway }),
        too_long: None,
    };
    for (standing, waiting, want) in [
        (open(), 2, None),
        (open(), 3, Some((Cause::TooMany, Before::QueueAnyway))),
        (closed(1), 2, Some((Cause::OutOfHours, Before::End))),
        (closed(1), 3, Some((Cause::OutOfHours, Before::End))),
    ] {
        let front = Front { members: 1, waiting, standing, overflow: both };
        assert_eq!(front.overflows(), want, "{front:?}");
    }
    let closed_without_rule = Front { standing: closed(1), ..takes_everything() };
    assert_eq!(closed_without_rule.overflows(), None, "closed hours alone turn nobody away");
}

/// Queues 1 to 4 as given, the fallback as it must be taken: closed and without anybody.
fn placed(queues: &[Front], rules: &[i64]) -> Placing {
    let collected: Vec<(RuleId, QueueId)> = rules.iter().map(|queue| (RuleId(*queue * 10), QueueId(*queue))).collect();
    place(&collected, FALLBACK, NOW, |queue| {
        if queue == FALLBACK {
            return Some(Front { members: 0, ..out_of_hours(1, Before::End) });
        }
        usize::try_from(queue.0 - 1).ok().and_then(|at| queues.get(at)).cloned()
    })
}

/// A name, the queues, those that rules name, where it goes, why, what was passed by.
type Row = (&'static str, Vec<Front>, Vec<i64>, Destination, Reason, Vec<(i64, Cause)>);

fn check(rows: Vec<Row>) {
    for (name, queues, rules, destination, reason, passed) in rows {
        let placing = placed(&queues, &rules);
        assert_eq!((placing.destination, placing.reason), (destination, reason), "{name}");
        let found: Vec<(i64, Cause)> = placing.passed.iter().map(|passed| (passed.queue.0, passed.cause)).collect();
        assert_eq!(found, passed, "{name}");
        if let (Reason::Rule, Destination::Queue(queue)) = (placing.reason, placing.destination) {
            assert_eq!(placing.rule, Some(RuleId(queue.0 * 10)), "{name}");
        }
    }
}

#[test]
fn the_first_that_does_not_overflow_wins() {
    use Before::{End, QueueAnyway};
    use Cause::OutOfHours;
    use Destination::Queue;
    check(vec![
        ("no rule", vec![], vec![], Queue(FALLBACK), Reason::NoRule, vec![]),
        (
            "the first rule",
            vec![takes_everything(), takes_everything()],
            vec![2, 1],
            Queue(QueueId(2)),
            Reason::Rule,
            vec![],
        ),
        (
            "the first that does not overflow",
            vec![full(QueueAnyway), takes_everything()],
            vec![1, 2],
            Queue(QueueId(2)),
            Reason::Rule,
            vec![(1, Cause::TooMany)],
        ),
        (
            "all overflow: the one that opens first",
            vec![out_of_hours(9, End), out_of_hours(3, QueueAnyway)],
            vec![1, 2],
            Queue(QueueId(2)),
            Reason::Anyway,
            vec![(1, OutOfHours), (2, OutOfHours)],
        ),
        (
            "full is sooner than closed",
            vec![out_of_hours(1, QueueAnyway), full(End)],
            vec![1, 2],
            Destination::End(QueueId(2), Cause::TooMany),
            Reason::Overflow,
            vec![(1, OutOfHours), (2, Cause::TooMany)],
        ),
    ]);
}

#[test]
fn an_overflow_leads_on_or_ends() {
    use Before::{End, Other};
    use Cause::{NoMembers, OutOfHours};
    use Destination::Queue;
    let two = Other(QueueId(2));
    check(vec![
        (
            "to another queue",
            vec![out_of_hours(1, two), takes_everything()],
            vec![1],
            Queue(QueueId(2)),
            Reason::Overflow,
            vec![(1, OutOfHours)],
        ),
        (
            "to another queue that ends it",
            vec![out_of_hours(1, two), full(End)],
            vec![1],
            Destination::End(QueueId(2), Cause::TooMany),
            Reason::Overflow,
            vec![(1, OutOfHours), (2, Cause::TooMany)],
        ),
        (
            "to another queue where nobody is",
            vec![out_of_hours(1, two), nobody()],
            vec![1],
            Queue(FALLBACK),
            Reason::NoneLeft,
            vec![(1, OutOfHours), (2, NoMembers)],
        ),
        (
            "a circle stops where it closes",
            vec![out_of_hours(1, two), out_of_hours(1, Other(QueueId(1)))],
            vec![1],
            Queue(QueueId(1)),
            Reason::Anyway,
            vec![(1, OutOfHours), (2, OutOfHours)],
        ),
        (
            "to the fallback, whose overflow is not asked",
            vec![out_of_hours(1, Other(FALLBACK))],
            vec![1],
            Queue(FALLBACK),
            Reason::Overflow,
            vec![(1, OutOfHours)],
        ),
    ]);
}

#[test]
fn a_queue_where_nobody_works_is_passed_by() {
    use Cause::{Gone, NoMembers};
    use Destination::Queue;
    check(vec![
        (
            "nobody works there",
            vec![nobody(), takes_everything()],
            vec![1, 2],
            Queue(QueueId(2)),
            Reason::Rule,
            vec![(1, NoMembers)],
        ),
        ("nobody works anywhere", vec![nobody()], vec![1], Queue(FALLBACK), Reason::NoneLeft, vec![(1, NoMembers)]),
        ("deleted", vec![], vec![4], Queue(FALLBACK), Reason::NoneLeft, vec![(4, Gone)]),
    ]);
}

#[test]
fn waiting_for_too_long() {
    let long =
        |then| Overflow { too_long: Some(TooLong { after_ms: Millis::minutes(5), then }), ..Overflow::default() };
    let overflow = long(During::End);
    assert_eq!(overflow.due_at(NOW), Some(NOW + Millis::minutes(5)));
    assert_eq!(overflow.when_waiting(NOW, NOW + Millis::minutes(5) - Millis(1)), None);
    assert_eq!(overflow.when_waiting(NOW, NOW + Millis::minutes(5)), Some(During::End));
    assert_eq!(Overflow::default().when_waiting(NOW, NOW + Millis::days(9)), None);

    let one = QueueId(1);
    let to = |then, front: Option<Front>| place_after_waiting(one, then, FALLBACK, |_| front.clone());
    let other = During::Other(QueueId(2));
    assert_eq!(to(During::End, None).destination, Destination::End(one, Cause::TooLong));
    assert_eq!(to(other, Some(takes_everything())).destination, Destination::Queue(QueueId(2)));
    assert_eq!(to(other, Some(nobody())).destination, Destination::Queue(FALLBACK));
    let closed = to(other, Some(out_of_hours(1, Before::End)));
    assert_eq!(closed.destination, Destination::End(QueueId(2), Cause::OutOfHours), "checked again in the new queue");
    assert_eq!(closed.passed.len(), 2);
}

#[test]
fn a_person_may_choose_a_queue_that_is_closed_but_none_that_is_empty() {
    let to = |front: Front| place_by_person(QueueId(1), FALLBACK, |_| Some(front.clone())).destination;
    assert_eq!(to(out_of_hours(1, Before::End)), Destination::Queue(QueueId(1)));
    assert_eq!(to(full(Before::End)), Destination::Queue(QueueId(1)));
    assert_eq!(to(nobody()), Destination::Queue(FALLBACK));
}

#[test]
fn circles_are_found_when_they_are_saved() {
    let map = |pairs: &[(i64, &[i64])]| -> BTreeMap<QueueId, Vec<QueueId>> {
        pairs.iter().map(|(from, to)| (QueueId(*from), to.iter().map(|to| QueueId(*to)).collect())).collect()
    };
    for (targets, want) in [
        (map(&[]), None),
        (map(&[(1, &[2]), (2, &[3])]), None),
        (map(&[(1, &[1])]), Some(vec![1, 1])),
        (map(&[(1, &[2]), (2, &[1])]), Some(vec![1, 2, 1])),
        (map(&[(1, &[2, 4]), (2, &[3]), (3, &[1]), (4, &[1])]), Some(vec![1, 4, 1])),
        (map(&[(1, &[2]), (2, &[3]), (3, &[2])]), None), // a circle of others is theirs to mend
    ] {
        let found = cycle::through(QueueId(1), &targets);
        assert_eq!(found, want.map(|way| way.into_iter().map(QueueId).collect()), "{targets:?}");
    }
    let problem = cycle::check(QueueId(1), &map(&[(1, &[2]), (2, &[1])]), |queue| format!("Q{queue}")).unwrap_err();
    assert_eq!(problem.args, [("way", "Q1 → Q2 → Q1".to_owned())]);
    let overflow = Overflow {
        out_of_hours: Some(Before::Other(QueueId(3))),
        too_many: Some(TooMany { waiting_max: 1, then: Before::End }),
        too_long: Some(TooLong { after_ms: WAIT_MIN, then: During::Other(QueueId(4)) }),
    };
    assert_eq!(overflow.targets().collect::<Vec<_>>(), [QueueId(3), QueueId(4)]);
}

#[test]
fn wrong_limits_are_refused() {
    let many =
        |waiting_max| Overflow { too_many: Some(TooMany { waiting_max, then: Before::End }), ..Overflow::default() };
    let long = |after_ms| Overflow { too_long: Some(TooLong { after_ms, then: During::End }), ..Overflow::default() };
    let hours = Overflow { out_of_hours: Some(Before::QueueAnyway), ..Overflow::default() };
    for (overflow, has_hours, want) in [
        (Overflow::default(), false, None),
        (hours, true, None),
        (hours, false, Some("overflow-without-hours")),
        (many(0), false, Some("limit-range")),
        (many(1), false, None),
        (many(WAITING_MAX + 1), false, Some("limit-range")),
        (long(WAIT_MIN), false, None),
        (long(WAIT_MIN - Millis(1)), false, Some("overflow-wait")),
        (long(WAIT_MAX + Millis(1)), false, Some("overflow-wait")),
    ] {
        assert_eq!(overflow.check(has_hours).first().map(|problem| problem.problem), want, "{overflow:?}");
    }
}

#[test]
fn the_shape_in_json() {
    let json = r#"{"out_of_hours":{"other":"3"},"too_many":{"waiting_max":20,"then":"queue_anyway"},"too_long":{"after_ms":60000,"then":"end"}}"#;
    let read: Overflow = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), json);
    assert_eq!(serde_json::from_str::<Overflow>("{}").unwrap(), Overflow::default());
    for wrong in [r#"{"out_of_hour":"end"}"#, r#"{"out_of_hours":"ende"}"#, r#"{"out_of_hours":{"other":3}}"#] {
        assert!(serde_json::from_str::<Overflow>(wrong).is_err(), "{wrong}");
    }
}

proptest::proptest! {
    /// Whatever is set, a conversation arrives somewhere: in a queue that somebody works for, in the fallback, or at an end
    /// that is told. And the same facts give the same way.
    #[test]
    fn every_way_ends(
        queues in proptest::collection::vec((0_usize..4, 0_i64..3, 0_usize..2), 1..6),
        rules in proptest::collection::vec(1_i64..7, 0..6),
    ) {
        let then = |at: i64| match at {
            0 => Before::QueueAnyway,
            1 => Before::End,
            other => Before::Other(QueueId(other - 1)),
        };
        let fronts: Vec<Front> = queues
            .iter()
            .enumerate()
            .map(|(at, (kind, step, members))| {
                let next = then((i64::try_from(at).unwrap() + step) % 7);
                let front = match kind {
                    0 => takes_everything(),
                    1 => out_of_hours(*step, next),
                    2 => full(next),
                    _ => out_of_hours(1, then(*step)),
                };
                Front { members: *members, ..front }
            })
            .collect();
        let placing = placed(&fronts, &rules);
        if let Destination::Queue(queue) = placing.destination {
            let works = usize::try_from(queue.0 - 1).ok().and_then(|at| fronts.get(at)).is_some_and(|front| front.members > 0);
            proptest::prop_assert!(queue == FALLBACK || works);
        }
        proptest::prop_assert_eq!(placed(&fronts, &rules), placing);
    }
}
