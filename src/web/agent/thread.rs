//! A thread: its head, its log, the composer, and the pane beside it.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::conversation::{Phase, State};
use crate::domain::ids::{ConversationId, MessageId};
use crate::domain::permission::{may_finish, may_read};
use crate::domain::refusal::Refusal;
use crate::domain::template::counting::month;
use crate::flows::conversations::mark_read::mark_read;
use crate::flows::conversations::snooze;
use crate::flows::notes::see;
use crate::store::composer_view::{self, Choice};
use crate::store::conversation::routing;
use crate::store::inbox_view::Aside;
use crate::store::thread_view::{self, Head, Page, Quote};
use crate::store::{Db, Fault};
use crate::store::{bot_session, contact, contact_candidate, contact_tag, opt_in, survey, user};
use crate::web::agent::beside::load_quote;
use crate::web::agent::bulk::DoneView;
use crate::web::agent::composer::{self, Again, ComposerView};
use crate::web::agent::consults;
use crate::web::agent::events::Names;
use crate::web::agent::face::Face;
use crate::web::agent::list::{self, ListView, Listing, Wanted};
use crate::web::agent::log::{Around, Line, LogView, place_text};
use crate::web::agent::looking::LookingView;
use crate::web::agent::notes::{self, NoteForm};
use crate::web::agent::side::{self, SideView};
use crate::web::agent::spot::{self, Spot};
use crate::web::agent::{Reader, outcomes, why_here, words};
use crate::web::contacts::form::Loaded as ContactForm;
use crate::web::cookies;
use crate::web::error::WebError;
use crate::web::guards::{Agent, Viewer};
use crate::web::live::Hub;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};
use crate::web::standing::StandingView;
use crate::web::time;

/// Messages of one page of a log.
pub(super) const MESSAGES_MAX: i64 = 50;
/// Earlier conversations in the pane.
const EARLIER_MAX: i64 = 6;

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

