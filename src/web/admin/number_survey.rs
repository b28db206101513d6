//! What a number asks when a conversation is over: after people, and after bots.

use actix_web::web::{Data, Path};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::{NumberId, TemplateId};
use crate::domain::survey::{After, Kind, Settings, Way};
use crate::flows::surveys::configure::configure;
use crate::store::number::{self, Number};
use crate::store::{Db, Fault, survey_setting, template};
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, form_again, page};
use crate::web::shell::{Nav, Section, Shell};

/// The settings for one sort of conversations, as the page shows them.
struct Part {
    after: After,
    /// Whether those of bots take what is set for people.
    same: bool,
    settings: Settings,
}

impl Part {
    /// The value of the chosen template and its variable.
    fn template(&self) -> String {
        self.settings.template.as_ref().map(|(id, variable)| format!("{id}:{variable}")).unwrap_or_default()
    }
}

#[derive(askama::Template)]
#[template(path = "admin/number_survey.html")]
struct SurveyPage {
    shell: Shell,
    number: Number,
    parts: Vec<Part>,
    /// Templates with each of their variables: the value, and how people read it.
    templates: Vec<(String, String)>,
    /// Whose form was refused.
    refused: Option<After>,
    problems: Problems,
}

impl SurveyPage {
    /// Whether a field of this part has a problem.
    fn wrong(&self, part: &Part, field: &str) -> bool {
        self.refused == Some(part.after) && self.problems.has(field)
    }
}

fn choices(db: &Db, number: &Number) -> Result<Vec<(String, String)>, Fault> {
    let own = template::list(db)?.into_iter().filter(|one| one.account_id == number.account_id && !one.sandbox);
    let pairs = own.flat_map(|one| {
        let name = format!("{} · {}", one.name, one.language);
        let pair = |variable: String| (format!("{}:{variable}", one.id), format!("{name} · {{{{{variable}}}}}"));
        one.variables.clone().into_iter().map(pair).collect::<Vec<_>>()
    });
    Ok(pairs.collect())
}

async fn load(viewer: &Admin, app: &Data<App>, id: NumberId) -> Result<SurveyPage, WebError> {
    let (number, parts, templates) = blocking(app, move |app| {
        app.store.read(|db| {
            let number = number::get(db, id)?;
            let part = |after| {
                let same = after == After::Bot && survey_setting::own(db, id, after)?.is_none();
                Ok(Part { after, same, settings: survey_setting::of(db, id, after)? })
            };
            let parts = After::ALL.iter().map(|after| part(*after)).collect::<Result<Vec<_>, Fault>>()?;
            let templates = choices(db, &number)?;
            Ok((number, parts, templates))
        })
    })
    .await?;
    let shell = viewer.shell(Nav::Settings(Section::Accounts));
    Ok(SurveyPage { shell, number, parts, templates, refused: None, problems: Problems::default() })
}

/// GET /admin/numbers/{id}/survey
///
/// # Errors
/// 404, or those of the store.
pub async fn show(viewer: Admin, app: Data<App>, id: Path<NumberId>) -> PageResult {
    page(&load(&viewer, &app, *id).await?)
}

/// The posted form; a box that is not ticked is not sent.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    after: String,
    same: String,
    active: String,
    kind: String,
    way: String,
    comment: String,
    template: String,
}

impl Form {
    fn settings(&self) -> Settings {
        let template = self.template.split_once(':');
        let template = template.and_then(|(id, variable)| Some((TemplateId(id.parse().ok()?), variable.to_owned())));
        Settings {
            active: !self.active.is_empty(),
            kind: Kind::from_word(&self.kind).unwrap_or(Kind::Stars),
            way: Way::from_word(&self.way).unwrap_or(Way::Chat),
            comment: !self.comment.is_empty(),
            template,
        }
    }
}

/// POST /admin/numbers/{id}/survey
///
/// # Errors
/// 404, or those of the store; wrong fields show the page again.
pub async fn save(viewer: Admin, app: Data<App>, id: Path<NumberId>, form: PostedForm<Form>) -> PageResult {
    let (id, actor, form) = (*id, viewer.actor(), form.value);
    let after = After::from_word(&form.after).unwrap_or(After::Person);
    let same = after == After::Bot && !form.same.is_empty();
    let wanted = (!same).then(|| form.settings());
    match blocking(&app, move |app| configure(app, actor, id, after, wanted)).await {
        Ok(()) => flash(format!("/admin/numbers/{id}/survey"), "flash-saved"),
        Err(error) => {
            let problems = Problems::of(error)?;
            let mut shown = load(&viewer, &app, id).await?;
            for part in shown.parts.iter_mut().filter(|part| part.after == after) {
                (part.same, part.settings) = (same, form.settings());
            }
            form_again(&SurveyPage { problems, refused: Some(after), ..shown })
        }
    }
}
