//! Templates that are written here: kept, checked against WhatsApp's rules, and submitted.

use std::collections::BTreeMap;

use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::TemplateDraftId;
use crate::domain::refusal::FieldProblem;
use crate::domain::template::rules::Violation;
use crate::domain::template::written::{ButtonKind, Written, WrittenButton, WrittenItem, WrittenKind};
use crate::flows::templates::draft;
use crate::flows::templates::submit::{self, Submitted};
use crate::store::template as stored;
use crate::store::template_draft::{self, TemplateDraft};
use crate::store::{Db, Fault};
use crate::web::api::caller::Admin;
use crate::web::api::cursor;
use crate::web::api::error::ApiError;
use crate::web::api::input::{Body, Id, Params};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::templates::{Template, account_id, counts, the_account};
use crate::web::api::wire::Time;
use crate::web::api::{ApiResult, made, one, page};
use crate::web::i18n::Locale;
use crate::web::page::blocking;

/// A button of a template.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TemplateButton {
    /// `reply`, `link` or `phone`.
    #[cfg_attr(test, schema(example = "link"))]
    kind: String,
    /// What is written on it.
    title: String,
    /// Where it leads, or whom it calls.
    #[serde(default)]
    value: String,
}

/// A row of a list.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TemplateRow {
    /// What is chosen.
    title: String,
    /// A second line.
    #[serde(default)]
    text: String,
}

/// What is written.
#[derive(Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct TemplateText {
    /// Small Latin letters, digits and underscores.
    #[cfg_attr(test, schema(required, example = "order_ready"))]
    name: String,
    /// As WhatsApp calls it.
    #[cfg_attr(test, schema(example = "el"))]
    language: String,
    /// `utility` or `marketing`.
    category: String,
    /// `text`, `media`, `quick-reply`, `call-to-action`, `card` or `list-picker`; `text` if left out.
    kind: String,
    /// Its text, with `{{1}}` where variables go.
    body: String,
    /// The address of its file.
    media: String,
    /// The small line below a card's text.
    footer: String,
    /// Its buttons.
    buttons: Vec<TemplateButton>,
    /// What is written on the button that opens the list.
    list_button: String,
    /// The rows of its list.
    items: Vec<TemplateRow>,
    /// Sample values by the names of the variables.
    samples: BTreeMap<String, String>,
    /// Texts with placeholders that fill variables in.
    bindings: BTreeMap<String, String>,
}

impl TemplateText {
    fn written(self) -> Result<Written, FieldProblem> {
        let kind = if self.kind.is_empty() { Some(WrittenKind::Text) } else { WrittenKind::from_word(&self.kind) };
        let button = |button: TemplateButton| {
            let kind = ButtonKind::from_word(&button.kind).ok_or(FieldProblem::new("buttons", "unknown"))?;
            Ok(WrittenButton { kind, title: button.title, value: button.value })
        };
        Ok(Written {
            name: self.name,
            language: self.language,
            category: self.category,
            kind: kind.ok_or(FieldProblem::new("kind", "unknown"))?,
            body: self.body,
            media: self.media,
            footer: self.footer,
            buttons: self.buttons.into_iter().map(button).collect::<Result<_, FieldProblem>>()?,
            list_button: self.list_button,
            items: self.items.into_iter().map(|row| WrittenItem { title: row.title, text: row.text }).collect(),
            samples: self.samples,
            bindings: self.bindings,
        })
    }

    fn of(written: Written) -> Self {
        let button = |button: WrittenButton| TemplateButton {
            kind: button.kind.word().to_owned(),
            title: button.title,
            value: button.value,
        };
        Self {
            name: written.name,
            language: written.language,
            category: written.category,
            kind: written.kind.word().to_owned(),
            body: written.body,
            media: written.media,
            footer: written.footer,
            buttons: written.buttons.into_iter().map(button).collect(),
            list_button: written.list_button,
            items: written.items.into_iter().map(|row| TemplateRow { title: row.title, text: row.text }).collect(),
            samples: written.samples,
            bindings: written.bindings,
        }
    }
}

/// A rule of WhatsApp that is broken.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct BrokenRule {
    /// The field.
    #[cfg_attr(test, schema(example = "body"))]
    field: String,
    /// For programs; it stays as it is.
    #[cfg_attr(test, schema(example = "variables-beside"))]
    rule: String,
    /// For people.
    sentence: String,
    /// The limit that was passed.
    #[cfg_attr(test, schema(required))]
    limit: Option<usize>,
    /// Whether WhatsApp may take it all the same.
    advice: bool,
}

impl BrokenRule {
    fn of(violation: &Violation, l: Locale) -> Self {
        Self {
            field: violation.place.field(),
            rule: violation.rule.to_owned(),
            sentence: l.violation(violation),
            limit: violation.limit,
            advice: violation.is_advice(),
        }
    }
}

/// A template that is written here.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Draft {
    /// Its id.
    id: String,
    /// The account that it will belong to.
    account_id: String,
    /// What is written.
    text: TemplateText,
    /// What WhatsApp would say.
    broken: Vec<BrokenRule>,
    /// When it was begun.
    created_at: Time,
    /// When it was last changed.
    updated_at: Time,
}

