//! A template that exists at the provider is added by hand: its name, language, approved text and Content SID.
//!
//! The SID is what sends it; the rest is compared with what the provider has, so that nobody sends another
//! text than the one that was meant.

use serde_json::json;

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::{AccountId, TemplateId};
use crate::domain::permission::may_administer;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Actor;
use crate::flows::accounts::credentials;
use crate::flows::templates::sync::{self, Synced};
use crate::store::{Fault, account, audit, template};
use crate::twilio::client::CallError;
use crate::twilio::content::Content;

/// What is typed; what is left empty is taken from the provider (only for programs, pages ask for all).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByHand {
    /// The provider's id, `HX…`.
    pub content_sid: String,
    /// Its name.
    pub name: String,
    /// Its language.
    pub language: String,
    /// Its approved text.
    pub body: String,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is here.
    Done(TemplateId),
    /// At the provider it is another one.
    Differs {
        /// Which fields.
        problems: Vec<FieldProblem>,
        /// What the provider has: name, language, text.
        there: ByHand,
    },
    /// The account could not be asked.
    NotNow(Synced),
}

/// Adds it, if the account has it and it is what was typed.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `NotNow` if the account is switched off, the problems of the fields: a SID that is
/// none, or that this account does not know.
pub fn add(app: &App, actor: Actor, id: AccountId, typed: &ByHand) -> Result<Added, Fault> {
    may_administer(actor)?;
    let sid = typed.content_sid.trim();
    if !is_content_sid(sid) {
        let problem = if sid.is_empty() { "missing" } else { "content-sid" };
        return Err(FieldProblem::new("content_sid", problem).into());
    }
    let account = app.store.read(|db| account::get(db, id))?;
    if !account.active {
        return Err(Refusal::NotNow.into());
    }
    let who = credentials::credentials(app, &account)?;
    let content = match app.twilio.fetch_content(&who, sid) {
        Ok(content) => content,
        Err(CallError::Rejected { http: 404, .. }) => {
            return Err(FieldProblem::new("content_sid", "content-sid-unknown").into());
        }
        Err(error) => return sync::refused(app, id, &error).map(Added::NotNow),
    };
    let problems = differences(typed, &content);
    if !problems.is_empty() {
        let there = ByHand {
            content_sid: content.content_sid,
            name: content.name,
            language: content.language,
            body: content.body,
        };
        return Ok(Added::Differs { problems, there });
    }
    let now = app.clock.now();
    let read = sync::read_of(content);
    app.store.write(move |tx| {
        let found = template::upsert(tx, id, &read, now)?.id();
        let detail = json!({ "name": read.name, "language": read.language, "content_sid": read.content_sid });
        audit::insert(tx, now, &actor.scope(), "template.added", &format!("template:{found}"), &detail)?;
        tx.publish(Event::TemplatesChanged { account: id });
        Ok(Added::Done(found))
    })
}

fn is_content_sid(sid: &str) -> bool {
    sid.strip_prefix("HX").is_some_and(|tail| tail.len() == 32 && tail.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// What was typed and is otherwise at the provider; blanks and line breaks do not count.
fn differences(typed: &ByHand, there: &Content) -> Vec<FieldProblem> {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    [
        ("name", &typed.name, &there.name),
        ("language", &typed.language, &there.language),
        ("body", &typed.body, &there.body),
    ]
    .into_iter()
    .filter(|(_, typed, there)| !typed.trim().is_empty() && plain(typed) != plain(there))
    .map(|(field, ..)| FieldProblem::new(field, "template-differs"))
    .collect()
}
