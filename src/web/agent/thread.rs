//! The page of a thread: its head, its log, the composer, and the pane beside it.
//!
//! What the store is asked for is in [`read`], the line above the log in [`head`]. The parts of the page that a script asks
//! for alone are in [`fragments`](super::fragments), made of the same pieces.

mod head;
mod read;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::conversation::Phase;
use crate::domain::ids::{ConversationId, MessageId};
use crate::flows::conversations::mark_read::mark_read;
use crate::flows::conversations::snooze;
use crate::flows::notes::see;
use crate::store::inbox_view::Aside;
use crate::store::thread_view;
use crate::web::agent::bulk::DoneView;
use crate::web::agent::composer::{self, Again, ComposerView};
use crate::web::agent::list::{self, ListView, Listing, Wanted};
use crate::web::agent::log::{Around, Line, LogView, place_text};
use crate::web::agent::notes::NoteForm;
use crate::web::agent::side::{self, SideView};
use crate::web::agent::spot::Spot;
use crate::web::agent::{Reader, words};
use crate::web::cookies;
use crate::web::error::WebError;
use crate::web::guards::{Agent, Viewer};
use crate::web::live::Hub;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};

use read::load;

pub(super) use head::{HeadView, head_view, standing};
pub(super) use read::{Loaded, load_choices, load_head, load_side};

/// Messages of one page of a log.
pub(super) const MESSAGES_MAX: i64 = 50;

/// What the address asks for beside the list.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    pub(super) pane: Option<String>,
    pub(super) before: Option<String>,
    /// The page after this place.
    pub(super) newer: Option<String>,
    /// A message, a note or a day to open at: `m12`, `n3`, `2026-11-26`.
    pub(super) at: Option<String>,
    pub(super) compose: Option<String>,
    pub(super) template: Option<String>,
    pub(super) quote: Option<i64>,
}

impl Asked {
    /// The composer as the address asks for it.
    pub(super) fn again(&self) -> Again {
        let mut again = Again { picker: self.compose.as_deref() == Some("template"), ..Again::default() };
        again.given.template = self.template.as_deref().and_then(composer::template_id);
        again.quote = self.quote.map(MessageId);
        again
    }
}

/// A thread as the template shows it.
pub(super) struct ThreadView {
    pub id: i64,
    pub thread: i64,
    pub number: i64,
    /// What the addresses of actions carry so that the list stays as it is.
    pub query: String,
    pub joint: char,
    /// The last message that is shown; 0 if there is none.
    pub last: i64,
    /// Whether reading it counts, which is so for whoever works on it.
    pub reads: bool,
    /// Whether the contact sees that somebody writes.
    pub typing: bool,
    pub head: HeadView,
    pub log: LogView,
    pub composer: ComposerView,
    pub note: NoteForm,
    pub side: SideView,
}

impl ThreadView {
    /// A thread in words.
    pub(super) fn of(
        loaded: Loaded,
        found: Option<String>,
        noting: bool,
        mut again: Again,
        query: &str,
        reader: &Reader,
    ) -> Self {
        let Loaded { head, page, names, choices, quoted, side, note, looking } = loaded;
        again.quoted = quoted;
        let note_typed = again.note.take();
        let typed =
            side::Typed { variables: again.variables.take(), tags: again.tags.take(), outcomes: again.outcomes.take() };
        let around = Around { head: &head, names: &names, ways: composer::ways(&head, reader) };
        Self {
            id: head.conversation.0,
            thread: head.thread.0,
            number: head.number.0,
            query: query.to_owned(),
            joint: if query.is_empty() { '?' } else { '&' },
            typing: head.shows_typing,
            last: head.last_message.map_or(0, |id| id.0),
            reads: head.phase != Some(Phase::AwaitingAcceptance)
                && head.assignee.as_ref().is_some_and(|person| person.id == reader.user),
            head: HeadView { looking, ..head_view(&head, reader) },
            log: LogView { found, ..LogView::of(&page, query, &around, reader) },
            composer: ComposerView::of(&head, choices, again, query, reader),
            note: NoteForm::of(&head, (note.draft, &side.people), noting, note_typed, query, reader),
            side: SideView::of(&head, side, typed, query, reader),
        }
    }
}

/// The page of the inbox, with a thread or without one.
#[derive(Template)]
#[template(path = "agent/inbox.html")]
pub(super) struct InboxPage {
    pub shell: Shell,
    pub list: ListView,
    pub thread: Option<ThreadView>,
    /// What became of an act on many.
    pub done: Option<DoneView>,
    pub pane: &'static str,
    pub words: String,
    /// The place in the stream of events that this page has seen.
    pub position: String,
}

