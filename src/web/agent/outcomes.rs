//! What became of a conversation: asked of whoever ends it, where its workstream has words for it, and beside the thread
//! for whoever corrects it. The question is a page of its own without scripts, and the same form over the thread with them.

use std::ops::ControlFlow;

use actix_web::HttpRequest;
use actix_web::web::{Data, Path, Query};
use askama::Template;

use crate::app::App;
use crate::domain::ids::{ConversationId, OutcomeId};
use crate::flows::conversations::outcomes::{self, Ends};
use crate::flows::conversations::{close as closing, end as ending};
use crate::store::outcome::{self, Asks, Outcome};
use crate::store::thread_view::Head;
use crate::store::{Db, Fault};
use crate::web::agent::Reader;
use crate::web::agent::actions::form_answered;
use crate::web::agent::composer::Again;
use crate::web::agent::list::{Listing, Wanted};
use crate::web::agent::pane_form;
use crate::web::agent::thread::{load_head, whole};
use crate::web::form::{Nothing, PostedForm, Problems};
use crate::web::guards::{Agent, Viewer};
use crate::web::live::Hub;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};

/// What the store says about the outcomes of a conversation.
pub(super) struct Loaded {
    asks: Asks,
    known: Vec<Outcome>,
    has: Vec<Outcome>,
}

/// What the store says about the outcomes of a conversation.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub(super) fn load(db: &Db, head: &Head) -> Result<Loaded, Fault> {
    Ok(Loaded {
        asks: outcome::asks(db, head.workstream)?,
        known: outcome::list(db, head.workstream)?,
        has: outcome::of(db, head.conversation)?,
    })
}

/// What was ticked and not taken, and why.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    said: Vec<OutcomeId>,
    problem: String,
}

/// One to tick.
pub(super) struct Choice {
    pub id: i64,
    pub name: String,
    pub ticked: bool,
}

/// Outcomes with the heading that they stand under, which may be empty.
pub(super) struct Group {
    pub category: String,
    pub choices: Vec<Choice>,
}

/// Outcomes as pages show them.
pub(super) struct OutcomesView {
    /// What was said of the conversation.
    pub has: Vec<String>,
    pub groups: Vec<Group>,
    /// How many may be ticked, and whether one must be.
    pub hint: String,
    pub problem: Option<String>,
}

impl OutcomesView {
    pub(super) fn of(loaded: Loaded, typed: Option<Typed>, reader: &Reader) -> Self {
        let Loaded { asks, known, has } = loaded;
        let ticked = match &typed {
            Some(typed) => typed.said.clone(),
            None => has.iter().map(|one| one.id).collect(),
        };
        // What is offered no more is shown where it was chosen.
        let gone = has.iter().filter(|one| !known.contains(one)).cloned();
        let mut groups: Vec<Group> = Vec::new();
        for one in known.iter().cloned().chain(gone) {
            let choice = Choice { id: one.id.0, name: one.name, ticked: ticked.contains(&one.id) };
            match groups.iter_mut().find(|group| group.category == one.category) {
                Some(group) => group.choices.push(choice),
                None => groups.push(Group { category: one.category, choices: vec![choice] }),
            }
        }
        let key = if asks.required { "outcomes-hint-required" } else { "outcomes-hint" };
        Self {
            has: has.into_iter().map(|one| one.name).collect(),
            groups,
            hint: reader.l.t1(key, "n", asks.most),
            problem: typed.map(|typed| typed.problem),
        }
    }
}

#[derive(Template)]
#[template(path = "agent/end.html")]
struct EndPage {
    shell: Shell,
    id: i64,
    name: String,
    query: String,
    /// Whether it may be ended with the paperwork left, which is so once.
    may_end: bool,
    outcomes: OutcomesView,
    problems: Problems,
}

