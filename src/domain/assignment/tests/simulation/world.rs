//! The world of the simulation: people, queues, what happens next, and what must always be true.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::team::{Chance, FALLBACK, ORDERS, Place, SUPPORT, floor, places, rule};
use crate::domain::assignment::backlog::Backlog;
use crate::domain::assignment::{Floor, Item, Kept, Needs};
use crate::domain::capacity::{Block, Held, Load, Units};
use crate::domain::condition::{Facts, Known};
use crate::domain::conversation::{Act, Phase, State, phase, transition};
use crate::domain::hours;
use crate::domain::ids::{ConversationId, NumberId, QueueId, RuleSetId, UserId};
use crate::domain::offer::{Answer, Manner, Offer, Outcome, Refused, Way};
use crate::domain::overflow::{self, Destination, Front};
use crate::domain::presence::{Allowed, Happening, Shown};
use crate::domain::rule::{Rule, RuleSet, Sets, To, classify, route};
use crate::domain::skill::{Matching, Skills};
use crate::domain::time::{Millis, Timestamp};
use crate::domain::user::Presence;

const COST: Units = Units(1);
const BLOCK: Block = Block::For(Millis::minutes(2));
const MANNER: Manner = Manner { way: Way::AcceptOrDecline, timeout: Millis::seconds(60) };
const KEEP: Millis = Millis::minutes(10);
/// Monday, 23 November 2026, 00:00 in Athens.
const MONDAY: Timestamp = Timestamp(1_795_384_800_000);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Happens {
    Arrives(ConversationId),
    ShiftBegins(UserId),
    ShiftEnds(UserId),
    Answers(ConversationId, u32),
    OfferEnds(ConversationId, u32),
    Talked(ConversationId),
    WrappedUp(ConversationId),
    Returns(ConversationId),
    WaitedTooLong(ConversationId, u32),
    KeptOver(ConversationId),
}

pub struct Talk {
    pub state: State,
    pub agent: Option<UserId>,
    phase: Option<Phase>,
    since: Timestamp,
    item: Item,
    offer: Option<Offer>,
    /// Moves on with every offer and every queue, so that an event of before is known as such.
    serial: u32,
    returns: i64,
}

#[derive(Debug, Default)]
pub struct Counts {
    pub kept: u32,
    pub declined: u32,
    pub missed: u32,
    pub moved: u32,
    pub overflowed: u32,
    pub returned: u32,
}

pub struct World {
    pub talks: BTreeMap<ConversationId, Talk>,
    pub log: Vec<(Timestamp, ConversationId, UserId)>,
    pub waits: BTreeMap<QueueId, Vec<i64>>,
    pub counts: Counts,
    pub events: usize,
    chance: Chance,
    now: Timestamp,
    ahead: BinaryHeap<Reverse<(Timestamp, u64, Happens)>>,
    told: u64,
    floor: Floor,
    backlog: Backlog,
    places: BTreeMap<QueueId, Place>,
    waiting: BTreeMap<QueueId, i64>,
    sets: Vec<RuleSet>,
    routes: Vec<Rule<To>>,
}

