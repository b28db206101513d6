//! The board for supervisors: what waits in each queue and why, who is there and how much they have at hand; and from
//! there to give, to move and to close.

pub mod acts;

use actix_web::web::Data;
use askama::Template;

use crate::app::App;
use crate::domain::assignment::Floor;
use crate::domain::capacity::{Load, Units};
use crate::domain::conversation::State;
use crate::domain::hours::{self, Standing};
use crate::domain::ids::UserId;
use crate::domain::overflow::WAITING_MAX;
use crate::domain::text;
use crate::domain::time::Timestamp;
use crate::domain::user::Presence;
use crate::domain::workstream::Mode;
use crate::flows::conversations::distribute;
use crate::store::board_view::{self, Ticket};
use crate::store::queue::Queue;
use crate::store::{Db, Fault, conversation, floor, hours as opening_hours, queue, thread_view, workstream};
use crate::web::agent::face::Face;
use crate::web::guards::Supervisor;
use crate::web::i18n::Locale;
use crate::web::page::{self, PageResult};
use crate::web::shell::{self, Nav, Shell};
use crate::web::{presence_words, time};

/// Conversations of one queue on the page; the rest is a number.
const TICKETS_MAX: i64 = 15;
/// Conversations of one agent on the page.
const HELD_MAX: i64 = 20;
/// Somebody who could be given a conversation.
#[derive(Clone)]
struct Choice {
    id: i64,
    name: String,
    initial: String,
    hue: i64,
    room: String,
}

/// A conversation.
struct TicketView {
    id: i64,
    face: Face,
    name: String,
    waited: String,
    late: bool,
    words: String,
    why: String,
    choices: Vec<Choice>,
}

/// A queue.
struct Column {
    id: i64,
    name: String,
    waiting: String,
    pill: (&'static str, &'static str, String),
    places: String,
    hours: String,
    tickets: Vec<TicketView>,
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
    held: Vec<TicketView>,
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
pub async fn show(viewer: Supervisor, app: Data<App>) -> PageResult {
    let shell = viewer.shell(Nav::Board);
    let view = load(&app, &shell).await?;
    page::page(&BoardPage { shell, view })
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

/// Who looks, and when.
struct Reader<'a> {
    l: Locale,
    tz: jiff::tz::TimeZone,
    now: Timestamp,
    app: &'a App,
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
        let margin = self.app.window_margin;
        let mut tickets = board_view::offered_from(db, queue.id, margin, TICKETS_MAX)?;
        tickets.extend(board_view::waiting_in(db, queue.id, margin, TICKETS_MAX)?);
        let shown = tickets.iter().filter(|ticket| ticket.state == State::Open).count();
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
        let late = queue.settings.goal;
        let choices: Vec<Choice> = members.iter().map(|id| self.choice(*id, people)).collect();
        let tickets = tickets
            .into_iter()
            .map(|ticket| {
                let why = self.why(db, &ticket, people)?;
                let late = late.is_some_and(|goal| ticket.since.is_some_and(|since| since + goal < self.now));
                Ok(self.ticket(ticket, why, late, choices.clone()))
            })
            .collect::<Result<Vec<_>, Fault>>()?;
        let more = waiting - i64::try_from(shown).unwrap_or(i64::MAX);
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
            hours: self.hours(&standing, late),
            tickets,
            more: (more > 0).then(|| self.l.t1("board-more", "n", more)),
        })
    }

    fn hours(&self, standing: &Standing, goal: Option<crate::domain::time::Millis>) -> String {
        let when = |at: Timestamp| time::moment(at, self.now, &self.tz, self.l);
        let hours = match standing {
            Standing::Open { until: Some(until) } => self.l.t1("board-open-until", "when", when(*until)),
            Standing::Open { until: None } => self.l.t("board-always-open"),
            Standing::Closed { until: Some(until), .. } => self.l.t1("board-closed-until", "when", when(*until)),
            Standing::Closed { until: None, .. } => self.l.t("board-closed-for-good"),
        };
        match goal {
            Some(goal) => format!("{} · {hours}", self.l.t1("board-goal", "span", time::waited(goal, self.l))),
            None => hours,
        }
    }

    fn ticket(&self, ticket: Ticket, why: String, late: bool, choices: Vec<Choice>) -> TicketView {
        TicketView {
            id: ticket.conversation.0,
            face: Face::of(ticket.contact, &ticket.name, &ticket.window, ticket.opted_out, self.now),
            name: ticket.name,
            waited: ticket.since.map(|since| time::waited(self.now - since, self.l)).unwrap_or_default(),
            late,
            words: text::one_line(&ticket.words, 120),
            why,
            choices,
        }
    }

    /// Why it waits, in one line.
    fn why(&self, db: &Db, ticket: &Ticket, people: &People<'_>) -> Result<String, Fault> {
        let l = self.l;
        if let (Some(agent), Some(until)) = (ticket.assignee, ticket.offered_until) {
            let until = time::clock_time(until, &self.tz, l);
            return Ok(l.t2("board-offered", "name", people.name(agent), "until", until));
        }
        let Some(stored) = conversation::by_id(db, ticket.conversation)? else { return Ok(String::new()) };
        let settings = workstream::of_number(db, stored.number_id)?.settings;
        if settings.mode == Mode::Pick {
            return Ok(l.t("board-waits-pick"));
        }
        let Some(item) = distribute::item(db, &stored, &settings)? else { return Ok(String::new()) };
        let waits = people.floor.choose(&item, self.now).waits();
        Ok(waits.map_or_else(
            || l.t("board-waits-now"),
            |waits| l.t(format!("board-waits-{}", waits.word().replace('_', "-"))),
        ))
    }

    fn choice(&self, id: UserId, people: &People<'_>) -> Choice {
        let name = people.name(id);
        let agent = people.floor.agents.get(&id);
        let presence = agent.map_or(Presence::Offline, |agent| agent.standing.shown.base);
        let room = agent.map_or_else(String::new, |agent| match agent.load.free().0 {
            free if free > 0 => self.l.t1("board-free", "n", free),
            _ => self.l.t2("board-above", "used", agent.load.used.0 + 1, "places", agent.load.total.0),
        });
        let presence = presence_words::name(presence, self.l);
        Choice {
            id: id.0,
            initial: text::initial(&name),
            hue: shell::hue(id.0),
            name,
            room: format!("{presence} · {room}"),
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
            .map(|ticket| {
                let why = match ticket.offered_until {
                    Some(until) => l.t2("board-offered", "name", &name, "until", time::clock_time(until, &self.tz, l)),
                    None => l.t(format!("board-state-{}", ticket.state.word().replace('_', "-"))),
                };
                self.ticket(ticket, why, false, choices.clone())
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

/// Who there is, and what they are called.
struct People<'a> {
    floor: &'a Floor,
    names: &'a std::collections::BTreeMap<UserId, String>,
}

impl People<'_> {
    fn name(&self, id: UserId) -> String {
        self.names.get(&id).cloned().unwrap_or_default()
    }

    fn members(&self, queue: &Queue) -> Vec<UserId> {
        let known = self.floor.queues.get(&queue.id);
        known.map(|known| known.members.iter().map(|member| member.agent).collect()).unwrap_or_default()
    }
}
