//! `/profile`: how the user wants the pages, the own password, the own sign-ins.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use serde::Deserialize;

use crate::app::App;
use crate::domain::hours::TimeOfDay;
use crate::domain::ids::SignInId;
use crate::domain::preferences::{Alert, FirstView, View};
use crate::domain::refusal::Refusal;
use crate::flows::sign_ins::revoke;
use crate::flows::users::set_password::set_password;
use crate::flows::users::update_profile::{Wanted, WantedAlerts, update_profile};
use crate::store::sign_in::{self, SignIn};
use crate::store::{saved_view, user};
use crate::web::auth::{browser, browser_name, wait_text};
use crate::web::form::{Nothing, PostedForm, Problems};
use crate::web::guards::Agent;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};

#[derive(askama::Template)]
#[template(path = "auth/profile.html")]
struct ProfilePage {
    shell: Shell,
    email: String,
    wanted: Wanted,
    alerts: WantedAlerts,
    /// Until when it is quiet now, if it is.
    quiet_until: Option<String>,
    /// The example of a placeholder; braces would be read by the template.
    signature_example: &'static str,
    problems: Problems,
    /// Everything that somebody may be called for.
    kinds: &'static [Alert],
    /// How, as fields, each with the key of its name.
    ways: [(&'static str, &'static str); 3],
    /// The lists that the inbox may begin with.
    /// Words and names of the lists that the inbox may begin with; those that were saved apart.
    views: Vec<(String, String)>,
    saved_views: Vec<(String, String)>,
    /// Whether the problems are those of the form of the passwords.
    of_password: bool,
    /// Or those of what rings.
    of_alerts: bool,
    wait: Option<String>,
    zones: Vec<String>,
    sign_ins: Vec<SignIn>,
    present: SignInId,
}

/// The posted choices.
#[derive(Deserialize)]
pub struct Form {
    #[serde(default)]
    name: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    theme: String,
    #[serde(default)]
    density: String,
    #[serde(default)]
    time_zone: String,
    #[serde(default)]
    send_key: String,
    /// Of a check box: there or not.
    single_keys: Option<String>,
    #[serde(default)]
    signature: String,
    #[serde(default)]
    default_view: String,
}

/// The posted alerts; those that are ticked come as pairs.
#[derive(Deserialize)]
pub struct AlertsForm {
    #[serde(default)]
    volume: String,
    #[serde(default)]
    quiet_from: String,
    #[serde(default)]
    quiet_to: String,
    discreet: Option<String>,
}

/// What was posted and is shown again.
#[derive(Default)]
struct Kept {
    wanted: Option<Wanted>,
    alerts: Option<WantedAlerts>,
}

/// The posted passwords.
#[derive(Deserialize)]
pub struct Passwords {
    #[serde(default)]
    old_password: String,
    #[serde(default)]
    new_password: String,
}

/// GET /profile
///
/// # Errors
/// The store's.
pub async fn show(viewer: Agent, app: Data<App>) -> PageResult {
    again(&viewer, &app, Kept::default(), Problems::default(), None).await
}

/// POST /profile
///
/// # Errors
/// The store's.
pub async fn save(viewer: Agent, app: Data<App>, form: PostedForm<Form>) -> PageResult {
    let form = form.value;
    let wanted = Wanted {
        name: form.name,
        language: form.language,
        theme: form.theme,
        density: form.density,
        time_zone: form.time_zone,
        send_key: form.send_key,
        single_keys: form.single_keys.is_some(),
        signature: form.signature,
        default_view: form.default_view,
    };
    keep(&viewer, &app, Kept { wanted: Some(wanted), alerts: None }).await
}

/// POST /profile/alerts
///
/// # Errors
/// The store's.
pub async fn alerts(viewer: Agent, app: Data<App>, form: PostedForm<AlertsForm>) -> PageResult {
    let ticked = |field: &str| {
        form.pairs.iter().filter(|(name, _)| name == field).map(|(_, word)| word.clone()).collect::<Vec<_>>()
    };
    let alerts = WantedAlerts {
        sound: ticked("sound"),
        notify: ticked("notify"),
        always: ticked("always"),
        volume: form.value.volume,
        discreet: form.value.discreet.is_some(),
        quiet_from: form.value.quiet_from,
        quiet_to: form.value.quiet_to,
    };
    keep(&viewer, &app, Kept { wanted: None, alerts: Some(alerts) }).await
}

async fn keep(viewer: &Agent, app: &Data<App>, kept: Kept) -> PageResult {
    let (actor, id, wanted, alerts) = (viewer.actor(), viewer.user, kept.wanted.clone(), kept.alerts.clone());
    match page::blocking(app, move |app| update_profile(app, actor, id, wanted.as_ref(), alerts.as_ref())).await {
        Ok(()) => page::flash("/profile", "flash-saved"),
        Err(error) => again(viewer, app, kept, Problems::of(error)?, None).await,
    }
}

