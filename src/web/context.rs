//! Around every request: who asks, and what an error looks like to them.
//!
//! The sign-in is looked up here, once, so that guards, forms and error pages agree. A user's role and
//! deactivation therefore count from the next request on. Programs (webhooks, the API, health) pass
//! without a look-up: they have credentials of their own.

use std::sync::Arc;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, USER_AGENT};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage as _, HttpRequest};
use jiff::tz::TimeZone;

use crate::app::App;
use crate::domain::user::Role;
use crate::flows::sign_ins;
use crate::random;
use crate::room::Room;
use crate::store::desk_view::{self, Desk};
use crate::store::sign_in::SignedIn;
use crate::web::demo::DemoBar;
use crate::web::error::{self, WebError};
use crate::web::guards::{MaybeViewer, Viewer, Visitor};
use crate::web::i18n::{self, Locale};
use crate::web::origin::Origin;
use crate::web::shell::Flash;
use crate::web::{cookies, headers, page, peer};

/// Addresses of programs.
const MACHINES: [&str; 4] = ["/webhooks/", "/api/", "/healthz", "/metrics"];

/// The middleware of the whole server.
pub(crate) async fn identify(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(app) = request.app_data::<Data<App>>().cloned() else {
        return Err(WebError::broken("the server has no appliance").into());
    };
    let secure = app.public_url.starts_with("https://");
    let path = request.path();
    if path.starts_with("/static/") || MACHINES.iter().any(|machine| path.starts_with(machine)) {
        let answer = error::rendered(next.call(request).await?.map_into_boxed_body());
        return Ok(with_headers(answer, secure));
    }
    let (known, cookies) = match who(&app, &request, secure).await {
        Ok(found) => found,
        Err(fault) => {
            request.extensions_mut().insert(stranger(&app, &request));
            return Ok(with_headers(error::rendered(request.error_response(fault).map_into_boxed_body()), secure));
        }
    };
    request.extensions_mut().insert(known);
    let mut answer = error::rendered(next.call(request).await?.map_into_boxed_body());
    for (name, value) in cookies {
        answer.headers_mut().append(name, value);
    }
    forget_shown_flash(&mut answer, secure);
    Ok(with_headers(answer, secure))
}

/// Whether the answer may show the user's desk: whole pages do, and the two parts that are it.
fn shows_desk(request: &ServiceRequest) -> bool {
    let path = request.path();
    let is_part = matches!(path, "/inbox/fragments/offers" | "/inbox/fragments/presence");
    let is_live = path == "/live" || request.headers().contains_key("x-live");
    is_part || !(is_live || path.contains("/fragments/"))
}

type SetCookie = (actix_web::http::header::HeaderName, actix_web::http::header::HeaderValue);

/// Who asks, with the cookies to set for it.
async fn who(
    app: &Data<App>,
    request: &ServiceRequest,
    secure: bool,
) -> Result<(MaybeViewer, Vec<SetCookie>), WebError> {
    let mut set = Vec::new();
    if let Some(token) = cookies::read(request.headers(), cookies::SIGN_IN).map(str::to_owned) {
        let kept = token.clone();
        let with_desk = shows_desk(request);
        let found = page::blocking(app, move |app| {
            let Some(found) = sign_ins::recognise::recognise(app, &token)? else { return Ok(None) };
            let (user, now) = (found.0.user, app.clock.now());
            let desk = with_desk.then(|| app.store.read(|db| desk_view::of(db, user, app.window_margin, now)));
            Ok(Some((found, desk.transpose()?.flatten())))
        })
        .await?;
        if let Some(((signed_in, renewed), desk)) = found {
            if renewed {
                set.push(cookies::set(cookies::SIGN_IN, &kept, Some(sign_ins::LASTS), secure));
            }
            let visitor = visitor(app, request, signed_in.csrf.clone(), Some(&signed_in));
            let disk = disk(app, signed_in.role);
            let viewer = Arc::new(viewer(&visitor, signed_in, desk, disk));
            return Ok((MaybeViewer { visitor, viewer: Some(viewer) }, set));
        }
    }
    let mut known = stranger(app, request);
    if known.visitor.csrf.is_empty() {
        known.visitor.csrf = random::token();
        set.push(cookies::set(cookies::VISIT, &known.visitor.csrf, None, secure));
    }
    Ok((known, set))
}

