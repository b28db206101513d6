//! What is offered: who, which words, why, how long; accepted or declined with one press.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, ResponseError as _};
use askama::Template;
use serde_json::json;

use crate::app::App;
use crate::domain::ids::ConversationId;
use crate::domain::message::Kind;
use crate::domain::offer::Way;
use crate::domain::presence::By;
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::domain::time::{Millis, Timestamp};
use crate::domain::trace::How;
use crate::domain::user::Actor;
use crate::flows::conversations::answer;
use crate::store::Fault;
use crate::store::desk_view::{Desk, Missed, Offered};
use crate::web::agent::face::Face;
use crate::web::agent::words::kind_name;
use crate::web::error::WebError;
use crate::web::form::{Nothing, PostedForm, refused};
use crate::web::guards::{Agent, Viewer};
use crate::web::i18n::Locale;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};
use crate::web::time;

/// In its last seconds an offer is honey.
const SOON: Millis = Millis::seconds(20);
/// The length of its bar.
const BAR: i64 = 120;
/// Characters of the first words.
const WORDS_CHARS_MAX: usize = 160;

/// What is offered, in words.
#[derive(Clone, Debug)]
pub(in crate::web) struct OffersView {
    /// The server's time, which the countdown runs on.
    pub now: i64,
    pub offer: Option<OfferView>,
    pub more: Option<String>,
    pub missed: Option<MissedView>,
    pub calls: Vec<CallView>,
}

/// A question to a queue of the viewer.
#[derive(Clone, Debug)]
pub(in crate::web) struct CallView {
    pub id: i64,
    pub title: String,
    pub words: String,
}

/// An offer.
#[derive(Clone, Debug)]
pub(in crate::web) struct OfferView {
    pub id: i64,
    pub conversation: i64,
    pub face: Face,
    pub title: String,
    /// Queue, number, how long the contact has waited.
    pub line: String,
    pub words: String,
    pub why: Option<String>,
    pub made: i64,
    pub until: i64,
    pub left: String,
    pub bar: i64,
    pub soon: bool,
    pub may_decline: bool,
    /// What is said aloud.
    pub say: String,
}

/// An offer that was not answered.
#[derive(Clone, Debug)]
pub(in crate::web) struct MissedView {
    pub id: i64,
    pub text: String,
}

impl OffersView {
    /// The offers of a desk.
    pub(super) fn of(desk: &Desk, now: Timestamp, l: Locale) -> Self {
        Self {
            now: now.0,
            offer: desk.offered.as_ref().map(|offered| OfferView::of(offered, now, l)),
            more: (desk.more > 0).then(|| l.t1("offer-more", "n", desk.more)),
            calls: desk
                .calls
                .iter()
                .map(|call| CallView {
                    id: call.id.0,
                    title: l.t2("call-from", "name", &call.asker_name, "queue", &call.queue_name),
                    words: text::one_line(&call.body, WORDS_CHARS_MAX),
                })
                .collect(),
            missed: desk.missed.as_ref().map(|missed| MissedView::of(missed, desk.standing.by, l)),
        }
    }
}

impl OfferView {
    fn of(offered: &Offered, now: Timestamp, l: Locale) -> Self {
        let (row, made) = (&offered.row, &offered.made);
        let left = made.offer.until - now;
        let seconds = left.whole_seconds().max(0);
        let whole = (made.offer.until - made.made_at).0.max(1);
        let waits = row.waiting_since_at.map(|since| now - since).filter(|span| *span >= Millis::minutes(1));
        let parts = [
            Some(offered.queue.clone()),
            Some(row.number_name.clone()),
            waits.map(|span| l.t1("offer-waits", "span", time::waited(span, l))),
        ];
        Self {
            id: made.id.0,
            conversation: row.conversation.0,
            face: Face::of(row.contact, &row.name, &row.window, row.opted_out, now),
            title: l.t1("offer-title", "name", &row.name),
            line: parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            words: words(offered, l),
            why: why(offered, l),
            made: made.made_at.0,
            until: made.offer.until.0,
            left: format!("{}:{:02}", seconds / 60, seconds % 60),
            bar: left.0.max(0).saturating_mul(BAR) / whole,
            soon: left <= SOON,
            may_decline: made.offer.way == Way::AcceptOrDecline,
            say: l.t2("offer-say", "name", &row.name, "queue", &offered.queue),
        }
    }
}

