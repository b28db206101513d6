//! One of them: made, looked at, changed, tried, removed.

use actix_web::web::{Data, Path};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::{QuickReplyId, WorkstreamId};
use crate::domain::permission::may_change_quick_reply;
use crate::domain::quick_reply::{Typed, split_tags};
use crate::flows::quick_replies::{self, create, remove, update};
use crate::store::workstream::{self, Workstream};
use crate::web::form::{Nothing, PostedForm, Problems};
use crate::web::guards::Agent;
use crate::web::i18n::Locale;
use crate::web::page::{self, PageResult};
use crate::web::quick_replies::{NAV, language_name, may_share};
use crate::web::shell::Shell;
use crate::web::try_text::TryView;

/// Languages to choose from, besides the one that it has.
const LANGUAGES: [&str; 13] = ["el", "en", "de", "fr", "it", "es", "nl", "tr", "bg", "ro", "ru", "ar", "sq"];

/// The form of one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    title: String,
    text: String,
    language: String,
    tags: String,
    /// `shared`, or one's own.
    whose: String,
    /// The workstreams that are ticked.
    #[serde(skip)]
    workstreams: Vec<WorkstreamId>,
    /// It is only tried.
    r#try: Option<String>,
}

impl Form {
    fn typed(&self) -> Typed {
        Typed {
            title: self.title.clone(),
            text: self.text.clone(),
            language: self.language.clone(),
            tags: split_tags(&self.tags),
            workstreams: self.workstreams.clone(),
        }
    }

    /// The form with what a struct of single values cannot hold.
    fn with(self, pairs: &[(String, String)]) -> Self {
        let ticked = pairs.iter().filter(|(name, _)| name == "workstreams");
        Self { workstreams: ticked.filter_map(|(_, id)| id.parse().ok()).collect(), ..self }
    }
}

#[derive(askama::Template)]
#[template(path = "quick_replies/edit.html")]
struct EditPage {
    shell: Shell,
    /// `None`: a new one.
    id: Option<i64>,
    form: Form,
    languages: Vec<(String, String)>,
    /// The workstreams to choose from; none where there is nothing to choose.
    workstreams: Vec<Workstream>,
    may_change: bool,
    may_share: bool,
    shared: bool,
    problems: Problems,
    trial: TryView,
}

/// What the page is about besides its form.
struct About {
    id: Option<i64>,
    shared: bool,
    may_change: bool,
}

async fn page_of(
    viewer: &Agent,
    app: &Data<App>,
    about: &About,
    form: Form,
    pairs: &[(String, String)],
    problems: Problems,
) -> PageResult {
    let (l, actor) = (viewer.locale, viewer.actor());
    let workstreams = page::blocking(app, |app| app.store.read(workstream::list)).await?;
    let choice = workstreams.len() > 1 || !form.workstreams.is_empty();
    let status = problems.status();
    let page = EditPage {
        shell: viewer.shell(NAV),
        id: about.id,
        languages: languages(&form.language, l),
        workstreams: if choice { workstreams } else { Vec::new() },
        may_change: about.may_change,
        may_share: may_share(actor),
        shared: about.shared,
        problems,
        trial: TryView::of(&form.text, pairs, l),
        form,
    };
    page::page_with_status(&page, status)
}

fn languages(now: &str, l: Locale) -> Vec<(String, String)> {
    let other = Some(now).filter(|tag| !tag.is_empty() && !LANGUAGES.contains(tag));
    LANGUAGES.iter().copied().chain(other).map(|tag| (tag.to_owned(), language_name(tag, l))).collect()
}

/// GET /quick-replies/new
///
/// # Errors
/// The store's.
pub async fn new(viewer: Agent, app: Data<App>) -> PageResult {
    let shared = may_share(viewer.actor());
    let about = About { id: None, shared, may_change: true };
    page_of(&viewer, &app, &about, Form::default(), &[], Problems::default()).await
}

/// POST /quick-replies
///
/// # Errors
/// The store's.
pub async fn create(viewer: Agent, app: Data<App>, posted: PostedForm<Form>) -> PageResult {
    let PostedForm { value: form, pairs } = posted;
    let form = form.with(&pairs);
    let about = About { id: None, shared: form.whose == "shared", may_change: true };
    if form.r#try.is_some() {
        return page_of(&viewer, &app, &about, form, &pairs, Problems::default()).await;
    }
    let (actor, typed, shared) = (viewer.actor(), form.typed(), about.shared);
    match page::blocking(&app, move |app| create::create(app, actor, shared, &typed)).await {
        Ok(_) => page::flash("/quick-replies", "flash-quick-reply-added"),
        Err(error) => page_of(&viewer, &app, &about, form, &pairs, Problems::of(error)?).await,
    }
}

async fn load(viewer: &Agent, app: &Data<App>, id: QuickReplyId) -> Result<(About, Form), crate::web::error::WebError> {
    let actor = viewer.actor();
    let found = page::blocking(app, move |app| app.store.read(|db| quick_replies::load(db, actor, id))).await?;
    let about = About {
        id: Some(id.0),
        shared: found.owner.is_none(),
        may_change: may_change_quick_reply(actor, found.owner).is_ok(),
    };
    let form = Form {
        title: found.title,
        text: found.body,
        language: found.language.unwrap_or_default(),
        tags: found.tags.join(", "),
        workstreams: found.workstreams,
        ..Form::default()
    };
    Ok((about, form))
}

/// GET /quick-replies/{id}
///
/// # Errors
/// 404 for one that is not there or not this user's to see.
pub async fn show(viewer: Agent, app: Data<App>, id: Path<QuickReplyId>) -> PageResult {
    let (about, form) = load(&viewer, &app, id.into_inner()).await?;
    page_of(&viewer, &app, &about, form, &[], Problems::default()).await
}

/// POST /quick-replies/{id}
///
/// # Errors
/// 404 for one that is not there or not this user's to see; 403 for one that is not this user's to change.
pub async fn save(viewer: Agent, app: Data<App>, id: Path<QuickReplyId>, posted: PostedForm<Form>) -> PageResult {
    let (id, PostedForm { value: form, pairs }) = (id.into_inner(), posted);
    let form = form.with(&pairs);
    let (about, _) = load(&viewer, &app, id).await?;
    if form.r#try.is_some() {
        return page_of(&viewer, &app, &about, form, &pairs, Problems::default()).await;
    }
    let (actor, change) = (viewer.actor(), update::Change::from(form.typed()));
    match page::blocking(&app, move |app| update::update(app, actor, id, change)).await {
        Ok(()) => page::flash("/quick-replies", "flash-saved"),
        Err(error) => page_of(&viewer, &app, &about, form, &pairs, Problems::of(error)?).await,
    }
}

/// POST /quick-replies/{id}/remove
///
/// # Errors
/// 404, 403 as above.
pub async fn remove(viewer: Agent, app: Data<App>, id: Path<QuickReplyId>, _form: PostedForm<Nothing>) -> PageResult {
    let (actor, id) = (viewer.actor(), id.into_inner());
    page::blocking(&app, move |app| remove::remove(app, actor, id)).await?;
    page::flash("/quick-replies", "flash-quick-reply-removed")
}
