//! All open work of somebody who went home is given away: what there is of it, to whom, and the word that goes with it.
//! The next page says what was done, and can undo it.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::UserId;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::transfer::{Nowhere, To};
use crate::flows::bulk::reassign::{Away, reassign};
use crate::store::board_view::{self, Work};
use crate::store::{Fault, floor, user};
use crate::web::agent::bulk::Origin;
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::{Supervisor, Viewer};
use crate::web::page::{self, PageResult};
use crate::web::presence_words;
use crate::web::shell::{Nav, Shell};

/// A colleague who could get it.
struct Colleague {
    id: i64,
    name: String,
    dot: &'static str,
    presence: String,
    places: String,
}

/// What there is to give away.
struct View {
    name: String,
    work: Work,
    people: Vec<Colleague>,
}

#[derive(Template)]
#[template(path = "board/reassign.html")]
struct ReassignPage {
    shell: Shell,
    id: i64,
    /// Where it leads back to.
    back: String,
    view: View,
    form: Form,
    problems: Problems,
}

/// The posted form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    /// `queues`: each goes back to its own; else a colleague as [`To`].
    to: String,
    text: String,
    offline: String,
    /// Whose page led here: `user`, else the board.
    back: String,
}

impl Form {
    /// The page that led here.
    fn origin(&self, user: UserId) -> Origin {
        if self.back == "user" { Origin::User(user) } else { Origin::Board }
    }

    fn away(&self, user: UserId) -> Result<Away, FieldProblem> {
        let to = match self.to.parse() {
            Ok(To::Agent(colleague)) => Some(colleague),
            Err(Nowhere) if self.to == "queues" => None,
            Ok(To::Queue(_)) | Err(Nowhere) => return Err(FieldProblem::new("to", "missing")),
        };
        Ok(Away { user, to, word: self.text.clone(), offline: self.offline == "1" })
    }
}

fn load(app: &App, shell: &Shell, id: UserId) -> Result<View, Fault> {
    let now = app.clock.now();
    app.store.read(|db| {
        let name = user::find(db, id)?.ok_or(Refusal::NotFound)?.name;
        let floor = floor::load(db, now)?;
        let mut people = Vec::new();
        for person in user::people(db)?.into_iter().filter(|person| person.id != id) {
            let agent = floor.agents.get(&person.id);
            let base = agent.map_or(crate::domain::user::Presence::Offline, |agent| agent.standing.shown.base);
            let load = agent.map(|agent| agent.load).unwrap_or_default();
            people.push(Colleague {
                id: person.id.0,
                name: person.name,
                dot: presence_words::dot(base),
                presence: presence_words::name(base, shell.l),
                places: shell.l.t2("board-places", "used", load.used.0, "places", load.total.0),
            });
        }
        Ok(View { name, work: board_view::work_of(db, id)?, people })
    })
}

async fn page_of(
    viewer: &Viewer,
    app: &Data<App>,
    id: UserId,
    form: Form,
    problems: Problems,
) -> Result<HttpResponse, WebError> {
    let (shell, status) = (viewer.shell(Nav::Board), problems.status());
    let (view, shell) = page::blocking(app, move |app| Ok((load(app, &shell, id)?, shell))).await?;
    let back = form.origin(id).page();
    page::page_with_status(&ReassignPage { shell, id: id.0, back, view, form, problems }, status)
}

/// Where the link stood.
#[derive(Deserialize)]
pub struct Asked {
    back: Option<String>,
}

/// GET /board/agents/{id}/reassign
///
/// # Errors
/// 404 for somebody who does not exist.
pub async fn show(viewer: Supervisor, app: Data<App>, id: Path<UserId>, asked: Query<Asked>) -> PageResult {
    let back = asked.into_inner().back.unwrap_or_default();
    let form = Form { to: "queues".to_owned(), offline: "1".to_owned(), back, ..Form::default() };
    page_of(&viewer, &app, id.into_inner(), form, Problems::default()).await
}

/// POST /board/agents/{id}/reassign
///
/// # Errors
/// 404 for somebody who does not exist; what is wrong is the page again, with 422.
pub async fn give(viewer: Supervisor, app: Data<App>, id: Path<UserId>, posted: PostedForm<Form>) -> PageResult {
    let (actor, id, form) = (viewer.actor(), id.into_inner(), posted.value);
    let (wanted, origin) = (form.away(id), form.origin(id));
    match page::blocking(&app, move |app| reassign(app, actor, &wanted?)).await {
        Ok(done) => page::redirect(origin.told(done)),
        Err(error) => page_of(&viewer, &app, id, form, Problems::of(error)?).await,
    }
}
