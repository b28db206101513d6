//! The phone page: the customer's side of the conversation, to look at and to play with.

use actix_web::http::StatusCode;
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::assets;
use super::form::Form;
use super::http::Shared;

mod forms;
mod live;
mod log;
mod multipart;
mod people;
mod phone;
mod setup;
mod wire;
mod words;

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// All routes of the page.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route("/", web::get().to(show))
        .route("/phone/live", web::get().to(live::events))
        .route("/phone/file/{media}", web::get().to(file))
        .route("/phone/bring", web::post().to(forms::bring))
        .route("/phone/{what}", web::post().to(forms::post))
        .route("/setup", web::get().to(setup::get))
        .route("/setup/{what}", web::post().to(setup::post))
        .route("/static/{name}", web::get().to(asset));
}

async fn show(core: Shared, request: HttpRequest) -> HttpResponse {
    render(&phone::page(&core, &request), 200, &request)
}

/// A page with the headers that keep strangers' text harmless.
fn render(page: &impl Template, status: u16, request: &HttpRequest) -> HttpResponse {
    let html = match page.render() {
        Ok(html) => html,
        Err(error) => {
            tracing::error!(%error, "the phone page could not be made");
            return HttpResponse::InternalServerError().finish();
        }
    };
    let mut response = HttpResponse::build(StatusCode::from_u16(status).unwrap_or(StatusCode::OK));
    let query = Form::parse(request.query_string().as_bytes());
    if let Some(language @ ("en" | "el")) = query.get("lang") {
        let cookie = format!("phone_lang={language}; Path=/; Max-Age=31536000; SameSite=Lax");
        response.insert_header(("Set-Cookie", cookie));
    }
    response
        .content_type("text/html; charset=utf-8")
        .insert_header(("Content-Security-Policy", POLICY))
        .insert_header(("X-Content-Type-Options", "nosniff"))
        .insert_header(("Referrer-Policy", "no-referrer"))
        .insert_header(("Cache-Control", "no-store"))
        .body(html)
}

/// Whether a post comes from the phone page itself: there is no sign-in here, so another site in the same
/// browser must not be able to press the buttons.
fn is_ours(request: &HttpRequest) -> bool {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = header("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = header("origin") else { return true };
    origin.split_once("://").map(|(_, host)| host) == header("host")
}

fn refused() -> HttpResponse {
    HttpResponse::Forbidden().content_type("text/plain; charset=utf-8").body("This form belongs to another site.")
}

async fn asset(request: HttpRequest) -> HttpResponse {
    match assets::file(request.match_info().get("name").unwrap_or_default()) {
        Some((kind, bytes)) => HttpResponse::Ok()
            .content_type(kind)
            .insert_header(("X-Content-Type-Options", "nosniff"))
            .insert_header(("Cache-Control", "no-cache"))
            .body(bytes),
        None => HttpResponse::NotFound().finish(),
    }
}

/// A file of a message for the phone's own screen. Only pictures and sound open in the browser.
async fn file(core: Shared, request: HttpRequest) -> HttpResponse {
    let state = core.lock();
    let media = state.world.media.get(request.match_info().get("media").unwrap_or_default());
    let Some(media) = media.filter(|media| !media.bytes.is_empty()) else { return HttpResponse::NotFound().finish() };
    let kind = media.content_type.split(';').next().unwrap_or_default().trim();
    let kind = match kind {
        "image/jpeg" | "image/png" | "image/webp" | "audio/ogg" | "audio/mpeg" | "audio/mp4" | "audio/aac" => kind,
        _ => "application/octet-stream",
    };
    let open = kind != "application/octet-stream";
    HttpResponse::Ok()
        .content_type(kind)
        .insert_header(("X-Content-Type-Options", "nosniff"))
        .insert_header(("Content-Security-Policy", "default-src 'none'; sandbox"))
        .insert_header(("Content-Disposition", if open { "inline" } else { "attachment" }))
        .insert_header(("Cache-Control", "private, max-age=3600"))
        .body(media.bytes.clone())
}
