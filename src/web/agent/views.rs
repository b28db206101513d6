//! The views of the list: all of them with their numbers, and one's own made, changed, put in order and removed.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::SavedViewId;
use crate::domain::permission::may_change_view;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::saved_view::{Agent as Whose, Filter, Sort, Typed};
use crate::flows::saved_views::{self, arrange, create, remove, update};
use crate::store::inbox_view::{self, ViewCounts};
use crate::store::saved_view::{self, SavedView};
use crate::store::{Db, Fault, number, queue, user};
use crate::web::agent::list::{self, Listing, TabView, Wanted};
use crate::web::error::WebError;
use crate::web::form::{Nothing, PostedForm, Problems, refused};
use crate::web::guards::{Agent, Viewer};
use crate::web::i18n::Locale;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};

/// What can be chosen in a filter: ids with names.
#[derive(Clone, Default)]
struct Names {
    numbers: Vec<(String, String)>,
    queues: Vec<(String, String)>,
    people: Vec<(String, String)>,
}

impl Names {
    fn load(db: &Db) -> Result<Self, Fault> {
        let numbers = number::list(db)?.into_iter().map(|number| (number.id.to_string(), number.name));
        let queues = queue::list(db)?.into_iter().map(|queue| (queue.id.to_string(), queue.settings.name));
        let people = user::people(db)?.into_iter().map(|person| (person.id.to_string(), person.name));
        Ok(Self { numbers: numbers.collect(), queues: queues.collect(), people: people.collect() })
    }

    fn of(all: &[(String, String)], id: &str) -> String {
        all.iter().find(|(known, _)| known == id).map_or_else(String::new, |(_, name)| name.clone())
    }

    /// What a filter chooses, in a few words.
    fn say(&self, filter: &Filter, l: Locale) -> String {
        let mut parts = Vec::new();
        if let Some(id) = filter.number {
            parts.push(Self::of(&self.numbers, &id.to_string()));
        }
        if let Some(id) = filter.queue {
            parts.push(Self::of(&self.queues, &id.to_string()));
        }
        match filter.agent {
            Some(Whose::Me) => parts.push(l.t("views-agent-me")),
            Some(Whose::Nobody) => parts.push(l.t("views-agent-nobody")),
            Some(Whose::User(id)) => parts.push(Self::of(&self.people, &id.to_string())),
            None => {}
        }
        if let Some(tag) = &filter.tag {
            parts.push(l.t1("views-tag-is", "tag", tag));
        }
        if filter.unread {
            parts.push(l.t("views-unread"));
        }
        parts.extend(filter.waits.map(|waits| l.t(if waits { "views-waits-yes" } else { "views-waits-no" })));
        parts.extend(filter.sort.map(|sort| l.t(format!("inbox-sort-{}", sort.word()))));
        parts.retain(|part| !part.is_empty());
        if parts.is_empty() { l.t("views-all") } else { parts.join(" · ") }
    }
}

/// An own view on its page.
struct Own {
    id: i64,
    view: TabView,
    says: String,
    shared: bool,
    may_change: bool,
}

#[derive(Template)]
#[template(path = "agent/views.html")]
struct ViewsPage {
    shell: Shell,
    views: Vec<TabView>,
    own: Vec<Own>,
}

/// The menu by itself.
#[derive(Template)]
#[template(path = "agent/_views.html")]
struct ViewsPart {
    shell: Shell,
    list: Menu,
}

/// What the menu shows.
struct Menu {
    views: Vec<TabView>,
    saved: Vec<TabView>,
}

async fn counted(viewer: &Viewer, app: &Data<App>) -> Result<(Vec<SavedView>, ViewCounts, Names), WebError> {
    let user = viewer.user;
    page::blocking(app, move |app| {
        let now = app.clock.now();
        app.store.read(|db| {
            let known = saved_view::visible(db, Some(user))?;
            let filters: Vec<_> = known.iter().map(|view| (view.id, view.filter.clone())).collect();
            let seen = inbox_view::viewer(db, user)?;
            let counts = inbox_view::view_counts(db, seen, &filters, (now, app.window_margin))?;
            Ok((known, counts, Names::load(db)?))
        })
    })
    .await
}

