//! What is done to a conversation: taken, given back, given to somebody, read. How it ends is in `outcomes`.
//!
//! Every one is a form that works without scripts: it posts and is sent on to a page, or gets the page again
//! with what was wrong and everything that was typed. A script posts the same with `X-Live: 1` and gets the
//! new lines of the log, nothing, or the refusal as JSON.

use std::ops::ControlFlow;

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse, ResponseError as _};
use serde::Deserialize;
use serde_json::json;

use crate::app::App;
use crate::domain::ids::{ConversationId, MessageId, UserId};
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::conversations::{assign, begin, leave_waiting, mark_read, release, take};
use crate::store::Fault;
use crate::web::agent::list::{Listing, Wanted};
use crate::web::agent::{Reader, thread};
use crate::web::error::WebError;
use crate::web::form::{Nothing, PostedForm, Problems, refused};
use crate::web::guards::{Agent, Viewer};
use crate::web::i18n::Locale;
use crate::web::page::{self, PageResult};

/// Whether a script asks.
pub(crate) fn is_live(request: &HttpRequest) -> bool {
    request.headers().contains_key("x-live")
}

/// The refusal in an error as JSON, with its sentence.
pub(crate) fn refusal_json(error: &WebError, l: Locale) -> Option<HttpResponse> {
    let refusal = refused(error)?;
    let variable = match refusal {
        Refusal::VariableInvalid { name, .. } => Some(name),
        _ => None,
    };
    Some(HttpResponse::build(error.status_code()).json(json!({
        "code": refusal.code(), "sentence": l.refusal(refusal), "field": refusal.field(), "variable": variable,
        "problem": refusal.problems().first().map(|problem| problem.problem),
    })))
}

/// Runs a flow whose answer is a page, or nothing to a script: who has a conversation, or what two say about it.
pub(super) async fn change<T: Send + 'static>(
    viewer: &Viewer,
    app: &Data<App>,
    request: &HttpRequest,
    back: String,
    flow: impl FnOnce(&App, Actor) -> Result<T, Fault> + Send + 'static,
    to: impl FnOnce(T) -> String,
) -> PageResult {
    let actor = viewer.actor();
    match page::blocking(app, move |app| flow(app, actor)).await {
        Ok(_) if is_live(request) => Ok(HttpResponse::NoContent().finish()),
        Ok(done) => page::redirect(to(done)),
        Err(error) if is_live(request) => refusal_json(&error, viewer.locale).ok_or(error),
        Err(error) => match refused(&error) {
            Some(refusal) if *refusal != Refusal::NotFound => page::flash_refusal(back, refusal),
            _ => Err(error),
        },
    }
}

/// How a form that is a page of its own is answered: nothing to a script, `after` to a browser, and `back` with a sentence
/// where it is about no field. What is wrong with fields goes on to the page again.
pub(super) fn form_answered(
    viewer: &Viewer,
    request: &HttpRequest,
    back: String,
    done: Result<(), WebError>,
    after: PageResult,
) -> ControlFlow<PageResult, Problems> {
    let error = match done {
        Ok(()) if is_live(request) => return ControlFlow::Break(Ok(HttpResponse::NoContent().finish())),
        Ok(()) => return ControlFlow::Break(after),
        Err(error) => error,
    };
    if is_live(request) {
        return ControlFlow::Break(refusal_json(&error, viewer.locale).ok_or(error));
    }
    match refused(&error) {
        Some(refusal) if *refusal != Refusal::NotFound && refusal.problems().is_empty() => {
            ControlFlow::Break(page::flash_refusal(back, refusal))
        }
        _ => match Problems::of(error) {
            Ok(problems) => ControlFlow::Continue(problems),
            Err(error) => ControlFlow::Break(Err(error)),
        },
    }
}

