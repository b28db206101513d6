//! `/admin/hours`: the week of opening hours, its holidays, and whether it is open now.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use serde::Deserialize;

use crate::app::App;
use crate::domain::hours::{Day, Holiday, Span, typed};
use crate::domain::ids::HoursId;
use crate::domain::in_use::{self, Use};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::flows::hours::{Change, create, delete, holidays, import, update};
use crate::store::hours::{self, OpeningHours};
use crate::web::auth::profile::zones;
use crate::web::form::{Nothing, PostedForm, Problems, refused};
use crate::web::guards::Admin;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Section, Shell};
use crate::web::standing::StandingView;
use crate::web::upload::PostedFile;

const NAV: Nav = Nav::Settings(Section::Hours);

/// What is typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    name: String,
    time_zone: String,
    monday: String,
    tuesday: String,
    wednesday: String,
    thursday: String,
    friday: String,
    saturday: String,
    sunday: String,
}

impl Form {
    fn of(kept: &OpeningHours) -> Self {
        let day = |day| typed::shown(kept.hours.spans(), day);
        Self {
            name: kept.name.clone(),
            time_zone: kept.hours.zone().name().to_owned(),
            monday: day(Day::Monday),
            tuesday: day(Day::Tuesday),
            wednesday: day(Day::Wednesday),
            thursday: day(Day::Thursday),
            friday: day(Day::Friday),
            saturday: day(Day::Saturday),
            sunday: day(Day::Sunday),
        }
    }

    fn day(&self, day: Day) -> &str {
        match day {
            Day::Monday => &self.monday,
            Day::Tuesday => &self.tuesday,
            Day::Wednesday => &self.wednesday,
            Day::Thursday => &self.thursday,
            Day::Friday => &self.friday,
            Day::Saturday => &self.saturday,
            Day::Sunday => &self.sunday,
        }
    }

    fn wanted(&self) -> Result<Change, Refusal> {
        let (mut spans, mut problems): (Vec<Span>, Vec<FieldProblem>) = (Vec::new(), Vec::new());
        for day in Day::ALL {
            match typed::read(*day, self.day(*day)) {
                Ok(read) => spans.extend(read),
                Err(problem) => problems.push(problem),
            }
        }
        Refusal::unless_empty(problems)?;
        Ok(Change {
            name: Some(self.name.clone()),
            time_zone: Some(self.time_zone.clone()),
            spans: Some(spans),
            holidays: None,
        })
    }
}

/// A day of the form.
struct DayField {
    day: Day,
    typed: String,
    problem: Option<String>,
}

/// A row of the list.
struct Row {
    kept: OpeningHours,
    standing: StandingView,
    queues: i64,
}

#[derive(askama::Template)]
#[template(path = "admin/hours_list.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<Row>,
}

/// What is known of those that are changed.
struct About {
    kept: OpeningHours,
    standing: StandingView,
    reasons: Vec<Use>,
}

#[derive(askama::Template)]
#[template(path = "admin/hours.html")]
struct HoursPage {
    shell: Shell,
    /// `None`: new ones.
    about: Option<About>,
    form: Form,
    days: Vec<DayField>,
    zones: Vec<String>,
    problems: Problems,
    /// What is wrong with a holiday, or with a file of them.
    of_holidays: Problems,
    holiday: HolidayForm,
    imported: Option<import::Imported>,
}

impl HoursPage {
    /// A holiday as its check box names it.
    fn key(&self, holiday: &Holiday) -> String {
        key(holiday)
    }

    /// `25 Dec` would lose the year that counts: dates stand as they are written.
    fn days_of(&self, holiday: &Holiday) -> String {
        let (first, last) = (holiday.first.to_string(), holiday.last.to_string());
        let short =
            |date: &str| if holiday.yearly { date.get(5..).unwrap_or(date).to_owned() } else { date.to_owned() };
        if first == last { short(&first) } else { format!("{} – {}", short(&first), short(&last)) }
    }

    fn why(&self, word: &str) -> String {
        self.shell.l.t(format!("ics-why-{}", word.replace('_', "-")))
    }
}

fn key(holiday: &Holiday) -> String {
    format!("{}|{}|{}|{}", holiday.first, holiday.last, holiday.yearly, holiday.name)
}

