//! What a number asks is set.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::NumberId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::survey::{After, Settings};
use crate::domain::user::Actor;
use crate::store::{Db, Fault, audit, number, survey_setting, template};

/// Sets it for conversations with people or for those with bots; `None`: those with bots take again what is set for people.
///
/// # Errors
/// `NotAllowed`, `NotFound`; `template_id` and `template_variable` if they do not belong together.
pub fn configure(app: &App, actor: Actor, id: NumberId, after: After, to: Option<Settings>) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        number::get(tx, id)?;
        if let Some(to) = &to {
            sound(tx, id, to)?;
        }
        let before = survey_setting::own(tx, id, after)?;
        // To have none and to ask nothing is the same for people.
        let to = to.filter(|to| after == After::Bot || *to != Settings::default() || before.is_some());
        if before == to {
            return Ok(());
        }
        survey_setting::set(tx, id, after, to.as_ref(), now)?;
        let detail = match &to {
            None => json!({ "after": after, "same": true }),
            Some(to) => json!({
                "after": after, "active": to.active, "kind": to.kind, "way": to.way, "comment": to.comment,
                "template_id": to.template.as_ref().map(|(id, _)| id.to_string()),
                "template_variable": to.template.as_ref().map(|(_, name)| name),
            }),
        };
        audit::insert(tx, now, &actor.scope(), "survey.changed", &format!("number:{id}"), &detail)
    })
}

/// The template must be one of the number's account, and have the variable.
fn sound(db: &Db, id: NumberId, to: &Settings) -> Result<(), Fault> {
    let Some((template, variable)) = &to.template else { return Ok(()) };
    let account = number::get(db, id)?.account_id;
    let found = template::by_id(db, *template)?.filter(|found| found.account_id == account);
    let found = found.ok_or(FieldProblem::new("template_id", "unknown"))?;
    if found.facts().variables.contains(variable) {
        return Ok(());
    }
    Err(Refusal::Fields(vec![FieldProblem::new("template_variable", "survey-variable")]).into())
}
