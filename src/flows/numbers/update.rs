//! Changes a number's settings. Its address and account stay: threads hang on them.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::{NumberId, WorkstreamId};
use crate::domain::language::Language;
use crate::domain::media::KEPT_DAYS_MAX;
use crate::domain::permission::may_administer;
use crate::domain::refusal::FieldProblem;
use crate::domain::sandbox;
use crate::domain::user::Actor;
use crate::flows::accounts::validate;
use crate::flows::conversations::distribute::place_all;
use crate::flows::numbers::create::COLOURS;
use crate::store::{Fault, audit, number, template, workstream};

/// What to change; the default changes nothing.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// A new name.
    pub name: Option<String>,
    /// The language of our own texts in its threads.
    pub language: Option<Language>,
    /// 1 to 4.
    pub colour: Option<i64>,
    /// Whether it is the provider's shared sandbox number.
    pub sandbox: Option<bool>,
    /// The words after `join`; empty: they go.
    pub sandbox_code: Option<String>,
    /// Another workstream.
    pub workstream: Option<WorkstreamId>,
    /// Whether files of contacts are fetched.
    pub attachments_from_customers: Option<bool>,
    /// Whether agents may send files.
    pub attachments_from_agents: Option<bool>,
    /// For how many days files are kept; `Some(None)`: as long as messages are.
    pub media_days: Option<Option<i64>>,
    /// Whether the provider forgets a file when we do.
    pub media_erase_at_provider: Option<bool>,
    /// For how many days texts are kept; `Some(None)`: for ever.
    pub text_days: Option<Option<i64>>,
    /// Whether the provider forgets a message when we forget its text.
    pub text_erase_at_provider: Option<bool>,
    /// Whether contacts see that an agent writes, and that their messages were read.
    pub shows_typing: Option<bool>,
}

/// Changes a number.
///
/// # Errors
/// `NotAllowed`, `NotFound`, or the first problem of a field.
pub fn update(app: &App, actor: Actor, id: NumberId, change: &Change) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    let name = change.name.as_deref().map(|name| validate::name("name", name)).transpose()?;
    if change.colour.is_some_and(|colour| !(1..=COLOURS).contains(&colour)) {
        return Err(FieldProblem::with_limit("colour", "invalid", COLOURS).into());
    }
    for (field, days) in [("media_days", change.media_days), ("text_days", change.text_days)] {
        if days.flatten().is_some_and(|days| !(1..=KEPT_DAYS_MAX).contains(&days)) {
            return Err(FieldProblem::with_limit(field, "out-of-range", KEPT_DAYS_MAX).into());
        }
    }
    let code = change.sandbox_code.as_deref().map(sandbox::code).transpose()?;
    let change = change.clone();
    app.store.write(move |tx| {
        let before = number::get(tx, id)?;
        let mut after = before.clone();
        after.name = name.unwrap_or(after.name);
        after.language = change.language.unwrap_or(after.language);
        after.colour = change.colour.unwrap_or(after.colour);
        after.sandbox = change.sandbox.unwrap_or(after.sandbox) || before.address.as_str() == sandbox::ADDRESS;
        after.sandbox_code = code.unwrap_or(after.sandbox_code).filter(|_| after.sandbox);
        after.workstream_id = change.workstream.unwrap_or(after.workstream_id);
        if !workstream::exists(tx, after.workstream_id)? {
            return Err(FieldProblem::new("workstream_id", "unknown").into());
        }
        after.attachments_from_customers =
            change.attachments_from_customers.unwrap_or(after.attachments_from_customers);
        after.attachments_from_agents = change.attachments_from_agents.unwrap_or(after.attachments_from_agents);
        after.media_days = change.media_days.unwrap_or(after.media_days);
        after.media_erase_at_provider = change.media_erase_at_provider.unwrap_or(after.media_erase_at_provider);
        after.text_days = change.text_days.unwrap_or(after.text_days);
        after.text_erase_at_provider = change.text_erase_at_provider.unwrap_or(after.text_erase_at_provider);
        after.shows_typing = change.shows_typing.unwrap_or(after.shows_typing);
        if after == before {
            return Ok(());
        }
        number::update(tx, &after, now)?;
        if after.sandbox {
            template::keep_sandbox(tx, after.account_id, now)?;
        }
        let detail = json!({
            "name": after.name, "language": after.language, "colour": after.colour, "sandbox": after.sandbox,
            "sandbox_code": after.sandbox_code, "workstream_id": after.workstream_id,
            "attachments_from_customers": after.attachments_from_customers,
            "attachments_from_agents": after.attachments_from_agents,
            "media_days": after.media_days, "media_erase_at_provider": after.media_erase_at_provider,
            "text_days": after.text_days, "text_erase_at_provider": after.text_erase_at_provider,
            "shows_typing": after.shows_typing,
        });
        audit::insert(tx, now, &actor.scope(), "number.changed", &format!("number:{id}"), &detail)?;
        if after.workstream_id == before.workstream_id { Ok(()) } else { place_all(tx, now) }
    })
}
