//! Whether a contact wants messages: who said that not, and when; and noting what somebody said elsewhere.

use std::ops::ControlFlow;

use actix_web::HttpRequest;
use actix_web::web::{Data, Path, Query};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::ConversationId;
use crate::flows::contacts::record_consent::record_consent;
use crate::store::thread_view::Head;
use crate::web::agent::Reader;
use crate::web::agent::list::{Listing, Wanted};
use crate::web::agent::pane_form;
use crate::web::form::{PostedForm, refused};
use crate::web::guards::Agent;
use crate::web::page::{self, PageResult};
use crate::web::time;

/// That a contact wants no messages, since when and by whom, in a sentence.
pub(super) fn opted_out(head: &Head, reader: &Reader) -> Option<String> {
    let (l, name) = (reader.l, &head.name);
    let when = time::moment(head.opted_out_at?, reader.now, &reader.tz, l);
    Some(match head.opted_out_by.as_deref() {
        None | Some("contact") => l.t2("composer-opted-out", "name", name, "when", when),
        Some("provider") => l.t2("consent-out-provider", "name", name, "when", when),
        Some(_) => {
            let who = head.opted_out_name.clone().unwrap_or_else(|| l.t("event-somebody"));
            l.t3("consent-out-noted", "name", name, "when", when, "who", who)
        }
    })
}

/// What the contact said.
#[derive(Deserialize)]
pub struct Form {
    /// `stop` or `start`.
    says: String,
    #[serde(default)]
    reason: String,
}

/// POST /inbox/{id}/consent
///
/// # Errors
/// 404 for a conversation that is not this user's to see.
pub async fn save(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    form: PostedForm<Form>,
) -> PageResult {
    let (id, listing, actor) = (path.into_inner(), Listing::from(&*wanted), viewer.actor());
    let Form { says, reason } = form.value;
    let saved = page::blocking(&app, move |app| record_consent(app, actor, id, says != "start", &reason)).await;
    let back = format!("/inbox/{id}?pane=contact");
    if let Err(error) = &saved
        && let Some(refusal) = refused(error).filter(|refusal| !refusal.problems().is_empty())
    {
        return page::flash_refusal(back, refusal);
    }
    match pane_form::answered(&viewer, &request, id, &listing, saved)? {
        ControlFlow::Break(answer) => Ok(answer),
        ControlFlow::Continue(_) => page::redirect(back),
    }
}
