//! A week of a team: 30 agents in shifts, 5,000 conversations, three queues with rules, skills, hours and overflows.
//!
//! The clock is the next event's time, chance comes from a seed that stands here. After every event it is checked that
//! nothing was pushed above a capacity; after some, that nobody waits whom somebody could take, and that each conversation
//! is in one state and in one place. Run with `--nocapture` to see how long people waited.
#![expect(clippy::print_stdout, reason = "what it prints is what it is run for")]

mod team;
mod world;

use team::{FALLBACK, ORDERS, SUPPORT};
use world::World;

use crate::domain::assignment::backlog::Backlog;
use crate::domain::capacity::Units;
use crate::domain::conversation::State;
use crate::domain::presence::{Shown, Standing};
use crate::domain::queue::Priority;
use crate::domain::time::Timestamp;
use crate::domain::user::Presence;

const SEED: u64 = 0x0A17_6E11_A5EE_D001;
const AGENTS: i64 = 30;
const CONVERSATIONS: i64 = 5_000;

#[test]
fn a_week_of_thirty_agents_and_five_thousand_conversations() {
    let started = std::time::Instant::now();
    let mut world = World::new(SEED, AGENTS, CONVERSATIONS);
    world.run();
    world.check_everything();
    println!("{} events, {} assignments in {:?}", world.events, world.log.len(), started.elapsed());
    println!("{:?}", world.counts);
    for (name, queue) in [("orders", ORDERS), ("support", SUPPORT), ("everyone", FALLBACK)] {
        let mut waits = world.waits.remove(&queue).unwrap_or_default();
        waits.sort_unstable();
        let at = |share: usize| waits.get((waits.len() * share / 100).min(waits.len().saturating_sub(1)));
        let [half, most, nearly, all] = [50, 90, 99, 100].map(|share| at(share).copied().unwrap_or_default() / 1_000);
        println!(
            "{name:9} {:5} taken; waited (s): half {half}, 90 % {most}, 99 % {nearly}, longest {all}",
            waits.len()
        );
    }
    let closed = world.talks.values().filter(|talk| talk.state == State::Closed).count();
    println!("{closed} of {CONVERSATIONS} are closed at the end of the week");
    assert!(world.log.len() > 5_000, "every conversation came to somebody, some twice");
    assert!(world.counts.kept > 0 && world.counts.declined > 0 && world.counts.missed > 0 && world.counts.moved > 0);
    assert!(closed > 4_000);
}

/// Ten thousand that wait, for three queues and in a hundred kinds of needs, and a team that could take them all.
#[test]
fn ten_thousand_that_wait_are_given_one_by_one() {
    let mut backlog = Backlog::default();
    let mut floor = team::floor(&mut team::Chance(SEED), AGENTS);
    for agent in floor.agents.values_mut() {
        agent.load.total = Units(2_000);
        agent.standing = Standing::chosen(Shown::plain(Presence::Available));
    }
    for id in 1..=10_000 {
        let item = team::item(id, [ORDERS, SUPPORT, FALLBACK][usize::try_from(id % 3).unwrap()], id % 33);
        backlog.add(item, Priority::default(), Timestamp(0));
    }
    assert!(backlog.heads().count() <= 99, "as many lanes as there are kinds of needs");
    let started = std::time::Instant::now();
    // One place becomes free at a time, so that each assignment begins anew.
    let mut given = 0;
    while !backlog.assign(&mut floor, Timestamp(1), 1).is_empty() {
        given += 1;
    }
    let each = started.elapsed() / given;
    println!("{given} of 10000 given one by one, {each:?} each, in the profile of tests");
    assert_eq!(usize::try_from(given).unwrap() + backlog.len(), 10_000);
    assert!(backlog.heads().all(|head| floor.choose(head, Timestamp(1)).agent.is_none()));
    assert!(given > 9_000);
}

#[test]
fn the_same_week_again_is_the_same() {
    let log = |seed| {
        let mut world = World::new(seed, 12, 600);
        world.run();
        world.log
    };
    assert_eq!(log(SEED), log(SEED));
    assert_ne!(log(SEED), log(SEED + 1));
}
