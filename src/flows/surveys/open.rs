//! The page behind a link: looked at, answered, and changed for a day.

use crate::app::App;
use crate::domain::ids::NumberId;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::survey::{CHANGE_FOR, COMMENT_CHARS_MAX};
use crate::domain::text;
use crate::domain::time::Timestamp;
use crate::flows::sign_ins::hash;
use crate::store::survey::{self, Survey};
use crate::store::{Db, Fault, conversation, number};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The survey.
    pub survey: Survey,
    /// Who asks.
    pub number: String,
    /// Until when an answer, or another one, is taken.
    pub until: Timestamp,
}

/// Until when an answer is taken: while the link works, and for a day after the first one.
#[must_use]
pub fn until(survey: &Survey) -> Timestamp {
    survey.answered_at.map_or(survey.until, |first| first + CHANGE_FOR)
}

fn name(db: &Db, id: NumberId) -> Result<String, Fault> {
    Ok(number::by_id(db, id)?.map(|number| number.name).unwrap_or_default())
}

/// What is behind a link. One whose time is over can still be looked at by whoever answered it.
///
/// # Errors
/// [`Refusal::NotFound`] for a link that does not work; the store's.
pub fn look(app: &App, token: &str) -> Result<Opened, Fault> {
    let now = app.clock.now();
    app.store.read(|db| {
        let survey = survey::by_token(db, &hash(token))?.ok_or(Refusal::NotFound)?;
        let until = until(&survey);
        if until <= now && survey.score.is_none() {
            return Err(Refusal::NotFound.into());
        }
        Ok(Opened { number: name(db, survey.number)?, until, survey })
    })
}

/// Answers, or answers anew.
///
/// # Errors
/// [`Refusal::NotFound`] for a link that does not work any more; the field `score`; the store's.
pub fn answer(app: &App, token: &str, score: Option<i64>, comment: &str) -> Result<(), Fault> {
    let (now, hash) = (app.clock.now(), hash(token));
    let comment = text::one_line(comment, COMMENT_CHARS_MAX);
    app.store.write(move |tx| {
        let found = survey::by_token(tx, &hash)?.filter(|found| now < until(found)).ok_or(Refusal::NotFound)?;
        let score = score.filter(|score| found.kind.scores().contains(score));
        let score = score.ok_or(FieldProblem::new("score", "survey-score"))?;
        survey::answer(tx, &found, score, now)?;
        if found.comment_wanted {
            survey::comment(tx, &found, &comment, now)?;
        }
        if let Some(about) = conversation::by_id(tx, found.conversation)? {
            tx.publish(about.changed(about.assignee));
        }
        Ok(())
    })
}