impl Draft {
    fn load(db: &Db, app: &App, draft: TemplateDraft, l: Locale) -> Result<Self, Fault> {
        let broken = submit::broken(db, app, &draft)?;
        Ok(Self {
            id: draft.id.to_string(),
            account_id: draft.account_id.to_string(),
            text: TemplateText::of(draft.written),
            broken: broken.iter().map(|one| BrokenRule::of(one, l)).collect(),
            created_at: Time(draft.created_at),
            updated_at: Time(draft.updated_at),
        })
    }
}

fn shown(app: &App, id: TemplateDraftId, l: Locale) -> Result<Draft, Fault> {
    app.store.read(|db| Draft::load(db, app, template_draft::get(db, id)?, l))
}

/// Templates that are written here and not yet submitted, oldest first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/templates/drafts", operation_id = "list_template_drafts", tag = "templates",
    params(("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Draft>), Refusals)))]
pub async fn list(caller: Admin, app: Data<App>, params: Params) -> ApiResult {
    let (wanted, l) = (params.page(&[])?, caller.l);
    let found = blocking(&app, move |app| {
        app.store.read(|db| {
            let all = template_draft::list(db)?.into_iter();
            all.map(|draft| Ok((draft.id.0, Draft::load(db, app, draft, l)?))).collect::<Result<Vec<_>, Fault>>()
        })
    })
    .await?;
    page(&cursor::paged_whole(found, &wanted, |row| row.0, |row| row.1))
}

/// What is written, and for which account.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewDraft {
    /// The account it belongs to; may be left out while there is only one.
    account_id: Option<String>,
    /// What is written; an unfinished one is kept too.
    #[cfg_attr(test, schema(required))]
    text: TemplateText,
}

/// Begins a template. It is kept as it is; what WhatsApp would refuse is said with it.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/templates/drafts", operation_id = "create_template_draft", tag = "templates",
    request_body = NewDraft, responses((status = 201, description = "Made", body = One<Draft>), Refusals)))]
pub async fn create(caller: Admin, app: Data<App>, body: Body<NewDraft>) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    let asked = account_id(body.0.account_id.as_deref())?;
    let written = body.0.text.written()?;
    let draft = blocking(&app, move |app| {
        let id = draft::save(app, actor, None, the_account(app, asked)?, written)?;
        shown(app, id, l)
    });
    made(draft.await?)
}

/// A template that is written here.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/templates/drafts/{id}", operation_id = "get_template_draft", tag = "templates",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Draft>), Refusals)))]
pub async fn show(caller: Admin, app: Data<App>, id: Id<TemplateDraftId>) -> ApiResult {
    let l = caller.l;
    one(blocking(&app, move |app| shown(app, id.0, l)).await?)
}

/// Writes it anew, as a whole.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(put, path = "/api/v1/templates/drafts/{id}", operation_id = "replace_template_draft", tag = "templates",
    params(("id" = String, Path)), request_body = TemplateText,
    responses((status = 200, description = "As asked", body = One<Draft>), Refusals)))]
pub async fn replace(caller: Admin, app: Data<App>, id: Id<TemplateDraftId>, body: Body<TemplateText>) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    let written = body.0.written()?;
    let draft = blocking(&app, move |app| {
        let account = app.store.read(|db| template_draft::get(db, id.0))?.account_id;
        shown(app, draft::save(app, actor, Some(id.0), account, written)?, l)
    });
    one(draft.await?)
}

/// What was taken away.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct DraftRemoved {
    /// Its id.
    id: String,
}

/// Takes it away.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/templates/drafts/{id}", operation_id = "remove_template_draft", tag = "templates",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<DraftRemoved>), Refusals)))]
pub async fn remove(caller: Admin, app: Data<App>, id: Id<TemplateDraftId>) -> ApiResult {
    let actor = caller.actor();
    blocking(&app, move |app| draft::remove(app, actor, id.0)).await?;
    one(DraftRemoved { id: id.0.to_string() })
}

/// Submits it to WhatsApp and answers the template that it became. What WhatsApp would refuse is refused with
/// `template_rules` and the first field; a call whose answer was lost is repeated without making it twice.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/templates/drafts/{id}/submit", operation_id = "submit_template_draft",
    tag = "templates", params(("id" = String, Path)),
    responses((status = 200, description = "As asked", body = One<Template>), Refusals)))]
pub async fn submit(caller: Admin, app: Data<App>, id: Id<TemplateDraftId>) -> ApiResult {
    let actor = caller.actor();
    let done = blocking(&app, move |app| {
        let done = submit::submit(app, actor, id.0)?;
        let template = match &done {
            Submitted::Done(id) => Some(app.store.read(|db| Template::load(db, stored::get(db, *id)?))?),
            Submitted::Refused(_) | Submitted::NotNow(_) => None,
        };
        Ok((done, template))
    });
    match done.await? {
        (_, Some(template)) => one(template),
        (Submitted::NotNow(synced), None) => Err(counts(synced).err().unwrap_or(ApiError::ProviderSilent)),
        (_, None) => Err(ApiError::ProviderRefused(None)),
    }
}
