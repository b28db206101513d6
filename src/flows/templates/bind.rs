//! What fills the variables of a template in: texts with placeholders, which agents may still change.

use std::collections::BTreeMap;

use serde_json::json;

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::TemplateId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::Refusal;
use crate::domain::template::rules::check_bindings;
use crate::domain::user::Actor;
use crate::store::{Fault, audit, template};

/// Keeps the bindings; variables that the template does not have, and empty ones, are left out.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `TemplateRules` with each that has an unknown placeholder.
pub fn bind(app: &App, actor: Actor, id: TemplateId, bindings: BTreeMap<String, String>) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let found = template::get(tx, id)?;
        let mut kept: BTreeMap<String, String> = bindings;
        kept.retain(|name, text| found.variables.contains(name) && !text.trim().is_empty());
        kept.values_mut().for_each(|text| *text = text.trim().to_owned());
        let broken = check_bindings(&kept);
        if !broken.is_empty() {
            return Err(Refusal::TemplateRules(broken).into());
        }
        if kept == found.bindings {
            return Ok(());
        }
        template::set_bindings(tx, id, &kept)?;
        let detail = json!({ "bindings": kept });
        audit::insert(tx, now, &actor.scope(), "template.bound", &format!("template:{id}"), &detail)?;
        tx.publish(Event::TemplatesChanged { account: found.account_id });
        Ok(())
    })
}
