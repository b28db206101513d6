//! What answers first in a workstream: nobody, its menu, or a program; by which words a person is asked for; and what its
//! variables hold.

use serde_json::json;

use crate::app::App;
use crate::caller::CallFailed;
use crate::domain::bot::person::Words;
use crate::domain::bot::{Kind, Why};
use crate::domain::ids::WorkstreamId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Actor;
use crate::domain::variable::Declared;
use crate::flows::bots::ask::PURPOSE;
use crate::flows::bots::part::{self, Handing};
use crate::random;
use crate::store::bot;
use crate::store::{Fault, audit, bot_session, workstream, workstream_variable};

/// What changes; what is left out stays.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// What answers.
    pub kind: Option<Kind>,
    /// By which words a person is asked for.
    pub words: Option<String>,
    /// Where the program is.
    pub url: Option<String>,
    /// Whether its secret is made anew.
    pub new_secret: bool,
    /// What the variables of the workstream hold.
    pub variables: Option<Declared>,
}

/// Changes it. A new secret is returned, once; nobody can read it later. Talks of a bot that is switched off or becomes
/// another go to people at once.
///
/// # Errors
/// `NotAllowed`, `NotFound`, or everything that is wrong with the fields.
pub fn configure(app: &App, actor: Actor, id: WorkstreamId, change: Change) -> Result<Option<String>, Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    let url = change.url.as_deref().map(str::trim).filter(|url| !url.is_empty()).map(str::to_owned);
    // A name is looked up, so it is asked before the writer is.
    let mut problems: Vec<FieldProblem> = url.as_deref().and_then(|url| wrong_url(app, url)).into_iter().collect();
    let words = change.words.as_deref().map(Words::parse).transpose();
    let words = words.unwrap_or_else(|problem| {
        problems.push(problem);
        None
    });
    let before = app.store.read(|db| {
        workstream::get(db, id)?;
        bot::of(db, id)
    })?;
    let kind = change.kind.unwrap_or(before.kind);
    let url = url.or_else(|| before.url.clone());
    match kind {
        Kind::Menu if before.version.is_none() => problems.push(FieldProblem::new("kind", "bot-not-published")),
        Kind::Http if url.is_none() => problems.push(FieldProblem::new("url", "missing")),
        Kind::Off | Kind::Menu | Kind::Http => {}
    }
    Refusal::unless_empty(problems)?;
    let fresh = url.is_some() && (before.secret.is_none() || change.new_secret);
    let secret = fresh.then(random::token);
    let sealed = match (&secret, &before.secret) {
        (Some(secret), _) => Some(app.vault.seal(PURPOSE, secret)?),
        (None, kept) => kept.clone(),
    };
    app.store.write(move |tx| {
        if let (Some(url), Some(sealed)) = (&url, &sealed)
            && (fresh || before.url.as_ref() != Some(url))
        {
            bot::set_program(tx, id, url, sealed, now)?;
        }
        bot::set_kind(tx, id, kind, words.as_ref().unwrap_or(&before.words), now)?;
        if let Some(declared) = &change.variables {
            workstream_variable::replace(tx, id, declared)?;
        }
        if kind != before.kind {
            for conversation in bot_session::live_of(tx, id)? {
                part::hand_over(tx, conversation, &Handing::plain(Why::Stopped), now)?;
            }
        }
        let detail = json!({
            "kind": kind, "words": words.as_ref().unwrap_or(&before.words).list(), "url": url, "new_secret": fresh,
            "variables": change.variables,
        });
        audit::insert(tx, now, &actor.scope(), "bot.changed", &format!("workstream:{id}"), &detail)
    })?;
    Ok(secret)
}

fn wrong_url(app: &App, url: &str) -> Option<FieldProblem> {
    match app.caller.check(url) {
        Ok(()) | Err(CallFailed::Silent(_) | CallFailed::Status(_)) => None,
        Err(CallFailed::NotAllowed) => Some(FieldProblem::new("url", "bot-url-private")),
        Err(CallFailed::NotAnAddress) => Some(FieldProblem::new("url", "bot-url")),
    }
}
