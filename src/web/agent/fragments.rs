//! Parts of the page by themselves, for the script that swaps them in.

use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::{ConversationId, MessageId, NoteId};
use crate::domain::refusal::Refusal;
use crate::store::Fault;
use crate::store::inbox_view;
use crate::store::thread_view::{self, Place};
use crate::web::agent::Reader;
use crate::web::agent::beside::load_quote;
use crate::web::agent::composer::{self, ComposerView};
use crate::web::agent::list::{self, ListView, Listing, RowView, Wanted};
use crate::web::agent::log::{Around, Line, LogView, lines, read_place};
use crate::web::agent::looking::LookingView;
use crate::web::agent::side::{self, SideView};
use crate::web::agent::thread::{Asked, HeadView, MESSAGES_MAX, head_view, load_choices, load_head, load_side};
use crate::web::guards::{Agent, Viewer};
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};

/// Messages that one answer brings at most after a gap; a longer one is a reload.
const CAUGHT_UP_MAX: i64 = 200;

/// Messages asked for by name at most.
const NAMED_MAX: usize = 50;

/// The list.
#[derive(Template)]
#[template(path = "agent/_list.html")]
struct ListPart {
    shell: Shell,
    list: ListView,
}

/// GET /inbox/fragments/list
///
/// # Errors
/// [`crate::web::error::WebError`] if the file cannot be read.
pub async fn list(viewer: Agent, app: Data<App>, wanted: Query<Wanted>, chosen: Query<Chosen>) -> PageResult {
    let listing = Listing::from(&*wanted);
    let reader = Reader::of(&viewer);
    let (seen_by, asked) = (reader.clone(), listing.clone());
    let loaded = page::blocking(&app, move |app| list::load(app, &seen_by, &asked)).await?;
    let list = ListView::of(loaded, &listing, chosen.chosen.map(ConversationId), &reader);
    page::page(&ListPart { shell: viewer.shell(Nav::Inbox), list })
}

/// Which row is open beside the list.
#[derive(Deserialize)]
pub struct Chosen {
    chosen: Option<i64>,
}

/// One row.
#[derive(Template)]
#[template(path = "agent/_row.html")]
struct RowPart {
    shell: Shell,
    row: RowView,
}

/// GET /inbox/{id}/fragments/row
///
/// # Errors
/// 404 for a conversation that does not exist or is not this user's to see.
pub async fn row(
    viewer: Agent,
    app: Data<App>,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    chosen: Query<Chosen>,
) -> PageResult {
    let (id, reader) = (path.into_inner(), Reader::of(&viewer));
    let seen_by = reader.clone();
    let row = page::blocking(&app, move |app| {
        app.store.read(|db| {
            load_head(app, db, id, &seen_by)?;
            Ok(inbox_view::row(db, seen_by.user, id, app.window_margin)?.ok_or(Refusal::NotFound)?)
        })
    })
    .await?;
    let query = Listing::from(&*wanted).query();
    let row = RowView::of(row, &query, chosen.chosen.map(ConversationId), &reader);
    page::page(&RowPart { shell: viewer.shell(Nav::Inbox), row })
}

/// Some lines of a log.
#[derive(Template)]
#[template(path = "agent/_lines.html")]
struct LinesPart {
    shell: Shell,
    conversation: i64,
    query: String,
    log: LogView,
}

/// Which lines of a log.
#[derive(Deserialize)]
pub struct Lines {
    /// Everything from this message's time on.
    after: Option<i64>,
    /// And these, separated by commas; notes with an `n` before their number.
    only: Option<String>,
    /// Or the page that ends here.
    before: Option<String>,
    /// Or the page that begins after this.
    newer: Option<String>,
}

/// GET /inbox/{id}/fragments/log
///
/// # Errors
/// 404 for a conversation that does not exist or is not this user's to see.
pub async fn log(
    viewer: Agent,
    app: Data<App>,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    asked: Query<Lines>,
) -> PageResult {
    let id = path.into_inner();
    let query = Listing::from(&*wanted).query();
    if let Some(before) = asked.before.as_deref().and_then(read_place) {
        return further(&viewer, &app, id, Way::Older(before), query).await;
    }
    if let Some(newer) = asked.newer.as_deref().and_then(read_place) {
        return further(&viewer, &app, id, Way::Newer(newer), query).await;
    }
    let named: Vec<&str> = asked.only.iter().flat_map(|only| only.split(',')).collect();
    let messages: Vec<MessageId> = named.iter().filter_map(|id| id.parse().ok()).collect();
    let notes: Vec<NoteId> = named.iter().filter_map(|id| id.strip_prefix('n')?.parse().ok()).collect();
    if named.len() > NAMED_MAX {
        return Err(Refusal::NotNow.into());
    }
    some(&viewer, &app, id, asked.after.map(MessageId), (messages, notes), query).await
}

/// The next page in one direction.
#[derive(Clone, Copy)]
enum Way {
    Older(Place),
    Newer(Place),
}

async fn further(viewer: &Viewer, app: &Data<App>, id: ConversationId, way: Way, query: String) -> PageResult {
    let reader = Reader::of(viewer);
    let seen_by = reader.clone();
    let (head, names, page) = page::blocking(app, move |app| {
        app.store.read(|db| {
            let head = load_head(app, db, id, &seen_by)?;
            let page = match way {
                Way::Older(before) => thread_view::page(db, head.thread, Some(before), MESSAGES_MAX)?,
                Way::Newer(after) => thread_view::newer(db, head.thread, after, MESSAGES_MAX)?,
            };
            Ok((head, thread_view::names(db)?, page))
        })
    })
    .await?;
    let around = Around { head: &head, names: &names, ways: composer::ways(&head, &reader) };
    let mut log = LogView::of(&page, &query, &around, &reader);
    match way {
        Way::Older(_) => log.newer = None,
        Way::Newer(_) => log.older = None,
    }
    log.newest = None;
    page::page(&LinesPart { shell: viewer.shell(Nav::Inbox), conversation: id.0, query, log })
}