/// POST /profile/password
///
/// # Errors
/// The store's.
pub async fn password(viewer: Agent, app: Data<App>, request: HttpRequest, form: PostedForm<Passwords>) -> PageResult {
    let Passwords { old_password, new_password } = form.value;
    let (id, present, peer) = (viewer.user, viewer.sign_in, browser(&request).peer);
    let work = move |app: &App| set_password(app, id, present, &peer, &old_password, &new_password);
    match page::blocking(&app, work).await {
        Ok(Ok(())) => page::flash("/profile", "flash-password"),
        Ok(Err(until)) => {
            let wait = wait_text(viewer.locale, until, app.clock.now());
            again(&viewer, &app, Kept::default(), Problems::default(), Some(wait)).await
        }
        Err(error) => again(&viewer, &app, Kept::default(), Problems::of(error)?, None).await,
    }
}

/// POST /profile/sign-ins/{id}/revoke
///
/// # Errors
/// 404 for somebody else's; the store's.
pub async fn revoke_one(viewer: Agent, app: Data<App>, id: Path<SignInId>, _form: PostedForm<Nothing>) -> PageResult {
    let (user, id) = (viewer.user, id.into_inner());
    page::blocking(&app, move |app| revoke::revoke(app, user, id)).await?;
    page::flash("/profile", "flash-sign-in-ended")
}

/// POST /profile/sign-ins/revoke-others
///
/// # Errors
/// The store's.
pub async fn revoke_others(viewer: Agent, app: Data<App>, _form: PostedForm<Nothing>) -> PageResult {
    let (user, present) = (viewer.user, viewer.sign_in);
    page::blocking(&app, move |app| revoke::revoke_others(app, user, present)).await?;
    page::flash("/profile", "flash-sign-ins-ended")
}

async fn again(viewer: &Agent, app: &Data<App>, kept: Kept, problems: Problems, wait: Option<String>) -> PageResult {
    let (id, now) = (viewer.user, app.clock.now());
    let (profile, mut sign_ins, saved) = page::blocking(app, move |app| {
        app.store.read(|db| {
            let profile = user::profile(db, id)?.ok_or(Refusal::NotFound)?;
            Ok((profile, sign_in::of_user(db, id, now)?, saved_view::visible(db, Some(id))?))
        })
    })
    .await?;
    let status = match (&wait, problems.is_empty()) {
        (Some(_), _) => StatusCode::TOO_MANY_REQUESTS,
        (None, true) => StatusCode::OK,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let chosen = &viewer.preferences;
    let clock = jiff::Timestamp::from_millisecond(now.0).unwrap_or_default().to_zoned(viewer.tz.clone());
    let quiet = chosen.alerts.quiet.filter(|quiet| quiet.holds(TimeOfDay::of(clock.time())));
    for known in &mut sign_ins {
        known.user_agent = browser_name::name(&known.user_agent);
    }
    let of = |fields: &[&str]| fields.iter().any(|field| problems.has(field));
    let of_password = of(&["old_password", "new_password"]);
    let of_alerts = of(&["sound", "notify", "always", "volume", "quiet_from", "quiet_to"]);
    let page = ProfilePage {
        shell: viewer.shell(Nav::Profile),
        email: viewer.email.clone(),
        wanted: kept.wanted.unwrap_or_else(|| Wanted::of(profile, chosen)),
        alerts: kept.alerts.unwrap_or_else(|| WantedAlerts::of(&chosen.alerts)),
        quiet_until: quiet.map(|quiet| quiet.to.to_string()),
        kinds: Alert::ALL,
        ways: [("sound", "alerts-by-sound"), ("notify", "alerts-by-notice"), ("always", "alerts-by-always")],
        views: View::ALL
            .iter()
            .map(|view| (view.word().to_owned(), viewer.locale.t(format!("profile-view-{}", view.word()))))
            .collect(),
        saved_views: saved.into_iter().map(|view| (FirstView::Saved(view.id).word(), view.name)).collect(),
        signature_example: "{{agent.signature}}",
        of_password,
        of_alerts,
        problems,
        wait,
        zones: zones(),
        sign_ins,
        present: viewer.sign_in,
    };
    page::page_with_status(&page, status)
}

/// The places to choose from: continents and cities, without the technical ones.
pub(in crate::web) fn zones() -> Vec<String> {
    let technical = ["Etc/", "SystemV/", "US/", "posix/", "right/"];
    let mut names: Vec<String> = jiff::tz::db()
        .available()
        .map(|name| name.to_string())
        .filter(|name| name.contains('/') && !technical.iter().any(|prefix| name.starts_with(prefix)))
        .collect();
    names.sort();
    names.dedup();
    names.push("UTC".to_owned());
    names
}
