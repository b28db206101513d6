//! The board for supervisors: what waits in each queue and why, who is there and how much they have at hand; and from
//! there to give, to move and to close.

pub mod acts;
mod entries;
pub mod reassign;

pub use entries::{EntryView, waiting_in};

use actix_web::web::{Data, Query};
use askama::Template;

use crate::app::App;
use crate::domain::capacity::{Load, Units};
use crate::domain::hours::{self, Standing};
use crate::domain::ids::UserId;
use crate::domain::overflow::WAITING_MAX;
use crate::domain::text;
use crate::domain::user::Presence;
use crate::store::queue::Queue;
use crate::store::{Db, Fault, board_view, floor, hours as opening_hours, queue, thread_view};
use crate::web::agent::bulk::{Done, DoneView, Origin, done_at};
use crate::web::board::entries::{Choice, People, Reader};
use crate::web::guards::Supervisor;
use crate::web::page::{self, PageResult};
use crate::web::shell::{self, Nav, Shell};
use crate::web::standing::StandingView;
use crate::web::{presence_words, time};

/// Conversations of one agent on the page.
const HELD_MAX: i64 = 20;

/// A queue.
struct Column {
    id: i64,
    name: String,
    waiting: String,
    pill: (&'static str, &'static str, String),
    places: String,
    hours: String,
    entries: Vec<EntryView>,
    more: Option<String>,
}

/// An agent.
struct AgentView {
    id: i64,
    name: String,
    initial: String,
    hue: i64,
    dot: &'static str,
    boxes: Vec<bool>,
    full: bool,
    places: String,
    state: String,
    held: Vec<EntryView>,
}

struct View {
    summary: String,
    empty: Vec<(i64, String)>,
    columns: Vec<Column>,
    agents: Vec<AgentView>,
    here: String,
}

#[derive(Template)]
#[template(path = "board/show.html")]
struct BoardPage {
    shell: Shell,
    view: View,
    done: Option<DoneView>,
}

#[derive(Template)]
#[template(path = "board/_board.html")]
struct BoardPart {
    shell: Shell,
    view: View,
}

/// GET /board
///
/// # Errors
/// The store's.
pub async fn show(viewer: Supervisor, app: Data<App>, asked: Query<Done>) -> PageResult {
    let shell = viewer.shell(Nav::Board);
    let view = load(&app, &shell).await?;
    let done = done_at(&viewer, &app, &asked, Origin::Board).await?;
    page::page(&BoardPage { shell, view, done })
}

/// GET /board/fragments/board
///
/// # Errors
/// The store's.
pub async fn fragment(viewer: Supervisor, app: Data<App>) -> PageResult {
    let shell = viewer.shell(Nav::Board);
    let view = load(&app, &shell).await?;
    page::page(&BoardPart { shell, view })
}

async fn load(app: &Data<App>, shell: &Shell) -> Result<View, crate::web::error::WebError> {
    let (l, tz) = (shell.l, shell.tz.clone());
    page::blocking(app, move |app| {
        let reader = Reader { l, tz, now: app.clock.now(), app };
        app.store.read(|db| reader.view(db))
    })
    .await
}

