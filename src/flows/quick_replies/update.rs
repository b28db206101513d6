//! A quick reply is changed. Whose it is stays as it is.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::{QuickReplyId, WorkstreamId};
use crate::domain::permission::may_change_quick_reply;
use crate::domain::quick_reply::{Typed, check};
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::quick_replies::{known, load, note};
use crate::store::quick_reply::{self, QuickReply};
use crate::store::{Fault, Tx};

/// What changes; what is left out stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// What it is called.
    pub title: Option<String>,
    /// What it says.
    pub text: Option<String>,
    /// BCP 47; empty: any.
    pub language: Option<String>,
    /// What else it is found by.
    pub tags: Option<Vec<String>>,
    /// The workstreams that it is meant for; none: all.
    pub workstreams: Option<Vec<WorkstreamId>>,
}

impl From<Typed> for Change {
    fn from(typed: Typed) -> Self {
        let Typed { title, text, language, tags, workstreams } = typed;
        Self {
            title: Some(title),
            text: Some(text),
            language: Some(language),
            tags: Some(tags),
            workstreams: Some(workstreams),
        }
    }
}

/// Changes one.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::NotAllowed`]; what is wrong with the fields; the store's.
pub fn update(app: &App, actor: Actor, id: QuickReplyId, change: Change) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = load(tx, actor, id)?;
        may_change_quick_reply(actor, before.owner)?;
        let checked = check(&changed(&before, change)).map_err(Refusal::Fields)?;
        let same = (&before.title, &before.body, &before.language, &before.tags, &before.workstreams)
            == (&checked.title, &checked.text, &checked.language, &checked.tags, &checked.workstreams);
        if same {
            return Ok(());
        }
        known(tx, &checked.workstreams)?;
        quick_reply::update(tx, id, &checked, now)?;
        noted(tx, actor, &before, &checked.title, now)
    })
}

fn changed(before: &QuickReply, change: Change) -> Typed {
    Typed {
        title: change.title.unwrap_or_else(|| before.title.clone()),
        text: change.text.unwrap_or_else(|| before.body.clone()),
        language: change.language.unwrap_or_else(|| before.language.clone().unwrap_or_default()),
        tags: change.tags.unwrap_or_else(|| before.tags.clone()),
        workstreams: change.workstreams.unwrap_or_else(|| before.workstreams.clone()),
    }
}

fn noted(
    tx: &Tx<'_>,
    actor: Actor,
    before: &QuickReply,
    title: &str,
    now: crate::domain::time::Timestamp,
) -> Result<(), Fault> {
    let subject = format!("quick_reply:{}", before.id);
    note(tx, actor, before.owner, "quick_reply.changed", &subject, &json!({ "name": title }), now)
}
