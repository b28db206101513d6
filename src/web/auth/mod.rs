//! Getting in and out, and what users keep of themselves.

mod browser_name;
pub mod profile;
pub mod setup;
pub mod sign_in;
pub mod sign_out;
pub mod welcome;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;

use crate::app::App;
use crate::domain::time::Timestamp;
use crate::flows::sign_ins::{Begun, Browser, LASTS};
use crate::web::i18n::Locale;
use crate::web::page::{self, PageResult};
use crate::web::{context, cookies, peer, time};

/// The browser that asks.
fn browser(request: &HttpRequest) -> Browser {
    Browser { peer: peer::address(request), user_agent: context::user_agent(request) }
}

/// On to a page, signed in.
fn let_in(app: &App, begun: &Begun, to: &str) -> PageResult {
    let secure = app.public_url.starts_with("https://");
    let mut answer = page::redirect(to)?;
    for (name, value) in
        [cookies::set(cookies::SIGN_IN, &begun.cookie, Some(LASTS), secure), cookies::remove(cookies::VISIT, secure)]
    {
        answer.headers_mut().append(name, value);
    }
    Ok(answer)
}

/// Why nothing may be tried now, in a sentence.
fn wait_text(l: Locale, until: Timestamp, now: Timestamp) -> String {
    l.t1("sign-in-wait", "wait", time::wait(until - now, l))
}

/// A form shown again because too much was tried.
fn too_many(template: &impl askama::Template, until: Timestamp, now: Timestamp) -> PageResult {
    let mut answer = page::page_with_status(template, StatusCode::TOO_MANY_REQUESTS)?;
    let seconds = (until - now).whole_seconds().max(0) + 1;
    answer.headers_mut().insert(RETRY_AFTER, seconds.into());
    Ok(answer)
}
