//! The talk with a colleague beside a thread: what the two said, and what each of them may do about it.

use actix_web::HttpRequest;
use actix_web::web::{Data, Path, Query};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::{ConsultCallId, ConsultId, ConversationId};
use crate::domain::refusal::Refusal;
use crate::flows::consults::{bring_in, call, end as ending, say as saying};
use crate::store::consult::{self, Consult, Line};
use crate::store::consult_call::{self, ConsultCall};
use crate::store::thread_view::Head;
use crate::store::{Db, Fault};
use crate::web::agent::Reader;
use crate::web::agent::actions::change;
use crate::web::agent::list::{Listing, Wanted};
use crate::web::form::{Nothing, PostedForm, refused};
use crate::web::guards::Agent;
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

/// A question to a queue that nobody has joined, as who asks sees it.
pub(super) struct CallView {
    pub id: i64,
    pub title: String,
    /// That nobody has joined, and for whom it is not.
    pub hint: String,
    pub text: String,
    pub clock: String,
    pub datetime: String,
}

impl CallView {
    pub(super) fn of((call, passed): (ConsultCall, Vec<String>), reader: &Reader) -> Self {
        let mut hint = reader.l.t("call-hint");
        if !passed.is_empty() {
            hint = format!("{hint} {}", reader.l.t1("call-passed", "names", passed.join(", ")));
        }
        Self {
            id: call.id.0,
            hint,
            title: reader.l.t1("call-to", "queue", &call.queue_name),
            text: call.body,
            clock: time::moment(call.asked_at, reader.now, &reader.tz, reader.l),
            datetime: call.asked_at.to_string(),
        }
    }
}

/// The reader's own question to a queue that stands, and for whom it is not.
///
/// # Errors
/// The store's.
pub(super) fn load_call(db: &Db, head: &Head, reader: &Reader) -> Result<Option<(ConsultCall, Vec<String>)>, Fault> {
    let own = consult_call::standing(db, head.conversation)?.filter(|call| call.asker == reader.user);
    own.map(|call| Ok((call.clone(), consult_call::passed(db, call.id)?.into_iter().map(|(_, name)| name).collect())))
        .transpose()
}

/// POST /consult-calls/{id}/join
///
/// # Errors
/// 404 for who is not asked.
pub async fn answer(
    viewer: Agent,
    app: Data<App>,
    path: Path<ConsultCallId>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let (id, actor) = (path.into_inner(), viewer.actor());
    match page::blocking(&app, move |app| call::join(app, actor, id)).await {
        Ok((conversation, _)) => page::redirect(format!("/inbox/{conversation}?pane=contact#consults")),
        Err(error) => match refused(&error) {
            Some(refusal) if *refusal != Refusal::NotFound => page::flash("/inbox", "flash-call-over"),
            _ => Err(error),
        },
    }
}

/// POST /consult-calls/{id}/pass
///
/// # Errors
/// 404 for who is not asked.
pub async fn pass(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<ConsultCallId>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let (id, actor) = (path.into_inner(), viewer.actor());
    match page::blocking(&app, move |app| call::pass(app, actor, id, None)).await {
        Ok(()) => page::redirect_back(&request),
        Err(error) => match refused(&error) {
            Some(refusal) if *refusal != Refusal::NotFound => page::flash("/inbox", "flash-call-over"),
            _ => Err(error),
        },
    }
}

/// POST /inbox/{id}/consult-calls/{call}/withdraw
///
/// # Errors
/// 404 for one of somebody else.
pub async fn withdraw(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<(ConversationId, ConsultCallId)>,
    wanted: Query<Wanted>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let (id, call) = path.into_inner();
    let back = pane(id, &wanted);
    let flow = move |app: &App, actor| call::withdraw(app, actor, call);
    change(&viewer, &app, &request, back.clone(), flow, |()| back).await
}

/// The posted form.
#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    text: String,
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
    let (back, text) = (pane(id, &wanted), form.value.text);
    let flow = move |app: &App, actor| saying::say(app, actor, consult, &text);
    change(&viewer, &app, &request, back.clone(), flow, |()| back).await
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
    let back = pane(id, &wanted);
    let flow = move |app: &App, actor| bring_in::bring_in(app, actor, consult);
    change(&viewer, &app, &request, back.clone(), flow, |()| back).await
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
    let flow = move |app: &App, actor| ending::end(app, actor, consult);
    change(&viewer, &app, &request, back.clone(), flow, |()| back).await
}
