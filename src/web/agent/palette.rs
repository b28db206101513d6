//! What the palette finds: conversations, contacts, and the places that this user may go to. And, for the calls on every page,
//! what contacts wrote in the conversations that the user has.

use actix_web::web::{Data, Query};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::ids::{ContactId, ConversationId, MessageId};
use crate::domain::text;
use crate::store::{Db, Fault, contact_view, inbox_view, own_view, search};
use crate::web::agent::Reader;
use crate::web::agent::list::RowView;
use crate::web::agent::thread::load_head;
use crate::web::guards::Agent;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};

/// Conversations that are shown at most.
const FOUND_MAX: usize = 12;
/// Contacts likewise.
const CONTACTS_MAX: usize = 6;
/// Of those that were opened last.
const RECENT_MAX: usize = 8;
/// Conversations that one burst of messages calls for at most.
const NEWS_MAX: i64 = 10;

/// What is looked for.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    q: String,
    /// What was opened last, newest first: `5,3,9`.
    #[serde(default)]
    recent: String,
}

#[derive(Template)]
#[template(path = "agent/_palette.html")]
struct Found {
    /// Addresses and names; none while something is looked for, for they are known then.
    places: Vec<(&'static str, String)>,
    rows: Vec<RowView>,
    contacts: Vec<ContactLine>,
}

/// A contact by name, with a number to tell it from another of the same.
struct ContactLine {
    id: ContactId,
    name: String,
    address: String,
}

impl ContactLine {
    fn of(row: contact_view::Row) -> Self {
        let address = row.addresses.first().map(Address::display).unwrap_or_default();
        Self { id: row.id, name: if row.name.is_empty() { address.clone() } else { row.name }, address }
    }
}

/// GET /palette
///
/// # Errors
/// The store's.
pub async fn find(viewer: Agent, app: Data<App>, wanted: Query<Wanted>) -> PageResult {
    let (shell, reader) = (viewer.shell(Nav::None), Reader::of(&viewer));
    let Wanted { q, recent } = wanted.into_inner();
    let q = text::one_line(&q, 100);
    let places = if q.is_empty() { places(&shell) } else { Vec::new() };
    let found = page::blocking(&app, move |app| {
        let (rows, contacts) = app.store.read(|db| {
            if q.is_empty() {
                return Ok((opened(app, db, &recent, &reader)?, Vec::new()));
            }
            let viewer = inbox_view::viewer(db, reader.user)?;
            let mut contacts = search::contacts_found(db, &q, FOUND_MAX)?;
            let rows = search::talks_with(db, viewer, &contacts, app.window_margin)?;
            contacts.truncate(CONTACTS_MAX);
            Ok((rows, contact_view::rows(db, &contacts)?))
        })?;
        let rows = rows.into_iter().map(|row| RowView::of(row, "", None, &reader)).collect();
        Ok((rows, contacts.into_iter().map(ContactLine::of).collect()))
    });
    let (rows, contacts) = found.await?;
    page::page(&Found { places, rows, contacts })
}

/// What was opened last, as far as it may be read; then what the user has.
fn opened(app: &App, db: &Db, recent: &str, reader: &Reader) -> Result<Vec<inbox_view::Row>, Fault> {
    let mut ids: Vec<ConversationId> =
        recent.split(',').filter_map(|id| id.parse().ok()).map(ConversationId).take(RECENT_MAX).collect();
    ids.extend(own_view::latest(db, reader.user, i64::try_from(RECENT_MAX).unwrap_or(0))?);
    let mut rows: Vec<inbox_view::Row> = Vec::new();
    for id in ids {
        let known = rows.iter().any(|row| row.conversation == id);
        if rows.len() < RECENT_MAX && !known && load_head(app, db, id, reader).is_ok() {
            rows.extend(inbox_view::row(db, reader.user, id, app.window_margin)?);
        }
    }
    Ok(rows)
}

/// Where this user may go, with what it is called there.
fn places(shell: &Shell) -> Vec<(&'static str, String)> {
    let l = shell.l;
    let mut places = vec![
        ("/inbox", "shell-inbox"),
        ("/write", "write-title"),
        ("/contacts", "contacts-title"),
        ("/planned", "planned-title"),
        ("/quick-replies", "settings-quick-replies"),
        ("/profile", "profile-title"),
    ];
    if shell.may_broadcast() {
        places.extend([
            ("/board", "board-title"),
            ("/broadcasts", "settings-broadcasts"),
            ("/surveys", "settings-surveys"),
        ]);
    }
    if shell.is_admin() {
        let settings = shell.settings().into_iter().flat_map(|(_, entries)| entries);
        let new = settings.map(|(address, name, _)| (address, name));
        let new: Vec<_> = new.filter(|(address, _)| !places.iter().any(|(known, _)| known == address)).collect();
        places.extend(new);
        places.extend([("/admin/files", "files-title"), ("/admin/consent", "consent-words")]);
    }
    places.into_iter().map(|(address, name)| (address, l.t(name))).collect()
}

/// From which message on.
#[derive(Deserialize)]
pub struct Since {
    #[serde(default)]
    from: i64,
}

/// A conversation of the user's in which a contact wrote.
struct News {
    message: i64,
    row: RowView,
}

#[derive(Template)]
#[template(path = "agent/_news.html")]
struct NewsPart {
    /// How many conversations wait for the user, and in words.
    waiting: i64,
    waiting_words: String,
    news: Vec<News>,
}

/// GET /inbox/fragments/news
///
/// # Errors
/// The store's.
pub async fn news(viewer: Agent, app: Data<App>, since: Query<Since>) -> PageResult {
    let (reader, from) = (Reader::of(&viewer), MessageId(since.from));
    let news = page::blocking(&app, move |app| {
        app.store.read(|db| {
            let mut news = Vec::new();
            for (id, message) in own_view::written_in(db, reader.user, from, NEWS_MAX)? {
                let row = inbox_view::row(db, reader.user, id, app.window_margin)?;
                news.extend(row.map(|row| News { message: message.0, row: RowView::of(row, "", None, &reader) }));
            }
            Ok(news)
        })
    });
    let waiting_words = viewer.locale.t1("shell-waiting", "n", viewer.waiting);
    page::page(&NewsPart { waiting: viewer.waiting, waiting_words, news: news.await? })
}
