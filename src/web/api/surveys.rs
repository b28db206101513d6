//! What numbers ask when a conversation is over, and what was answered.

use actix_web::web::{Data, Path};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::{ConversationId, NumberId, SurveyId, TemplateId, UserId};
use crate::domain::permission::may_read;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::survey::{After, Kind, Settings, Way};
use crate::domain::time::Timestamp;
use crate::flows::surveys::configure::configure;
use crate::store::survey_view::{self, Filter};
use crate::store::{Db, Fault, conversation, number, survey as stored, survey_setting};
use crate::web::api::caller::{Admin, Agent, Supervisor};
use crate::web::api::input::{Body, Id, Params};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::{SurveyAfter, SurveyKind, SurveyNotSent, SurveyThrough, SurveyWay, Time};
use crate::web::api::{ApiResult, cursor, one, page};
use crate::web::page::blocking;

/// What a number asks after one sort of conversations.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SurveySettings {
    /// After which: `person` or `bot`.
    after: SurveyAfter,
    /// For `bot`: whether it takes what is set for `person`.
    same: bool,
    /// Whether it asks.
    active: bool,
    /// For what.
    kind: SurveyKind,
    /// How, while the window is open.
    way: SurveyWay,
    /// Whether a comment is asked for as well.
    comment: bool,
    /// The template that asks when the window is closed.
    #[cfg_attr(test, schema(required))]
    template_id: Option<String>,
    /// Which of its variables is the link.
    #[cfg_attr(test, schema(required))]
    template_variable: Option<String>,
}

fn load(db: &Db, id: NumberId, after: After) -> Result<SurveySettings, Fault> {
    number::get(db, id)?;
    let same = after == After::Bot && survey_setting::own(db, id, after)?.is_none();
    let settings = survey_setting::of(db, id, after)?;
    let (template, variable) = settings.template.map(|(id, variable)| (id.to_string(), variable)).unzip();
    Ok(SurveySettings {
        after: SurveyAfter(after),
        same,
        active: settings.active,
        kind: SurveyKind(settings.kind),
        way: SurveyWay(settings.way),
        comment: settings.comment,
        template_id: template,
        template_variable: variable,
    })
}

/// What a number asks, after people and after bots.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/numbers/{id}/surveys", operation_id = "get_survey_settings", tag = "surveys",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Vec<SurveySettings>>), Refusals)))]
pub async fn settings(_: Agent, app: Data<App>, id: Id<NumberId>) -> ApiResult {
    let both = move |app: &App| {
        app.store.read(|db| After::ALL.iter().map(|after| load(db, id.0, *after)).collect::<Result<Vec<_>, _>>())
    };
    one(blocking(&app, both).await?)
}

/// What changes about it; what is left out stays.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct SurveyChange {
    /// For `bot`: true takes again what is set for `person`; the rest is left out then.
    same: bool,
    /// Whether it asks.
    active: Option<bool>,
    /// For what.
    #[cfg_attr(test, schema(value_type = Option<SurveyKind>))]
    kind: Option<String>,
    /// How, while the window is open.
    #[cfg_attr(test, schema(value_type = Option<SurveyWay>))]
    way: Option<String>,
    /// Whether a comment is asked for as well.
    comment: Option<bool>,
    /// The template that asks when the window is closed; empty: none.
    template_id: Option<String>,
    /// Which of its variables is the link.
    template_variable: Option<String>,
}

impl SurveyChange {
    fn apply(self, before: Settings) -> Result<Settings, Refusal> {
        let unknown = |field: &'static str| Refusal::from(FieldProblem::new(field, "unknown"));
        let kind = self.kind.map(|word| Kind::from_word(&word).ok_or_else(|| unknown("kind"))).transpose()?;
        let way = self.way.map(|word| Way::from_word(&word).ok_or_else(|| unknown("way"))).transpose()?;
        let (id, variable) = before.template.unzip();
        let id = match self.template_id.as_deref() {
            None => id,
            Some("") => None,
            Some(text) => Some(text.parse::<TemplateId>().map_err(|_| unknown("template_id"))?),
        };
        let variable = self.template_variable.or(variable).unwrap_or_default();
        Ok(Settings {
            active: self.active.unwrap_or(before.active),
            kind: kind.unwrap_or(before.kind),
            way: way.unwrap_or(before.way),
            comment: self.comment.unwrap_or(before.comment),
            template: id.map(|id| (id, variable)),
        })
    }
}

