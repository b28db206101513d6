//! Messaging services: pools of senders whose own addresses win.

use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};

use super::Shared;
use super::answer::{self, Answer};
use super::messages_list::page_size;
use crate::emulator::core::{Core, State};
use crate::emulator::form::{Form, Refused};
use crate::emulator::send::is_web_address;
use crate::emulator::world::Service;

fn resource(core: &Core, service: &Service) -> Value {
    let (webhooks, methods) = (&service.webhooks, &service.webhooks.methods);
    json!({
        "sid": service.sid,
        "account_sid": service.account_sid,
        "friendly_name": service.name,
        "inbound_request_url": webhooks.callback_url,
        "inbound_method": methods.callback.as_deref().unwrap_or("POST"),
        "fallback_url": webhooks.fallback_url,
        "fallback_method": methods.fallback.as_deref().unwrap_or("POST"),
        "status_callback": webhooks.status_callback_url,
        "use_inbound_webhook_on_number": service.defers_to_number,
        "sticky_sender": true,
        "url": format!("{}/v1/Services/{}", core.url(), service.sid),
    })
}

/// A page of a list in the shape of the newer services.
fn listed<T>(
    core: &Core,
    request: &HttpRequest,
    key: &str,
    items: &[T],
    sid: impl Fn(&T) -> &str,
    shape: impl Fn(&T) -> Value,
) -> Answer {
    let query = Form::parse(request.query_string().as_bytes());
    let size = page_size(&query, 50)?;
    let token = query.get("PageToken").and_then(|token| token.strip_prefix("PA"));
    let (shown, more) = answer::page(items, &sid, token, size);
    let base = format!("{}{}?PageSize={size}", core.url(), request.path());
    let last = shown.last().filter(|_| more).map(|item| sid(item).to_owned());
    let shown: Vec<Value> = shown.iter().map(shape).collect();
    let next = last.map(|sid| format!("{base}&PageToken=PA{sid}"));
    let meta = json!({ "page": 0, "page_size": size, "next_page_url": next, "key": key });
    Ok(answer::json(200, &json!({ key: shown, "meta": meta })))
}

fn find<'a>(state: &'a State, request: &HttpRequest) -> Result<&'a Service, Refused> {
    let account_sid = answer::account(state, request, false)?;
    let sid = answer::part(request, "service");
    let found = state.world.services.iter().find(|service| service.sid == sid && service.account_sid == account_sid);
    found.ok_or_else(|| Refused::missing(request.path()))
}

/// `GET /v1/Services`
pub async fn list(core: Shared, request: HttpRequest) -> HttpResponse {
    let found = || {
        let state = core.lock();
        let account_sid = answer::account(&state, &request, false)?;
        let ours = state.world.services.iter().filter(|service| service.account_sid == account_sid);
        let ours: Vec<&Service> = ours.collect();
        listed(&core, &request, "services", &ours, |service| &service.sid, |service| resource(&core, service))
    };
    answer::newer(&core, found())
}

/// `GET /v1/Services/{MG}`
pub async fn fetch(core: Shared, request: HttpRequest) -> HttpResponse {
    let found = || {
        let state = core.lock();
        Ok(answer::json(200, &resource(&core, find(&state, &request)?)))
    };
    answer::newer(&core, found())
}

/// `GET /v1/Services/{MG}/ChannelSenders`
pub async fn members(core: Shared, request: HttpRequest) -> HttpResponse {
    let found = || {
        let state = core.lock();
        let service = find(&state, &request)?;
        let members: Vec<_> = service.senders.iter().filter_map(|sid| state.world.sender(sid)).collect();
        listed(
            &core,
            &request,
            "senders",
            &members,
            |sender| &sender.sid,
            |sender| {
                json!({
                    "account_sid": sender.account_sid,
                    "messaging_service_sid": service.sid,
                    "sid": sender.sid,
                    "sender": sender.address,
                    "sender_type": "WhatsApp",
                    "country_code": null,
                })
            },
        )
    };
    answer::newer(&core, found())
}

/// `POST /v1/Services/{MG}`: what is left out stays, what is empty is cleared.
pub async fn update(core: Shared, request: HttpRequest, body: Bytes) -> HttpResponse {
    let form = Form::parse(&body);
    let updated = core.change(|state| {
        let mut service = find(state, &request)?.clone();
        change(&mut service, &form)?;
        let answer = answer::json(200, &resource(&core, &service));
        if let Some(kept) = state.world.services.iter_mut().find(|kept| kept.sid == service.sid) {
            *kept = service;
        }
        Ok(answer)
    });
    answer::newer(&core, updated)
}

fn change(service: &mut Service, form: &Form) -> Result<(), Refused> {
    let webhooks = &mut service.webhooks;
    let urls = [
        ("InboundRequestUrl", &mut webhooks.callback_url),
        ("FallbackUrl", &mut webhooks.fallback_url),
        ("StatusCallback", &mut webhooks.status_callback_url),
    ];
    for (name, kept) in urls {
        match form.get(name) {
            Some("") => *kept = None,
            Some(url) if !is_web_address(url) => {
                return Err(Refused::new(21_609, format!("{name} is not a valid URL")));
            }
            Some(url) => *kept = Some(url.to_owned()),
            None => {}
        }
    }
    let methods =
        [("InboundMethod", &mut webhooks.methods.callback), ("FallbackMethod", &mut webhooks.methods.fallback)];
    for (name, kept) in methods {
        match form.filled(name) {
            Some(method @ ("GET" | "POST")) => *kept = Some(method.to_owned()),
            Some(_) => return Err(Refused::new(20_001, format!("{name} must be GET or POST"))),
            None => {}
        }
    }
    match form.filled("UseInboundWebhookOnNumber") {
        Some("true") => service.defers_to_number = true,
        Some("false") => service.defers_to_number = false,
        _ => {}
    }
    Ok(())
}
