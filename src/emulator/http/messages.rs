//! Messages: create, fetch, redact, cancel, delete.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, rt};
use serde_json::{Value, json};

use super::Shared;
use super::answer::{self, About, Answer};
use super::connection;
use crate::emulator::core::Core;
use crate::emulator::form::{Form, Refused};
use crate::emulator::journal::Note;
use crate::emulator::message::{Message, Status};
use crate::emulator::mischief::{FailAt, Swallow};
use crate::emulator::{reports, rules, send};

/// How long a connection that is never answered stays open.
const HELD: Duration = Duration::from_secs(120);
/// Reports begin this long after the answer, as they do in life; otherwise they would win the race.
const BREATH: Duration = Duration::from_millis(15);

/// `POST /2010-04-01/Accounts/{AC}/Messages.json`
pub async fn create(core: Shared, request: HttpRequest, body: Bytes) -> HttpResponse {
    let under_way = core.sending.fetch_add(1, Ordering::AcqRel);
    let accepted = if under_way >= core.lock().habits.concurrency {
        Err(Refused::usual(20_429))
    } else {
        accept(&core, &request, &body)
    };
    core.sending.fetch_sub(1, Ordering::AcqRel);
    let message = match accepted {
        Ok(message) => message,
        Err(refused) => return answer::refusal(&refused, false),
    };
    core.change(|_| ());
    let (first, swallow) = {
        let mischief = &mut core.lock().mischief;
        (mischief.report_first, mischief.take_swallow())
    };
    if message.status != Status::Scheduled {
        if first {
            reports::start(&core, &message.sid);
            let (done, wait) = tokio::sync::oneshot::channel();
            core.lanes.push(&message.sid, move || {
                if done.send(()).is_err() {
                    tracing::debug!("nobody waits for the reports");
                }
            });
            // An error means that the lanes are being stopped.
            if wait.await.is_err() {
                tracing::debug!("stopped before the reports went out");
            }
        } else {
            start_soon(&core, message.sid.clone());
        }
    }
    let mut about = About { sid: Some(message.sid.clone()), party: Some(message.to.clone()), notes: Vec::new() };
    let mut response = match swallow {
        None => answer::json(201, &resource(&message)),
        Some(how) => {
            about.notes.push(Note::Swallowed);
            swallowed(how, &request, &core).await
        }
    };
    response.extensions_mut().insert(about);
    response
}

fn accept(core: &Core, request: &HttpRequest, body: &[u8]) -> Result<Message, Refused> {
    let account_sid = answer::account_in_path(&core.lock(), request)?;
    if let Some(code) = core.lock().mischief.take_failure(FailAt::Answer) {
        return Err(Refused::usual(code));
    }
    send::accept(core, &account_sid, &Form::parse(body))
}

fn start_soon(core: &Shared, sid: String) {
    let core = Arc::clone(core);
    let reservation = core.lanes.reserve();
    rt::spawn(async move {
        rt::time::sleep(BREATH).await;
        reports::start(&core, &sid);
        drop(reservation);
    });
}

async fn swallowed(how: Swallow, request: &HttpRequest, core: &Core) -> HttpResponse {
    match how {
        Swallow::Answer500 => return answer::refusal(&Refused::usual(20_500), false),
        Swallow::Cut => {}
        Swallow::Hold => {
            let mut waited = Duration::ZERO;
            let step = Duration::from_millis(100);
            while waited < HELD && !core.stopping.load(Ordering::Acquire) {
                rt::time::sleep(step).await;
                waited += step;
            }
        }
    }
    connection::cut(request);
    answer::empty(500)
}

/// `GET /2010-04-01/Accounts/{AC}/Messages/{SM}.json`
pub async fn fetch(core: Shared, request: HttpRequest) -> HttpResponse {
    let fetched = || {
        let state = core.lock();
        let account_sid = answer::account_in_path(&state, &request)?;
        let message = state.world.message(answer::part(&request, "message"));
        let message = message.filter(|message| message.account_sid == account_sid);
        let message = message.ok_or_else(|| Refused::missing(request.path()))?;
        Ok(answer::json(200, &resource(message)))
    };
    answer::classic(fetched())
}

/// `POST …/Messages/{SM}.json`: `Body=` takes the text away, `Status=canceled` calls a scheduled one off.
pub async fn update(core: Shared, request: HttpRequest, body: Bytes) -> HttpResponse {
    let form = Form::parse(&body);
    let updated = change(&core, &request, &form);
    if let (Ok(_), Some("canceled")) = (&updated, form.get("Status")) {
        reports::push(&core, answer::part(&request, "message"), Status::Canceled);
    }
    answer::classic(updated)
}

fn change(core: &Core, request: &HttpRequest, form: &Form) -> Answer {
    let now = core.now();
    core.change(|state| {
        let account_sid = answer::account_in_path(state, request)?;
        let message = state.world.message_mut(answer::part(request, "message"));
        let message = message.filter(|message| message.account_sid == account_sid);
        let message = message.ok_or_else(|| Refused::missing(request.path()))?;
        if form.get("Body") == Some("") {
            message.body.clear();
        } else if form.get("Status") == Some("canceled") {
            if message.status != Status::Scheduled {
                return Err(Refused::new(30_409, "Message is not in a cancelable state"));
            }
            message.send_at = None;
        } else {
            return Err(Refused::new(20_001, "Only an empty Body or Status=canceled can be set"));
        }
        message.updated_at = now;
        Ok(answer::json(200, &resource(message)))
    })
}

/// `DELETE …/Messages/{SM}.json`
pub async fn delete(core: Shared, request: HttpRequest) -> HttpResponse {
    let deleted = core.change(|state| {
        let account_sid = answer::account_in_path(state, &request)?;
        let sid = answer::part(&request, "message");
        let ours = state.world.message(sid).is_some_and(|message| message.account_sid == account_sid);
        if ours && state.world.forget(sid) { Ok(answer::empty(204)) } else { Err(Refused::missing(request.path())) }
    });
    answer::classic(deleted)
}

/// The message as the API tells it: everything a string or null, but the error's code.
#[must_use]
pub fn resource(message: &Message) -> Value {
    let uri = format!("/2010-04-01/Accounts/{}/Messages/{}", message.account_sid, message.sid);
    let direction = match (message.inbound, message.reply) {
        (true, _) => "inbound",
        (false, true) => "outbound-reply",
        (false, false) => "outbound-api",
    };
    let files = if message.media.is_empty() { message.media_urls.len() } else { message.media.len() };
    json!({
        "account_sid": message.account_sid,
        "api_version": "2010-04-01",
        "body": message.body,
        "date_created": answer::rfc2822(message.created_at),
        "date_sent": message.sent_at.map(answer::rfc2822),
        "date_updated": answer::rfc2822(message.updated_at),
        "direction": direction,
        "error_code": message.error,
        "error_message": message.error.map(rules::sentence),
        "from": message.from,
        "messaging_service_sid": message.service,
        "num_media": files.to_string(),
        "num_segments": "1",
        "price": null,
        "price_unit": null,
        "sid": message.sid,
        "status": message.status.as_str(),
        "subresource_uris": { "media": format!("{uri}/Media.json") },
        "to": message.to,
        "uri": format!("{uri}.json"),
    })
}