impl Reader<'_> {
    fn view(&self, db: &Db) -> Result<View, Fault> {
        let floor = floor::load(db, self.now)?;
        let names = thread_view::names(db)?;
        let people = People { floor: &floor, names: &names };
        let mut columns = Vec::new();
        let (mut empty, mut total) = (Vec::new(), 0);
        for queue in queue::list(db)? {
            let waiting = queue::waiting(db, queue.id, WAITING_MAX)?;
            total += waiting;
            let members = floor.queues.get(&queue.id).map_or(0, |known| known.members.len());
            if members == 0 && !queue.everyone {
                empty.push((queue.id.0, queue.settings.name.clone()));
            }
            columns.push(self.column(db, &queue, waiting, &people)?);
        }
        let mut agents = Vec::new();
        for id in floor.agents.keys() {
            agents.push(self.agent(db, *id, &people)?);
        }
        let here = floor.agents.values().filter(|agent| agent.standing.is_here()).count();
        let free: i64 = floor
            .agents
            .values()
            .filter(|agent| agent.standing.is_here())
            .map(|agent| agent.load.free().0.max(0))
            .sum();
        let oldest = board_view::oldest(db)?.map(|since| time::waited(self.now - since, self.l));
        let summary = match oldest {
            Some(oldest) => self.l.t2("board-waiting", "n", total, "oldest", oldest),
            None => self.l.t("board-nobody-waits"),
        };
        let here = self.l.t3("board-here", "here", here, "all", floor.agents.len(), "free", free);
        Ok(View { summary, empty, columns, agents, here })
    }

    fn column(&self, db: &Db, queue: &Queue, waiting: i64, people: &People<'_>) -> Result<Column, Fault> {
        let members = people.members(queue);
        let here: Vec<_> = members
            .iter()
            .filter_map(|id| people.floor.agents.get(id))
            .filter(|agent| agent.standing.is_here())
            .collect();
        let used: i64 = here.iter().map(|agent| agent.load.used.0).sum();
        let places: i64 = here.iter().map(|agent| agent.load.total.0).sum();
        let room = here.iter().any(|agent| agent.load.free().0 > 0);
        let known = match queue.settings.hours {
            Some(id) => opening_hours::by_id(db, id)?,
            None => None,
        };
        let standing = hours::standing(known.as_ref().map(|known| &known.hours), self.now);
        let choices: Vec<Choice> = members.iter().map(|id| self.choice(*id, people)).collect();
        let (entries, shown) = self.waiting(db, queue, people, &choices)?;
        let more = waiting - shown;
        let pill = match &standing {
            Standing::Closed { .. } => ("", "i-moon", self.l.t("board-closed")),
            Standing::Open { .. } if room => ("is-ok", "i-tick", self.l.t("board-room")),
            Standing::Open { .. } if here.is_empty() => ("is-soon", "i-user", self.l.t("board-nobody-here")),
            Standing::Open { .. } => ("is-soon", "i-stop", self.l.t("board-full")),
        };
        Ok(Column {
            id: queue.id.0,
            name: queue.settings.name.clone(),
            waiting: waiting.to_string(),
            pill,
            places: self.l.t2("board-places", "used", used, "places", places),
            hours: self.goal_and_hours(queue, &standing),
            entries,
            more: (more > 0).then(|| self.l.t1("board-more", "n", more)),
        })
    }

    fn goal_and_hours(&self, queue: &Queue, standing: &Standing) -> String {
        let hours = StandingView::at(standing, self.l, &self.tz, self.now).text;
        match queue.settings.goal {
            Some(goal) => format!("{} · {hours}", self.l.t1("board-goal", "span", time::waited(goal, self.l))),
            None => hours,
        }
    }

    fn agent(&self, db: &Db, id: UserId, people: &People<'_>) -> Result<AgentView, Fault> {
        let l = self.l;
        let name = people.name(id);
        let agent = people.floor.agents.get(&id);
        let presence = agent.map_or(Presence::Offline, |agent| agent.standing.shown.base);
        let load = agent.map_or_else(Load::default, |agent| agent.load);
        let choices: Vec<Choice> =
            people.floor.agents.keys().filter(|other| **other != id).map(|other| self.choice(*other, people)).collect();
        let held = board_view::held_by(db, id, self.app.window_margin, HELD_MAX)?
            .into_iter()
            .map(|entry| {
                let why = match entry.offered_until {
                    Some(until) => l.t2("board-offered", "name", &name, "until", time::clock_time(until, &self.tz, l)),
                    None => l.t(format!("board-state-{}", entry.state.word().replace('_', "-"))),
                };
                self.entry(entry, why, false, choices.clone())
            })
            .collect();
        Ok(AgentView {
            id: id.0,
            initial: text::initial(&name),
            hue: shell::hue(id.0),
            dot: presence_words::dot(presence),
            boxes: presence_words::places(load),
            full: load.free() <= Units::ZERO,
            places: l.t2("board-places", "used", load.used.0, "places", load.total.0),
            state: presence_words::name(presence, l),
            held,
            name,
        })
    }
}
