//! One webhook: made, looked at, changed, switched, tried out, deleted.

use actix_web::web::{Data, Path};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::OutgoingWebhookId;
use crate::domain::outgoing_webhook::Topic;
use crate::flows::outgoing_webhooks::create::Typed;
use crate::flows::outgoing_webhooks::update::Change;
use crate::flows::outgoing_webhooks::{create as creating, delete as deleting, try_out, update as updating};
use crate::store::outgoing_webhook::{self, OutgoingWebhook};
use crate::web::admin::webhooks::NAV;
use crate::web::form::{Nothing, PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{self, PageResult};
use crate::web::shell::Shell;

/// What is typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    name: String,
    url: String,
    /// The events that are ticked.
    #[serde(skip)]
    events: Vec<String>,
}

impl Form {
    /// The form with what a struct of single values cannot hold.
    fn of(posted: PostedForm<Self>) -> Self {
        let ticked = posted.pairs.into_iter().filter(|(name, _)| name == "events").map(|(_, word)| word);
        Self { events: ticked.collect(), ..posted.value }
    }

    fn has(&self, topic: Topic) -> bool {
        self.events.iter().any(|word| word == topic.word())
    }
}

#[derive(askama::Template)]
#[template(path = "admin/webhooks/edit.html")]
struct EditPage {
    shell: Shell,
    /// `None`: a new one.
    known: Option<OutgoingWebhook>,
    form: Form,
    topics: Vec<Topic>,
    /// A secret that was just made.
    secret: Option<String>,
    /// What is posted, with made-up values.
    sample: String,
    problems: Problems,
}

/// What a program is told, with made-up values: for its author to see.
const SAMPLE: &str = include_str!("sample.json");

fn page_of(
    viewer: &Admin,
    known: Option<OutgoingWebhook>,
    form: Form,
    secret: Option<String>,
    problems: Problems,
) -> PageResult {
    let status = problems.status();
    let topics = Topic::choices().collect();
    let sample = SAMPLE.to_owned();
    page::page_with_status(
        &EditPage { shell: viewer.shell(NAV), known, form, topics, secret, sample, problems },
        status,
    )
}

async fn load(app: &Data<App>, id: OutgoingWebhookId) -> Result<OutgoingWebhook, crate::web::error::WebError> {
    page::blocking(app, move |app| app.store.read(|db| outgoing_webhook::get(db, id))).await
}

fn kept(known: &OutgoingWebhook) -> Form {
    let events = known.topics.iter().map(|topic| topic.word().to_owned()).collect();
    Form { name: known.name.clone(), url: known.url.clone(), events }
}

/// GET /admin/webhooks/new
///
/// # Errors
/// None.
pub async fn new(viewer: Admin) -> PageResult {
    page_of(&viewer, None, Form::default(), None, Problems::default())
}

/// POST /admin/webhooks
///
/// # Errors
/// The store's; wrong fields show the form again.
pub async fn create(viewer: Admin, app: Data<App>, posted: PostedForm<Form>) -> PageResult {
    let (actor, form) = (viewer.actor(), Form::of(posted));
    let typed = Typed { name: form.name.clone(), url: form.url.clone(), events: form.events.clone() };
    match page::blocking(&app, move |app| creating::create(app, actor, &typed)).await {
        // The secret is in this answer and nowhere else, so there is no redirect.
        Ok(created) => {
            let known = load(&app, created.id).await?;
            page_of(&viewer, Some(known.clone()), kept(&known), Some(created.secret), Problems::default())
        }
        Err(error) => page_of(&viewer, None, form, None, Problems::of(error)?),
    }
}

/// GET /admin/webhooks/{id}
///
/// # Errors
/// 404; the store's.
pub async fn show(viewer: Admin, app: Data<App>, id: Path<OutgoingWebhookId>) -> PageResult {
    let known = load(&app, *id).await?;
    page_of(&viewer, Some(known.clone()), kept(&known), None, Problems::default())
}

/// POST /admin/webhooks/{id}
///
/// # Errors
/// 404; the store's; wrong fields show the form again.
pub async fn save(viewer: Admin, app: Data<App>, id: Path<OutgoingWebhookId>, posted: PostedForm<Form>) -> PageResult {
    let (actor, id, form) = (viewer.actor(), *id, Form::of(posted));
    let Form { name, url, events } = form.clone();
    let change = Change { name: Some(name), url: Some(url), events: Some(events), active: None };
    match page::blocking(&app, move |app| updating::update(app, actor, id, &change)).await {
        Ok(()) => page::flash(format!("/admin/webhooks/{id}"), "flash-saved"),
        Err(error) => {
            let problems = Problems::of(error)?;
            page_of(&viewer, Some(load(&app, id).await?), form, None, problems)
        }
    }
}

/// On or off.
#[derive(Deserialize)]
pub struct Switch {
    #[serde(default)]
    active: String,
}

/// POST /admin/webhooks/{id}/active
///
/// # Errors
/// 404; the store's.
pub async fn switch(
    viewer: Admin,
    app: Data<App>,
    id: Path<OutgoingWebhookId>,
    posted: PostedForm<Switch>,
) -> PageResult {
    let (actor, id, on) = (viewer.actor(), *id, posted.value.active == "1");
    let change = Change { active: Some(on), ..Change::default() };
    page::blocking(&app, move |app| updating::update(app, actor, id, &change)).await?;
    page::flash(format!("/admin/webhooks/{id}"), if on { "flash-webhook-on" } else { "flash-webhook-off" })
}

/// Another secret.
#[derive(Deserialize)]
pub struct NewSecret {
    /// Whether the former one signs no more.
    #[serde(default)]
    at_once: String,
}

/// POST /admin/webhooks/{id}/secret
///
/// # Errors
/// 404; the store's.
pub async fn secret(
    viewer: Admin,
    app: Data<App>,
    id: Path<OutgoingWebhookId>,
    posted: PostedForm<NewSecret>,
) -> PageResult {
    let (actor, id, at_once) = (viewer.actor(), *id, !posted.value.at_once.is_empty());
    let secret = page::blocking(&app, move |app| updating::new_secret(app, actor, id, at_once)).await?;
    let known = load(&app, id).await?;
    page_of(&viewer, Some(known.clone()), kept(&known), Some(secret), Problems::default())
}

/// POST /admin/webhooks/{id}/test
///
/// # Errors
/// 404; the store's.
pub async fn test(
    viewer: Admin,
    app: Data<App>,
    id: Path<OutgoingWebhookId>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let (actor, id) = (viewer.actor(), *id);
    let tried = page::blocking(&app, move |app| try_out::try_out(app, actor, id)).await?;
    page::redirect(format!("/admin/webhooks/{id}/deliveries/{tried}"))
}

/// POST /admin/webhooks/{id}/delete
///
/// # Errors
/// 404; the store's.
pub async fn delete(
    viewer: Admin,
    app: Data<App>,
    id: Path<OutgoingWebhookId>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let (actor, id) = (viewer.actor(), *id);
    page::blocking(&app, move |app| deleting::delete(app, actor, id)).await?;
    page::flash("/admin/webhooks", "flash-webhook-deleted")
}
