//! Every rule of assignment as rows; what holds for whatever comes.

mod simulation;

use super::backlog::Backlog;
use super::*;
use crate::domain::ids::SkillId;
use crate::domain::presence::Automatic;
use crate::domain::presence::Shown;
use crate::domain::skill::{Level, Skilled};

const QUEUE: QueueId = QueueId(1);
const NOW: Timestamp = Timestamp(1_000_000);
const ANA: UserId = UserId(1);
const BEN: UserId = UserId(2);
const CAT: UserId = UserId(3);

fn skills(pairs: &[(i64, i64)]) -> Skills {
    let skilled = |(skill, level): &(i64, i64)| Skilled { skill: SkillId(*skill), level: Level::new(*level).unwrap() };
    pairs.iter().map(skilled).collect::<Vec<_>>().into()
}

fn agent(total: i64, used: i64) -> Agent {
    Agent {
        standing: Standing::chosen(Shown::plain(Presence::Available)),
        load: Load { total: Units(total), used: Units(used) },
        skills: Skills::default(),
        freed_at: None,
    }
}

fn member(agent: UserId, last: Option<i64>) -> Member {
    Member { agent, joined: agent.0, last_assigned_at: last.map(Timestamp) }
}

fn floor(method: Method, people: Vec<(Member, Agent)>) -> Floor {
    let members = people.iter().map(|(member, _)| *member).collect();
    let queue = Queue { priority: Priority::default(), method, members };
    let agents = people.into_iter().map(|(member, agent)| (member.agent, agent)).collect();
    Floor { queues: [(QUEUE, queue)].into(), agents, automatic: Automatic::default() }
}

fn item(id: i64) -> Item {
    let needs = Needs {
        queue: QUEUE,
        cost: Units(1),
        allowed: Allowed::default(),
        matching: Matching::None,
        skills: Skills::default(),
    };
    Item {
        conversation: ConversationId(id),
        needs,
        kept: None,
        refused: Refused::default(),
        priority: Priority::default(),
        since: Timestamp(id),
    }
}

fn needing(matching: Matching, needed: &[(i64, i64)]) -> Item {
    let item = item(1);
    Item { needs: Needs { matching, skills: skills(needed), ..item.needs.clone() }, ..item }
}

#[test]
fn why_not() {
    let free = agent(2, 0);
    let away = Agent { standing: Standing::chosen(Shown::plain(Presence::Away)), ..free.clone() };
    let quiet = Agent { standing: Standing::chosen(Shown::plain(Presence::DoNotDisturb)), ..free.clone() };
    let by_capacity = Standing { by: By::Capacity, ..quiet.standing };
    let shut = Agent { standing: by_capacity, load: agent(2, 2).load, ..free.clone() };
    let greek = Agent { skills: skills(&[(1, 6)]), ..free.clone() };
    let kept = Item { kept: Some(Kept { agent: BEN, until: NOW + Millis(1) }), ..item(1) };
    let over = Item { kept: Some(Kept { agent: BEN, until: NOW }), ..item(1) };
    let refused = |count| Item { refused: Refused::new([(ANA, count)]), ..item(1) };
    let exact = needing(Matching::Exact, &[(1, 7)]);
    let lack = Lack { skill: SkillId(1), needed: Level::new(7).unwrap(), has: Level::new(6).ok() };
    for (name, item, agent, want) in [
        ("fits", item(1), &free, None),
        ("full", item(1), &agent(2, 2), Some(WhyNot::NoRoom { free: Units(0), needed: Units(1) })),
        ("above already", item(1), &agent(2, 5), Some(WhyNot::NoRoom { free: Units(-3), needed: Units(1) })),
        ("no capacity", item(1), &agent(0, 0), Some(WhyNot::NoRoom { free: Units(0), needed: Units(1) })),
        ("full, and so not disturbed", item(1), &shut, Some(WhyNot::NoRoom { free: Units(0), needed: Units(1) })),
        ("not disturbed", item(1), &quiet, Some(WhyNot::Presence(Presence::DoNotDisturb))),
        ("away", item(1), &away, Some(WhyNot::Presence(Presence::Away))),
        ("kept for another", kept, &free, Some(WhyNot::KeptFor(BEN))),
        ("kept no longer", over, &free, None),
        ("refused twice", refused(2), &free, None),
        ("refused three times", refused(3), &free, Some(WhyNot::Refused(3))),
        ("lacks", exact.clone(), &greek, Some(WhyNot::Lacks(vec![lack]))),
        ("lacks, but closest will do", needing(Matching::Closest, &[(1, 7)]), &greek, None),
        ("lacks, but nobody asks", needing(Matching::None, &[(1, 7)]), &greek, None),
    ] {
        assert_eq!(item.why_not(ANA, agent, NOW), want, "{name}");
    }
    assert!(exact.why_not(ANA, &Agent { skills: skills(&[(1, 7)]), ..free }, NOW).is_none());
}

