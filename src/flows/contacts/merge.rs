//! Two contacts are the same person: one becomes the other. It can be taken back as long as neither is erased.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::{ContactId, ContactMergeId};
use crate::domain::merge::{self, Choices, Stays, Values};
use crate::domain::permission::may_merge;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Actor;
use crate::store::contact_merge::{self, Merge};
use crate::store::{Db, Fault, audit, contact, contact_candidate};

/// Makes `gone` one with `kept`, which stays.
///
/// # Errors
/// [`Refusal::NotAllowed`] for agents; [`Refusal::NotFound`] if `kept` is not there; the problem of `contact_id` for `gone`
/// that is `kept` itself, was merged already, is erased or never was; those of `notes` and `tags` if both are too much for one.
pub fn merge(app: &App, actor: Actor, kept: ContactId, gone: ContactId, choices: &Choices) -> Result<(), Fault> {
    may_merge(actor)?;
    let (now, choices) = (app.clock.now(), choices.clone());
    app.store.write(move |tx| {
        let before = contact_merge::values(tx, kept)?.ok_or(Refusal::NotFound)?;
        let other = other(tx, kept, gone)?;
        let after = merge::merged(&before, &other, &choices)?;
        contact_merge::insert(tx, (kept, gone), &actor.scope(), (&before, &after), now)?;
        contact_merge::carry_over(tx, kept, gone, now)?;
        contact_merge::set_values(tx, kept, &after, now)?;
        contact_candidate::pass_on(tx, gone, kept)?;
        contact_merge::tell(tx, kept)?;
        let detail = json!({ "contact": gone.to_string() });
        audit::insert(tx, now, &actor.scope(), "contact.merged", &format!("contact:{kept}"), &detail)
    })
}

/// What is kept about the one that is to become `kept`.
///
/// # Errors
/// The problem of `contact_id`, as [`merge()`].
pub fn other(db: &Db, kept: ContactId, gone: ContactId) -> Result<Values, Fault> {
    merge::may_merge(kept, gone)?;
    match contact_merge::values(db, gone)? {
        Some(values) => Ok(values),
        None => {
            let merged = contact::merged_into(db, gone)?.is_some();
            Err(FieldProblem::new("contact_id", if merged { "merge-merged" } else { "merge-unknown" }).into())
        }
    }
}

/// What comes of taking a merge back: what is then kept about the one that stayed, and what stays because it was changed.
///
/// # Errors
/// [`Fault`] of the store.
pub fn outlook(db: &Db, merge: &Merge) -> Result<(Values, Vec<Stays>), Fault> {
    let now = contact_merge::values(db, merge.kept)?.ok_or(Refusal::NotFound)?;
    let others = contact_merge::tags_of_others(db, merge.kept, merge.gone)?;
    Ok(merge::undone(&now, &merge.before, &merge.after, &others))
}

/// Takes a merge back; what stays as it is.
///
/// # Errors
/// [`Refusal::NotAllowed`] for agents; [`Refusal::NotFound`] for a merge of somebody else, one that was taken back, and one of
/// which either is erased or has itself become another.
pub fn unmerge(app: &App, actor: Actor, kept: ContactId, id: ContactMergeId) -> Result<Vec<Stays>, Fault> {
    may_merge(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let found = contact_merge::into(tx, kept)?.into_iter().find(|merge| merge.id == id);
        let merge = found.ok_or(Refusal::NotFound)?;
        let (left, stays) = outlook(tx, &merge)?;
        contact_merge::carry_back(tx, id, kept, merge.gone, now)?;
        contact_merge::set_values(tx, kept, &left, now)?;
        contact_merge::tell(tx, kept)?;
        contact_merge::tell(tx, merge.gone)?;
        let detail = json!({ "contact": merge.gone.to_string() });
        audit::insert(tx, now, &actor.scope(), "contact.unmerged", &format!("contact:{kept}"), &detail)?;
        Ok(stays)
    })
}
