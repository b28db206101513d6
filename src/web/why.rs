//! The trace of a conversation in sentences: what was decided, and beside it what each rule said and why each agent did
//! or did not fit.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::domain::assignment::{Considered, WhyNot};
use crate::domain::ids::{QueueId, RuleId, SkillId, UserId};
use crate::domain::offer::Answer;
use crate::domain::overflow::{Cause, Destination, Passed, Reason};
use crate::domain::rule::{Read, Verdict};
use crate::domain::skill::{Lack, Skilled, Skills};
use crate::domain::time::Timestamp;
use crate::domain::trace::{How, Step};
use crate::store::trace_step::Names;
use crate::web::i18n::Locale;
use crate::web::{presence_words, time};

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Whether it fits or matches; `None`: it was not asked.
    pub fits: Option<bool>,
    /// What is so.
    pub sentence: String,
}

/// A step in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What was decided.
    pub sentence: String,
    /// What was looked at.
    pub details: Vec<Detail>,
}

/// Who reads it.
#[derive(Clone, Copy)]
pub struct Teller<'a> {
    /// What things are called.
    pub names: &'a Names,
    /// In which language.
    pub l: Locale,
    /// Where the reader's clock hangs.
    pub tz: &'a TimeZone,
}

fn named<K: Ord>(names: &BTreeMap<K, String>, id: &K, l: Locale) -> String {
    names.get(id).cloned().unwrap_or_else(|| l.t("trace-somebody"))
}