#[test]
fn who_comes_first() {
    use Method::{HighestCapacity, LeastActive, RoundRobin};
    let with =
        |last, total, used, freed: Option<i64>| (last, Agent { freed_at: freed.map(Timestamp), ..agent(total, used) });
    let order = |method, people: [(Option<i64>, Agent); 3]| -> Vec<i64> {
        let people =
            [ANA, BEN, CAT].into_iter().zip(people).map(|(id, (last, agent))| (member(id, last), agent)).collect();
        floor(method, people).choose(&item(1), NOW).considered.iter().map(|considered| considered.agent.0).collect()
    };
    for (name, method, people, want) in [
        (
            "most free",
            HighestCapacity,
            [with(None, 9, 3, None), with(None, 9, 1, None), with(None, 9, 2, None)],
            [2, 3, 1],
        ),
        (
            "as free: whose turn",
            HighestCapacity,
            [with(Some(30), 5, 0, None), with(Some(10), 9, 4, None), with(Some(20), 5, 0, None)],
            [2, 3, 1],
        ),
        (
            "as free, none had any: as joined",
            HighestCapacity,
            [with(None, 5, 0, None), with(None, 5, 0, None), with(None, 5, 0, None)],
            [1, 2, 3],
        ),
        (
            "oldest assignment here",
            RoundRobin,
            [with(Some(30), 1, 0, None), with(Some(10), 9, 8, None), with(Some(20), 99, 0, None)],
            [2, 3, 1],
        ),
        (
            "who never had one",
            RoundRobin,
            [with(Some(1), 9, 0, None), with(None, 9, 0, None), with(None, 9, 0, None)],
            [2, 3, 1],
        ),
        (
            "freed longest ago",
            LeastActive,
            [with(None, 9, 0, Some(30)), with(None, 9, 0, Some(10)), with(None, 9, 0, Some(20))],
            [2, 3, 1],
        ),
        (
            "never taken first, then whose turn",
            LeastActive,
            [with(Some(5), 9, 0, Some(10)), with(Some(9), 9, 0, None), with(Some(4), 9, 0, Some(10))],
            [2, 3, 1],
        ),
    ] {
        assert_eq!(order(method, people), want, "{name}");
    }
}

#[test]
fn skills_refusals_and_former_agents_come_before_the_method() {
    let people = || {
        let knows = |pairs: &[(i64, i64)], used| Agent { skills: skills(pairs), ..agent(9, used) };
        vec![
            (member(ANA, None), knows(&[(1, 10)], 0)),
            (member(BEN, None), knows(&[(1, 5)], 3)),
            (member(CAT, None), knows(&[(1, 3)], 0)),
        ]
    };
    let floor = floor(Method::HighestCapacity, people());
    let first = |item: &Item| floor.choose(item, NOW).agent;
    let closest = needing(Matching::Closest, &[(1, 5)]);
    assert_eq!(first(&item(1)), Some(ANA));
    assert_eq!(first(&closest), Some(BEN), "nearer comes before freer");
    assert_eq!(first(&Item { refused: Refused::new([(BEN, 1)]), ..closest.clone() }), Some(ANA), "who declined sinks");
    let kept = Kept::preferred(CAT, NOW);
    assert_eq!(first(&Item { kept: Some(kept), ..closest }), Some(CAT), "who had the last one");
}

#[test]
fn kept_for_its_agent_for_a_while() {
    let people = |presence, used| {
        let ben = Agent { standing: Standing::chosen(Shown::plain(presence)), ..agent(2, used) };
        vec![(member(ANA, None), agent(9, 0)), (member(BEN, None), ben)]
    };
    let back = Item { kept: Some(Kept::on_return(BEN, Millis::minutes(5), NOW)), ..item(1) };
    let early = NOW + Millis::minutes(5) - Millis(1);
    for (name, presence, used, now, want) in [
        ("there, with room", Presence::Busy, 1, NOW, Some(BEN)),
        ("there, without room", Presence::Busy, 2, early, None),
        ("gone home", Presence::Offline, 0, early, None),
        ("gone home for too long", Presence::Offline, 0, NOW + Millis::minutes(5), Some(ANA)),
        ("there after that", Presence::Available, 0, NOW + Millis::minutes(5), Some(BEN)),
    ] {
        let choice = floor(Method::HighestCapacity, people(presence, used)).choose(&back, now);
        assert_eq!(choice.agent, want, "{name}");
    }
    let waits = floor(Method::RoundRobin, people(Presence::Offline, 0)).choose(&back, NOW).waits();
    assert_eq!(waits, Some(Waits::Kept));
    // The former agent left the queue, but not the house.
    let mut without = floor(Method::RoundRobin, people(Presence::Available, 0));
    without.queues.get_mut(&QUEUE).unwrap().members.retain(|member| member.agent != BEN);
    assert_eq!(without.choose(&back, NOW).agent, Some(BEN));
}

