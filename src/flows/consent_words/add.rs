//! A word more means STOP or START. It counts from the next message on.

use serde_json::json;

use crate::app::App;
use crate::domain::consent::check_word;
use crate::domain::language;
use crate::domain::permission::may_administer;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Actor;
use crate::store::{Fault, audit, consent_word};

/// The most that there may be.
const WORDS_MAX: usize = 200;

/// Adds one; `stops` says what it means.
///
/// # Errors
/// `NotAllowed`; the problems of `word` and `language`.
pub fn add(app: &App, actor: Actor, tag: &str, stops: bool, typed: &str) -> Result<i64, Fault> {
    may_administer(actor)?;
    let (word, tag) = (check_word(typed), language::tag(tag));
    let tag = tag.and_then(|tag| tag.ok_or(FieldProblem::new("language", "missing")));
    let ((word, folded), tag) = match (word, tag) {
        (Ok(word), Ok(tag)) => (word, tag),
        (word, tag) => return Err(Refusal::Fields(word.err().into_iter().chain(tag.err()).collect()).into()),
    };
    let now = app.clock.now();
    app.store.write(move |tx| {
        if consent_word::list(tx)?.len() >= WORDS_MAX {
            let limit = i64::try_from(WORDS_MAX).unwrap_or(i64::MAX);
            return Err(FieldProblem::with_limit("word", "too-many", limit).into());
        }
        let id = consent_word::insert(tx, &tag, stops, (&word, &folded), now)?;
        let detail = json!({ "name": word, "language": tag, "means": if stops { "stop" } else { "start" } });
        audit::insert(tx, now, &actor.scope(), "consent_word.added", &format!("consent_word:{id}"), &detail)?;
        Ok(id)
    })
}
