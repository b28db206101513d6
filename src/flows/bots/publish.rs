//! The menu of a bot is kept, published, and brought back.

use serde_json::json;

use crate::app::App;
use crate::domain::bot::check;
use crate::domain::bot::outline::{CHARS_MAX, limited};
use crate::domain::ids::WorkstreamId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::flows::bots::{known, names};
use crate::store::bot;
use crate::store::{Fault, Tx, audit, workstream};

/// What can be kept of what was typed: line ends as ours, nothing harmful.
fn tidied(outline: &str) -> Result<String, Refusal> {
    let outline = text::clean(&outline.replace("\r\n", "\n").replace('\r', "\n"), CHARS_MAX + 1);
    if outline.chars().nth(CHARS_MAX).is_some() {
        return Err(limited(1, "bot-chars", CHARS_MAX).into());
    }
    Ok(outline)
}

/// Keeps an outline as it is, right or wrong.
///
/// # Errors
/// `NotAllowed`, `NotFound`; too long.
pub fn save_draft(app: &App, actor: Actor, id: WorkstreamId, outline: &str) -> Result<(), Fault> {
    may_administer(actor)?;
    let (now, outline) = (app.clock.now(), tidied(outline)?);
    app.store.write(move |tx| {
        workstream::get(tx, id)?;
        bot::set_draft(tx, id, &outline, now)
    })
}

/// Publishes an outline: conversations that begin from now on follow it. Its number.
///
/// # Errors
/// `NotAllowed`, `NotFound`; everything that is wrong with the outline, by line.
pub fn publish(app: &App, actor: Actor, id: WorkstreamId, outline: &str) -> Result<i64, Fault> {
    may_administer(actor)?;
    let (now, outline) = (app.clock.now(), tidied(outline)?);
    app.store.write(move |tx| {
        workstream::get(tx, id)?;
        publish_in(tx, actor, id, (&outline, None), now)
    })
}

/// Publishes what was published before once more, as a version of its own. Its number.
///
/// # Errors
/// `NotAllowed`, `NotFound`; what it names may be gone by now.
pub fn roll_back(app: &App, actor: Actor, id: WorkstreamId, number: i64) -> Result<i64, Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        workstream::get(tx, id)?;
        let old = bot::version_by_number(tx, id, number)?.ok_or(Refusal::NotFound)?;
        publish_in(tx, actor, id, (&old.outline, Some(number)), now)
    })
}

fn publish_in(
    tx: &Tx<'_>,
    actor: Actor,
    id: WorkstreamId,
    (outline, from): (&str, Option<i64>),
    now: Timestamp,
) -> Result<i64, Fault> {
    let menu = check::read(outline, &known(tx, id)?).map_err(Refusal::Fields)?;
    let (mut queues, mut hours) = names(tx)?;
    let named =
        |names: Vec<(usize, &str)>| -> Vec<String> { names.into_iter().map(|(_, name)| text::folded(name)).collect() };
    let (wanted_queues, wanted_hours) = (named(menu.queues()), named(menu.hours()));
    queues.retain(|name, _| wanted_queues.contains(name));
    hours.retain(|name, _| wanted_hours.contains(name));
    let number = bot::publish(tx, id, outline, (&queues, &hours), &actor.scope(), now)?;
    let detail = json!({ "version": number, "rolled_back_to": from });
    audit::insert(tx, now, &actor.scope(), "bot.published", &format!("workstream:{id}"), &detail)?;
    Ok(number)
}
