//! How far the installation has come, as `/admin` shows it, and whether that is shown.

use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::first_steps::State;
use crate::domain::refusal::FieldProblem;
use crate::domain::time::Millis;
use crate::flows::first_steps::hide;
use crate::flows::numbers::health;
use crate::store::Fault;
use crate::store::first_steps_view;
use crate::web::admin::waiting::Waiting as Known;
use crate::web::api::caller::Admin;
use crate::web::api::input::Body;
use crate::web::api::number_health::Finding;
#[cfg(test)]
use crate::web::api::openapi::{One, Refusals, ToSchema};
use crate::web::api::wire::{Time, time};
use crate::web::api::{ApiResult, one};
use crate::web::i18n::Locale;
use crate::web::page::blocking;

/// From nothing to a team that answers.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct FirstSteps {
    /// The steps in their order.
    steps: Vec<FirstStep>,
    /// How many are done, by somebody or by default.
    done: usize,
    /// How many are left.
    left: usize,
    /// Whether an admin has put the list away.
    hidden: bool,
    /// Active users.
    users: i64,
    /// Templates of our own that may be sent at any time.
    templates_approved: i64,
    /// When a contact last wrote to any number.
    #[cfg_attr(test, schema(required))]
    last_inbound_at: Option<Time>,
    /// When Twilio last posted anything.
    #[cfg_attr(test, schema(required))]
    last_post_at: Option<Time>,
    /// The number whose first message is waited for; null: it has come, or there is no number.
    #[cfg_attr(test, schema(required))]
    waiting: Option<WaitingNumber>,
}

/// One of the steps.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct FirstStep {
    /// `account`, `number`, `webhook`, `message`, `workstream`, `agents`, `hours`, `templates`.
    #[cfg_attr(test, schema(example = "webhook"))]
    step: &'static str,
    /// `done`, `by_default` (what is so from the start will do), `now` (the first that is left), `later`.
    #[cfg_attr(test, schema(example = "now"))]
    state: &'static str,
    /// What is to be done, in words.
    title: String,
}

/// A number whose first message is waited for.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct WaitingNumber {
    /// The number.
    number_id: String,
    /// `whatsapp:+…`: where to write to.
    address: String,
    /// When the likely reasons are told, if nothing comes; null: they are told.
    #[cfg_attr(test, schema(required))]
    reasons_at: Option<Time>,
    /// Why nothing came, the likeliest first.
    likely: Vec<Finding>,
}

const fn state_word(state: State) -> &'static str {
    match state {
        State::Done => "done",
        State::ByDefault => "by_default",
        State::Now => "now",
        State::Later => "later",
    }
}

fn load(app: &App, l: Locale) -> Result<FirstSteps, Fault> {
    let (known, now) = (app.store.read(first_steps_view::read)?, app.clock.now());
    let steps = known.facts.steps();
    let done = steps.iter().filter(|(_, state)| matches!(state, State::Done | State::ByDefault)).count();
    let waiting = match known.awaited() {
        Some(id) => {
            let waiting = Known::of(health::of(app, id)?, now);
            Some(WaitingNumber {
                number_id: id.to_string(),
                address: waiting.health.number.address.as_str().to_owned(),
                reasons_at: time(waiting.again.map(|seconds| now + Millis::seconds(seconds))),
                likely: waiting.likely.into_iter().map(|found| Finding::of(found, l)).collect(),
            })
        }
        None => None,
    };
    let line = |(step, state): (crate::domain::first_steps::Step, State)| FirstStep {
        step: step.word(),
        state: state_word(state),
        title: l.t(format!("first-steps-{}", step.word())),
    };
    Ok(FirstSteps {
        steps: steps.into_iter().map(line).collect(),
        done,
        left: known.facts.left(),
        hidden: known.facts.hidden,
        users: known.users,
        templates_approved: known.templates_approved,
        last_inbound_at: time(known.last_inbound_at()),
        last_post_at: time(known.last_post_at()),
        waiting,
    })
}

/// The first steps, each known from the facts. While a first message is waited for, why none came, a minute after.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/first-steps", operation_id = "get_first_steps", tag = "installation",
    responses((status = 200, description = "As asked", body = One<FirstSteps>), Refusals)))]
pub async fn show(caller: Admin, app: Data<App>) -> ApiResult {
    let l = caller.l;
    one(blocking(&app, move |app| load(app, l)).await?)
}

/// What can be chosen about the first steps.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
#[derive(Default)]
pub struct FirstStepsChange {
    /// Whether the list is put away, for all admins, although something is left.
    #[cfg_attr(test, schema(required))]
    hidden: Option<bool>,
}

/// Puts the list of first steps away, or brings it back.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/first-steps", operation_id = "change_first_steps", tag = "installation",
    request_body = FirstStepsChange, responses((status = 200, description = "As asked", body = One<FirstSteps>), Refusals)))]
pub async fn update(caller: Admin, app: Data<App>, body: Body<FirstStepsChange>) -> ApiResult {
    let (actor, l, hidden) = (caller.actor(), caller.l, body.0.hidden);
    let changed = blocking(&app, move |app| {
        hide::hide(app, actor, hidden.ok_or(FieldProblem::new("hidden", "missing"))?)?;
        load(app, l)
    });
    one(changed.await?)
}
