//! The form of a queue: what is typed, and what it means.

use serde::Deserialize;

use crate::domain::ids::{HoursId, QueueId, UserId};
use crate::domain::overflow::{Before, During, Overflow, TooLong, TooMany};
use crate::domain::queue::{Method, Settings};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Millis;
use crate::flows::queues::Change;

/// What is typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    /// What people call it.
    pub name: String,
    /// Which queue comes first.
    pub priority: String,
    /// The word of its method.
    pub method: String,
    /// The id of its opening hours; empty: always open.
    pub hours_id: String,
    /// Outside them: `queue_anyway`, `end`, or the id of a queue.
    pub out_of_hours: String,
    /// So many may wait; empty: any number.
    pub waiting_max: String,
    /// What is done then, as above.
    pub too_many_then: String,
    /// So many minutes are not too long yet; empty: it may wait.
    pub wait_minutes: String,
    /// What is done then: `end`, or the id of a queue.
    pub too_long_then: String,
    /// In seconds; empty: no goal.
    pub goal_seconds: String,
    /// Who is ticked.
    #[serde(skip)]
    pub members: Vec<UserId>,
}

fn then_of(before: Before) -> String {
    match before {
        Before::QueueAnyway => "queue_anyway".to_owned(),
        Before::End => "end".to_owned(),
        Before::Other(queue) => queue.to_string(),
    }
}

fn before(field: &'static str, text: &str) -> Result<Before, FieldProblem> {
    match text {
        "" | "queue_anyway" => Ok(Before::QueueAnyway),
        "end" => Ok(Before::End),
        id => id.parse::<QueueId>().map(Before::Other).map_err(|_| FieldProblem::new(field, "unknown")),
    }
}

/// A number that somebody typed; empty: none.
fn number(field: &'static str, text: &str) -> Result<Option<i64>, FieldProblem> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| FieldProblem::new(field, "number-whole")),
    }
}

impl Form {
    /// The form of a queue as it is.
    #[must_use]
    pub fn of(settings: &Settings, members: Vec<UserId>) -> Self {
        let overflow = settings.overflow;
        let during = |then: During| match then {
            During::End => "end".to_owned(),
            During::Other(queue) => queue.to_string(),
        };
        Self {
            name: settings.name.clone(),
            priority: settings.priority.number().to_string(),
            method: settings.method.word().to_owned(),
            hours_id: settings.hours.map(|id| id.to_string()).unwrap_or_default(),
            out_of_hours: overflow.out_of_hours.map(then_of).unwrap_or_default(),
            waiting_max: overflow.too_many.map(|many| many.waiting_max.to_string()).unwrap_or_default(),
            too_many_then: overflow.too_many.map(|many| then_of(many.then)).unwrap_or_default(),
            // Rounded up: the page counts in minutes.
            wait_minutes: overflow
                .too_long
                .map(|long| ((long.after_ms.whole_seconds() + 59) / 60).to_string())
                .unwrap_or_default(),
            too_long_then: overflow.too_long.map(|long| during(long.then)).unwrap_or_default(),
            goal_seconds: settings.goal.map(|goal| goal.whole_seconds().to_string()).unwrap_or_default(),
            members,
        }
    }

    /// With what a struct of single values cannot hold.
    #[must_use]
    pub fn with(self, pairs: &[(String, String)]) -> Self {
        let ticked = pairs.iter().filter(|(name, _)| name == "members");
        Self { members: ticked.filter_map(|(_, id)| id.parse().ok()).collect(), ..self }
    }

    /// What it means.
    ///
    /// # Errors
    /// Everything that cannot be read.
    pub fn wanted(&self, everyone: bool) -> Result<Change, Refusal> {
        let mut problems = Vec::new();
        let mut keep = |problem: FieldProblem| problems.push(problem);
        let priority = number("priority", &self.priority)
            .and_then(|found| found.ok_or(FieldProblem::new("priority", "missing")))
            .map_err(&mut keep)
            .ok();
        let method = Method::from_word(&self.method);
        if method.is_none() {
            keep(FieldProblem::new("method", "unknown"));
        }
        let hours = match self.hours_id.as_str() {
            "" => None,
            id => id.parse::<HoursId>().map_err(|_| keep(FieldProblem::new("hours_id", "unknown"))).ok(),
        };
        let goal = number("goal_seconds", &self.goal_seconds).map_err(&mut keep).ok().flatten();
        let overflow = self.overflow(hours.is_some()).map_err(|wrong| wrong.into_iter().for_each(keep)).ok();
        Refusal::unless_empty(problems)?;
        Ok(Change {
            name: Some(self.name.clone()),
            members: (!everyone).then(|| self.members.clone()),
            method,
            priority,
            hours: Some(hours),
            overflow,
            goal: Some(goal.map(|seconds| Millis(seconds.saturating_mul(1_000)))),
        })
    }

    fn overflow(&self, has_hours: bool) -> Result<Overflow, Vec<FieldProblem>> {
        let out_of_hours = before("out_of_hours", &self.out_of_hours);
        let many = number("too_many", &self.waiting_max).and_then(|found| {
            let then = before("too_many", &self.too_many_then)?;
            Ok(found.map(|waiting_max| TooMany { waiting_max, then }))
        });
        let long = number("too_long", &self.wait_minutes).and_then(|found| {
            let then = match before("too_long", &self.too_long_then)? {
                Before::Other(queue) => During::Other(queue),
                Before::End | Before::QueueAnyway => During::End,
            };
            Ok(found.map(|minutes| TooLong { after_ms: Millis(minutes.saturating_mul(60_000)), then }))
        });
        match (out_of_hours, many, long) {
            (Ok(closed), Ok(too_many), Ok(too_long)) => {
                // Without hours there is nothing to let pass.
                let out_of_hours = Some(closed).filter(|then| has_hours || *then != Before::QueueAnyway);
                Ok(Overflow { out_of_hours, too_many, too_long })
            }
            (closed, many, long) => Err([closed.err(), many.err(), long.err()].into_iter().flatten().collect()),
        }
    }
}
