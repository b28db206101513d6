//! The Senders API (which numbers there are, where they post to) and the typing indicator.

use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};

use super::Shared;
use super::answer::{self, About, Answer};
use super::messages_list::page_size;
use crate::emulator::core::{Core, State};
use crate::emulator::form::{Form, Refused};
use crate::emulator::rules::SECOND;
use crate::emulator::send::is_web_address;
use crate::emulator::world::{Methods, Sender, Webhooks};

/// The shared sandbox number is nobody's sender, so it is not found here.
fn ours<'a>(state: &'a State, account_sid: &str) -> Vec<&'a Sender> {
    let ours = |sender: &&Sender| sender.account_sid == account_sid && sender.join_code.is_none();
    state.world.senders.iter().filter(ours).collect()
}

fn resource(core: &Core, sender: &Sender, status: &str) -> Value {
    let (webhooks, standing) = (&sender.webhooks, &sender.standing);
    let method = |url: &Option<String>, chosen: &Option<String>| {
        url.as_ref().map(|_| chosen.clone().unwrap_or_else(|| "POST".to_owned()))
    };
    let reason = |(code, message): &(String, String)| json!({ "code": code, "message": message, "more_info": null });
    let reasons: Vec<Value> = standing.offline_reasons.iter().map(reason).collect();
    json!({
        "sid": sender.sid,
        "status": status,
        "sender_id": sender.address,
        "configuration": { "waba_id": "1234567890", "verification_method": null, "verification_code": null,
            "voice_application_sid": null, "account_type": null },
        "webhook": {
            "callback_url": webhooks.callback_url,
            "callback_method": method(&webhooks.callback_url, &webhooks.methods.callback),
            "fallback_url": webhooks.fallback_url,
            "fallback_method": method(&webhooks.fallback_url, &webhooks.methods.fallback),
            "status_callback_url": webhooks.status_callback_url,
            "status_callback_method": method(&webhooks.status_callback_url, &webhooks.methods.status_callback),
        },
        "profile": { "name": sender.name, "about": null, "address": null, "description": null, "emails": null,
            "logo_url": null, "vertical": null, "websites": null },
        "properties": { "quality_rating": standing.quality, "messaging_limit": standing.limit },
        "offline_reasons": (!reasons.is_empty()).then_some(reasons),
        "compliance": null,
        "url": format!("{}/v2/Channels/Senders/{}", core.url(), sender.sid),
    })
}

/// `GET /v2/Channels/Senders?Channel=whatsapp`
pub async fn list(core: Shared, request: HttpRequest) -> HttpResponse {
    let listed = || {
        let state = core.lock();
        let account_sid = answer::account(&state, &request, false)?;
        let query = Form::parse(request.query_string().as_bytes());
        match query.filled("Channel") {
            Some("whatsapp") => {}
            Some(_) => return Err(Refused::new(20_001, "Channel is not supported")),
            None => return Err(Refused::new(20_001, "Channel is required")),
        }
        let size = page_size(&query, 20)?;
        let number: u32 = query.get("Page").and_then(|page| page.parse().ok()).unwrap_or(0);
        let found = ours(&state, &account_sid);
        let token = query.get("PageToken").and_then(|token| token.strip_prefix("PA"));
        let (shown, more) = answer::page(&found, |sender| &sender.sid, token, size);
        let base = format!("{}{}?Channel=whatsapp&PageSize={size}", core.url(), request.path());
        let last = shown.last().filter(|_| more).map(|sender| sender.sid.as_str());
        let senders: Vec<Value> = shown.iter().map(|sender| resource(&core, sender, &sender.standing.status)).collect();
        Ok(answer::json(
            200,
            &json!({ "senders": senders, "meta": {
                "page": number,
                "page_size": size,
                "first_page_url": format!("{base}&Page=0"),
                "previous_page_url": null,
                "next_page_url": last.map(|sid| format!("{base}&Page={}&PageToken=PA{sid}", number + 1)),
                "url": format!("{base}&Page={number}"),
                "key": "senders",
            } }),
        ))
    };
    answer::newer(&core, listed())
}