#[test]
fn why_it_waits_in_one_word() {
    let away = Agent { standing: Standing::chosen(Shown::plain(Presence::Away)), ..agent(9, 0) };
    let waits = |item: &Item, people| floor(Method::RoundRobin, people).choose(item, NOW).waits();
    let (ana, ben) = (member(ANA, None), member(BEN, None));
    assert_eq!(waits(&item(1), vec![]), Some(Waits::NoMembers));
    assert_eq!(waits(&item(1), vec![(ana, away.clone())]), Some(Waits::Presence));
    assert_eq!(waits(&item(1), vec![(ana, away.clone()), (ben, agent(1, 1))]), Some(Waits::Room));
    assert_eq!(waits(&needing(Matching::Exact, &[(1, 1)]), vec![(ana, agent(9, 0))]), Some(Waits::Skills));
    assert_eq!(
        waits(&Item { refused: Refused::new([(ANA, 3)]), ..item(1) }, vec![(ana, agent(9, 0))]),
        Some(Waits::Refused)
    );
    assert_eq!(waits(&item(1), vec![(ana, agent(9, 0))]), None);
    let nowhere = Item { needs: Needs { queue: QueueId(99), ..item(1).needs }, ..item(1) };
    assert_eq!(waits(&nowhere, vec![(ana, agent(9, 0))]), Some(Waits::NoMembers));
}

#[test]
fn the_order_of_conversations() {
    let priority = |number| Priority::new(number).unwrap();
    let urgent = Item { priority: priority(1), ..item(9) };
    let kept = Item { kept: Some(Kept::on_return(ANA, Millis::minutes(5), NOW)), ..item(8) };
    let preferred = Item { kept: Some(Kept::preferred(ANA, NOW)), ..item(7) };
    let mut backlog = Backlog::default();
    for (item, queue) in [
        (item(3), 100),
        (item(2), 100),
        (item(1), 200),
        (Item { since: Timestamp(2), ..item(4) }, 100),
        (urgent, 100),
        (kept, 100),
        (preferred, 100),
        (item(6), 50),
    ] {
        backlog.add(item, priority(queue), NOW);
    }
    let mut floor = floor(Method::RoundRobin, vec![(member(ANA, None), agent(100, 0))]);
    let given: Vec<i64> = backlog.assign(&mut floor, NOW, 100).iter().map(|given| given.item.conversation.0).collect();
    assert_eq!(given, [6, 8, 9, 2, 4, 3, 7, 1]);
    assert!(backlog.is_empty());
}

#[test]
fn a_lane_that_nobody_fits_holds_up_no_other() {
    let mut backlog = Backlog::default();
    for id in 1..=50 {
        backlog.add(
            Item { conversation: ConversationId(id), since: Timestamp(id), ..needing(Matching::Exact, &[(1, 9)]) },
            Priority::default(),
            NOW,
        );
    }
    backlog.add(item(51), Priority::default(), NOW);
    assert_eq!((backlog.len(), backlog.heads().count()), (51, 2));
    let mut floor = floor(Method::RoundRobin, vec![(member(ANA, None), agent(5, 0))]);
    let given = backlog.assign(&mut floor, NOW, 10);
    assert_eq!(given.len(), 1);
    assert_eq!((given[0].item.conversation, given[0].agent), (ConversationId(51), ANA));
    assert_eq!(backlog.remove(ConversationId(1)).map(|item| item.conversation), Some(ConversationId(1)));
    assert_eq!(backlog.remove(ConversationId(1)), None);
    assert_eq!(backlog.heads().next().map(|item| item.conversation), Some(ConversationId(2)));
}

