//! A first message is tried against the rules of a workstream; nothing changes.

use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::WorkstreamId;
use crate::domain::overflow::Destination;
use crate::flows::rules::try_it::{self, Tried};
use crate::web::api::caller::Admin;
use crate::web::api::input::{Body, Id, id as read_id};
#[cfg(test)]
use crate::web::api::openapi::{One, Refusals, ToSchema};
use crate::web::api::trace::TraceDetail;
use crate::web::api::wire::Named;
use crate::web::api::{ApiResult, one};
use crate::web::i18n::Locale;
use crate::web::page::blocking;
use crate::web::why::{Detail, Teller};

/// What is tried: a conversation that was, by its id, or a message.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct Trial {
    /// A conversation whose first message is tried.
    conversation_id: Option<String>,
    /// What the contact writes.
    text: String,
    /// To which number; the first of the workstream if left out.
    number_id: Option<String>,
    /// The contact's phone number.
    #[cfg_attr(test, schema(example = "+306900000147"))]
    phone: String,
    /// The contact's language.
    language: String,
    /// The contact's tags.
    tags: Vec<String>,
    /// Whether the contact wrote before.
    returning: bool,
}

/// What would happen.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct TrialOutcome {
    /// What each rule says, in order.
    rules: Vec<TraceDetail>,
    /// The queues that were passed by.
    passed: Vec<TraceDetail>,
    /// Where it goes; null: it ends.
    #[cfg_attr(test, schema(required))]
    queue: Option<Named>,
    /// Where it goes, in a sentence.
    sentence: String,
    /// Who gets it; null: nobody, or agents take it themselves.
    #[cfg_attr(test, schema(required))]
    agent: Option<Named>,
    /// Everybody who is thought of, the best first, and why not.
    agents: Vec<TraceDetail>,
}

fn looked_at(details: Vec<Detail>) -> Vec<TraceDetail> {
    details.into_iter().map(TraceDetail::from).collect()
}

fn told(tried: &Tried, l: Locale) -> TrialOutcome {
    let teller = Teller { names: &tried.names, l, tz: &jiff::tz::TimeZone::UTC };
    let (decision, placing) = (&tried.decision, &tried.decision.placing);
    let classified = decision.classified.read.iter().map(|(_, read)| *read);
    let read = classified.chain(decision.read.iter().copied()).map(|read| teller.read(read)).collect();
    let named = |id: i64, name: Option<&String>| Named { id: id.to_string(), name: name.cloned().unwrap_or_default() };
    let choice = tried.choice.as_ref();
    TrialOutcome {
        rules: looked_at(read),
        passed: looked_at(placing.passed.iter().map(|passed| teller.passed(*passed)).collect()),
        queue: match placing.destination {
            Destination::Queue(id) => Some(named(id.0, tried.names.queues.get(&id))),
            Destination::End(..) => None,
        },
        sentence: teller.destination(placing.destination, placing.reason, placing.rule, None),
        agent: choice.and_then(|choice| choice.agent).map(|id| named(id.0, tried.names.users.get(&id))),
        agents: looked_at(choice.map(|choice| teller.considered(&choice.considered)).unwrap_or_default()),
    }
}

/// Tries a first message against the rules: what each says, the queue, and the agent who would get it. Nothing changes.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/workstreams/{id}/try", operation_id = "try_rules", tag = "workstreams",
    params(("id" = String, Path)), request_body = Trial,
    responses((status = 200, description = "As asked", body = One<TrialOutcome>), Refusals)))]
pub async fn run(caller: Admin, app: Data<App>, id: Id<WorkstreamId>, body: Body<Trial>) -> ApiResult {
    let (actor, l, asked) = (caller.actor(), caller.l, body.0);
    let trial = try_it::Trial {
        conversation: asked.conversation_id.map(|id| read_id("conversation_id", &id)).transpose()?,
        text: asked.text,
        number: asked.number_id.map(|id| read_id("number_id", &id)).transpose()?,
        phone: asked.phone,
        language: asked.language,
        tags: asked.tags,
        returning: asked.returning,
    };
    one(told(&blocking(&app, move |app| try_it::try_it(app, actor, id.0, &trial)).await?, l))
}
