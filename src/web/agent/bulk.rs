//! One act on many conversations of the list, and its undo. The next page says what was done, what was not and why, and
//! until when it can be undone.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::bulk::{Act, ITEMS_MAX};
use crate::domain::ids::{BulkId, ConversationId, UserId};
use crate::domain::refusal::FieldProblem;
use crate::domain::user::Actor;
use crate::flows::bulk::run::{What, run};
use crate::flows::bulk::undo;
use crate::store::bulk::{self, Bulk, Item};
use crate::store::{Db, Fault};
use crate::web::agent::Reader;
use crate::web::agent::actions::{is_live, refusal_json};
use crate::web::agent::list::{Listing, Wanted, ids_of};
use crate::web::agent::snooze::chosen;
use crate::web::error::WebError;
use crate::web::form::{Nothing, PostedForm, refused};
use crate::web::guards::{Agent, Viewer};
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};
use crate::web::time;

/// One that was left alone, with the reason.
pub(in crate::web) struct Left {
    pub id: i64,
    pub name: String,
    pub why: String,
}

/// Where all of somebody's work was given away. There it is said what became of it, and there its undo leads back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web) enum Origin {
    /// The board.
    Board,
    /// The page of a user.
    User(UserId),
}

impl Origin {
    /// As an address names it.
    pub(in crate::web) fn read(word: &str) -> Option<Self> {
        match word.strip_prefix("user-") {
            Some(id) => id.parse().ok().map(|id| Self::User(UserId(id))),
            None => (word == "board").then_some(Self::Board),
        }
    }

    /// As an address names it.
    pub(in crate::web) fn word(self) -> String {
        match self {
            Self::Board => "board".to_owned(),
            Self::User(id) => format!("user-{id}"),
        }
    }

    /// Its page.
    pub(in crate::web) fn page(self) -> String {
        match self {
            Self::Board => "/board".to_owned(),
            Self::User(id) => format!("/admin/users/{id}"),
        }
    }

    /// Its page with what became of an act.
    pub(in crate::web) fn told(self, id: BulkId) -> String {
        format!("{}?done={id}", self.page())
    }
}

/// What became of an act of the viewer's, for a page that is no list.
pub(in crate::web) async fn done_at(
    viewer: &Viewer,
    app: &Data<App>,
    asked: &Done,
    origin: Origin,
) -> Result<Option<DoneView>, WebError> {
    let Some(id) = asked.done.map(BulkId) else { return Ok(None) };
    let (actor, reader) = (viewer.actor(), Reader::of(viewer));
    let found = page::blocking(app, move |app| app.store.read(|db| load(db, actor, id))).await?;
    let query = format!("?back={}", origin.word());
    Ok(found.map(|found| DoneView { keys: false, ..DoneView::of(found, &query, &reader) }))
}

/// What became of an act.
pub(in crate::web) struct DoneView {
    pub id: i64,
    pub text: String,
    /// Until when it can be undone.
    pub until: Option<String>,
    /// Those with which nothing was done, or which were not put back.
    pub left: Vec<Left>,
    pub left_title: String,
    /// That contacts were told something.
    pub told: Option<String>,
    pub query: String,
    /// Whether a key takes it back.
    pub keys: bool,
}

/// What became of act `id`, if that is the reader's own.
pub(super) fn load(db: &Db, actor: Actor, id: BulkId) -> Result<Option<(Bulk, Vec<Item>)>, Fault> {
    let Some(found) = bulk::by_id(db, id)?.filter(|found| found.actor == actor.scope()) else { return Ok(None) };
    Ok(Some((found, bulk::items(db, id)?)))
}

impl DoneView {
    /// In words.
    pub(super) fn of((done, items): (Bulk, Vec<Item>), query: &str, reader: &Reader) -> Self {
        let l = reader.l;
        let undone = done.undone_at.is_some();
        let count = |fits: fn(&Item) -> bool| items.iter().filter(|item| fits(item)).count();
        let n = if undone {
            count(|item| item.stands.is_some() && item.kept.is_none())
        } else {
            count(|item| item.stands.is_some())
        };
        let when = time::full_clock(done.undo_until, &reader.tz);
        let text = if undone {
            l.t1("bulk-undone", "n", n)
        } else if done.act == Act::Close && done.undo_until <= reader.now {
            l.t1("bulk-closed", "n", n)
        } else {
            l.t2(format!("bulk-done-{}", done.act.word()), "n", n, "when", &when)
        };
        let reason = |item: &Item| if undone { item.kept.clone() } else { item.refused.clone() };
        let why = |word: &str| {
            let keys = [format!("refusal-{}", word.replace('_', "-")), format!("field-{word}")];
            let known = keys.into_iter().find(|key| l.has(key)).filter(|_| !undone);
            l.t(known.unwrap_or_else(|| "bulk-kept".to_owned()))
        };
        let left: Vec<Left> = items
            .iter()
            .filter_map(|item| {
                let word = reason(item)?;
                Some(Left { id: item.conversation.0, name: item.name.clone(), why: why(&word) })
            })
            .collect();
        let told = count(|item| item.told);
        Self {
            id: done.id.0,
            text,
            until: (!undone && n > 0 && reader.now < done.undo_until).then(|| l.t1("bulk-undo-until", "when", when)),
            left_title: l.t1(if undone { "bulk-left-as-is" } else { "bulk-left-alone" }, "n", left.len()),
            left,
            told: (told > 0).then(|| l.t1("bulk-told", "n", told)),
            query: query.to_owned(),
            keys: true,
        }
    }
}

