//! All that is said by itself in one place, in the order of a conversation, with a switch beside each.

use actix_web::web::{Data, Path};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::automatic::{Change, Group, InForce, Origin, Scope, Trigger};
use crate::domain::ids::{NumberId, WorkstreamId};
use crate::domain::time::Millis;
use crate::flows::automated_messages::{follow, recommend, set};
use crate::store::{automated_message, workstream};
use crate::web::admin::automated::{Place, address, name, when};
use crate::web::form::PostedForm;
use crate::web::guards::Admin;
use crate::web::i18n::Locale;
use crate::web::page::{PageResult, blocking, flash, page};
use crate::web::shell::Shell;

/// One of them in the list.
struct Row {
    word: &'static str,
    name: String,
    when: String,
    active: bool,
    fixed: bool,
    /// Whether it is set for this number and not for its workstream.
    own: bool,
    origin: String,
    text: String,
    limit: Option<String>,
}

impl Row {
    fn of(trigger: Trigger, InForce { setting, origin }: InForce, place: &Place, l: Locale) -> Self {
        let limits = [
            setting.after.map(|span| l.t1("messages-after", "time", span_words(span, l))),
            setting.once_per.map(|span| l.t1("messages-once-per", "time", span_words(span, l))),
        ];
        let limits: Vec<String> = limits.into_iter().flatten().collect();
        Self {
            word: trigger.word(),
            name: name(trigger, l),
            when: when(trigger, l),
            active: setting.active,
            fixed: trigger.is_switched_elsewhere(),
            own: origin == Origin::Number,
            origin: l.t(format!("messages-origin-{}", origin.word())),
            text: setting.text(trigger, place.language()),
            limit: (!limits.is_empty()).then(|| limits.join(" ")),
        }
    }
}

/// A span in the largest unit that it is whole in.
fn span_words(span: Millis, l: Locale) -> String {
    let minutes = span.whole_minutes();
    match (minutes % 1_440, minutes % 60) {
        (0, _) => l.t1("messages-days", "n", minutes / 1_440),
        (_, 0) => l.t1("messages-hours", "n", minutes / 60),
        _ => l.t1("messages-minutes", "n", minutes),
    }
}

#[derive(Template)]
#[template(path = "admin/messages/list.html")]
struct ListPage {
    shell: Shell,
    place: Place,
    address: String,
    /// Each with its word and its name.
    groups: Vec<(&'static str, String, Vec<Row>)>,
    /// Nothing is switched on that somebody would have to switch on.
    nothing_on: bool,
    /// Not all that are recommended are.
    some_off: bool,
    /// When what waits for a contact is closed, nothing can be said any more.
    closes_too_late: bool,
}

async fn list(viewer: &Admin, app: &Data<App>, scope: Scope) -> PageResult {
    let (place, settings, auto_close) = blocking(app, move |app| {
        let place = Place::load(app, scope)?;
        let stream = place.workstream();
        let settings = app.store.read(|db| automated_message::of(db, scope))?;
        let auto_close = app.store.read(|db| workstream::get(db, stream))?.settings.auto_close;
        Ok((place, settings, auto_close))
    })
    .await?;
    let shown = || Trigger::ALL.iter().copied();
    let on = |trigger: Trigger| settings.of(trigger).setting.active;
    let l = viewer.locale;
    let groups = Group::ALL
        .iter()
        .map(|group| {
            let rows = shown().filter(|trigger| trigger.group() == *group);
            let rows = rows.map(|trigger| Row::of(trigger, settings.of(trigger), &place, l)).collect::<Vec<_>>();
            (group.word(), l.t(format!("messages-group-{}", group.word())), rows)
        })
        .filter(|(_, _, rows)| !rows.is_empty())
        .collect();
    page(&ListPage {
        shell: viewer.shell(place.nav()),
        address: address(scope),
        groups,
        nothing_on: !shown().any(|trigger| on(trigger) && !trigger.goes_unasked()),
        some_off: shown().any(|trigger| trigger.is_recommended() && !on(trigger)),
        closes_too_late: auto_close > Millis::hours(24) && (on(Trigger::ClosedInactive) || on(Trigger::ClosingSoon)),
        place,
    })
}

/// GET /admin/workstreams/{id}/messages
///
/// # Errors
/// 404, or those of the store.
pub async fn of_workstream(viewer: Admin, app: Data<App>, id: Path<WorkstreamId>) -> PageResult {
    list(&viewer, &app, Scope::Workstream(*id)).await
}

/// GET /admin/numbers/{id}/messages
///
/// # Errors
/// 404, or those of the store.
pub async fn of_number(viewer: Admin, app: Data<App>, id: Path<NumberId>) -> PageResult {
    list(&viewer, &app, Scope::Number(*id)).await
}

/// A button of the list.
#[derive(Deserialize)]
pub struct Pressed {
    /// One is switched on.
    on: Option<String>,
    /// One is switched off.
    off: Option<String>,
    /// What was set for one is taken back.
    follow: Option<String>,
}

async fn act(viewer: &Admin, app: &Data<App>, scope: Scope, pressed: Pressed) -> PageResult {
    let actor = viewer.actor();
    let named = |word: &Option<String>| word.as_deref().and_then(Trigger::from_word);
    let (on, off, back) = (named(&pressed.on), named(&pressed.off), named(&pressed.follow));
    let done = blocking(app, move |app| match (on.or(off), back) {
        (Some(trigger), _) => {
            let change = Change { active: Some(on.is_some()), ..Change::default() };
            set::set(app, actor, scope, trigger, change).map(|()| "flash-saved")
        }
        (None, Some(trigger)) => follow::follow(app, actor, scope, trigger).map(|()| "flash-saved"),
        (None, None) => recommend::recommend(app, actor, scope).map(|_| "flash-messages-on"),
    });
    flash(address(scope), done.await?)
}

/// POST /admin/workstreams/{id}/messages
///
/// # Errors
/// 404, or those of the store.
pub async fn act_on_workstream(
    viewer: Admin,
    app: Data<App>,
    id: Path<WorkstreamId>,
    form: PostedForm<Pressed>,
) -> PageResult {
    act(&viewer, &app, Scope::Workstream(*id), form.value).await
}

/// POST /admin/numbers/{id}/messages
///
/// # Errors
/// 404, or those of the store.
pub async fn act_on_number(viewer: Admin, app: Data<App>, id: Path<NumberId>, form: PostedForm<Pressed>) -> PageResult {
    act(&viewer, &app, Scope::Number(*id), form.value).await
}