/// GET /inbox/fragments/views
///
/// # Errors
/// [`WebError`] if the file cannot be read.
pub async fn part(viewer: Agent, app: Data<App>, wanted: Query<Wanted>) -> PageResult {
    let (listing, l) = (Listing::from(&*wanted), viewer.locale);
    let (known, counts, _) = counted(&viewer, &app).await?;
    let menu =
        Menu { views: list::views(Some(&counts), &listing, l), saved: list::saved(&known, Some(&counts), &listing) };
    page::page(&ViewsPart { shell: viewer.shell(Nav::Inbox), list: menu })
}

/// GET /inbox/views
///
/// # Errors
/// [`WebError`] if the file cannot be read.
pub async fn show(viewer: Agent, app: Data<App>) -> PageResult {
    let (l, actor) = (viewer.locale, viewer.actor());
    let listing = Listing::from(&Wanted::default());
    let (known, counts, names) = counted(&viewer, &app).await?;
    let own = list::saved(&known, Some(&counts), &listing).into_iter().zip(&known).map(|(view, one)| Own {
        id: one.id.0,
        view,
        says: names.say(&one.filter, l),
        shared: one.owner.is_none(),
        may_change: may_change_view(actor, one.owner).is_ok(),
    });
    let own = own.collect();
    page::page(&ViewsPage { shell: viewer.shell(Nav::Inbox), views: list::views(Some(&counts), &listing, l), own })
}

/// The form of one, as it is filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    name: String,
    number: String,
    queue: String,
    agent: String,
    tag: String,
    unread: String,
    waits: String,
    sort: String,
    /// `shared`, or one's own.
    whose: String,
}

/// An id that was chosen in a list; none was is fine.
fn id<T: std::str::FromStr>(field: &'static str, text: &str) -> Result<Option<T>, FieldProblem> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| FieldProblem::new(field, "unknown"))
}

impl Form {
    fn of(view: &SavedView) -> Self {
        let filter = &view.filter;
        Self {
            name: view.name.clone(),
            number: filter.number.map_or_else(String::new, |id| id.to_string()),
            queue: filter.queue.map_or_else(String::new, |id| id.to_string()),
            agent: filter.agent.map_or_else(String::new, String::from),
            tag: filter.tag.clone().unwrap_or_default(),
            unread: if filter.unread { "1".to_owned() } else { String::new() },
            waits: match filter.waits {
                Some(true) => "yes".to_owned(),
                Some(false) => "no".to_owned(),
                None => String::new(),
            },
            sort: filter.sort.map_or_else(String::new, |sort| sort.word().to_owned()),
            whose: if view.owner.is_none() { "shared".to_owned() } else { String::new() },
        }
    }

    fn typed(&self) -> Result<Typed, FieldProblem> {
        let agent = match self.agent.as_str() {
            "" => None,
            text => Some(Whose::try_from(text.to_owned()).map_err(|_| FieldProblem::new("agent", "unknown"))?),
        };
        let filter = Filter {
            number: id("number_id", &self.number)?,
            queue: id("queue_id", &self.queue)?,
            agent,
            tag: Some(self.tag.clone()).filter(|tag| !tag.trim().is_empty()),
            unread: self.unread == "1",
            waits: match self.waits.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            sort: Sort::from_word(&self.sort),
        };
        Ok(Typed { name: self.name.clone(), filter })
    }
}

#[derive(Template)]
#[template(path = "agent/view.html")]
struct EditPage {
    shell: Shell,
    /// None: a new one.
    id: Option<i64>,
    form: Form,
    names: Names,
    may_share: bool,
    may_change: bool,
    problems: Problems,
}

async fn edit(
    viewer: &Viewer,
    app: &Data<App>,
    view: Option<SavedView>,
    form: Form,
    problems: Problems,
) -> Result<HttpResponse, WebError> {
    let names = page::blocking(app, |app| app.store.read(Names::load)).await?;
    let actor = viewer.actor();
    let status = problems.status();
    let page = EditPage {
        shell: viewer.shell(Nav::Inbox),
        id: view.as_ref().map(|view| view.id.0),
        form,
        names,
        may_share: may_change_view(actor, None).is_ok(),
        may_change: view.is_none_or(|view| may_change_view(actor, view.owner).is_ok()),
        problems,
    };
    page::page_with_status(&page, status)
}