/// What every page of the inbox begins with.
pub(super) fn start(viewer: &Viewer, hub: Option<&Data<Hub>>) -> (Shell, Reader, String, String) {
    // Before anything is read: what happens meanwhile is told again.
    let position = hub.map_or_else(String::new, |hub| hub.position());
    (viewer.shell(Nav::Inbox), Reader::of(viewer), words::countdown(viewer.locale), position)
}

/// GET /inbox/{id}
///
/// # Errors
/// 404 for a conversation that does not exist or is not this user's to see.
pub async fn show(
    viewer: Agent,
    app: Data<App>,
    hub: Option<Data<Hub>>,
    request: HttpRequest,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    asked: Query<Asked>,
) -> PageResult {
    let id = path.into_inner();
    let listing = Listing::from(&*wanted);
    if let Some((newest, pair)) = history(&app, id, &asked, &viewer).await? {
        let query = listing.query();
        let joint = if query.is_empty() { '?' } else { '&' };
        return page::redirect(format!("/inbox/{newest}{query}{joint}{pair}"));
    }
    // Without scripts nobody tells us that the page was looked at.
    let scripted = cookies::read(request.headers(), cookies::TIME_ZONE).is_some();
    let answer = whole(&viewer, &app, hub.as_ref(), id, &listing, &asked, asked.again(), StatusCode::OK).await?;
    if !scripted && Spot::of(&asked, &viewer.tz).is_none() {
        look(&app, &viewer, id).await?;
    }
    Ok(answer)
}

/// An earlier conversation is shown as a page of the log of its thread's newest one, if the reader may see that: which one,
/// and what its address has to say.
async fn history(
    app: &Data<App>,
    id: ConversationId,
    asked: &Asked,
    viewer: &Viewer,
) -> Result<Option<(ConversationId, String)>, WebError> {
    if asked.before.is_some() || asked.newer.is_some() {
        return Ok(None);
    }
    let reader = Reader::of(viewer);
    let at = Spot::of(asked, &reader.tz).and_then(|_| asked.at.clone());
    page::blocking(app, move |app| {
        app.store.read(|db| {
            let head = load_head(app, db, id, &reader)?;
            if head.newest == id || load_head(app, db, head.newest, &reader).is_err() {
                return Ok(None);
            }
            if let Some(at) = at {
                return Ok(Some((head.newest, format!("at={at}"))));
            }
            Ok(thread_view::around(db, id)?.map(|place| (head.newest, format!("before={}", place_text(place)))))
        })
    })
    .await
}

/// Marks a thread as read up to its last message.
async fn look(app: &Data<App>, viewer: &Viewer, id: ConversationId) -> Result<(), WebError> {
    let reader = Reader::of(viewer);
    page::blocking(app, move |app| {
        let head = app.store.read(|db| load_head(app, db, id, &reader))?;
        match head.last_message {
            Some(last) if head.unread > 0 && head.offered_until.is_none() => mark_read(app, reader.actor, id, last),
            _ => Ok(()),
        }
    })
    .await
}

/// The whole page with a thread.
#[expect(clippy::too_many_arguments, reason = "what a page is made of; two handlers call it")]
pub(super) async fn whole(
    viewer: &Viewer,
    app: &Data<App>,
    hub: Option<&Data<Hub>>,
    id: ConversationId,
    listing: &Listing,
    asked: &Asked,
    again: Again,
    status: StatusCode,
) -> Result<HttpResponse, WebError> {
    let (shell, reader, words, position) = start(viewer, hub);
    let spot = Spot::of(asked, &reader.tz);
    let noting = asked.compose.as_deref() == Some("note");
    let (for_list, for_thread, for_choices) = (listing.clone(), reader.clone(), again.clone());
    let (list, thread) = page::blocking(app, move |app| {
        let list = list::load(app, &for_thread, &for_list)?;
        let loaded = load(app, id, spot, &for_choices, &for_thread)?;
        // Whoever was asked by a note to look looks now.
        if loaded.note.unseen {
            see::see(app, for_thread.user, id)?;
        }
        // Whoever set it aside, or has it, sees that it is back.
        let user = for_thread.user;
        let has = loaded.head.assignee.as_ref().is_some_and(|person| person.id == user);
        if loaded.head.aside == Some(Aside::Back) && (has || loaded.head.aside_by == Some(user)) {
            snooze::see(app, id)?;
        }
        Ok((list, loaded))
    })
    .await?;
    let page = InboxPage {
        shell,
        list: ListView::of(list, listing, Some(id), &reader),
        thread: Some(ThreadView::of(thread, spot.and_then(Spot::line), noting, again, &listing.query(), &reader)),
        done: None,
        pane: if asked.pane.as_deref() == Some("contact") { "contact" } else { "thread" },
        words,
        position,
    };
    page::page_with_status(&page, status)
}
