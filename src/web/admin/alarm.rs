//! The banner that tells admins on every page that an account's credentials are refused, asked for by
//! `static/alarm.js` when something about an account has changed.

use askama::Template;

use crate::web::guards::Admin;
use crate::web::page::{PageResult, page};
use crate::web::shell::{Nav, Shell};

#[derive(Template)]
#[template(path = "admin/_alarm.html")]
struct AlarmPart {
    shell: Shell,
}

/// GET /admin/fragments/alarm: the banner, or nothing.
///
/// # Errors
/// None.
pub async fn show(viewer: Admin) -> PageResult {
    page(&AlarmPart { shell: viewer.shell(Nav::None) })
}
