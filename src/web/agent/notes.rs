//! Notes: yellow lines in the log, and the field in which one is written, apart from that of answers.
//!
//! As in [`actions`](super::actions) every one is a form that works without scripts, and a script posts the same.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse, ResponseError as _};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::{ConversationId, NoteId, UserId};
use crate::domain::note::{looks_like_an_answer, mentions};
use crate::domain::permission::{may_change_note, may_remove_note};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Person;
use crate::flows::notes::{add as adding, change as changing, remove as removing, save_draft};
use crate::store::note::{self, Note};
use crate::store::thread_view::Head;
use crate::store::{Db, Fault, user};
use crate::web::agent::actions::{is_live, refusal_json};
use crate::web::agent::composer::Again;
use crate::web::agent::list::{Listing, Wanted};
use crate::web::agent::thread::{Asked, load_head, whole};
use crate::web::agent::{Reader, fragments};
use crate::web::error::WebError;
use crate::web::form::{Nothing, PostedForm, refused};
use crate::web::guards::{Agent, Viewer};
use crate::web::live::Hub;
use crate::web::page::{self, PageResult};
use crate::web::time;

/// A piece of a note.
pub(super) struct Piece {
    pub text: String,
    /// Whether it mentions somebody; and whether that is the reader.
    pub mention: bool,
    pub you: bool,
}

/// A note in the log.
pub(super) struct NoteView {
    pub id: i64,
    pub at: i64,
    pub who: String,
    /// Its words; none where it was removed.
    pub pieces: Vec<Piece>,
    /// As it is edited.
    pub raw: String,
    pub removed: bool,
    pub changed: bool,
    pub clock: String,
    pub datetime: String,
    pub may_change: bool,
    pub may_remove: bool,
}

impl NoteView {
    pub(super) fn of(note: &Note, colleagues: &[Person], reader: &Reader) -> Self {
        let l = reader.l;
        let here = note.removed_at.is_none();
        let author = if note.user == Some(reader.user) { l.t("note-you") } else { note.author.clone() };
        Self {
            id: note.id.0,
            at: note.created_at.0,
            who: l.t1("note-who", "name", author),
            pieces: pieces(&note.body, colleagues, reader.user),
            raw: note.body.clone(),
            removed: !here,
            changed: here && note.changed_at.is_some(),
            clock: time::clock_time(note.created_at, &reader.tz, l),
            datetime: note.created_at.to_string(),
            may_change: here && may_change_note(reader.actor, note.user).is_ok(),
            may_remove: here && may_remove_note(reader.actor, note.user).is_ok(),
        }
    }
}

fn pieces(body: &str, colleagues: &[Person], reader: UserId) -> Vec<Piece> {
    let plain = |text: &str| Piece { text: text.to_owned(), mention: false, you: false };
    let (mut all, mut end) = (Vec::new(), 0);
    for found in mentions(body, colleagues) {
        let (Some(before), Some(name)) = (body.get(end..found.from), body.get(found.from..found.to)) else { continue };
        all.push(plain(before));
        all.push(Piece { text: name.to_owned(), mention: true, you: found.user == reader });
        end = found.to;
    }
    all.push(plain(body.get(end..).unwrap_or_default()));
    all.retain(|piece| !piece.text.is_empty());
    all
}

/// What was typed and not taken, and why.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    text: String,
    error: String,
    /// It looks like an answer: posted once more it is taken.
    unsure: bool,
}

/// The field of notes.
pub(super) struct NoteForm {
    pub action: String,
    pub draft_action: String,
    /// Where the field of answers is.
    pub back: String,
    /// Whether it stands where the composer stands.
    pub open: bool,
    pub text: String,
    pub error: Option<String>,
    /// What was asked about.
    pub sure: String,
    /// Who can be mentioned, with `|` between.
    pub names: String,
}

/// What the field needs.
pub(super) struct Loaded {
    pub draft: String,
    /// Somebody asks the reader to look here, which has not happened yet.
    pub unseen: bool,
}

pub(super) fn load(db: &Db, head: &Head, reader: &Reader) -> Result<Loaded, Fault> {
    Ok(Loaded {
        draft: note::draft(db, reader.user, head.thread)?,
        unseen: note::is_unseen(db, reader.user, head.conversation)?,
    })
}

impl NoteForm {
    pub(super) fn of(
        head: &Head,
        (draft, colleagues): (String, &[Person]),
        open: bool,
        typed: Option<Typed>,
        query: &str,
        reader: &Reader,
    ) -> Self {
        let base = format!("/inbox/{}", head.conversation);
        let names = colleagues.iter().filter(|one| one.id != reader.user).map(|one| one.name.replace('|', " "));
        let names = names.collect::<Vec<_>>().join("|");
        let open = open || typed.is_some();
        let (text, error, unsure) = match typed {
            Some(Typed { text, error, unsure }) => (text, Some(error), unsure),
            None => (draft, None, false),
        };
        Self {
            action: format!("{base}/notes{query}"),
            draft_action: format!("{base}/notes/draft"),
            back: format!("{base}{query}"),
            open,
            sure: if unsure { text.clone() } else { String::new() },
            text,
            error,
            names,
        }
    }
}