/// Defines handlers that are one button each.
macro_rules! buttons {
    ($($(#[$doc:meta])* $name:ident => $flow:expr, to $to:literal;)+) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// 404 for a conversation that is not this user's to see.
        pub async fn $name(
            viewer: Agent,
            app: Data<App>,
            request: HttpRequest,
            path: Path<ConversationId>,
            wanted: Query<Wanted>,
            _form: PostedForm<Nothing>,
        ) -> PageResult {
            let (id, query) = (path.into_inner(), Listing::from(&*wanted).query());
            let thread = format!("/inbox/{id}{query}");
            let to = if $to == "list" { format!("/inbox{query}") } else { thread.clone() };
            change(&viewer, &app, &request, thread, move |app, actor| $flow(app, actor, id), |()| to).await
        }
    )+};
}

buttons! {
    /// POST /inbox/{id}/release
    release => release::release, to "thread";
    /// POST /inbox/{id}/wait
    wait => leave_waiting::leave_waiting, to "list";
}

/// From whom it is taken, as the page showed it.
#[derive(Deserialize)]
pub struct From {
    from: Option<i64>,
}

/// A note for whoever had it.
#[derive(Deserialize)]
pub struct Word {
    #[serde(default)]
    word: String,
}

/// POST /inbox/{id}/take
///
/// # Errors
/// 404 for a conversation that is not this user's to see.
pub async fn take(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<ConversationId>,
    asked: (Query<Wanted>, Query<From>),
    form: PostedForm<Word>,
) -> PageResult {
    let (id, query) = (path.into_inner(), Listing::from(&*asked.0).query());
    let (from, word) = (asked.1.from.map(UserId), form.value.word);
    let thread = format!("/inbox/{id}{query}");
    let to = thread.clone();
    change(&viewer, &app, &request, thread, move |app, actor| take::take(app, actor, id, from, &word), |()| to).await
}

/// POST /inbox/{id}/begin
///
/// # Errors
/// 404 for a conversation that is not this user's to see.
pub async fn begin(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let (id, query) = (path.into_inner(), Listing::from(&*wanted).query());
    let back = format!("/inbox/{id}{query}");
    let reader = Reader::of(&viewer);
    let actor = viewer.actor();
    let begun = page::blocking(&app, move |app| {
        let head = app.store.read(|db| thread::load_head(app, db, id, &reader))?;
        begin::begin(app, actor, head.thread)
    })
    .await;
    match begun {
        Ok(new) if is_live(&request) => Ok(HttpResponse::Ok().json(json!({ "conversation": new }))),
        Ok(new) => page::redirect(format!("/inbox/{new}{query}")),
        Err(error) => match refused(&error) {
            Some(refusal) if *refusal != Refusal::NotFound => page::flash_refusal(back, refusal),
            _ => Err(error),
        },
    }
}

/// To whom.
#[derive(Deserialize)]
pub struct To {
    user_id: i64,
}

/// POST /inbox/{id}/assign
///
/// # Errors
/// 404 for a conversation that is not this user's to see.
pub async fn assign(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    form: PostedForm<To>,
) -> PageResult {
    let (id, to) = (path.into_inner(), UserId(form.value.user_id));
    let back = format!("/inbox/{id}{}", Listing::from(&*wanted).query());
    let then = back.clone();
    change(&viewer, &app, &request, back, move |app, actor| assign::assign(app, actor, id, to), |()| then).await
}

/// How far somebody has read.
#[derive(Deserialize)]
pub struct Read {
    up_to: i64,
}

/// POST /inbox/{id}/read
///
/// # Errors
/// 404 for a conversation that is not this user's to see.
pub async fn read(viewer: Agent, app: Data<App>, path: Path<ConversationId>, form: PostedForm<Read>) -> PageResult {
    let (id, up_to, actor) = (path.into_inner(), MessageId(form.value.up_to), viewer.actor());
    page::blocking(&app, move |app| mark_read::mark_read(app, actor, id, up_to)).await?;
    Ok(HttpResponse::NoContent().finish())
}