/// Sets what a number asks after people (`person`) or after bots (`bot`).
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/numbers/{id}/surveys/{after}", operation_id = "change_survey_settings",
    tag = "surveys", params(("id" = String, Path), ("after" = String, Path)), request_body = SurveyChange,
    responses((status = 200, description = "As asked", body = One<SurveySettings>), Refusals)))]
pub async fn change(
    caller: Admin,
    app: Data<App>,
    path: Path<(String, String)>,
    body: Body<SurveyChange>,
) -> ApiResult {
    let (actor, (id, after), change) = (caller.actor(), path.into_inner(), body.0);
    let id: NumberId = id.parse().map_err(|_| Refusal::NotFound)?;
    let after = After::from_word(&after).ok_or(Refusal::NotFound)?;
    let changed = blocking(&app, move |app| {
        let before = app.store.read(|db| survey_setting::of(db, id, after))?;
        let same = after == After::Bot && change.same;
        let to = if same { None } else { Some(change.apply(before)?) };
        configure(app, actor, id, after, to)?;
        app.store.read(|db| load(db, id, after))
    });
    one(changed.await?)
}

/// How a contact was asked about a conversation, and what was answered.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Survey {
    /// Its id.
    id: String,
    /// The conversation that it is about.
    conversation_id: String,
    /// Of which number.
    number_id: String,
    /// Who had the conversation.
    #[cfg_attr(test, schema(required))]
    user_id: Option<String>,
    /// After whom.
    after: SurveyAfter,
    /// What was asked for.
    kind: SurveyKind,
    /// How; null: nobody was asked.
    #[cfg_attr(test, schema(required, value_type = Option<SurveyThrough>))]
    through: Option<SurveyThrough>,
    /// Why nobody was asked.
    #[cfg_attr(test, schema(required, value_type = Option<SurveyNotSent>))]
    not_sent: Option<SurveyNotSent>,
    /// When they were asked, or were not.
    asked_at: Time,
    /// The answer: `stars` 1 to 5, `nps` 0 to 10, `thumbs` 0 or 1.
    #[cfg_attr(test, schema(required))]
    score: Option<i64>,
    /// What they said beside it; may be empty.
    comment: String,
    /// When they first answered.
    #[cfg_attr(test, schema(required))]
    answered_at: Option<Time>,
    /// When they last did.
    #[cfg_attr(test, schema(required))]
    changed_at: Option<Time>,
}

impl Survey {
    pub(super) fn of(kept: stored::Survey) -> Self {
        Self {
            id: kept.id.to_string(),
            conversation_id: kept.conversation.to_string(),
            number_id: kept.number.to_string(),
            user_id: kept.user.map(|id| id.to_string()),
            after: SurveyAfter(kept.after),
            kind: SurveyKind(kept.kind),
            through: kept.through.map(SurveyThrough),
            not_sent: kept.not_sent.map(SurveyNotSent),
            asked_at: Time(kept.asked_at),
            score: kept.score,
            comment: kept.comment,
            answered_at: kept.answered_at.map(Time),
            changed_at: kept.changed_at.map(Time),
        }
    }
}

/// Surveys, the newest first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/surveys", operation_id = "list_surveys", tag = "surveys",
    params(("number_id" = Option<String>, Query), ("user_id" = Option<String>, Query), ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Survey>), Refusals)))]
pub async fn list(_: Supervisor, app: Data<App>, params: Params) -> ApiResult {
    let wanted = params.page(&["number_id", "user_id"])?;
    let filter = Filter {
        number: params.id::<NumberId>("number_id")?,
        user: params.id::<UserId>("user_id")?,
        since: Timestamp(0),
    };
    let before = wanted.after.map(|[id]| SurveyId(id));
    let found =
        blocking(&app, move |app| app.store.read(|db| survey_view::list(db, &filter, false, before, wanted.limit + 1)));
    page(&cursor::paged(found.await?, wanted.limit, |told| vec![told.survey.id.0], |told| Survey::of(told.survey)))
}

/// The survey of a conversation.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/conversations/{id}/survey", operation_id = "get_survey", tag = "surveys",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Survey>), Refusals)))]
pub async fn of_conversation(caller: Agent, app: Data<App>, id: Id<ConversationId>) -> ApiResult {
    let actor = caller.actor();
    let found = blocking(&app, move |app| {
        app.store.read(|db| {
            let about = conversation::by_id(db, id.0)?.ok_or(Refusal::NotFound)?;
            if !may_read(actor, &about.access(db, actor)?) {
                return Err(Refusal::NotFound.into());
            }
            Ok(stored::of(db, id.0)?.ok_or(Refusal::NotFound)?)
        })
    });
    one(Survey::of(found.await?))
}
