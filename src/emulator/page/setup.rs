//! The page of accounts and numbers: credentials to copy into the appliance, addresses to post to.

use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::super::Control;
use super::super::core::Core;
use super::super::form::Form;
use super::super::http::Shared;
use super::super::send::is_web_address;
use super::super::world::Webhooks;
use super::people;
use super::words::Words;
use super::{is_ours, refused, render};

/// A number on the page.
pub struct Line {
    /// Its sid.
    pub sid: String,
    /// Its display name.
    pub name: String,
    /// Its address as Twilio writes it.
    pub address: String,
    /// The same as people write it.
    pub readable: String,
    /// The words after `join`.
    pub join_code: Option<String>,
    /// Where it posts to.
    pub webhooks: Webhooks,
    /// The messaging service that it is in.
    pub service: Option<Pool>,
}

/// A messaging service on the page.
pub struct Pool {
    /// Its sid.
    pub sid: String,
    /// Where it posts to.
    pub webhooks: Webhooks,
    /// Its numbers keep their own addresses.
    pub defers: bool,
}

/// An account on the page.
pub struct Owner {
    /// Its sid.
    pub sid: String,
    /// Its name.
    pub name: String,
    /// Its auth token.
    pub token: String,
    /// Its numbers.
    pub numbers: Vec<Line>,
}

/// The page.
#[derive(Template)]
#[template(path = "emulator/setup.html")]
pub struct Setup {
    w: Words,
    url: String,
    error: Option<String>,
    accounts: Vec<Owner>,
}

/// `GET /setup`
pub async fn get(core: Shared, request: HttpRequest) -> HttpResponse {
    render(&page(&core, &request, None), 200, &request)
}

fn page(core: &Core, request: &HttpRequest, error: Option<String>) -> Setup {
    let state = core.lock();
    let numbers = |sid: &str| {
        let ours = state.world.senders.iter().filter(|sender| sender.account_sid == sid);
        let line = |sender: &super::super::world::Sender| Line {
            sid: sender.sid.clone(),
            name: sender.name.clone(),
            address: sender.address.clone(),
            readable: people::number(&sender.address),
            join_code: sender.join_code.clone(),
            webhooks: sender.webhooks.clone(),
            service: state.world.service_of(&sender.sid).map(|service| Pool {
                sid: service.sid.clone(),
                webhooks: service.webhooks.clone(),
                defers: service.defers_to_number,
            }),
        };
        ours.map(line).collect()
    };
    let owner = |account: &super::super::world::Account| Owner {
        sid: account.sid.clone(),
        name: account.friendly_name.clone(),
        token: account.auth_token.clone(),
        numbers: numbers(&account.sid),
    };
    let accounts = state.world.accounts.iter().map(owner).collect();
    Setup { w: Words::of(request, core.settings.language), url: core.url(), error, accounts }
}

/// `POST /setup/{what}`
pub async fn post(core: Shared, request: HttpRequest, body: Bytes) -> HttpResponse {
    if !is_ours(&request) {
        return refused();
    }
    let form = Form::parse(&body);
    let control = Control { core: std::sync::Arc::clone(&core) };
    let done = match request.match_info().get("what").unwrap_or_default() {
        "webhooks" => webhooks(&control, &form),
        "service" => service(&control, &form),
        "number" => number(&control, &form),
        "account" => account(&control, &form),
        _ => return HttpResponse::NotFound().finish(),
    };
    match done {
        Ok(()) => HttpResponse::SeeOther().insert_header(("Location", "/setup")).finish(),
        Err(key) => {
            let sentence = Words::of(&request, core.settings.language).t(key);
            render(&page(&core, &request, Some(sentence)), 422, &request)
        }
    }
}

fn webhooks(control: &Control, form: &Form) -> Result<(), &'static str> {
    let webhooks = addresses(form)?;
    control.set_webhooks(form.get("number").unwrap_or_default(), webhooks);
    Ok(())
}

/// Puts a number into a messaging service, takes it out again, or sets where the service posts to.
fn service(control: &Control, form: &Form) -> Result<(), &'static str> {
    let number = form.get("number").unwrap_or_default();
    match form.get("act") {
        Some("in") => drop(control.put_into_service(number)),
        Some("out") => control.take_out_of_service(number),
        _ => {
            let webhooks = addresses(form)?;
            let defers = form.filled("defers").is_some();
            control.set_service_webhooks(form.get("service").unwrap_or_default(), webhooks, defers);
        }
    }
    Ok(())
}

fn addresses(form: &Form) -> Result<Webhooks, &'static str> {
    let url = |name: &str| match form.filled(name).map(str::trim) {
        Some(url) if !is_web_address(url) => Err("phone-setup-bad-url"),
        url => Ok(url.map(str::to_owned)),
    };
    Ok(Webhooks {
        callback_url: url("callback_url")?,
        fallback_url: url("fallback_url")?,
        status_callback_url: url("status_callback_url")?,
        ..Webhooks::default()
    })
}

fn number(control: &Control, form: &Form) -> Result<(), &'static str> {
    let typed: String = form.get("address").unwrap_or_default().chars().filter(|it| !it.is_whitespace()).collect();
    let digits = typed.trim_start_matches("whatsapp:").trim_start_matches('+');
    if !(7..=15).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("phone-setup-bad-number");
    }
    let name = form.filled("name").unwrap_or(digits).trim();
    let join_code = form.filled("join_code").map(str::trim);
    let address = format!("whatsapp:+{digits}");
    control.add_sender(form.get("account").unwrap_or_default(), &address, name, join_code, Webhooks::default());
    Ok(())
}

fn account(control: &Control, form: &Form) -> Result<(), &'static str> {
    let name = form.filled("name").map(str::trim).ok_or("phone-setup-no-name")?;
    control.add_account(&control.core.sid("AC"), &control.core.sid(""), name);
    Ok(())
}