impl Teller<'_> {
    fn user(&self, id: UserId) -> String {
        named(&self.names.users, &id, self.l)
    }

    fn queue(&self, id: QueueId) -> String {
        named(&self.names.queues, &id, self.l)
    }

    fn rule(&self, id: RuleId) -> String {
        named(&self.names.rules, &id, self.l)
    }

    fn skill(&self, id: SkillId) -> String {
        named(&self.names.skills, &id, self.l)
    }

    fn clock(&self, at: Timestamp) -> String {
        time::clock_time(at, self.tz, self.l)
    }

    /// A step in words.
    #[must_use]
    pub fn tell(&self, step: &Step) -> Told {
        let l = self.l;
        let plain = |sentence: String| Told { sentence, details: Vec::new() };
        match step {
            Step::Classified { read, .. } => {
                let details = read.iter().map(|(_, read)| self.read(*read)).collect();
                Told { sentence: l.t2("trace-step-classified", "n", read.len(), "set", self.set(step)), details }
            }
            Step::Routed { read, passed, destination, reason, rule } => {
                let rules = read.iter().map(|read| self.read(*read));
                let details = rules.chain(passed.iter().map(|passed| self.passed(*passed))).collect();
                Told { sentence: self.destination(*destination, *reason, *rule, None), details }
            }
            Step::Moved { passed, destination, reason, by } => {
                let details = passed.iter().map(|passed| self.passed(*passed)).collect();
                Told { sentence: self.destination(*destination, *reason, None, *by), details }
            }
            Step::Assigned { considered, .. } => {
                Told { sentence: self.assigned(step), details: self.considered(considered) }
            }
            Step::Nobody { queue, waits, considered } => {
                let key = format!("trace-nobody-{}", waits.word().replace('_', "-"));
                Told { sentence: l.t1(key, "queue", self.queue(*queue)), details: self.considered(considered) }
            }
            Step::Offered { agent, until } => {
                plain(l.t2("trace-offered", "name", self.user(*agent), "until", self.clock(*until)))
            }
            Step::Answered { agent, answer, refused } => plain(self.answered(*agent, *answer, *refused)),
            Step::Kept { agent, until } => {
                plain(l.t2("trace-kept", "name", self.user(*agent), "until", self.clock(*until)))
            }
            Step::Released { agent, .. } => plain(l.t1("trace-step-released", "name", self.user(*agent))),
            Step::NotTold { trigger, why } => {
                let trigger = l.t(format!("trigger-{}", trigger.word().replace('_', "-")));
                plain(l.t1(format!("trace-not-told-{}", why.word().replace('_', "-")), "trigger", trigger))
            }
            Step::Closed { reason } => {
                let reason = l.t(format!("trace-reason-{}", reason.word().replace('_', "-")));
                plain(l.t1("trace-step-closed", "reason", reason))
            }
        }
    }

    /// Skills that are needed, each with its level.
    #[must_use]
    pub fn needs(&self, skills: &Skills) -> Vec<String> {
        let words =
            |one: Skilled| self.l.t2("trace-set-skill", "skill", self.skill(one.skill), "level", one.level.number());
        skills.iter().map(words).collect()
    }

    /// What classification set.
    fn set(&self, step: &Step) -> String {
        let l = self.l;
        let Step::Classified { skills, priority, tags, .. } = step else { return String::new() };
        let mut what = self.needs(skills);
        what.extend(priority.map(|priority| l.t1("trace-set-priority", "priority", priority.number())));
        what.extend(tags.iter().map(|tag| l.t1("trace-set-tag", "tag", tag)));
        if what.is_empty() { l.t("trace-set-nothing") } else { l.t1("trace-set", "what", what.join(", ")) }
    }

    /// What a rule said.
    #[must_use]
    pub fn read(&self, read: Read) -> Detail {
        let (l, rule) = (self.l, self.rule(read.rule));
        let (fits, sentence) = match read.verdict {
            Verdict::Matched => (Some(true), l.t1("trace-rule-matched", "rule", rule)),
            Verdict::NotMatched(Some(at)) => (Some(false), l.t2("trace-rule-not-matched", "rule", rule, "at", at)),
            Verdict::NotMatched(None) => (Some(false), l.t1("trace-rule-none", "rule", rule)),
            Verdict::NotRead => (None, l.t1("trace-rule-not-read", "rule", rule)),
            Verdict::Off => (None, l.t1("trace-rule-off", "rule", rule)),
        };
        Detail { fits, sentence }
    }

    fn cause(&self, queue: QueueId, cause: Cause) -> String {
        self.l.t1(format!("trace-cause-{}", cause.word().replace('_', "-")), "queue", self.queue(queue))
    }

    /// A queue that was passed by.
    #[must_use]
    pub fn passed(&self, passed: Passed) -> Detail {
        let cause = self.cause(passed.queue, passed.cause);
        Detail { fits: Some(false), sentence: self.l.t1("trace-passed", "cause", cause) }
    }

    /// Where it went.
    #[must_use]
    pub fn destination(
        &self,
        destination: Destination,
        reason: Reason,
        rule: Option<RuleId>,
        by: Option<UserId>,
    ) -> String {
        let l = self.l;
        let queue = match destination {
            Destination::End(queue, cause) => return l.t1("trace-end", "cause", self.cause(queue, cause)),
            Destination::Queue(queue) => self.queue(queue),
        };
        match (reason, rule) {
            (Reason::Rule, Some(rule)) => l.t2("trace-to-rule", "rule", self.rule(rule), "queue", queue),
            (Reason::Person, _) => {
                let actor = by.map_or_else(|| l.t("trace-system"), |by| self.user(by));
                l.t2("trace-to-person", "actor", actor, "queue", queue)
            }
            (Reason::Bot, _) => l.t1("trace-to-bot", "queue", queue),
            (Reason::Rule | Reason::NoRule, _) => l.t1("trace-to-no-rule", "queue", queue),
            (Reason::NoneLeft, _) => l.t1("trace-to-none-left", "queue", queue),
            (Reason::Overflow, _) => l.t1("trace-to-overflow", "queue", queue),
            (Reason::Anyway, _) => l.t1("trace-to-anyway", "queue", queue),
        }
    }

    fn assigned(&self, step: &Step) -> String {
        let l = self.l;
        let Step::Assigned { agent, how, queue, above_by, by, .. } = step else { return String::new() };
        let name = self.user(*agent);
        let queue = queue.map(|queue| self.queue(queue)).unwrap_or_default();
        let mut sentence = match how {
            How::Method => l.t2("trace-got-method", "name", &name, "queue", queue),
            How::Kept => l.t1("trace-got-kept", "name", &name),
            How::Picked => l.t1("trace-got-picked", "name", &name),
            How::Given => {
                let actor = by.map_or_else(|| l.t("trace-system"), |by| self.user(by));
                l.t2("trace-got-given", "actor", actor, "name", &name)
            }
        };
        if let Some(units) = above_by {
            sentence.push(' ');
            sentence.push_str(&l.t2("trace-above", "units", units.0, "name", &name));
        }
        sentence
    }

    fn answered(&self, agent: UserId, answer: Answer, refused: u32) -> String {
        let (l, name) = (self.l, self.user(agent));
        match answer {
            Answer::Accepted => l.t1("trace-answer-accepted", "name", name),
            Answer::Declined => l.t2("trace-answer-declined", "name", name, "n", refused),
            Answer::TimedOut => l.t2("trace-answer-timed-out", "name", name, "n", refused),
            Answer::Withdrawn => l.t1("trace-answer-withdrawn", "name", name),
        }
    }

    /// Who was thought of, and why not.
    #[must_use]
    pub fn considered(&self, considered: &[Considered]) -> Vec<Detail> {
        considered
            .iter()
            .map(|one| match &one.why_not {
                None => Detail { fits: Some(true), sentence: self.l.t1("trace-fits", "name", self.user(one.agent)) },
                Some(why) => Detail { fits: Some(false), sentence: self.why_not(one.agent, why) },
            })
            .collect()
    }

    fn why_not(&self, agent: UserId, why: &WhyNot) -> String {
        let (l, name) = (self.l, self.user(agent));
        match why {
            WhyNot::KeptFor(other) => l.t2("trace-not-kept", "name", name, "other", self.user(*other)),
            WhyNot::Refused(n) => l.t2("trace-not-refused", "name", name, "n", *n),
            WhyNot::Lacks(lacks) => l.t2("trace-not-skills", "name", name, "skills", self.lacks(lacks)),
            WhyNot::Presence(presence) => {
                l.t2("trace-not-presence", "name", name, "presence", presence_words::name(*presence, l))
            }
            WhyNot::NoRoom { free, needed } => l.t3("trace-not-room", "name", name, "free", free.0, "needed", needed.0),
        }
    }

    /// The skills that somebody lacks, in words.
    #[must_use]
    pub fn lacks(&self, lacks: &[Lack]) -> String {
        lacks.iter().map(|lack| self.lack(lack)).collect::<Vec<_>>().join(", ")
    }

    fn lack(&self, lack: &Lack) -> String {
        let (skill, needed) = (self.skill(lack.skill), lack.needed.number());
        match lack.has {
            None => self.l.t2("trace-lack", "skill", skill, "needed", needed),
            Some(has) => self.l.t3("trace-lack-has", "skill", skill, "needed", needed, "has", has.number()),
        }
    }
}
