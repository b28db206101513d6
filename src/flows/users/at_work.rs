//! What routing takes from a user: languages, the presence that a day begins with, skills, queues.

use crate::domain::ids::{QueueId, UserId};
use crate::domain::language;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::skill::{SKILLS_MAX, Skills};
use crate::domain::time::Timestamp;
use crate::domain::user::Presence;
use crate::store::user::AtWork;
use crate::store::{Fault, Tx, queue, skill, user};

/// The most languages of one user.
const LANGUAGES_MAX: usize = 20;

/// What to change; the default changes nothing.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// BCP 47, the best first.
    pub languages: Option<Vec<String>>,
    /// The presence that a day begins with.
    pub default_presence: Option<Presence>,
    /// Skills with their levels, instead of those before.
    pub skills: Option<Skills>,
    /// The queues that they work for, beside that of everybody.
    pub queues: Option<Vec<QueueId>>,
}

/// Language tags as they are kept, each once.
pub(super) fn checked_languages(typed: &[String]) -> Result<Vec<String>, FieldProblem> {
    let mut tags: Vec<String> = Vec::new();
    for text in typed {
        let tag = language::tag(text).map_err(|problem| FieldProblem { field: "languages", ..problem })?;
        tags.extend(tag.filter(|tag| !tags.contains(tag)));
    }
    if tags.len() > LANGUAGES_MAX {
        return Err(FieldProblem::with_limit("languages", "too-many", limit(LANGUAGES_MAX)));
    }
    Ok(tags)
}

/// Everything that is wrong beside what there is in the file.
pub(super) fn wrong(tx: &Tx<'_>, change: &Change) -> Result<Vec<FieldProblem>, Fault> {
    let mut problems = Vec::new();
    problems.extend(change.languages.as_deref().and_then(|tags| checked_languages(tags).err()));
    if let Some(skills) = &change.skills {
        if skills.len() > SKILLS_MAX {
            problems.push(FieldProblem::with_limit("skills", "too-many", limit(SKILLS_MAX)));
        }
        for skilled in skills.iter() {
            if is_gone(skill::get(tx, skilled.skill).map(|_| ()))? {
                problems.push(FieldProblem::new("skills", "unknown"));
                break;
            }
        }
    }
    for id in change.queues.iter().flatten() {
        if *id == queue::EVERYONE {
            problems.push(FieldProblem::new("queues", "queue-everyone"));
            break;
        }
        if is_gone(queue::get(tx, *id).map(|_| ()))? {
            problems.push(FieldProblem::new("queues", "unknown"));
            break;
        }
    }
    Ok(problems)
}

fn is_gone(found: Result<(), Fault>) -> Result<bool, Fault> {
    match found {
        Err(Fault::Refused(Refusal::NotFound)) => Ok(true),
        other => other.map(|()| false),
    }
}

fn limit(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Writes what is new, and says what that was.
pub(super) fn set(tx: &Tx<'_>, id: UserId, change: &Change, now: Timestamp) -> Result<Vec<&'static str>, Fault> {
    let mut changed = Vec::new();
    let before = user::at_work(tx, id)?.ok_or(Refusal::NotFound)?;
    let after = AtWork {
        languages: match &change.languages {
            Some(typed) => checked_languages(typed)?,
            None => before.languages.clone(),
        },
        default_presence: change.default_presence.unwrap_or(before.default_presence),
    };
    if before != after {
        user::set_at_work(tx, id, &after, now)?;
        changed.extend((before.languages != after.languages).then_some("languages"));
        changed.extend((before.default_presence != after.default_presence).then_some("default_presence"));
    }
    if let Some(skills) = &change.skills
        && *skills != skill::of_user(tx, id)?
    {
        skill::set_of_user(tx, id, skills)?;
        changed.push("skills");
    }
    if let Some(queues) = &change.queues {
        let before = queue::of_user(tx, id)?;
        if before.len() != queues.len() || queues.iter().any(|queue| !before.contains(queue)) {
            queue::set_of_user(tx, id, queues)?;
            changed.push("queues");
        }
    }
    Ok(changed)
}