/// The line above the log.
pub(super) struct HeadView {
    pub face: Face,
    pub name: String,
    pub address: String,
    pub number_name: String,
    pub colour: i64,
    pub pill: String,
    pub pill_class: &'static str,
    /// Until when its queue is closed, if it is.
    pub closed: Option<String>,
    pub may_finish: bool,
    /// Whether its paperwork can begin, which is so for what somebody has.
    pub may_end: bool,
    /// Whether whoever ends it is asked what became of it.
    pub asks_outcome: bool,
    /// Whether it may be left until the contact writes.
    pub may_wait: bool,
    pub may_release: bool,
    /// Whether it may be given to a colleague or a queue.
    pub may_transfer: bool,
    /// To whom it can be given back: who had it before the reader.
    pub give_back: Option<(i64, String)>,
    /// That it is set aside, in words.
    pub aside: Option<String>,
    /// Whether that is an end which is near.
    pub closes: bool,
    /// Whether it may be set aside.
    pub may_snooze: bool,
    pub unread: i64,
    /// Who else has it open.
    pub looking: LookingView,
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

/// What the store says about a thread.
pub(super) struct Loaded {
    pub head: Head,
    pub page: Page,
    pub names: Names,
    pub choices: Option<(Vec<Choice>, i64)>,
    pub quoted: Option<Quote>,
    pub side: side::Loaded,
    pub note: notes::Loaded,
    pub looking: LookingView,
}

/// The head of a conversation that this reader may see.
///
/// # Errors
/// [`Refusal::NotFound`] if there is none, or none for this reader.
pub(super) fn load_head(app: &App, db: &Db, id: ConversationId, reader: &Reader) -> Result<Head, Fault> {
    let head = thread_view::head(db, reader.user, id, app.window_margin)?.ok_or(Refusal::NotFound)?;
    if may_read(reader.actor, &composer::access(&head)) { Ok(head) } else { Err(Refusal::NotFound.into()) }
}

/// The templates, if the composer shows them.
pub(super) fn load_choices(
    db: &Db,
    head: &Head,
    again: &Again,
    reader: &Reader,
) -> Result<Option<(Vec<Choice>, i64)>, Fault> {
    if !composer::needs_choices(head, again, reader) {
        return Ok(None);
    }
    let at = composer_view::At {
        account: head.account,
        number: head.number,
        sandbox: head.sandbox,
        window_open: head.window.is_open(reader.now),
        month: &month(reader.now),
    };
    composer_view::choices(db, &at).map(Some)
}

/// What the pane needs.
pub(super) fn load_side(db: &Db, head: &Head, reader: &Reader) -> Result<side::Loaded, Fault> {
    Ok(side::Loaded {
        addresses: contact::addresses(db, head.contact)?,
        contact: contact::by_id(db, head.contact)?.map(|kept| ContactForm::of(db, kept)).transpose()?,
        candidates: contact_candidate::open(db, head.contact)?,
        earlier: thread_view::earlier(db, head.contact, head.conversation, EARLIER_MAX)?,
        people: user::people(db)?,
        opt_in: opt_in::on_file(db, head.contact, &head.address)?,
        contact_tags: contact_tag::of(db, head.contact)?,
        tags: routing::given_tags(db, head.conversation)?,
        outcomes: outcomes::load(db, head)?,
        why: why_here::load(db, head.conversation)?,
        bot: bot_session::of(db, head.conversation)?,
        survey: survey::of(db, head.conversation)?,
        consults: consults::load(db, head, reader)?,
        call: consults::load_call(db, head, reader)?,
    })
}

fn load(app: &App, id: ConversationId, spot: Option<Spot>, again: &Again, reader: &Reader) -> Result<Loaded, Fault> {
    app.store.read(|db| {
        let head = load_head(app, db, id, reader)?;
        Ok(Loaded {
            page: spot::page(db, head.thread, spot)?,
            names: thread_view::names(db)?,
            choices: load_choices(db, &head, again, reader)?,
            quoted: load_quote(db, &head, again)?,
            side: load_side(db, &head, reader)?,
            note: notes::load(db, &head, reader)?,
            looking: LookingView::load(app, db, head.thread, reader)?,
            head,
        })
    })
}

/// Whether its queue is open, if that has hours.
pub(super) fn standing(head: &Head, reader: &Reader) -> Option<StandingView> {
    let hours = head.hours.as_ref()?;
    Some(StandingView::at(&hours.standing(reader.now), reader.l, &reader.tz, reader.now))
}

/// The line above the log in words.
pub(super) fn head_view(head: &Head, reader: &Reader) -> HeadView {
    let l = reader.l;
    let live = !matches!(head.state, State::Closed | State::WrapUp);
    let offered = head.phase == Some(Phase::AwaitingAcceptance);
    // What is offered is accepted first.
    let finish = live && !offered && may_finish(reader.actor, &composer::access(head)).is_ok();
    let (pill, pill_class) = match &head.assignee {
        _ if !live => (l.t("thread-ended"), ""),
        Some(person) if offered && person.id == reader.user => (l.t("thread-offered-you"), "is-soon"),
        Some(person) if offered => (l.t1("thread-offered", "name", &person.name), ""),
        Some(person) if head.state == State::Waiting && person.id == reader.user => (l.t("thread-waits"), "is-info"),
        Some(person) if person.id == reader.user => (l.t("thread-yours"), "is-info"),
        Some(person) => (person.name.clone(), ""),
        None if head.with_bot => (l.t("thread-with-bot"), "is-info"),
        None => (l.t("thread-nobodys"), ""),
    };
    let moment = |at| time::moment(at, reader.now, &reader.tz, l);
    let aside = match head.aside {
        Some(Aside::Until(Some(until))) => Some(l.t1("thread-snoozed-until", "when", moment(until))),
        Some(Aside::Until(None)) => Some(l.t("thread-snoozed-answer")),
        Some(Aside::Closes(until)) => Some(l.t1("thread-closes", "when", moment(until))),
        Some(Aside::Back) | None => None,
    };
    let own = head.assignee.as_ref().is_some_and(|person| person.id == reader.user);
    let former = head.former.as_ref().filter(|person| finish && own && head.former_works && person.id != reader.user);
    HeadView {
        looking: LookingView::default(),
        give_back: former.map(|person| (person.id.0, person.name.clone())),
        may_snooze: live && !offered,
        closes: matches!(head.aside, Some(Aside::Closes(_))),
        aside,
        face: Face::of(head.contact, &head.name, &head.window, head.opted_out_at.is_some(), reader.now),
        name: head.name.clone(),
        address: head.address.display(),
        number_name: head.number_name.clone(),
        colour: head.number_colour,
        pill,
        pill_class,
        closed: standing(head, reader).filter(|standing| live && !standing.open).map(|standing| standing.text),
        may_finish: finish,
        may_end: finish && head.state != State::Open,
        asks_outcome: head.has_outcomes,
        may_wait: finish && head.state == State::Active,
        may_release: finish && head.assignee.is_some(),
        may_transfer: finish,
        unread: head.unread,
    }
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