async fn page_of(
    viewer: &Viewer,
    app: &Data<App>,
    id: ConversationId,
    query: String,
    typed: Option<Typed>,
    problems: Problems,
) -> PageResult {
    let (reader, status) = (Reader::of(viewer), problems.status());
    let told = reader.clone();
    let (head, loaded) = page::blocking(app, move |app| {
        app.store.read(|db| {
            let head = load_head(app, db, id, &told)?;
            let loaded = load(db, &head)?;
            Ok((head, loaded))
        })
    })
    .await?;
    let may_end = super::thread::head_view(&head, &reader).may_finish;
    let outcomes = OutcomesView::of(loaded, typed, &reader);
    let shell = viewer.shell(Nav::Inbox);
    let page = EndPage { shell, id: id.0, name: head.name, query, may_end, outcomes, problems };
    page::page_with_status(&page, status)
}

/// GET /inbox/{id}/end
///
/// # Errors
/// 404 for a conversation that is not this user's to see.
pub async fn show(viewer: Agent, app: Data<App>, path: Path<ConversationId>, wanted: Query<Wanted>) -> PageResult {
    let query = Listing::from(&*wanted).query();
    page_of(&viewer, &app, path.into_inner(), query, None, Problems::default()).await
}

/// What a form says: `None` where it asked nothing.
fn said(pairs: &[(String, String)]) -> Option<Vec<OutcomeId>> {
    let asked = pairs.iter().any(|(name, _)| name == "asked");
    let ticked = pairs.iter().filter(|(name, _)| name == "outcomes");
    // What is no id belongs to nothing.
    let ids = ticked.map(|(_, text)| text.parse().unwrap_or(OutcomeId(0)));
    asked.then(|| ids.collect())
}

/// Ends it so; where something is wrong with what was said, it is asked again.
async fn ends(
    viewer: &Viewer,
    app: &Data<App>,
    request: &HttpRequest,
    (id, query, said): (ConversationId, String, Option<Vec<OutcomeId>>),
    (flow, after): (Ends, String),
) -> PageResult {
    let (actor, told) = (viewer.actor(), said.clone());
    let done = page::blocking(app, move |app| flow(app, actor, id, told)).await;
    match form_answered(viewer, request, format!("/inbox/{id}{query}"), done, page::redirect(after)) {
        ControlFlow::Break(answer) => answer,
        ControlFlow::Continue(problems) => {
            let typed = said.map(|said| Typed { said, problem: String::new() });
            page_of(viewer, app, id, query, typed, problems).await
        }
    }
}

/// POST /inbox/{id}/end
///
/// # Errors
/// 404 for a conversation that is not this user's to see; what is wrong is the question again, with 422.
pub async fn end(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    form: PostedForm<Nothing>,
) -> PageResult {
    let (id, query) = (path.into_inner(), Listing::from(&*wanted).query());
    let after = format!("/inbox/{id}{query}");
    ends(&viewer, &app, &request, (id, query, said(&form.pairs)), (ending::end, after)).await
}

/// POST /inbox/{id}/close
///
/// # Errors
/// 404 for a conversation that is not this user's to see; what is wrong is the question again, with 422.
pub async fn close(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    form: PostedForm<Nothing>,
) -> PageResult {
    let (id, query) = (path.into_inner(), Listing::from(&*wanted).query());
    let after = format!("/inbox{query}");
    ends(&viewer, &app, &request, (id, query, said(&form.pairs)), (closing::close, after)).await
}

/// POST /inbox/{id}/outcomes
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
    form: PostedForm<Nothing>,
) -> PageResult {
    let (id, actor, listing) = (path.into_inner(), viewer.actor(), Listing::from(&*wanted));
    let said = said(&form.pairs).unwrap_or_default();
    let wanted = said.clone();
    let saved = page::blocking(&app, move |app| outcomes::set(app, actor, id, wanted)).await;
    let (status, problem) = match pane_form::answered(&viewer, &request, id, &listing, saved)? {
        ControlFlow::Break(answer) => return Ok(answer),
        ControlFlow::Continue(wrong) => wrong,
    };
    let again = Again { outcomes: Some(Typed { said, problem }), ..Again::default() };
    whole(&viewer, &app, hub.as_ref(), id, &listing, &pane_form::asked(), again, status).await
}