#[derive(Template)]
#[template(path = "agent/_bulk_done.html")]
struct DonePart {
    shell: Shell,
    done: DoneView,
}

/// Which act the address asks about.
#[derive(Deserialize)]
pub struct Done {
    /// Its id.
    pub done: Option<i64>,
}

/// Where an undo leads back to, if that is not the list.
#[derive(Deserialize)]
pub struct Back {
    back: Option<String>,
}

/// The form around the rows.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    act: String,
    /// The whole view, not what is ticked.
    all: String,
    user_id: String,
    tags: String,
    until: String,
    time: String,
}

impl Form {
    fn what(&self, reader: &Reader) -> Result<What, FieldProblem> {
        Ok(match Act::from_word(&self.act) {
            Some(Act::Assign) => {
                let unknown = FieldProblem::new("user_id", "unknown");
                What::Assign(self.user_id.parse().map(UserId).map_err(|_| unknown)?)
            }
            Some(Act::Tag) => What::Tag(self.tags.split(',').map(str::to_owned).collect()),
            Some(Act::Snooze) => What::Snooze(chosen(&self.until, &self.time, reader.now, &reader.tz)?),
            Some(Act::Close) => What::Close,
            Some(Act::Reassign) | None => return Err(FieldProblem::new("act", "missing")),
        })
    }
}

/// POST /inbox/bulk
///
/// # Errors
/// The store's; what is wrong with the act is said on the next page.
pub async fn act(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    wanted: Query<Wanted>,
    form: PostedForm<Form>,
) -> PageResult {
    let (listing, reader) = (Listing::from(&*wanted), Reader::of(&viewer));
    let ticked = form.pairs.iter().filter(|(name, _)| name == "c");
    let mut ids: Vec<ConversationId> = ticked.filter_map(|(_, id)| id.parse().ok()).collect();
    let (form, asked, actor) = (form.value, listing.clone(), viewer.actor());
    let done = page::blocking(&app, move |app| {
        let what = form.what(&reader)?;
        if form.all == "1" {
            ids = ids_of(app, &reader, &asked, ITEMS_MAX)?;
        }
        run(app, actor, &ids, what)
    })
    .await;
    match done {
        Ok(id) => answer(&viewer, &app, &request, id, &listing).await,
        Err(error) if is_live(&request) => refusal_json(&error, viewer.locale).ok_or(error),
        Err(error) => match refused(&error) {
            Some(refusal) => {
                // One flash for each of what a form without scripts can lack.
                let key = match refusal.field().as_deref() {
                    Some("ids") => "refusal-none-chosen".to_owned(),
                    Some(_) => "refusal-act-incomplete".to_owned(),
                    None => format!("refusal-{}", refusal.code().replace('_', "-")),
                };
                page::flash(listing.with("/inbox", "choose=1"), &key)
            }
            None => Err(error),
        },
    }
}

/// POST /inbox/bulk/{id}/undo
///
/// # Errors
/// 404 for what somebody else did.
pub async fn take_back(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<BulkId>,
    wanted: Query<Wanted>,
    back: Query<Back>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let (id, listing, actor) = (path.into_inner(), Listing::from(&*wanted), viewer.actor());
    let origin = back.back.as_deref().and_then(Origin::read);
    match (page::blocking(&app, move |app| undo::undo(app, actor, id)).await, origin) {
        (Ok(()), Some(origin)) => page::redirect(origin.told(id)),
        (Ok(()), None) => answer(&viewer, &app, &request, id, &listing).await,
        (Err(error), _) if is_live(&request) => refusal_json(&error, viewer.locale).ok_or(error),
        (Err(error), origin) => match refused(&error).map(crate::domain::refusal::Refusal::code) {
            Some("not_now") => {
                let list = || listing.with("/inbox", &format!("done={id}"));
                page::flash(origin.map_or_else(list, |origin| origin.told(id)), "refusal-undo-late")
            }
            _ => Err(error),
        },
    }
}

async fn answer(
    viewer: &Viewer,
    app: &Data<App>,
    request: &HttpRequest,
    id: BulkId,
    listing: &Listing,
) -> Result<HttpResponse, WebError> {
    let listing = Listing { choose: false, ..listing.clone() };
    if !is_live(request) {
        return page::redirect(listing.with("/inbox", &format!("done={id}")));
    }
    let (actor, reader) = (viewer.actor(), Reader::of(viewer));
    let found = page::blocking(app, move |app| app.store.read(|db| load(db, actor, id))).await?;
    let found = found.ok_or(crate::domain::refusal::Refusal::NotFound)?;
    page::page(&DonePart { shell: viewer.shell(Nav::Inbox), done: DoneView::of(found, &listing.query(), &reader) })
}
