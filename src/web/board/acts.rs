//! What is done from the board: a conversation is given, goes back to its queue, or is closed.

use actix_web::web::{Data, Path};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::{ConversationId, UserId};
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::conversations::{assign, close, release};
use crate::store::Fault;
use crate::web::form::{Nothing, PostedForm, refused};
use crate::web::guards::Supervisor;
use crate::web::page::{self, PageResult};

const BOARD: &str = "/board";

/// To whom.
#[derive(Deserialize)]
pub struct To {
    user_id: i64,
}

/// POST /board/{id}/assign
///
/// # Errors
/// 404 for a conversation that does not exist.
pub async fn give(viewer: Supervisor, app: Data<App>, path: Path<ConversationId>, form: PostedForm<To>) -> PageResult {
    let to = UserId(form.value.user_id);
    act(&viewer, &app, path.into_inner(), "flash-board-given", move |app, actor, id| assign::assign(app, actor, id, to))
        .await
}

/// POST /board/{id}/release
///
/// # Errors
/// 404 for a conversation that does not exist.
pub async fn back(
    viewer: Supervisor,
    app: Data<App>,
    path: Path<ConversationId>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    act(&viewer, &app, path.into_inner(), "flash-board-back", release::release).await
}

/// POST /board/{id}/close
///
/// # Errors
/// 404 for a conversation that does not exist.
pub async fn end(
    viewer: Supervisor,
    app: Data<App>,
    path: Path<ConversationId>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    act(&viewer, &app, path.into_inner(), "flash-board-closed", |app, actor, id| close::close(app, actor, id, None))
        .await
}

async fn act(
    viewer: &Supervisor,
    app: &Data<App>,
    id: ConversationId,
    done: &'static str,
    flow: impl FnOnce(&App, Actor, ConversationId) -> Result<(), Fault> + Send + 'static,
) -> PageResult {
    let actor = viewer.actor();
    match page::blocking(app, move |app| flow(app, actor, id)).await {
        Ok(()) => page::flash(BOARD, done),
        Err(error) => match refused(&error) {
            Some(refusal) if *refusal != Refusal::NotFound => page::flash_refusal(BOARD, refusal),
            _ => Err(error),
        },
    }
}
