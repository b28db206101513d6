//! Angelia as an app of the device: its manifest, the worker that keeps the shell, and the page for when there is no
//! connection. None of it holds anything of anybody.

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::web::Query;
use serde::Deserialize;
use serde_json::json;

use crate::domain::language::Language;
use crate::domain::user::Theme;
use crate::web::assets;
use crate::web::guards::MaybeViewer;
use crate::web::i18n::Locale;
use crate::web::page::{self, PageResult};
use crate::web::shell::Shell;

/// What the page without a connection needs; all else is kept when it is used.
const KEPT: [&str; 6] = ["app.css", "icons.svg", "icon.svg", "base.js", "hand.js", "offline.js"];

/// Whose looks: the worker asks without the user's cookie, so that nothing of theirs is kept.
#[derive(Deserialize)]
pub struct Looks {
    #[serde(default)]
    l: String,
    #[serde(default)]
    t: String,
}

impl Looks {
    fn locale(&self, known: &MaybeViewer) -> Locale {
        Language::parse(&self.l).map_or(known.visitor.locale, Locale)
    }
}

/// GET /app.webmanifest
///
/// # Errors
/// None.
pub async fn manifest(known: MaybeViewer, looks: Query<Looks>) -> PageResult {
    let l = looks.locale(&known);
    let dark = looks.t == "dark";
    let colour = |name| assets::colour(name, dark).unwrap_or_default();
    // Addresses are read from where this file stands, be it under a path.
    let icon = |file: &str, sizes: &str, kind: &str, purpose: &str| {
        let src = assets::address(file).trim_start_matches('/').to_owned();
        json!({ "src": src, "sizes": sizes, "type": kind, "purpose": purpose })
    };
    let manifest = json!({
        "id": "./",
        "name": "Angelia",
        "short_name": "Angelia",
        "description": l.t("install-description"),
        "lang": l.lang(),
        "dir": "ltr",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": colour("canvas"),
        "theme_color": colour("canvas"),
        "icons": [
            icon("icon.svg", "any", "image/svg+xml", "any"),
            icon("icon-192.png", "192x192", "image/png", "any"),
            icon("icon-512.png", "512x512", "image/png", "any"),
            icon("icon-maskable.png", "512x512", "image/png", "maskable"),
        ],
        "shortcuts": [
            { "name": l.t("write-title"), "url": "write" },
        ],
    });
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/manifest+json"))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .body(manifest.to_string()))
}

/// GET /service-worker.js
///
/// # Errors
/// None.
pub async fn worker() -> PageResult {
    let kept: Vec<String> = KEPT.iter().map(|file| assets::address(file).trim_start_matches('/').to_owned()).collect();
    let body = format!(
        "const VERSION = {};\nconst KEPT = {};\n{}",
        json!(assets::version()),
        json!(kept),
        assets::text(WORKER)
    );
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/javascript; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .body(body))
}

/// The worker's own code.
const WORKER: &str = "service-worker.js";

#[derive(askama::Template)]
#[template(path = "offline.html")]
struct OfflinePage {
    shell: Shell,
}

/// GET /offline
///
/// # Errors
/// None.
pub async fn offline(known: MaybeViewer, looks: Query<Looks>) -> PageResult {
    let mut shell = known.shell();
    shell.l = looks.locale(&known);
    shell.theme = Theme::from_word(&looks.t).unwrap_or(Theme::System);
    shell.viewer = None;
    page::page(&OfflinePage { shell })
}
