//! Who and what there is: queues with hours and overflows, agents with skills and capacities, rules, and chance.

use std::collections::BTreeMap;

use crate::domain::assignment::{Agent, Floor, Item, Member, Needs, Queue};
use crate::domain::capacity::{Load, Units};
use crate::domain::condition::{Clause, Condition, TextTest};
use crate::domain::hours::{Day, Hours, Span, TimeOfDay};
use crate::domain::ids::{ConversationId, QueueId, RuleId, UserId};
use crate::domain::offer::Refused;
use crate::domain::overflow::{Before, During, Overflow, TooLong, TooMany};
use crate::domain::presence::{Allowed, Automatic, Shown, Standing};
use crate::domain::queue::{Method, Priority};
use crate::domain::rule::{Body, Join, Rule};
use crate::domain::skill::{Matching, Skills};
use crate::domain::time::{Millis, Timestamp};
use crate::domain::user::Presence;

pub const ORDERS: QueueId = QueueId(1);
pub const SUPPORT: QueueId = QueueId(2);
pub const FALLBACK: QueueId = QueueId(3);

/// SplitMix64: small, and the same on every machine.
pub struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From `low` up to `high`, not including it.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.next() % u64::try_from(high - low).unwrap()).unwrap()
    }

    pub fn percent(&mut self, share: i64) -> bool {
        self.between(0, 100) < share
    }
}

pub struct Place {
    pub hours: Option<Hours>,
    pub overflow: Overflow,
}

fn says(word: &str) -> Vec<Clause> {
    vec![Clause { is: Condition::FirstMessage(TextTest::Contains(vec![word.to_owned()])), not: false }]
}

pub fn rule<T>(id: i64, word: &str, then: T) -> Rule<T> {
    Rule { id: RuleId(id), on: true, body: Body { join: Join::All, when: says(word), then } }
}

pub fn places() -> BTreeMap<QueueId, Place> {
    let (from, to) = (TimeOfDay::parse("09:00").unwrap(), TimeOfDay::parse("21:00").unwrap());
    let spans = Day::ALL.iter().map(|day| Span { day: *day, from, to }).collect();
    let hours = Hours::new("Europe/Athens", spans, Vec::new()).unwrap();
    let orders = Overflow {
        out_of_hours: Some(Before::QueueAnyway),
        too_many: Some(TooMany { waiting_max: 40, then: Before::Other(FALLBACK) }),
        too_long: Some(TooLong { after_ms: Millis::hours(14), then: During::Other(FALLBACK) }),
    };
    let support = Overflow {
        too_long: Some(TooLong { after_ms: Millis::hours(2), then: During::Other(FALLBACK) }),
        ..Overflow::default()
    };
    [
        (ORDERS, Place { hours: Some(hours), overflow: orders }),
        (SUPPORT, Place { hours: None, overflow: support }),
        (FALLBACK, Place { hours: None, overflow: Overflow::default() }),
    ]
    .into()
}

pub fn floor(chance: &mut Chance, agents: i64) -> Floor {
    let queue = |priority, method| Queue { priority: Priority::new(priority).unwrap(), method, members: Vec::new() };
    let mut queues: BTreeMap<QueueId, Queue> = [
        (ORDERS, queue(10, Method::RoundRobin)),
        (SUPPORT, queue(10, Method::HighestCapacity)),
        (FALLBACK, queue(20, Method::LeastActive)),
    ]
    .into();
    let mut people = BTreeMap::new();
    for id in 1..=agents {
        let level = chance.between(1, 11);
        let skills: Skills = serde_json::from_str(&format!(r#"[{{"skill":"1","level":{level}}}]"#)).unwrap();
        let standing = Standing::chosen(Shown::plain(Presence::Offline));
        let load = Load { total: Units(chance.between(1, 6)), used: Units::ZERO };
        people.insert(UserId(id), Agent { standing, load, skills, freed_at: None });
        let of = if id % 3 == 0 {
            vec![ORDERS, SUPPORT, FALLBACK]
        } else if id % 3 == 1 {
            vec![ORDERS, FALLBACK]
        } else {
            vec![SUPPORT, FALLBACK]
        };
        for queue in of {
            let members = &mut queues.get_mut(&queue).unwrap().members;
            members.push(Member { agent: UserId(id), joined: id, last_assigned_at: None });
        }
    }
    Floor { queues, agents: people, automatic: Automatic { missed: false, ..Automatic::default() } }
}

/// A conversation that waits in `queue` since `id`; each `kind` from 0 to 32 needs something else.
pub fn item(id: i64, queue: QueueId, kind: i64) -> Item {
    let level = kind % 9;
    let skills = if level == 0 { "[]".to_owned() } else { format!(r#"[{{"skill":"1","level":{level}}}]"#) };
    let needs = Needs {
        queue,
        cost: Units(1 + kind / 9 % 2),
        allowed: Allowed::default(),
        matching: if kind < 18 { Matching::Exact } else { Matching::Closest },
        skills: serde_json::from_str(&skills).unwrap(),
    };
    let conversation = ConversationId(id);
    Item {
        conversation,
        needs,
        kept: None,
        refused: Refused::default(),
        priority: Priority::default(),
        since: Timestamp(id),
    }
}
