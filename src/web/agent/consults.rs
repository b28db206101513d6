//! The talk with a colleague beside a thread: what the two said, and what each of them may do about it.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::{ConsultId, ConversationId};
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::consults::{bring_in, end as ending, say as saying};
use crate::store::consult::{self, Consult, Line};
use crate::store::thread_view::Head;
use crate::store::{Db, Fault};
use crate::web::agent::Reader;
use crate::web::agent::actions::{is_live, refusal_json};
use crate::web::agent::list::{Listing, Wanted};
use crate::web::form::{Nothing, PostedForm, refused};
use crate::web::guards::{Agent, Viewer};
use crate::web::page::{self, PageResult};
use crate::web::time;

/// Lines of a talk that the pane shows.
const LINES_MAX: i64 = 50;

/// What one of the two said.
pub(super) struct LineView {
    pub own: bool,
    pub who: String,
    pub text: String,
    pub clock: String,
    pub datetime: String,
}

/// A talk as the pane shows it.
pub(super) struct ConsultView {
    pub id: i64,
    pub title: String,
    /// Whether the guest answers the contact, too.
    pub joined: Option<String>,
    pub lines: Vec<LineView>,
    /// Whether the reader asks; else they are asked.
    pub asks: bool,
    pub may_bring_in: bool,
}

/// The talks that stand and in which the reader is one of the two.
///
/// # Errors
/// The store's.
pub(super) fn load(db: &Db, head: &Head, reader: &Reader) -> Result<Vec<(Consult, Vec<Line>)>, Fault> {
    let mut own = consult::standing(db, head.conversation)?;
    own.retain(|one| one.asker == reader.user || one.guest == reader.user);
    let mut talks = Vec::new();
    for one in own {
        let lines = consult::lines(db, one.id, LINES_MAX)?;
        talks.push((one, lines));
    }
    Ok(talks)
}

impl ConsultView {
    pub(super) fn of((consult, lines): (Consult, Vec<Line>), reader: &Reader) -> Self {
        let l = reader.l;
        let asks = consult.asker == reader.user;
        let other = if asks { &consult.guest_name } else { &consult.asker_name };
        let joined = consult.joined_at.is_some();
        Self {
            id: consult.id.0,
            title: l.t1(if asks { "consult-with" } else { "consult-from" }, "name", other),
            joined: joined.then(|| match asks {
                true => l.t1("consult-joined", "name", other),
                false => l.t("consult-joined-you"),
            }),
            lines: lines
                .into_iter()
                .map(|line| LineView {
                    own: line.user == reader.user,
                    who: if line.user == reader.user { l.t("note-you") } else { other.clone() },
                    text: line.body,
                    clock: time::moment(line.at, reader.now, &reader.tz, l),
                    datetime: line.at.to_string(),
                })
                .collect(),
            asks,
            may_bring_in: asks && !joined,
        }
    }
}

/// The posted form.
#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    text: String,
}

async fn act(
    viewer: &Viewer,
    app: &Data<App>,
    request: &HttpRequest,
    back: String,
    flow: impl FnOnce(&App, Actor) -> Result<(), Fault> + Send + 'static,
) -> PageResult {
    let actor = viewer.actor();
    match page::blocking(app, move |app| flow(app, actor)).await {
        Ok(()) if is_live(request) => Ok(HttpResponse::NoContent().finish()),
        Ok(()) => page::redirect(back),
        Err(error) if is_live(request) => refusal_json(&error, viewer.locale).ok_or(error),
        Err(error) => match refused(&error) {
            Some(refusal) if *refusal != Refusal::NotFound => page::flash_refusal(back, refusal),
            _ => Err(error),
        },
    }
}

/// Where the pane with the talk is.
fn pane(id: ConversationId, wanted: &Wanted) -> String {
    let query = Listing::from(wanted).query();
    let joint = if query.is_empty() { '?' } else { '&' };
    format!("/inbox/{id}{query}{joint}pane=contact#consults")
}

/// POST /inbox/{id}/consults/{consult}
///
/// # Errors
/// 404 for a talk of others.
pub async fn say(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<(ConversationId, ConsultId)>,
    wanted: Query<Wanted>,
    form: PostedForm<Said>,
) -> PageResult {
    let (id, consult) = path.into_inner();
    let text = form.value.text.replace("\r\n", "\n");
    act(&viewer, &app, &request, pane(id, &wanted), move |app, actor| saying::say(app, actor, consult, &text)).await
}

/// POST /inbox/{id}/consults/{consult}/bring-in
///
/// # Errors
/// 404 for a talk of others.
pub async fn join(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<(ConversationId, ConsultId)>,
    wanted: Query<Wanted>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let (id, consult) = path.into_inner();
    act(&viewer, &app, &request, pane(id, &wanted), move |app, actor| bring_in::bring_in(app, actor, consult)).await
}

/// POST /inbox/{id}/consults/{consult}/end
///
/// # Errors
/// 404 for a talk of others.
pub async fn end(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<(ConversationId, ConsultId)>,
    wanted: Query<Wanted>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let (_, consult) = path.into_inner();
    // Whoever leaves may not read it any more, so it is the list that comes next.
    let back = format!("/inbox{}", Listing::from(&*wanted).query());
    act(&viewer, &app, &request, back, move |app, actor| ending::end(app, actor, consult)).await
}