/// `GET /v2/Channels/Senders/{XE}`
pub async fn fetch(core: Shared, request: HttpRequest) -> HttpResponse {
    let fetched = || {
        let state = core.lock();
        let account_sid = answer::account(&state, &request, false)?;
        let sid = answer::part(&request, "sender");
        let sender = ours(&state, &account_sid).into_iter().find(|sender| sender.sid == sid);
        let sender = sender.ok_or_else(|| Refused::missing(request.path()))?;
        Ok(answer::json(200, &resource(&core, sender, &sender.standing.status)))
    };
    answer::newer(&core, fetched())
}

/// `POST /v2/Channels/Senders/{XE}` with `{"webhook": {…}}`. What is left out of the object is cleared: whether
/// Twilio keeps it is not documented, so the caller must not rely on it.
pub async fn update(core: Shared, request: HttpRequest, body: Bytes) -> HttpResponse {
    let updated: Answer = core.change(|state| {
        let account_sid = answer::account(state, &request, false)?;
        let sid = answer::part(&request, "sender");
        if !ours(state, &account_sid).iter().any(|sender| sender.sid == sid) {
            return Err(Refused::missing(request.path()));
        }
        let body: Value =
            serde_json::from_slice(&body).map_err(|_| Refused::new(20_001, "The body is not valid JSON"))?;
        let webhooks = body.get("webhook").map(webhooks).transpose()?;
        let sender = state.world.sender_mut(sid).ok_or_else(|| Refused::missing(request.path()))?;
        if let Some(webhooks) = webhooks {
            sender.webhooks = webhooks;
        }
        Ok(answer::json(202, &resource(&core, sender, "ONLINE:UPDATING")))
    });
    answer::newer(&core, updated)
}

fn webhooks(webhook: &Value) -> Result<Webhooks, Refused> {
    let url = |name: &str| match webhook.get(name).and_then(Value::as_str).filter(|url| !url.is_empty()) {
        Some(url) if !is_web_address(url) => Err(Refused::new(63_100, format!("{name} is not a valid URL"))),
        url => Ok(url.map(str::to_owned)),
    };
    let method = |name: &str| match webhook.get(name).and_then(Value::as_str) {
        Some(method) if method != "POST" && method != "PUT" => {
            Err(Refused::new(63_100, format!("{name} must be POST or PUT")))
        }
        method => Ok(method.map(str::to_owned)),
    };
    let methods = Methods {
        callback: method("callback_method")?,
        fallback: method("fallback_method")?,
        status_callback: method("status_callback_method")?,
    };
    Ok(Webhooks {
        callback_url: url("callback_url")?,
        fallback_url: url("fallback_url")?,
        status_callback_url: url("status_callback_url")?,
        methods,
    })
}

/// `POST /v2/Indicators/Typing.json`: shows for 25 seconds and marks the customer's messages as seen.
pub async fn typing(core: Shared, request: HttpRequest, body: Bytes) -> HttpResponse {
    let form = Form::parse(&body);
    let now = core.now();
    let typed: Answer = core.change(|state| {
        let account_sid = answer::account(state, &request, false)?;
        let sid = form.filled("messageId").ok_or_else(|| Refused::new(20_001, "messageId is required"))?;
        if form.get("channel") != Some("whatsapp") {
            return Err(Refused::new(20_001, "channel must be whatsapp"));
        }
        let message = state.world.message(sid).filter(|it| it.inbound && it.account_sid == account_sid);
        let (seq, sender, customer, from) = message
            .map(|it| (it.seq, it.sender.clone(), it.customer.clone(), it.from.clone()))
            .ok_or_else(|| Refused::missing(sid))?;
        for message in state.world.messages.range_mut(..=seq).map(|(_, message)| message) {
            message.seen |= message.inbound && message.sender == sender && message.customer == customer;
        }
        state.world.thread_mut(&sender, &customer).typing_until = Some(now + 25 * SECOND);
        let mut response = answer::json(200, &json!({ "success": true }));
        let about = About { sid: Some(sid.to_owned()), party: Some(from), notes: Vec::new() };
        response.extensions_mut().insert(about);
        Ok(response)
    });
    answer::newer(&core, typed)
}
