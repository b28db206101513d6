//! A template that was written here goes to the provider and from there to WhatsApp.
//!
//! Two calls, and each may lose its answer. What was asked is noted before, what was made is noted after: the
//! next press looks whether the template is there already, and never makes it twice. No database handle is
//! held during a call.

use serde_json::json;

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::{TemplateDraftId, TemplateId};
use crate::domain::permission::may_administer;
use crate::domain::refusal::Refusal;
use crate::domain::template::Approval;
use crate::domain::template::rules::{self, Violation};
use crate::domain::template::written::Written;
use crate::domain::user::Actor;
use crate::flows::accounts::credentials;
use crate::flows::templates::sync::{self, Synced, refused};
use crate::store::account::{self, Account};
use crate::store::template_draft::{self, TemplateDraft};
use crate::store::{Db, Fault, audit, template};
use crate::twilio::client::{CallError, Credentials};
use crate::twilio::content::{Content, types_of};

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Submitted {
    /// The provider has it.
    Done(TemplateId),
    /// The provider said no to the template itself, in its words. The draft is as it was.
    Refused(String),
    /// The account could not be asked; the draft is as it was, or goes on from where it came.
    NotNow(Synced),
}

/// What WhatsApp would say about a draft.
///
/// # Errors
/// [`Fault`] of the store.
pub fn broken(db: &Db, app: &App, draft: &TemplateDraft) -> Result<Vec<Violation>, Fault> {
    let written = &draft.written;
    let others = template::others(db, draft.account_id, &written.name, &written.language, app.clock.now())?;
    Ok(rules::check(written, others))
}

/// Submits a draft, or goes on with one whose submission was cut off.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `NotNow` if the account is switched off, `TemplateRules` with all that WhatsApp
/// would refuse.
pub fn submit(app: &App, actor: Actor, id: TemplateDraftId) -> Result<Submitted, Fault> {
    may_administer(actor)?;
    let (draft, account, broken) = app.store.read(|db| {
        let draft = template_draft::get(db, id)?;
        let broken = broken(db, app, &draft)?;
        Ok((draft.clone(), account::get(db, draft.account_id)?, broken))
    })?;
    let broken: Vec<Violation> = broken.into_iter().filter(|broken| !broken.is_advice()).collect();
    if !broken.is_empty() {
        return Err(Refusal::TemplateRules(broken).into());
    }
    if !account.active {
        return Err(Refusal::NotNow.into());
    }
    let who = credentials::credentials(app, &account)?;
    let sid = match made(app, &who, &draft) {
        Ok(sid) => sid,
        Err(Stop::Fault(fault)) => return Err(fault),
        Err(Stop::Call(error)) => return stopped(app, &account, &error),
    };
    let (facts, submitted) = match ask(app, &who, &draft.written, &sid) {
        Ok(facts) => facts,
        Err(error) => {
            if matches!(error, CallError::Rejected { .. }) {
                take_back(app, &who, id, &sid)?;
            }
            return stopped(app, &account, &error);
        }
    };
    let found = keep(app, actor, &draft, &sid, facts, submitted)?;
    // What the provider has now is read at once; if that fails, the scheduler does it.
    if let Err(fault) = sync::sync(app, None, draft.account_id) {
        tracing::warn!(account.id = %draft.account_id, %fault, "after a submission the templates were not read");
    }
    Ok(Submitted::Done(found))
}

enum Stop {
    Fault(Fault),
    Call(CallError),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<CallError> for Stop {
    fn from(error: CallError) -> Self {
        Self::Call(error)
    }
}

/// The template at the provider: as noted, as found after a lost answer, or made now.
fn made(app: &App, who: &Credentials, draft: &TemplateDraft) -> Result<String, Stop> {
    if let Some(sid) = &draft.content_sid {
        return Ok(sid.clone());
    }
    let (id, now, written) = (draft.id, app.clock.now(), &draft.written);
    let found = match draft.asked_at {
        Some(_) => look_for(app, who, draft)?,
        None => {
            app.store.write(move |tx| template_draft::set_progress(tx, id, Some(now), None))?;
            None
        }
    };
    let sid = match found {
        Some(sid) => sid,
        None => {
            app.twilio.create_content(who, &written.name, &written.language, &written.samples, &types_of(written))?
        }
    };
    let kept = sid.clone();
    app.store.write(move |tx| template_draft::set_progress(tx, id, Some(now), Some(&kept)))?;
    Ok(sid)
}

/// What the provider made although its answer was lost: the same in everything, and nobody's yet.
fn look_for(app: &App, who: &Credentials, draft: &TemplateDraft) -> Result<Option<String>, Stop> {
    let types = types_of(&draft.written);
    let same = |content: &Content| {
        let written = &draft.written;
        content.name == written.name && content.language == written.language && content.types == types
    };
    let found = app.twilio.list_contents(who)?.into_iter().find(same).map(|content| content.content_sid);
    Ok(found)
}

/// Asks WhatsApp, unless it was asked before or need not be. The second value: the answer stands.
fn ask(app: &App, who: &Credentials, written: &Written, sid: &str) -> Result<(Approval, Option<String>), CallError> {
    if !written.kind.needs_approval() {
        return Ok((Approval::Unsubmitted, None));
    }
    let before = app.twilio.fetch_approval(who, sid)?;
    if before.approval != Approval::Unsubmitted {
        return Ok((before.approval, before.category));
    }
    let category = written.category.to_ascii_uppercase();
    let facts = app.twilio.submit_approval(who, sid, &written.name, &category)?;
    Ok((facts.approval, facts.category))
}

/// The provider refused the submission: what it made of the draft is taken away, so that it can be corrected.
fn take_back(app: &App, who: &Credentials, id: TemplateDraftId, sid: &str) -> Result<(), Fault> {
    if let Err(error) = app.twilio.delete_content(who, sid) {
        tracing::warn!(%error, "a template that was not submitted could not be taken away at the provider");
    }
    app.store.write(move |tx| template_draft::set_progress(tx, id, None, None))
}

fn stopped(app: &App, account: &Account, error: &CallError) -> Result<Submitted, Fault> {
    match error {
        CallError::Rejected { http, code, message } if !matches!(http, 401 | 403) && *code != Some(20003) => {
            tracing::warn!(account.id = %account.id, %error, "the provider refuses a template");
            Ok(Submitted::Refused(message.clone()))
        }
        _ => refused(app, account.id, error).map(Submitted::NotNow),
    }
}

fn keep(
    app: &App,
    actor: Actor,
    draft: &TemplateDraft,
    sid: &str,
    approval: Approval,
    category: Option<String>,
) -> Result<TemplateId, Fault> {
    let (now, written, account, id) = (app.clock.now(), draft.written.clone(), draft.account_id, draft.id);
    let mut content = Content::of_types(sid, &written.name, &written.language, types_of(&written));
    content.variables.clone_from(&written.samples);
    content.approval = approval;
    content.category = category.or_else(|| Some(written.category.clone()).filter(|word| !word.is_empty()));
    let read = sync::read_of(content);
    app.store.write(move |tx| {
        let found = template::upsert(tx, account, &read, now)?.id();
        template::set_bindings(tx, found, &written.bindings)?;
        template_draft::remove(tx, id)?;
        let detail = json!({
            "name": written.name, "language": written.language, "category": written.category,
            "content_sid": read.content_sid,
        });
        audit::insert(tx, now, &actor.scope(), "template.submitted", &format!("template:{found}"), &detail)?;
        tx.publish(Event::TemplatesChanged { account });
        Ok(found)
    })
}
