//! Rules: first what a conversation is, then where it goes.
//!
//! Classification: sets of rules, one set after another; in each the first rule that matches counts, and what it sets is
//! seen by the sets behind it. Route-to-queue: one list; every rule that matches names a queue, and `overflow` chooses
//! among them. What each rule said is kept for the trace, so that a rule that never matches is found.

pub mod check;
pub mod order;
pub mod sentence;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::condition::{Clause, Condition, Facts};
use crate::domain::ids::{self, HoursId, QueueId, RuleId, RuleSetId};
use crate::domain::message::words;
use crate::domain::queue::Priority;
use crate::domain::skill::Skills;

words! {
    /// How many clauses of a rule must hold. A rule without any always matches.
    #[derive(Default, serde::Deserialize)]
    Join {
        /// All of them.
        #[default]
        All = "all",
        /// One is enough.
        Any = "any",
    }
}

/// When a rule matches and what it says then: as it is stored, and as programs write it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body<T> {
    /// How many clauses must hold.
    #[serde(default)]
    pub join: Join,
    /// The clauses.
    #[serde(default = "Vec::new")]
    pub when: Vec<Clause>,
    /// What it says.
    pub then: T,
}

/// A rule in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule<T> {
    /// Which one.
    pub id: RuleId,
    /// Whether it is switched on.
    pub on: bool,
    /// What it says when.
    pub body: Body<T>,
}

/// What a classification rule sets; what it leaves out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sets {
    /// Skills, added to those that are needed already.
    pub skills: Skills,
    /// The priority.
    pub priority: Option<Priority>,
    /// Variables.
    pub variables: BTreeMap<String, String>,
    /// Tags, added.
    pub tags: Vec<String>,
}

/// Where a route-to-queue rule sends a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct To {
    /// The queue.
    #[serde(with = "ids::text")]
    pub queue: QueueId,
}

/// Rules of which the first that matches counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSet {
    /// Which one.
    pub id: RuleSetId,
    /// Its rules in order.
    pub rules: Vec<Rule<Sets>>,
}

/// What a rule said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It matched, and counts.
    Matched,
    /// It did not match: with `all`, the clause at this place, from 1, is the first that does not hold; with `any`, none does.
    NotMatched(Option<u32>),
    /// It was not read, for one before it in its set matched.
    NotRead,
    /// It is switched off.
    Off,
}

/// A rule and what it said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Read {
    /// The rule.
    pub rule: RuleId,
    /// What it said.
    pub verdict: Verdict,
}

/// What a conversation is, by its rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classified {
    /// The skills that it needs.
    pub skills: Skills,
    /// Its priority, if a rule set one.
    pub priority: Option<Priority>,
    /// The variables that rules set.
    pub variables: BTreeMap<String, String>,
    /// The tags that rules gave, each once.
    pub tags: Vec<String>,
    /// What each rule said, set by set.
    pub read: Vec<(RuleSetId, Read)>,
}

impl<T> Body<T> {
    fn verdict(&self, facts: &Facts) -> Verdict {
        let mut clauses = self.when.iter();
        match self.join {
            Join::All => match clauses.position(|clause| !clause.holds(facts)) {
                None => Verdict::Matched,
                Some(at) => Verdict::NotMatched(Some(u32::try_from(at + 1).unwrap_or(u32::MAX))),
            },
            Join::Any if self.when.is_empty() || clauses.any(|clause| clause.holds(facts)) => Verdict::Matched,
            Join::Any => Verdict::NotMatched(None),
        }
    }
}

impl<T> Rule<T> {
    /// What it says about these facts.
    #[must_use]
    pub fn verdict(&self, facts: &Facts) -> Verdict {
        if self.on { self.body.verdict(facts) } else { Verdict::Off }
    }
}

/// The opening hours that rules ask for, to be looked up before they are read.
#[must_use]
pub fn hours_asked(sets: &[RuleSet], routes: &[Rule<To>]) -> BTreeSet<HoursId> {
    let classification = sets.iter().flat_map(|set| &set.rules).flat_map(|rule| &rule.body.when);
    let clauses = classification.chain(routes.iter().flat_map(|rule| &rule.body.when));
    let hours = |clause: &Clause| if let Condition::Hours { hours, .. } = clause.is { Some(hours) } else { None };
    clauses.filter_map(hours).collect()
}

/// What a conversation with these facts is. `facts` are left with the variables and tags that were set, for the rules
/// that choose a queue. `needed` are the skills that it needs already: routed again, it keeps them.
pub fn classify(sets: &[RuleSet], facts: &mut Facts, needed: Skills) -> Classified {
    let mut classified = Classified { skills: needed, ..Classified::default() };
    for set in sets {
        let mut matched = false;
        for rule in &set.rules {
            let verdict = if matched && rule.on { Verdict::NotRead } else { rule.verdict(facts) };
            classified.read.push((set.id, Read { rule: rule.id, verdict }));
            if verdict == Verdict::Matched {
                matched = true;
                classified.apply(&rule.body.then, facts);
            }
        }
    }
    classified
}

impl Classified {
    fn apply(&mut self, sets: &Sets, facts: &mut Facts) {
        self.skills.add(&sets.skills);
        self.priority = sets.priority.or(self.priority);
        for (name, value) in &sets.variables {
            facts.set(name, value);
            self.variables.insert(name.clone(), value.clone());
        }
        for tag in &sets.tags {
            facts.tag(tag);
            if !self.tags.contains(tag) {
                self.tags.push(tag.clone());
            }
        }
    }
}

/// The queues that rules name for these facts, in their order and each once, and what each rule said.
#[must_use]
pub fn route(rules: &[Rule<To>], facts: &Facts) -> (Vec<(RuleId, QueueId)>, Vec<Read>) {
    let mut collected: Vec<(RuleId, QueueId)> = Vec::new();
    let mut read = Vec::with_capacity(rules.len());
    for rule in rules {
        let verdict = rule.verdict(facts);
        read.push(Read { rule: rule.id, verdict });
        let queue = rule.body.then.queue;
        if verdict == Verdict::Matched && collected.iter().all(|(_, known)| *known != queue) {
            collected.push((rule.id, queue));
        }
    }
    (collected, read)
}
