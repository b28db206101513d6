//! What a user chose for itself: looks, signature, where the inbox begins, what rings and when nothing does.

use actix_web::web::Data;
use serde::{Deserialize, Deserializer, Serialize};

use crate::app::App;
use crate::domain::ids::UserId;
use crate::domain::preferences::{Alert, Alerts};
use crate::domain::refusal::Refusal;
use crate::flows::users::update_profile::{Wanted, WantedAlerts, update_profile};
use crate::store::{Fault, preferences, user};
use crate::web::api::caller::Admin;
use crate::web::api::input::{Body, Id};
#[cfg(test)]
use crate::web::api::openapi::{One, Refusals, ToSchema};
use crate::web::api::{ApiResult, one};
use crate::web::page::blocking;

/// What a user chose for itself.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Preferences {
    /// `en` or `el`; null: the browser's.
    #[cfg_attr(test, schema(required))]
    language: Option<String>,
    /// `system`, `light` or `dark`.
    theme: String,
    /// `comfortable` or `compact`.
    density: String,
    /// IANA name; null: the browser's.
    #[cfg_attr(test, schema(required))]
    time_zone: Option<String>,
    /// `enter` or `ctrl_enter`.
    send_key: String,
    /// Whether single keys work.
    single_keys: bool,
    /// What stands for `{{agent.signature}}`.
    signature: String,
    /// The list that the inbox begins with: `mine`, `open`, `queues`, `mentions`, `customer`, `closing`, `snoozed`,
    /// `all`, `closed`, or `saved-` and the id of a saved view.
    default_view: String,
    /// What they are called for, and how.
    alerts: AlertSettings,
}

/// What a user is called for: of `offer`, `message`, `mention`, `given`, `consult`, `snooze`.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct AlertSettings {
    /// What makes a sound.
    sound: Vec<String>,
    /// What the browser notifies of.
    notify: Vec<String>,
    /// What does both in quiet hours, too.
    always: Vec<String>,
    /// How loud.
    #[cfg_attr(test, schema(minimum = 0, maximum = 100))]
    volume: i64,
    /// Whether notifications keep to themselves who wrote and what.
    discreet: bool,
    /// When nothing rings, in the user's time zone.
    #[cfg_attr(test, schema(required))]
    quiet: Option<QuietHours>,
}

/// A part of the day, which may go across midnight.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct QuietHours {
    /// Its first minute.
    #[cfg_attr(test, schema(required, example = "22:00"))]
    from: String,
    /// The first minute after it.
    #[cfg_attr(test, schema(required, example = "07:30"))]
    to: String,
}

/// What to change; what is left out stays.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct PreferencesChange {
    /// `en` or `el`; null: the browser's.
    #[serde(deserialize_with = "given")]
    language: Option<Option<String>>,
    /// `system`, `light` or `dark`.
    theme: Option<String>,
    /// `comfortable` or `compact`.
    density: Option<String>,
    /// IANA name; null: the browser's.
    #[serde(deserialize_with = "given")]
    time_zone: Option<Option<String>>,
    /// `enter` or `ctrl_enter`.
    send_key: Option<String>,
    /// Whether single keys work.
    single_keys: Option<bool>,
    /// What stands for `{{agent.signature}}`; may have placeholders of its own.
    #[cfg_attr(test, schema(max_length = 300))]
    signature: Option<String>,
    /// The list that the inbox begins with: `mine`, `open`, `queues`, `mentions`, `customer`, `closing`, `snoozed`,
    /// `all`, `closed`, or `saved-` and the id of a saved view.
    default_view: Option<String>,
    /// What they are called for, and how.
    alerts: Option<AlertsChange>,
}

/// What to change about that; what is left out stays.
#[derive(Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct AlertsChange {
    /// Of `offer`, `message`, `mention`, `given`, `consult`, `snooze`.
    sound: Option<Vec<String>>,
    /// Likewise.
    notify: Option<Vec<String>>,
    /// Likewise.
    always: Option<Vec<String>>,
    /// How loud.
    #[cfg_attr(test, schema(minimum = 0, maximum = 100))]
    volume: Option<i64>,
    /// Whether notifications keep to themselves who wrote and what.
    discreet: Option<bool>,
    /// When nothing rings; null: never.
    #[serde(deserialize_with = "given")]
    quiet: Option<Option<QuietHours>>,
}