/// The posted form.
#[derive(Deserialize)]
pub struct Form {
    #[serde(default)]
    text: String,
    /// The text that was asked about.
    #[serde(default)]
    sure: String,
}

/// The field, as it stands in the page.
fn asked() -> Asked {
    Asked { compose: Some("note".to_owned()), ..Asked::default() }
}

const LIKE_AN_ANSWER: &str = "note-like-an-answer";

/// What looks like an answer is asked about once.
fn check(db: &Db, text: &str, sure: &str) -> Result<(), Fault> {
    let mentioned = !mentions(text, &user::people(db)?).is_empty();
    if looks_like_an_answer(text, mentioned) && sure != text {
        return Err(FieldProblem::new("text", LIKE_AN_ANSWER).into());
    }
    Ok(())
}

/// POST /inbox/{id}/notes
///
/// # Errors
/// 404 for a conversation that is not this user's to see; what is wrong is the page again, with 422.
pub async fn add(
    viewer: Agent,
    app: Data<App>,
    hub: Option<Data<Hub>>,
    request: HttpRequest,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    form: PostedForm<Form>,
) -> PageResult {
    let (id, actor, listing) = (path.into_inner(), viewer.actor(), Listing::from(&*wanted));
    let Form { text, sure } = form.value;
    let body = text.replace("\r\n", "\n");
    let typed = body.clone();
    let added = page::blocking(&app, move |app| {
        app.store.read(|db| check(db, &typed, &sure.replace("\r\n", "\n")))?;
        adding::add(app, actor, id, &typed)
    })
    .await;
    match added {
        Ok(note) if is_live(&request) => fragments::notes(&viewer, &app, id, vec![note], listing.query()).await,
        Ok(note) => page::redirect(format!("/inbox/{id}{}#n-{note}", listing.query())),
        Err(error) if is_live(&request) => refusal_json(&error, viewer.locale).ok_or(error),
        Err(error) => {
            let Some(refusal) = refused(&error).filter(|refusal| !refusal.problems().is_empty()) else {
                return Err(error);
            };
            let unsure = refusal.problems().iter().any(|problem| problem.problem == LIKE_AN_ANSWER);
            let typed = Typed { text: body, error: viewer.locale.refusal(refusal), unsure };
            let again = Again { note: Some(typed), ..Again::default() };
            let status = error.status_code();
            whole(&viewer, &app, hub.as_ref(), id, &listing, &asked(), again, status).await
        }
    }
}

/// POST /inbox/{id}/notes/draft
///
/// # Errors
/// 404 for a conversation that is not this user's to see; 422 if it is too long to be kept.
pub async fn draft(viewer: Agent, app: Data<App>, path: Path<ConversationId>, form: PostedForm<Form>) -> PageResult {
    let (id, reader) = (path.into_inner(), Reader::of(&viewer));
    page::blocking(&app, move |app| {
        app.store.read(|db| load_head(app, db, id, &reader))?;
        save_draft::save_draft(app, reader.user, id, &form.value.text)
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// How an act on a note is answered.
async fn answered(
    viewer: &Viewer,
    app: &Data<App>,
    request: &HttpRequest,
    (id, note): (ConversationId, NoteId),
    query: String,
    done: Result<(), WebError>,
) -> PageResult {
    let back = format!("/inbox/{id}{query}");
    match done {
        Ok(()) if is_live(request) => fragments::notes(viewer, app, id, vec![note], query).await,
        Ok(()) => page::redirect(format!("{back}#n-{note}")),
        Err(error) if is_live(request) => refusal_json(&error, viewer.locale).ok_or(error),
        Err(error) => match refused(&error) {
            Some(refusal) if *refusal != Refusal::NotFound => page::flash_refusal(back, refusal),
            _ => Err(error),
        },
    }
}

/// POST /inbox/{id}/notes/{note}
///
/// # Errors
/// 404 for a note that is not this user's to see.
pub async fn change(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<(ConversationId, NoteId)>,
    wanted: Query<Wanted>,
    form: PostedForm<Form>,
) -> PageResult {
    let ((id, note), actor, query) = (path.into_inner(), viewer.actor(), Listing::from(&*wanted).query());
    let done = page::blocking(&app, move |app| changing::change(app, actor, note, &form.value.text)).await;
    answered(&viewer, &app, &request, (id, note), query, done).await
}

/// POST /inbox/{id}/notes/{note}/remove
///
/// # Errors
/// 404 for a note that is not this user's to see.
pub async fn remove(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<(ConversationId, NoteId)>,
    wanted: Query<Wanted>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let ((id, note), actor, query) = (path.into_inner(), viewer.actor(), Listing::from(&*wanted).query());
    let done = page::blocking(&app, move |app| removing::remove(app, actor, note)).await;
    answered(&viewer, &app, &request, (id, note), query, done).await
}
