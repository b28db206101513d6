//! A conversation is set aside: until when, with a word where the window ends before. A page of its own without scripts, and
//! the same form over the thread with them.

use std::ops::ControlFlow;

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::ConversationId;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::snooze::Choice;
use crate::domain::time::Timestamp;
use crate::domain::window::Window;
use crate::flows::conversations::snooze as snoozing;
use crate::web::agent::Reader;
use crate::web::agent::actions::{change, form_answered};
use crate::web::agent::list::{Listing, Wanted};
use crate::web::agent::thread::load_head;
use crate::web::error::WebError;
use crate::web::form::{Nothing, PostedForm, Problems};
use crate::web::guards::{Agent, Viewer};
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};
use crate::web::{time, time_field};

/// A choice with what it means.
pub(super) struct Way {
    pub word: &'static str,
    pub label: String,
    /// When that is; empty for the contact's answer.
    pub when: String,
    /// That free text will have ended by then.
    pub late: Option<String>,
}

/// What can be chosen now; `window`: of a thread, `None` for many at once.
pub(super) fn ways(window: Option<&Window>, reader: &Reader) -> Vec<Way> {
    let l = reader.l;
    let ends = window.filter(|window| window.is_open(reader.now)).and_then(Window::until);
    let way = |choice: &Choice| {
        let instant = choice.instant(reader.now, &reader.tz);
        let timeless = matches!(choice, Choice::Answer);
        if instant.is_none() && !timeless {
            return None;
        }
        let late = instant.zip(ends).filter(|(instant, ends)| ends <= instant);
        Some(Way {
            word: choice.word(),
            label: l.t(format!("snooze-{}", choice.word())),
            when: instant.map_or_else(String::new, |at| time::moment(at, reader.now, &reader.tz, l)),
            late: late
                .map(|(_, ends)| l.t1("snooze-window-ends", "when", time::moment(ends, reader.now, &reader.tz, l))),
        })
    };
    Choice::ALL.iter().filter_map(way).collect()
}

#[derive(Template)]
#[template(path = "agent/snooze.html")]
struct SnoozePage {
    shell: Shell,
    id: i64,
    name: String,
    query: String,
    ways: Vec<Way>,
    /// Until when free text may be sent, for a time of one's own.
    ends: Option<String>,
    form: Form,
    problems: Problems,
}

/// The posted form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    /// A choice.
    until: String,
    /// A time of one's own.
    time: String,
}

/// The instant that was chosen; `None` inside: until the contact writes.
pub(super) fn chosen(until: &str, own: &str, now: Timestamp, tz: &TimeZone) -> Result<Option<Timestamp>, FieldProblem> {
    match Choice::from_word(until) {
        Some(Choice::Answer) => Ok(None),
        Some(Choice::Time) => {
            time_field::read_instant(own, tz).map(Some).ok_or(FieldProblem::new("until", "time-missing"))
        }
        // What is not offered any more has passed while the form was open.
        Some(choice) => choice.instant(now, tz).map(Some).ok_or(FieldProblem::new("until", "time-past")),
        None => Err(FieldProblem::new("until", "missing")),
    }
}

async fn page_of(
    viewer: &Viewer,
    app: &Data<App>,
    id: ConversationId,
    query: String,
    mut form: Form,
    problems: Problems,
) -> Result<HttpResponse, WebError> {
    let reader = Reader::of(viewer);
    let asked = reader.clone();
    let head = page::blocking(app, move |app| app.store.read(|db| load_head(app, db, id, &asked))).await?;
    let ends = head.window.until().filter(|_| head.window.is_open(reader.now));
    if form.time.is_empty() {
        let tomorrow = Choice::Tomorrow.instant(reader.now, &reader.tz);
        form.time = tomorrow.map(|at| time_field::to_the_minute(at, &reader.tz)).unwrap_or_default();
    }
    let status = problems.status();
    let page = SnoozePage {
        shell: viewer.shell(Nav::Inbox),
        id: id.0,
        ways: ways(Some(&head.window), &reader),
        ends: ends.map(|ends| {
            reader.l.t1("snooze-window-until", "when", time::moment(ends, reader.now, &reader.tz, reader.l))
        }),
        name: head.name,
        query,
        form,
        problems,
    };
    page::page_with_status(&page, status)
}

/// GET /inbox/{id}/snooze
///
/// # Errors
/// 404 for a conversation that is not this user's to see.
pub async fn show(viewer: Agent, app: Data<App>, path: Path<ConversationId>, wanted: Query<Wanted>) -> PageResult {
    let query = Listing::from(&*wanted).query();
    page_of(&viewer, &app, path.into_inner(), query, Form::default(), Problems::default()).await
}

/// POST /inbox/{id}/snooze
///
/// # Errors
/// 404 for a conversation that is not this user's to see; what is wrong is the page again, with 422.
pub async fn set(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    form: PostedForm<Form>,
) -> PageResult {
    let (id, query, form) = (path.into_inner(), Listing::from(&*wanted).query(), form.value);
    let (actor, reader) = (viewer.actor(), Reader::of(&viewer));
    let done = match chosen(&form.until, &form.time, reader.now, &reader.tz) {
        Ok(until) => page::blocking(&app, move |app| snoozing::snooze(app, actor, id, until)).await,
        Err(problem) => {
            // Whether it may be seen at all comes first.
            page::blocking(&app, move |app| app.store.read(|db| load_head(app, db, id, &reader))).await?;
            Err(Refusal::from(problem).into())
        }
    };
    let after = page::flash(format!("/inbox{query}"), "flash-snoozed");
    match form_answered(&viewer, &request, format!("/inbox/{id}{query}"), done, after) {
        ControlFlow::Break(answer) => answer,
        ControlFlow::Continue(problems) => page_of(&viewer, &app, id, query, form, problems).await,
    }
}

/// POST /inbox/{id}/unsnooze
///
/// # Errors
/// 404 for a conversation that is not this user's to see.
pub async fn end(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let id = path.into_inner();
    let back = format!("/inbox/{id}{}", Listing::from(&*wanted).query());
    let to = back.clone();
    change(&viewer, &app, &request, back, move |app, actor| snoozing::unsnooze(app, actor, id), |()| to).await
}
