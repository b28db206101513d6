//! A new webhook. Its secret is shown once; what is kept of it is sealed.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::OutgoingWebhookId;
use crate::domain::outgoing_webhook::{Topics, WEBHOOKS_MAX, check_name, check_topics};
use crate::domain::permission::may_administer;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Actor;
use crate::flows::outgoing_webhooks::{PURPOSE, checked_url};
use crate::random;
use crate::store::outgoing_webhook::{self, Said};
use crate::store::{Fault, audit};

/// What an admin types.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub url: String,
    /// The words of what it is told.
    pub events: Vec<String>,
}

/// One that was just made.
#[derive(Clone, Debug)]
pub struct Created {
    /// Which.
    pub id: OutgoingWebhookId,
    /// What signs what it is told; nobody sees it again.
    pub secret: String,
}

/// Makes one, switched on.
///
/// # Errors
/// `NotAllowed`, or everything that is wrong with the fields; the store's.
pub fn create(app: &App, actor: Actor, typed: &Typed) -> Result<Created, Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    let (name, url, topics) = (check_name(&typed.name), checked_url(app, &typed.url), check_topics(&typed.events));
    let problems = [name.clone().err(), url.clone().err(), topics.clone().err()];
    Refusal::unless_empty(problems.into_iter().flatten().collect())?;
    let said = Said {
        name: name.unwrap_or_default(),
        url: url.unwrap_or_default(),
        topics: topics.unwrap_or(Topics::default()),
        active: true,
    };
    let secret = random::token();
    let sealed = app.vault.seal(PURPOSE, &secret)?;
    let id = app.store.write(move |tx| {
        let id = outgoing_webhook::insert(tx, &said, &sealed, now)?;
        if i64::try_from(outgoing_webhook::list(tx)?.len()).unwrap_or(i64::MAX) > WEBHOOKS_MAX {
            return Err(FieldProblem::with_limit("name", "webhooks-full", WEBHOOKS_MAX).into());
        }
        let detail = json!({ "name": said.name, "url": said.url, "events": said.topics.words() });
        audit::insert(tx, now, &actor.scope(), "outgoing_webhook.created", &format!("outgoing_webhook:{id}"), &detail)?;
        Ok(id)
    })?;
    Ok(Created { id, secret })
}
