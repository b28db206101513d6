//! A webhook is changed, switched, or given another secret.

use serde_json::json;

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::OutgoingWebhookId;
use crate::domain::outgoing_webhook::schedule::BOTH_SECRETS;
use crate::domain::outgoing_webhook::{check_name, check_topics};
use crate::domain::permission::may_administer;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Actor;
use crate::flows::outgoing_webhooks::{PURPOSE, checked_url};
use crate::random;
use crate::store::outgoing_webhook::{self, Said};
use crate::store::{Fault, audit};

/// What changes; what is left out stays.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// What it is called.
    pub name: Option<String>,
    /// Where it is.
    pub url: Option<String>,
    /// The words of what it is told.
    pub events: Option<Vec<String>>,
    /// Whether it is switched on. On also ends that we switched it off.
    pub active: Option<bool>,
}

fn keep<T>(checked: Result<T, FieldProblem>, problems: &mut Vec<FieldProblem>) -> Option<T> {
    checked.map_err(|problem| problems.push(problem)).ok()
}

/// Changes one. What waits for it is told to where it is from now on.
///
/// # Errors
/// `NotAllowed`, `NotFound`, or everything that is wrong with the fields; the store's.
pub fn update(app: &App, actor: Actor, id: OutgoingWebhookId, change: &Change) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    let before = app.store.read(|db| outgoing_webhook::get(db, id))?;
    let mut problems = Vec::new();
    let name = change.name.as_deref().and_then(|name| keep(check_name(name), &mut problems));
    // One that stays was checked when it came; it is looked at again with every call.
    let url = change.url.as_deref().filter(|url| url.trim() != before.url);
    let url = url.and_then(|url| keep(checked_url(app, url), &mut problems));
    let topics = change.events.as_deref().and_then(|events| keep(check_topics(events), &mut problems));
    Refusal::unless_empty(problems)?;
    let active = change.active;
    app.store.write(move |tx| {
        let before = outgoing_webhook::get(tx, id)?;
        let to = Said {
            name: name.unwrap_or_else(|| before.name.clone()),
            url: url.unwrap_or_else(|| before.url.clone()),
            topics: topics.unwrap_or(before.topics),
            active: active.unwrap_or(before.active),
        };
        // Whoever says that it is on, or elsewhere, says that it works.
        let fresh = to.url != before.url || (active == Some(true) && !before.is_on());
        let same =
            (&to.name, &to.url, to.topics, to.active) == (&before.name, &before.url, before.topics, before.active);
        if same && !fresh {
            return Ok(());
        }
        outgoing_webhook::update(tx, id, &to, fresh, now)?;
        tx.publish(Event::DeliveriesDue);
        let detail = json!({ "name": to.name, "url": to.url, "events": to.topics.words(), "active": to.active });
        audit::insert(tx, now, &actor.scope(), "outgoing_webhook.changed", &format!("outgoing_webhook:{id}"), &detail)
    })
}

/// Gives it another secret, which counts from the next call on and is returned once. The one before signs beside it for a
/// day, so that nothing is refused meanwhile, unless it became known to somebody: `at_once`.
///
/// # Errors
/// `NotAllowed`, `NotFound`; the store's.
pub fn new_secret(app: &App, actor: Actor, id: OutgoingWebhookId, at_once: bool) -> Result<String, Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    let secret = random::token();
    let sealed = app.vault.seal(PURPOSE, &secret)?;
    app.store.write(move |tx| {
        outgoing_webhook::get(tx, id)?;
        let both_until = (!at_once).then(|| now + BOTH_SECRETS);
        outgoing_webhook::set_secret(tx, id, &sealed, both_until, now)?;
        let subject = format!("outgoing_webhook:{id}");
        audit::insert(tx, now, &actor.scope(), "outgoing_webhook.new_secret", &subject, &json!({ "at_once": at_once }))
    })?;
    Ok(secret)
}
