//! Where a conversation can go: colleagues with how they stand and whether they fit, queues with who is there. A page of
//! its own without scripts, and the same form over the thread with them.

use std::ops::ControlFlow;

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::assignment::{Floor, Item};
use crate::domain::ids::{ConversationId, UserId};
use crate::domain::offer::Refused;
use crate::domain::overflow::WAITING_MAX;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::transfer::{Nowhere, To};
use crate::domain::user::Actor;
use crate::flows::consults::ask as asking;
use crate::flows::consults::call::call;
use crate::flows::conversations::distribute;
use crate::flows::conversations::transfer::transfer;
use crate::store::thread_view::Head;
use crate::store::{Db, Fault, conversation, floor, hours as opening_hours, queue, user, workstream};
use crate::web::agent::Reader;
use crate::web::agent::actions::form_answered;
use crate::web::agent::list::{Listing, Wanted};
use crate::web::agent::thread::load_head;
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::{Agent, Viewer};
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};
use crate::web::standing::StandingView;
use crate::web::{presence_words, why};

/// A colleague.
struct Colleague {
    id: i64,
    name: String,
    dot: &'static str,
    presence: String,
    places: String,
    /// The skills that the conversation needs and they lack.
    lacks: Option<String>,
    /// Whether assignment would choose them, too.
    fits: bool,
}

/// A queue.
struct Line {
    id: i64,
    name: String,
    hours: String,
    waiting: String,
    there: String,
    /// Whether it can be chosen.
    takes: bool,
}

/// What can be chosen.
struct View {
    people: Vec<Colleague>,
    queues: Vec<Line>,
}

#[derive(Template)]
#[template(path = "agent/transfer.html")]
struct TransferPage {
    shell: Shell,
    id: i64,
    name: String,
    query: String,
    view: View,
    form: Form,
    problems: Problems,
}

/// The posted form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    /// A [`To`].
    to: String,
    text: String,
}

fn view(db: &Db, head: &Head, reader: &Reader) -> Result<View, Fault> {
    let floor = floor::load(db, reader.now)?;
    let here = conversation::by_id(db, head.conversation)?.ok_or(Refusal::NotFound)?;
    let settings = workstream::of_number(db, here.number_id)?.settings;
    // Whoever refused it before, and whom it was kept for, is no matter to a person's choice.
    let item = distribute::item(db, &here, &settings)?;
    let item = item.map(|item| Item { kept: None, refused: Refused::default(), ..item });
    let names = crate::store::trace_step::names(db)?;
    let teller = why::Teller { names: &names, l: reader.l, tz: &reader.tz };
    let mut people = Vec::new();
    for (id, name) in user::people(db)?.into_iter().map(|person| (person.id, person.name)) {
        if head.assignee.as_ref().is_some_and(|has| has.id == id) {
            continue;
        }
        people.push(colleague(id, name, &floor, item.as_ref(), &teller, reader));
    }
    // Who fits stands first.
    people.sort_by_key(|one| !one.fits);
    let mut queues = Vec::new();
    for known in queue::list(db)? {
        queues.push(line(db, &known, head, &here, &floor, reader)?);
    }
    Ok(View { people, queues })
}

fn colleague(
    id: UserId,
    name: String,
    floor: &Floor,
    item: Option<&Item>,
    teller: &why::Teller<'_>,
    reader: &Reader,
) -> Colleague {
    let l = reader.l;
    let agent = floor.agents.get(&id);
    let load = agent.map(|agent| agent.load).unwrap_or_default();
    let base = agent.map_or(crate::domain::user::Presence::Offline, |agent| agent.standing.shown.base);
    let asked = item.zip(agent);
    let lacks = asked.map(|(item, agent)| item.needs.skills.lacking(&agent.skills)).unwrap_or_default();
    Colleague {
        id: id.0,
        name,
        dot: presence_words::dot(base),
        presence: presence_words::name(base, l),
        places: l.t2("board-places", "used", load.used.0, "places", load.total.0),
        lacks: (!lacks.is_empty()).then(|| l.t1("transfer-lacks", "skills", teller.lacks(&lacks))),
        fits: asked.is_some_and(|(item, agent)| item.why_not(id, agent, reader.now).is_none()),
    }
}

