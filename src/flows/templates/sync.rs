//! Reads an account's templates from the provider with their approval. No database handle is held during
//! the call; the list is written as a whole or not at all, so that half a list deletes nothing.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::AccountId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::Refusal;
use crate::domain::template::{BUTTONS_PREFIX, variables};
use crate::domain::user::Actor;
use crate::flows::accounts::credentials;
use crate::store::template::{Button, Read, Upserted};
use crate::store::{Fault, account, audit, template};
use crate::twilio::client::CallError;
use crate::twilio::content::Content;

/// What became of reading them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Synced {
    /// They were read.
    Read(Counts),
    /// The provider refuses our credentials.
    WrongCredentials,
    /// The provider refuses, with its code.
    Refused(Option<u32>),
    /// The provider did not answer, or asks us to slow down.
    NoAnswer,
}

/// What changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// At the provider now.
    pub total: usize,
    /// New to us.
    pub added: usize,
    /// Different from before.
    pub changed: usize,
    /// No longer at the provider.
    pub gone: usize,
}

/// Reads the templates of one account: for an admin, or (without an actor) for the scheduler.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `NotNow` if the account is switched off; [`Fault::KeyMismatch`] if its
/// secret cannot be opened.
pub fn sync(app: &App, actor: Option<Actor>, id: AccountId) -> Result<Synced, Fault> {
    if let Some(actor) = actor {
        may_administer(actor)?;
    }
    let account = app.store.read(|db| account::get(db, id))?;
    if !account.active {
        return Err(Refusal::NotNow.into());
    }
    let who = credentials::credentials(app, &account)?;
    match app.twilio.list_contents(&who) {
        Ok(contents) => keep(app, actor, id, contents).map(Synced::Read),
        Err(error) => refused(app, id, &error),
    }
}

fn keep(app: &App, actor: Option<Actor>, id: AccountId, contents: Vec<Content>) -> Result<Counts, Fault> {
    let now = app.clock.now();
    let templates = contents.into_iter().filter(|content| !content.name.starts_with(BUTTONS_PREFIX));
    let reads: Vec<Read> = templates.map(read_of).collect();
    app.store.write(move |tx| {
        let mut counts = Counts { total: reads.len(), ..Counts::default() };
        for read in &reads {
            match template::upsert(tx, id, read, now)? {
                Upserted::Added(_) => counts.added += 1,
                Upserted::Changed(_) => counts.changed += 1,
                Upserted::Same(_) => {}
            }
        }
        let kept: Vec<String> = reads.into_iter().map(|read| read.content_sid).collect();
        counts.gone = template::mark_gone(tx, id, &kept, now)?;
        account::set_templates_synced(tx, id, now)?;
        account::clear_auth_failures(tx, id)?;
        if counts.added + counts.changed + counts.gone > 0 {
            tx.publish(Event::TemplatesChanged { account: id });
        }
        if let Some(actor) = actor {
            let detail = json!({
                "total": counts.total, "added": counts.added, "changed": counts.changed, "gone": counts.gone,
            });
            audit::insert(tx, now, &actor.scope(), "templates.read", &format!("account:{id}"), &detail)?;
        }
        Ok(counts)
    })
}

/// What a refused call means, for whoever asked; wrong credentials are counted.
pub(super) fn refused(app: &App, id: AccountId, error: &CallError) -> Result<Synced, Fault> {
    tracing::warn!(account.id = %id, %error, "the provider did not do what was asked about templates");
    match error {
        CallError::Rejected { http: 401, .. } | CallError::Rejected { code: Some(20003), .. } => {
            app.store.write(move |tx| account::count_auth_failure(tx, id))?;
            Ok(Synced::WrongCredentials)
        }
        CallError::Rejected { code, .. } => Ok(Synced::Refused(*code)),
        CallError::Throttled { .. } | CallError::Unreachable { .. } | CallError::Unknown { .. } => Ok(Synced::NoAnswer),
    }
}

/// What is kept of a template as the provider tells it.
pub(super) fn read_of(content: Content) -> Read {
    let mut texts = Vec::new();
    strings(&content.types, &mut texts);
    let mut names = variables(texts);
    let found: BTreeSet<&String> = names.iter().collect();
    // A declared variable that stands in no text we can see still has to be given a value.
    let hidden: Vec<String> = content.variables.keys().filter(|name| !found.contains(name)).cloned().collect();
    names.extend(hidden);
    let buttons = content.buttons.into_iter();
    Read {
        content_sid: content.content_sid,
        name: content.name,
        language: content.language,
        kind: content.kind,
        category: content.category.map(|word| word.to_lowercase()),
        status: content.approval,
        rejection_reason: content.rejection_reason,
        body: content.body,
        buttons: buttons.map(|b| Button { title: b.title, id: b.id, url: b.url, phone: b.phone }).collect(),
        variables: names,
        samples: content.variables,
        media: content.media_urls,
        content: content.types.to_string(),
    }
}

/// Every text inside a definition: bodies, links, buttons, cards.
fn strings<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| strings(field, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
