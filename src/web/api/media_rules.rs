//! Which files of contacts are taken, for the whole installation; each number may say no to all of them.

use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::media::{Rules, RulesChange};
use crate::flows::media::settings;
use crate::web::api::caller::Admin;
use crate::web::api::input::Body;
#[cfg(test)]
use crate::web::api::openapi::{One, Refusals, ToSchema};
use crate::web::api::{ApiResult, one};
use crate::web::page::blocking;

/// Which files are taken.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct MediaRules {
    /// The largest file, in bytes.
    size_bytes_max: u64,
    /// Ends of names that are refused, without the point; of what runs also by what the bytes are.
    blocked: Vec<String>,
}

impl MediaRules {
    fn of(rules: Rules) -> Self {
        Self { size_bytes_max: rules.size_bytes_max, blocked: rules.blocked }
    }
}

/// What to change about it.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct MediaRulesChange {
    /// The largest file, in bytes.
    #[cfg_attr(test, schema(minimum = 65536, maximum = 104857600))]
    size_bytes_max: Option<u64>,
    /// All ends of names that are refused, without the point; at most 100 of 10 letters and digits.
    blocked: Option<Vec<String>>,
}

/// Which files of contacts are taken.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/media-rules", operation_id = "get_media_rules", tag = "installation",
    responses((status = 200, description = "As asked", body = One<MediaRules>), Refusals)))]
pub async fn show(_caller: Admin, app: Data<App>) -> ApiResult {
    one(MediaRules::of(blocking(&app, |app| app.store.read(settings::rules)).await?))
}

/// Changes which files are taken. It counts from the next one on.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/media-rules", operation_id = "change_media_rules", tag = "installation",
    request_body = MediaRulesChange, responses((status = 200, description = "As asked", body = One<MediaRules>), Refusals)))]
pub async fn update(caller: Admin, app: Data<App>, body: Body<MediaRulesChange>) -> ApiResult {
    let (actor, asked) = (caller.actor(), body.0);
    let change = RulesChange { size_bytes_max: asked.size_bytes_max, blocked: asked.blocked };
    one(MediaRules::of(blocking(&app, move |app| settings::change(app, actor, change)).await?))
}