fn line(
    db: &Db,
    known: &queue::Queue,
    head: &Head,
    here: &conversation::Conversation,
    floor: &Floor,
    reader: &Reader,
) -> Result<Line, Fault> {
    let l = reader.l;
    let hours = known.settings.hours.map(|id| opening_hours::by_id(db, id)).transpose()?.flatten();
    let standing = crate::domain::hours::standing(hours.as_ref().map(|known| &known.hours), reader.now);
    let waiting = queue::waiting(db, known.id, WAITING_MAX)?;
    let members = floor.queues.get(&known.id).map(|queue| queue.members.as_slice()).unwrap_or_default();
    let there = members
        .iter()
        .filter(|member| floor.agents.get(&member.agent).is_some_and(|agent| agent.standing.is_here()))
        .count();
    let waits_there = head.assignee.is_none() && here.queue == Some(known.id);
    Ok(Line {
        id: known.id.0,
        name: known.settings.name.clone(),
        hours: StandingView::at(&standing, l, &reader.tz, reader.now).text,
        waiting: l.t1("transfer-waiting", "n", waiting),
        there: l.t1("transfer-there", "n", there),
        takes: standing.is_open() && !members.is_empty() && !waits_there,
    })
}

async fn page_of(
    viewer: &Viewer,
    app: &Data<App>,
    id: ConversationId,
    query: String,
    form: Form,
    problems: Problems,
) -> Result<HttpResponse, WebError> {
    let (reader, status) = (Reader::of(viewer), problems.status());
    let (name, view) = page::blocking(app, move |app| {
        app.store.read(|db| {
            let head = load_head(app, db, id, &reader)?;
            let view = view(db, &head, &reader)?;
            Ok((head.name, view))
        })
    })
    .await?;
    let page = TransferPage { shell: viewer.shell(Nav::Inbox), id: id.0, name, query, view, form, problems };
    page::page_with_status(&page, status)
}

/// GET /inbox/{id}/transfer
///
/// # Errors
/// 404 for a conversation that is not this user's to see.
pub async fn show(viewer: Agent, app: Data<App>, path: Path<ConversationId>, wanted: Query<Wanted>) -> PageResult {
    let query = Listing::from(&*wanted).query();
    page_of(&viewer, &app, path.into_inner(), query, Form::default(), Problems::default()).await
}

/// POST /inbox/{id}/transfer
///
/// # Errors
/// 404 for a conversation that is not this user's to see; what is wrong is the page again, with 422.
pub async fn give(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    form: PostedForm<Form>,
) -> PageResult {
    let query = Listing::from(&*wanted).query();
    let after = (format!("/inbox{query}"), "flash-transferred");
    let posted = (path.into_inner(), query, form.value);
    answered(&viewer, &app, &request, posted, after, transfer).await
}

/// POST /inbox/{id}/consults
///
/// # Errors
/// 404 for a conversation that is not this user's to see; what is wrong is the page again, with 422.
pub async fn ask(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    form: PostedForm<Form>,
) -> PageResult {
    let (id, query) = (path.into_inner(), Listing::from(&*wanted).query());
    let joint = if query.is_empty() { '?' } else { '&' };
    let after = (format!("/inbox/{id}{query}{joint}pane=contact"), "flash-asked");
    let ask = |app: &App, actor, id, to, text: &str| match to {
        To::Agent(guest) => asking::ask(app, actor, id, guest, text).map(|_| ()),
        To::Queue(queue) => call(app, actor, id, queue, text).map(|_| ()),
    };
    answered(&viewer, &app, &request, (id, query, form.value), after, ask).await
}

/// Does with the conversation what was posted; or the form again with what is wrong.
async fn answered(
    viewer: &Viewer,
    app: &Data<App>,
    request: &HttpRequest,
    (id, query, form): (ConversationId, String, Form),
    (after, flash): (String, &'static str),
    flow: fn(&App, Actor, ConversationId, To, &str) -> Result<(), Fault>,
) -> PageResult {
    let (actor, text) = (viewer.actor(), form.text.clone());
    let done = match form.to.parse() {
        Ok(to) => page::blocking(app, move |app| flow(app, actor, id, to, &text)).await,
        Err(Nowhere) => Err(Refusal::from(FieldProblem::new("to", "missing")).into()),
    };
    match form_answered(viewer, request, format!("/inbox/{id}{query}"), done, page::flash(after, flash)) {
        ControlFlow::Break(answer) => answer,
        ControlFlow::Continue(problems) => page_of(viewer, app, id, query, form, problems).await,
    }
}