/// What a page shows beside what is kept.
#[derive(Default)]
struct Shown {
    form: Option<Form>,
    problems: Problems,
    of_holidays: Problems,
    holiday: HolidayForm,
    imported: Option<import::Imported>,
}

async fn page_of(viewer: &Admin, app: &Data<App>, id: Option<HoursId>, shown: Shown) -> PageResult {
    let found = page::blocking(app, move |app| {
        app.store.read(|db| match id {
            Some(id) => Ok(Some((hours::get(db, id)?, in_use::reasons(&hours::uses(db, id)?)))),
            None => Ok(None),
        })
    })
    .await?;
    let shell = viewer.shell(NAV);
    let form = shown.form.unwrap_or_else(|| match &found {
        Some((kept, _)) => Form::of(kept),
        None => Form { time_zone: shell.tz.iana_name().unwrap_or_default().to_owned(), ..new_week() },
    });
    let wrong = |day: Day| {
        let of_day =
            |problem: &&FieldProblem| problem.args.iter().any(|(name, word)| *name == "day" && word == day.word());
        shown.problems.0.iter().find(of_day).map(|problem| shell.l.problem(problem))
    };
    let days =
        Day::ALL.iter().map(|day| DayField { day: *day, typed: form.day(*day).to_owned(), problem: wrong(*day) });
    let about = found.map(|(kept, reasons)| About {
        standing: StandingView::of(&kept.hours.standing(shell.now), &shell),
        kept,
        reasons,
    });
    let fine = shown.problems.is_empty() && shown.of_holidays.is_empty();
    let page = HoursPage {
        days: days.collect(),
        zones: zones(),
        about,
        form,
        problems: shown.problems,
        of_holidays: shown.of_holidays,
        holiday: shown.holiday,
        imported: shown.imported,
        shell,
    };
    page::page_with_status(&page, if fine { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY })
}

/// What new ones begin with: the hours of an office, to be changed.
fn new_week() -> Form {
    let day = "09:00–17:00".to_owned();
    Form {
        monday: day.clone(),
        tuesday: day.clone(),
        wednesday: day.clone(),
        thursday: day.clone(),
        friday: day,
        ..Form::default()
    }
}

/// GET /admin/hours
///
/// # Errors
/// The store's.
pub async fn list(viewer: Admin, app: Data<App>) -> PageResult {
    let found = page::blocking(&app, |app| {
        app.store.read(|db| {
            let with = |kept: OpeningHours| Ok((hours::uses(db, kept.id)?.first().map_or(0, |one| one.count), kept));
            hours::list(db)?.into_iter().map(with).collect::<Result<Vec<_>, crate::store::Fault>>()
        })
    });
    let found = found.await?;
    let shell = viewer.shell(NAV);
    let row = |(queues, kept): (i64, OpeningHours)| Row {
        standing: StandingView::of(&kept.hours.standing(shell.now), &shell),
        queues,
        kept,
    };
    let rows = found.into_iter().map(row).collect();
    page::page(&ListPage { shell, rows })
}

/// GET /admin/hours/new
///
/// # Errors
/// The store's.
pub async fn new(viewer: Admin, app: Data<App>) -> PageResult {
    page_of(&viewer, &app, None, Shown::default()).await
}

/// POST /admin/hours
///
/// # Errors
/// The store's.
pub async fn create(viewer: Admin, app: Data<App>, posted: PostedForm<Form>) -> PageResult {
    let (actor, form) = (viewer.actor(), posted.value);
    let wanted = form.wanted();
    match page::blocking(&app, move |app| create::create(app, actor, wanted?)).await {
        Ok(id) => page::flash(format!("/admin/hours/{id}"), "flash-hours-created"),
        Err(error) => {
            let problems = Problems::of(error)?;
            page_of(&viewer, &app, None, Shown { form: Some(form), problems, ..Shown::default() }).await
        }
    }
}

/// GET /admin/hours/{id}
///
/// # Errors
/// 404; the store's.
pub async fn show(viewer: Admin, app: Data<App>, id: Path<HoursId>) -> PageResult {
    page_of(&viewer, &app, Some(id.into_inner()), Shown::default()).await
}

