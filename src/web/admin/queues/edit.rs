//! One queue: made, looked at, changed, deleted.

use actix_web::web::{Data, Path};
use jiff::tz::TimeZone;

use crate::app::App;
use crate::domain::ids::QueueId;
use crate::domain::in_use::{self, Use};
use crate::domain::queue::{Method, Priority};
use crate::domain::refusal::Refusal;
use crate::flows::queues::{create, delete, update};
use crate::store::hours::OpeningHours;
use crate::store::queue::{self, Queue};
use crate::store::queue_view::{self, Known};
use crate::store::user::{self, User};
use crate::store::{Fault, hours};
use crate::web::admin::queues::NAV;
use crate::web::admin::queues::form::Form;
use crate::web::board::{EntryView, waiting_in};
use crate::web::form::{Nothing, PostedForm, Problems, refused};
use crate::web::guards::Admin;
use crate::web::i18n::Locale;
use crate::web::page::{self, PageResult};
use crate::web::shell::Shell;
use crate::web::standing::StandingView;

/// What is known of the queue that is changed.
struct About {
    known: Known,
    standing: StandingView,
    /// What waits in it, the longest first, and why.
    waiting: Vec<EntryView>,
    /// How many more do.
    more: i64,
    /// Why it cannot be deleted.
    reasons: Vec<Use>,
}

#[derive(askama::Template)]
#[template(path = "admin/queue.html")]
struct QueuePage {
    shell: Shell,
    /// `None`: a new one.
    about: Option<About>,
    form: Form,
    /// Whom to choose from.
    users: Vec<User>,
    /// What its hours can be.
    hours: Vec<OpeningHours>,
    /// Where its overflow can lead.
    others: Vec<Queue>,
    methods: &'static [Method],
    problems: Problems,
}

impl QueuePage {
    fn everyone(&self) -> bool {
        self.about.as_ref().is_some_and(|about| about.known.queue.everyone)
    }

    fn action(&self) -> String {
        self.about
            .as_ref()
            .map_or_else(|| "/admin/queues".to_owned(), |about| format!("/admin/queues/{}", about.known.queue.id))
    }

    fn opens_by(&self, hours: &OpeningHours) -> bool {
        self.form.hours_id == hours.id.to_string()
    }

    fn is_ticked(&self, user: &User) -> bool {
        self.form.members.contains(&user.id)
    }
}

/// What the page needs beside the form.
type Around = (Option<(Known, Vec<EntryView>, Vec<Use>)>, Vec<User>, Vec<OpeningHours>, Vec<Queue>);

fn around(app: &App, id: Option<QueueId>, l: Locale, tz: &TimeZone) -> Result<Around, Fault> {
    let now = app.clock.now();
    app.store.read(|db| {
        let known = match id {
            Some(id) => {
                let known = queue_view::one(db, id, now)?;
                let waiting = waiting_in(app, db, &known.queue, l, tz)?;
                Some((known, waiting, in_use::reasons(&queue::uses(db, id)?)))
            }
            None => None,
        };
        let chosen = known.as_ref().map(|(known, ..)| known.members.clone()).unwrap_or_default();
        let users = user::all(db)?.into_iter().filter(|user| user.active || chosen.contains(&user.id)).collect();
        let others = queue::list(db)?.into_iter().filter(|queue| Some(queue.id) != id).collect();
        Ok((known, users, hours::list(db)?, others))
    })
}

async fn page_of(
    viewer: &Admin,
    app: &Data<App>,
    id: Option<QueueId>,
    form: Option<Form>,
    problems: Problems,
) -> PageResult {
    let shell = viewer.shell(NAV);
    let (l, tz) = (shell.l, shell.tz.clone());
    let (known, users, hours, others) = page::blocking(app, move |app| around(app, id, l, &tz)).await?;
    let form = form.unwrap_or_else(|| match &known {
        Some((known, ..)) => Form::of(&known.queue.settings, known.members.clone()),
        None => Form {
            priority: Priority::default().number().to_string(),
            method: Method::RoundRobin.word().to_owned(),
            ..Form::default()
        },
    });
    let about = known.map(|(known, waiting, reasons)| {
        let shown = waiting.iter().filter(|entry| !entry.offered).count();
        About {
            standing: StandingView::of(&known.standing, &shell),
            more: known.waiting - i64::try_from(shown).unwrap_or(i64::MAX),
            known,
            waiting,
            reasons,
        }
    });
    let status = problems.status();
    let page = QueuePage { shell, about, form, users, hours, others, methods: Method::ALL, problems };
    page::page_with_status(&page, status)
}

/// GET /admin/queues/new
///
/// # Errors
/// The store's.
pub async fn new(viewer: Admin, app: Data<App>) -> PageResult {
    page_of(&viewer, &app, None, None, Problems::default()).await
}

/// POST /admin/queues
///
/// # Errors
/// The store's.
pub async fn create(viewer: Admin, app: Data<App>, posted: PostedForm<Form>) -> PageResult {
    let (actor, form) = (viewer.actor(), posted.value.with(&posted.pairs));
    let wanted = form.wanted(false);
    match page::blocking(&app, move |app| create::create(app, actor, wanted?)).await {
        Ok(_) => page::flash("/admin/queues", "flash-queue-created"),
        Err(error) => page_of(&viewer, &app, None, Some(form), Problems::of(error)?).await,
    }
}

/// GET /admin/queues/{id}
///
/// # Errors
/// 404; the store's.
pub async fn show(viewer: Admin, app: Data<App>, id: Path<QueueId>) -> PageResult {
    page_of(&viewer, &app, Some(id.into_inner()), None, Problems::default()).await
}

/// POST /admin/queues/{id}
///
/// # Errors
/// 404; the store's.
pub async fn save(viewer: Admin, app: Data<App>, id: Path<QueueId>, posted: PostedForm<Form>) -> PageResult {
    let (actor, id, form) = (viewer.actor(), id.into_inner(), posted.value.with(&posted.pairs));
    let wanted = form.wanted(id == queue::EVERYONE);
    match page::blocking(&app, move |app| update::update(app, actor, id, wanted?)).await {
        Ok(()) => page::flash("/admin/queues", "flash-saved"),
        Err(error) => page_of(&viewer, &app, Some(id), Some(form), Problems::of(error)?).await,
    }
}

/// POST /admin/queues/{id}/delete
///
/// # Errors
/// 404; the store's.
pub async fn delete(viewer: Admin, app: Data<App>, id: Path<QueueId>, _form: PostedForm<Nothing>) -> PageResult {
    let (actor, id) = (viewer.actor(), id.into_inner());
    match page::blocking(&app, move |app| delete::delete(app, actor, id)).await {
        Ok(()) => page::flash("/admin/queues", "flash-queue-deleted"),
        Err(error) => match refused(&error) {
            // The page says why.
            Some(Refusal::InUse(_)) => page::redirect(format!("/admin/queues/{id}#delete")),
            _ => Err(error),
        },
    }
}
