//! Tags beside a thread: those of the contact, and those of the conversation, which rules give too. Each has a form.

use std::ops::ControlFlow;

use actix_web::HttpRequest;
use actix_web::web::{Data, Path, Query};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::ConversationId;
use crate::flows::contacts::update::{self, Change};
use crate::flows::conversations::set_tags::set_tags;
use crate::web::agent::Reader;
use crate::web::agent::composer::Again;
use crate::web::agent::list::{Listing, Wanted};
use crate::web::agent::pane_form;
use crate::web::agent::thread::{load_head, whole};
use crate::web::form::PostedForm;
use crate::web::guards::Agent;
use crate::web::live::Hub;
use crate::web::page::{self, PageResult};

/// What was typed and not taken, and why.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    /// Whether it is about the conversation.
    own: bool,
    text: String,
    problem: String,
}

/// Tags as the pane shows them.
pub(super) struct TagsView {
    pub contact: TagsOf,
    pub conversation: TagsOf,
}

/// The tags of one of the two.
pub(super) struct TagsOf {
    pub tags: Vec<String>,
    /// As they stand in the field.
    pub text: String,
    pub problem: Option<String>,
}

impl TagsOf {
    fn of(tags: Vec<String>, typed: Option<&Typed>) -> Self {
        match typed {
            Some(Typed { text, problem, .. }) => Self { tags, text: text.clone(), problem: Some(problem.clone()) },
            None => Self { text: tags.join(", "), tags, problem: None },
        }
    }
}

impl TagsView {
    pub(super) fn of(contact: Vec<String>, conversation: Vec<String>, typed: Option<&Typed>) -> Self {
        Self {
            contact: TagsOf::of(contact, typed.filter(|typed| !typed.own)),
            conversation: TagsOf::of(conversation, typed.filter(|typed| typed.own)),
        }
    }
}

/// The field, tags with commas between them.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Form {
    tags: String,
    /// `conversation`, or the contact's.
    of: String,
}

/// POST /inbox/{id}/tags
///
/// # Errors
/// 404 for a conversation that is not this user's to see; what is wrong is the page again, with 422.
pub async fn save(
    viewer: Agent,
    app: Data<App>,
    hub: Option<Data<Hub>>,
    request: HttpRequest,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    form: PostedForm<Form>,
) -> PageResult {
    let (id, Form { tags: text, of }, listing) = (path.into_inner(), form.value, Listing::from(&*wanted));
    let (own, actor) = (of == "conversation", viewer.actor());
    let tags: Vec<String> = text.split(',').map(str::to_owned).collect();
    let reader = Reader::of(&viewer);
    let saved = page::blocking(&app, move |app| {
        if own {
            return set_tags(app, actor, id, &tags);
        }
        let contact = app.store.read(|db| load_head(app, db, id, &reader))?.contact;
        update::update(app, actor, contact, Change { tags: Some(tags), ..Change::default() })
    })
    .await;
    let (status, problem) = match pane_form::answered(&viewer, &request, id, &listing, saved)? {
        ControlFlow::Break(answer) => return Ok(answer),
        ControlFlow::Continue(wrong) => wrong,
    };
    let again = Again { tags: Some(Typed { own, text, problem }), ..Again::default() };
    whole(&viewer, &app, hub.as_ref(), id, &listing, &pane_form::asked(), again, status).await
}