/// The lines from `after` on and the messages `named`.
pub(super) async fn some(
    viewer: &Viewer,
    app: &Data<App>,
    id: ConversationId,
    after: Option<MessageId>,
    named: (Vec<MessageId>, Vec<NoteId>),
    query: String,
) -> PageResult {
    let reader = Reader::of(viewer);
    let seen_by = reader.clone();
    let (head, names, items) = page::blocking(app, move |app| {
        app.store.read(|db| {
            let head = load_head(app, db, id, &seen_by)?;
            let items = match after {
                Some(_) => thread_view::since(db, head.thread, after, (&named.0, &named.1), CAUGHT_UP_MAX)?,
                None => thread_view::named(db, head.thread, &named.0, &named.1)?,
            };
            Ok((head, thread_view::names(db)?, items))
        })
    })
    .await?;
    let around = Around { head: &head, names: &names, ways: composer::ways(&head, &reader) };
    let log =
        LogView { lines: lines(&items, None, &around, &reader), older: None, newer: None, newest: None, found: None };
    page::page(&LinesPart { shell: viewer.shell(Nav::Inbox), conversation: id.0, query, log })
}

/// Just these notes.
pub(super) async fn notes(
    viewer: &Viewer,
    app: &Data<App>,
    id: ConversationId,
    named: Vec<NoteId>,
    query: String,
) -> PageResult {
    some(viewer, app, id, None, (Vec::new(), named), query).await
}

/// The composer.
#[derive(Template)]
#[template(path = "agent/_composer.html")]
struct ComposerPart {
    shell: Shell,
    composer: ComposerView,
}

/// GET /inbox/{id}/fragments/composer
///
/// # Errors
/// 404 for a conversation that does not exist or is not this user's to see.
pub async fn composer(
    viewer: Agent,
    app: Data<App>,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    asked: Query<Asked>,
) -> PageResult {
    let (id, reader) = (path.into_inner(), Reader::of(&viewer));
    let mut again = asked.again();
    let (seen_by, for_choices) = (reader.clone(), again.clone());
    let (head, choices, quoted) = page::blocking(&app, move |app| {
        app.store.read(|db| {
            let head = load_head(app, db, id, &seen_by)?;
            let choices = load_choices(db, &head, &for_choices, &seen_by)?;
            let quoted = load_quote(db, &head, &for_choices)?;
            Ok((head, choices, quoted))
        })
    })
    .await?;
    again.quoted = quoted;
    let query = Listing::from(&*wanted).query();
    let composer = ComposerView::of(&head, choices, again, &query, &reader);
    page::page(&ComposerPart { shell: viewer.shell(Nav::Inbox), composer })
}

/// The line above the log.
#[derive(Template)]
#[template(path = "agent/_head.html")]
struct HeadPart {
    shell: Shell,
    id: i64,
    query: String,
    joint: char,
    head: HeadView,
}

/// GET /inbox/{id}/fragments/head
///
/// # Errors
/// 404 for a conversation that does not exist or is not this user's to see.
pub async fn head(viewer: Agent, app: Data<App>, path: Path<ConversationId>, wanted: Query<Wanted>) -> PageResult {
    let (id, reader) = (path.into_inner(), Reader::of(&viewer));
    let seen_by = reader.clone();
    let (head, looking) = page::blocking(&app, move |app| {
        app.store.read(|db| {
            let head = load_head(app, db, id, &seen_by)?;
            let looking = LookingView::load(app, db, head.thread, &seen_by)?;
            Ok::<_, Fault>((head, looking))
        })
    })
    .await?;
    let query = Listing::from(&*wanted).query();
    let joint = if query.is_empty() { '?' } else { '&' };
    let head = HeadView { looking, ..head_view(&head, &reader) };
    page::page(&HeadPart { shell: viewer.shell(Nav::Inbox), id: id.0, query, joint, head })
}

/// The pane beside the log.
#[derive(Template)]
#[template(path = "agent/_side.html")]
struct SidePart {
    shell: Shell,
    id: i64,
    query: String,
    head: HeadView,
    side: SideView,
}

/// GET /inbox/{id}/fragments/side
///
/// # Errors
/// 404 for a conversation that does not exist or is not this user's to see.
pub async fn side(viewer: Agent, app: Data<App>, path: Path<ConversationId>, wanted: Query<Wanted>) -> PageResult {
    let (id, reader) = (path.into_inner(), Reader::of(&viewer));
    let seen_by = reader.clone();
    let (head, loaded) = page::blocking(&app, move |app| {
        app.store.read(|db| {
            let head = load_head(app, db, id, &seen_by)?;
            let loaded = load_side(db, &head, &seen_by)?;
            Ok::<_, Fault>((head, loaded))
        })
    })
    .await?;
    let query = Listing::from(&*wanted).query();
    let side = SideView::of(&head, loaded, side::Typed::default(), &query, &reader);
    page::page(&SidePart { shell: viewer.shell(Nav::Inbox), id: id.0, query, head: head_view(&head, &reader), side })
}