/// A field that is there, be it null.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(field: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(field).map(Some)
}

fn stored(app: &App, id: UserId) -> Result<(user::Profile, crate::domain::preferences::Preferences), Fault> {
    app.store.read(|db| {
        let profile = user::profile(db, id)?.ok_or(Refusal::NotFound)?;
        Ok((profile, preferences::of(db, id)?.ok_or(Refusal::NotFound)?))
    })
}

fn load(app: &App, id: UserId) -> Result<Preferences, Fault> {
    let (profile, chosen) = stored(app, id)?;
    Ok(Preferences {
        language: profile.language.map(|language| language.code().to_owned()),
        theme: profile.theme.word().to_owned(),
        density: profile.density.word().to_owned(),
        time_zone: profile.time_zone,
        send_key: profile.send_key.word().to_owned(),
        single_keys: profile.single_keys,
        signature: chosen.signature,
        default_view: chosen.view.word(),
        alerts: AlertSettings::of(&chosen.alerts),
    })
}

impl AlertSettings {
    fn of(alerts: &Alerts) -> Self {
        let words = |alerts: &[Alert]| alerts.iter().map(|alert| alert.word().to_owned()).collect();
        Self {
            sound: words(&alerts.sound),
            notify: words(&alerts.notify),
            always: words(&alerts.always),
            volume: alerts.volume,
            discreet: alerts.discreet,
            quiet: alerts.quiet.map(|quiet| QuietHours { from: quiet.from.to_string(), to: quiet.to.to_string() }),
        }
    }
}

/// What a user chose.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/users/{id}/preferences", operation_id = "get_user_preferences", tag = "users",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Preferences>), Refusals)))]
pub async fn show(_: Admin, app: Data<App>, id: Id<UserId>) -> ApiResult {
    one(blocking(&app, move |app| load(app, id.0)).await?)
}

/// Chooses for a user: all of it or nothing.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/users/{id}/preferences", operation_id = "change_user_preferences", tag = "users",
    params(("id" = String, Path)), request_body = PreferencesChange,
    responses((status = 200, description = "As asked", body = One<Preferences>), Refusals)))]
pub async fn update(caller: Admin, app: Data<App>, id: Id<UserId>, body: Body<PreferencesChange>) -> ApiResult {
    let (actor, id, asked) = (caller.actor(), id.0, body.0);
    let changed = blocking(&app, move |app| {
        let (profile, chosen) = stored(app, id)?;
        let (before, rings) = (Wanted::of(profile, &chosen), WantedAlerts::of(&chosen.alerts));
        let alerts = asked.alerts.map(|alerts| with(alerts, rings));
        let wanted = Wanted {
            language: asked.language.map_or(before.language, Option::unwrap_or_default),
            theme: asked.theme.unwrap_or(before.theme),
            density: asked.density.unwrap_or(before.density),
            time_zone: asked.time_zone.map_or(before.time_zone, Option::unwrap_or_default),
            send_key: asked.send_key.unwrap_or(before.send_key),
            single_keys: asked.single_keys.unwrap_or(before.single_keys),
            signature: asked.signature.unwrap_or(before.signature),
            default_view: asked.default_view.unwrap_or(before.default_view),
            name: before.name,
        };
        update_profile(app, actor, id, Some(&wanted), alerts.as_ref())?;
        load(app, id)
    });
    one(changed.await?)
}

fn with(asked: AlertsChange, before: WantedAlerts) -> WantedAlerts {
    let (quiet_from, quiet_to) = match asked.quiet {
        Some(Some(quiet)) => (quiet.from, quiet.to),
        Some(None) => (String::new(), String::new()),
        None => (before.quiet_from, before.quiet_to),
    };
    WantedAlerts {
        sound: asked.sound.unwrap_or(before.sound),
        notify: asked.notify.unwrap_or(before.notify),
        always: asked.always.unwrap_or(before.always),
        volume: asked.volume.map_or(before.volume, |volume| volume.to_string()),
        discreet: asked.discreet.unwrap_or(before.discreet),
        quiet_from,
        quiet_to,
    }
}