fn words(offered: &Offered, l: Locale) -> String {
    let Some((kind, body)) = &offered.words else { return String::new() };
    let shown = text::one_line(body, WORDS_CHARS_MAX);
    match (kind, shown.is_empty()) {
        (Kind::Text | Kind::Button | Kind::List, false) => shown,
        (_, true) => kind_name(*kind, l),
        (_, false) => l.t2("inbox-kind-with-words", "kind", kind_name(*kind, l), "words", shown),
    }
}

fn why(offered: &Offered, l: Locale) -> Option<String> {
    Some(match offered.how? {
        How::Kept => l.t1("offer-why-kept", "name", &offered.row.name),
        How::Method => l.t1("offer-why-method", "queue", &offered.queue),
        How::Picked | How::Given => return None,
    })
}

impl MissedView {
    fn of(missed: &Missed, by: By, l: Locale) -> Self {
        let name = &missed.name;
        let mut text = match &missed.holder {
            Some(holder) if missed.offered => l.t2("offer-missed-offered", "name", name, "holder", holder),
            Some(holder) => l.t2("offer-missed-taken", "name", name, "holder", holder),
            None => l.t2("offer-missed-waits", "name", name, "queue", &missed.queue),
        };
        if by == By::Missed {
            text.push(' ');
            text.push_str(&l.t("offer-missed-away"));
        }
        Self { id: missed.id.0, text }
    }
}

/// The block by itself.
#[derive(Template)]
#[template(path = "desk/_offers.html")]
struct OffersPart {
    shell: Shell,
}

/// GET /inbox/fragments/offers
///
/// # Errors
/// [`WebError`] if the file cannot be read.
pub async fn part(viewer: Agent) -> PageResult {
    page::page(&OffersPart { shell: viewer.shell(Nav::Inbox) })
}

/// POST /inbox/{id}/accept
///
/// # Errors
/// 404 for a conversation that does not exist.
pub async fn accept(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<ConversationId>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let id = path.into_inner();
    let done = answered(&viewer, &app, move |app, actor| answer::accept(app, actor, id)).await;
    finish(&viewer, &request, done, || page::redirect(format!("/inbox/{id}")))
}

/// POST /inbox/{id}/decline
///
/// # Errors
/// 404 for a conversation that does not exist.
pub async fn decline(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<ConversationId>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let id = path.into_inner();
    let done = answered(&viewer, &app, move |app, actor| answer::decline(app, actor, id)).await;
    finish(&viewer, &request, done, || page::redirect_back(&request))
}

async fn answered(
    viewer: &Viewer,
    app: &Data<App>,
    flow: impl FnOnce(&App, Actor) -> Result<(), Fault> + Send + 'static,
) -> Result<(), WebError> {
    let actor = viewer.actor();
    page::blocking(app, move |app| flow(app, actor)).await
}

/// An answer that came too late, or to what is offered to somebody else, is told as just that.
fn finish(
    viewer: &Viewer,
    request: &HttpRequest,
    done: Result<(), WebError>,
    then: impl FnOnce() -> PageResult,
) -> PageResult {
    let is_live = request.headers().contains_key("x-live");
    match done {
        Ok(()) if is_live => Ok(HttpResponse::NoContent().finish()),
        Ok(()) => then(),
        Err(error) => match refused(&error) {
            Some(refusal @ (Refusal::NotNow | Refusal::NotAllowed)) if is_live => {
                let sentence = viewer.locale.t("refusal-offer-over");
                let body = json!({ "code": refusal.code(), "sentence": sentence });
                Ok(HttpResponse::build(error.status_code()).json(body))
            }
            Some(Refusal::NotNow | Refusal::NotAllowed) => page::flash("/inbox", "refusal-offer-over"),
            _ => Err(error),
        },
    }
}
