//! A rule as a sentence: its parts in order, each a key of the texts for people and what stands in it.
//!
//! The words are the pages' matter, the ids become names there. What is decided here is which sentence it is.

use crate::domain::condition::{Clause, Condition, Known, ReferralTest, TextTest};
use crate::domain::hours::{Day, TimeOfDay};
use crate::domain::ids::{HoursId, NumberId, QueueId, SkillId};
use crate::domain::queue::Priority;
use crate::domain::rule::{Body, Join, Sets, To};
use crate::domain::skill::Level;

/// Something that stands in a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Texts of which one is meant, as somebody typed them.
    Texts(&'a [String]),
    /// One text.
    Text(&'a str),
    /// Numbers of which one is meant.
    Numbers(&'a [NumberId]),
    /// A queue.
    Queue(QueueId),
    /// A skill with the level that is needed.
    Skill(SkillId, Level),
    /// Opening hours.
    Hours(HoursId),
    /// Days of the week.
    Days(&'a [Day]),
    /// A time of the day.
    Time(TimeOfDay),
    /// A priority.
    Priority(Priority),
}

/// One part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// The tail of its key: `rule-part-…`, with `-not` behind it where it is denied.
    pub key: &'static str,
    /// Whether it is denied.
    pub not: bool,
    /// What stands in it, by name.
    pub values: Vec<(&'static str, Value<'a>)>,
}

/// A whole sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence<'a> {
    /// Whether the parts are joined by “and” or by “or”; without any, it says “always”.
    pub join: Join,
    /// When.
    pub when: Vec<Part<'a>>,
    /// What then.
    pub then: Vec<Part<'a>>,
}

impl<'a> Part<'a> {
    const fn new(key: &'static str, values: Vec<(&'static str, Value<'a>)>) -> Self {
        Self { key, not: false, values }
    }

    fn texts(key: &'static str, any: &'a [String]) -> Self {
        Self::new(key, vec![("values", Value::Texts(any))])
    }
}

/// The sentence of a classification rule.
#[must_use]
pub fn classification(body: &Body<Sets>) -> Sentence<'_> {
    let sets = &body.then;
    let skills =
        sets.skills.iter().map(|needed| Part::new("skill", vec![("skill", Value::Skill(needed.skill, needed.level))]));
    let priority = sets.priority.map(|priority| Part::new("priority", vec![("priority", Value::Priority(priority))]));
    let variables = sets.variables.iter().map(|(name, value)| {
        Part::new("set-variable", vec![("name", Value::Text(name)), ("value", Value::Text(value))])
    });
    let tags = (!sets.tags.is_empty()).then(|| Part::texts("set-tags", &sets.tags));
    let then = skills.chain(priority).chain(variables).chain(tags).collect();
    Sentence { join: body.join, when: body.when.iter().map(part).collect(), then }
}

/// The sentence of a route-to-queue rule.
#[must_use]
pub fn route(body: &Body<To>) -> Sentence<'_> {
    let then = vec![Part::new("queue", vec![("queue", Value::Queue(body.then.queue))])];
    Sentence { join: body.join, when: body.when.iter().map(part).collect(), then }
}

/// One clause.
#[must_use]
pub fn part(clause: &Clause) -> Part<'_> {
    Part { not: clause.not, ..of_condition(&clause.is) }
}

fn of_condition(condition: &Condition) -> Part<'_> {
    match condition {
        Condition::Number(any) => Part::new("number", vec![("numbers", Value::Numbers(any))]),
        Condition::PhonePrefix(any) => Part::texts("phone-prefix", any),
        Condition::Language(any) => Part::texts("language", any),
        Condition::Tag(any) => Part::texts("tag", any),
        Condition::Contact(Known::New) => Part::new("contact-new", Vec::new()),
        Condition::Contact(Known::Returning) => Part::new("contact-returning", Vec::new()),
        Condition::FirstMessage(test) => of_test(test, ["message-contains", "message-equals", "message-matches"]),
        Condition::Referral(ReferralTest::Any) => Part::new("referral", Vec::new()),
        Condition::Referral(ReferralTest::Source(any)) => Part::texts("referral-source", any),
        Condition::Referral(ReferralTest::Headline(test)) => {
            of_test(test, ["headline-contains", "headline-equals", "headline-matches"])
        }
        Condition::Time { days, from, to, zone } => {
            let mut values =
                vec![("from", Value::Time(*from)), ("to", Value::Time(*to)), ("zone", Value::Text(zone.name()))];
            if days.is_empty() {
                return Part::new("time", values);
            }
            values.push(("days", Value::Days(days)));
            Part::new("time-on-days", values)
        }
        Condition::Hours { hours, open } => {
            Part::new(if *open { "hours-open" } else { "hours-closed" }, vec![("hours", Value::Hours(*hours))])
        }
        Condition::Variable { name, is } => {
            let mut part = of_test(is, ["variable-contains", "variable-equals", "variable-matches"]);
            part.values.push(("name", Value::Text(name)));
            part
        }
        Condition::Profile(test) => of_test(test, ["profile-contains", "profile-equals", "profile-matches"]),
    }
}

fn of_test<'a>(test: &'a TextTest, [contains, equals, matches]: [&'static str; 3]) -> Part<'a> {
    match test {
        TextTest::Contains(any) => Part::texts(contains, any),
        TextTest::Equals(any) => Part::texts(equals, any),
        TextTest::Matches(pattern) => Part::new(matches, vec![("pattern", Value::Text(pattern.source()))]),
    }
}
