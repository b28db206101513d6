//! Why a conversation is where it is.

use actix_web::web::Data;
use serde::Serialize;

use crate::app::App;
use crate::domain::ids::ConversationId;
use crate::store::api_view;
use crate::store::trace_step::{self, Names};
use crate::web::api::caller::Agent;
use crate::web::api::conversations::readable;
use crate::web::api::input::{Id, Params};
#[cfg(test)]
use crate::web::api::openapi::{Page, Refusals, ToSchema};
use crate::web::api::wire::Time;
use crate::web::api::{ApiResult, cursor, page};
use crate::web::i18n::Locale;
use crate::web::page::blocking;
use crate::web::why::{Detail, Teller};

/// One thing that happened to a conversation.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct TraceLine {
    /// When.
    at: Time,
    /// What, as a word for programs.
    #[cfg_attr(test, schema(example = "taken"))]
    kind: String,
    /// What, as a sentence for people.
    sentence: String,
    /// Who did it, such as `user:3`; null: the system.
    #[cfg_attr(test, schema(required))]
    actor: Option<String>,
    /// What else is known.
    #[cfg_attr(test, schema(value_type = Object))]
    detail: serde_json::Value,
    /// Who or what was looked at for it: each rule, each agent.
    details: Vec<TraceDetail>,
}

/// A rule or an agent that was looked at.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct TraceDetail {
    /// Whether it matches or fits; null: it was not asked.
    #[cfg_attr(test, schema(required))]
    fits: Option<bool>,
    /// Why, as a sentence for people.
    sentence: String,
}

impl From<Detail> for TraceDetail {
    fn from(Detail { fits, sentence }: Detail) -> Self {
        Self { fits, sentence }
    }
}

impl TraceLine {
    fn of(line: api_view::Line, names: &Names, l: Locale) -> Self {
        if let Some(step) = &line.step {
            let told = Teller { names, l, tz: &jiff::tz::TimeZone::UTC }.tell(step);
            return Self {
                at: Time(line.at),
                kind: line.kind,
                sentence: told.sentence,
                actor: None,
                detail: line.detail,
                details: told.details.into_iter().map(TraceDetail::from).collect(),
            };
        }
        let somebody = || l.t("trace-somebody");
        let actor = line.actor_name.unwrap_or_else(|| match line.actor {
            None => l.t("trace-system"),
            Some(_) => somebody(),
        });
        let sentence = match line.kind.as_str() {
            "opened" => l.t("trace-opened"),
            "taken" => l.t1("trace-taken", "actor", actor),
            "taken_over" => l.t2("trace-taken-over", "actor", actor, "from", line.from_name.unwrap_or_else(somebody)),
            "given" => l.t2("trace-given", "actor", actor, "to", line.to_name.unwrap_or_else(somebody)),
            "released" => l.t1("trace-released", "actor", actor),
            "ended" => l.t1("trace-ended", "actor", actor),
            "returned" => l.t("trace-returned"),
            "left_waiting" => l.t1("trace-left-waiting", "actor", actor),
            "closed" => l.t1("trace-closed", "actor", actor),
            "window_closed" => l.t("trace-window-closed"),
            "window_refused" => l.t("trace-window-refused"),
            "opted_out" if line.actor.is_some() => l.t1("trace-opted-out-noted", "actor", actor),
            "opted_in" if line.actor.is_some() => l.t1("trace-opted-in-noted", "actor", actor),
            "opted_out" => l.t("trace-opted-out"),
            "opted_in" => l.t("trace-opted-in"),
            "identity_conflict" => l.t("trace-identity-conflict"),
            _ => l.t("trace-other"),
        };
        Self {
            at: Time(line.at),
            kind: line.kind,
            sentence,
            actor: line.actor,
            detail: line.detail,
            details: Vec::new(),
        }
    }
}

/// What happened to a conversation, oldest first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/conversations/{id}/trace", operation_id = "trace_conversation",
    tag = "conversations",
    params(("id" = String, Path), ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<TraceLine>), Refusals)))]
pub async fn trace(caller: Agent, app: Data<App>, id: Id<ConversationId>, params: Params) -> ApiResult {
    let wanted = params.page::<3>(&[])?;
    let (actor, l) = (caller.actor(), caller.l);
    let found = blocking(&app, move |app| {
        readable(app, actor, id.0)?;
        let after = wanted.after.unwrap_or([i64::MIN, 0, 0]);
        app.store.read(|db| Ok((api_view::trace(db, id.0, after, wanted.limit + 1)?, trace_step::names(db)?)))
    });
    let (lines, names) = found.await?;
    let place = |line: &api_view::Line| vec![line.at.0, line.source, line.id];
    page(&cursor::paged(lines, wanted.limit, place, |line| TraceLine::of(line, &names, l)))
}
