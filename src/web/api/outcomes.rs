//! Outcomes: what can become of the conversations of a workstream.

use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::WorkstreamId;
use crate::domain::outcome::{Entry, Wanted};
use crate::domain::refusal::FieldProblem;
use crate::flows::workstreams::set_outcomes::set_outcomes;
use crate::store::{Fault, outcome, workstream};
use crate::web::api::caller::{Admin, Agent};
use crate::web::api::input::{Body, Id, id as read_id};
#[cfg(test)]
use crate::web::api::openapi::{One, Refusals, ToSchema};
use crate::web::api::{ApiResult, one};
use crate::web::page::blocking;

/// What can become of the conversations of a workstream, and what is asked of whoever ends one.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Outcomes {
    /// In the order in which people see them.
    outcomes: Vec<Outcome>,
    /// Whether a person cannot end a conversation without one.
    required: bool,
    /// How many one conversation may have.
    max: i64,
}

/// One of them.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Outcome {
    /// Its id.
    id: String,
    /// What people call it.
    name: String,
    /// Under which heading it stands; empty: under none.
    category: String,
}

fn load(app: &App, id: WorkstreamId) -> Result<Outcomes, Fault> {
    app.store.read(|db| {
        workstream::get(db, id)?;
        let outcome::Asks { required, most } = outcome::asks(db, id)?;
        let of = |kept: outcome::Outcome| Outcome { id: kept.id.to_string(), name: kept.name, category: kept.category };
        Ok(Outcomes { outcomes: outcome::list(db, id)?.into_iter().map(of).collect(), required, max: most })
    })
}

/// The outcomes of a workstream.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/workstreams/{id}/outcomes", operation_id = "get_outcomes", tag = "workstreams",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Outcomes>), Refusals)))]
pub async fn show(_: Agent, app: Data<App>, id: Id<WorkstreamId>) -> ApiResult {
    one(blocking(&app, move |app| load(app, id.0)).await?)
}

/// The outcomes that a workstream shall have.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct OutcomesWanted {
    /// All of them, in the order in which people see them. What is left out is offered no more and stays with the
    /// conversations that have it.
    #[cfg_attr(test, schema(required, max_items = 50))]
    outcomes: Option<Vec<OutcomeWanted>>,
    /// Whether a person cannot end a conversation without one; false unless said.
    required: bool,
    /// How many one conversation may have; 2 unless said.
    #[cfg_attr(test, schema(minimum = 1, maximum = 12))]
    max: Option<i64>,
}

/// One of them.
#[derive(Default, Deserialize, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct OutcomeWanted {
    /// The one that it was; left out: a new one.
    id: Option<String>,
    /// What people call it.
    #[cfg_attr(test, schema(required, min_length = 1, max_length = 60))]
    name: String,
    /// Under which heading it stands.
    #[cfg_attr(test, schema(max_length = 60))]
    category: String,
}

/// Replaces the outcomes of a workstream. Those with an id keep their conversations, whatever they are called now.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(put, path = "/api/v1/workstreams/{id}/outcomes", operation_id = "replace_outcomes", tag = "workstreams",
    params(("id" = String, Path)), request_body = OutcomesWanted,
    responses((status = 200, description = "As asked", body = One<Outcomes>), Refusals)))]
pub async fn replace(caller: Admin, app: Data<App>, id: Id<WorkstreamId>, body: Body<OutcomesWanted>) -> ApiResult {
    let (actor, OutcomesWanted { outcomes, required, max }) = (caller.actor(), body.0);
    let mut entries = Vec::new();
    for OutcomeWanted { id, name, category } in outcomes.ok_or(FieldProblem::new("outcomes", "missing"))? {
        if name.trim().is_empty() {
            return Err(FieldProblem::new("outcomes", "missing").into());
        }
        entries.push(Entry { id: id.map(|id| read_id("outcomes", &id)).transpose()?, name, category });
    }
    let wanted = Wanted { entries, required, most: max.unwrap_or(2) };
    let done = blocking(&app, move |app| {
        set_outcomes(app, actor, id.0, wanted)?;
        load(app, id.0)
    });
    one(done.await?)
}