/// POST /admin/hours/{id}
///
/// # Errors
/// 404; the store's.
pub async fn save(viewer: Admin, app: Data<App>, id: Path<HoursId>, posted: PostedForm<Form>) -> PageResult {
    let (actor, id, form) = (viewer.actor(), id.into_inner(), posted.value);
    let wanted = form.wanted();
    match page::blocking(&app, move |app| update::update(app, actor, id, wanted?)).await {
        Ok(()) => page::flash(format!("/admin/hours/{id}"), "flash-saved"),
        Err(error) => {
            let problems = Problems::of(error)?;
            page_of(&viewer, &app, Some(id), Shown { form: Some(form), problems, ..Shown::default() }).await
        }
    }
}

/// A holiday as it is typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct HolidayForm {
    first: String,
    last: String,
    holiday: String,
    yearly: Option<String>,
}

impl HolidayForm {
    fn wanted(&self) -> Result<Holiday, Refusal> {
        let problem = FieldProblem::new("holidays", "holiday-date");
        let date = |text: &str| text.trim().parse().map_err(|_| Refusal::Field(problem.clone()));
        let first = date(&self.first)?;
        let last = if self.last.trim().is_empty() { first } else { date(&self.last)? };
        let name = crate::domain::text::one_line(&self.holiday, usize::MAX);
        Ok(Holiday { first, last, name, yearly: self.yearly.is_some() })
    }
}

/// POST /admin/hours/{id}/holidays
///
/// # Errors
/// 404; the store's.
pub async fn add(viewer: Admin, app: Data<App>, id: Path<HoursId>, posted: PostedForm<HolidayForm>) -> PageResult {
    let (actor, id, holiday) = (viewer.actor(), id.into_inner(), posted.value);
    let wanted = holiday.wanted();
    match page::blocking(&app, move |app| holidays::add(app, actor, id, wanted?)).await {
        Ok(()) => page::flash(format!("/admin/hours/{id}#holidays"), "flash-holiday-added"),
        Err(error) => {
            let of_holidays = Problems::of(error)?;
            page_of(&viewer, &app, Some(id), Shown { of_holidays, holiday, ..Shown::default() }).await
        }
    }
}

/// POST /admin/hours/{id}/holidays/remove
///
/// # Errors
/// 404; the store's.
pub async fn remove(viewer: Admin, app: Data<App>, id: Path<HoursId>, posted: PostedForm<Nothing>) -> PageResult {
    let (actor, id) = (viewer.actor(), id.into_inner());
    page::blocking(&app, move |app| {
        let kept = app.store.read(|db| hours::get(db, id))?;
        let ticked =
            |holiday: &&Holiday| posted.pairs.iter().any(|(name, value)| name == "gone" && *value == key(holiday));
        let gone = kept.hours.holidays().iter().filter(ticked).cloned().collect();
        holidays::remove(app, actor, id, gone)
    })
    .await?;
    page::flash(format!("/admin/hours/{id}#holidays"), "flash-saved")
}

/// POST /admin/hours/{id}/ics
///
/// # Errors
/// 404; the store's.
pub async fn import(viewer: Admin, app: Data<App>, id: Path<HoursId>, posted: PostedFile) -> PageResult {
    let (actor, id) = (viewer.actor(), id.into_inner());
    let shown = match page::blocking(&app, move |app| import::import(app, actor, id, &posted.file)).await {
        Ok(imported) => Shown { imported: Some(imported), ..Shown::default() },
        Err(error) => Shown { of_holidays: Problems::of(error)?, ..Shown::default() },
    };
    page_of(&viewer, &app, Some(id), shown).await
}

/// POST /admin/hours/{id}/delete
///
/// # Errors
/// 404; the store's.
pub async fn delete(viewer: Admin, app: Data<App>, id: Path<HoursId>, _form: PostedForm<Nothing>) -> PageResult {
    let (actor, id) = (viewer.actor(), id.into_inner());
    match page::blocking(&app, move |app| delete::delete(app, actor, id)).await {
        Ok(()) => page::flash("/admin/hours", "flash-hours-deleted"),
        Err(error) => match refused(&error) {
            // The page says why.
            Some(Refusal::InUse(_)) => page::redirect(format!("/admin/hours/{id}#delete")),
            _ => Err(error),
        },
    }
}