/// Somebody who is not signed in; without a token for forms if the browser has none yet.
fn stranger(app: &App, request: &ServiceRequest) -> MaybeViewer {
    let csrf = cookies::read(request.headers(), cookies::VISIT).unwrap_or_default().to_owned();
    MaybeViewer { visitor: visitor(app, request, csrf, None), viewer: None }
}

fn visitor(app: &App, request: &ServiceRequest, csrf: String, user: Option<&SignedIn>) -> Visitor {
    let accepted = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let locale = user.and_then(|user| user.language).map_or_else(|| i18n::accepted(accepted), Locale);
    let zone = user.and_then(|user| user.time_zone.clone());
    let zone = zone.or_else(|| cookies::read(request.headers(), cookies::TIME_ZONE).map(str::to_owned));
    Visitor {
        locale,
        tz: zone.and_then(|name| TimeZone::get(&name.replace("%2F", "/")).ok()).unwrap_or(TimeZone::UTC),
        csrf,
        flash: cookies::read(request.headers(), cookies::FLASH).and_then(|key| Flash::from_key(key, locale)),
        demo: app.demo.as_ref().map(|demo| DemoBar { phone_url: demo.phone_url.clone() }),
        shifted: app.clock.offset().0 != 0,
        origin: user.filter(|user| user.role == Role::Admin && app.demo.is_none()).and_then(|_| origin(app, request)),
        now: app.clock.now(),
    }
}

fn origin(app: &App, request: &ServiceRequest) -> Option<Origin> {
    Origin::of(&peer::way(request.request()), &app.public_url, app.path())
}

/// How little room is left, for an admin.
fn disk(app: &App, role: Role) -> Option<bool> {
    let room = Room::of(&app.data_dir).ok().filter(|_| role == Role::Admin)?;
    room.is_low(app.disk_limits).then(|| room.is_nearly_full(app.disk_limits))
}

fn viewer(visitor: &Visitor, user: SignedIn, desk: Option<Desk>, disk: Option<bool>) -> Viewer {
    Viewer {
        visitor: visitor.clone(),
        user: user.user,
        name: user.name,
        email: user.email,
        role: user.role,
        sign_in: user.id,
        csrf: user.csrf,
        locale: visitor.locale,
        tz: visitor.tz.clone(),
        theme: user.theme,
        density: user.density,
        send_key: user.send_key,
        single_keys: user.single_keys,
        preferences: user.preferences,
        waiting: user.waiting,
        unsent: user.unsent,
        alarm: user.alarm,
        paused_webhook: user.paused_webhook,
        disk,
        steps_left: user.steps_left,
        desk,
    }
}

/// A flash is shown by one page: the first whole one that is answered.
fn forget_shown_flash(answer: &mut ServiceResponse<BoxBody>, secure: bool) {
    let request = answer.request();
    let carried = cookies::read(request.headers(), cookies::FLASH).is_some();
    let whole = request.method() == Method::GET && !request.path().contains("/fragments/");
    let html = answer.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if carried && whole && html && answer.status() != StatusCode::SEE_OTHER {
        let (name, value) = cookies::remove(cookies::FLASH, secure);
        answer.headers_mut().append(name, value);
    }
}

fn with_headers(mut answer: ServiceResponse<BoxBody>, secure: bool) -> ServiceResponse<BoxBody> {
    headers::complete(answer.headers_mut(), secure);
    answer
}

/// What the browser calls itself, cut.
#[must_use]
pub fn user_agent(request: &HttpRequest) -> String {
    let text = request.headers().get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    crate::domain::text::one_line(text, 300)
}