impl World {
    pub fn new(seed: u64, agents: i64, conversations: i64) -> Self {
        let mut chance = Chance(seed);
        let floor = floor(&mut chance, agents);
        let sets = |json: &str| -> Sets { serde_json::from_str(json).unwrap() };
        let mut world = Self {
            talks: BTreeMap::new(),
            log: Vec::new(),
            waits: BTreeMap::new(),
            counts: Counts::default(),
            events: 0,
            chance,
            now: MONDAY,
            ahead: BinaryHeap::new(),
            told: 0,
            floor,
            backlog: Backlog::default(),
            places: places(),
            waiting: BTreeMap::new(),
            sets: vec![RuleSet {
                id: RuleSetId(1),
                rules: vec![
                    rule(1, "help", sets(r#"{"skills":[{"skill":"1","level":6}]}"#)),
                    rule(2, "urgent", sets(r#"{"priority":1}"#)),
                ],
            }],
            routes: vec![rule(3, "order", To { queue: ORDERS }), rule(4, "help", To { queue: SUPPORT })],
        };
        world.plan(agents, conversations);
        world
    }

    fn plan(&mut self, agents: i64, conversations: i64) {
        for day in 0..7 {
            for id in 1..=agents {
                if (id + day) % 7 < 5 {
                    let begins =
                        MONDAY + Millis::days(day) + Millis::hours([8, 10, 13][usize::try_from(id % 3).unwrap()]);
                    self.at(begins, Happens::ShiftBegins(UserId(id)));
                    self.at(begins + Millis::hours(8), Happens::ShiftEnds(UserId(id)));
                }
            }
        }
        for id in 1..=conversations {
            // Most by day, some at night.
            let hour = if self.chance.percent(92) { self.chance.between(8, 22) } else { self.chance.between(0, 24) };
            let within = self.chance.between(0, 3_600);
            let at = MONDAY + Millis::days(self.chance.between(0, 7)) + Millis::hours(hour) + Millis::seconds(within);
            self.at(at, Happens::Arrives(ConversationId(id)));
        }
    }

    fn at(&mut self, at: Timestamp, happens: Happens) {
        self.told += 1;
        self.ahead.push(Reverse((at, self.told, happens)));
    }

    fn after(&mut self, low: i64, high: i64, happens: Happens) {
        let seconds = self.chance.between(low, high);
        self.at(self.now + Millis::seconds(seconds), happens);
    }

    pub fn run(&mut self) {
        while let Some(Reverse((at, _, happens))) = self.ahead.pop() {
            if at > MONDAY + Millis::days(7) {
                break;
            }
            self.now = at;
            self.events += 1;
            self.happens(happens);
            self.assign();
            self.check();
        }
    }

    fn happens(&mut self, happens: Happens) {
        match happens {
            Happens::Arrives(id) => self.arrives(id),
            Happens::ShiftBegins(id) => {
                let load = self.floor.agents[&id].load;
                self.presence(id, Happening::SignedIn { begins: Presence::Available, load });
            }
            Happens::ShiftEnds(id) => self.shift_ends(id),
            Happens::Answers(id, serial) => self.answers(id, serial),
            Happens::OfferEnds(id, serial) if self.is_asked(id, serial) => self.answered(id, Answer::TimedOut),
            Happens::Talked(id) => self.talked(id),
            Happens::WrappedUp(id) => {
                self.act(id, Act::Close);
            }
            Happens::Returns(id) => self.returns(id),
            Happens::WaitedTooLong(id, serial) => self.waited(id, serial),
            Happens::KeptOver(id) if self.talks[&id].state == State::Open => self.wait(id),
            Happens::OfferEnds(..) | Happens::KeptOver(_) => {}
        }
    }

    fn presence(&mut self, id: UserId, happening: Happening) {
        let agent = self.floor.agents.get_mut(&id).unwrap();
        agent.standing = agent.standing.after(happening, self.floor.automatic);
    }

    fn look(&self, queue: QueueId) -> Option<Front> {
        let place = self.places.get(&queue)?;
        Some(Front {
            members: self.floor.queues[&queue].members.len(),
            waiting: self.waiting.get(&queue).copied().unwrap_or_default(),
            standing: hours::standing(place.hours.as_ref(), self.now),
            overflow: place.overflow,
        })
    }

    fn arrives(&mut self, id: ConversationId) {
        let text = ["my order", "urgent order", "help me", "urgent, help", "good morning"];
        let text = text[usize::try_from(self.chance.between(0, 5)).unwrap()];
        let mut facts = Facts::new(NumberId(1), Known::New, text, self.now);
        let classified = classify(&self.sets, &mut facts, Skills::default());
        let (collected, _) = route(&self.routes, &facts);
        let placing = overflow::place(&collected, FALLBACK, self.now, |queue| self.look(queue));
        let Destination::Queue(queue) = placing.destination else { panic!("no queue here ends anything") };
        self.counts.overflowed += u32::from(!placing.passed.is_empty());
        let needs = Needs {
            queue,
            cost: COST,
            allowed: Allowed::default(),
            matching: Matching::Exact,
            skills: classified.skills,
        };
        let priority = classified.priority.unwrap_or_default();
        let item = Item { conversation: id, needs, kept: None, refused: Refused::default(), priority, since: self.now };
        let state = transition(None, Act::Begin).unwrap();
        let returns = self.chance.between(0, 3);
        self.talks.insert(
            id,
            Talk { state, agent: None, phase: None, since: self.now, item, offer: None, serial: 0, returns },
        );
        self.wait(id);
    }

    /// Puts what is Open into the backlog.
    fn wait(&mut self, id: ConversationId) {
        self.unwait(id);
        let talk = self.talks.get_mut(&id).unwrap();
        talk.serial += 1;
        let (item, serial) = (talk.item.clone(), talk.serial);
        let queue = item.needs.queue;
        *self.waiting.entry(queue).or_default() += 1;
        if let Some(due) = self.places[&queue].overflow.due_at(item.since) {
            self.at(due.max(self.now), Happens::WaitedTooLong(id, serial));
        }
        self.backlog.add(item, self.floor.queues[&queue].priority, self.now);
    }

    fn unwait(&mut self, id: ConversationId) {
        if let Some(item) = self.backlog.remove(id) {
            *self.waiting.entry(item.needs.queue).or_default() -= 1;
        }
    }

    fn waited(&mut self, id: ConversationId, serial: u32) {
        let talk = &self.talks[&id];
        if talk.state != State::Open || talk.serial != serial {
            return;
        }
        let queue = talk.item.needs.queue;
        let then = self.places[&queue].overflow.when_waiting(talk.item.since, self.now).unwrap();
        let placing = overflow::place_after_waiting(queue, then, FALLBACK, |queue| self.look(queue));
        let Destination::Queue(queue) = placing.destination else { panic!("no queue here ends anything") };
        self.counts.moved += 1;
        self.unwait(id);
        let needs = &mut self.talks.get_mut(&id).unwrap().item.needs;
        // Everyone takes everything: what nobody in its own queue could do, whoever there is does.
        (needs.queue, needs.matching) = (queue, Matching::Closest);
        self.wait(id);
    }

    /// Moves a conversation, and its agent's load with it.
    fn act(&mut self, id: ConversationId, act: Act) {
        let talk = self.talks.get_mut(&id).unwrap();
        let held = |talk: &Talk| Held { state: talk.state, cost: COST, block: BLOCK, since: talk.since };
        let before = held(talk).load(self.now);
        let state =
            transition(Some(talk.state), act).unwrap_or_else(|refusal| panic!("{:?} {act:?}: {refusal:?}", talk.state));
        talk.phase = phase(talk.phase, act, state);
        if state != talk.state {
            (talk.state, talk.since) = (state, self.now);
        }
        let after = held(talk).load(self.now);
        let agent = talk.agent;
        if matches!(state, State::Open | State::Waiting | State::Closed) {
            talk.agent = None;
            talk.offer = None;
        }
        if let Some(agent) = agent.filter(|_| after < before) {
            self.floor.free(agent, before, self.now);
        }
    }

    fn assign(&mut self) {
        for given in self.backlog.assign(&mut self.floor, self.now, usize::MAX) {
            let (id, agent) = (given.item.conversation, given.agent);
            assert!(self.floor.agents[&agent].load.free() >= Units::ZERO, "{agent} has more than the capacity");
            *self.waiting.entry(given.item.needs.queue).or_default() -= 1;
            self.counts.kept += u32::from(given.item.kept.is_some_and(|kept| kept.agent == agent));
            self.log.push((self.now, id, agent));
            self.act(id, Act::Offer);
            let until = MANNER.until(self.now).unwrap();
            let talk = self.talks.get_mut(&id).unwrap();
            talk.serial += 1;
            talk.agent = Some(agent);
            talk.offer = Some(Offer { conversation: id, agent, way: MANNER.way, until });
            let serial = talk.serial;
            self.at(until, Happens::OfferEnds(id, serial));
            self.after(2, 65, Happens::Answers(id, serial));
        }
    }

    fn is_asked(&self, id: ConversationId, serial: u32) -> bool {
        let talk = &self.talks[&id];
        talk.serial == serial && talk.phase == Some(Phase::AwaitingAcceptance)
    }

    fn answers(&mut self, id: ConversationId, serial: u32) {
        if self.is_asked(id, serial) {
            let answer = if self.chance.percent(4) { Answer::Declined } else { Answer::Accepted };
            self.answered(id, answer);
        }
    }

    fn answered(&mut self, id: ConversationId, answer: Answer) {
        let offer = self.talks[&id].offer.unwrap();
        let by = (answer != Answer::TimedOut).then_some(offer.agent);
        match offer.answered(answer, by, self.now).unwrap() {
            Outcome::Taken => {
                self.act(id, Act::Accept);
                let item = &self.talks[&id].item;
                let waited = (self.now - item.since).0;
                self.waits.entry(item.needs.queue).or_default().push(waited);
                self.after(60, 900, Happens::Talked(id));
            }
            outcome @ (Outcome::Back | Outcome::Gone) => {
                self.act(id, Act::Release);
                let item = &mut self.talks.get_mut(&id).unwrap().item;
                if outcome == Outcome::Back {
                    item.refused.add(offer.agent);
                    item.kept = item.kept.filter(|kept| kept.agent != offer.agent);
                    let counts = &mut self.counts;
                    *(if answer == Answer::Declined { &mut counts.declined } else { &mut counts.missed }) += 1;
                }
                self.wait(id);
            }
        }
    }

    fn shift_ends(&mut self, id: UserId) {
        self.presence(id, Happening::Chosen(Shown::plain(Presence::Offline)));
        let asked = self
            .talks
            .iter()
            .filter(|(_, talk)| talk.agent == Some(id) && talk.phase == Some(Phase::AwaitingAcceptance));
        for conversation in asked.map(|(conversation, _)| *conversation).collect::<Vec<_>>() {
            self.answered(conversation, Answer::Withdrawn);
        }
    }

    fn talked(&mut self, id: ConversationId) {
        let agent = self.talks[&id].agent.unwrap();
        let talk = self.talks.get_mut(&id).unwrap();
        if talk.returns > 0 {
            talk.returns -= 1;
            talk.item.kept = Some(Kept::preferred(agent, self.now));
            self.act(id, Act::Wait);
            self.after(600, 20_000, Happens::Returns(id));
        } else {
            self.act(id, Act::End);
            // Within the time that takes capacity.
            self.after(10, 110, Happens::WrappedUp(id));
        }
    }

    fn returns(&mut self, id: ConversationId) {
        self.counts.returned += 1;
        self.act(id, Act::ContactWrites);
        let item = &mut self.talks.get_mut(&id).unwrap().item;
        item.since = self.now;
        item.refused = Refused::default();
        item.kept = item.kept.map(|kept| Kept::on_return(kept.agent, KEEP, self.now));
        self.at(self.now + KEEP, Happens::KeptOver(id));
        self.wait(id);
    }

    /// What must be true after every event; the heads of the backlog are looked at after every tenth, since that is dear.
    fn check(&self) {
        let heads = if self.events.is_multiple_of(10) { 20 } else { 0 };
        for item in self.backlog.heads().take(heads) {
            let choice = self.floor.choose(item, self.now);
            assert_eq!(choice.agent, None, "{:?} waits and somebody fits", item.conversation);
        }
        if self.events.is_multiple_of(500) {
            self.check_everything();
        }
    }

    pub fn check_everything(&self) {
        let mut open = 0;
        let mut held: BTreeMap<UserId, Vec<Held>> = BTreeMap::new();
        for (id, talk) in &self.talks {
            match talk.state {
                State::Open => open += 1,
                State::Active | State::WrapUp => {
                    let agent = talk.agent.unwrap_or_else(|| panic!("{id} has no agent"));
                    held.entry(agent).or_default().push(Held {
                        state: talk.state,
                        cost: COST,
                        block: BLOCK,
                        since: talk.since,
                    });
                }
                State::Waiting | State::Closed => assert_eq!(talk.agent, None),
            }
            assert_eq!(talk.phase.is_some(), talk.state == State::Active);
        }
        assert_eq!(open, self.backlog.len(), "what is Open waits, and nothing else does");
        assert_eq!(self.waiting.values().sum::<i64>(), i64::try_from(open).unwrap());
        for (id, agent) in &self.floor.agents {
            let mine = held.get(id).map(Vec::as_slice).unwrap_or_default();
            assert_eq!(Load::of(agent.load.total, mine, self.now), agent.load, "{id}");
        }
    }
}