/// GET /inbox/views/new
///
/// # Errors
/// [`WebError`] if the file cannot be read.
pub async fn new(viewer: Agent, app: Data<App>) -> PageResult {
    edit(&viewer, &app, None, Form::default(), Problems::default()).await
}

/// POST /inbox/views
///
/// # Errors
/// What is wrong is the page again, with 422.
pub async fn make(viewer: Agent, app: Data<App>, form: PostedForm<Form>) -> PageResult {
    let (actor, form) = (viewer.actor(), form.value);
    let shared = form.whose == "shared";
    let made = match form.typed() {
        Ok(typed) => page::blocking(&app, move |app| create::create(app, actor, shared, &typed)).await,
        Err(problem) => Err(Refusal::from(problem).into()),
    };
    match made {
        Ok(id) => page::flash(format!("/inbox?view=saved-{id}"), "flash-view-saved"),
        Err(error) => {
            refuse_role(&error)?;
            edit(&viewer, &app, None, form, Problems::of(error)?).await
        }
    }
}

/// What is no matter of a field is no page again.
fn refuse_role(error: &WebError) -> Result<(), WebError> {
    match refused(error) {
        Some(refusal) if refusal.problems().is_empty() => Err(refusal.clone().into()),
        _ => Ok(()),
    }
}

async fn one(viewer: &Viewer, app: &Data<App>, id: SavedViewId) -> Result<SavedView, WebError> {
    let actor = viewer.actor();
    page::blocking(app, move |app| app.store.read(|db| saved_views::load(db, actor, id))).await
}

/// GET /inbox/views/{id}
///
/// # Errors
/// 404 for a view that is not this user's to see.
pub async fn look(viewer: Agent, app: Data<App>, path: Path<SavedViewId>) -> PageResult {
    let view = one(&viewer, &app, path.into_inner()).await?;
    let form = Form::of(&view);
    edit(&viewer, &app, Some(view), form, Problems::default()).await
}

/// POST /inbox/views/{id}
///
/// # Errors
/// 404 for a view that is not this user's to see; what is wrong is the page again, with 422.
pub async fn save(viewer: Agent, app: Data<App>, path: Path<SavedViewId>, form: PostedForm<Form>) -> PageResult {
    let (id, actor, form) = (path.into_inner(), viewer.actor(), form.value);
    let view = one(&viewer, &app, id).await?;
    let done = match form.typed() {
        Ok(typed) => page::blocking(&app, move |app| update::update(app, actor, id, &typed)).await,
        Err(problem) => Err(Refusal::from(problem).into()),
    };
    match done {
        Ok(()) => page::flash("/inbox/views", "flash-view-saved"),
        Err(error) => {
            refuse_role(&error)?;
            edit(&viewer, &app, Some(view), form, Problems::of(error)?).await
        }
    }
}

/// POST /inbox/views/{id}/remove
///
/// # Errors
/// 404 for a view that is not this user's to see, 403 for one that is not theirs to change.
pub async fn drop_one(
    viewer: Agent,
    app: Data<App>,
    path: Path<SavedViewId>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let (id, actor) = (path.into_inner(), viewer.actor());
    page::blocking(&app, move |app| remove::remove(app, actor, id)).await?;
    page::flash("/inbox/views", "flash-view-removed")
}

/// Which way.
#[derive(Deserialize)]
pub struct Way {
    #[serde(default)]
    to: String,
}

/// POST /inbox/views/{id}/move
///
/// # Errors
/// 404 for a view that is not this user's to see, 403 for one that is not theirs to change.
pub async fn shift(viewer: Agent, app: Data<App>, path: Path<SavedViewId>, form: PostedForm<Way>) -> PageResult {
    let (id, actor, up) = (path.into_inner(), viewer.actor(), form.value.to == "up");
    page::blocking(&app, move |app| arrange::arrange(app, actor, id, up)).await?;
    page::redirect("/inbox/views")
}