#[test]
fn presence_follows_within_one_pass() {
    let only_available = Allowed::new(&[Presence::Available]).unwrap();
    let mut backlog = Backlog::default();
    for id in 1..=3 {
        let plain = item(id);
        backlog.add(
            Item { needs: Needs { allowed: only_available, ..plain.needs.clone() }, ..plain },
            Priority::default(),
            NOW,
        );
    }
    let mut floor = floor(Method::RoundRobin, vec![(member(ANA, None), agent(5, 0))]);
    assert_eq!(backlog.assign(&mut floor, NOW, 10).len(), 1, "after the first one Ana is Busy");
    floor.free(ANA, Units(1), NOW);
    assert_eq!(floor.agents[&ANA].freed_at, Some(NOW));
    assert_eq!(backlog.assign(&mut floor, NOW, 10).len(), 1);
    let plain = item(9).needs;
    assert_eq!(floor.places_for(&plain), 4);
    assert_eq!(floor.places_for(&Needs { cost: Units(3), ..plain.clone() }), 1);
    assert_eq!(floor.places_for(&Needs { allowed: only_available, ..plain }), 0, "Ana is Busy");
}

/// A team and a backlog of anything.
type Anything = (Vec<(i64, i64, usize, i64)>, Vec<(i64, i64, usize, i64, i64)>, usize);

fn anything() -> impl proptest::strategy::Strategy<Value = Anything> {
    use proptest::collection::vec;
    (
        vec((0_i64..6, 0_i64..7, 0_usize..5, 0_i64..11), 0..8),
        vec((1_i64..4, 0_i64..11, 0_usize..3, 0_i64..9, 0_i64..5), 0..40),
        0_usize..3,
    )
}

fn built((people, waiting, method): &Anything) -> (Floor, Vec<Item>) {
    let people = people.iter().zip(1_i64..).map(|((total, used, presence, level), id)| {
        let known = if *level == 0 { Skills::default() } else { skills(&[(1, *level)]) };
        let standing = Standing::chosen(Shown::plain(Presence::ALL[*presence]));
        (member(UserId(id), (*level > 5).then_some(*level)), Agent { standing, skills: known, ..agent(*total, *used) })
    });
    let items = waiting.iter().zip(1_i64..).map(|((cost, level, matching, who, count), id)| {
        let needed = if *level == 0 { Skills::default() } else { skills(&[(1, *level)]) };
        let needs = Needs { cost: Units(*cost), matching: Matching::ALL[*matching], skills: needed, ..item(id).needs };
        let refused = Refused::new([(UserId(*who), u32::try_from(*count).unwrap())]);
        let kept = (*who > 6).then_some(Kept { agent: UserId(*who - 6), until: NOW + Millis(*count - 1) });
        Item { needs, refused, kept, ..item(id) }
    });
    (floor(Method::ALL[*method], people.collect()), items.collect())
}

fn run(floor: &mut Floor, items: &[Item]) -> Vec<(ConversationId, UserId)> {
    let mut backlog = Backlog::default();
    for item in items {
        backlog.add(item.clone(), Priority::default(), NOW);
    }
    let given = backlog.assign(floor, NOW, usize::MAX);
    assert_eq!(backlog.len() + given.len(), items.len(), "given or waiting, never both");
    given.into_iter().map(|given| (given.item.conversation, given.agent)).collect()
}

proptest::proptest! {
    /// Nothing is pushed above a capacity, to somebody who does not fit, or twice; what fits somebody does not wait; the
    /// same facts give the same decision, in whatever order they are told.
    #[test]
    fn whatever_comes(anything in anything()) {
        let (before, items) = built(&anything);
        let mut after = before.clone();
        let given = run(&mut after, &items);
        for (id, agent) in &after.agents {
            let pushed = agent.load.used > before.agents[id].load.used;
            proptest::prop_assert!(!pushed || agent.load.free() >= Units::ZERO, "{id} above capacity");
        }
        let mut step = before.clone();
        for (conversation, agent) in &given {
            let item = items.iter().find(|item| item.conversation == *conversation).unwrap();
            proptest::prop_assert_eq!(item.why_not(*agent, &step.agents[agent], NOW), None);
            step.give(item, *agent, NOW);
        }
        proptest::prop_assert_eq!(&step, &after);
        for item in items.iter().filter(|item| given.iter().all(|(id, _)| *id != item.conversation)) {
            proptest::prop_assert_eq!(after.choose(item, NOW).agent, None, "somebody fits and it waits");
        }
        let mut again = before.clone();
        let backwards: Vec<Item> = items.iter().rev().cloned().collect();
        proptest::prop_assert_eq!(run(&mut again, &backwards), given);
    }
}
