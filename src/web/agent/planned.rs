//! Planned messages: what leaves when, and what did not leave and why. One's own; for supervisors all.

use actix_web::web::{Data, Path};

use crate::app::App;
use crate::domain::ids::PlannedMessageId;
use crate::domain::planned_message::{PlannedState, Planner};
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::domain::user::Role;
use crate::flows::planned_messages::{acknowledge, cancel as cancelling};
use crate::store::planned_message::{self, PlannedMessage};
use crate::web::agent::Reader;
use crate::web::form::{Nothing, PostedForm, refused};
use crate::web::guards::Agent;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};
use crate::web::time;

/// Those on the page.
const ROWS_MAX: i64 = 200;
/// Characters of a text in a row.
const TEXT_CHARS_MAX: usize = 120;

/// A row.
struct Row {
    id: i64,
    name: String,
    address: String,
    number: String,
    text: String,
    when: String,
    when_iso: String,
    by: String,
    state: PlannedState,
    state_words: String,
    /// Why it did not leave, and what to do.
    why: Option<(String, String)>,
    /// Whether that is still to be seen.
    unseen: bool,
    /// Where it went.
    href: Option<String>,
    again: String,
}

#[derive(askama::Template)]
#[template(path = "agent/planned.html")]
struct PlannedPage {
    shell: Shell,
    rows: Vec<Row>,
    all: bool,
}

fn row(found: PlannedMessage, reader: &Reader) -> Row {
    let l = reader.l;
    let address = found.address.display();
    Row {
        id: found.id.0,
        name: found.contact_name.unwrap_or_else(|| address.clone()),
        address,
        number: found.number_name,
        text: text::one_line(&found.text, TEXT_CHARS_MAX),
        when: time::moment(found.due_at, reader.now, &reader.tz, l),
        when_iso: found.due_at.to_string(),
        by: match found.planner {
            Planner::User(_) => found.planner_name.unwrap_or_default(),
            Planner::Token(_) => found.planner_name.unwrap_or_else(|| l.t("planned-program")),
        },
        state: found.state,
        state_words: l.t(format!("planned-state-{}", found.state.word())),
        why: found.error_code.as_deref().map(|code| (l.code_sentence(code), l.code_remedy(code))),
        unseen: found.state == PlannedState::Refused && found.seen_at.is_none(),
        href: found.message.map(|(_, conversation)| format!("/inbox/{conversation}")),
        again: format!("/write?contact={}&number={}", found.contact, found.number),
    }
}

/// GET /planned
///
/// # Errors
/// The store's.
pub async fn show(viewer: Agent, app: Data<App>) -> PageResult {
    let reader = Reader::of(&viewer);
    let all = viewer.role >= Role::Supervisor;
    let whose = Some(Planner::User(viewer.user)).filter(|_| !all);
    let mut found =
        page::blocking(&app, move |app| app.store.read(|db| planned_message::list(db, whose, None, ROWS_MAX))).await?;
    // First what did not leave and is still to be seen, then what leaves next, then what is over.
    found.sort_by_key(|one| match one.state {
        PlannedState::Refused if one.seen_at.is_none() => (0, one.due_at.0),
        PlannedState::Planned => (1, one.due_at.0),
        _ => (2, -one.due_at.0),
    });
    let rows = found.into_iter().map(|one| row(one, &reader)).collect();
    page::page(&PlannedPage { shell: viewer.shell(Nav::Inbox), rows, all })
}

/// POST /planned/{id}/cancel
///
/// # Errors
/// 404 for one that is not this user's to see.
pub async fn cancel(
    viewer: Agent,
    app: Data<App>,
    path: Path<PlannedMessageId>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let (id, actor) = (path.into_inner(), viewer.actor());
    match page::blocking(&app, move |app| cancelling::cancel(app, actor, id)).await {
        Ok(()) => page::flash("/planned", "flash-planned-cancelled"),
        Err(error) => match refused(&error) {
            Some(refusal) if *refusal != Refusal::NotFound => page::flash_refusal("/planned", refusal),
            _ => Err(error),
        },
    }
}

/// POST /planned/{id}/seen
///
/// # Errors
/// 404 for one that is not this user's to see.
pub async fn seen(
    viewer: Agent,
    app: Data<App>,
    path: Path<PlannedMessageId>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let (id, actor) = (path.into_inner(), viewer.actor());
    page::blocking(&app, move |app| acknowledge::acknowledge(app, actor, id)).await?;
    page::redirect("/planned")
}
